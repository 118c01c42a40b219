import { z } from 'zod';
import { typedAnswer } from '#src/features/documents/schema/drafts.ts';

/** So many papers are made at once; a school has fewer pairs. */
export const BULK_LIMIT = 1_000;

const day = z.iso
  .date('укажите день, например 12.09.2026')
  .refine((one) => one >= '1900-01-01' && one <= '2199-12-31', 'проверьте год');

/** What the page of papers for many shows; wrong values count as not given. */
export const bulkFilter = z.object({
  kind: z.string().max(60).catch(''),
  q: z.string().trim().max(200).catch(''),
  className: z.string().trim().max(40).catch(''),
  page: z.coerce.number().int().min(1).max(100).catch(1),
});
export type BulkFilter = z.output<typeof bulkFilter>;

export const bulkForm = z.object({
  kind: z.string().max(60),
  q: z.string().trim().max(200).default(''),
  className: z.string().trim().max(40).default(''),
  /** `all`: everybody whom the filter finds; `chosen`: those ticked. */
  scope: z.enum(['all', 'chosen']),
  subjectIds: z.array(z.uuid()).max(BULK_LIMIT).default([]),
  answers: z.array(typedAnswer).max(200).default([]),
  way: z.enum(['print', 'register']),
  issuedOn: z.union([z.literal('').transform(() => null), day]).default(null),
  format: z.enum(['pdf', 'docx']),
  oddStart: z
    .literal('on')
    .optional()
    .transform((value) => value === 'on'),
  submission: z.uuid(),
});
export type StartBulk = z.output<typeof bulkForm>;

/** The page with what was chosen there. */
export function bulkPath({ kind, q, className }: Pick<BulkFilter, 'kind' | 'q' | 'className'>): string {
  const chosen = Object.entries({ kind, q, className }).filter(([, value]) => value !== '');
  return `/documents/bulk?${new URLSearchParams(chosen).toString()}`;
}

/** The work as its task keeps it. */
export const bulkPayload = z.strictObject({
  kind: z.string(),
  subjectIds: z.array(z.uuid()).min(1).max(BULK_LIMIT),
  answers: z.array(typedAnswer),
  way: z.enum(['print', 'register']),
  issuedOn: z.iso.date().nullable(),
  format: z.enum(['pdf', 'docx']),
  oddStart: z.boolean(),
});
export type BulkWork = z.output<typeof bulkPayload>;

/** Registered papers that become one file. */
export const printManyPayload = z.strictObject({
  paperIds: z.array(z.uuid()).min(1).max(BULK_LIMIT),
  format: z.enum(['pdf', 'docx']),
  oddStart: z.boolean(),
  title: z.string(),
});
export type PrintMany = z.output<typeof printManyPayload>;
