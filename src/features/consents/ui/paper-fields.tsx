import { purposeLabels } from '#src/features/consents/labels.ts';
import { PURPOSES } from '#src/features/consents/rules/purposes.ts';
import { CheckboxGroupField } from '#src/ui/choice-fields.tsx';
import { DateField, FileField, TextField } from '#src/ui/fields.tsx';
import { FieldColumns } from '#src/ui/form.tsx';

export const paperLabels = {
  personIds: 'Люди',
  purposes: 'Какие согласия подписаны',
  signedOn: 'Дата подписи',
  signer: 'Кто подписал',
  guardianId: 'Представитель',
  signerName: 'Имя представителя, если его нет в списке',
  basis: 'Где лежат бумаги',
  file: 'Скан (PDF или фото)',
};

/** What a paper consent says beside the people: purposes, day, scan, where the paper lies. */
export function PaperFields({ today, file }: { today: string; file: string }) {
  return (
    <>
      <CheckboxGroupField
        name="purposes"
        label={paperLabels.purposes}
        description="Каждое согласие — отдельный документ. Отметьте только те, что подписаны."
        required
        defaultValue={['processing']}
        options={PURPOSES.map((purpose) => ({ value: purpose, label: purposeLabels[purpose] }))}
      />
      <FieldColumns>
        <DateField name="signedOn" label={paperLabels.signedOn} required defaultValue={today} />
        <TextField
          name="basis"
          label={paperLabels.basis}
          description="Например: личные дела, папка 02-14"
          maxLength={500}
        />
      </FieldColumns>
      <FileField name="file" label={paperLabels.file} description={file} accept=".pdf,.jpg,.jpeg,.png" />
    </>
  );
}
