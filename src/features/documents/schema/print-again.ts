import { z } from 'zod';
import { BULK_LIMIT } from '#src/features/documents/schema/bulk.ts';

const day = z.iso.date().refine((one) => one >= '1900-01-01' && one <= '2199-12-31');
const isOn = z
  .literal('on')
  .optional()
  .transform((value) => value === 'on');

/** Which registered papers the page of printing shows; wrong values count as not given. */
export const printFilter = z.object({
  kind: z.string().max(60).catch(''),
  q: z.string().trim().max(200).catch(''),
  /** Of one day, ISO; empty: of any. */
  on: z.union([z.literal(''), day]).catch(''),
  page: z.coerce.number().int().min(1).max(1_000).catch(1),
});
export type PrintFilter = z.output<typeof printFilter>;

export const printAgainForm = z.object({
  /** `all`: every paper that the filter finds; `chosen`: those ticked. */
  scope: z.enum(['all', 'chosen']),
  paperIds: z.array(z.uuid()).max(BULK_LIMIT).default([]),
  format: z.enum(['pdf', 'docx']),
  oddStart: isOn,
  submission: z.uuid(),
});
export type PrintAgain = z.output<typeof printAgainForm>;

/** The page with what was chosen there. */
export function printAgainPath({ kind, q, on }: Pick<PrintFilter, 'kind' | 'q' | 'on'>): string {
  const chosen = Object.entries({ kind, q, on }).filter(([, value]) => value !== '');
  return chosen.length === 0
    ? '/documents/print'
    : `/documents/print?${new URLSearchParams(chosen).toString()}`;
}
