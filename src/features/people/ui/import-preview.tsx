import { capitalize } from '#src/lib/russian/capitalize.ts';
import type { ImportPreviewData } from '#src/features/people/pages/import-preview.ts';
import type { StaffRow } from '#src/features/people/rules/staff-rows.ts';
import { ButtonLink } from '#src/ui/button.tsx';
import { RadioField } from '#src/ui/choice-fields.tsx';
import { DataTable, type Column } from '#src/ui/data-table.tsx';
import { HiddenField, TextField } from '#src/ui/fields.tsx';
import { FieldColumns, Form, FormButtons, SubmitButton } from '#src/ui/form.tsx';
import { Card, Stack, Text } from '#src/ui/layout.tsx';
import { Notice } from '#src/ui/notice.tsx';
import { Section } from '#src/ui/page.tsx';
import { plural } from '#src/lib/russian/plural.ts';

const columns: readonly Column<StaffRow>[] = [
  { key: 'name', header: 'Имя', isTitle: true, cell: (row) => row.name },
  { key: 'posts', header: 'Должность', cell: (row) => (row.posts === '' ? 'не указана' : row.posts) },
  { key: 'email', header: 'Почта', cell: (row) => (row.email === '' ? 'нет' : row.email) },
  { key: 'phone', header: 'Телефон', cell: (row) => (row.phone === '' ? 'нет' : row.phone) },
];

/** Most rows of the table drawn at once; all of them are entered. */
const DRAWN_LIMIT = 300;

/**
 * How a list of people was read: rows to mend or to decide as fields, the rest as a table. One form carries all, so
 * that everybody is entered at once or nobody. Multipart: Russian letters would grow threefold in the usual encoding.
 */
export function ImportPreview(preview: ImportPreviewData) {
  const { submission, doubtful, fresh, carried, wrongLater, namesakesSkipped, state } = preview;
  return (
    // Another reading is another form: what was typed in the one before must not stay in its place.
    <Form key={submission} state={state} intent="add" submission={submission} upload wide>
      <HiddenField name="ready" value={JSON.stringify(carried)} />
      {wrongLater > 0 && (
        <Notice kind="warning" title={`Показаны не все строки с ошибками: осталось ещё ${wrongLater}`}>
          Исправьте показанные и отправьте: остальные появятся следом. До этого ничего не вносится.
        </Notice>
      )}
      {namesakesSkipped > 0 && (
        <Notice title={`Ещё строк с теми, кто уже есть в списке: ${namesakesSkipped}`}>
          Они не показаны и внесены не будут. Чтобы внести однофамильца, добавьте его отдельно.
        </Notice>
      )}
      {doubtful.length > 0 && (
        <Section title={`Требуют внимания: ${plural(doubtful.length, 'строка', 'строки', 'строк')}`}>
          <Stack>
            {doubtful.map(({ row, twin }, index) => (
              <Card key={row.order}>
                <Stack>
                  <Text strong>
                    {capitalize(row.place)}
                    {twin !== null && `: уже есть ${twin}`}
                  </Text>
                  <HiddenField name={`rows.${index}.place`} value={row.place} />
                  <HiddenField name={`rows.${index}.order`} value={row.order} />
                  <FieldColumns>
                    <TextField name={`rows.${index}.name`} label="Фамилия, имя, отчество" />
                    <TextField name={`rows.${index}.posts`} label="Должность" />
                  </FieldColumns>
                  <FieldColumns>
                    <TextField name={`rows.${index}.email`} label="Почта" />
                    <TextField name={`rows.${index}.phone`} label="Телефон" />
                  </FieldColumns>
                  <RadioField
                    name={`rows.${index}.decision`}
                    label="Что сделать"
                    options={[
                      { value: 'add', label: twin === null ? 'Внести' : 'Внести: это другой человек' },
                      { value: 'skip', label: 'Не вносить' },
                    ]}
                  />
                </Stack>
              </Card>
            ))}
          </Stack>
        </Section>
      )}
      {fresh.length > 0 && (
        <Section title={`Новые люди: ${fresh.length}`}>
          <DataTable
            caption={
              fresh.length > DRAWN_LIMIT
                ? `Показаны первые ${DRAWN_LIMIT}, внесены будут все ${fresh.length}`
                : 'Эти люди будут внесены'
            }
            columns={columns}
            rows={fresh.slice(0, DRAWN_LIMIT)}
            rowKey={(row) => String(row.order)}
            empty={null}
          />
        </Section>
      )}
      <FormButtons>
        <SubmitButton pendingLabel="Вносим…">
          {doubtful.length === 0 ? `Внести: ${fresh.length}` : 'Проверить и внести'}
        </SubmitButton>
        <ButtonLink to="/people/import">Начать заново</ButtonLink>
      </FormButtons>
    </Form>
  );
}
