import type { PersonCard } from '#src/features/people/service.server.ts';
import { formatDayShort } from '#src/ui/days.ts';
import { SelectField, type Option } from '#src/ui/fields.tsx';
import { Form, FormButtons, SubmitButton } from '#src/ui/form.tsx';
import type { FormState } from '#src/ui/form-state.ts';
import { TextLink } from '#src/ui/layout.tsx';
import { Disclosure } from '#src/ui/menu.tsx';
import { Section } from '#src/ui/page.tsx';

/** Classes of a person over the years, the newest first; nothing for those who never were in one. */
export function AttendedClasses({ classes }: { classes: PersonCard['classes'] }) {
  if (classes.length === 0) return null;
  return (
    <Section title="Классы по годам">
      <ul>
        {classes.map((one) => (
          <li key={one.classId}>
            {one.schoolYear}: <TextLink to={`/people/classes/${one.classId}`}>{one.name}</TextLink>
            {one.leftOn !== null && `, по ${formatDayShort(one.leftOn)}`}
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** Another class of this school year, from today on. */
export function MoveToClass({
  options,
  currentId,
  state,
  submission,
}: {
  options: readonly Option[];
  currentId: string;
  state: FormState | undefined;
  submission: string;
}) {
  const others = options.filter(({ value }) => value !== currentId);
  if (others.length === 0 && currentId === '') return null;
  return (
    <Disclosure
      title={currentId === '' ? 'Записать в класс' : 'Перевести в другой класс'}
      open={state !== undefined}
    >
      <Form state={state} intent="move" submission={submission}>
        <SelectField
          name="to"
          label="Класс"
          description="С сегодняшнего дня; прежний класс останется в истории"
          empty="Выберите"
          options={[...others, ...(currentId === '' ? [] : [{ value: 'out', label: 'Убрать из класса' }])]}
          required
        />
        <FormButtons>
          <SubmitButton look="plain">Сохранить</SubmitButton>
        </FormButtons>
      </Form>
    </Disclosure>
  );
}
