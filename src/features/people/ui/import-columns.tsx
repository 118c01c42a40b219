import { importColumnLabels, importKindLabels, listSortLabels } from '#src/features/people/labels/import.ts';
import { IMPORT_COLUMNS } from '#src/features/people/rules/import/columns.ts';
import { formatSchoolYear } from '#src/features/orgs/rules/school-year.ts';
import { LIST_SORTS } from '#src/features/people/rules/import/entries.ts';
import { IMPORT_KINDS } from '#src/features/people/rules/import/records.ts';
import type { ImportView } from '#src/features/people/service.server/imports.ts';
import { HiddenField, SelectField, TextField } from '#src/ui/fields.tsx';
import { FieldColumns, Form, FormButtons, SubmitButton } from '#src/ui/form.tsx';
import type { FormState } from '#src/ui/form-state.ts';
import { Card, Grid, Stack, Text } from '#src/ui/layout.tsx';

/** First step: what stands in which column, with what was read in it. */
export function ImportColumns({
  draft,
  forms,
  currentYear,
  state,
}: {
  draft: ImportView['draft'];
  forms: ImportView['forms'];
  currentYear: number;
  state: FormState | null | undefined;
}) {
  const options = IMPORT_COLUMNS.map((column) => ({ value: column, label: importColumnLabels[column] }));
  return (
    <Form intent="columns" state={state} wide>
      <HiddenField name="version" value={draft.version} />
      <SelectField
        name="sort"
        label="Что это за список"
        description="База и список пар вносят людей вместе с запросами, предложениями и парами"
        options={LIST_SORTS.map((sort) => ({ value: sort, label: listSortLabels[sort] }))}
        defaultValue={draft.sort}
      />
      {draft.sort !== 'people' && (
        <FieldColumns>
          <SelectField
            name="schoolYear"
            label="Учебный год списка"
            description="Список прошлого года становится историей: всё в нём завершено"
            options={Array.from({ length: 12 }, (_, back) => ({
              value: String(currentYear - back),
              label: formatSchoolYear(currentYear - back),
            }))}
            defaultValue={String(draft.schoolYear)}
          />
          <SelectField
            name="form"
            label="Форма, где строка её не называет"
            empty="Не записывать таких пар"
            options={forms.map(({ id, title }) => ({ value: id, label: title }))}
            defaultValue={draft.options.form ?? ''}
          />
        </FieldColumns>
      )}
      <FieldColumns>
        <SelectField
          name="kind"
          label="Кто эти люди"
          options={IMPORT_KINDS.map((kind) => ({ value: kind, label: importKindLabels[kind] }))}
          defaultValue={draft.kind}
        />
        <TextField
          name="className"
          label="Класс для тех, у кого он не назван"
          maxLength={30}
          defaultValue={draft.className}
        />
      </FieldColumns>
      <Grid column={17}>
        {draft.columns.map((column, index) => (
          <Card key={`${column.heading} ${index}`} soft>
            <Stack gap="small">
              <Text strong>{column.heading}</Text>
              {column.isRefused ? (
                <>
                  <HiddenField name={`meanings.${index}`} value="skip" />
                  <Text tone="quiet">
                    Этот столбец не берётся: для наставничества такие данные не нужны и хранить их нельзя.
                  </Text>
                </>
              ) : (
                <>
                  <Text size="small" tone="quiet">
                    {column.samples.length === 0 ? 'пусто' : column.samples.join(' · ')}
                  </Text>
                  <SelectField
                    name={`meanings.${index}`}
                    label={`Что в столбце «${column.heading}»`}
                    options={options}
                    defaultValue={column.meaning}
                  />
                </>
              )}
            </Stack>
          </Card>
        ))}
      </Grid>
      <FormButtons>
        <SubmitButton pendingLabel="Проверяем строки…">Проверить строки</SubmitButton>
      </FormButtons>
    </Form>
  );
}
