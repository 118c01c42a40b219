import type { Frequency } from './meaning.ts';
import type { ReasonCode } from './reasons.ts';
import type { Cursor } from './tokens.ts';

/** Year that the phrase does not say (taken from the document), and the one after it. */
export const UNSAID = -1;
export const NEXT = -2;

export type Grain = 'day' | 'week' | 'part' | 'month' | 'quarter' | 'half' | 'season' | 'schoolyear' | 'year';

/**
 * A stretch of the calendar as the phrase says it, years perhaps unsaid. `sd`/`ed` 0 is the last day of the month.
 * `em` before `sm` passes the new year.
 */
export interface Unit {
  grain: Grain;
  as: 'date' | 'by' | 'range' | 'from';
  sy: number;
  sm: number;
  sd: number;
  ey: number;
  em: number;
  ed: number;
  /** Said to repeat in each of these years («декабрь 2022–2024»); `sy` and `ey` are then those of the first. */
  years?: number[];
  /** The n-th weekday of the month: the days are found when the year is known. */
  nth?: { n: number; weekday: number };
  codes: readonly ReasonCode[];
  /** Other readings, each a unit in place of this one. */
  alternatives?: Unit[];
  /** What the unit is the n-th of: «I и II квартал» are of one family. */
  family: Family;
  /** A year told by its relation to another («года, предшествующего планируемому»). */
  everyYear?: boolean;
  /** Place among the clauses: white space only, comma, «и» … before it. */
  separator: Separator;
  /** School years over several calendar years, half of a school year: decided against the document. */
  flavour?: 'half' | 'winter' | 'document-end' | 'document-start';
}

export type Family =
  | 'none'
  | 'day'
  | 'week'
  | 'decade'
  | 'quarter'
  | 'half'
  | 'school quarter'
  | 'trimester'
  | 'weekday';

export type Separator = 'none' | 'comma' | 'and' | 'bracket' | 'semicolon';

export interface Repeat {
  freq: Frequency | null;
  times?: number;
  interval?: number;
  months?: number[];
  monthday?: number;
  /** Further days of «1 и 15 числа»: each is a repeat of its own. */
  monthdays?: number[];
  /** «до 15 числа» rather than «15 числа». */
  limit?: boolean;
  weekday?: string[];
  codes: ReasonCode[];
}

export type Clause =
  | { kind: 'units'; units: Unit[]; alternatives?: Unit[][]; separator: Separator }
  | { kind: 'repeat'; repeat: Repeat; separator: Separator }
  | {
      kind: 'continuous';
      scope: 'programme' | 'year' | 'open';
      /** «круглогодично»: through every year. */
      everyYear?: boolean;
      unit?: Unit;
      codes: readonly ReasonCode[];
      separator: Separator;
    }
  | {
      kind: 'event';
      start: number;
      end: number;
      codes: ReasonCode[];
      months?: number[];
      /** Names holidays or a feast: beside their days it says nothing more. */
      names?: boolean;
      unit?: Unit;
      separator: Separator;
    }
  | { kind: 'then'; separator: Separator };

/** State of one reading. */
export interface Parse extends Cursor {
  /** Why nothing can be understood, when a rule is certain of it («31.02.2023»). */
  problem: ReasonCode | null;
  codes: ReasonCode[];
  /** The weekday (1 Monday … 7) said beside a day; 0 none, −1 several. */
  weekday: number;
}

const NO_CODES: readonly ReasonCode[] = [];

/** A new unit from a day (month, day) to a day; every field is set, so that all units share one shape in memory. */
export function makeUnit(grain: Grain, sm: number, sd: number, em: number, ed: number): Unit {
  return {
    grain,
    as: grain === 'day' ? 'date' : 'range',
    sy: UNSAID,
    sm,
    sd,
    ey: UNSAID,
    em,
    ed,
    years: undefined,
    nth: undefined,
    codes: NO_CODES,
    alternatives: undefined,
    family: 'none',
    everyYear: undefined,
    separator: 'none',
    flavour: undefined,
  };
}

/** True when the unit's end stands earlier in the calendar than its start: it passes the new year. */
export function wrapsYear(unit: Unit): boolean {
  if (unit.em !== unit.sm) return unit.em < unit.sm;
  return unit.ed !== 0 && unit.ed < unit.sd;
}

/** One year for both ends, with respect to the new year between them. */
export function setYear(unit: Unit, year: number): Unit {
  return { ...unit, sy: year, ey: year > 0 && wrapsYear(unit) ? year + 1 : year };
}
