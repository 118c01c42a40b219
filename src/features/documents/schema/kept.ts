import { z } from 'zod';

import type { Fact } from '#src/lib/wording/model.ts';
import type { FilledBlock } from '#src/lib/wording/fill.ts';
import type { FramedPaper } from '#src/features/documents/papers/frame.ts';

/** Shapes of what is kept as JSON beside a paper: checked when read, since a later version of the product may read it. */

const form = z.union([
  z.string(),
  z.object({ familyName: z.string(), givenName: z.string(), patronymic: z.string() }).partial(),
]);

const person = z.object({
  kind: z.literal('person'),
  name: z.object({ familyName: z.string(), givenName: z.string(), patronymic: z.string() }),
  gender: z.enum(['male', 'female']).nullable(),
  forms: z
    .object({ genitive: form, dative: form, accusative: form, instrumental: form, prepositional: form })
    .partial()
    .exactOptional(),
  post: z.string(),
});

const table = z.object({
  columns: z.array(z.object({ heading: z.string(), width: z.number() })),
  rows: z.array(z.array(z.string())),
});

const fact = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), text: z.string() }),
  person,
  z.object({ kind: z.literal('people'), people: z.array(person) }),
  z.object({ kind: z.literal('organization'), name: z.string(), genitive: z.string().exactOptional() }),
  z.object({ kind: z.literal('day'), on: z.iso.date() }),
  z.object({ kind: z.literal('number'), value: z.number() }),
  z.object({ kind: z.literal('table'), table }),
]) satisfies z.ZodType<Fact>;

/** What the author of a paper typed, by the name of the field. */
export const keptAnswers = z.record(z.string(), fact);

export const keptStamps = z.array(z.object({ word: z.string(), lines: z.array(z.string()) }));

const run = z.object({
  text: z.string(),
  bold: z.boolean().exactOptional(),
  italic: z.boolean().exactOptional(),
});
const runs = z.array(run);

const block = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('heading'), level: z.union([z.literal(2), z.literal(3)]), text: z.string() }),
  z.object({ kind: z.literal('paragraph'), align: z.enum(['justify', 'center', 'right']), runs }),
  z.object({
    kind: z.literal('clauses'),
    start: z.number(),
    items: z.array(z.object({ runs, clauses: z.array(z.object({ runs })) })),
  }),
  z.object({ kind: z.literal('list'), items: z.array(runs) }),
  z.object({ kind: z.literal('table'), table }),
  z.object({
    kind: z.literal('signatures'),
    signers: z.array(
      z.object({ role: z.string(), post: z.string(), fullName: z.string(), shortName: z.string() }),
    ),
  }),
  z.object({ kind: z.literal('annex'), number: z.number(), title: z.string() }),
]) satisfies z.ZodType<FilledBlock>;

/** A paper as it was approved: its words, whoever issued it, its marks. */
export const keptDocument = z.object({
  title: z.string(),
  blocks: z.array(block),
  issuer: z.object({
    fullName: z.string(),
    shortName: z.string(),
    address: z.string(),
    inn: z.string().nullable(),
    city: z.string(),
    directorPost: z.string(),
    directorShortName: z.string(),
  }),
  stamps: keptStamps,
}) satisfies z.ZodType<Pick<FramedPaper, 'title' | 'blocks' | 'issuer' | 'stamps'>>;
