import { partnerKindLabels } from '#src/features/people/labels.ts';
import { PARTNER_KINDS } from '#src/features/people/rules/partners.ts';
import type { Services } from '#src/compose.ts';
import { DateField, SelectField, TextAreaField, TextField } from '#src/ui/fields.tsx';
import { FieldColumns } from '#src/ui/form.tsx';

export type PartnerCard = Extract<
  Awaited<ReturnType<Services['people']['partners']['view']>>,
  { ok: true }
>['value']['partner'];

export const partnerFieldLabels = {
  name: 'Название',
  kind: 'Что это за организация',
  inn: 'ИНН',
  address: 'Адрес',
  contactName: 'С кем на связи',
  contactPost: 'Должность',
  email: 'Почта',
  phone: 'Телефон',
  note: 'Заметка',
  endedOn: 'Сотрудничество закончилось',
};

/** The fields of a partner, new or known. */
export function PartnerFields({ partner }: { partner?: PartnerCard | undefined }) {
  return (
    <>
      <TextField
        name="name"
        label={partnerFieldLabels.name}
        maxLength={300}
        defaultValue={partner?.name}
        required
      />
      <FieldColumns>
        <SelectField
          name="kind"
          label={partnerFieldLabels.kind}
          empty="Выберите"
          options={PARTNER_KINDS.map((kind) => ({ value: kind, label: partnerKindLabels[kind] }))}
          defaultValue={partner?.kind}
          required
        />
        <TextField
          name="inn"
          label={partnerFieldLabels.inn}
          description="10 или 12 цифр, не обязательно"
          defaultValue={partner?.inn}
        />
      </FieldColumns>
      <TextField
        name="address"
        label={partnerFieldLabels.address}
        maxLength={500}
        defaultValue={partner?.address}
      />
      <FieldColumns>
        <TextField
          name="contactName"
          label={partnerFieldLabels.contactName}
          maxLength={200}
          defaultValue={partner?.contactName}
        />
        <TextField
          name="contactPost"
          label={partnerFieldLabels.contactPost}
          maxLength={200}
          defaultValue={partner?.contactPost}
        />
      </FieldColumns>
      <FieldColumns>
        <TextField
          name="email"
          kind="email"
          label={partnerFieldLabels.email}
          maxLength={200}
          defaultValue={partner?.email}
        />
        <TextField
          name="phone"
          kind="tel"
          label={partnerFieldLabels.phone}
          maxLength={50}
          defaultValue={partner?.phone}
        />
      </FieldColumns>
      <TextAreaField
        name="note"
        label={partnerFieldLabels.note}
        rows={3}
        maxLength={2000}
        defaultValue={partner?.note}
      />
      {partner !== undefined && (
        <DateField
          name="endedOn"
          label={partnerFieldLabels.endedOn}
          description="Партнёра больше не предложат при выборе; его люди и прошлое останутся"
          defaultValue={partner.endedOn}
        />
      )}
    </>
  );
}
