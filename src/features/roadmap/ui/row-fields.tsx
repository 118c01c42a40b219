import { CheckboxField } from '#src/ui/choice-fields.tsx';
import { SelectField, TextAreaField, TextField, type Option } from '#src/ui/fields.tsx';
import { FieldColumns } from '#src/ui/form.tsx';
import { Stack, Text } from '#src/ui/layout.tsx';

export const rowLabels = {
  number: 'Номер',
  title: 'Мероприятие',
  deadlineText: 'Срок',
  responsibleText: 'Ответственные',
  resultText: 'Результат, вид документа',
  activitiesText: 'Отдельный столбец мероприятий',
  sectionId: 'Раздел',
  isGroup: 'Это заголовок: сам не выполняется, срока и видов работ у него нет',
};

export interface RowValues {
  readonly number: string;
  readonly title: string;
  readonly deadlineText: string;
  readonly responsibleText: string;
  readonly resultText: string;
  readonly activitiesText: string;
  readonly isGroup: boolean;
}

/** The texts of a row, as in the school's table. */
export function RowFields({ row }: { row: RowValues | null }) {
  return (
    <>
      <TextAreaField name="title" label={rowLabels.title} rows={4} required defaultValue={row?.title} />
      <FieldColumns>
        <TextField
          name="number"
          label={rowLabels.number}
          description="Как в таблице: «1.2»; можно оставить пустым, если строки без номеров"
          defaultValue={row?.number}
          maxLength={40}
        />
        <TextField
          name="deadlineText"
          label={rowLabels.deadlineText}
          description="Как в документе: «до 15.10.2022», «октябрь», «ежеквартально»"
          defaultValue={row?.deadlineText}
        />
      </FieldColumns>
      <TextAreaField
        name="responsibleText"
        label={rowLabels.responsibleText}
        description="Нескольких – через запятую"
        rows={2}
        defaultValue={row?.responsibleText}
      />
      <TextAreaField name="resultText" label={rowLabels.resultText} rows={2} defaultValue={row?.resultText} />
      {row !== null && row.activitiesText !== '' && (
        <TextAreaField
          name="activitiesText"
          label={rowLabels.activitiesText}
          rows={4}
          defaultValue={row.activitiesText}
        />
      )}
      <CheckboxField name="isGroup" label={rowLabels.isGroup} defaultChecked={row?.isGroup ?? false} />
    </>
  );
}

/** The kinds of work that a row asks for, in order; the last field adds one more, an empty one takes one away. */
export function KindFields({
  kinds,
  chosen,
  isNew,
}: {
  kinds: readonly Option[];
  chosen: readonly string[];
  isNew: boolean;
}) {
  const values = [...chosen, ''];
  return (
    <Stack gap="small">
      <Text strong>Виды работ</Text>
      <Text tone="quiet" size="small">
        {isNew
          ? 'Оставьте пустым, и программа определит виды по названию.'
          : 'В строке может быть несколько работ: она выполнена, когда выполнены все. Чтобы убрать вид, выберите пустую строку; чтобы добавить, выберите в последнем списке.'}
      </Text>
      {values.map((kind, index) => (
        <SelectField
          // oxlint-disable-next-line react/no-array-index-key -- the order is the identity of a part
          key={index}
          name={`kinds.${index}`}
          label={index < chosen.length ? `Вид ${index + 1}` : 'Добавить вид'}
          empty={index < chosen.length ? 'убрать или не определён' : 'не добавлять'}
          options={kinds}
          defaultValue={kind}
        />
      ))}
    </Stack>
  );
}
