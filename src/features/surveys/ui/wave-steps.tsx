import { DateField, HiddenField } from '#src/ui/fields.tsx';
import { ConfirmButton, Form, FormButtons, SubmitButton } from '#src/ui/form.tsx';
import type { FormState } from '#src/ui/form-state.ts';
import { Row } from '#src/ui/layout.tsx';
import { Disclosure } from '#src/ui/menu.tsx';
import { Notice } from '#src/ui/notice.tsx';
import type { WaveState } from '#src/features/surveys/rules.ts';

/** What can be done with the wave as it stands. */
export function WaveSteps({
  data,
  state,
}: {
  data: {
    readonly wave: {
      readonly state: WaveState;
      readonly version: number;
      readonly isAnonymous: boolean;
      readonly closesOn: string;
    };
    readonly key: 'none' | 'kept' | 'destroyed';
  };
  state: FormState | null | undefined;
}) {
  const { wave, key } = data;
  const fields = { version: String(wave.version) };
  if (wave.state === 'draft')
    return (
      <Row>
        <Form intent="launch" state={state}>
          <HiddenField name="version" value={wave.version} />
          <FormButtons>
            <SubmitButton pendingLabel="Приглашаем…">Запустить опрос</SubmitButton>
          </FormButtons>
        </Form>
        <ConfirmButton
          label="Удалить"
          question="Опрос ещё не запускали, ответов в нём нет. Он исчезнет из списка."
          confirmLabel="Удалить опрос"
          intent="remove"
          fields={fields}
          danger
          state={state}
        />
      </Row>
    );
  if (wave.state === 'closed')
    return wave.isAnonymous && key !== 'none' ? (
      <KeyStep keyState={key} version={wave.version} state={state} />
    ) : null;
  return (
    <Row>
      <ConfirmButton
        label="Завершить опрос"
        question={
          wave.isAnonymous
            ? 'Ответы больше не будут приниматься, незаконченные анкеты удалятся, и откроются итоги. Вернуть опрос нельзя.'
            : 'Ответы больше не будут приниматься. Вернуть опрос нельзя.'
        }
        confirmLabel="Завершить опрос"
        intent="close"
        fields={fields}
        state={state}
      />
      <Disclosure title="Изменить последний день" open={state?.values['intent'] === 'days'}>
        <Form intent="days" state={state}>
          <HiddenField name="version" value={wave.version} />
          <DateField name="closesOn" label="Последний день" required defaultValue={wave.closesOn} />
          <SubmitButton look="plain">Сохранить</SubmitButton>
        </Form>
      </Disclosure>
      <Form intent="invite" state={state}>
        <HiddenField name="version" value={wave.version} />
        <SubmitButton look="plain" pendingLabel="Приглашаем…">
          Пригласить новых по отбору
        </SubmitButton>
      </Form>
    </Row>
  );
}

function KeyStep({
  keyState,
  version,
  state,
}: {
  keyState: 'kept' | 'destroyed';
  version: number;
  state: FormState | null | undefined;
}) {
  if (keyState === 'destroyed')
    return (
      <Notice title="Связь ответов с людьми уничтожена">Узнать, чьи это ответы, не может уже никто.</Notice>
    );
  return (
    <ConfirmButton
      label="Уничтожить связь ответов с людьми"
      question="Сейчас программа хранит секрет, по которому узнаёт, что ответы «до» и «после» дал один человек. Без него продолжить эту цепочку опросов будет нельзя, а вернуть его невозможно. Итоги останутся. Из ночных резервных копий секрет уйдёт вместе с ними."
      confirmLabel="Уничтожить навсегда"
      intent="destroy-key"
      fields={{ version: String(version) }}
      danger
      state={state}
    />
  );
}
