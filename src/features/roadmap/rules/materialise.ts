import type { Meaning, Period } from '#src/lib/deadlines/meaning.ts';
import { listOccurrences, type Occurrence } from '#src/lib/deadlines/occurrences.ts';
import type { Shift } from '#src/features/roadmap/rules/model.ts';

/** More repeats than this are one span of work with notes each quarter: nobody closes a daily duty 900 times. */
export const OCCURRENCE_LIMIT = 120;

export interface DatedOccurrence {
  /** Both null: no day is known (no deadline in the plan). */
  readonly startsOn: string | null;
  readonly dueOn: string | null;
}

/**
 * The occurrences that an approved activity begins with. A condition («по мере необходимости») has none until its
 * event happens; no deadline at all gives one without days, so that the work can still be closed and proved.
 * A meaning outside the roadmap's period keeps its days: the plan says so, and the linter has asked about it.
 */
export function materialise(
  meaning: Meaning | null,
  period: Period,
  shift: Shift,
  isWorkingDay: (day: string) => boolean,
): DatedOccurrence[] {
  if (meaning === null) return [{ startsOn: null, dueOn: null }];
  if (meaning.kind === 'event') return [];
  const occurrences = listOccurrences(meaning, period, { shift, isWorkingDay });
  if (occurrences.length === 0) return [{ startsOn: null, dueOn: null }];
  if (occurrences.length > OCCURRENCE_LIMIT) return [toDated(spanOf(occurrences))];
  return occurrences.map(toDated);
}

function spanOf(occurrences: readonly Occurrence[]): Occurrence {
  const start = occurrences.map((one) => one.start).toSorted()[0] ?? '';
  const end =
    occurrences
      .map((one) => one.end)
      .toSorted()
      .at(-1) ?? start;
  return { start, end };
}

function toDated(occurrence: Occurrence): DatedOccurrence {
  return { startsOn: occurrence.start, dueOn: occurrence.end };
}
