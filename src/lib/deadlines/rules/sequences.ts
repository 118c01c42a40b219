import { makeUnit, NEXT, UNSAID, wrapsYear } from '../draft.ts';
import type { Grain, Parse, Separator, Unit } from '../draft.ts';
import { peek, take, takeAll } from '../tokens.ts';
import { readDay, readDayNumber } from './dates.ts';
import { readMonth } from './months.ts';
import { readOrdinal, readPart, readWholeForPart } from './parts.ts';
import { readYearUnit } from './years.ts';

type Prefix = 'none' | 'from' | 'by' | 'through';
type Joiner = Separator | 'dash' | 'to' | 'until';

/** One thing between separators: a unit, or a number whose month or quarter comes later («15» of «15 и 20 мая»). */
interface Item {
  unit: Unit | null;
  pending: number;
  prefix: Prefix;
  joiner: Joiner;
  /** Place after it, to go back to when what follows is not understood. */
  after: number;
  /** «до конца», «до начала», «включительно». */
  edge: 'none' | 'end' | 'start' | 'middle';
  /** «к маю» leaves open whether May itself is meant. */
  towards: boolean;
  /** «от 15 до 20 мая» is a range; «от 14.03.2022» alone is the date of some document. */
  needsEnd: boolean;
}

export interface Sequence {
  units: Unit[];
  alternatives: Unit[][];
}

/** Dates, months, quarters, years: one, a range, or a list of them, with the prepositions that belong to them. */
export function readSequence(p: Parse): Sequence | null {
  const from = p.pos;
  const items = readItems(p);
  if (items.length === 0 || !completePending(items)) {
    p.pos = from;
    return null;
  }
  p.pos = items.at(-1)?.after ?? from;
  const ranged = joinRanges(items, p);
  if (ranged === null) {
    p.pos = from;
    return null;
  }
  fillYears(ranged);
  settleSchoolYears(ranged);
  return judgeBareMonths(ranged);
}

function readItems(p: Parse): Item[] {
  const items: Item[] = [];
  let joiner: Joiner = 'none';
  for (;;) {
    const before = p.pos;
    const item = readItem(p, joiner, items.at(-1));
    if (item === null) {
      p.pos = before;
      break;
    }
    item.after = p.pos;
    items.push(item);
    const next = readJoiner(p, item);
    if (next === null) break;
    joiner = next;
  }
  while (items.at(-1)?.unit === null) items.pop();
  return items;
}

/** What stands between this item and the next; null when the sequence ends. */
function readJoiner(p: Parse, last: Item): Joiner | null {
  if (take(p, 'включительно')) {
    if (last.unit && last.unit.grain !== 'day') last.edge = 'end';
    last.after = p.pos;
    return readJoiner(p, last);
  }
  skipWeekdayBracket(p);
  const { lemma } = peek(p);
  if (peek(p).lemma === '.' && peek(p, 1).lemma === '-') p.pos += 1;
  if (take(p, '-')) {
    take(p, '-');
    return 'dash';
  }
  if (lemma === ',') {
    p.pos += 1;
    if (peek(p).lemma === 'а' || peek(p).lemma === 'и') p.pos += 1;
    return 'comma';
  }
  if (lemma === '/' && last.unit?.grain === 'month') {
    p.pos += 1;
    return 'and';
  }
  if (lemma === 'и' || lemma === 'или') {
    p.pos += 1;
    return 'and';
  }
  if (lemma === 'по' || lemma === 'до') {
    if (last.prefix === 'from' || (last.unit === null && lemma === 'по')) {
      p.pos += 1;
      return lemma === 'по' ? 'to' : 'until';
    }
    return lemma === 'до' ? 'none' : null;
  }
  return 'none';
}

/** «(суббота)» between a date and «по». */
function skipWeekdayBracket(p: Parse): void {
  if (peek(p).lemma === '(' && peek(p, 1).sort === 'weekday' && peek(p, 2).lemma === ')') p.pos += 3;
}

function readItem(p: Parse, joiner: Joiner, previous: Item | undefined): Item | null {
  const linked = joiner === 'to' || joiner === 'until' || joiner === 'dash';
  const item: Item = {
    unit: null,
    pending: 0,
    prefix: 'none',
    joiner,
    after: p.pos,
    edge: 'none',
    towards: false,
    needsEnd: false,
  };
  if (!linked && !readPrefix(p, item)) return null;
  if (item.prefix === 'by' || joiner === 'until' || joiner === 'to') {
    const edge = readEdge(p);
    if (edge) item.edge = edge;
    if (edge) {
      item.unit = readWholeForPart(p);
      if (item.unit) return item;
      if (edge !== 'middle' || peek(p).sort === 'end') return null;
      return null;
    }
  }
  if (item.prefix === 'from' && peek(p).lemma === 'начало') {
    p.pos += 1;
    item.unit = readWholeForPart(p);
    if (item.unit) return item;
    p.pos -= 1;
  }
  if (isClockAhead(p) || (joiner === 'none' && isDottedClockAhead(p, previous))) return null;
  item.unit = readUnit(p);
  if (item.unit) return item;
  if (p.problem !== null) return null;
  // Only with a connecting sign may a bare number wait for its month.
  const start = p.pos;
  const n = readDayNumber(p) ?? readLooseOrdinal(p);
  const next = peek(p).lemma === '.' ? peek(p, 1) : peek(p);
  const connects =
    next.lemma === '-' ||
    next.lemma === ',' ||
    next.lemma === 'и' ||
    next.lemma === 'по' ||
    next.lemma === 'до';
  if (n === null || n < 1 || n > 31 || !connects) {
    p.pos = start;
    return null;
  }
  if (previous === undefined || joiner !== 'none' || item.prefix !== 'none') {
    item.pending = n;
    return item;
  }
  return null;
}

function readLooseOrdinal(p: Parse): number | null {
  const n = readOrdinal(peek(p));
  if (n === null || n < 1) return null;
  p.pos += 1;
  return n;
}

/** «12-30-14-30», «10-00»: hours after a date are no days. */
function isClockAhead(p: Parse): boolean {
  const first = peek(p);
  const second = peek(p, 2);
  const sign = peek(p, 1).lemma;
  if (first.sort !== 'number' || second.sort !== 'number' || second.gap) return false;
  if (sign === ':') return true;
  return (
    sign === '-' &&
    second.digits === 2 &&
    (second.value === 0 || (peek(p, 3).lemma === '-' && peek(p, 5).lemma === '-'))
  );
}

/** «20.02.2020 18.10»: after a full date and white space only, an hour with a dot. */
function isDottedClockAhead(p: Parse, previous: Item | undefined): boolean {
  const dated = previous?.unit?.grain === 'day' && previous.unit.ey >= 0;
  const minutes = peek(p, 2);
  return (
    dated && peek(p, 1).lemma === '.' && minutes.sort === 'number' && !minutes.gap && peek(p, 3).lemma !== '.'
  );
}

/** Prepositions before a unit, noted in the item; false when they do not fit together. */
function readPrefix(p: Parse, result: Item): boolean {
  for (;;) {
    const { lemma } = peek(p);
    if (lemma === 'с' || lemma === 'от' || takeAllIs(p, 'не', 'ранее')) {
      p.pos += lemma === 'не' ? 2 : 1;
      result.prefix = 'from';
      result.needsEnd = lemma === 'от';
    } else if (lemma === 'начиная') {
      p.pos += 1;
      if (peek(p).lemma !== 'с') return false;
    } else if (lemma === 'не' && peek(p, 1).lemma === 'поздний') {
      p.pos += 2;
      take(p, 'чем');
      result.prefix = 'by';
      result.edge = 'end';
    } else if (lemma === 'до' || lemma === 'к') {
      p.pos += 1;
      // «на период до 2026 года» includes the year.
      if (result.prefix !== 'by') result.edge = peek(p, -2).lemma === 'период' ? 'end' : result.edge;
      result.prefix = 'by';
      result.towards = lemma === 'к';
    } else if (lemma === 'по' && result.prefix === 'none') {
      p.pos += 1;
      result.prefix = 'by';
      result.edge = 'end';
    } else if (lemma === 'срок' || lemma === 'период') {
      p.pos += 1;
      take(p, ':');
      take(p, '-');
    } else if (lemma === 'в' || lemma === 'на' || lemma === 'за') {
      p.pos += 1;
      if (!take(p, 'течение')) take(p, 'протяжение');
      takeAll(p, 'весь');
    } else if (lemma === 'течение' || lemma === 'протяжение') {
      p.pos += 1;
      take(p, 'весь');
    } else {
      return true;
    }
  }
}

function takeAllIs(p: Parse, first: string, second: string): boolean {
  return peek(p).lemma === first && peek(p, 1).lemma === second;
}

/** «конца», «начала», «середины» after «до» or «по»: exact, unlike the same words alone. */
function readEdge(p: Parse): Item['edge'] | null {
  const { lemma } = peek(p);
  if (lemma === 'последний' && peek(p, 1).lemma === 'день') {
    p.pos += 2;
    return 'end';
  }
  const edge =
    lemma === 'конец' ? 'end' : lemma === 'начало' ? 'start' : lemma === 'середина' ? 'middle' : null;
  if (edge === null) return null;
  p.pos += 1;
  return edge;
}

function readUnit(p: Parse): Unit | null {
  return readDay(p) ?? (p.problem === null ? (readMonth(p) ?? readPart(p) ?? readYearUnit(p)) : null);
}

/** Gives each waiting number the month, quarter or half of the next complete unit. */
function completePending(items: Item[]): boolean {
  let donor: Unit | undefined;
  for (let i = items.length - 1; i >= 0; i -= 1) {
    const item = items[i];
    if (item === undefined) continue;
    if (item.unit) {
      donor = item.unit;
      continue;
    }
    const unit: Unit | null | undefined = donor?.sibling?.(item.pending);
    if (!unit) return false;
    item.unit = {
      ...unit,
      codes: unit.codes.filter((code) => code === 'school_quarter' || code === 'week_of_month'),
    };
    donor = item.unit;
  }
  return true;
}

function joinRanges(items: readonly Item[], p: Parse): Unit[] | null {
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
    const separator: Separator =
      joiner === 'comma' || joiner === 'and' || joiner === 'bracket' || joiner === 'semicolon'
        ? joiner
        : 'none';
    const next = items[i + 1]?.joiner;
    const isRangeStart = next === 'to' || next === 'until' || (next === 'dash' && item.prefix !== 'by');
    if (item.needsEnd && !isRangeStart) return null;
    const unit = item.prefix === 'by' && !isRangeStart ? makeLimit(item) : item.unit;
    const as = item.prefix === 'from' ? 'from' : unit.as;
    const inclusive = as === 'from' && item.edge !== 'none' ? moveToEdge(unit, item.edge) : unit;
    if (item.prefix !== 'none') inclusive.codes = inclusive.codes.filter((code) => code !== 'bare_year');
    inclusive.as = as;
    inclusive.separator = separator;
    units.push(inclusive);
  }
  return units;
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
  const unit = item.unit ?? makeUnit('day', [1, 1], [1, 1]);
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
  if (edge === 'middle') {
    const middle = unit.grain === 'month' ? 15 : 0;
    const em = unit.grain === 'year' ? 6 : unit.em;
    return { ...unit, em, ed: middle, codes: [...unit.codes, 'vague_part'] };
  }
  return unit.grain === 'year' && unit.sy === UNSAID ? { ...unit, flavour: 'document-end' } : unit;
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
  const limit = makeBy(finishEdge(item, true));
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
function mergeRange(left: Unit, end: Unit): Unit | null {
  const right = settleWinter(left, end);
  const merged: Unit = {
    ...right,
    grain: finerGrain(left.grain, right.grain),
    as: 'range',
    sm: left.sm,
    sd: left.sd,
    sy: left.sy,
    codes: [...new Set([...left.codes, ...right.codes])].filter(
      (code) => code !== 'month_in_each_year' && code !== 'bare_year',
    ),
    alternatives: undefined,
    separator: left.separator,
    nth: undefined,
    sibling: undefined,
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

function spreadYears(merged: Unit, right: Unit, wraps: boolean): Unit {
  const years = right.years ?? [];
  const first = years[0] ?? UNSAID;
  const last = years.at(-1) ?? first;
  if (wraps && last === first + 1) return { ...merged, sy: first, ey: last, years: undefined };
  if (wraps)
    return { ...merged, sy: first, ey: first + 1, years: years.slice(0, -1), codes: ['month_in_each_year'] };
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
  return FINENESS.indexOf(a) <= FINENESS.indexOf(b) ? a : b;
}

function isOpen(unit: Unit): boolean {
  return unit.sy === UNSAID && unit.ey === UNSAID && unit.everyYear !== true;
}

/** «октябрь, ноябрь 2022»: a year said once serves its neighbours, over the new year too. */
function fillYears(units: Unit[]): void {
  for (let i = units.length - 2; i >= 0; i -= 1) {
    const unit = units[i];
    const right = units[i + 1];
    if (!unit || !right || !isOpen(unit) || right.sy < 0 || right.as === 'from' || right.grain === 'year')
      continue;
    if (right.grain === 'schoolyear') continue;
    const later = unit.sm > right.sm;
    const wraps = wrapsYear(unit) ? 1 : 0;
    const sy = right.years ? right.sy : right.sy - (later ? 1 : 0);
    units[i] = { ...unit, sy, ey: sy + wraps, ...(right.years && !unit.years ? { years: right.years } : {}) };
  }
  for (let i = 1; i < units.length; i += 1) {
    const unit = units[i];
    const left = units[i - 1];
    if (
      !unit ||
      !left ||
      !isOpen(unit) ||
      left.ey < 0 ||
      left.grain === 'year' ||
      left.grain === 'schoolyear'
    )
      continue;
    const sy = left.ey + (unit.sm < left.em ? 1 : 0);
    units[i] = { ...unit, sy, ey: sy + (wrapsYear(unit) ? 1 : 0) };
  }
}

/** «2022–2023, 2023–2024 учебные годы»: the word at the end serves all. */
function settleSchoolYears(units: Unit[]): void {
  for (let i = units.length - 2; i >= 0; i -= 1) {
    const unit = units[i];
    const school = unit?.codes.includes('years_or_school_year') === true ? unit.alternatives?.[0] : undefined;
    if (unit && school && units[i + 1]?.grain === 'schoolyear')
      units[i] = { ...school, separator: unit.separator };
  }
}

/** Months side by side without a sign: «Май июль 2007 года», «март апрель май». */
function judgeBareMonths(units: Unit[]): Sequence {
  const bare =
    units.length >= 2 &&
    units.every((unit, i) => isPlainMonth(unit) && (i === 0 || unit.separator === 'none'));
  const first = units[0];
  const last = units.at(-1);
  if (!bare || !first || !last || units.some((unit, i) => i > 0 && isRepeated(unit, units[i - 1]))) {
    return { units: dropCoveredMonths(units), alternatives: [] };
  }
  const span = mergeRange(first, last);
  if (span === null) return { units, alternatives: [] };
  if (units.length === 2) {
    return { units: [{ ...span, codes: [...span.codes, 'hyphen_lost'] }], alternatives: [units] };
  }
  const marked = units.map((unit, i) =>
    i === 0 ? { ...unit, codes: [...unit.codes, 'months_without_commas' as const] } : unit,
  );
  return { units: marked, alternatives: [[span]] };
}

function isPlainMonth(unit: Unit): boolean {
  return unit.grain === 'month' && unit.as === 'range' && unit.sm === unit.em && unit.years === undefined;
}

function isRepeated(unit: Unit, previous: Unit | undefined): boolean {
  return previous !== undefined && unit.sm === previous.sm;
}

/** «Август с 18 по 22 августа 2025 г.»: the month before its own days says nothing more. */
function dropCoveredMonths(units: Unit[]): Unit[] {
  return units.filter((unit, i) => {
    const next = units[i + 1];
    const covered =
      next && isPlainMonth(unit) && next.grain === 'day' && next.sm === unit.sm && next.em === unit.sm;
    return !(covered && next.separator === 'none' && next.as !== 'from' && next.sy === next.ey);
  });
}
