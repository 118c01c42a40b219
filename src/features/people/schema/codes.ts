import { z } from 'zod';

/** Most cards printed at once: a whole grade. */
export const CODES_LIMIT = 200;

export const issueCodesForm = z.object({
  personIds: z.preprocess(
    (value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]),
    z.array(z.uuid()).max(CODES_LIMIT, `не больше ${CODES_LIMIT} человек за раз`),
  ),
  /** ISO day, the last one on which the code lets in. */
  until: z.iso.date('укажите день, например 31.08.2027'),
  /** Whoever has a code in force keeps it. */
  keepsOld: z.preprocess((value) => value === 'on' || value === true, z.boolean()).default(false),
});
export type IssueCodes = z.output<typeof issueCodesForm>;

export const enterCodeForm = z.object({
  code: z
    .string('введите код с карточки')
    .trim()
    .min(1, 'введите код с карточки')
    .max(64, 'код короче: проверьте'),
});
