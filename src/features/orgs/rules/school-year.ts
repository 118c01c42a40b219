/**
 * A school year runs from 1 September to 31 August and is named by the calendar year in which it begins:
 * 2026 is «2026/27».
 */
export const FIRST_SCHOOL_YEAR = 2015;

/** The school year that a day belongs to. */
export function schoolYearOf(day: { readonly year: number; readonly month: number }): number {
  return day.month >= 9 ? day.year : day.year - 1;
}

/** ISO days, both included. */
export function periodOfSchoolYear(year: number): { readonly from: string; readonly to: string } {
  return { from: `${year}-09-01`, to: `${year + 1}-08-31` };
}

/** «2026/27». */
export function formatSchoolYear(year: number): string {
  return `${year}/${String((year + 1) % 100).padStart(2, '0')}`;
}

/** The years offered for choice: from `years` before the current one to the next one, newest first. */
export function schoolYearsAround(current: number, before = 5): readonly number[] {
  return Array.from({ length: before + 2 }, (_, index) => current + 1 - index).filter(
    (year) => year >= FIRST_SCHOOL_YEAR,
  );
}

/** A year out of an address or a cookie, or the current one when it is none that can be shown. */
export function readSchoolYear(text: string | null | undefined, current: number): number {
  if (text === null || text === undefined || !/^\d{4}$/.test(text)) return current;
  const year = Number(text);
  return year >= FIRST_SCHOOL_YEAR && year <= current + 1 ? year : current;
}
