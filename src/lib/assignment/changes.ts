import { findPair, UNMATCHED, type Problem, type Solution } from './model.ts';
import { measureFrom, measureTo } from './distances.ts';
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
