import { z } from 'zod';
import { isPurpose, type Purpose } from '#src/features/consents/rules/purposes.ts';
import { matrixFilter, type MatrixFilter } from '#src/features/consents/schema.ts';

/** Papers of one file: a school of a thousand people with one consent, or half of it with two. */
export const PRINT_LIMIT = 1_000;
/**
 * So many are sent in answer to the link itself: every consent of a class of thirty. They take under a second, two when
 * others work on the machine (docs/performance.md). More are a task, whose page shows how far they are and can cancel them.
 */
export const QUICK_PRINT_LIMIT = 150;

/** Whose consents are printed and which, as the address of the page says it. */
export interface PrintChoice {
  readonly filter: MatrixFilter;
  /** One person; null: those whom the filter finds. */
  readonly personId: string | null;
  readonly purposes: readonly Purpose[];
  /** Each begins on a sheet of its own when both sides are printed. */
  readonly oddStart: boolean;
}

/** What cannot be read counts as not chosen; without a purpose it is the consent to processing. */
export function readPrintChoice(query: URLSearchParams): PrintChoice {
  const purposes = query.getAll('purposes').filter(isPurpose);
  return {
    filter: matrixFilter.parse({ ...Object.fromEntries(query), page: 1 }),
    personId: query.get('personId'),
    purposes: purposes.length === 0 ? ['processing'] : [...new Set(purposes)],
    oddStart: query.has('oddStart'),
  };
}

/** The query that `readPrintChoice` reads. */
export function writePrintChoice({ filter, personId, purposes, oddStart }: PrintChoice): string {
  const { page: _page, ...narrowed } = filter;
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...narrowed, personId })) {
    if (value !== undefined && value !== null && value !== '') query.set(name, value);
  }
  for (const purpose of purposes) query.append('purposes', purpose);
  if (oddStart) query.set('oddStart', 'on');
  return query.toString();
}

/** `pdf-odd`: for both sides of the sheet. */
export const startPrintForm = z.object({ submission: z.uuid(), format: z.enum(['pdf', 'pdf-odd', 'docx']) });

/** The work as its task keeps it: the choice as an address, because whom it finds is asked when the work begins. */
export const printPayload = z.strictObject({ query: z.string(), format: z.enum(['pdf', 'docx']) });
export type PrintWork = z.output<typeof printPayload>;
