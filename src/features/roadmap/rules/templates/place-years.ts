import { countMonthDays, pad2 } from '#src/lib/deadlines/calendar.ts';
import type { Meaning } from '#src/lib/deadlines/meaning.ts';

const RELATIVE = /^Y(\d|L)-(\d{2})-(\d{2})$/;

/**
 * A day of a template («Y0-09-30», «Y1-05-31», «YL-08-31») in real years: Y0 is the year in which the school
 * year begins, Y1 the next, YL the last one of the roadmap. A day past the end of its month becomes the last.
 */
export function placeDay(day: string, startYear: number, lastYear: number): string {
  const match = RELATIVE.exec(day);
  if (match === null) return day;
  const year = match[1] === 'L' ? lastYear : startYear + Number(match[1]);
  const month = Number(match[2]);
  return `${year}-${pad2(month)}-${pad2(Math.min(Number(match[3]), countMonthDays(year, month)))}`;
}

/** The same meaning in real years. Recurrences without days of their own stay as they are. */
export function placeMeaning(meaning: Meaning, startYear: number, lastYear: number): Meaning {
  const place = (day: string): string => placeDay(day, startYear, lastYear);
  switch (meaning.kind) {
    case 'date':
    case 'by':
      return { ...meaning, date: place(meaning.date) };
    case 'range':
      return { ...meaning, start: place(meaning.start), end: placeEnd(meaning.end, place) };
    case 'recurring':
    case 'continuous':
      return {
        ...meaning,
        ...(meaning.start === undefined ? {} : { start: place(meaning.start) }),
        ...(meaning.end === undefined ? {} : { end: place(meaning.end) }),
      };
    case 'set':
      return { ...meaning, items: meaning.items.map((item) => placeMeaning(item, startYear, lastYear)) };
    default:
      return meaning;
  }
}

/** February ends on the 29th in leap years: a range that ends with the month goes on doing so. */
function placeEnd(end: string, place: (day: string) => string): string {
  const placed = place(end);
  return end.endsWith('-02-28')
    ? `${placed.slice(0, 8)}${countMonthDays(Number(placed.slice(0, 4)), 2)}`
    : placed;
}
