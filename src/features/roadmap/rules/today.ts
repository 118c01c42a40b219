import { isOverdue, type StepState } from '#src/features/roadmap/rules/state.ts';

/** Where an occurrence stands in «Сегодня». */
export type Bucket = 'overdue' | 'this_week' | 'next' | 'running' | 'later';

/** How far «Дальше» looks, days after this week. */
export const NEXT_DAYS = 21;

/** Monday and Sunday of the week of an ISO day. */
export function weekOf(day: string): { start: string; end: string } {
  const date = Temporal.PlainDate.from(day);
  const monday = date.subtract({ days: date.dayOfWeek - 1 });
  return { start: monday.toString(), end: monday.add({ days: 6 }).toString() };
}

/**
 * The bucket of an open occurrence. A span that has begun and ends later is running; one whose last day or first day
 * falls into the week asks for attention this week.
 */
export function bucketOf(
  occurrence: { state: StepState; startsOn: string; dueOn: string },
  today: string,
): Bucket {
  if (isOverdue(occurrence.state, occurrence.dueOn, today)) return 'overdue';
  const week = weekOf(today);
  if (occurrence.dueOn <= week.end) return 'this_week';
  if (occurrence.startsOn >= week.start && occurrence.startsOn <= week.end) return 'this_week';
  if (occurrence.startsOn < week.start) {
    const soon = Temporal.PlainDate.from(week.end).add({ days: NEXT_DAYS }).toString();
    return occurrence.dueOn <= soon ? 'next' : 'running';
  }
  const horizon = Temporal.PlainDate.from(week.end).add({ days: NEXT_DAYS }).toString();
  return occurrence.startsOn <= horizon ? 'next' : 'later';
}

/** Last days of the quarters of a span, each clipped to it: the days by which a continuous activity asks for a note. */
export function noteDays(span: { start: string; end: string }): string[] {
  const end = Temporal.PlainDate.from(span.end);
  const days: string[] = [];
  let cursor = Temporal.PlainDate.from(span.start);
  while (Temporal.PlainDate.compare(cursor, end) <= 0) {
    const quarterMonth = Math.ceil(cursor.month / 3) * 3;
    const first = Temporal.PlainDate.from({ year: cursor.year, month: quarterMonth, day: 1 });
    const quarterEnd = first.with({ day: first.daysInMonth });
    days.push(Temporal.PlainDate.compare(quarterEnd, end) <= 0 ? quarterEnd.toString() : end.toString());
    cursor = quarterEnd.add({ days: 1 });
  }
  return days;
}

/** A span that long is work «в течение …»: it asks for a note each quarter. */
export const CONTINUOUS_DAYS = 150;

/** Whether a span of ISO days is that long. */
export function isContinuousSpan(startsOn: string, dueOn: string): boolean {
  return Temporal.PlainDate.from(startsOn).until(dueOn, { largestUnit: 'days' }).days >= CONTINUOUS_DAYS;
}

/**
 * The latest quarter's end, not after today, that has no note between it and the quarter's beginning; null when
 * every past quarter is told about.
 */
export function missingNote(
  span: { start: string; end: string },
  noteDates: readonly string[],
  today: string,
): string | null {
  let from = span.start;
  let missing: string | null = null;
  for (const day of noteDays(span)) {
    if (day > today) break;
    const [start, end] = [from, day];
    if (!noteDates.some((date) => date >= start && date <= end)) missing = day;
    from = Temporal.PlainDate.from(day).add({ days: 1 }).toString();
  }
  return missing;
}
