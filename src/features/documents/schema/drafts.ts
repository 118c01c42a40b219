import { z } from 'zod';
import { neededLine, tidyLines, version } from '#src/features/orgs/schema.ts';
import { findPaperKind } from '#src/features/documents/rules/kinds.ts';

const ids = z
  .array(z.union([z.literal(''), z.uuid()]))
  .max(1_000)
  .transform((all) => all.filter((id) => id !== ''))
  .default([]);

export const startDraftForm = z.object({
  kind: z.string().refine((id) => findPaperKind(id) !== undefined, 'выберите вид документа'),
  subjectIds: ids,
  submission: z.uuid(),
});
export type StartDraft = z.output<typeof startDraftForm>;

export const typedAnswer = z.object({
  name: z.string().min(1).max(80),
  text: z.string().transform(tidyLines).pipe(z.string().max(4_000, 'не длиннее 4000 знаков')),
  post: z.string().trim().max(300, 'не длиннее 300 знаков').default(''),
});
export type TypedAnswer = z.output<typeof typedAnswer>;

/** «УТВЕРЖДЕНО» in the first line, then whoever approved it; marks are parted by an empty line. */
const stamps = z
  .string()
  .max(4_000, 'не длиннее 4000 знаков')
  .transform((text) =>
    tidyLines(text)
      .split(/\n\s*\n/u)
      .map((mark) => mark.split('\n').filter((line) => line.trim() !== ''))
      .flatMap(([word, ...lines]) => (word === undefined ? [] : [{ word: word.trim(), lines }])),
  )
  .pipe(z.array(z.object({ word: z.string(), lines: z.array(z.string()) })).max(6, 'не больше шести отметок'))
  .default([]);

export const answersForm = z.object({
  paperId: z.uuid(),
  version,
  answers: z.array(typedAnswer).max(200).default([]),
  subjectIds: ids,
  baseIds: ids,
  stamps,
});
export type SaveAnswers = z.output<typeof answersForm>;

/** A wording as somebody types it; what it says is read by `lib/wording`. */
export const wordingFields = {
  title: neededLine(500, 'напишите заголовок документа'),
  body: z
    .string()
    .transform(tidyLines)
    .pipe(z.string().min(1, 'напишите текст документа').max(60_000, 'не длиннее 60 000 знаков')),
};

export const textForm = z.object({ paperId: z.uuid(), version, ...wordingFields });
export type SaveText = z.output<typeof textForm>;

export const registerForm = z.object({
  paperId: z.uuid(),
  version,
  /** Empty: the next of the series. */
  number: z.string().trim().max(60, 'не длиннее 60 знаков').default(''),
  issuedOn: z.iso
    .date('укажите день, например 12.09.2026')
    .refine((day) => day >= '1900-01-01' && day <= '2199-12-31', 'проверьте год'),
  replacesId: z.union([z.literal('').transform(() => null), z.uuid()]).default(null),
});
export type RegisterPaper = z.output<typeof registerForm>;
