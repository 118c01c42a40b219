import {
  countEpochDays,
  countMonthDays,
  findNthWeekday,
  isKnownYear,
  isRealDay,
  moveDay,
  pad2,
  rankDay,
  readIso,
  writeIso,
} from './calendar.ts';
import type { Day } from './calendar.ts';
import { wrapsYear } from './draft.ts';
import type { Unit } from './draft.ts';
import type { Meaning, Period, RecurringMeaning } from './meaning.ts';

/** The document's period as days. */
export interface Span {
  start: Day;
  end: Day;
}

/** Days outside the document's period that nobody would call a slip. */
export const TOLERANCE_DAYS = 31;

/** The period as days; null for a missing, impossible or reversed one. */
export function readSpan(period: Period | null): Span | null {
  if (period === null) return null;
  // The rows of one document share its period: the last one read is kept.
  if (period.start === lastSpan.start && period.end === lastSpan.end) return lastSpan.span;
  const start = readIso(period.start);
  const end = readIso(period.end);
  const isSpan = start && end && isKnownYear(start.y) && isKnownYear(end.y) && rankDay(start) <= rankDay(end);
  lastSpan = { start: period.start, end: period.end, span: isSpan ? { start, end } : null };
  return lastSpan.span;
}

let lastSpan: Period & { span: Span | null } = { start: '', end: '', span: null };

export function isSchoolYear({ start, end }: Span): boolean {
  return start.m === 9 && start.d === 1 && end.m === 8 && end.d === 31 && end.y === start.y + 1;
}

export function endOfUnit(unit: Unit, start: string): Meaning {
  const day = readIso(start);
  const y = (day?.y ?? 0) + (wrapsYear(unit) ? 1 : 0);
  return { kind: 'range', start, end: writeIso({ y, m: unit.em, d: unit.ed || countMonthDays(y, unit.em) }) };
}

/** The n-th week from Monday to Sunday that lies in the month. */
export function findCalendarWeek(unit: Unit, start: string): Meaning | null {
  const first = readIso(start);
  if (!first || !isKnownYear(first.y)) return null;
  if (unit.sd < 0) {
    const sunday = findNthWeekday(first.y, first.m, -1, 7);
    return sunday && { kind: 'range', start: writeIso(moveDay(sunday, -6)), end: writeIso(sunday) };
  }
  const n = Math.ceil(unit.sd / 7);
  const monday = findNthWeekday(first.y, first.m, n, 1);
  return monday && { kind: 'range', start: writeIso(monday), end: writeIso(moveDay(monday, 6)) };
}

/** Start and end of a unit in given years; null when the calendar has no such day. */
export function placeUnit(unit: Unit, sy: number, ey: number): { start: Day; end: Day } | null {
  if (unit.nth) {
    if (!isKnownYear(sy)) return null;
    const day = findNthWeekday(sy, unit.sm, unit.nth.n, unit.nth.weekday);
    return day && { start: day, end: day };
  }
  const end = { y: ey, m: unit.em, d: placeDay(unit.ed, ey, unit.em) };
  if (unit.sd === unit.ed && unit.sm === unit.em && sy === ey)
    return isRealDay(end) ? { start: end, end } : null;
  const start = { y: sy, m: unit.sm, d: placeDay(unit.sd, sy, unit.sm) };
  return isRealDay(start) && isRealDay(end) ? { start, end } : null;
}

/** The place of the unit in these years when it lies wholly inside the span. */
export function placeInside(unit: Unit, sy: number, ey: number, span: Span): Span | null {
  const early = sy * 12 + unit.sm < span.start.y * 12 + span.start.m;
  const late = ey * 12 + unit.em > span.end.y * 12 + span.end.m;
  if (early || late) return null;
  const place = placeUnit(unit, sy, ey);
  return place !== null && contains(span, place) ? place : null;
}

/** 0 is the last day of the month, −7 the first of its last week. */
function placeDay(d: number, y: number, m: number): number {
  return d > 0 ? d : countMonthDays(y, m) + (d === 0 ? 0 : d + 1);
}

export function expressUnit(unit: Unit, start: Day, end: Day): Meaning {
  if (unit.as === 'date') return { kind: 'date', date: writeIso(start) };
  if (unit.as === 'by') return { kind: 'by', date: writeIso(end) };
  if (unit.as === 'from') return { kind: 'continuous', scope: 'open', start: writeIso(start) };
  return { kind: 'range', start: writeIso(start), end: writeIso(end) };
}

const SLIP_GRAINS = new Set(['day', 'week', 'part', 'month', 'quarter', 'half', 'season']);

/** When a said year puts the unit well outside the document: the years that would put it inside. */
export function findLikelyYear(unit: Unit, place: Span, span: Span | null): Span | null {
  if (span === null || unit.as === 'from' || !SLIP_GRAINS.has(unit.grain) || unit.nth) return null;
  if (contains(span, place)) return null;
  const early = countEpochDays(span.start) - countEpochDays(place.start) > TOLERANCE_DAYS;
  const late = countEpochDays(place.end) - countEpochDays(span.end) > TOLERANCE_DAYS;
  if (!early && !late) return null;
  const outside = rankDay(place.end) < rankDay(span.start) || rankDay(place.start) > rankDay(span.end);
  const { sy } = unit;
  const length = place.end.y - place.start.y;
  const tries: [number, number][] = [];
  if (outside) {
    for (let y = span.start.y - 1; y <= span.end.y; y += 1) tries.push([y, y + length]);
    tries.sort((a, b) => Math.abs(a[0] - sy) - Math.abs(b[0] - sy));
  } else if (early) tries.push([place.start.y + 1, place.end.y]);
  else tries.push([place.start.y, place.end.y - 1]);
  for (const [startYear, endYear] of tries) {
    const moved = placeUnit(unit, startYear, endYear);
    if (moved && rankDay(moved.start) <= rankDay(moved.end) && contains(span, moved)) return moved;
  }
  return null;
}

export function contains(outer: Span, inner: Span): boolean {
  return rankDay(inner.start) >= rankDay(outer.start) && rankDay(inner.end) <= rankDay(outer.end);
}

export function overlaps(a: Span, b: Span): boolean {
  return rankDay(a.start) <= rankDay(b.end) && rankDay(b.start) <= rankDay(a.end);
}

/** The same time in every year. */
export function repeatYearly(unit: Unit): RecurringMeaning {
  const yearly: RecurringMeaning = { kind: 'recurring', freq: 'yearly' };
  const wholeMonths =
    unit.grain !== 'day' &&
    unit.sd === 1 &&
    (unit.ed === 0 || (unit.ed >= 30 && unit.ed === countMonthDays(2001, unit.em)));
  if (unit.nth) {
    const code = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'][unit.nth.weekday - 1] ?? 'MO';
    return { ...yearly, months: [unit.sm], weekday: [`${unit.nth.n}${code}`] };
  }
  if (unit.as === 'by') return { ...yearly, months: [unit.em], monthday: unit.ed || -1 };
  if (unit.as === 'date') return { ...yearly, months: [unit.sm], monthday: unit.sd };
  if (wholeMonths) return { ...yearly, months: listMonths(unit.sm, unit.em) };
  return { ...yearly, window: makeWindow(unit) };
}

export function listMonths(from: number, to: number): number[] {
  const months: number[] = [];
  for (let m = from; ; m = (m % 12) + 1) {
    months.push(m);
    if (m === to || months.length === 12) return months;
  }
}

export function makeWindow(unit: Unit): { from: string; to: string } {
  const day = (m: number, d: number): string => `${pad2(m)}-${pad2(placeDay(d, 2001, m))}`;
  return { from: day(unit.sm, unit.sd), to: day(unit.em, unit.ed) };
}
