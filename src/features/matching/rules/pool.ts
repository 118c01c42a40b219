import { SolveCancelled, type Problem } from '#src/lib/assignment/model.ts';
import { findForm } from '#src/features/programmes/rules/forms.ts';
import type { MatchInput } from '#src/features/matching/rules/facts.ts';
import { placeCost, unmatchedCostOf } from '#src/features/matching/rules/costs.ts';
import { createJudge, judgePairs } from '#src/features/matching/rules/judgements.ts';
import { createPairs, type PairFacts } from '#src/features/matching/rules/pair.ts';
import { createShortlist, type Shortlist } from '#src/features/matching/rules/shortlist.ts';
import { RULE_IDS, type MatchSettings, type RuleId } from '#src/features/matching/rules/settings.ts';

/** Pools up to so many pairs are looked at pair by pair; larger ones through a list by words. */
export const WHOLE_POOL = 3_000_000;
/** Candidates of one mentee that are kept in a large pool, at first. */
export const SHORT_LIST = 20;

/** The two of a mark, by their people. */
export interface PairKey {
  readonly menteeId: string;
  readonly mentorId: string;
}

export interface Marks {
  /** Pairs that must be. */
  readonly pins: readonly PairKey[];
  /** Pairs that must not be. */
  readonly bans: readonly PairKey[];
}

/** How many pairs a rule keeps apart. */
export interface RuleBlock {
  readonly rule: RuleId;
  readonly pairs: number;
}

/** A pool with its costs, ready to be solved. Rows of the problem are mentees without a pin, in the order of the input. */
export interface Pool {
  readonly problem: Problem;
  /** Row of the problem → place among the mentees of the input. */
  readonly menteeOfRow: readonly number[];
  readonly pinned: readonly { readonly mentee: number; readonly mentor: number }[];
  /** Pairs that the rules let through, whatever the lists keep. */
  readonly allowed: number;
  /** How many of the pairs that were looked at each rule keeps apart, the most first. */
  readonly blocks: readonly RuleBlock[];
  /**
   * In a large pool: no candidate that was left out of the list of a row costs less than this; null when nothing was left out.
   */
  readonly cutCosts: Float64Array | null;
  readonly pairAt: (mentee: number, mentor: number) => PairFacts;
}

/** How many mentees more a mentor may have: as offered, and as the forms of the draft allow. */
export function placesOf(
  mentor: MatchInput['mentors'][number],
  settings: Pick<MatchSettings, 'forms'>,
): number {
  const limits = settings.forms
    .filter(({ form }) => mentor.forms.length === 0 || mentor.forms.includes(form))
    .filter(({ form }) => findForm(form)?.mentorKinds.some((kind) => mentor.kinds.includes(kind)) === true)
    .map(({ limit }) => limit ?? Number.POSITIVE_INFINITY);
  if (limits.length === 0) return Math.max(0, mentor.limit - mentor.taken);
  return Math.max(0, Math.min(mentor.limit, Math.max(...limits)) - mentor.taken);
}

/** The least group of a mentor: only when every form open to them is one of groups. */
function minimumOf(mentor: MatchInput['mentors'][number], { forms }: MatchSettings): number {
  const open = forms.filter(({ form }) => mentor.forms.length === 0 || mentor.forms.includes(form));
  if (open.length === 0 || open.some(({ isGroup }) => !isGroup)) return 0;
  return Math.min(...open.map(({ groupMinimum }) => groupMinimum));
}

export type JudgeAll = typeof judgePairs;

export interface BuildOptions {
  /** Times the usual list, by row, in a large pool. */
  readonly widen?: ReadonlyMap<number, number>;
  /** As `SolveOptions` has it. */
  readonly progress?: ((share: number) => boolean) | undefined;
  /** How the pairs of a pool that is not large are judged: `judgePairs`, or one that remembers. */
  readonly judgeAll?: JudgeAll | undefined;
}

/**
 * The pool as a problem of assignment: pairs that the rules let through with their costs, places with theirs. Takes settings
 * that are sound and marks that were checked.
 */
export function buildPool(
  input: MatchInput,
  settings: MatchSettings,
  marks: Marks,
  { widen, progress, judgeAll = judgePairs }: BuildOptions = {},
): Pool {
  const { mentees, mentors } = input;
  const pairAt = createPairs(input);
  const menteeAt = new Map(mentees.map(({ personId }, at) => [personId, at]));
  const mentorAt = new Map(mentors.map(({ personId }, at) => [personId, at]));
  const pinned = marks.pins.flatMap(({ menteeId, mentorId }) => {
    const [mentee, mentor] = [menteeAt.get(menteeId), mentorAt.get(mentorId)];
    return mentee === undefined || mentor === undefined ? [] : [{ mentee, mentor }];
  });
  const pinnedMentees = new Set(pinned.map(({ mentee }) => mentee));
  const pinsOf = new Map<number, number>();
  for (const { mentor } of pinned) pinsOf.set(mentor, (pinsOf.get(mentor) ?? 0) + 1);
  const banned = new Set(
    marks.bans.map(
      ({ menteeId, mentorId }) =>
        (menteeAt.get(menteeId) ?? -1) * mentors.length + (mentorAt.get(mentorId) ?? -1),
    ),
  );
  const menteeOfRow = mentees.flatMap((_, at) => (pinnedMentees.has(at) ? [] : [at]));
  const capacities = Uint32Array.from(mentors, (mentor, at) =>
    Math.max(0, placesOf(mentor, settings) - (pinsOf.get(at) ?? 0)),
  );
  const isLarge = mentees.length * mentors.length > WHOLE_POOL;
  const shortlist: Shortlist | null = isLarge ? createShortlist(input, settings) : null;
  const judgeOne = isLarge ? createJudge(input, settings, pairAt) : null;
  const judgements = isLarge ? null : judgeAll(input, settings, progress);
  const offsets = new Uint32Array(menteeOfRow.length + 1);
  const columns: number[] = [];
  const costs: number[] = [];
  const cutCosts = isLarge ? new Float64Array(menteeOfRow.length).fill(Number.POSITIVE_INFINITY) : null;
  let allowed = 0;
  const counts = new Float64Array(RULE_IDS.length);
  const judge = (mentee: number, mentor: number): number | null => {
    const at = mentee * mentors.length + mentor;
    if (banned.has(at)) return null;
    const judgement = judgements?.[at] ?? judgeOne?.(mentee, mentor) ?? 0;
    if (judgement >= 0) return judgement;
    const broken = ~judgement;
    for (let index = 0; index < RULE_IDS.length; index += 1) {
      if ((broken & (1 << index)) !== 0) counts[index] = (counts[index] ?? 0) + 1;
    }
    return null;
  };
  for (const [row, mentee] of menteeOfRow.entries()) {
    if (shortlist === null) {
      for (let mentor = 0; mentor < mentors.length; mentor += 1) {
        const cost = judge(mentee, mentor);
        if (cost === null) continue;
        columns.push(mentor);
        costs.push(cost);
        allowed += 1;
      }
    } else {
      if (row % 256 === 0 && progress?.(row / menteeOfRow.length) === false) throw new SolveCancelled();
      const kept = shortlist(mentee, SHORT_LIST * (widen?.get(row) ?? 1), judge);
      for (const { mentor, cost } of kept.candidates) {
        columns.push(mentor);
        costs.push(cost);
      }
      allowed += kept.candidates.length;
      if (cutCosts !== null) cutCosts[row] = kept.cutCost;
    }
    offsets[row + 1] = columns.length;
  }
  const minimums = mentors.map((mentor, at) =>
    Math.max(0, Math.min(minimumOf(mentor, settings), capacities[at] ?? 0) - (pinsOf.get(at) ?? 0)),
  );
  const problem: Problem = {
    menteeCount: menteeOfRow.length,
    mentorCount: mentors.length,
    offsets,
    mentors: Uint32Array.from(columns),
    costs: Int32Array.from(costs),
    capacities,
    unmatchedCosts: Int32Array.from(menteeOfRow, (mentee) => unmatchedCostOf(mentees[mentee]?.urgency ?? 2)),
    placeCosts: placesWithCosts(input, settings, capacities, pinsOf),
    ...(minimums.some((least) => least > 1) ? { minimums: Uint32Array.from(minimums) } : {}),
  };
  const blocks = RULE_IDS.map((rule, index) => ({ rule, pairs: counts[index] ?? 0 }))
    .filter(({ pairs }) => pairs > 0)
    .toSorted((a, b) => b.pairs - a.pairs);
  return { problem, menteeOfRow, pinned, allowed, blocks, cutCosts, pairAt };
}

function placesWithCosts(
  { mentors }: MatchInput,
  settings: MatchSettings,
  capacities: Uint32Array,
  pinsOf: ReadonlyMap<number, number>,
): NonNullable<Problem['placeCosts']> {
  const offsets = new Uint32Array(mentors.length + 1);
  const costs: number[] = [];
  for (const [at, mentor] of mentors.entries()) {
    const load = mentor.taken + (pinsOf.get(at) ?? 0);
    // One more than there are: what a place more would cost.
    for (let place = 0; place <= (capacities[at] ?? 0); place += 1)
      costs.push(placeCost(load + place, settings.weights));
    offsets[at + 1] = costs.length;
  }
  return { offsets, costs: Int32Array.from(costs) };
}
