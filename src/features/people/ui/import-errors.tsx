import { capitalize } from '#src/lib/russian/capitalize.ts';
import { importErrorLabels, importFieldLabels } from '#src/features/people/labels/import.ts';
import {
  IMPORT_FIELDS,
  type CheckedRecord,
  type ImportField,
} from '#src/features/people/rules/import/records.ts';
import type { ImportView } from '#src/features/people/service.server/imports.ts';
import { ButtonLink } from '#src/ui/button.tsx';
import { CheckboxField } from '#src/ui/choice-fields.tsx';
import { HiddenField, TextField } from '#src/ui/fields.tsx';
import { FieldColumns, Form, FormButtons, SubmitButton } from '#src/ui/form.tsx';
import type { FormState } from '#src/ui/form-state.ts';
import { Card, Stack, Text } from '#src/ui/layout.tsx';
import { EmptyState, Notice } from '#src/ui/notice.tsx';

/** Second step: rows that cannot be taken as they stand, each with the fields that are wrong. */
export function ImportErrors({
  draft,
  rows,
  total,
  next,
  state,
}: {
  draft: ImportView['draft'];
  rows: readonly CheckedRecord[];
  total: number;
  next: string;
  state: FormState | null | undefined;
}) {
  if (rows.length === 0) {
    return (
      <EmptyState
        title="Ошибок нет"
        action={
          <ButtonLink look="main" to={next}>
            Посмотреть, кто будет внесён
          </ButtonLink>
        }
      >
        Все строки читаются. Осталось сверить их с теми, кто уже есть.
      </EmptyState>
    );
  }
  return (
    <Form intent="fix" state={state} wide>
      <HiddenField name="version" value={draft.version} />
      {total > rows.length && (
        <Notice kind="info" title={`Показаны первые ${rows.length} из ${total}`}>
          <Text>Исправьте эти строки и сохраните: следующие появятся здесь.</Text>
        </Notice>
      )}
      <Stack>
        {rows.map((row, position) => (
          <Card key={row.index} soft>
            <Stack gap="small">
              <Text strong>{`${row.place}: ${row.typed.name === '' ? 'без имени' : row.typed.name}`}</Text>
              {row.errors.guardian !== undefined && (
                <Text tone="danger">{capitalize(importErrorLabels[row.errors.guardian])}</Text>
              )}
              <HiddenField name={`rows.${position}.index`} value={row.index} />
              <FieldColumns>
                {IMPORT_FIELDS.filter((field) => row.errors[field] !== undefined).map((field) => (
                  <WrongField key={field} row={row} field={field} position={position} />
                ))}
              </FieldColumns>
              <CheckboxField name={`rows.${position}.isSkipped`} label={`Не вносить (${row.place})`} />
            </Stack>
          </Card>
        ))}
      </Stack>
      <FormButtons>
        <SubmitButton pendingLabel="Сохраняем…">Сохранить исправления</SubmitButton>
      </FormButtons>
    </Form>
  );
}

function WrongField({ row, field, position }: { row: CheckedRecord; field: ImportField; position: number }) {
  const error = row.errors[field];
  return (
    <TextField
      name={`rows.${position}.${field}`}
      label={`${importFieldLabels[field]}, ${row.place}`}
      defaultValue={row.typed[field]}
      error={error === undefined ? undefined : importErrorLabels[error]}
    />
  );
}
