import { findPair, LARGEST_COST, UNMATCHED, type Problem, type Solution } from './model.ts';
import { measureFrom, measureTo } from './distances.ts';
import { resolve } from './resolve.ts';
import { dualOf, readState, UNDECIDED, type State } from './state.ts';

/** Another mentor for a mentee, or `UNMATCHED`, and what the best answer with it costs more than the best. */
export interface Alternative {
  readonly mentor: number;
  readonly cost: number;
}

/** What one place more with a mentor would bring. */
export interface PlaceGain {
  readonly mentor: number;
  /** By how much the best total falls. */
  readonly gain: number;
  /** Whether a best answer with that place serves the mentee who was asked about. */
  readonly serves: boolean;
}

/**
 * All that could become of one mentee, the cheapest first (of equals in the order of its list, unmatched last): how much the best
 * total rises when the pair is pinned, everybody else rearranged as well as can be. Exact, from one tree of shortest chains over the
 * certificate, not a solution each. What the mentee has costs 0. A mentor without places is left out.
 *
 * The solution must be optimal (`verify` answers gap 0); throws a `RangeError` when it is not.
 */
export function alternativesOf(problem: Problem, solution: Solution, mentee: number): Alternative[] {
  const state = readOptimal(problem, solution);
  const distances = measureRoom(state, mentee);
  const dual = dualOf(state, mentee);
  const alternatives: Alternative[] = [];
  for (let k = problem.offsets[mentee]!; k < problem.offsets[mentee + 1]!; k += 1) {
    const mentor = problem.mentors[k]!;
    const cost = problem.costs[k]! + state.prices[mentor]! - dual + distances[mentor]!;
    if (problem.capacities[mentor]! > 0) alternatives.push({ mentor, cost });
  }
  const out = problem.unmatchedCosts[mentee]! - dual + distances[problem.mentorCount]!;
  alternatives.push({ mentor: UNMATCHED, cost: out });
  return alternatives.sort((a, b) => a.cost - b.cost);
}

/**
 * How much the best total rises when the mentee must be with the mentor; 0 when a best answer has them together. Infinity when the
 * mentor is no candidate or has no places.
 */
export function costOfPair(problem: Problem, solution: Solution, mentee: number, mentor: number): number {
  const pair = findPair(problem, mentee, mentor);
  if (pair === -1 || problem.capacities[mentor] === 0) return Infinity;
  const state = readOptimal(problem, solution);
  return (
    problem.costs[pair]! + state.prices[mentor]! - dualOf(state, mentee) + measureRoom(state, mentee)[mentor]!
  );
}

/**
 * What one place more with each mentor would bring, the greatest gain first; mentors whose place would bring nothing are left out.
 * The new place costs what the list of the mentor's places says next, else as much as the last. Exact for one place.
 */
export function placeGains(problem: Problem, solution: Solution, mentee: number): PlaceGain[] {
  const state = readOptimal(problem, solution);
  const fromOutside = measureFrom(state);
  // Whoever could be served now for nothing can be so afterwards, too, whoever gets the new place.
  const isServable = alternativesOf(problem, solution, mentee).some(isFreeService);
  const fromMentee = isServable ? null : measureFrom(state, mentee);
  const gains: PlaceGain[] = [];
  for (let mentor = 0; mentor < problem.mentorCount; mentor += 1) {
    const worth = state.prices[mentor]! - costOfNextPlace(problem, mentor);
    const gain = worth - fromOutside[mentor]!;
    if (gain > 0)
      gains.push({ mentor, gain, serves: fromMentee === null || fromMentee[mentor] === fromOutside[mentor] });
  }
  return gains.sort((a, b) => b.gain - a.gain);
}

/** A mentor who is no candidate yet, and what the pair would cost. */
export interface NewPair {
  readonly mentor: number;
  readonly cost: number;
}

/**
 * How much the best total would change if an unmatched mentee were with somebody who is not on its list, everybody else rearranged as
 * well as can be, for each of the pairs: below 0 the best answer has the pair. Infinity for a mentor without places. Throws a
 * `RangeError` when the mentee is matched or the solution is not optimal.
 */
export function costsOfNewPairs(
  problem: Problem,
  solution: Solution,
  mentee: number,
  pairs: readonly NewPair[],
): number[] {
  if (solution.mentorOf[mentee] !== UNMATCHED) throw new RangeError('Only for a mentee without a mentor');
  // On its list, so dear that nothing changes, so that places nobody else could take are there as well.
  const dearest = pairs.map(({ mentor }) => ({ mentor, cost: LARGEST_COST }));
  const widened = withCandidates(problem, mentee, dearest);
  const state = readOptimal(widened, resolve(widened, solution, { mentees: [mentee], mentors: [] }));
  const distances = measureRoom(state, mentee);
  return pairs.map(({ mentor, cost }) =>
    problem.capacities[mentor] === 0
      ? Infinity
      : cost + state.prices[mentor]! + distances[mentor]! - problem.unmatchedCosts[mentee]!,
  );
}

/** The problem with more candidates for a mentee, none of whom it has yet. */
export function withCandidates(problem: Problem, mentee: number, pairs: readonly NewPair[]): Problem {
  const at = problem.offsets[mentee + 1]!;
  const mentors = new Uint32Array(problem.mentors.length + pairs.length);
  const costs = new Int32Array(mentors.length);
  mentors.set(problem.mentors.subarray(0, at));
  costs.set(problem.costs.subarray(0, at));
  for (const [index, { mentor, cost }] of pairs.entries()) {
    mentors[at + index] = mentor;
    costs[at + index] = cost;
  }
  mentors.set(problem.mentors.subarray(at), at + pairs.length);
  costs.set(problem.costs.subarray(at), at + pairs.length);
  const offsets = problem.offsets.map((offset, index) => (index > mentee ? offset + pairs.length : offset));
  return { ...problem, offsets, mentors, costs };
}

function isFreeService({ mentor, cost }: Alternative): boolean {
  return mentor !== UNMATCHED && cost === 0;
}

/** The mentor with whom one place more would serve the unmatched mentee at the greatest gain; null when none would. */
export function cheapestPlace(problem: Problem, solution: Solution, mentee: number): PlaceGain | null {
  return placeGains(problem, solution, mentee).find(({ serves }) => serves) ?? null;
}

function costOfNextPlace({ capacities, placeCosts }: Problem, mentor: number): number {
  if (!placeCosts) return 0;
  const next = placeCosts.offsets[mentor]! + capacities[mentor]!;
  if (next < placeCosts.offsets[mentor + 1]!) return placeCosts.costs[next]!;
  return capacities[mentor] === 0 ? 0 : placeCosts.costs[next - 1]!;
}

/** How dear it is for each mentor to make room for the mentee, who leaves where it is; for nobody at the last index. */
function measureRoom(state: State, mentee: number): Float64Array {
  const pair = state.pairOf[mentee]!;
  return measureTo(state, pair < 0 ? state.network.mentorCount : state.network.mentors[pair]!, mentee);
}

function readOptimal(problem: Problem, solution: Solution): State {
  const state = readState(problem, solution);
  if (state.pairOf.includes(UNDECIDED) || state.vacancies.some((count) => count > 0))
    throw new RangeError('Only an optimal solution has exact costs of change');
  return state;
}
