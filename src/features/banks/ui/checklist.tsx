import type { CheckLine } from '#src/features/banks/service.server.ts';
import { checkStateLabels, outcomeLabels } from '#src/features/banks/labels.ts';
import type { CheckState } from '#src/features/banks/rules/admission.ts';
import { StateBadge, type Tone } from '#src/ui/badge.tsx';
import { RadioField } from '#src/ui/choice-fields.tsx';
import { DataTable, type Column } from '#src/ui/data-table.tsx';
import { formatDayShort } from '#src/ui/days.ts';
import { DateField, FileField, NumberField, SelectField, TextAreaField } from '#src/ui/fields.tsx';
import { ConfirmButton, FieldColumns, Form, FormButtons, SubmitButton } from '#src/ui/form.tsx';
import type { FormState } from '#src/ui/form-state.ts';
import { Text, TextLink } from '#src/ui/layout.tsx';
import { Disclosure } from '#src/ui/menu.tsx';

export const checkLabels = {
  checkId: 'Проверка',
  outcome: 'Итог',
  checkedOn: 'Когда',
  validUntil: 'Действует до',
  hours: 'Часов',
  note: 'Примечание',
  file: 'Скан',
};

const tones: Readonly<Record<CheckState, Tone>> = {
  missing: 'warning',
  passed: 'success',
  waived: 'neutral',
  failed: 'danger',
  expired: 'danger',
  expiring: 'warning',
};

const columnsFor = (mayAdmit: boolean): readonly Column<CheckLine>[] => [
  {
    key: 'title',
    header: 'Проверка',
    isTitle: true,
    cell: (line) => (
      <>
        {line.title}
        <Text size="small" tone="quiet">
          {line.hint}
        </Text>
      </>
    ),
  },
  {
    key: 'state',
    header: 'Итог',
    cell: (line) => <StateBadge tone={tones[line.state]} label={checkStateLabels[line.state]} />,
  },
  {
    key: 'entry',
    header: 'Когда и что',
    cell: ({ entry }) =>
      entry === null ? (
        '–'
      ) : (
        <>
          {formatDayShort(entry.checkedOn)}
          {entry.validUntil === null ? '' : `, до ${formatDayShort(entry.validUntil)}`}
          {entry.hours === null ? '' : `, ${entry.hours} ч`}
          {entry.fileId !== null && (
            <>
              {', '}
              <TextLink to={`/files/${entry.fileId}`} download>
                файл
              </TextLink>
            </>
          )}
          {entry.note !== '' && (
            <Text size="small" tone="quiet" verbatim>
              {entry.note}
            </Text>
          )}
          {mayAdmit && (
            <ConfirmButton
              label="Убрать отметку"
              question="Отметка внесена по ошибке? Будет считаться та, что была до неё."
              confirmLabel="Убрать"
              intent="withdraw-check"
              fields={{ entryId: entry.id }}
            />
          )}
        </>
      ),
  },
];

/** What a mentor must have, and how each stands. */
export function Checklist({ checks, mayAdmit }: { checks: readonly CheckLine[]; mayAdmit: boolean }) {
  return (
    <DataTable
      caption="Что нужно для допуска"
      columns={columnsFor(mayAdmit)}
      rows={checks}
      rowKey={(line) => line.checkId}
      empty={<Text>Проверок нет.</Text>}
    />
  );
}

/** Enters one check: what, how it ended, until when, with a scan. */
export function CheckForm({
  checks,
  today,
  submission,
  state,
}: {
  checks: readonly CheckLine[];
  today: string;
  submission: string;
  state: FormState | undefined;
}) {
  return (
    <Disclosure title="Отметить проверку" open={state?.values['intent'] === 'check'}>
      <Form state={state} intent="check" submission={submission} upload>
        <SelectField
          name="checkId"
          label={checkLabels.checkId}
          options={checks
            .filter(({ isDerived }) => !isDerived)
            .map(({ checkId, title }) => ({ value: checkId, label: title }))}
        />
        <RadioField
          name="outcome"
          label={checkLabels.outcome}
          required
          defaultValue="passed"
          options={Object.entries(outcomeLabels).map(([value, label]) => ({ value, label }))}
        />
        <FieldColumns>
          <DateField
            name="checkedOn"
            label={checkLabels.checkedOn}
            required
            max={today}
            defaultValue={today}
          />
          <DateField name="validUntil" label={checkLabels.validUntil} description="Пусто – без срока" />
          <NumberField name="hours" label={checkLabels.hours} description="Для обучения" decimal />
        </FieldColumns>
        <TextAreaField
          name="note"
          label={checkLabels.note}
          description="Если не нужно – почему"
          rows={2}
          maxLength={2000}
        />
        <FileField name="file" label={checkLabels.file} accept=".pdf,.jpg,.jpeg,.png" />
        <FormButtons>
          <SubmitButton>Отметить</SubmitButton>
        </FormButtons>
      </Form>
    </Disclosure>
  );
}
