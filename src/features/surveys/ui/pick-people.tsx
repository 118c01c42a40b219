import { Form as SearchForm } from 'react-router';
import { CheckboxGroupField } from '#src/ui/choice-fields.tsx';
import { HiddenField, TextField } from '#src/ui/fields.tsx';
import { Form, SubmitButton } from '#src/ui/form.tsx';
import type { FormState } from '#src/ui/form-state.ts';
import { Stack, Text } from '#src/ui/layout.tsx';
import { Disclosure } from '#src/ui/menu.tsx';

/** People added one by one, found by the beginning of the family name. */
export function PickPeople({
  people,
  words,
  version,
  state,
  isDraft,
}: {
  people: readonly { readonly id: string; readonly name: string }[];
  words: string;
  version: number;
  state: FormState | null | undefined;
  isDraft: boolean;
}) {
  return (
    <Disclosure title="Добавить людей поимённо" open={words !== ''}>
      <Stack>
        <search>
          <SearchForm method="get">
            <Stack gap="small">
              <TextField name="words" label="Начало фамилии" defaultValue={words} />
              <SubmitButton look="plain">Найти</SubmitButton>
            </Stack>
          </SearchForm>
        </search>
        {words !== '' && people.length === 0 && <Text>Никого не нашли. Проверьте фамилию.</Text>}
        {people.length > 0 && (
          <Form intent="invite" state={state}>
            <HiddenField name="version" value={version} />
            <CheckboxGroupField
              name="personIds"
              label="Найденные"
              options={people.map(({ id, name }) => ({ value: id, label: name }))}
            />
            <SubmitButton look="plain">
              {isDraft ? 'Добавить отмеченных' : 'Пригласить отмеченных'}
            </SubmitButton>
          </Form>
        )}
      </Stack>
    </Disclosure>
  );
}
