import type { Parse, Repeat } from '../draft.ts';
import { peek, take } from '../tokens.ts';
import { makeRepeat } from './frequencies.ts';
import { isDayAndMonthAhead, skipClock } from './noise.ts';
import { readOrdinal } from './parts.ts';

const WEEKDAY_CODES = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

/** Weekdays in a row, «по понедельникам и средам», with the month's count when an ordinal stood before. */
export function readWeekdayRun(p: Parse, ordinal: number | null): Repeat | null {
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

export function readWeekdays(p: Parse): Repeat | null {
  const preposition = peek(p).lemma;
  // «по вт. и чт.»
  const short = peek(p, 1).lemma === 'weekday' && peek(p, 1).word.length === 2;
  if (preposition === 'по' && (short || peek(p, 1).lemma === 'weekdays')) {
    p.pos += 1;
    return readWeekdayRun(p, null);
  }
  return null;
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
