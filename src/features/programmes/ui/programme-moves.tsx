import type { Programme } from '#src/features/programmes/rules.ts';
import { SelectField, type Option } from '#src/ui/fields.tsx';
import { ConfirmButton } from '#src/ui/form.tsx';
import type { FormState } from '#src/ui/form-state.ts';
import { Row } from '#src/ui/layout.tsx';

/** What may be done with the programme as a whole in its present state. */
export function ProgrammeMoves({
  programme,
  papers,
  state,
}: {
  programme: Programme;
  papers: readonly Option[];
  state: FormState | null | undefined;
}) {
  const fields = { version: String(programme.version) };
  return (
    <Row>
      {programme.state === 'preparing' && (
        <ConfirmButton
          label="Запустить программу"
          question="Программа станет действующей: её формы и нормы пойдут в подбор пар и отчёты."
          confirmLabel="Запустить"
          intent="launch"
          fields={fields}
          state={state}
        >
          <SelectField name="paperId" label="Приказ о запуске" empty="Пока нет" options={papers} />
        </ConfirmButton>
      )}
      {programme.state === 'launched' && (
        <ConfirmButton
          label="Завершить программу"
          question="Новых пар по ней больше не будет; всё записанное останется."
          confirmLabel="Завершить"
          intent="close"
          fields={fields}
          state={state}
        />
      )}
      {programme.state !== 'preparing' && (
        <ConfirmButton
          label={programme.state === 'closed' ? 'Открыть снова' : 'Вернуть в подготовку'}
          question={
            programme.state === 'closed'
              ? 'Программа снова станет действующей.'
              : 'Программа перестанет быть действующей, пока вы её не запустите.'
          }
          confirmLabel={programme.state === 'closed' ? 'Открыть' : 'Вернуть'}
          intent="reopen"
          fields={fields}
          state={state}
        />
      )}
    </Row>
  );
}
