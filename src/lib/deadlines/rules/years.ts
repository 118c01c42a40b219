import { makeUnit, NEXT, setYear, UNSAID, wrapsYear } from '../draft.ts';
import type { Parse, Unit } from '../draft.ts';
import { peek, take } from '../tokens.ts';
import type { Token } from '../tokens.ts';

/** The year or years said beside a month or alone. */
export interface YearSpec {
  kind: 'plain' | 'school' | 'this' | 'next' | 'last' | 'every';
  /** «учебный год», also when no number stands before it. */
  school: boolean;
  /** Single years or, with `span`, the first and the last of a run. */
  list: number[];
  span: boolean;
  /** The word «год» or its abbreviation was there. */
  worded: boolean;
  /** «годы», «гг.» rather than «год». */
  plural: boolean;
  /** A number of two digits without «г.» beside it. */
  uncertain: boolean;
}

const RELATIVE: Readonly<Record<string, 'this' | 'next' | 'last'>> = {
  этот: 'this',
  отчетный: 'this',
  следующий: 'next',
  новый: 'next',
  прошлый: 'last',
};

export function isYearNumber(token: Token): boolean {
  return token.sort === 'number' && token.digits === 4 && token.value >= 1990 && token.value <= 2100;
}

function isShortYear(token: Token): boolean {
  return token.sort === 'number' && token.digits === 2;
}

/** Reads the year beside a unit; `alone` when it is the whole unit, so that a bare two-digit number is none. */
export function readYear(p: Parse, alone = false): YearSpec | null {
  const from = p.pos;
  const { sort } = peek(p);
  if (sort === 'number') return readNumberedYear(p, alone);
  if (sort !== 'word' && sort !== 'mark') return null;
  if (
    !alone &&
    (peek(p).lemma === 'в' || peek(p).lemma === ',') &&
    isYearNumber(peek(p, 1)) &&
    peek(p, 2).lemma === 'год'
  ) {
    p.pos += 1;
  }
  const bracket = !alone && peek(p).lemma === '(' && isYearNumber(peek(p, 1));
  if (bracket) p.pos += 1;
  const spec = readRelativeYear(p) ?? readNumberedYear(p, alone);
  if (spec === null || (bracket && !take(p, ')'))) {
    p.pos = from;
    return null;
  }
  return spec;
}

function readRelativeYear(p: Parse): YearSpec | null {
  const relative = RELATIVE[peek(p).lemma];
  const next = relative === undefined ? 0 : 1;
  const school = peek(p, next).lemma === 'учебный';
  const calendar = peek(p, next).lemma === 'календарный';
  const at = next + (school || calendar ? 1 : 0);
  if (peek(p, at).lemma !== 'год') return null;
  if (relative === undefined && !school && !calendar) {
    // «до 1 декабря года, предшествующего планируемому»: a year told by another one.
    const after = peek(p, 1).lemma === ',' ? peek(p, 2) : peek(p, 1);
    if (!after.word.startsWith('предшеств') && !(after.lemma === 'следующий' && peek(p, 1).lemma === ','))
      return null;
    p.pos = p.tokens.length;
    return makeSpec('every', [], false);
  }
  p.pos += at + 1;
  const spec = makeSpec(relative ?? 'this', [], school);
  spec.plural = false;
  return spec;
}

function makeSpec(kind: YearSpec['kind'], list: number[], school: boolean): YearSpec {
  return { kind, school, list, span: false, worded: true, plural: false, uncertain: false };
}

function readNumberedYear(p: Parse, alone: boolean): YearSpec | null {
  const from = p.pos;
  if (peek(p).lemma === "'" || peek(p).lemma === '’') p.pos += 1;
  const first = peek(p);
  const short = isShortYear(first);
  if (!isYearNumber(first) && !short) {
    p.pos = from;
    return null;
  }
  p.pos += 1;
  const spec = makeSpec('plain', [short ? 2000 + first.value : first.value], false);
  spec.worded = false;
  skipYearWord(p, spec);
  if (!readYearRun(p, spec, short)) readYearList(p, spec, short);
  const schoolAt = peek(p).lemma === 'учебный' && peek(p, 1).lemma === '/' ? 2 : 1;
  const startsSchool = peek(p).lemma === 'учебный';
  if (startsSchool && peek(p, schoolAt).lemma === 'год') {
    p.pos += schoolAt + 1;
    spec.kind = 'school';
    spec.school = true;
    spec.worded = true;
    spec.plural =
      ['годы', 'годов', 'годах', 'годам', 'гг', 'года'].includes(peek(p, -1).word) &&
      peek(p, -1).word !== 'года';
  } else if (peek(p).lemma === 'календарный' && peek(p, 1).lemma === 'год') {
    p.pos += 2;
    spec.worded = true;
  } else {
    skipYearWord(p, spec);
  }
  const quoted = peek(p, from - p.pos).sort === 'mark';
  if (short && !spec.worded && !quoted) {
    // «май 23» may be a year; alone, or before a month or a dash, a number of two digits is none.
    const after = peek(p);
    if (alone || spec.span || (after.sort !== 'end' && after.lemma !== ')' && after.lemma !== ',')) {
      p.pos = from;
      return null;
    }
    spec.uncertain = true;
  }
  if (short && alone && !spec.school && !spec.worded) {
    p.pos = from;
    return null;
  }
  return spec;
}

function skipYearWord(p: Parse, spec: YearSpec): void {
  while (peek(p).lemma === 'год' && !isSchoolYearAhead(p)) {
    const { word } = peek(p);
    spec.plural ||=
      spec.worded ||
      word === 'гг' ||
      word === 'годы' ||
      word === 'годов' ||
      word === 'годах' ||
      word === 'годам';
    spec.worded = true;
    p.pos += 1;
  }
}

function isSchoolYearAhead(p: Parse): boolean {
  return peek(p).lemma === 'учебный';
}

/** «2022–2024», «2022/23», «22-23 уч. г.»: the second year after a dash or a slash. */
function readYearRun(p: Parse, spec: YearSpec, short: boolean): boolean {
  const sign = peek(p).lemma;
  if (sign !== '-' && sign !== '/') return false;
  const second = peek(p, 1);
  const after = peek(p, 2);
  const first = spec.list[0] ?? 0;
  if (after.lemma === '.' && peek(p, 3).sort === 'number') return false;
  if (after.sort === 'month' || after.lemma === '-') return false;
  let last = 0;
  if (isYearNumber(second)) last = second.value;
  else if (isShortYear(second)) {
    last = 2000 + second.value;
    const worded = after.lemma === 'год' || after.lemma === 'учебный';
    if (!worded && (short || last !== first + 1)) return false;
  }
  if (last === 0) return false;
  spec.list.push(last);
  spec.span = true;
  p.pos += 2;
  return true;
}

/** «2023, 2024», «2022 и 2023 гг.» */
function readYearList(p: Parse, spec: YearSpec, short: boolean): void {
  if (short) return;
  while (peek(p).lemma === ',' || peek(p).lemma === 'и') {
    const next = peek(p, 1);
    const after = peek(p, 2);
    const isDate =
      after.lemma === '.' || after.sort === 'month' || after.lemma === '-' || after.lemma === '/';
    if (!isYearNumber(next) || isDate) return;
    spec.list.push(next.value);
    p.pos += 2;
  }
}

/** Puts the year that was said into a new unit of months or days; the unit itself may be changed. */
export function applyYear(unit: Unit, spec: YearSpec | null): Unit {
  if (spec === null) return unit;
  if (spec.kind === 'every') return { ...unit, everyYear: true, codes: [...unit.codes, 'relative_year'] };
  if (spec.kind === 'next') return { ...unit, sy: NEXT, ey: NEXT };
  if (spec.kind === 'this' || spec.kind === 'last') {
    if (spec.school && unit.grain === 'half') return toSchoolHalf(unit, UNSAID);
    return unit.flavour === 'half' ? { ...unit, flavour: undefined } : unit;
  }
  const first = spec.list[0] ?? 0;
  if (spec.school) {
    if (unit.grain === 'half') return toSchoolHalf(unit, first);
    const toYear = (month: number): number => (month >= 9 ? first : first + 1);
    return { ...unit, sy: toYear(unit.sm), ey: toYear(unit.em) };
  }
  if (spec.list.length === 1) {
    const dated = setEndYear(unit, first);
    return spec.uncertain
      ? { ...dated, codes: [...unit.codes, 'year_or_day'], alternatives: readAsDay(unit, first) }
      : dated;
  }
  const last = spec.list.at(-1) ?? first;
  if (spec.span && wrapsYear(unit) && last === first + 1) return { ...unit, sy: first, ey: last };
  if (spec.span && last === first + 1 && unit.family === 'half') {
    // «I полугодие 2022/2023»: beside a half two years in a row are a school year.
    const halves = { ...setYear(unit, first), flavour: undefined, years: [first, last] };
    const school = toSchoolHalf(unit, first);
    return { ...school, codes: [...unit.codes, 'school_half_or_calendar'], alternatives: [halves] };
  }
  const years = spec.span ? listYears(first, last) : spec.list;
  const dated = setYear(unit, first);
  if (!spec.span) return { ...dated, years };
  const through: Unit = { ...dated, ey: last };
  if (
    unit.grain === 'month' ||
    unit.grain === 'quarter' ||
    unit.grain === 'half' ||
    unit.grain === 'season'
  ) {
    // «декабрь 2022–2024» runs to the end of 2024, «август 2023–2024» to August 2024, as careful readers take them.
    if (unit.sm === 12) through.em = 12;
    return {
      ...dated,
      years,
      codes: [...unit.codes, 'month_in_each_year'],
      alternatives: [{ ...through, as: 'range' }],
    };
  }
  return { ...dated, years };
}

function readAsDay(unit: Unit, year: number): Unit[] {
  const day = year - 2000;
  if (unit.grain !== 'month' || day < 1 || day > 31) return [];
  return [makeUnit('day', unit.sm, day, unit.sm, day)];
}

function listYears(first: number, last: number): number[] {
  const years: number[] = [];
  for (let year = first; year <= last && years.length < 30; year += 1) years.push(year);
  return years;
}

/** A year said after a stretch that passes the new year is the year of its end. */
function setEndYear(unit: Unit, year: number): Unit {
  unit.sy = wrapsYear(unit) ? year - 1 : year;
  unit.ey = year;
  return unit;
}

/** First half of a school year: September to December; second: January to May. */
export function toSchoolHalf(unit: Unit, first: number): Unit {
  // The end of a half alone («до конца I полугодия») begins in its last month.
  const isFirst = unit.sm <= 6;
  const year = first === UNSAID ? UNSAID : isFirst ? first : first + 1;
  if (unit.grain === 'part') {
    const begins = unit.sm === 1 || unit.sm === 7;
    const month = isFirst ? (begins ? 9 : 12) : begins ? 1 : 5;
    return { ...unit, sm: month, sd: 1, em: month, ed: 0, sy: year, ey: year, flavour: undefined };
  }
  return isFirst
    ? { ...unit, sm: 9, sd: 1, em: 12, ed: 31, sy: year, ey: year, flavour: undefined }
    : { ...unit, sm: 1, sd: 1, em: 5, ed: 31, sy: year, ey: year, flavour: undefined };
}

/** A whole year or years, calendar or school, standing alone. */
export function readYearUnit(p: Parse): Unit | null {
  const from = p.pos;
  const spec = readYear(p, true);
  if (spec === null || spec.kind === 'every') {
    p.pos = from;
    return null;
  }
  if (spec.school) return makeSchoolYear(spec);
  const unit = makeUnit('year', 1, 1, 12, 31);
  if (spec.kind === 'next') return { ...unit, sy: NEXT, ey: NEXT };
  if (spec.kind !== 'plain') return unit;
  const first = spec.list[0] ?? 0;
  const last = spec.list.at(-1) ?? first;
  const dated: Unit = { ...unit, sy: first, ey: spec.span ? last : first };
  if (!spec.span && spec.list.length > 1) return { ...dated, years: spec.list };
  if (spec.worded) return dated;
  if (!spec.span) return { ...dated, codes: ['bare_year'] };
  const school = last === first + 1 ? [makeSchoolYear({ ...spec, school: true })] : [];
  return school.length > 0 ? { ...dated, codes: ['years_or_school_year'], alternatives: school } : dated;
}

function makeSchoolYear(spec: YearSpec): Unit {
  const unit = makeUnit('schoolyear', 9, 1, 5, 31);
  if (spec.kind === 'this') return unit;
  if (spec.kind === 'next' || spec.kind === 'last') return { ...unit, sy: NEXT, ey: NEXT };
  const first = spec.list[0] ?? 0;
  if (spec.list.length === 1) return { ...unit, sy: first, ey: first + 1, codes: ['school_year_unsaid'] };
  const last = spec.list.at(-1) ?? first + 1;
  const several = last > first + 1;
  return { ...unit, sy: first, ey: last, codes: several && !spec.plural ? ['school_year_over_years'] : [] };
}
