import { endedByLabels } from '#src/features/mentorships/labels.ts';
import { ENDED_BY, endReasons } from '#src/features/mentorships/rules.ts';
import { CheckboxField, RadioField } from '#src/ui/choice-fields.tsx';
import { DateField, HiddenField, SelectField, TextAreaField, TextField } from '#src/ui/fields.tsx';
import { Form, FormButtons, SubmitButton } from '#src/ui/form.tsx';
import type { FormState } from '#src/ui/form-state.ts';
import { Disclosure } from '#src/ui/menu.tsx';

export const endLabels = {
  outcome: 'Как закончилось',
  endedOn: 'Последний день',
  reasonKey: 'Причина',
  reason: 'Подробнее',
  endedBy: 'Кто попросил закончить раньше',
  results: 'Результаты',
  caseUrl: 'Ссылка на кейс или отзыв',
  isCompleted: 'Программу прошли полностью',
  goesOn: 'Наставляемые снова ищут наставника',
};

/** The end of a mentorship: completed or early, with reason and results. */
export function EndForm({
  version,
  today,
  state,
}: {
  version: number;
  today: string;
  state: FormState | undefined;
}) {
  return (
    <Disclosure title="Завершить" open={state?.values['intent'] === 'end'}>
      <Form state={state} intent="end">
        <HiddenField name="version" value={version} />
        <RadioField
          name="outcome"
          label={endLabels.outcome}
          required
          options={[
            { value: 'closed', label: 'завершено, как задумано' },
            { value: 'ended_early', label: 'закончено досрочно' },
          ]}
        />
        <DateField name="endedOn" label={endLabels.endedOn} required max={today} defaultValue={today} />
        <SelectField
          name="reasonKey"
          label={endLabels.reasonKey}
          required
          empty="Выберите причину"
          options={endReasons.map(({ id, title }) => ({ value: id, label: title }))}
        />
        <TextAreaField name="reason" label={endLabels.reason} rows={2} maxLength={1000} />
        <SelectField
          name="endedBy"
          label={endLabels.endedBy}
          empty="Не досрочно или не важно"
          options={ENDED_BY.map((side) => ({ value: side, label: endedByLabels[side] }))}
        />
        <TextAreaField
          name="results"
          label={endLabels.results}
          description="Попадут в обе базы"
          rows={3}
          maxLength={5000}
        />
        <TextField name="caseUrl" label={endLabels.caseUrl} kind="url" maxLength={2000} />
        <CheckboxField name="isCompleted" label={endLabels.isCompleted} />
        <CheckboxField name="goesOn" label={endLabels.goesOn} />
        <FormButtons>
          <SubmitButton>Завершить</SubmitButton>
        </FormButtons>
      </Form>
    </Disclosure>
  );
}
