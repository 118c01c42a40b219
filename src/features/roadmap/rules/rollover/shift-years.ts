import { countMonthDays, pad2, readIso, writeIso, type Day } from '#src/lib/deadlines/calendar.ts';
import type { Meaning } from '#src/lib/deadlines/meaning.ts';

/** Moves a day to a working one; given by the organization's calendar. */
export type ShiftToWorkingDay = (day: string, direction: 'next' | 'previous') => string;

/**
 * A meaning `years` later. Whole months stay whole months; a single day or an end inside a month that falls on a
 * day off moves within reach: a day of meeting to the next working day, a day to be ready by to the one before.
 * Recurrences keep their rhythm; only their own ends move. 29 February becomes the 28th.
 */
export function shiftMeaning(meaning: Meaning, years: number, shiftToWorkingDay: ShiftToWorkingDay): Meaning {
  const move = (iso: string): string => moveYears(iso, years);
  const work = (iso: string, direction: 'next' | 'previous'): string =>
    isDated(iso) ? shiftToWorkingDay(move(iso), direction) : iso;
  switch (meaning.kind) {
    case 'date':
      return { ...meaning, date: work(meaning.date, 'next') };
    case 'by':
      return {
        ...meaning,
        date: isMonthEnd(meaning.date) ? move(meaning.date) : work(meaning.date, 'previous'),
      };
    case 'range':
      return shiftRange(meaning, move, work);
    case 'recurring':
    case 'continuous':
      return {
        ...meaning,
        ...(meaning.start === undefined ? {} : { start: move(meaning.start) }),
        ...(meaning.end === undefined ? {} : { end: move(meaning.end) }),
      };
    case 'set':
      return { ...meaning, items: meaning.items.map((item) => shiftMeaning(item, years, shiftToWorkingDay)) };
    default:
      return meaning;
  }
}

function shiftRange(
  meaning: { kind: 'range'; start: string; end: string },
  move: (iso: string) => string,
  work: (iso: string, direction: 'next' | 'previous') => string,
): Meaning {
  const start = meaning.start.endsWith('-01') ? move(meaning.start) : work(meaning.start, 'next');
  const end = isMonthEnd(meaning.end) ? moveMonthEnd(meaning.end, move) : work(meaning.end, 'previous');
  // A range of a weekend alone would turn around: then the days stand as the calendar has them.
  return start <= end
    ? { ...meaning, start, end }
    : { ...meaning, start: move(meaning.start), end: move(meaning.end) };
}

function isDated(iso: string): boolean {
  return /^\d{4}-/.test(iso);
}

function moveYears(iso: string, years: number): string {
  const day = isDated(iso) ? readIso(iso) : null;
  if (day === null) return iso;
  const y = day.y + years;
  return writeIso({ y, m: day.m, d: Math.min(day.d, countMonthDays(y, day.m)) });
}

function isMonthEnd(iso: string): boolean {
  const day: Day | null = isDated(iso) ? readIso(iso) : null;
  return day !== null && day.d === countMonthDays(day.y, day.m);
}

function moveMonthEnd(iso: string, move: (iso: string) => string): string {
  const moved = move(iso);
  const [year = '', month = ''] = moved.split('-');
  return isDated(moved) ? `${year}-${month}-${pad2(countMonthDays(Number(year), Number(month)))}` : moved;
}
