import { CASE_WORDS } from '#src/lib/russian/case.ts';
import { nameGenderLabels } from '#src/features/people/labels.ts';
import type { PersonForms } from '#src/features/people/service.server/name-forms.ts';
import { SelectField, TextField } from '#src/ui/fields.tsx';
import { Text } from '#src/ui/layout.tsx';

/** The gender of a name and its five oblique cases, each with what the rules say where a person said otherwise. */
export function NameFormFields({
  view,
  labels,
}: {
  view: Omit<PersonForms, 'mayFix'>;
  labels: Readonly<Record<string, string>>;
}) {
  const guessed = view.guessed === null ? 'не определён' : nameGenderLabels[view.guessed];
  return (
    <>
      <SelectField
        name="gender"
        label={labels['gender'] ?? ''}
        description="Нужен только для окончаний в документах"
        empty={`по имени: ${guessed}`}
        options={Object.entries(nameGenderLabels).map(([value, label]) => ({ value, label }))}
        defaultValue={view.person.gender ?? ''}
      />
      {view.forms
        .filter(({ name }) => name !== 'nominative')
        .map(({ name, text, byRules, isFixed }) => (
          <TextField
            key={name}
            name={name}
            label={`${labels[name] ?? ''} (${CASE_WORDS[name].question})`}
            {...(isFixed ? { description: `Исправлено вручную. По правилам: ${byRules}` } : {})}
            defaultValue={text}
            maxLength={300}
          />
        ))}
      <Text size="small" tone="quiet">
        Чтобы форма снова была по правилам, очистите поле.
      </Text>
    </>
  );
}
