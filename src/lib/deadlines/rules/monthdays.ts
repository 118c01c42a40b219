import type { Parse, Repeat } from '../draft.ts';
import { peek, take } from '../tokens.ts';
import type { Frequency } from '../meaning.ts';
import type { Token } from '../tokens.ts';
import { makeRepeat, UNIT_FREQUENCY } from './frequencies.ts';

/** «20 числа каждого месяца», «до 5 числа месяца, следующего за отчётным», «в последний день месяца». */
export function readMonthday(p: Parse): Repeat | null {
  const start = p.pos;
  const { lemma } = peek(p);
  if (lemma === 'не' && peek(p, 1).lemma === 'поздний') p.pos += 2;
  else if (lemma === 'до' || lemma === 'к' || lemma === 'в' || lemma === 'по') p.pos += 1;
  const limit = isLimit(peek(p, -1)) && p.pos > start;
  const edge = readMonthEdge(p);
  if (edge) return edge;
  const token = peek(p);
  if (!isMonthday(token)) return null;
  const days = readDayList(p);
  if (peek(p, 1).lemma === 'число') {
    // «в первых числах октября» and «15 числа мая» belong to the month that follows.
    const many = peek(p, 1).word !== 'числа' && peek(p, 1).word !== 'число' && peek(p, 1).word !== 'числу';
    if (many || peek(p, 2).sort === 'month') return null;
    p.pos += 2;
  } else if (peek(p, 1).lemma === 'день' && peek(p, 2).lemma === 'каждый') {
    p.pos += 2;
  } else {
    return null;
  }
  const each = take(p, 'каждый');
  const unit = peek(p).lemma;
  const repeat = makeRepeat(null, { monthday: token.value });
  if (days.length > 0) repeat.monthdays = days;
  if (limit) repeat.limit = true;
  skipFirstMonth(p, repeat);
  if (unit === 'месяц' || unit === 'квартал') {
    p.pos += 1;
    if (each || isNextMonthAhead(p)) repeat.freq = unit === 'квартал' ? 'quarterly' : 'monthly';
    if (!each && repeat.freq === null) repeat.freq = unit === 'квартал' ? 'quarterly' : 'monthly';
    skipNextMonth(p, repeat);
  }
  return repeat;
}

function isLimit({ lemma }: Token): boolean {
  return lemma === 'до' || lemma === 'к' || lemma === 'по' || lemma === 'поздний';
}

/** The days before the last one of «1 и 15 числа»; stops at the last. */
function readDayList(p: Parse): number[] {
  const days: number[] = [];
  let at = 0;
  while ((peek(p, at + 1).lemma === 'и' || peek(p, at + 1).lemma === ',') && isMonthday(peek(p, at + 2))) {
    days.push(peek(p, at + 2).value);
    at += 2;
  }
  if (at === 0 || peek(p, at + 1).lemma !== 'число') return [];
  p.pos += at;
  return days;
}

/** «до 10 числа первого месяца квартала» */
function skipFirstMonth(p: Parse, repeat: Repeat): void {
  if (peek(p).sort !== 'ordinal' || peek(p, 1).lemma !== 'месяц') return;
  const each = peek(p, 2).lemma === 'каждый' ? 1 : 0;
  if (peek(p, 2 + each).lemma !== 'квартал') return;
  p.pos += 3 + each;
  repeat.freq = 'quarterly';
  repeat.codes.push('part_of_each');
}

/** «с 1 по 10 число каждого месяца», «5-10 числа»: a stretch of days, of which a repeat holds none. */
export function readMonthdays(p: Parse): Repeat | null {
  take(p, 'с');
  const first = peek(p);
  const { lemma } = peek(p, 1);
  const last = peek(p, 2);
  const joined = lemma === 'по' || lemma === 'до' || lemma === '-';
  const isSpan = isMonthday(first) && joined && isMonthday(last) && first.value < last.value;
  if (!isSpan || peek(p, 3).lemma !== 'число' || peek(p, 4).sort === 'month') return null;
  p.pos += 4;
  const each = take(p, 'каждый');
  const month = take(p, 'месяц');
  return makeRepeat(each || month ? 'monthly' : null, { codes: ['part_of_each'] });
}

function isMonthday(token: Token): boolean {
  return (token.sort === 'number' || token.sort === 'ordinal') && token.value >= 1 && token.value <= 31;
}

/** «до конца каждого месяца», «в последний день квартала», «в конце каждой четверти». */
function readMonthEdge(p: Parse): Repeat | null {
  const { lemma } = peek(p);
  const working = peek(p, 1).lemma === 'рабочий';
  const lastDay = lemma === 'последний' && peek(p, working ? 2 : 1).lemma === 'день';
  if (!lastDay && lemma !== 'конец' && lemma !== 'начало' && lemma !== 'середина') return null;
  const exact = lastDay || (lemma === 'конец' && (peek(p, -1).lemma === 'до' || peek(p, -1).lemma === 'к'));
  const at = lastDay ? (working ? 3 : 2) : 1;
  const each = peek(p, at).lemma === 'каждый';
  const adjective = each && (peek(p, at + 1).lemma === 'учебный' || peek(p, at + 1).lemma === 'календарный');
  const unit = peek(p, at + (each ? 1 : 0) + (adjective ? 1 : 0)).lemma;
  const freq = UNIT_FREQUENCY[unit];
  if (freq === undefined || freq === 'daily') return null;
  if (!each && !(lastDay && unit === 'месяц'))
    return exact || !lastDay ? readLooseEdge(p, at, freq, exact) : null;
  p.pos += at + (each ? 2 : 1) + (adjective ? 1 : 0);
  const repeat = makeRepeat(freq, { codes: working ? ['part_of_each'] : [] });
  if (exact && freq === 'monthly') repeat.monthday = -1;
  else repeat.codes.push('part_of_each');
  if (unit === 'четверть') repeat.codes.push('school_quarter');
  return repeat;
}

/** «до конца месяца», «в конце четверти»: which one is not said, so that it may be each. */
function readLooseEdge(p: Parse, at: number, freq: Frequency, exact: boolean): Repeat | null {
  const unit = peek(p, at).lemma;
  const after = peek(p, at + 1);
  if (freq === 'yearly' || freq === 'weekly') return null;
  if (after.sort === 'month' || after.sort === 'roman' || after.sort === 'number' || after.sort === 'unknown')
    return null;
  p.pos += at + 1;
  if (freq === 'monthly' && exact) return makeRepeat(null, { monthday: -1, limit: true });
  const repeat = makeRepeat(freq, { codes: ['part_of_each'] });
  if (unit === 'четверть' || unit === 'триместр') repeat.codes.push('school_quarter');
  return repeat;
}

function isNextMonthAhead(p: Parse): boolean {
  const at = peek(p).lemma === ',' ? 1 : 0;
  return peek(p, at).lemma === 'следующий';
}

function skipNextMonth(p: Parse, repeat: Repeat): void {
  if (!isNextMonthAhead(p)) return;
  repeat.codes.push('following_month');
  take(p, ',');
  take(p, 'следующий');
  if (take(p, 'за')) {
    while (peek(p).lemma === 'отчетный' || UNIT_FREQUENCY[peek(p).lemma]) {
      if (peek(p).lemma === 'квартал') repeat.freq = 'quarterly';
      p.pos += 1;
    }
  }
}
