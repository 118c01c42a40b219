import type { Agreement } from '#src/features/programmes/rules.ts';
import { DateField, SelectField, TextAreaField, TextField, type Option } from '#src/ui/fields.tsx';
import { FieldColumns } from '#src/ui/form.tsx';

export const agreementFieldLabels = {
  partnerId: 'Партнёр',
  programmeId: 'Программа',
  number: 'Номер',
  signedOn: 'Подписано',
  endsOn: 'Действует до',
  endedOn: 'Прекращено досрочно',
  subject: 'О чём соглашение',
  paperId: 'Документ в реестре',
};

/** The fields of an agreement, new or known. */
export function AgreementFields({
  agreement,
  partners,
  programmes,
  papers,
}: {
  agreement: Pick<
    Agreement,
    'partnerId' | 'programmeId' | 'number' | 'signedOn' | 'endsOn' | 'endedOn' | 'subject' | 'paperId'
  >;
  partners: readonly Option[];
  programmes: readonly Option[];
  papers: readonly Option[];
}) {
  const labels = agreementFieldLabels;
  return (
    <>
      <SelectField
        name="partnerId"
        label={labels.partnerId}
        required
        empty="Выберите партнёра"
        options={partners}
        defaultValue={agreement.partnerId}
      />
      <FieldColumns>
        <TextField name="number" label={labels.number} maxLength={60} defaultValue={agreement.number} />
        <DateField name="signedOn" label={labels.signedOn} defaultValue={agreement.signedOn} />
      </FieldColumns>
      <FieldColumns>
        <DateField
          name="endsOn"
          label={labels.endsOn}
          description="Пусто – без срока"
          defaultValue={agreement.endsOn}
        />
        <DateField name="endedOn" label={labels.endedOn} defaultValue={agreement.endedOn} />
      </FieldColumns>
      <SelectField
        name="programmeId"
        label={labels.programmeId}
        empty="Для всех программ"
        options={programmes}
        defaultValue={agreement.programmeId}
      />
      <TextAreaField
        name="subject"
        label={labels.subject}
        rows={3}
        maxLength={2000}
        defaultValue={agreement.subject}
      />
      <SelectField
        name="paperId"
        label={labels.paperId}
        description="Подписанное соглашение вносится в «Документы» со сканом"
        empty="Нет"
        options={papers}
        defaultValue={agreement.paperId}
      />
    </>
  );
}
