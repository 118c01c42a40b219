import { costOfScore, placeCost, unmatchedCostOf } from '#src/features/matching/rules/costs.ts';
import { scoreOf } from '#src/features/matching/rules/criteria.ts';
import type { MatchInput } from '#src/features/matching/rules/facts.ts';
import { createPairs } from '#src/features/matching/rules/pair.ts';
import type { PairKey } from '#src/features/matching/rules/pool.ts';
import type { MatchSettings } from '#src/features/matching/rules/settings.ts';

/** The pairs of a draft with their scores, and its totals. */
export interface Judged {
  readonly pairs: readonly (PairKey & { readonly score: number })[];
  readonly totalCost: number;
  readonly worstScore: number | null;
  readonly meanScore: number | null;
  readonly mutual: number;
}

/**
 * Pairs judged by weights that may not be those they were made by, so that two drafts are measured by one measure. Pairs of people
 * who are not in the input are left out.
 */
export function judgePairs(
  input: MatchInput,
  { weights }: Pick<MatchSettings, 'weights'>,
  kept: readonly PairKey[],
): Judged {
  const pairAt = createPairs(input);
  const menteeAt = new Map(input.mentees.map(({ personId }, at) => [personId, at]));
  const mentorAt = new Map(input.mentors.map(({ personId }, at) => [personId, at]));
  const loads = new Map<number, number>();
  const served = new Set<string>();
  let [totalCost, mutual] = [0, 0];
  const pairs = kept.flatMap(({ menteeId, mentorId }) => {
    const [mentee, mentor] = [menteeAt.get(menteeId), mentorAt.get(mentorId)];
    if (mentee === undefined || mentor === undefined) return [];
    const pair = pairAt(mentee, mentor);
    const score = scoreOf(pair, weights);
    const load = loads.get(mentor) ?? pair.mentor.taken;
    loads.set(mentor, load + 1);
    served.add(menteeId);
    totalCost += costOfScore(score) + placeCost(load, weights);
    if (pair.links.menteeRank !== null && pair.links.mentorRank !== null) mutual += 1;
    return [{ menteeId, mentorId, score }];
  });
  for (const { personId, urgency } of input.mentees) {
    if (!served.has(personId)) totalCost += unmatchedCostOf(urgency);
  }
  const scores = pairs.map(({ score }) => score);
  return {
    pairs,
    totalCost,
    mutual,
    worstScore: scores.length === 0 ? null : Math.min(...scores),
    meanScore: scores.length === 0 ? null : scores.reduce((sum, score) => sum + score, 0) / scores.length,
  };
}

/** What became of one mentee between two proposals; a score is null without a pair. */
export interface MovedMentee {
  readonly menteeId: string;
  readonly before: { readonly mentorId: string; readonly score: number } | null;
  readonly after: { readonly mentorId: string; readonly score: number } | null;
}

export interface Comparison {
  readonly moved: readonly MovedMentee[];
  /** Difference of total cost: less is better, 10,000 is a whole pair. */
  readonly totalChange: number;
  readonly served: { readonly before: number; readonly after: number };
  readonly worst: { readonly before: number | null; readonly after: number | null };
  readonly mean: { readonly before: number | null; readonly after: number | null };
  readonly mutual: { readonly before: number; readonly after: number };
  /** The most mentees that a mentor has in the draft. */
  readonly busiest: { readonly before: number; readonly after: number };
}

function byMentee(proposal: Pick<Judged, 'pairs'>) {
  return new Map(proposal.pairs.map(({ menteeId, mentorId, score }) => [menteeId, { mentorId, score }]));
}

function busiestOf(proposal: Pick<Judged, 'pairs'>): number {
  const loads = new Map<string, number>();
  for (const { mentorId } of proposal.pairs) loads.set(mentorId, (loads.get(mentorId) ?? 0) + 1);
  return Math.max(0, ...loads.values());
}

/** Who differs between two proposals and what it costs whom; those whose score falls most first. */
export function compareProposals(before: Judged, after: Judged): Comparison {
  const [old, now] = [byMentee(before), byMentee(after)];
  const moved = [...new Set([...old.keys(), ...now.keys()])]
    .map((menteeId): MovedMentee => ({
      menteeId,
      before: old.get(menteeId) ?? null,
      after: now.get(menteeId) ?? null,
    }))
    .filter((one) => one.before?.mentorId !== one.after?.mentorId)
    .toSorted((a, b) => gainOf(a) - gainOf(b) || (a.menteeId < b.menteeId ? -1 : 1));
  return {
    moved,
    totalChange: after.totalCost - before.totalCost,
    served: { before: before.pairs.length, after: after.pairs.length },
    worst: { before: before.worstScore, after: after.worstScore },
    mean: { before: before.meanScore, after: after.meanScore },
    mutual: { before: before.mutual, after: after.mutual },
    busiest: { before: busiestOf(before), after: busiestOf(after) },
  };
}

/** How much better off a mentee is; without a pair the score counts as −1, below any pair. */
export function gainOf({ before, after }: MovedMentee): number {
  return (after?.score ?? -1) - (before?.score ?? -1);
}
