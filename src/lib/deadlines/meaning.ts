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
  if (left === right) return true;
  switch (left.kind) {
    case 'date':
    case 'by':
      return right.kind === left.kind && left.date === right.date;
    case 'range':
      return right.kind === 'range' && left.start === right.start && left.end === right.end;
    case 'event':
      return right.kind === 'event' && left.text === right.text;
    case 'continuous':
      return (
        right.kind === 'continuous' &&
        left.scope === right.scope &&
        left.start === right.start &&
        left.end === right.end
      );
    case 'recurring':
      return right.kind === 'recurring' && isSameRule(left, right);
    case 'set':
      return right.kind === 'set' && isSameList(left.items, right.items, isSameMeaning);
  }
}

function isSameRule(left: RecurringMeaning, right: RecurringMeaning): boolean {
  return (
    left.freq === right.freq &&
    left.monthday === right.monthday &&
    left.interval === right.interval &&
    left.times === right.times &&
    left.start === right.start &&
    left.end === right.end &&
    left.window?.from === right.window?.from &&
    left.window?.to === right.window?.to &&
    isSameList(left.months, right.months, Object.is) &&
    isSameList(left.weekday, right.weekday, Object.is)
  );
}

function isSameList<T>(
  left: readonly T[] | undefined,
  right: readonly T[] | undefined,
  isSame: (a: T, b: T) => boolean,
): boolean {
  if (left === undefined || right === undefined) return left === right;
  if (left.length !== right.length) return false;
  return left.every((item, i) => {
    const other = right[i];
    return other !== undefined && isSame(item, other);
  });
}
