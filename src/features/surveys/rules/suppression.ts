import type { Side } from '#src/features/programmes/rules/sides.ts';
import type { Answers } from '#src/features/surveys/rules/model.ts';

/** No group of an anonymous wave with fewer answers is ever shown apart. */
export const GROUP_FLOOR = 5;
/** Nothing is claimed about a change on fewer pairs. */
export const PAIRS_FLOOR = 10;

/** What answers are grouped by. */
export interface Group {
  readonly classLabel: string;
  readonly side: Side | null;
  readonly form: string | null;
}

/** One text for one combination of labels. */
export const keyOfGroup = ({ classLabel, side, form }: Group): string =>
  JSON.stringify([classLabel, side, form]);
const nothing: Group = { classLabel: '', side: null, form: null };

/**
 * Groups of the answers, made coarse until every combination that is left has at least `floor` answers: first the class is
 * dropped, then the form, then the side; if those without any label are still too few, the smallest other group joins them.
 *
 * Every figure that can be asked for is then a sum over whole combinations, and so is the difference of any two: nothing
 * smaller than `floor` comes out by subtracting either. With fewer than `floor` answers altogether all are without labels,
 * and the wave shows nothing.
 */
export function coarsen(groups: readonly Group[], floor = GROUP_FLOOR): readonly Group[] {
  let now = [...groups];
  const steps: readonly ((group: Group) => Group)[] = [
    (group) => ({ ...group, classLabel: '' }),
    (group) => ({ ...group, classLabel: '', form: null }),
    () => nothing,
  ];
  for (const step of steps) {
    const counts = countBy(now);
    now = now.map((group) => ((counts.get(keyOfGroup(group)) ?? 0) < floor ? step(group) : group));
  }
  for (;;) {
    const counts = countBy(now);
    const bare = counts.get(keyOfGroup(nothing)) ?? 0;
    if (bare === 0 || bare >= floor) return now;
    const [smallest] = [...counts]
      .filter(([key]) => key !== keyOfGroup(nothing))
      .toSorted(([a, x], [b, y]) => x - y || (a < b ? -1 : 1));
    if (smallest === undefined) return now;
    now = now.map((group) => (keyOfGroup(group) === smallest[0] ? nothing : group));
  }
}

function countBy(groups: readonly Group[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const group of groups) counts.set(keyOfGroup(group), (counts.get(keyOfGroup(group)) ?? 0) + 1);
  return counts;
}

/**
 * How many pairs to leave out of a comparison of two anonymous waves, so that the comparison beside each wave's own figures
 * tells nothing of a few: those who answered one wave only, together with the pairs left out, must be nobody or `floor`
 * at least, on both sides. 0 to `floor`.
 */
export function pairsToLeaveOut(onlyBefore: number, onlyAfter: number, floor = GROUP_FLOOR): number {
  for (let left = 0; left < floor; left += 1) {
    const isSafe = (rest: number): boolean => rest + left === 0 || rest + left >= floor;
    if (isSafe(onlyBefore) && isSafe(onlyAfter)) return left;
  }
  return floor;
}

export interface AnswerPair {
  readonly before: Answers;
  readonly after: Answers;
}
