import { countEpochDays, rankDay, writeIso } from './calendar.ts';
import { NEXT, UNSAID, wrapsYear } from './draft.ts';
import type { Unit } from './draft.ts';
import type { Meaning } from './meaning.ts';
import {
  contains,
  endOfUnit,
  expressUnit,
  findCalendarWeek,
  findLikelyYear,
  isSchoolYear,
  overlaps,
  placeInside,
  placeUnit,
  repeatYearly,
  TOLERANCE_DAYS,
} from './place.ts';
import type { Span } from './place.ts';
import type { ReasonCode } from './reasons.ts';
import { toSchoolHalf } from './rules/years.ts';

export interface Resolved {
  meaning: Meaning;
  /** Other readings, best first. */
  others: readonly Meaning[];
}

const NO_OTHERS: readonly Meaning[] = [];

/** What is gathered while a phrase is set against its document. */
export interface Context {
  span: Span | null;
  /** The cleaned phrase: an event's text is cut from it. */
  text: string;
  codes: ReasonCode[];
  /** Parts that the phrase did not say, each once. */
  inferred: string[];
  problem: ReasonCode | null;
  /** Last day that was placed without a year and without a period: «ноябрь, февраль» goes on to the next year. */
  lastRank: number;
  unnamedYear: number;
}

/** Notes a part that the phrase did not say. */
export function infer(context: Context, part: string): void {
  if (!context.inferred.includes(part)) context.inferred.push(part);
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
  if (unit.alternatives === undefined && unit.grain !== 'week' && unit.as !== 'from') return resolved;
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
  if (likely === null) return { meaning: expressUnit(unit, place.start, place.end), others: NO_OTHERS };
  note(context, ['outside_period']);
  return {
    meaning: expressUnit(unit, place.start, place.end),
    others: [expressUnit(unit, likely.start, likely.end)],
  };
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
  infer(context, 'year');
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
  infer(context, 'year');
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
  let only: Span | null = null;
  for (let y = span.start.y; y + wrap <= span.end.y; y += 1) {
    const place = placeInside(unit, y, y + wrap, span);
    if (place === null) continue;
    if (only !== null) return resolveManyYears(unit, span, context);
    only = place;
  }
  return only === null ? resolveOutside(unit, span, context) : resolveOneYear(unit, only, context);
}

/** All years that put the unit near the document. */
function listPlaces(unit: Unit, span: Span): Span[] {
  const wrap = wrapsYear(unit) ? 1 : 0;
  const places: Span[] = [];
  for (let y = span.start.y - 1; y <= span.end.y + 1; y += 1) {
    const place = placeUnit(unit, y, y + wrap);
    if (place) places.push(place);
  }
  return places;
}

function resolveOneYear(unit: Unit, place: Span, context: Context): Resolved {
  const meaning = expressUnit(unit, place.start, place.end);
  const { span } = context;
  const isAugust = unit.sm === 8 && unit.em === 8 && unit.as !== 'from';
  if (!isAugust && unit.flavour === undefined) return { meaning, others: NO_OTHERS };
  const others: Meaning[] = [];
  if (span && isSchoolYear(span)) {
    const before = listPlaces(unit, span).find(({ start }) => start.y === span.start.y);
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
function resolveOutside(unit: Unit, span: Span, context: Context): Resolved | null {
  const places = listPlaces(unit, span);
  const touching = places.filter((place) => overlaps(place, span));
  const distance = (place: Span): number =>
    Math.max(
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
function resolveManyYears(unit: Unit, span: Span, context: Context): Resolved {
  const inside = listPlaces(unit, span).filter((place) => contains(span, place));
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
  infer(context, 'month');
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
