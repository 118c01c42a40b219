import {
  countEpochDays,
  countMonthDays,
  findNthWeekday,
  findWeekday,
  isKnownYear,
  isRealDay,
  moveDay,
  pad2,
  rankDay,
  readIso,
  writeIso,
} from './calendar.ts';
import type { Day } from './calendar.ts';
import { NEXT, UNSAID, wrapsYear } from './draft.ts';
import type { Unit } from './draft.ts';
import type { Meaning, Period, RecurringMeaning } from './meaning.ts';
import type { ReasonCode } from './reasons.ts';
import { toSchoolHalf } from './rules/years.ts';

/** The document's period as days. */
export interface Span {
  start: Day;
  end: Day;
}

export interface Resolved {
  meaning: Meaning;
  /** Other readings, best first. */
  others: Meaning[];
}

/** What is gathered while a phrase is set against its document. */
export interface Context {
  span: Span | null;
  /** The cleaned phrase: an event's text is cut from it. */
  text: string;
  codes: ReasonCode[];
  inferred: Set<string>;
  problem: ReasonCode | null;
  /** Last day that was placed without a year and without a period: «ноябрь, февраль» goes on to the next year. */
  lastRank: number;
  unnamedYear: number;
}

/** Days outside the document's period that nobody would call a slip. */
const TOLERANCE_DAYS = 31;

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

/** The meaning of one unit; null when there is no such day (`context.problem` says why). */
export function resolveUnit(unit: Unit, context: Context): Resolved | null {
  note(context, unit.codes);
  if (unit.everyYear === true) {
    return { meaning: repeatYearly(unit), others: [{ kind: 'event', text: context.text }] };
  }
  if (unit.sm === 0) return resolveMonthless(unit, context);
  if (unit.as === 'from') note(context, ['start_only']);
  if (unit.years && unit.years.length > 1) return resolveYears(unit, unit.years, context);
  if (unit.sy === NEXT || unit.ey === NEXT) return resolveNext(unit, context);
  const resolved = unit.sy === UNSAID ? resolveUnsaid(unit, context) : resolveSaid(unit, context);
  return resolved && addAlternatives(resolved, unit, context);
}

function note(context: Context, codes: readonly ReasonCode[]): void {
  for (const code of codes) if (!context.codes.includes(code)) context.codes.push(code);
}

function addAlternatives(resolved: Resolved, unit: Unit, context: Context): Resolved {
  const others = [...resolved.others];
  for (const alternative of unit.alternatives ?? []) {
    const other = resolveUnit(alternative, { ...context, codes: [], problem: null });
    if (other) others.push(other.meaning);
  }
  if (unit.grain === 'week' && resolved.meaning.kind === 'range') {
    const week = findCalendarWeek(unit, resolved.meaning.start);
    if (week) others.push(week);
  }
  if (unit.as === 'from' && resolved.meaning.kind === 'continuous') {
    const day = resolved.meaning.start ?? '';
    others.push(unit.grain === 'day' ? { kind: 'date', date: day } : endOfUnit(unit, day));
  }
  return { meaning: resolved.meaning, others };
}

function endOfUnit(unit: Unit, start: string): Meaning {
  const day = readIso(start);
  const y = (day?.y ?? 0) + (wrapsYear(unit) ? 1 : 0);
  return { kind: 'range', start, end: writeIso({ y, m: unit.em, d: unit.ed || countMonthDays(y, unit.em) }) };
}

/** The n-th week from Monday to Sunday that lies in the month. */
function findCalendarWeek(unit: Unit, start: string): Meaning | null {
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
function placeUnit(unit: Unit, sy: number, ey: number): { start: Day; end: Day } | null {
  if (unit.nth) {
    if (!isKnownYear(sy)) return null;
    const day = findNthWeekday(sy, unit.sm, unit.nth.n, unit.nth.weekday);
    return day && { start: day, end: day };
  }
  const end = { y: ey, m: unit.em, d: placeDay(unit.ed, ey, unit.em) };
  const start = { y: sy, m: unit.sm, d: placeDay(unit.sd, sy, unit.sm) };
  return isRealDay(start) && isRealDay(end) ? { start, end } : null;
}

/** 0 is the last day of the month, −7 the first of its last week. */
function placeDay(d: number, y: number, m: number): number {
  return d > 0 ? d : countMonthDays(y, m) + (d === 0 ? 0 : d + 1);
}

function expressUnit(unit: Unit, start: Day, end: Day): Meaning {
  if (unit.as === 'date') return { kind: 'date', date: writeIso(start) };
  if (unit.as === 'by') return { kind: 'by', date: writeIso(end) };
  if (unit.as === 'from') return { kind: 'continuous', scope: 'open', start: writeIso(start) };
  return { kind: 'range', start: writeIso(start), end: writeIso(end) };
}

function resolveSaid(unit: Unit, context: Context): Resolved | null {
  const ey = unit.ey >= 0 ? unit.ey : unit.sy + (wrapsYear(unit) ? 1 : 0);
  const place = placeUnit(unit, unit.sy, ey);
  if (place === null) {
    context.problem ??= 'impossible_date';
    return null;
  }
  if (rankDay(place.start) > rankDay(place.end)) {
    context.problem ??= 'reversed_range';
    return null;
  }
  const likely = findLikelyYear(unit, place, context.span);
  if (likely === null) return { meaning: expressUnit(unit, place.start, place.end), others: [] };
  note(context, ['outside_period']);
  return {
    meaning: expressUnit(unit, place.start, place.end),
    others: [expressUnit(unit, likely.start, likely.end)],
  };
}

const SLIP_GRAINS = new Set(['day', 'week', 'part', 'month', 'quarter', 'half', 'season']);

/** When a said year puts the unit well outside the document: the years that would put it inside. */
function findLikelyYear(unit: Unit, place: Span, span: Span | null): Span | null {
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

function contains(outer: Span, inner: Span): boolean {
  return rankDay(inner.start) >= rankDay(outer.start) && rankDay(inner.end) <= rankDay(outer.end);
}

function overlaps(a: Span, b: Span): boolean {
  return rankDay(a.start) <= rankDay(b.end) && rankDay(b.start) <= rankDay(a.end);
}

function resolveYears(unit: Unit, years: readonly number[], context: Context): Resolved | null {
  const wrap = wrapsYear(unit) ? 1 : 0;
  const items: Meaning[] = [];
  for (const year of years) {
    const place = placeUnit(unit, year, year + wrap);
    if (place === null) {
      context.problem ??= 'impossible_date';
      return null;
    }
    items.push(expressUnit(unit, place.start, place.end));
  }
  return addAlternatives({ meaning: { kind: 'set', items }, others: [] }, unit, context);
}

/** «следующего года»: the year after the document's first. */
function resolveNext(unit: Unit, context: Context): Resolved | null {
  context.inferred.add('year');
  const first = (context.span?.start.y ?? 0) + 1;
  const wrap = wrapsYear(unit) ? 1 : 0;
  const sy = unit.sy === NEXT ? first : first - wrap;
  const ey = unit.ey === NEXT ? sy + (unit.sy === NEXT ? wrap : first - sy) : sy + wrap;
  const place = placeUnit(unit, sy, ey);
  if (place === null) {
    context.problem ??= 'impossible_date';
    return null;
  }
  return { meaning: expressUnit(unit, place.start, place.end), others: [] };
}

function resolveUnsaid(unit: Unit, context: Context): Resolved | null {
  context.inferred.add('year');
  const { span } = context;
  if (span === null) return resolveUnnamed(unit, context);
  if (unit.flavour === 'half' && isSchoolYear(span)) {
    note(context, ['school_half_or_calendar']);
    const calendar = resolveUnsaid({ ...unit, flavour: undefined }, { ...context, codes: [] });
    const school = resolveUnsaid(toSchoolHalf(unit, UNSAID), context);
    return school && { meaning: school.meaning, others: calendar ? [calendar.meaning] : [] };
  }
  if (unit.flavour === 'document-end' && isSchoolYear(span)) note(context, ['years_or_school_year']);
  const wrap = wrapsYear(unit) ? 1 : 0;
  const places: Span[] = [];
  for (let y = span.start.y - 1; y <= span.end.y + 1; y += 1) {
    const place = placeUnit(unit, y, y + wrap);
    if (place) places.push(place);
  }
  const inside = places.filter((place) => contains(span, place));
  const touching = places.filter((place) => overlaps(place, span));
  const [only] = inside;
  if (inside.length > 1) return resolveManyYears(unit, inside, context);
  if (only && inside.length === 1) return resolveOneYear(unit, only, places, context);
  return resolveOutside(unit, touching, places, context);
}

function resolveOneYear(unit: Unit, place: Span, places: readonly Span[], context: Context): Resolved {
  const meaning = expressUnit(unit, place.start, place.end);
  const { span } = context;
  const others: Meaning[] = [];
  if (span && isSchoolYear(span)) {
    const isAugust = unit.sm === 8 && unit.em === 8 && unit.as !== 'from';
    const before = places.find(({ start }) => start.y === span.start.y);
    if (unit.flavour === 'document-start' && before) {
      return { meaning: expressUnit(unit, before.start, before.end), others: [meaning] };
    }
    if (isAugust && before) {
      note(context, ['august_side']);
      others.push(expressUnit(unit, before.start, before.end));
    }
    if (unit.flavour === 'document-end')
      others.push({ kind: 'by', date: writeIso({ y: span.end.y, m: 5, d: 31 }) });
  }
  return { meaning, others };
}

/** No year puts the unit wholly inside: one that touches the document, else the nearest. */
function resolveOutside(
  unit: Unit,
  touching: readonly Span[],
  places: readonly Span[],
  context: Context,
): Resolved | null {
  const { span } = context;
  const distance = (place: Span): number =>
    span === null
      ? 0
      : Math.max(
          0,
          countEpochDays(span.start) - countEpochDays(place.end),
          countEpochDays(place.start) - countEpochDays(span.end),
        );
  const sorted = touching.length > 0 ? [...touching] : [...places].sort((a, b) => distance(a) - distance(b));
  const [first] = sorted;
  if (first === undefined) {
    context.problem ??= 'impossible_date';
    return null;
  }
  // A day that the calendar has only in some other year (29 February) is none of this document.
  if (touching.length === 0 && unit.sm === 2 && unit.sd === 29 && distance(first) > 0) {
    context.problem ??= 'impossible_date';
    return null;
  }
  const others: Meaning[] = [];
  if (touching.length > 1) {
    const code =
      unit.grain === 'schoolyear' ? 'school_year_unsaid' : unit.sm === 8 ? 'august_side' : 'which_year';
    note(context, [code]);
    others.push(...touching.slice(1).map((place) => expressUnit(unit, place.start, place.end)));
  } else if (distance(first) > TOLERANCE_DAYS) {
    note(context, ['outside_period']);
  }
  return { meaning: expressUnit(unit, first.start, first.end), others };
}

/** A time without a year in a document of several: each year, or the first. */
function resolveManyYears(unit: Unit, inside: readonly Span[], context: Context): Resolved {
  const single = inside.slice(0, 5).map((place) => expressUnit(unit, place.start, place.end));
  const [first = { kind: 'event', text: context.text } as const] = single;
  if (unit.as === 'from') return { meaning: first, others: [] };
  if (unit.grain === 'schoolyear') {
    note(context, ['school_year_unsaid']);
    return { meaning: first, others: single.slice(1) };
  }
  note(context, ['which_year']);
  if (unit.grain === 'year') return { meaning: first, others: single.slice(1) };
  const yearly = repeatYearly(unit);
  const small =
    unit.grain === 'day' || unit.grain === 'month' || unit.grain === 'part' || unit.grain === 'week';
  return small
    ? { meaning: yearly, others: single }
    : { meaning: first, others: [yearly, ...single.slice(1)] };
}

/** The same time in every year. */
export function repeatYearly(unit: Unit): RecurringMeaning {
  const yearly: RecurringMeaning = { kind: 'recurring', freq: 'yearly' };
  const wholeMonths =
    unit.sd === 1 && (unit.ed === 0 || (unit.ed >= 30 && unit.ed === countMonthDays(2001, unit.em)));
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

/** Neither the phrase nor the document shows a year: Y0, and Y1 once the new year has passed. */
function resolveUnnamed(unit: Unit, context: Context): Resolved | null {
  const rank = unit.sm * 100 + unit.sd;
  if (rank < context.lastRank) context.unnamedYear += 1;
  const sy = context.unnamedYear;
  const ey = sy + (wrapsYear(unit) ? 1 : 0);
  context.lastRank = rank;
  if (ey > 9) {
    context.problem ??= 'not_a_deadline';
    return null;
  }
  if (unit.nth) return { meaning: { kind: 'event', text: context.text }, others: [] };
  const place = placeUnit(unit, sy, ey);
  if (place === null) {
    context.problem ??= 'impossible_date';
    return null;
  }
  return { meaning: expressUnit(unit, place.start, place.end), others: [] };
}

/** «третья неделя»: the one month of the document that holds it whole. */
function resolveMonthless(unit: Unit, context: Context): Resolved | null {
  context.inferred.add('month');
  note(context, ['month_not_said']);
  const { span } = context;
  const found: Meaning[] = [];
  let placed: Unit | null = null;
  if (span) {
    for (
      let y = span.start.y, m = span.start.m;
      y * 12 + m <= span.end.y * 12 + span.end.m && found.length < 2;
    ) {
      const month: Unit = { ...unit, sm: m, em: m };
      const place = placeUnit(month, y, y);
      if (place && contains(span, place)) {
        found.push(expressUnit(month, place.start, place.end));
        placed = { ...month, sy: y, ey: y };
      }
      m += 1;
      if (m > 12) {
        m = 1;
        y += 1;
      }
    }
  }
  const [meaning] = found;
  if (meaning === undefined || placed === null || found.length > 1) {
    context.problem ??= 'month_not_said';
    return null;
  }
  return addAlternatives({ meaning, others: [] }, placed, context);
}

/** Weekday of a meaning's day, for wording. */
export function tellWeekday(iso: string): number | null {
  const day = readIso(iso);
  return day && isKnownYear(day.y) ? findWeekday(day) : null;
}
