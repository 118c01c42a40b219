import { addDays, addMonths, daysBetween, weekdayOf } from '#src/ui/days.ts';

/** Weeks of a month («2022-09») from Monday to Sunday; days of the neighbours fill the first and the last week. */
export function weeksOf(month: string): readonly (readonly string[])[] {
  const first = `${month}-01`;
  const weekday = weekdayOf(first);
  if (weekday === null) return [];
  const last = addDays(`${addMonths(month, 1)}-01`, -1);
  const weeks: string[][] = [];
  for (let monday = addDays(first, 1 - weekday); monday <= last; monday = addDays(monday, 7)) {
    weeks.push(Array.from({ length: 7 }, (_, position) => addDays(monday, position)));
  }
  return weeks;
}

/** Months («2022-09») that a period touches; at most 120, a longer one is cut. */
export function monthsBetween(from: string, to: string): readonly string[] {
  const months: string[] = [];
  for (
    let month = from.slice(0, 7);
    month <= to.slice(0, 7) && months.length < 120;
    month = addMonths(month, 1)
  ) {
    months.push(month);
  }
  return months;
}

/** Where a bar stands on a scale of whole months: shares of the width, cut to the scale; null when outside. */
export function placeOnScale(
  bar: { readonly from: string; readonly to: string },
  months: readonly string[],
): { readonly start: number; readonly width: number } | null {
  const firstMonth = months[0];
  const lastMonth = months.at(-1);
  if (firstMonth === undefined || lastMonth === undefined) return null;
  const scaleStart = `${firstMonth}-01`;
  const scaleEnd = `${addMonths(lastMonth, 1)}-01`;
  const total = daysBetween(scaleStart, scaleEnd);
  const from = daysBetween(scaleStart, bar.from);
  const until = daysBetween(scaleStart, bar.to);
  if (total === null || from === null || until === null || until < 0 || from >= total || until < from)
    return null;
  const start = Math.max(0, from);
  // The last day counts whole: a bar of one day is one day wide.
  const end = Math.min(total, until + 1);
  return { start: start / total, width: (end - start) / total };
}
