import { z } from 'zod';
import { line, lines } from '#src/features/orgs/schema.ts';
import { PERSON_KINDS, PURPOSES } from '#src/features/consents/rules/purposes.ts';

/** No more than the database counts to. */
export const version = z.coerce.number().int().min(0).max(2_147_483_647);

export const day = z.iso
  .date('укажите день, например 12.09.2026')
  .refine(
    (iso) => iso >= '1990-01-01' && iso <= '2199-12-31',
    'проверьте год: он должен быть от 1990 до 2199',
  );

const purposes = z
  .array(z.enum(PURPOSES), 'отметьте хотя бы одно согласие')
  .min(1, 'отметьте хотя бы одно согласие');

/** More people than the largest school enters at once. */
export const PEOPLE_LIMIT = 5_000;

export const enterPaperForm = z.object({
  submission: z.uuid(),
  personIds: z
    .array(z.uuid(), 'отметьте хотя бы одного человека')
    .min(1, 'отметьте хотя бы одного человека')
    .max(PEOPLE_LIMIT, `за один раз вносится не больше ${PEOPLE_LIMIT} человек`),
  purposes,
  signedOn: day,
  signer: z.enum(['by_age', 'self', 'guardian'], 'выберите, кто подписал').default('by_age'),
  guardianId: z.uuid().nullable().default(null),
  signerName: line(300).default(''),
  basis: line(500).default(''),
});
export type EnterPaper = z.output<typeof enterPaperForm>;

const purpose = z.enum(PURPOSES, 'выберите согласие');

export const matrixFilter = z.object({
  words: line(200).catch(''),
  classId: z.uuid().optional().catch(undefined),
  kind: z.enum(PERSON_KINDS).optional().catch(undefined),
  purpose: purpose.catch('processing'),
  state: z
    .enum(['held', 'none', 'expiring', 'second', 'ended', 'withdrawn', 'missing', 'wanted', 'of_age'])
    .optional()
    .catch(undefined),
  page: z.coerce.number().int().min(1).max(10_000).catch(1),
});
export type MatrixFilter = z.output<typeof matrixFilter>;

export const withdrawForm = z.object({
  submission: z.uuid(),
  personId: z.uuid(),
  purpose,
  on: day,
  by: z.enum(['self', 'guardian', 'school'], 'выберите, кто отозвал'),
  reason: line(1000).default(''),
});
export type Withdraw = z.output<typeof withdrawForm>;

export const ownWithdrawForm = z.object({
  submission: z.uuid(),
  personId: z.uuid(),
  purpose,
  reason: line(1000).default(''),
});
export type OwnWithdraw = z.output<typeof ownWithdrawForm>;

export const signForm = z.object({
  submission: z.uuid(),
  personId: z.uuid(),
  textId: z.uuid(),
  agreed: z.literal('on', 'отметьте, что прочитали и согласны'),
});
export type Sign = z.output<typeof signForm>;

export const textForm = z.object({
  baseId: z.uuid(),
  purpose,
  title: line(300).pipe(z.string().min(1, 'напишите название документа')),
  body: lines(50_000).pipe(z.string().min(1, 'напишите текст')),
  guardianBody: lines(50_000).pipe(z.string().min(1, 'напишите текст для представителя')),
  months: z.coerce
    .number('срок — целое число месяцев')
    .int('срок — целое число месяцев')
    .min(1)
    .max(240, 'не больше 240 месяцев')
    .nullable()
    .default(null),
});
export type EditText = z.output<typeof textForm>;

export const settingsForm = z.object({
  version,
  teenSigners: z.enum(['both', 'guardian', 'self'], 'выберите, кто подписывает'),
});
export type EditSettings = z.output<typeof settingsForm>;
