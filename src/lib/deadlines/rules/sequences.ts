import type { Parse, Unit } from '../draft.ts';
import { peek, take } from '../tokens.ts';
import { readDay, readDayNumber } from './dates.ts';
import { fillYears, judgeBareMonths, placeInMonths, settleSchoolYears } from './lists.ts';
import type { Sequence } from './lists.ts';
import { readMonth } from './months.ts';
import { isExecution, noteWeekday } from './noise.ts';
import { readOrdinal, readPart, readWholeForPart } from './parts.ts';
import { joinRanges } from './ranges.ts';
import type { Item, Joiner } from './ranges.ts';
import { makeSibling } from './siblings.ts';
import { readYearUnit } from './years.ts';

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
  return judgeBareMonths(placeInMonths(ranged));
}

function readItems(p: Parse): Item[] {
  const items: Item[] = [];
  let joiner: Joiner = 'none';
  while (peek(p).sort !== 'end') {
    const before = p.pos;
    const item = readItem(p, joiner, items.at(-1));
    if (item === null) {
      p.pos = before;
      break;
    }
    item.after = p.pos;
    items.push(item);
    if (p.pos >= p.tokens.length) break;
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
  const { sort, lemma } = peek(p);
  if (sort !== 'mark' && sort !== 'word') return 'none';
  if (peek(p).lemma === '.' && peek(p, 1).lemma === '-') p.pos += 1;
  if (take(p, '-')) {
    take(p, '-');
    // «с 10 января – по 10 февраля»
    if (last.prefix === 'from' && take(p, 'по')) return 'to';
    return 'dash';
  }
  if (lemma === ',') {
    p.pos += 1;
    if (peek(p).lemma === 'а' || peek(p).lemma === 'и' || peek(p).lemma === 'но') p.pos += 1;
    return 'comma';
  }
  if (lemma === '/' && last.unit?.grain === 'month') {
    p.pos += 1;
    return 'and';
  }
  if (lemma === 'и' || lemma === 'или' || lemma === 'но') {
    p.pos += 1;
    // «между 10 и 20 октября»
    return last.needsEnd ? 'to' : 'and';
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
  if (peek(p).lemma === '(' && peek(p, 1).sort === 'weekday' && peek(p, 2).lemma === ')') {
    noteWeekday(p, peek(p, 1).value);
    p.pos += 3;
  }
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
    first: peek(p),
  };
  if (!linked && !readPrefix(p, item)) return null;
  if (item.prefix === 'by' || joiner === 'until' || joiner === 'to') {
    const edge = readEdge(p);
    if (edge) item.edge = edge;
    if (edge) {
      item.first = peek(p);
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
  // «с понедельника 10 ноября»
  if (peek(p).sort === 'weekday' && peek(p, 1).sort === 'number' && (linked || item.prefix !== 'none'))
    p.pos += 1;
  if (isClockAhead(p) || (joiner === 'none' && isDottedClockAhead(p, previous))) return null;
  item.first = peek(p);
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
    const { sort, lemma } = peek(p);
    if (sort !== 'word') return true;
    if (lemma === 'с' || lemma === 'от' || lemma === 'между' || takeAllIs(p, 'не', 'ранее')) {
      p.pos += lemma === 'не' ? 2 : 1;
      result.prefix = 'from';
      result.needsEnd = lemma === 'от' || lemma === 'между';
    } else if (lemma === 'после' && result.prefix === 'none') {
      p.pos += 1;
      result.prefix = 'from';
      result.edge = 'after';
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
      // «по окончании учебного года» is after it, not until it.
      if (peek(p, 1).lemma === 'конец' && peek(p, 1).word.endsWith('ии')) return false;
      p.pos += 1;
      result.prefix = 'by';
      result.edge = 'end';
    } else if (lemma === 'срок' || lemma === 'период') {
      p.pos += 1;
      if (isExecution(peek(p))) p.pos += 1;
      take(p, ':');
      take(p, '-');
    } else if (lemma === 'в' || lemma === 'на' || lemma === 'за') {
      p.pos += 1;
      if (!take(p, 'течение')) take(p, 'протяжение');
      take(p, 'весь');
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
  if (peek(p).sort === 'month') return readMonth(p);
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
    const unit = donor && makeSibling(donor, item.pending);
    if (!unit) return false;
    item.unit = unit;
    donor = item.unit;
  }
  return true;
}
