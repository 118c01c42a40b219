import { z } from 'zod';

const people = z
  .array(z.union([z.literal(''), z.uuid()]))
  .max(2_000)
  .transform((all) => all.filter((id) => id !== ''))
  .default([]);

export const askToKnowForm = z.object({ paperId: z.uuid(), personIds: people });
export type AskToKnow = z.output<typeof askToKnowForm>;

export const noteKnownForm = z.object({
  paperId: z.uuid(),
  personIds: people,
  on: z.iso.date('укажите день, когда расписались'),
});
export type NoteKnown = z.output<typeof noteKnownForm>;
