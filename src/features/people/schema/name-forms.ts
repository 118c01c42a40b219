import { z } from 'zod';
import { line, version } from '#src/features/orgs/schema.ts';
import { healLookalikes } from '#src/features/people/rules.ts';

/** A whole name in one case: letters, spaces and what stands within names. */
const form = line(300)
  .transform(healLookalikes)
  .refine(
    (text) => /^[\p{L}\p{M}\s.'’ʼ()-]*$/u.test(text),
    'в имени могут быть только буквы, точка, дефис, скобки и апостроф',
  );

export const nameFormsForm = z.object({
  personId: z.uuid(),
  version,
  /** Empty: as the name itself tells. */
  gender: z
    .enum(['', 'male', 'female'])
    .default('')
    .transform((value) => (value === '' ? null : value)),
  genitive: form,
  dative: form,
  accusative: form,
  instrumental: form,
  prepositional: form,
});
export type NameFormsInput = z.output<typeof nameFormsForm>;
