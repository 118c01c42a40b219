import { seriesYear } from '#src/features/documents/rules/numbering.ts';
import { seriesOfKind } from '#src/features/documents/rules/series.ts';
import { shiftToWorkingDay } from '#src/features/orgs/rules/calendar.ts';
import { schoolYearOf } from '#src/features/orgs/rules/school-year.ts';

/** The school year in which the demo stands, told from the day it is. */
export interface DemoYear {
  /** Calendar year in which it begins. */
  readonly start: number;
  /** ISO day. */
  readonly today: string;
}

export function demoYearOf(today: Temporal.PlainDate): DemoYear {
  return { start: schoolYearOf(today), today: today.toString() };
}

/** «Y0-09-12» → a day of the school year that begins in `start`; «{years}», «{Y0}», «{Y1}» → its words. */
export function placeYears(text: string, start: number): string {
  return text
    .replaceAll('{years}', `${start}/${start + 1}`)
    .replaceAll(/\{?Y0\}?/g, String(start))
    .replaceAll(/\{?Y1\}?/g, String(start + 1));
}

/** The day some days away, moved to a working day in the given direction. Days are ISO. */
export function workingDayNear(day: string, days: number, direction: 'next' | 'previous'): string {
  return shiftToWorkingDay(Temporal.PlainDate.from(day).add({ days }).toString(), direction);
}

export function earlierOf(one: string, other: string): string {
  return one < other ? one : other;
}

export interface Numbering {
  /** The number of a paper of this kind issued on this ISO day. */
  next(kind: string, issuedOn: string): string;
}

/**
 * Numbers as an office gives them: orders run through the calendar year («255-од»), other papers one after another
 * within their series, which begins anew when the series does.
 */
export function createNumbering(orderSuffix: string): Numbering {
  const taken = new Set<string>();
  return {
    next(kind, issuedOn) {
      const { dayOfYear } = Temporal.PlainDate.from(issuedOn);
      const isOrder = kind === 'order' || kind.startsWith('order.');
      const { key, restarts } = seriesOfKind(kind) ?? { key: kind, restarts: 'year' as const };
      const series = `${key} ${seriesYear(restarts, issuedOn)}`;
      let number = isOrder ? dayOfYear : 1;
      while (taken.has(`${series} ${number}`)) number += 1;
      taken.add(`${series} ${number}`);
      return isOrder ? `${number}-${orderSuffix}` : String(number);
    },
  };
}
