import type { Clause, Parse, Repeat } from '../draft.ts';
import { peek, take } from '../tokens.ts';
import { makeRepeat } from './frequencies.ts';
import { isDayAndMonthAhead, skipClock } from './noise.ts';
import { readOrdinal } from './parts.ts';

const WEEKDAY_CODES = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

/** Weekdays in a row, «по понедельникам и средам», with the month's count when an ordinal stood before. */
export function readWeekdayRun(p: Parse, ordinal: number | null): Repeat | null {
  const days: string[] = [];
  while (peek(p).sort === 'weekday') {
    const { value } = peek(p);
    days.push(`${ordinal ?? ''}${WEEKDAY_CODES[value - 1] ?? ''}`);
    p.pos += 1;
    // «понедельник – пятница»
    const last = peek(p, 1);
    if (ordinal === null && peek(p).lemma === '-' && last.sort === 'weekday' && last.value > value) {
      days.push(...WEEKDAY_CODES.slice(value, last.value));
      p.pos += 2;
    }
    const more = (peek(p).lemma === ',' || peek(p).lemma === 'и') && peek(p, 1).sort === 'weekday';
    if (!more || ordinal !== null) break;
    p.pos += 1;
  }
  if (ordinal === null) return makeRepeat('weekly', { weekday: days });
  take(p, 'каждый');
  take(p, 'месяц');
  return makeRepeat('monthly', { weekday: days });
}

export function readWeekdays(p: Parse): Repeat | null {
  const preposition = peek(p).lemma;
  // «по вт. и чт.»
  const short = peek(p, 1).lemma === 'weekday' && peek(p, 1).word.length === 2;
  if (preposition === 'по' && (short || peek(p, 1).lemma === 'weekdays')) {
    p.pos += 1;
    return readWeekdayRun(p, null);
  }
  const last = peek(p, 3);
  // «с понедельника по пятницу»
  if (
    preposition === 'с' &&
    peek(p, 1).sort === 'weekday' &&
    peek(p, 2).lemma === 'по' &&
    last.sort === 'weekday'
  ) {
    const weekday = WEEKDAY_CODES.slice(peek(p, 1).value - 1, last.value);
    if (weekday.length < 2) return null;
    p.pos += 4;
    return makeRepeat('weekly', { weekday });
  }
  return preposition === 'по' || preposition === 'в' ? readWorkingDays(p) : null;
}

/** «по будням», «в рабочие дни», «по выходным дням» */
function readWorkingDays(p: Parse): Repeat | null {
  const { lemma, word } = peek(p, 1);
  const many = word.endsWith('е') || word.endsWith('и') || word.endsWith('м');
  const days = peek(p, 2).lemma === 'день' && peek(p, 2).word !== 'день';
  const isWorking = lemma === 'будни' || (lemma === 'рабочий' && days);
  if (!many || (!isWorking && lemma !== 'выходной')) return null;
  p.pos += days ? 3 : 2;
  return makeRepeat('weekly', { weekday: isWorking ? WEEKDAY_CODES.slice(0, 5) : WEEKDAY_CODES.slice(5) });
}

/** «первый понедельник месяца», «в последнюю пятницу каждого месяца». */
export function readNthWeekday(p: Parse): Repeat | null {
  take(p, 'в');
  take(p, 'во');
  const ordinals: number[] = [];
  for (;;) {
    const one = readOrdinal(peek(p));
    if (one === null || one > 5) return null;
    ordinals.push(one);
    const more = peek(p, 1).lemma === 'и' || peek(p, 1).lemma === ',';
    if (!more) break;
    p.pos += 2;
  }
  const ordinal = ordinals[0] ?? 1;
  if (peek(p, 1).sort !== 'weekday') return null;
  const at = peek(p, 2).lemma === 'каждый' ? 3 : 2;
  // «ежемесячно, последняя пятница»: beside a repeat the month needs no word.
  const last = peek(p, at).sort === 'end' || peek(p, at).lemma === ')';
  if (peek(p, at).lemma !== 'месяц' && !(last && p.pos > 1)) return null;
  p.pos += 1;
  const { value } = peek(p);
  const repeat = readWeekdayRun(p, ordinal);
  if (repeat && ordinals.length > 1)
    repeat.weekday = ordinals.map((n) => `${n}${WEEKDAY_CODES[value - 1] ?? ''}`);
  return repeat;
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

/** Weekdays that no day explains: «вторники октября», «вторник и четверг еженедельно», «1–15 октября, среда». */
export function readLooseWeekdays(p: Parse, last: Clause | undefined, inBracket: boolean): Repeat | null {
  const at = peek(p).lemma === 'в' ? 1 : 0;
  const { word } = peek(p, at);
  if (peek(p, at).sort !== 'weekday') return null;
  const unit = last?.kind === 'units' ? last.units.at(-1) : undefined;
  const plural = word.endsWith('ки') || word.endsWith('ги');
  // «с 29 октября (суббота) по 7 ноября (понедельник)»
  const explains = unit?.grain === 'day' && (unit.as !== 'range' || (inBracket && at === 0));
  if (explains && !plural) return null;
  const from = p.pos;
  p.pos += at;
  const repeat = readWeekdayRun(p, null);
  if (repeat === null || (unit === undefined && isDayAfterWeekday(p))) {
    p.pos = from;
    return null;
  }
  const many = plural || (PLURALS.has(word) && peek(p).sort === 'month');
  if (!many) repeat.codes.push('weekday_only');
  return repeat;
}

/** Plural, or the genitive of one: a month after it tells the plural. */
const PLURALS = new Set(['среды', 'пятницы', 'субботы', 'воскресенья']);

const AFTER_DAY = new Set(['.', '-', '/', ',', 'и', 'по']);

/** «среда, 17 декабря», «среда (17.12)», «пятница, до 15 мая»: the weekday belongs to the day that follows. */
function isDayAfterWeekday(p: Parse): boolean {
  let at = 0;
  while (peek(p, at).sort === 'mark' || peek(p, at).lemma === 'до' || peek(p, at).lemma === 'к') at += 1;
  const { sort } = peek(p, at);
  const after = peek(p, at + 1);
  if (sort === 'number')
    return peek(p, at).digits <= 2 && (after.sort === 'month' || AFTER_DAY.has(after.lemma));
  return (sort === 'ordinal' && after.sort === 'month') || peek(p, at).lemma === 'tens';
}
