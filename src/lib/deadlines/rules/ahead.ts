import type { Parse } from '../draft.ts';
import { peek } from '../tokens.ts';

const BEFORE_DAYS = new Set(['с', 'до', 'к', 'в', 'по']);

/** A day in words or digits stands there, perhaps behind a preposition: «15 мая», «с 15.05», «с 1 по 5 мая». */
export function isDayAhead(p: Parse, ahead: number): boolean {
  const at = BEFORE_DAYS.has(peek(p, ahead).lemma) ? ahead + 1 : ahead;
  const day = peek(p, at);
  if (day.sort !== 'number' || day.digits > 2) return false;
  const next = peek(p, at + 1);
  if (next.sort === 'month') return true;
  const second = peek(p, at + 2);
  if (next.lemma === '.')
    return second.sort === 'number' && second.digits === 2 && !second.gap && second.value <= 12;
  const joined = next.lemma === '-' || next.lemma === 'по' || next.lemma === 'и' || next.lemma === ',';
  const last = peek(p, at + 3);
  return joined && second.sort === 'number' && (last.sort === 'month' || last.lemma === '.');
}

/** A time of the calendar begins there: a day, a month, a season, a quarter, «ежемесячно», «постоянно», «в течение года». */
export function isCalendarAhead(p: Parse, ahead: number): boolean {
  if (isDayAhead(p, ahead)) return true;
  const first = peek(p, ahead);
  if (first.lemma === 'не' && peek(p, ahead + 1).lemma === 'поздний') return isDayAhead(p, ahead + 2);
  const at = BEFORE_DAYS.has(first.lemma) ? ahead + 1 : ahead;
  const { sort, lemma } = peek(p, at);
  if (sort === 'month' || sort === 'frequency' || sort === 'season' || lemma === 'weekdays') return true;
  if (lemma === 'постоянно' || isRepeatAhead(p, ahead)) return true;
  const next = peek(p, at + 1);
  if (lemma === 'течение')
    return next.lemma === 'год' || (next.lemma === 'учебный' && peek(p, at + 2).lemma === 'год');
  if (sort === 'roman' || sort === 'ordinal' || sort === 'number')
    return next.lemma === 'квартал' || next.lemma === 'полугодие' || next.lemma === 'четверть';
  return lemma === 'начало' || lemma === 'конец' || lemma === 'середина' ? next.sort === 'month' : false;
}

/** «не реже 1 раза в …», «2 раза в …», «но не менее …» */
function isRepeatAhead(p: Parse, ahead: number): boolean {
  const but = peek(p, ahead).lemma === 'но' ? 1 : 0;
  const at = ahead + but;
  const limit = LIMITS.has(peek(p, at + 1).lemma);
  if (peek(p, at).lemma === 'не' && limit) {
    const times = peek(p, at + 2).lemma === 'раз' ? at + 2 : at + 3;
    return peek(p, times).lemma === 'раз' && peek(p, times + 1).lemma === 'в';
  }
  return peek(p, at + 1).lemma === 'раз' && peek(p, at + 2).lemma === 'в';
}

const LIMITS = new Set(['реже', 'менее', 'чаще']);
