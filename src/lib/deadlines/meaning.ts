/**
 * What a deadline phrase means, as plain JSON. Days are ISO (`2023-05-31`); a year that neither the phrase nor
 * the document shows is written `Y0` (the first) or `Y1` (the one after it): `Y0-09-01`.
 */
export type Meaning =
  | { kind: 'date'; date: string }
  | { kind: 'by'; date: string }
  | { kind: 'range'; start: string; end: string }
  | RecurringMeaning
  | ContinuousMeaning
  | { kind: 'event'; text: string }
  | { kind: 'set'; items: Meaning[] };

export type Frequency = 'daily' | 'weekly' | 'monthly' | 'quarterly' | 'half-yearly' | 'yearly';

/**
 * A repeat. `monthday` −1 is the last day of the month; `weekday` holds RFC 5545 codes (`TU`, second Tuesday
 * `2TU`, last Friday `-1FR`); `interval` 2 with `weekly` is every other week; `times` is how often within one
 * interval; `window` (MM-DD, may pass the new year) limits the repeat to a part of each year.
 */
export interface RecurringMeaning {
  kind: 'recurring';
  freq: Frequency;
  months?: number[];
  monthday?: number;
  weekday?: string[];
  interval?: number;
  times?: number;
  window?: { from: string; to: string };
  start?: string;
  end?: string;
}

/** `programme`: as long as the programme runs; `year`: through a year; `open`: always, or from a day on. */
export interface ContinuousMeaning {
  kind: 'continuous';
  scope: 'programme' | 'year' | 'open';
  start?: string;
  end?: string;
}

/** The document's own period: two ISO days, both inside it. */
export interface Period {
  start: string;
  end: string;
}

/** True when both say the same; the order of keys does not matter, the order of lists does. */
export function isSameMeaning(left: Meaning, right: Meaning): boolean {
  return canonicalise(left) === canonicalise(right);
}

function canonicalise(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalise).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const fields = Object.entries(value)
      .filter(([, field]) => field !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${fields.map(([key, field]) => `${key}:${canonicalise(field)}`).join(',')}}`;
  }
  return JSON.stringify(value) ?? 'null';
}
