import { DateTimeField, SelectField, TextAreaField, TextField } from '#src/ui/fields.tsx';
import { FieldColumns } from '#src/ui/form.tsx';

export const incidentLabels = {
  title: 'Что случилось',
  happenedAt: 'Когда случилось',
  discoveredAt: 'Когда обнаружили',
  accountId: 'Чья учётная запись замешана',
  windowStart: 'Период: с',
  windowEnd: 'Период: по',
  supposedCause: 'Предполагаемая причина',
  supposedHarm: 'Предполагаемый вред людям',
  measures: 'Что сделано',
  findings: 'Что показало расследование',
};

export interface IncidentValues {
  readonly title: string;
  readonly happenedAt: string | null;
  readonly discoveredAt: string | null;
  readonly accountId: string | null;
  readonly windowStart: string | null;
  readonly windowEnd: string | null;
  readonly supposedCause: string;
  readonly supposedHarm: string;
  readonly measures: string;
  readonly findings: string;
}

/** The fields of an incident; times are on the clock of the school. */
export function IncidentFields({
  values,
  accounts,
}: {
  values: IncidentValues;
  accounts: readonly { readonly id: string; readonly name: string }[];
}) {
  const text = (name: 'supposedCause' | 'supposedHarm' | 'measures' | 'findings', description: string) => (
    <TextAreaField
      name={name}
      label={incidentLabels[name]}
      description={description}
      rows={3}
      maxLength={5000}
      defaultValue={values[name]}
    />
  );
  return (
    <>
      <TextField
        name="title"
        label={incidentLabels.title}
        description="Одной строкой, без имён: «потерян телефон с открытым входом»"
        required
        maxLength={300}
        defaultValue={values.title}
      />
      <FieldColumns>
        <DateTimeField
          name="discoveredAt"
          label={incidentLabels.discoveredAt}
          description="От этого времени идут 24 и 72 часа"
          required
          defaultValue={values.discoveredAt}
        />
        <DateTimeField
          name="happenedAt"
          label={incidentLabels.happenedAt}
          description="Если не знаете, оставьте пустым"
          defaultValue={values.happenedAt}
        />
      </FieldColumns>
      <SelectField
        name="accountId"
        label={incidentLabels.accountId}
        description="По журналу программа найдёт, чьи записи тронуты в названный период"
        empty="Любая"
        defaultValue={values.accountId}
        options={accounts.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <FieldColumns>
        <DateTimeField
          name="windowStart"
          label={incidentLabels.windowStart}
          defaultValue={values.windowStart}
        />
        <DateTimeField name="windowEnd" label={incidentLabels.windowEnd} defaultValue={values.windowEnd} />
      </FieldColumns>
      {text('supposedCause', 'Как данные могли стать доступны посторонним')}
      {text('supposedHarm', 'Чем это грозит людям')}
      {text('measures', 'Что сделали сразу и что сделаете: закрыли входы, сменили пароли')}
      {text('findings', 'Выводы; без них карточка не закрывается')}
    </>
  );
}
