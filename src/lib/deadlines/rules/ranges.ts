import { countMonthDays } from '../calendar.ts';
import type { Token } from '../tokens.ts';
import { isGenitiveMonth } from './dates.ts';
import { makeUnit, NEXT, UNSAID, wrapsYear } from '../draft.ts';
import type { Grain, Parse, Separator, Unit } from '../draft.ts';

type Prefix = 'none' | 'from' | 'by' | 'through';

export type Joiner = Separator | 'dash' | 'to' | 'until';

/** One thing between separators: a unit, or a number whose month or quarter comes later («15» of «15 и 20 мая»). */
export interface Item {
  unit: Unit | null;
  pending: number;
  prefix: Prefix;
  joiner: Joiner;
  /** Place after it, to go back to when what follows is not understood. */
  after: number;
  /** «до конца», «до начала», «включительно», «после». */
  edge: 'none' | 'end' | 'start' | 'middle' | 'after';
  /** «к маю» leaves open whether May itself is meant. */
  towards: boolean;
  /** «от 15 до 20 мая» is a range; «от 14.03.2022» alone is the date of some document. */
  needsEnd: boolean;
  /** The first word of the unit: «октября» tells the genitive. */
  first: Token;
}

export function joinRanges(items: readonly Item[], p: Parse): Unit[] | null {
  const [only] = items;
  if (only?.unit && items.length === 1 && only.prefix === 'none') return [only.unit];
  const units: Unit[] = [];
  for (let i = 0; i < items.length; i += 1) {
    const item = items[i];
    if (item?.unit == null) continue;
    const { joiner } = item;
    const previous = units.at(-1);
    if (previous && (joiner === 'dash' || joiner === 'to' || joiner === 'until')) {
      const merged = mergeUntil(previous, item, joiner === 'until');
      if (merged === null) {
        p.problem ??= 'reversed_range';
        return null;
      }
      units[units.length - 1] = merged;
      continue;
    }
    // «не ранее 1 и не позднее 15 октября»
    if (
      previous?.as === 'from' &&
      item.prefix === 'by' &&
      previous.grain === 'day' &&
      item.unit.grain === 'day'
    ) {
      const bounded = mergeRange(previous, item.unit);
      if (bounded !== null) {
        units[units.length - 1] = bounded;
        continue;
      }
    }
    const separator: Separator =
      joiner === 'comma' || joiner === 'and' || joiner === 'bracket' || joiner === 'semicolon'
        ? joiner
        : 'none';
    const next = items[i + 1]?.joiner;
    const isRangeStart = next === 'to' || next === 'until' || (next === 'dash' && item.prefix !== 'by');
    if (item.needsEnd && !isRangeStart) return null;
    // «до 15.09, 15.01»: the preposition said once serves both days.
    if (item.prefix === 'none' && previous?.as === 'by') inheritLimit(item, items[i - 1], separator);
    const isLimit = item.prefix === 'by';
    const unit = isLimit && !isRangeStart ? makeLimit(item) : item.unit;
    const as = item.prefix === 'from' ? 'from' : unit.as;
    const inclusive = as === 'from' && item.edge !== 'none' ? moveToEdge(unit, item.edge) : unit;
    if (item.prefix !== 'none' && inclusive.codes.length > 0)
      inclusive.codes = inclusive.codes.filter((code) => code !== 'bare_year' && code !== 'number_or_date');
    inclusive.as = as;
    inclusive.separator = separator;
    units.push(inclusive);
  }
  return units;
}

/** «до 15.09, 15.01»: the preposition said once serves both. */
function inheritLimit(item: Item, before: Item | undefined, separator: Separator): void {
  if ((separator !== 'comma' && separator !== 'and') || !before || !isAlike(before, item)) return;
  item.prefix = 'by';
  item.edge = before.edge;
  item.towards = before.towards;
}

/** Two days, or two months in the genitive: «до конца октября и марта». */
function isAlike(left: Item, right: Item): boolean {
  if (right.unit?.grain === 'day') return left.unit?.grain === 'day';
  return right.unit?.grain === 'month' && isGenitiveMonth(right.first) && isGenitiveMonth(left.first);
}

/** «с октября до мая»: by the rule May is left out, but many a writer means it. */
function mergeUntil(left: Unit, item: Item, until: boolean): Unit | null {
  const right = finishEdge(item, until);
  const merged = mergeRange(left, right);
  const unsure = until && item.unit !== null && item.edge === 'none' && !isExactDay(item.unit);
  if (!unsure || merged === null || item.unit === null) return merged;
  const inclusive = mergeRange(left, item.unit);
  return {
    ...merged,
    codes: [...merged.codes, 'until_month'],
    alternatives: inclusive ? [inclusive] : undefined,
  };
}

/** The unit whose end is the limit: «до марта» ends with February, «до конца марта» with March. */
function finishEdge(item: Item, exclusive: boolean): Unit {
  const unit = item.unit ?? makeUnit('day', 1, 1, 1, 1);
  if (item.edge !== 'none') return moveToEdge(unit, item.edge);
  return exclusive && !isExactDay(unit) ? excludeUnit(unit) : unit;
}

function isExactDay(unit: Unit): boolean {
  return unit.grain === 'day' || unit.grain === 'part' || unit.grain === 'week' || unit.nth !== undefined;
}

function moveToEdge(unit: Unit, edge: Item['edge']): Unit {
  if (edge === 'start') {
    const before = excludeUnit(unit);
    if (unit.grain !== 'schoolyear' || unit.sy !== UNSAID) return before;
    return { ...before, flavour: 'document-start', codes: [...unit.codes, 'relative_deadline'] };
  }
  if (edge === 'after') return startAfter(unit);
  if (edge === 'middle') {
    const middle = unit.grain === 'month' ? 15 : 0;
    const em = unit.grain === 'year' ? 6 : unit.em;
    return { ...unit, em, ed: middle, codes: [...unit.codes, 'vague_part'] };
  }
  return unit.grain === 'year' && unit.sy === UNSAID ? { ...unit, flavour: 'document-end' } : unit;
}

/** The unit begins on the day after its own end: «после 15 мая» is from the 16th on. */
function startAfter(unit: Unit): Unit {
  const length = countMonthDays(unit.ey, unit.em);
  if (unit.ed > 0 && unit.ed < length) return { ...unit, sm: unit.em, sd: unit.ed + 1, ed: unit.ed + 1 };
  const isDecember = unit.em === 12;
  const month = isDecember ? 1 : unit.em + 1;
  const year = isDecember && unit.ey >= 0 ? unit.ey + 1 : unit.ey;
  return { ...unit, sy: year, sm: month, sd: 1, ey: year, em: month, ed: 1 };
}

/** The day before the unit begins becomes its end. */
function excludeUnit(unit: Unit): Unit {
  const yearShift = unit.sd === 1 && unit.sm === 1;
  const em = unit.sd > 1 ? unit.sm : yearShift ? 12 : unit.sm - 1;
  const ed = unit.sd > 1 ? unit.sd - 1 : 0;
  const ey = yearShift && unit.sy >= 0 ? unit.sy - 1 : yearShift && unit.sy === NEXT ? UNSAID : unit.sy;
  return {
    ...unit,
    em,
    ed,
    ey,
    sm: em,
    sd: ed,
    sy: ey,
    years: unit.years?.map((year) => (yearShift ? year - 1 : year)),
  };
}

function makeLimit(item: Item): Unit {
  const end = finishEdge(item, true);
  // The day of «до 15 мая» serves nothing else and becomes the limit itself.
  if (end === item.unit && end.grain === 'day') {
    end.as = 'by';
    return end;
  }
  const limit = makeBy(end);
  const unsure = item.towards && item.edge === 'none' && item.unit !== null && !isExactDay(item.unit);
  if (!unsure || item.unit === null) return limit;
  return { ...limit, codes: [...limit.codes, 'until_month'], alternatives: [makeBy(item.unit)] };
}

function makeBy(unit: Unit): Unit {
  return { ...unit, as: 'by', sm: unit.em, sd: unit.ed, sy: unit.ey, nth: unit.nth };
}

/** «осень – зима 2022»: the winter after that autumn. */
function settleWinter(left: Unit, right: Unit): Unit {
  const [later] = right.alternatives ?? [];
  const winter = right.codes.includes('winter_year') && left.grain === 'season' && left.sm === 9;
  return winter && later ? { ...later, codes: [] } : right;
}

/** «октябрь – май», «с 15 по 29 октября»: the start of one and the end of the other, years completed. */
export function mergeRange(left: Unit, end: Unit): Unit | null {
  const right = settleWinter(left, end);
  const merged: Unit = {
    ...right,
    grain: finerGrain(left.grain, right.grain),
    as: 'range',
    sm: left.sm,
    sd: left.sd,
    sy: left.sy,
    codes: left.nth || right.nth ? ['vague_part'] : joinCodes(left.codes, right.codes),
    alternatives: undefined,
    separator: left.separator,
    nth: undefined,
    family: 'none',
  };
  const wraps = wrapsYear(merged);
  if (right.years && left.sy === UNSAID) return spreadYears(merged, right, wraps);
  merged.years = left.years ?? right.years;
  if (left.sy >= 0 && right.ey === UNSAID) merged.ey = left.sy + (wraps ? 1 : 0);
  else if (left.sy === UNSAID && right.ey >= 0) merged.sy = right.ey - (wraps ? 1 : 0);
  else if (left.sy === UNSAID && right.ey === NEXT) merged.sy = wraps ? UNSAID : NEXT;
  if (merged.sy >= 0 && merged.ey >= 0) {
    const reversed = merged.ey < merged.sy || (merged.ey === merged.sy && wraps);
    if (reversed) return null;
  }
  const sameMonthReversed =
    merged.sm === merged.em && wraps && merged.sy === UNSAID && merged.grain === 'day';
  return sameMonthReversed ? null : merged;
}

function joinCodes(left: Unit['codes'], right: Unit['codes']): Unit['codes'] {
  if (right.length === 0 && left.length === 0) return left;
  return [...new Set([...left, ...right])].filter(
    (code) => code !== 'month_in_each_year' && code !== 'bare_year',
  );
}

function spreadYears(merged: Unit, right: Unit, wraps: boolean): Unit {
  const years = right.years ?? [];
  const first = years[0] ?? UNSAID;
  const last = years.at(-1) ?? first;
  if (wraps && last === first + 1) return { ...merged, sy: first, ey: last, years: undefined };
  if (wraps)
    return { ...merged, sy: first, ey: first + 1, years: years.slice(0, -1), codes: ['month_in_each_year'] };
  // «апрель – май 2021, 2022»: the years are told one by one.
  if (!right.codes.includes('month_in_each_year')) return { ...merged, sy: first, ey: first, years };
  return {
    ...merged,
    sy: first,
    ey: first,
    years,
    codes: ['month_in_each_year'],
    alternatives: [{ ...merged, sy: first, ey: last, years: undefined, codes: [] }],
  };
}

const FINENESS: readonly Grain[] = [
  'day',
  'week',
  'part',
  'month',
  'quarter',
  'half',
  'season',
  'schoolyear',
  'year',
];

function finerGrain(a: Grain, b: Grain): Grain {
  if (a === b) return a;
  return FINENESS.indexOf(a) <= FINENESS.indexOf(b) ? a : b;
}
