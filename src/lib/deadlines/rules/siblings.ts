import { makeUnit, UNSAID } from '../draft.ts';
import type { Unit } from '../draft.ts';
import { makeDay } from './dates.ts';
import { cutMonth, makeHalf, makeQuarter, makeSchoolQuarter, makeTrimester } from './parts.ts';
import { toSchoolHalf } from './years.ts';

/** The unit of the same family, month and years with another number: «15» beside «20 мая 2023», «I» beside «II квартал». */
export function makeSibling(unit: Unit, n: number): Unit | null {
  const sibling = makeNumbered(unit, n);
  if (sibling === null || unit.family === 'half') return sibling;
  sibling.sy = unit.sy;
  sibling.ey = unit.ey;
  sibling.years = unit.years;
  sibling.everyYear = unit.everyYear;
  return sibling;
}

function makeNumbered(unit: Unit, n: number): Unit | null {
  switch (unit.family) {
    case 'day':
      return n >= 1 && n <= 31 ? makeDay(n, unit.sm, UNSAID) : null;
    case 'quarter':
      return makeQuarter(n);
    case 'school quarter':
      return makeSchoolQuarter(n);
    case 'trimester':
      return makeTrimester(n);
    case 'half':
      return makeSiblingHalf(unit, n);
    case 'decade':
      return cutMonth(makeUnit('month', unit.sm, 1, unit.em, 0), n, 'декада');
    case 'week':
      return cutMonth(makeUnit('month', unit.sm, 1, unit.em, 0), n, 'неделя');
    case 'weekday':
      return unit.nth && n <= 5 ? { ...unit, nth: { ...unit.nth, n } } : null;
    case 'none':
      return null;
  }
}

/** The other half of the same calendar or school year. */
function makeSiblingHalf(unit: Unit, n: number): Unit | null {
  const half = makeHalf(n);
  if (half === null) return null;
  if (unit.sm === 9 || unit.em === 5) {
    return toSchoolHalf(half, unit.sm === 9 || unit.sy < 0 ? unit.sy : unit.sy - 1);
  }
  return { ...half, flavour: unit.flavour, sy: unit.sy, ey: unit.ey, years: unit.years };
}
