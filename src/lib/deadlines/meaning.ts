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
  return isSameValue(left, right);
}

function isSameValue(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (!isObject(left) || !isObject(right) || Array.isArray(left) !== Array.isArray(right)) return false;
  for (const key in left) {
    if (!isSameValue(left[key], right[key])) return false;
  }
  for (const key in right) {
    if (right[key] !== undefined && left[key] === undefined) return false;
  }
  return true;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
