import type { Unit } from './draft.ts';
import type { Meaning, RecurringMeaning } from './meaning.ts';
import { listMonths, makeWindow, repeatYearly } from './place.ts';

export function joinRules(rules: readonly RecurringMeaning[]): Meaning {
  const [only] = rules;
  return only && rules.length === 1 ? only : { kind: 'set', items: [...rules] };
}

/**
 * The rule in the months and on the days of the units that repeat; several rules when they differ by more than the
 * month: «ежегодно до 15 октября и до 25 мая».
 */
export function spreadYearly(rule: RecurringMeaning, units: readonly Unit[]): RecurringMeaning[] {
  if (units.length === 0) return [rule];
  const byMonths = rule.freq === 'yearly' || units.every(isMonthList);
  const isOne = units.length === 1 || (byMonths && haveSameDay(units));
  if (isOne) {
    if (byMonths) mergeYearly(rule, units);
    else if (units[0]) rule.window = makeWindow(units[0]);
    return [rule];
  }
  // The days tell how often.
  const { times: _times, ...base } = rule;
  return units.map((unit) => {
    const one = { ...base };
    if (byMonths) mergeYearly(one, [unit]);
    else one.window = makeWindow(unit);
    return one;
  });
}

/** True when the units differ by their months alone. */
function haveSameDay(units: readonly Unit[]): boolean {
  const [first, ...rest] = units.map(repeatYearly);
  const weekday = first?.weekday?.[0];
  return rest.every(
    (one) =>
      one.window === undefined &&
      first?.window === undefined &&
      one.monthday === first?.monthday &&
      one.weekday?.[0] === weekday,
  );
}

/** Single months beside «ежеквартально» are its months; a run of months is a window. */
function isMonthList(unit: Unit): boolean {
  return unit.grain === 'month' && unit.sm === unit.em;
}

/** Months, a day of the month or a window taken from units without regard to their year. */
export function mergeYearly(rule: RecurringMeaning, units: readonly Unit[]): void {
  const months: number[] = rule.months ? [...rule.months] : [];
  for (const unit of units) {
    const wholeMonths = unit.sd === 1 && unit.ed === 0 && unit.as === 'range';
    if (wholeMonths) months.push(...listMonths(unit.sm, unit.em));
    else {
      const one = repeatYearly(unit);
      if (one.months) months.push(...one.months);
      if (one.monthday !== undefined) rule.monthday = one.monthday;
      if (one.weekday) rule.weekday = one.weekday;
      if (one.window) rule.window = one.window;
    }
  }
  if (months.length > 0) rule.months = [...new Set(months)];
}
