import { isRealDay } from '../calendar.ts';
import { makeUnit, UNSAID } from '../draft.ts';
import type { Parse, Unit } from '../draft.ts';
import { peek, take } from '../tokens.ts';
import type { Token } from '../tokens.ts';
import { takePlainYear } from './plain-years.ts';
import { applyYear, isYearNumber, readYear } from './years.ts';

/** A single day. Says so in `p.problem` when the digits are a date that no calendar has. */
export function readDay(p: Parse): Unit | null {
  return readNumericDate(p) ?? readIsoDate(p) ?? readWordedDay(p);
}

export function makeDay(d: number, m: number, year: number): Unit {
  const unit = makeUnit('day', m, d, m, d);
  unit.sy = year;
  unit.ey = year;
  unit.family = 'day';
  return unit;
}

/** Checks the day against the calendar, the year when it is said. */
function admitDay(p: Parse, d: number, m: number, year: number): Unit | null {
  if (!isRealDay({ y: year === UNSAID ? 0 : year, m, d })) {
    p.problem ??= 'impossible_date';
    return null;
  }
  return makeDay(d, m, year);
}

function isShortNumber(token: Token): boolean {
  return token.sort === 'number' && token.digits <= 2;
}

/** «01.09.2022», «1.9.22», «16.04. 2021», «05/09/2022», «05.09», «09.2022». */
function readNumericDate(p: Parse): Unit | null {
  const from = p.pos;
  const first = peek(p);
  if (!isShortNumber(first)) return null;
  const sign = peek(p, 1).lemma;
  const second = peek(p, 2);
  if (sign !== '.' && sign !== '/' && sign !== '-') return null;
  if (sign === '.' && isYearNumber(second) && !second.gap && peek(p, 3).lemma !== '.') {
    return readNumericMonth(p, first.value, second.value);
  }
  if (!isShortNumber(second) || (sign !== '.' && second.gap)) return null;
  const third = peek(p, 4);
  const full = peek(p, 3).lemma === sign || (sign === '.' && isYearNumber(peek(p, 3)) && peek(p, 3).gap);
  if (full) {
    const yearToken = peek(p, 3).lemma === sign ? third : peek(p, 3);
    const long = isYearNumber(yearToken);
    const short = sign === '.' && isShortNumber(yearToken) && yearToken.digits === 2 && !yearToken.gap;
    if (long || short) {
      if (sign !== '.' && !long) return null;
      p.pos += yearToken === third ? 5 : 4;
      // «1.2.10.3» is a number of a paragraph.
      if (peek(p).lemma === '.' && peek(p, 1).sort === 'number' && !peek(p, 1).gap) {
        p.pos = from;
        return null;
      }
      take(p, '.');
      const year = long ? yearToken.value : 2000 + yearToken.value;
      while (take(p, 'год')) take(p, '.');
      return admitDay(p, first.value, second.value, year) ?? undo(p, from);
    }
    if (yearToken.sort === 'number' && !yearToken.gap) return null;
  }
  if (sign === '-') return null;
  return readDayAndMonth(p, first, second, sign);
}

/** «05.09», «5.09»: a month in digits always has two, else it is a number of a paragraph. */
function readDayAndMonth(p: Parse, first: Token, second: Token, sign: string): Unit | null {
  const from = p.pos;
  if (sign !== '.' || second.digits !== 2 || second.gap || second.value === 0) return null;
  if (second.value > 12 || first.value === 0 || first.value > 31) return null;
  p.pos += 3;
  take(p, '.');
  // «15.10,2025»
  if (peek(p).lemma === ',' && isYearNumber(peek(p, 1)) && !peek(p, 1).gap) p.pos += 1;
  const spec = readYear(p);
  const unit = admitDay(p, first.value, second.value, UNSAID);
  if (unit === null) return undo(p, from);
  const dated = applyYear(unit, spec);
  const looksLikeNumber = spec === null && first.digits === 1 && second.value >= 10;
  return looksLikeNumber ? { ...dated, codes: [...dated.codes, 'number_or_date'] } : dated;
}

function readNumericMonth(p: Parse, month: number, year: number): Unit | null {
  if (month < 1 || month > 12) return null;
  p.pos += 3;
  while (take(p, 'год'));
  const unit = makeUnit('month', month, 1, month, 0);
  unit.sy = year;
  unit.ey = year;
  return unit;
}

function undo(p: Parse, pos: number): null {
  p.pos = pos;
  return null;
}

/** «2022-09-01», «2022.09.01» */
function readIsoDate(p: Parse): Unit | null {
  const from = p.pos;
  const year = peek(p);
  if (!isYearNumber(year)) return null;
  const month = peek(p, 2);
  const day = peek(p, 4);
  const sign = peek(p, 1).lemma;
  const isIso =
    (sign === '-' || sign === '.' || sign === '/') &&
    month.digits === 2 &&
    peek(p, 3).lemma === sign &&
    day.digits === 2 &&
    !month.gap &&
    !day.gap;
  if (!isIso) return null;
  p.pos += 5;
  return admitDay(p, day.value, month.value, year.value) ?? undo(p, from);
}

/** «25 ноября 2022 г.», «15-го июня», «первое сентября», «двадцать пятое мая». */
function readWordedDay(p: Parse): Unit | null {
  const from = p.pos;
  const day = readDayNumber(p);
  if (day === null) return null;
  take(p, '.');
  skipDayInWords(p, day);
  if (isDayNoun(peek(p))) p.pos += 1;
  // «27-сентября»
  if (peek(p).lemma === '-' && isGenitiveMonth(peek(p, 1))) p.pos += 1;
  const month = peek(p);
  const roman = month.sort === 'roman' && isYearNumber(peek(p, 1));
  if ((month.sort !== 'month' && !roman) || (peek(p).lemma === '-' && !roman)) return undo(p, from);
  p.pos += 1;
  take(p, '.');
  take(p, 'месяц');
  if (day >= 1 && day <= 31) {
    const plain = takePlainYear(p);
    if (plain > 0) return admitDay(p, day, month.value, plain) ?? undo(p, from);
  }
  const spec = readYear(p);
  if (day < 1 || day > 31) {
    p.problem ??= 'impossible_date';
    return undo(p, from);
  }
  const unit = makeDay(day, month.value, UNSAID);
  const years = spec?.kind === 'plain' && spec.list.length === 1 ? (spec.list[0] ?? 0) : 0;
  if (!isRealDay({ y: years, m: month.value, d: day })) {
    p.problem ??= 'impossible_date';
    return undo(p, from);
  }
  // A number of two digits after «25 ноября» is an hour or a room sooner than a year.
  if (spec?.uncertain === true) {
    p.pos -= 1;
    return unit;
  }
  return applyYear(unit, spec);
}

/** «20 (двадцатого) мая» */
function skipDayInWords(p: Parse, day: number): void {
  if (peek(p).lemma !== '(') return;
  const from = p.pos;
  p.pos += 1;
  if (readDayNumber(p) !== day || !take(p, ')')) p.pos = from;
}

function isDayNoun({ word }: Token): boolean {
  return word === 'числа' || word === 'число' || word === 'числу';
}

export function isGenitiveMonth({ sort, word }: Token): boolean {
  return sort === 'month' && (word.endsWith('я') || word.endsWith('а'));
}

/** A day as a number or as an ordinal word; the month follows it. */
export function readDayNumber(p: Parse): number | null {
  const token = peek(p);
  if (token.sort === 'number' && token.digits <= 2) {
    p.pos += 1;
    return token.value;
  }
  if (token.sort === 'ordinal') {
    p.pos += 1;
    return token.value;
  }
  if (token.lemma === 'tens' && peek(p, 1).sort === 'ordinal') {
    p.pos += 2;
    return token.value + peek(p, -1).value;
  }
  return null;
}
