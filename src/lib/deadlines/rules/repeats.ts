import type { Parse, Repeat } from '../draft.ts';
import type { Frequency } from '../meaning.ts';
import { peek, take } from '../tokens.ts';
import { makeRepeat, readNumber, UNIT_FREQUENCY } from './frequencies.ts';
import { readMonthday, readMonthdays } from './monthdays.ts';
import { readOrdinal } from './parts.ts';
import { readNthWeekday, readWeekdayRun, readWeekdays } from './weekdays.ts';

type Reader = (p: Parse) => Repeat | null;

/** One clause that says how often: «ежемесячно», «2 раза в год», «каждый вторник», «20 числа каждого месяца». */
export function readRepeat(p: Parse): Repeat | null {
  const from = p.pos;
  const { sort, lemma } = peek(p);
  if (sort === 'frequency') return readFrequencyWord(p);
  const readers = READERS.get(lemma);
  if (readers === undefined) return null;
  for (const read of readers) {
    const repeat = read(p);
    if (repeat) return repeat;
    p.pos = from;
  }
  return null;
}

/** Readers, in their order, by the lemma that a clause may begin with. */
const READERS: ReadonlyMap<string, readonly Reader[]> = (() => {
  const readers = new Map<string, Reader[]>();
  const add = (read: Reader, lemmas: string): void => {
    for (const lemma of lemmas.split(' ')) readers.set(lemma, [...(readers.get(lemma) ?? []), read]);
  };
  add(readTimes, 'не минимум чем раз однажды дважды трижды # cardinal');
  add(readEvery, 'в на течение протяжение каждый');
  add(readWeekdays, 'по с в');
  add(readByUnits, 'по');
  add(readMonthday, 'не до к в по последний конец начало середина # ordinal');
  add(readMonthdays, 'с # ordinal');
  add(readNthWeekday, 'в последний # roman ordinal');
  return readers;
})();

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
  if (isSchoolPart(unit.lemma)) repeat.codes.push('school_quarter');
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

function isSchoolPart(lemma: string): boolean {
  return lemma === 'четверть' || lemma === 'триместр';
}

/** «по четвертям», «по полугодиям» */
function readByUnits(p: Parse): Repeat | null {
  const { lemma, word } = peek(p, 1);
  if (peek(p).lemma !== 'по' || !(word.endsWith('ам') || word.endsWith('ям'))) return null;
  const freq = UNIT_FREQUENCY[lemma];
  if (freq === undefined || freq === 'daily' || freq === 'yearly') return null;
  p.pos += 2;
  return makeRepeat(freq, { codes: isSchoolPart(lemma) ? ['school_quarter'] : [] });
}

/** «каждый месяц», «каждые две недели», «каждый вторник», «каждый сентябрь», «каждую осень». */
function readEvery(p: Parse): Repeat | null {
  if (!take(p, 'в')) take(p, 'на');
  if (!take(p, 'течение')) take(p, 'протяжение');
  if (!take(p, 'каждый')) return null;
  const length = readNumber(peek(p));
  if (length !== null) p.pos += 1;
  const ordinal = length === null ? readOrdinal(peek(p)) : null;
  const unit = peek(p, ordinal === null ? 0 : 1);
  if (unit.sort === 'weekday') {
    p.pos += ordinal === null ? 0 : 1;
    return readWeekdayRun(p, ordinal);
  }
  const day = length ?? ordinal ?? 0;
  if (unit.lemma === 'число' && day >= 1 && day <= 31) {
    p.pos += length === null ? 2 : 1;
    take(p, 'каждый');
    take(p, 'месяц');
    return makeRepeat('monthly', { monthday: day });
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
  const repeat = makeRepeat(freq, { codes: isSchoolPart(peek(p).lemma) ? ['school_quarter'] : [] });
  p.pos += 1;
  if (length !== null && length > 1) stretchInterval(repeat, length);
  return repeat;
}
