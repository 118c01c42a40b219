import { z } from 'zod';
import { line, neededLine, tidyLines, version } from '#src/features/orgs/schema.ts';
import { findPaperKind } from '#src/features/documents/rules/kinds.ts';

/** Several lines without control characters (a database takes no NUL), lines kept. */
const text = (max: number) =>
  z
    .string()
    .transform(tidyLines)
    .pipe(z.string().max(max, `не длиннее ${max} знаков`))
    .default('');
const optionalDay = z.union([
  z.literal('').transform(() => null),
  z.iso
    .date('укажите день, например 12.09.2026')
    .refine(
      (day) => day >= '1900-01-01' && day <= '2199-12-31',
      'проверьте год: он должен быть от 1900 до 2199',
    ),
]);

export const paperFields = z.object({
  kind: z.string().refine((id) => findPaperKind(id) !== undefined, 'выберите вид документа'),
  direction: z.enum(['issued', 'incoming']).default('issued'),
  number: line(60).default(''),
  issuedOn: optionalDay.default(null),
  title: neededLine(500, 'напишите заголовок, например «О внедрении наставничества»'),
  issuer: line(300).default(''),
  note: text(2000),
});

export const addPaperForm = paperFields.extend({ submission: z.uuid() });
export type AddPaper = z.output<typeof addPaperForm>;

export const editPaperForm = paperFields.extend({ paperId: z.uuid(), version });
export type EditPaper = z.output<typeof editPaperForm>;

export const cancelPaperForm = z.object({
  paperId: z.uuid(),
  version,
  reason: neededLine(500, 'напишите, почему документ отменён'),
});

/** Filters of the register, as they stand in the address; what is unknown is dropped. */
export const paperFilter = z.object({
  kind: z
    .string()
    .refine((id) => findPaperKind(id) !== undefined)
    .optional()
    .catch(undefined),
  state: z.enum(['draft', 'approved', 'registered', 'replaced', 'cancelled']).optional().catch(undefined),
  q: line(200).catch(''),
  page: z.coerce.number().int().min(1).max(10_000).catch(1),
});
export type PaperFilter = z.output<typeof paperFilter>;

/** Most papers entered at once: a school has fewer orders in ten years. */
export const LINES_LIMIT = 1_000;

export const pasteLinesForm = z.object({
  text: z
    .string({ error: 'вставьте список документов' })
    .max(500_000, 'список длиннее 500 000 знаков: разделите его на части'),
});

const freeLine = z
  .string()
  .default('')
  .transform((typed) =>
    typed
      .normalize('NFC')
      .replaceAll(/[\s\p{Cc}]+/gu, ' ')
      .trim(),
  );

/** Lines come back from the preview as they stand there, right or wrong: the rules judge them again. */
const paperLine = z.object({
  line: z.coerce.number().int().min(1).max(1_000_000),
  kind: freeLine,
  number: freeLine,
  issuedOn: freeLine,
  title: freeLine,
});

export const addLinesForm = z.object({
  submission: z.uuid(),
  /** Lines in order, as JSON: those that were not shown as fields. */
  ready: z
    .string()
    .default('[]')
    .transform((json, context) => {
      try {
        return JSON.parse(json) as unknown;
      } catch {
        context.addIssue({ code: 'custom', message: 'форма повреждена: вставьте список заново' });
        return z.NEVER;
      }
    })
    .pipe(z.array(paperLine).max(LINES_LIMIT)),
  rows: z
    .array(paperLine.extend({ skip: z.literal('on').optional() }))
    .max(LINES_LIMIT)
    .default([]),
});
