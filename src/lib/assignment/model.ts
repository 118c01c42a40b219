import { accept, refuse, type Result } from '#src/lib/result.ts';

/**
 * Who may be paired with whom, and at what cost. Mentees and mentors are numbers from 0. Costs are whole numbers of any
 * sign; smaller is better. The candidates of mentee `i` are `mentors[k]` at `costs[k]` for `offsets[i] <= k < offsets[i + 1]`.
 * A pinned pair is a list of one with a large `unmatchedCosts`, a forbidden one is left out: both are the caller's.
 */
export interface Problem {
  readonly menteeCount: number;
  readonly mentorCount: number;
  /** `menteeCount + 1` numbers, not falling, from 0 to the length of `mentors`. */
  readonly offsets: Uint32Array;
  readonly mentors: Uint32Array;
  readonly costs: Int32Array;
  /** How many mentees a mentor takes at most; 0 is nobody. */
  readonly capacities: Uint32Array;
  /** What it costs to leave a mentee without a mentor. */
  readonly unmatchedCosts: Int32Array;
  /**
   * What the mentor's first, second … place costs besides the pair: `costs[offsets[j]]` and on, at least as many as the
   * capacity, none cheaper than the one before (else the problem is not convex and no longer easy).
   */
  readonly placeCosts?: { readonly offsets: Uint32Array; readonly costs: Int32Array };
  /** A mentor takes at least so many mentees or none. Makes the problem NP-hard: see `solveWithMinimums`. */
  readonly minimums?: Uint32Array;
}

/** What proves a solution the best: prices at which nobody would rather have another pair. */
export interface Certificate {
  /** What each mentee costs at these prices: at most its cost unmatched, and at most cost and price of each candidate. */
  readonly menteeDuals: Float64Array;
  /** What a place with each mentor is worth at the margin, its own cost included. */
  readonly mentorPrices: Float64Array;
}

export interface Solution {
  /** The mentor of each mentee, -1 for none. */
  readonly mentorOf: Int32Array;
  /** Pairs, places and unmatched together. */
  readonly totalCost: number;
  readonly certificate: Certificate;
}

export interface SolveOptions {
  /** Called now and then with the share done, 0 to 1; answering false ends the work with a `SolveCancelled`. */
  readonly progress?: (share: number) => boolean;
}

/** Thrown through the whole depth of a solver whose `progress` answered false; nothing of the work is kept. */
export class SolveCancelled extends Error {
  constructor() {
    super('The assignment was cancelled');
    this.name = 'SolveCancelled';
  }
}

export const UNMATCHED = -1;

/** Costs beyond this are refused, so that sums and differences of costs and prices stay whole and exact. */
export const LARGEST_COST = 2 ** 30;
const LARGEST_TOTAL = 2 ** 50;

/**
 * The problem itself, or why it cannot be solved: `assignment.` `counts`, `offsets`, `lengths`, `unknown_mentor`,
 * `doubled_pair`, `cost_too_large`, `total_too_large`, `places`, `places_not_convex`, `minimum_above_capacity`, with the
 * numbers of the mentee or mentor (from 0) as facts. The solvers take for granted what is checked here.
 */
export function checkProblem(problem: Problem): Result<Problem> {
  const { menteeCount, mentorCount, offsets, mentors, costs, capacities, unmatchedCosts } = problem;
  if (!isCount(menteeCount) || !isCount(mentorCount))
    return refuse('assignment.counts', { menteeCount, mentorCount });
  if (
    mentors.length !== costs.length ||
    capacities.length !== mentorCount ||
    unmatchedCosts.length !== menteeCount ||
    (problem.minimums !== undefined && problem.minimums.length !== mentorCount)
  )
    return refuse('assignment.lengths', { pairs: mentors.length, costs: costs.length });
  const badRow = findBadOffset(offsets, menteeCount, mentors.length);
  if (badRow !== null) return refuse('assignment.offsets', { mentee: badRow });
  return checkPairs(problem) ?? checkPlaces(problem) ?? checkTotal(problem) ?? accept(problem);
}

function isCount(value: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= 2 ** 30;
}

/** The first row whose offset is wrong; null when all are in order. */
function findBadOffset(offsets: Uint32Array, rows: number, end: number): number | null {
  if (offsets.length !== rows + 1 || offsets[0] !== 0) return 0;
  for (let row = 0; row < rows; row += 1) if (offsets[row + 1]! < offsets[row]!) return row;
  return offsets[rows] === end ? null : Math.max(0, rows - 1);
}

function checkPairs({ menteeCount, mentorCount, ...lists }: Problem): Result<Problem> | null {
  const { offsets, mentors, costs, unmatchedCosts } = lists;
  const seenBy = new Int32Array(mentorCount).fill(-1);
  for (let mentee = 0; mentee < menteeCount; mentee += 1) {
    if (isTooLarge(unmatchedCosts[mentee]!)) return refuse('assignment.cost_too_large', { mentee });
    for (let k = offsets[mentee]!; k < offsets[mentee + 1]!; k += 1) {
      const mentor = mentors[k]!;
      if (mentor >= mentorCount) return refuse('assignment.unknown_mentor', { mentee, mentor });
      if (seenBy[mentor] === mentee) return refuse('assignment.doubled_pair', { mentee, mentor });
      if (isTooLarge(costs[k]!)) return refuse('assignment.cost_too_large', { mentee, mentor });
      seenBy[mentor] = mentee;
    }
  }
  return null;
}

function isTooLarge(cost: number): boolean {
  return cost > LARGEST_COST || cost < -LARGEST_COST;
}

function checkPlaces({ mentorCount, capacities, placeCosts, minimums }: Problem): Result<Problem> | null {
  if (placeCosts && findBadOffset(placeCosts.offsets, mentorCount, placeCosts.costs.length) !== null)
    return refuse('assignment.places', {});
  for (let mentor = 0; mentor < mentorCount; mentor += 1) {
    if (minimums && minimums[mentor]! > capacities[mentor]!)
      return refuse('assignment.minimum_above_capacity', { mentor });
    if (!placeCosts) continue;
    const start = placeCosts.offsets[mentor]!;
    const end = placeCosts.offsets[mentor + 1]!;
    if (end - start < capacities[mentor]!) return refuse('assignment.places', { mentor });
    for (let k = start; k < end; k += 1) {
      if (isTooLarge(placeCosts.costs[k]!)) return refuse('assignment.cost_too_large', { mentor });
      if (k > start && placeCosts.costs[k]! < placeCosts.costs[k - 1]!)
        return refuse('assignment.places_not_convex', { mentor, place: k - start });
    }
  }
  return null;
}

/** The dearest total that any answer could have, and prices along the longest chain of swaps, must stay exact. */
function checkTotal({ menteeCount, costs, unmatchedCosts, placeCosts }: Problem): Result<Problem> | null {
  const largest = Math.max(findLargest(costs), findLargest(unmatchedCosts), findLargest(placeCosts?.costs));
  return menteeCount * largest > LARGEST_TOTAL ? refuse('assignment.total_too_large', { largest }) : null;
}

function findLargest(costs: Int32Array | undefined): number {
  let largest = 0;
  if (costs) for (let k = 0; k < costs.length; k += 1) largest = Math.max(largest, Math.abs(costs[k]!));
  return largest;
}

/** The position of a pair in `mentors` and `costs`; -1 when the mentor is no candidate of the mentee. */
export function findPair({ offsets, mentors }: Problem, mentee: number, mentor: number): number {
  for (let k = offsets[mentee]!; k < offsets[mentee + 1]!; k += 1) if (mentors[k] === mentor) return k;
  return -1;
}

/** What pairs cost together with their places and the mentees left out. Throws for a pair that is none of the problem's. */
export function costOf(problem: Problem, mentorOf: Int32Array): number {
  const loads = new Uint32Array(problem.mentorCount);
  let total = 0;
  for (let mentee = 0; mentee < problem.menteeCount; mentee += 1) {
    const mentor = mentorOf[mentee]!;
    if (mentor === UNMATCHED) {
      total += problem.unmatchedCosts[mentee]!;
      continue;
    }
    const pair = findPair(problem, mentee, mentor);
    if (pair === -1) throw new RangeError(`Mentor ${mentor} is no candidate of mentee ${mentee}`);
    const place = problem.placeCosts?.costs[problem.placeCosts.offsets[mentor]! + loads[mentor]!] ?? 0;
    total += problem.costs[pair]! + place;
    loads[mentor]! += 1;
  }
  return total;
}
