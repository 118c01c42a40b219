import {
  countEpochDays,
  countMonthDays,
  findNthWeekday,
  findWeekday,
  isKnownYear,
  moveDay,
  rankDay,
  readIso,
  writeIso,
} from './calendar.ts';
import type { Day } from './calendar.ts';
import type { Meaning, Period, RecurringMeaning } from './meaning.ts';
import { readSpan } from './place.ts';
import type { Span } from './place.ts';

/** Inclusive days; a «до …» and a single date have the same start and end. */
export interface Occurrence {
  start: string;
  end: string;
}

export interface OccurrenceOptions {
  /** Where an end that is no working day moves: the next working day, the one before, or nowhere (the default). */
  shift?: 'none' | 'next' | 'previous';
  isWorkingDay?: (day: string) => boolean;
}

/** A rule without an end is listed for at most this many years. */
const MAX_YEARS = 15;
const MAX_OCCURRENCES = 6000;
/** Nobody rests longer: a calendar without working days must not hang the search. */
const MAX_SHIFT_DAYS = 31;

/**
 * The days of a meaning, sorted, without doubles. Repeats lie within the period (without one: from `start` to `end`,
 * else nothing); said dates stay where the phrase puts them, also outside the period; `Y0` is the year that puts the
 * day into the period. Conditions («по мере …») have no days.
 */
export function listOccurrences(
  meaning: Meaning,
  period: Period | null,
  options: OccurrenceOptions = {},
): Occurrence[] {
  const span = readSpan(period);
  const spans = collectSpans(meaning, span);
  const seen = new Set<string>();
  return spans
    .sort((a, b) => rankDay(a.start) - rankDay(b.start) || rankDay(a.end) - rankDay(b.end))
    .map((one) => shiftSpan(one, options))
    .filter(({ start, end }) => {
      const key = `${start} ${end}`;
      if (seen.has(key)) return false;
      seen.add(key);
      return true;
    });
}

function collectSpans(meaning: Meaning, span: Span | null): Span[] {
  switch (meaning.kind) {
    case 'date':
    case 'by':
      return placeDays(meaning.date, meaning.date, span);
    case 'range':
      return placeDays(meaning.start, meaning.end, span);
    case 'recurring':
      return repeat(meaning, span);
    case 'continuous':
      return clip(meaning.start, meaning.end, span);
    case 'event':
      return [];
    case 'set':
      return meaning.items.flatMap((item) => collectSpans(item, span));
  }
}

/** ISO days as a span; unnamed years (Y0, Y1) become those that put it into the period. */
function placeDays(startIso: string, endIso: string, span: Span | null): Span[] {
  const start = readIso(startIso);
  const end = readIso(endIso);
  if (!start || !end) return [];
  if (isKnownYear(start.y) && isKnownYear(end.y))
    return rankDay(start) <= rankDay(end) ? [{ start, end }] : [];
  if (span === null) return [];
  const length = end.y - start.y;
  for (let y = span.start.y - 1; y <= span.end.y; y += 1) {
    const placed = { start: fitMonth({ ...start, y }), end: fitMonth({ ...end, y: y + length }) };
    const touches = rankDay(placed.start) <= rankDay(span.end) && rankDay(placed.end) >= rankDay(span.start);
    if (touches && rankDay(placed.start) >= rankDay(span.start)) return [placed];
  }
  return [];
}

/** 28 February of an unnamed year is the month's last day, 29 February exists in leap years only. */
function fitMonth(day: Day): Day {
  return { ...day, d: Math.min(day.d, countMonthDays(day.y, day.m)) };
}

function clip(startIso: string | undefined, endIso: string | undefined, span: Span | null): Span[] {
  const start = startIso === undefined ? span?.start : placeDays(startIso, startIso, span)[0]?.start;
  const end = endIso === undefined ? span?.end : placeDays(endIso, endIso, span)[0]?.end;
  if (!start || !end) return [];
  const clipped = span
    ? {
        start: rankDay(start) < rankDay(span.start) ? span.start : start,
        end: rankDay(end) > rankDay(span.end) ? span.end : end,
      }
    : { start, end };
  return rankDay(clipped.start) <= rankDay(clipped.end) ? [clipped] : [];
}

function repeat(rule: RecurringMeaning, span: Span | null): Span[] {
  const [bounds] = clip(rule.start, rule.end, span);
  if (!bounds) return [];
  const limit = { ...bounds.start, y: bounds.start.y + MAX_YEARS };
  const end = rankDay(bounds.end) > rankDay(limit) ? fitMonth(limit) : bounds.end;
  const all = enumerate(rule, { start: bounds.start, end });
  return all
    .map((one) => clipTo(one, { start: bounds.start, end }))
    .filter((one) => one !== null)
    .filter((one) => isInWindow(one.start, rule.window))
    .slice(0, MAX_OCCURRENCES);
}

function clipTo(one: Span, bounds: Span): Span | null {
  const start = rankDay(one.start) < rankDay(bounds.start) ? bounds.start : one.start;
  const end = rankDay(one.end) > rankDay(bounds.end) ? bounds.end : one.end;
  return rankDay(start) <= rankDay(end) ? { start, end } : null;
}

function isInWindow(day: Day, window: RecurringMeaning['window']): boolean {
  if (!window) return true;
  const at = day.m * 100 + day.d;
  const from = Number(window.from.replace('-', ''));
  const to = Number(window.to.replace('-', ''));
  return from <= to ? at >= from && at <= to : at >= from || at <= to;
}

const PERIOD_MONTHS = { monthly: 1, quarterly: 3, 'half-yearly': 6, yearly: 12 } as const;

function enumerate(rule: RecurringMeaning, bounds: Span): Span[] {
  const interval = Math.max(1, rule.interval ?? 1);
  if (rule.freq === 'daily') return stepDays(bounds, interval);
  if (rule.freq === 'weekly') return stepWeeks(rule, bounds, interval);
  if (rule.months && rule.months.length > 0) return inMonths(rule, rule.months, bounds, interval);
  if (rule.window && rule.freq === 'yearly') return inWindows(rule.window, bounds, interval);
  return inPeriods(rule, bounds, interval);
}

function stepDays(bounds: Span, interval: number): Span[] {
  const days: Span[] = [];
  for (let day = bounds.start; rankDay(day) <= rankDay(bounds.end); day = moveDay(day, interval)) {
    days.push({ start: day, end: day });
  }
  return days;
}

const WEEKDAY_CODES = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

/** Weeks run from Monday to Sunday, or fall on the named weekdays. */
function stepWeeks(rule: RecurringMeaning, bounds: Span, interval: number): Span[] {
  const monday = moveDay(bounds.start, 1 - findWeekday(bounds.start));
  const weeks: Span[] = [];
  for (let week = monday; rankDay(week) <= rankDay(bounds.end); week = moveDay(week, 7 * interval)) {
    if (!rule.weekday || rule.weekday.length === 0) {
      weeks.push({ start: week, end: moveDay(week, 6) });
      continue;
    }
    for (const code of rule.weekday) {
      const index = WEEKDAY_CODES.indexOf(code.slice(-2));
      if (index < 0) continue;
      const day = moveDay(week, index);
      if (rankDay(day) >= rankDay(bounds.start)) weeks.push({ start: day, end: day });
    }
  }
  return weeks;
}

/** The named months of each year, one after another joined into a span; or a day in each. */
function inMonths(rule: RecurringMeaning, months: readonly number[], bounds: Span, interval: number): Span[] {
  const spans: Span[] = [];
  const sorted = [...new Set(months)].filter((m) => m >= 1 && m <= 12).sort((a, b) => a - b);
  for (let y = bounds.start.y; y <= bounds.end.y; y += rule.freq === 'yearly' ? interval : 1) {
    for (const m of sorted) spans.push(...inMonth(rule, y, m, bounds));
  }
  return joinNeighbours(spans.sort((a, b) => rankDay(a.start) - rankDay(b.start)));
}

function inMonth(rule: RecurringMeaning, y: number, m: number, bounds: Span): Span[] {
  const days = inMonthDays(rule, y, m);
  if (days === null) return [{ start: { y, m, d: 1 }, end: { y, m, d: countMonthDays(y, m) } }];
  return days.filter(
    ({ start }) => rankDay(start) >= rankDay(bounds.start) && rankDay(start) <= rankDay(bounds.end),
  );
}

/** The days that a rule names in a month; null when it names none, so that the whole month is meant. */
function inMonthDays(rule: RecurringMeaning, y: number, m: number): Span[] | null {
  const length = countMonthDays(y, m);
  if (rule.monthday !== undefined) {
    const d = rule.monthday < 0 ? length + 1 + rule.monthday : Math.min(rule.monthday, length);
    return d < 1 ? [] : [{ start: { y, m, d }, end: { y, m, d } }];
  }
  if (!rule.weekday || rule.weekday.length === 0) return null;
  const days: Span[] = [];
  for (const code of rule.weekday) {
    const weekday = WEEKDAY_CODES.indexOf(code.slice(-2)) + 1;
    if (weekday === 0) continue;
    const n = Number(code.slice(0, -2));
    for (const nth of n === 0 ? [1, 2, 3, 4, 5] : [n]) {
      const day = findNthWeekday(y, m, nth, weekday);
      if (day) days.push({ start: day, end: day });
    }
  }
  return days;
}

/** «октябрь–ноябрь» of one year is one stretch of work. */
function joinNeighbours(spans: readonly Span[]): Span[] {
  const joined: Span[] = [];
  for (const span of spans) {
    const last = joined.at(-1);
    const touches = last && last.end.d === countMonthDays(last.end.y, last.end.m) && span.start.d === 1;
    if (
      last &&
      touches &&
      last.start.d === 1 &&
      countEpochDays(span.start) - countEpochDays(last.end) === 1
    ) {
      joined[joined.length - 1] = { start: last.start, end: span.end };
    } else joined.push(span);
  }
  return joined;
}

function inWindows(window: { from: string; to: string }, bounds: Span, interval: number): Span[] {
  const spans: Span[] = [];
  const from = readIso(`Y0-${window.from}`);
  const to = readIso(`Y0-${window.to}`);
  if (!from || !to) return [];
  const wrap = rankDay(to) < rankDay(from) ? 1 : 0;
  for (let y = bounds.start.y - 1; y <= bounds.end.y; y += interval) {
    spans.push({ start: fitMonth({ ...from, y }), end: fitMonth({ ...to, y: y + wrap }) });
  }
  return spans;
}

/** Months, quarters, halves or years one after another; a day of each month when one is named. */
function inPeriods(rule: RecurringMeaning, bounds: Span, interval: number): Span[] {
  const months = PERIOD_MONTHS[rule.freq as keyof typeof PERIOD_MONTHS];
  const spans: Span[] = [];
  // Years of a school document are its own: they begin where it begins.
  const yearly = rule.freq === 'yearly';
  let index = yearly ? bounds.start.y * 12 + bounds.start.m - 1 : alignMonth(bounds.start, months);
  const last = bounds.end.y * 12 + bounds.end.m - 1;
  for (; index <= last; index += months * interval) {
    const y = Math.floor(index / 12);
    const m = (index % 12) + 1;
    const endIndex = index + months - 1;
    const endYear = Math.floor(endIndex / 12);
    const endMonth = (endIndex % 12) + 1;
    const days = inMonthDays(rule, y, m);
    if (days) {
      const inside = days.filter(
        ({ start }) => rankDay(start) >= rankDay(bounds.start) && rankDay(start) <= rankDay(bounds.end),
      );
      spans.push(...inside);
    } else {
      spans.push({
        start: { y, m, d: 1 },
        end: { y: endYear, m: endMonth, d: countMonthDays(endYear, endMonth) },
      });
    }
  }
  return spans;
}

function alignMonth(day: Day, months: number): number {
  return day.y * 12 + Math.floor((day.m - 1) / months) * months;
}

/** Moves a deadline that falls on a day off; a span keeps its start. */
function shiftSpan({ start, end }: Span, { shift = 'none', isWorkingDay }: OccurrenceOptions): Occurrence {
  const plain = { start: writeIso(start), end: writeIso(end) };
  if (shift === 'none' || !isWorkingDay) return plain;
  let day = end;
  for (let moved = 0; moved < MAX_SHIFT_DAYS && !isWorkingDay(writeIso(day)); moved += 1) {
    day = moveDay(day, shift === 'next' ? 1 : -1);
  }
  if (!isWorkingDay(writeIso(day))) return plain;
  const shifted = writeIso(day);
  if (plain.start === plain.end) return { start: shifted, end: shifted };
  return rankDay(day) < rankDay(start) ? plain : { start: plain.start, end: shifted };
}
