import { makeUnit } from '../draft.ts';
import type { Grain, Parse, Unit } from '../draft.ts';
import { peek, take } from '../tokens.ts';
import type { Token } from '../tokens.ts';
import { readMonth } from './months.ts';
import { applyYear, readYear, readYearUnit } from './years.ts';

/** Quarters, halves, school quarters, seasons, and parts of a month or a year. */
export function readPart(p: Parse): Unit | null {
  return readNumberedPart(p) ?? readVaguePart(p) ?? readSeason(p);
}

/** The number before «квартал», «неделя» …: a digit, a roman or an ordinal word; «последняя» is −1. */
export function readOrdinal(token: Token): number | null {
  if (token.sort === 'roman' || token.sort === 'ordinal') return token.value;
  if (token.sort === 'number' && token.digits === 1) return token.value;
  return token.lemma === 'последний' ? -1 : null;
}

/** «квартал II 2023» */
function readNumberAfter(p: Parse): Unit | null {
  const { lemma } = peek(p);
  const make = lemma === 'квартал' || lemma === 'полугодие' ? WHOLE[lemma] : undefined;
  const number = peek(p, 1);
  if (make === undefined || number.sort !== 'roman') return null;
  const unit = make(number.value);
  if (unit === null) return null;
  p.pos += 2;
  return applyYear(unit, readYear(p));
}

const WHOLE: Readonly<Record<string, (n: number) => Unit | null>> = {
  квартал: makeQuarter,
  полугодие: makeHalf,
  четверть: makeSchoolQuarter,
  триместр: makeTrimester,
};

function readNumberedPart(p: Parse): Unit | null {
  const from = p.pos;
  const n = readOrdinal(peek(p));
  if (n === null) return readNumberAfter(p);
  p.pos += 1;
  const unitName = peek(p).lemma;
  const make = WHOLE[unitName];
  if (make) {
    p.pos += 1;
    if (unitName === 'квартал' && take(p, '-')) p.pos += peek(p).sort === 'unknown' ? 1 : 0;
    const unit = make(n);
    if (unit) return applyYear(unit, readYear(p));
  } else if (
    unitName === 'декада' ||
    unitName === 'неделя' ||
    unitName === 'половина' ||
    unitName === 'число' ||
    (unitName === 'день' && peek(p).word !== 'день')
  ) {
    p.pos += 1;
    // «последние дни августа»
    const unit = readPartOf(p, n, unitName === 'день' ? 'число' : unitName);
    if (unit) return unit;
  } else if (peek(p).sort === 'weekday') {
    const weekday = peek(p).value;
    p.pos += 1;
    const month = readMonth(p);
    if (month && month.sm === month.em && n !== 0 && n <= 5) {
      return { ...month, grain: 'day', as: 'date', nth: { n, weekday }, family: 'weekday' };
    }
  }
  p.pos = from;
  return null;
}

export function makeQuarter(n: number): Unit | null {
  const number = n === -1 ? 4 : n;
  if (number < 1 || number > 4) return null;
  const unit = makeUnit('quarter', number * 3 - 2, 1, number * 3, 0);
  unit.family = 'quarter';
  return unit;
}

export function makeHalf(n: number): Unit | null {
  const number = n === -1 ? 2 : n;
  if (number < 1 || number > 2) return null;
  const unit = number === 1 ? makeUnit('half', 1, 1, 6, 30) : makeUnit('half', 7, 1, 12, 31);
  unit.flavour = 'half';
  unit.family = 'half';
  return unit;
}

/** School quarters by custom: September–October, November–December, January–March, April–May. */
export function makeSchoolQuarter(n: number): Unit | null {
  const bounds = (
    [
      [9, 10],
      [11, 12],
      [1, 3],
      [4, 5],
    ] as const
  )[n === -1 ? 3 : n - 1];
  if (!bounds) return null;
  const unit = makeUnit('quarter', bounds[0], 1, bounds[1], 0);
  unit.codes = ['school_quarter'];
  unit.family = 'school quarter';
  return unit;
}

/** School trimesters by custom: September–November, December–February, March–May. */
export function makeTrimester(n: number): Unit | null {
  const number = n === -1 ? 3 : n;
  if (number < 1 || number > 3) return null;
  const unit = makeUnit('quarter', [9, 12, 3][number - 1] ?? 9, 1, [11, 2, 5][number - 1] ?? 11, 0);
  unit.codes = ['school_quarter'];
  unit.family = 'trimester';
  return unit;
}

/** «первая декада мая», «3 неделя сентября», «вторая половина года», «первые числа июня». */
function readPartOf(p: Parse, n: number, name: string): Unit | null {
  const whole = readMonth(p) ?? (name === 'половина' ? readWholeForPart(p) : null);
  if (whole === null) {
    // A week or decade whose month only the document, or the word before it, can show.
    if (name !== 'неделя' && name !== 'декада' && !(name === 'половина' && isMonthlessAhead(p))) return null;
    take(p, 'месяц');
    return cutMonth(makeUnit('month', 0, 1, 0, 0), n, name);
  }
  return whole.sm === whole.em && whole.grain === 'month' ? cutMonth(whole, n, name) : cutYear(whole, n);
}

export function cutMonth(month: Unit, n: number, name: string): Unit | null {
  const cut = (from: number, to: number, grain: Grain): Unit => ({
    ...month,
    grain,
    sd: from,
    ed: to,
    as: 'range',
  });
  if (name === 'декада') {
    const index = n === -1 ? 3 : n;
    if (index < 1 || index > 3) return null;
    const unit = cut(index * 10 - 9, index === 3 ? 0 : index * 10, 'part');
    return { ...unit, family: 'decade' };
  }
  if (name === 'половина') {
    const index = n === -1 ? 2 : n;
    return index === 1 || index === 2 ? cut(index === 1 ? 1 : 16, index === 1 ? 15 : 0, 'part') : null;
  }
  if (name === 'число') {
    const vague = n === -1 ? cut(25, 0, 'part') : n === 1 ? cut(1, 5, 'part') : null;
    return vague && { ...vague, codes: [...vague.codes, 'vague_part'] };
  }
  const week = cutWeek(month, n);
  return week && { ...week, family: 'week' };
}

function cutWeek(month: Unit, n: number): Unit | null {
  const codes = [...month.codes, 'week_of_month' as const];
  if (n === -1) return { ...month, grain: 'week', sd: -7, ed: 0, as: 'range', codes };
  if (n < 1 || n > 5) return null;
  return { ...month, grain: 'week', sd: n * 7 - 6, ed: n === 5 ? 0 : n * 7, as: 'range', codes };
}

/** Half of a year, of a school year. */
function cutYear(whole: Unit, n: number): Unit | null {
  if (n !== 1 && n !== 2) return null;
  if (whole.grain === 'schoolyear') {
    const [start, end] = n === 1 ? ([9, 12] as const) : ([1, 5] as const);
    const year = whole.sy < 0 ? whole.sy : n === 1 ? whole.sy : whole.ey;
    return { ...makeUnit('half', start, 1, end, 31), sy: year, ey: year };
  }
  if (whole.grain !== 'year' || whole.ey !== whole.sy) return null;
  const half = makeHalf(n);
  return half && { ...half, flavour: undefined, sy: whole.sy, ey: whole.ey };
}

/** «(вторая половина)», «конец месяца» */
function isMonthlessAhead(p: Parse): boolean {
  const { sort, lemma } = peek(p);
  return sort === 'end' || lemma === ')' || lemma === 'месяц';
}

const VAGUE = new Set(['начало', 'середина', 'конец']);

/** «начало октября», «середина мая», «конец года»: ten days of a month, two months of a year. */
function readVaguePart(p: Parse): Unit | null {
  const from = p.pos;
  const name = peek(p).lemma;
  if (!VAGUE.has(name)) return null;
  p.pos += 1;
  // «начало – середина октября»
  const isRun = peek(p).lemma === '-' && VAGUE.has(peek(p, 1).lemma);
  const last = isRun ? peek(p, 1).lemma : name;
  if (isRun) p.pos += 2;
  const monthless = isMonthlessAhead(p);
  const whole = monthless ? makeUnit('month', 0, 1, 0, 0) : readWholeForPart(p);
  if (monthless) take(p, 'месяц');
  const unit = whole && cutVagueRun(whole, name, last);
  if (unit && whole) {
    return {
      ...unit,
      as: 'range',
      codes: [...unit.codes, 'vague_part'],
      family: 'none',
      alternatives: monthless ? undefined : [whole],
    };
  }
  p.pos = from;
  return null;
}

function cutVagueRun(whole: Unit, first: string, last: string): Unit | null {
  const start = cutVague(whole, first);
  if (start === null || first === last) return start;
  const end = cutVague(whole, last);
  return end && { ...end, sm: start.sm, sd: start.sd, sy: start.sy };
}

function cutVague(whole: Unit, name: string): Unit | null {
  if (whole.grain === 'month' && whole.sm === whole.em) {
    const [sd, ed] = name === 'начало' ? [1, 10] : name === 'середина' ? [11, 20] : [21, 0];
    return { ...whole, grain: 'part', sd: sd ?? 1, ed: ed ?? 0 };
  }
  if (whole.grain === 'year' && whole.sy === whole.ey) {
    const [sm, em] = name === 'начало' ? [1, 2] : name === 'середина' ? [6, 7] : [11, 12];
    return { ...whole, grain: 'part', sm: sm ?? 1, em: em ?? 12, ed: 0 };
  }
  if (whole.grain === 'schoolyear') {
    const month = name === 'начало' ? 9 : name === 'середина' ? 1 : 5;
    const year = whole.sy < 0 ? whole.sy : month === 9 ? whole.sy : whole.ey;
    return { ...whole, grain: 'part', sm: month, em: month, ed: 0, sy: year, ey: year };
  }
  if (whole.grain === 'quarter' || whole.grain === 'half' || whole.grain === 'season') {
    if (name === 'середина') return null;
    return name === 'начало'
      ? { ...whole, grain: 'part', em: whole.sm, ed: 0, ey: whole.sy }
      : { ...whole, grain: 'part', sm: whole.em, sd: 1, sy: whole.ey };
  }
  return null;
}

/** What «начало», «конец», «половина» may be of. */
export function readWholeForPart(p: Parse): Unit | null {
  const month = readMonth(p);
  if (month) return month;
  const part = readNumberedPart(p) ?? readSeason(p) ?? readYearUnit(p);
  if (part) return part;
  if (take(p, 'год')) return makeUnit('year', 1, 1, 12, 31);
  return null;
}

const SEASON_MONTHS = [
  [12, 2],
  [3, 5],
  [6, 8],
  [9, 11],
] as const;

function readSeason(p: Parse): Unit | null {
  const token = peek(p);
  const bounds = token.sort === 'season' ? SEASON_MONTHS[token.value - 1] : undefined;
  if (!bounds) return null;
  const adjective = token.word.endsWith('ий') || token.word.endsWith('го') || token.word.endsWith('ем');
  if (adjective && peek(p, 1).lemma !== 'период') return null;
  // «осенне-зимний период»: the first half of the word, the dash makes the span.
  if (token.word.endsWith('не') && !(peek(p, 1).lemma === '-' && peek(p, 2).sort === 'season')) return null;
  p.pos += adjective ? 2 : 1;
  const unit = makeUnit('season', bounds[0], 1, bounds[1], 0);
  const spec = readYear(p);
  const dated = applyYear(unit, spec);
  const single = spec?.kind === 'plain' && spec.list.length === 1;
  if (token.value === 1 && single) {
    return {
      ...dated,
      codes: [...dated.codes, 'winter_year'],
      alternatives: [{ ...dated, sy: dated.ey, ey: dated.ey + 1 }],
    };
  }
  return dated;
}
