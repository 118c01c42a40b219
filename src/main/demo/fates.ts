/** What has become of an occurrence by the day of the demo. */
export type Fate = 'done' | 'partly' | 'moved' | 'started' | 'overdue' | 'running' | 'ahead';

export interface Dated {
  readonly startsOn: string | null;
  readonly dueOn: string | null;
}

/** Fates of the latest past rows, newest first, so that «Сегодня» has something of everything; older ones are done. */
const LATEST: readonly Fate[] = ['overdue', 'partly', 'moved', 'started'];

/**
 * Tells rows of a plan their fates on an ISO day. Past rows are done except the latest four; with fewer than five past
 * rows (the first days of a school year) only the very last is overdue, with a single one none.
 */
export function tellFates<Row extends Dated>(rows: readonly Row[], today: string): Map<Row, Fate> {
  const fates = new Map<Row, Fate>();
  const past = rows
    .filter(({ dueOn }) => dueOn !== null && dueOn < today)
    .toSorted((one, other) => (other.dueOn ?? '').localeCompare(one.dueOn ?? ''));
  const unfinished = past.length > LATEST.length ? LATEST.length : Math.min(1, past.length - 1);
  for (const [index, row] of past.entries()) {
    fates.set(row, (index < unfinished ? LATEST[index] : undefined) ?? 'done');
  }
  for (const row of rows) {
    if (fates.has(row)) continue;
    fates.set(row, row.startsOn !== null && row.startsOn <= today ? 'running' : 'ahead');
  }
  return fates;
}
