import type { Parse, Repeat } from '../draft.ts';
import type { Frequency } from '../meaning.ts';
import { peek, take } from '../tokens.ts';
import type { Token } from '../tokens.ts';
import { isDayAndMonthAhead, skipClock } from './noise.ts';
import { readOrdinal } from './parts.ts';

const WEEKDAY_CODES = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

const UNIT_FREQUENCY: Readonly<Record<string, Frequency>> = {
  день: 'daily',
  сутки: 'daily',
  неделя: 'weekly',
  месяц: 'monthly',
  квартал: 'quarterly',
  четверть: 'quarterly',
  полугодие: 'half-yearly',
  полгода: 'half-yearly',
  год: 'yearly',
};

/** One clause that says how often: «ежемесячно», «2 раза в год», «каждый вторник», «20 числа каждого месяца». */
export function readRepeat(p: Parse): Repeat | null {
  const from = p.pos;
  for (const read of READERS) {
    const repeat = read(p);
    if (repeat) return repeat;
    p.pos = from;
  }
  return null;
}

const READERS = [
  readFrequencyWord,
  readTimes,
  readEvery,
  readWeekdays,
  readMonthday,
  readMonthdays,
  readNthWeekday,
];

function makeRepeat(freq: Frequency | null, fields?: Partial<Repeat>): Repeat {
  return { freq, codes: [], ...fields };
}

function readFrequencyWord(p: Parse): Repeat | null {
  const token = peek(p);
  if (token.sort !== 'frequency') return null;
  p.pos += 1;
  return makeRepeat(token.lemma as Frequency);
}

/** «1 раз в квартал», «не реже двух раз в месяц», «дважды в год», «раз в две недели», «в год 2 раза». */
function readTimes(p: Parse): Repeat | null {
  const limit = peek(p).lemma === 'не' && ['реже', 'менее', 'чаще'].includes(peek(p, 1).lemma);
  if (limit) p.pos += 2;
  else take(p, 'минимум');
  take(p, 'чем');
  const times = readCount(p);
  if (times === null) return null;
  if (peek(p).lemma !== 'в' && peek(p).lemma !== 'за') return null;
  p.pos += 1;
  take(p, 'каждый');
  const length = readNumber(peek(p));
  if (length !== null) p.pos += 1;
  take(p, 'учебный');
  take(p, 'календарный');
  const unit = peek(p);
  const freq = UNIT_FREQUENCY[unit.lemma];
  if (freq === undefined) return null;
  p.pos += 1;
  const repeat = makeRepeat(freq);
  if (times > 1) repeat.times = times;
  if (length !== null && length > 1) stretchInterval(repeat, length);
  if (unit.lemma === 'четверть') repeat.codes.push('school_quarter');
  return repeat;
}

/** «раз в 3 месяца» is quarterly, «раз в 6 месяцев» half-yearly, the rest keep an interval. */
function stretchInterval(repeat: Repeat, length: number): void {
  if (repeat.freq === 'monthly' && length === 3) repeat.freq = 'quarterly';
  else if (repeat.freq === 'monthly' && length === 6) repeat.freq = 'half-yearly';
  else if (repeat.freq === 'monthly' && length === 12) repeat.freq = 'yearly';
  else repeat.interval = length;
}

function readCount(p: Parse): number | null {
  const { lemma } = peek(p);
  const adverb = lemma === 'однажды' ? 1 : lemma === 'дважды' ? 2 : lemma === 'трижды' ? 3 : 0;
  if (adverb > 0) {
    p.pos += 1;
    return adverb;
  }
  if (take(p, 'раз')) return 1;
  const first = readNumber(peek(p));
  if (first === null) return null;
  let count = first;
  let at = 1;
  // «1-2 раза в месяц»: at least the smaller number is sure.
  if (peek(p, 1).lemma === '-' && readNumber(peek(p, 2)) !== null) {
    count = Math.min(first, readNumber(peek(p, 2)) ?? first);
    at = 3;
  }
  if (peek(p, at).lemma !== 'раз') return null;
  p.pos += at + 1;
  return count;
}

export function readNumber(token: Token): number | null {
  if (token.sort === 'number') return token.value > 0 && token.value < 100 ? token.value : null;
  return token.sort === 'cardinal' && token.lemma === 'cardinal' ? token.value : null;
}

/** «каждый месяц», «каждые две недели», «каждый вторник», «каждый сентябрь», «каждую осень». */
function readEvery(p: Parse): Repeat | null {
  take(p, 'в');
  take(p, 'на');
  if (!take(p, 'каждый')) return null;
  const length = readNumber(peek(p));
  if (length !== null) p.pos += 1;
  const ordinal = length === null ? readOrdinal(peek(p)) : null;
  const unit = peek(p, ordinal === null ? 0 : 1);
  if (unit.sort === 'weekday') {
    p.pos += ordinal === null ? 0 : 1;
    return readWeekdayRun(p, ordinal);
  }
  if (length !== null && unit.lemma === 'число' && length <= 31) {
    p.pos += 1;
    return makeRepeat('monthly', { monthday: length });
  }
  if (ordinal !== null) return null;
  if (unit.sort === 'month') {
    p.pos += 1;
    return makeRepeat('yearly', { months: [unit.value] });
  }
  if (unit.sort === 'season') {
    p.pos += 1;
    const first = unit.value * 3 - 3;
    return makeRepeat('yearly', { months: [first === 0 ? 12 : first, first + 1, first + 2] });
  }
  take(p, 'учебный');
  take(p, 'календарный');
  take(p, 'рабочий');
  const freq = UNIT_FREQUENCY[peek(p).lemma];
  if (freq === undefined) return null;
  const repeat = makeRepeat(freq, { codes: peek(p).lemma === 'четверть' ? ['school_quarter'] : [] });
  p.pos += 1;
  if (length !== null && length > 1) stretchInterval(repeat, length);
  return repeat;
}

/** Weekdays in a row, «по понедельникам и средам», with the month's count when an ordinal stood before. */
function readWeekdayRun(p: Parse, ordinal: number | null): Repeat | null {
  const days: string[] = [];
  while (peek(p).sort === 'weekday') {
    days.push(`${ordinal ?? ''}${WEEKDAY_CODES[peek(p).value - 1] ?? ''}`);
    p.pos += 1;
    const more = (peek(p).lemma === ',' || peek(p).lemma === 'и') && peek(p, 1).sort === 'weekday';
    if (!more || ordinal !== null) break;
    p.pos += 1;
  }
  if (ordinal === null) return makeRepeat('weekly', { weekday: days });
  take(p, 'каждый');
  take(p, 'месяц');
  return makeRepeat('monthly', { weekday: days });
}

function readWeekdays(p: Parse): Repeat | null {
  const preposition = peek(p).lemma;
  if (preposition === 'по' && peek(p, 1).lemma === 'weekdays') {
    p.pos += 1;
    return readWeekdayRun(p, null);
  }
  return null;
}

/** «первый понедельник месяца», «в последнюю пятницу каждого месяца». */
function readNthWeekday(p: Parse): Repeat | null {
  take(p, 'в');
  take(p, 'во');
  const ordinal = readOrdinal(peek(p));
  if (ordinal === null || ordinal > 5 || peek(p, 1).sort !== 'weekday') return null;
  const at = peek(p, 2).lemma === 'каждый' ? 3 : 2;
  // «ежемесячно, последняя пятница»: beside a repeat the month needs no word.
  const last = peek(p, at).sort === 'end' || peek(p, at).lemma === ')';
  if (peek(p, at).lemma !== 'месяц' && !(last && p.pos > 1)) return null;
  p.pos += 1;
  return readWeekdayRun(p, ordinal);
}

/** «пятница», «в среду» beside a repeat or as the whole phrase; elsewhere a weekday only explains its date. */
export function readBareWeekdays(p: Parse, afterRepeat: boolean): Repeat | null {
  const from = p.pos;
  if (peek(p).lemma === 'в') p.pos += 1;
  if (peek(p).lemma === 'weekday') {
    const repeat = readWeekdayRun(p, null);
    const whole = peek(p).sort === 'end' || (!afterRepeat && skipClockOfWeekday(p));
    if (repeat && (afterRepeat || whole)) {
      if (!afterRepeat) repeat.codes.push('weekday_only');
      return repeat;
    }
  }
  p.pos = from;
  return null;
}

/** «вторник, 15.30»; «вторник, 15.10» is a date. */
function skipClockOfWeekday(p: Parse): boolean {
  const from = p.pos;
  take(p, ',');
  if (!isDayAndMonthAhead(p) && skipClock(p)) return true;
  p.pos = from;
  return false;
}

/** «20 числа каждого месяца», «до 5 числа месяца, следующего за отчётным», «в последний день месяца». */
function readMonthday(p: Parse): Repeat | null {
  const { lemma } = peek(p);
  if (lemma === 'не' && peek(p, 1).lemma === 'поздний') p.pos += 2;
  else if (lemma === 'до' || lemma === 'к' || lemma === 'в' || lemma === 'по') p.pos += 1;
  const edge = readMonthEdge(p);
  if (edge) return edge;
  const token = peek(p);
  if (!isMonthday(token)) return null;
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
  if (unit === 'месяц' || unit === 'квартал') {
    p.pos += 1;
    if (each || isNextMonthAhead(p)) repeat.freq = unit === 'квартал' ? 'quarterly' : 'monthly';
    if (!each && repeat.freq === null) repeat.freq = unit === 'квартал' ? 'quarterly' : 'monthly';
    skipNextMonth(p, repeat);
  }
  return repeat;
}

/** «с 1 по 10 число каждого месяца», «5-10 числа»: a stretch of days, of which a repeat holds none. */
function readMonthdays(p: Parse): Repeat | null {
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
  const lastDay = lemma === 'последний' && peek(p, 1).lemma === 'день';
  if (!lastDay && lemma !== 'конец' && lemma !== 'начало' && lemma !== 'середина') return null;
  const exact = lastDay || (lemma === 'конец' && (peek(p, -1).lemma === 'до' || peek(p, -1).lemma === 'к'));
  const at = lastDay ? 2 : 1;
  const each = peek(p, at).lemma === 'каждый';
  const unit = peek(p, at + (each ? 1 : 0)).lemma;
  if (!each && !(lastDay && unit === 'месяц')) return null;
  const freq = UNIT_FREQUENCY[unit];
  if (freq === undefined || freq === 'daily') return null;
  p.pos += at + (each ? 2 : 1);
  const repeat = makeRepeat(freq);
  if (exact && freq === 'monthly') repeat.monthday = -1;
  else repeat.codes.push('part_of_each');
  if (unit === 'четверть') repeat.codes.push('school_quarter');
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
