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

/** Empty: as the name itself tells. */
const gender = z
  .enum(['', 'male', 'female'])
  .default('')
  .transform((value) => (value === '' ? null : value));

export const nameFormsForm = z.object({
  personId: z.uuid(),
  version,
  gender,
  genitive: form,
  dative: form,
  accusative: form,
  instrumental: form,
  prepositional: form,
});
export type NameFormsInput = z.output<typeof nameFormsForm>;

const post = line(300);

/** Name and post of whoever signs. The fields of the name are left out where a card knows it. */
export const signerFormsForm = z.object({
  version,
  gender,
  genitive: form,
  dative: form,
  accusative: form,
  instrumental: form,
  prepositional: form,
  genitivePost: post,
  dativePost: post,
  accusativePost: post,
  instrumentalPost: post,
  prepositionalPost: post,
});
export type SignerFormsInput = z.output<typeof signerFormsForm>;
