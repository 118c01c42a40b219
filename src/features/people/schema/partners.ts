import { z } from 'zod';
import { isInn } from '#src/features/orgs/rules/organization.ts';
import { line, neededLine, version } from '#src/features/orgs/schema.ts';
import { PARTNER_KINDS } from '#src/features/people/rules/partners.ts';
import { email, optionalDay } from '#src/features/people/schema.ts';

const partnerFields = {
  name: neededLine(300, 'напишите, как называется организация'),
  kind: z.enum(PARTNER_KINDS, 'выберите, что это за организация'),
  inn: line(20)
    .transform((text) => text.replaceAll(' ', ''))
    .refine((text) => text === '' || isInn(text), 'такого ИНН не бывает: проверьте цифры, их 10 или 12')
    .transform((text) => (text === '' ? null : text))
    .default(null),
  address: line(500).default(''),
  contactName: line(200).default(''),
  contactPost: line(200).default(''),
  email: email.default(''),
  phone: line(50).default(''),
  note: z
    .string()
    .transform((text) => text.normalize('NFC').replaceAll('\r\n', '\n').trim())
    .pipe(z.string().max(2000, 'не длиннее 2000 знаков'))
    .default(''),
  endedOn: optionalDay,
};

export const addPartnerForm = z.object({ submission: z.uuid(), ...partnerFields });
export type AddPartner = z.output<typeof addPartnerForm>;
export const editPartnerForm = z.object({ partnerId: z.uuid(), version, ...partnerFields });
export type EditPartner = z.output<typeof editPartnerForm>;
