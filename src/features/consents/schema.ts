import { z } from 'zod';
import { line } from '#src/features/orgs/schema.ts';
import { PURPOSES } from '#src/features/consents/rules.ts';

/** No more than the database counts to. */
export const version = z.coerce.number().int().min(0).max(2_147_483_647);

/** Several lines without control characters (a database takes no NUL), lines kept. */
export const lines = (max: number) =>
  z
    .string()
    .transform((typed) =>
      typed
        .normalize('NFC')
        .replaceAll('\r\n', '\n')
        .replaceAll(/[^\P{Cc}\n\t]/gu, ' ')
        .trim(),
    )
    .pipe(z.string().max(max, `не длиннее ${max} знаков`));

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
