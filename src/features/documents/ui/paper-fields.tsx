import type { Paper } from '#src/features/documents/rules.ts';
import { RadioField } from '#src/ui/choice-fields.tsx';
import { DateField, FileField, SelectField, TextAreaField, TextField, type Option } from '#src/ui/fields.tsx';
import { FieldColumns } from '#src/ui/form.tsx';

/** Labels of the form of a paper, also for its error summary. */
export const paperFieldLabels = {
  kind: 'Вид документа',
  direction: 'Направление',
  number: 'Номер',
  issuedOn: 'Дата',
  title: 'Заголовок',
  issuer: 'Кем издан',
  note: 'Примечание',
  file: 'Файл или скан',
};

type Values = Pick<
  Paper,
  'kind' | 'direction' | 'number' | 'issuedOn' | 'title' | 'issuer' | 'note' | 'fileName'
>;

/** The fields of a paper, new or known. */
export function PaperFields({ kinds, paper }: { kinds: readonly Option[]; paper?: Values }) {
  return (
    <>
      <SelectField
        name="kind"
        label={paperFieldLabels.kind}
        required
        options={kinds}
        empty="Выберите вид"
        defaultValue={paper?.kind}
      />
      <TextField
        name="title"
        label={paperFieldLabels.title}
        description="Как в документе, например «О закреплении наставнических пар»"
        required
        maxLength={500}
        defaultValue={paper?.title}
      />
      <FieldColumns>
        <TextField
          name="number"
          label={paperFieldLabels.number}
          description="Например, 259-од"
          maxLength={60}
          defaultValue={paper?.number}
        />
        <DateField name="issuedOn" label={paperFieldLabels.issuedOn} defaultValue={paper?.issuedOn} />
      </FieldColumns>
      <RadioField
        name="direction"
        label={paperFieldLabels.direction}
        defaultValue={paper?.direction ?? 'issued'}
        options={[
          { value: 'issued', label: 'Издан нашей организацией' },
          {
            value: 'incoming',
            label: 'Пришёл извне',
            description: 'Например, приказ управления образования',
          },
        ]}
      />
      <TextField
        name="issuer"
        label={paperFieldLabels.issuer}
        description="Только для пришедших извне"
        maxLength={300}
        defaultValue={paper?.issuer}
      />
      <FileField
        name="file"
        label={paperFieldLabels.file}
        description={
          paper?.fileName == null
            ? 'PDF, PNG, JPEG, TIFF, DOCX, ODT или XLSX до 25 МБ'
            : `Сейчас приложен «${paper.fileName}». Новый файл заменит его; до 25 МБ.`
        }
      />
      <TextAreaField
        name="note"
        label={paperFieldLabels.note}
        rows={3}
        maxLength={2000}
        defaultValue={paper?.note}
      />
    </>
  );
}
