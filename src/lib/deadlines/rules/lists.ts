import { UNSAID, wrapsYear } from '../draft.ts';
import type { Unit } from '../draft.ts';
import { mergeRange } from './ranges.ts';

export interface Sequence {
  units: Unit[];
  alternatives: Unit[][];
}

function isOpen(unit: Unit): boolean {
  return unit.sy === UNSAID && unit.ey === UNSAID && unit.everyYear !== true;
}

/** «октябрь, ноябрь 2022»: a year said once serves its neighbours, over the new year too. */
export function fillYears(units: Unit[]): void {
  for (let i = units.length - 2; i >= 0; i -= 1) {
    const unit = units[i];
    const right = units[i + 1];
    if (!unit || !right || !isOpen(unit) || right.sy < 0 || right.as === 'from' || right.grain === 'year')
      continue;
    if (right.grain === 'schoolyear') continue;
    if (unit.codes.length > 0 && right.grain === 'day')
      unit.codes = unit.codes.filter((code) => code !== 'number_or_date');
    const later = unit.sm > right.sm;
    const wraps = wrapsYear(unit) ? 1 : 0;
    const sy = right.years ? right.sy : right.sy - (later ? 1 : 0);
    units[i] = { ...unit, sy, ey: sy + wraps, ...(right.years && !unit.years ? { years: right.years } : {}) };
  }
  for (let i = 1; i < units.length; i += 1) {
    const unit = units[i];
    const left = units[i - 1];
    if (
      !unit ||
      !left ||
      !isOpen(unit) ||
      left.ey < 0 ||
      left.grain === 'year' ||
      left.grain === 'schoolyear'
    )
      continue;
    const sy = left.ey + (unit.sm < left.em ? 1 : 0);
    units[i] = { ...unit, sy, ey: sy + (wrapsYear(unit) ? 1 : 0) };
  }
}

/** True when the month of one of the units is not said: «3 декада». */
export function hasMonthless(units: readonly Unit[]): boolean {
  for (const unit of units) if (unit.sm === 0) return true;
  return false;
}

/** «октябрь, 3 декада», «1 неделя, сентябрь»: a part whose month is named beside it. */
export function placeInMonths(units: Unit[]): Unit[] {
  if (!hasMonthless(units)) return units;
  const months = units.filter((unit) => isPlainMonth(unit) && unit.sm !== 0);
  const [month] = months;
  if (month === undefined || months.some((one) => one.sm !== month.sm)) return units;
  if (!units.every((unit) => unit.sm === 0 || isPlainMonth(unit))) return units;
  const { sm, em, sy, ey, separator } = month;
  return units
    .filter((unit) => unit.sm === 0)
    .map((unit, i) => ({ ...unit, sm, em, sy, ey, separator: i === 0 ? separator : unit.separator }));
}

/** «2022–2023, 2023–2024 учебные годы»: the word at the end serves all. */
export function settleSchoolYears(units: Unit[]): void {
  for (let i = units.length - 2; i >= 0; i -= 1) {
    const unit = units[i];
    const school = unit?.codes.includes('years_or_school_year') === true ? unit.alternatives?.[0] : undefined;
    if (unit && school && units[i + 1]?.grain === 'schoolyear')
      units[i] = { ...school, separator: unit.separator };
  }
}

const NONE: Unit[][] = [];

/** Months side by side without a sign: «Май июль 2007 года», «март апрель май». */
export function judgeBareMonths(units: Unit[]): Sequence {
  if (units.length < 2) return { units, alternatives: NONE };
  const bare = units.every((unit, i) => isPlainMonth(unit) && (i === 0 || unit.separator === 'none'));
  const first = units[0];
  const last = units.at(-1);
  if (!bare || !first || !last || units.some((unit, i) => i > 0 && isRepeated(unit, units[i - 1]))) {
    return { units: dropCoveredMonths(units), alternatives: [] };
  }
  const span = mergeRange(first, last);
  if (span === null) return { units, alternatives: [] };
  if (units.length === 2) {
    return { units: [{ ...span, codes: [...span.codes, 'hyphen_lost'] }], alternatives: [units] };
  }
  const marked = units.map((unit, i) =>
    i === 0 ? { ...unit, codes: [...unit.codes, 'months_without_commas' as const] } : unit,
  );
  return { units: marked, alternatives: [[span]] };
}

function isPlainMonth(unit: Unit): boolean {
  return unit.grain === 'month' && unit.as === 'range' && unit.sm === unit.em && unit.years === undefined;
}

function isRepeated(unit: Unit, previous: Unit | undefined): boolean {
  return previous !== undefined && unit.sm === previous.sm;
}

/** «Август с 18 по 22 августа 2025 г.»: the month before its own days says nothing more. */
function dropCoveredMonths(units: Unit[]): Unit[] {
  return units.filter((unit, i) => {
    const next = units[i + 1];
    const covered =
      next && isPlainMonth(unit) && next.grain === 'day' && next.sm === unit.sm && next.em === unit.sm;
    return !(covered && next.separator === 'none' && next.as !== 'from' && next.sy === next.ey);
  });
}
