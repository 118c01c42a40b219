import holidays from '#data/holidays/ru.json' with { type: 'json' };
import { findWeekday, moveDay, readIso, writeIso, type Day } from '#src/lib/deadlines/calendar.ts';

/** How an organization counts its working days. Days are ISO (`2024-04-27`). */
export interface CalendarOptions {
  /** Days a week: with five, Saturday is off. Five when not said. */
  readonly schoolWeek?: 5 | 6;
  /** The organization's own days: a working Saturday, a day off by a regional act. They win over everything. */
  readonly ownDays?: readonly OwnDay[];
}

export interface OwnDay {
  /** ISO day. */
  readonly day: string;
  readonly isWorking: boolean;
}

interface YearPlan {
  /** Days off by the Government's act or by the rule of article 112. */
  readonly extraOff: ReadonlySet<string>;
  /** Days of the weekly rest from which the rest was taken away. */
  readonly working: ReadonlySet<string>;
}

const SATURDAY = 6;
const SUNDAY = 7;
/** More days off in a row do not happen; own days that leave no working day stop here. */
const SEARCH_LIMIT_DAYS = 366;

const holidayByMonthDay = new Map(holidays.holidays.map((holiday) => [holiday.monthDay, holiday]));
const actByYear = new Map(Object.entries(holidays.years));
const planByKey = new Map<string, YearPlan>();

/**
 * Whether the Government's transfers of days off for this year are in the dictionary. For other years only the
 * rule of article 112 is known, so that a few days around holidays may differ from the official calendar.
 */
export function knowsTransfers(year: number): boolean {
  return actByYear.has(String(year));
}

/** Name of the public holiday that falls on this day, or null. */
export function findHoliday(day: string): string | null {
  return holidayByMonthDay.get(writeIso(parseDay(day)).slice(5))?.title ?? null;
}

/**
 * Whether the organization works on this day: not a day of weekly rest, not a public holiday (Labour Code,
 * art. 112), not a day that rest was moved to. Throws a RangeError on anything that is not a real ISO day.
 */
export function isWorkingDay(day: string, options: CalendarOptions = {}): boolean {
  const parsed = parseDay(day);
  const own = options.ownDays?.find((candidate) => candidate.day === day);
  if (own !== undefined) return own.isWorking;
  const week = options.schoolWeek ?? 5;
  if (holidayByMonthDay.has(day.slice(5))) return false;
  const plan = planYear(parsed.y, week);
  if (plan.extraOff.has(day)) return false;
  return !isRestDay(parsed, week) || plan.working.has(day);
}

/** The day itself when it is a working one, else the nearest working day after or before it. */
export function shiftToWorkingDay(
  day: string,
  direction: 'next' | 'previous',
  options: CalendarOptions = {},
): string {
  const step = direction === 'next' ? 1 : -1;
  let current = parseDay(day);
  for (let tried = 0; tried <= SEARCH_LIMIT_DAYS; tried += 1) {
    const iso = writeIso(current);
    if (isWorkingDay(iso, options)) return iso;
    current = moveDay(current, step);
  }
  return day;
}

/**
 * The working day that lies `count` working days after the day (before it when negative). The day itself is not
 * counted, as terms in days are counted from the day after (Labour Code, art. 14). Zero answers the day unchanged.
 */
export function addWorkingDays(day: string, count: number, options: CalendarOptions = {}): string {
  let current = parseDay(day);
  const step = count < 0 ? -1 : 1;
  let left = Math.abs(Math.trunc(count));
  let barren = 0;
  while (left > 0 && barren <= SEARCH_LIMIT_DAYS) {
    current = moveDay(current, step);
    if (isWorkingDay(writeIso(current), options)) {
      left -= 1;
      barren = 0;
    } else {
      barren += 1;
    }
  }
  return writeIso(current);
}

function parseDay(day: string): Day {
  const parsed = /^\d{4}-/.test(day) ? readIso(day) : null;
  if (parsed === null) throw new RangeError(`Not an ISO day: ${day}`);
  return parsed;
}

function isRestDay(day: Day, week: 5 | 6): boolean {
  const weekday = findWeekday(day);
  return weekday === SUNDAY || (week === 5 && weekday === SATURDAY);
}

/**
 * Article 112: a holiday that falls on a day of rest moves that rest to the next working day, except in the New
 * Year holidays, which the Government moves by an act. A transfer counts only for those whose day of rest it
 * takes: one from a Saturday means nothing where Saturdays are worked.
 */
function planYear(year: number, week: 5 | 6): YearPlan {
  const key = `${year}/${week}`;
  const known = planByKey.get(key);
  if (known !== undefined) return known;
  const transfers = (actByYear.get(String(year))?.transfers ?? []).filter(({ from }) =>
    isRestDay(parseDay(from), week),
  );
  const moved = new Set(transfers.map(({ from }) => from));
  const extraOff = new Set(transfers.map(({ to }) => to));
  for (const { monthDay, newYear } of holidays.holidays) {
    const iso = `${String(year).padStart(4, '0')}-${monthDay}`;
    const day = parseDay(iso);
    if (newYear || moved.has(iso) || !isRestDay(day, week)) continue;
    let target = moveDay(day, 1);
    while (
      isRestDay(target, week) ||
      holidayByMonthDay.has(writeIso(target).slice(5)) ||
      extraOff.has(writeIso(target))
    ) {
      target = moveDay(target, 1);
    }
    extraOff.add(writeIso(target));
  }
  const working = new Set([...moved].filter((iso) => !holidayByMonthDay.has(iso.slice(5))));
  const plan = { extraOff, working };
  planByKey.set(key, plan);
  return plan;
}
