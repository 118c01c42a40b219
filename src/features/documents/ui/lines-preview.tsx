import type { PaperLine } from '#src/features/documents/rules/lines.ts';
import { ButtonLink } from '#src/ui/button.tsx';
import { CheckboxField } from '#src/ui/choice-fields.tsx';
import { DataTable } from '#src/ui/data-table.tsx';
import { formatDayShort } from '#src/ui/days.ts';
import { DateField, HiddenField, SelectField, TextField, type Option } from '#src/ui/fields.tsx';
import { FieldColumns, Form, FormButtons, SubmitButton } from '#src/ui/form.tsx';
import type { FormState } from '#src/ui/form-state.ts';
import { Card, Stack, Text } from '#src/ui/layout.tsx';
import { Section } from '#src/ui/page.tsx';
import { plural } from '#src/lib/russian/plural.ts';

/**
 * How a pasted list was read: lines to mend as fields, the rest as a table. One form carries both, so that all of it
 * is entered at once or nothing. Multipart: Russian letters would grow threefold in the usual encoding.
 */
export function LinesPreview({
  ready,
  wrong,
  state,
  kinds,
  submission,
}: {
  ready: readonly PaperLine[];
  wrong: readonly PaperLine[];
  /** Values and errors of the fields `rows.N.…`. */
  state: FormState;
  kinds: readonly Option[];
  /** Of this reading of the list: another reading is another form. */
  submission: string;
}) {
  const titleOf = new Map(kinds.map(({ value, label }) => [value, label]));
  return (
    // A new reading is a new form: what was typed in the one before must not stay in its place.
    <Form key={submission} state={state} intent="add" submission={submission} upload wide>
      <HiddenField name="ready" value={JSON.stringify(ready)} />
      {wrong.length > 0 && (
        <Section title={`Исправьте: ${plural(wrong.length, 'строка', 'строки', 'строк')}`}>
          <Stack>
            {wrong.map((line, index) => (
              <Card key={line.line}>
                <Stack>
                  <Text strong>Строка {line.line}</Text>
                  <HiddenField name={`rows.${index}.line`} value={line.line} />
                  <TextField
                    name={`rows.${index}.title`}
                    label={`Заголовок, строка ${line.line}`}
                    maxLength={500}
                  />
                  <FieldColumns>
                    <TextField name={`rows.${index}.number`} label="Номер" maxLength={60} />
                    <DateField name={`rows.${index}.issuedOn`} label="Дата" />
                    <SelectField name={`rows.${index}.kind`} label="Вид" options={kinds} />
                  </FieldColumns>
                  <CheckboxField name={`rows.${index}.skip`} label="Не вносить эту строку" />
                </Stack>
              </Card>
            ))}
          </Stack>
        </Section>
      )}
      {ready.length > 0 && (
        <Section title={`Прочитано без вопросов: ${ready.length}`}>
          <DataTable
            caption="Эти документы будут внесены"
            columns={[
              { key: 'title', header: 'Заголовок', isTitle: true, cell: (line: PaperLine) => line.title },
              { key: 'number', header: 'Номер', cell: (line) => line.number },
              { key: 'issuedOn', header: 'Дата', cell: (line) => formatDayShort(line.issuedOn) },
              { key: 'kind', header: 'Вид', cell: (line) => titleOf.get(line.kind) ?? line.kind },
            ]}
            rows={ready}
            rowKey={(line) => String(line.line)}
            empty={null}
          />
        </Section>
      )}
      <FormButtons>
        <SubmitButton pendingLabel="Вносим…">
          {wrong.length === 0 ? `Внести: ${ready.length}` : 'Проверить и внести'}
        </SubmitButton>
        <ButtonLink to="/documents/many">Начать заново</ButtonLink>
      </FormButtons>
    </Form>
  );
}
