import { UNMATCHED, type Problem, type Solution } from './model.ts';
import {
  collectCandidates,
  ENTRY_SIZE,
  makeNetwork,
  transpose,
  type Network,
  type Transpose,
} from './network.ts';

/** A mentee for whom nothing has been decided yet. */
export const UNDECIDED = -2;

/**
 * Pairs and prices in the making, at every moment optimal for what has been decided (complementary slackness):
 * a decided mentee has the cheapest of its candidates at the prices, or is out for no more than that; every place a mentor
 * has filled costs at most its price, every other one at least. Places that ought to be filled at the price but are not
 * (`vacancies`) count as filled until `fillVacancies` has found somebody or lowered the price.
 */
export interface State {
  readonly network: Network;
  readonly prices: Float64Array;
  /** The pair of each mentee (a position in `network.mentors`), UNMATCHED or UNDECIDED. */
  readonly pairOf: Int32Array;
  readonly loads: Int32Array;
  readonly vacancies: Int32Array;
  /** Whom a mentor has: `members[placeOffsets[j]]` and on, `loads[j]` of them; `slotOf` is where a mentee stands there. */
  readonly members: Int32Array;
  readonly slotOf: Int32Array;
  /** Made when asked for often enough. */
  transposed: Transpose | null;
  /** How often single mentors were asked for without it. */
  lookups: number;
}

/** Nobody decided, every price that of the first place. */
export function makeState(network: Network): State {
  const { menteeCount, mentorCount, placeOffsets, placeCosts } = network;
  const prices = new Float64Array(mentorCount);
  for (let mentor = 0; mentor < mentorCount; mentor += 1) {
    const first = placeOffsets[mentor]!;
    if (first < placeOffsets[mentor + 1]!) prices[mentor] = placeCosts[first]!;
  }
  return {
    network,
    prices,
    pairOf: new Int32Array(menteeCount).fill(UNDECIDED),
    loads: new Int32Array(mentorCount),
    vacancies: new Int32Array(mentorCount),
    members: new Int32Array(placeCosts.length),
    slotOf: new Int32Array(menteeCount),
    transposed: null,
    lookups: 0,
  };
}

export function transposeOnce(state: State): Transpose {
  state.transposed ??= transpose(state.network);
  return state.transposed;
}

const MOST_LOOKUPS = 16;

/** For whom the mentor is a candidate: mentee, cost and pair one after another, in `entries` from `start` to `end`. */
export function listCandidates(
  state: State,
  mentor: number,
): { entries: Int32Array; start: number; end: number } {
  if (state.transposed === null && state.lookups < MOST_LOOKUPS) {
    state.lookups += 1;
    const entries = collectCandidates(state.network, mentor);
    return { entries, start: 0, end: entries.length };
  }
  const { offsets, entries } = transposeOnce(state);
  return { entries, start: ENTRY_SIZE * offsets[mentor]!, end: ENTRY_SIZE * offsets[mentor + 1]! };
}

/**
 * Takes over whole prices and pairs from elsewhere (an auction, an earlier solution) as far as they agree with each other:
 * a mentee whose pair is not its cheapest at these prices, or who stands on a place dearer than the price, is undecided. Where a mentor
 * has fewer places than before, those in `giveWay` lose theirs first, then those of higher number.
 */
export function adopt(
  network: Network,
  prices: Float64Array,
  mentorOf: Int32Array,
  giveWay: readonly number[] = [],
): State {
  const state: State = { ...makeState(network), prices };
  const { placeOffsets, placeCosts } = network;
  const open = new Int32Array(network.mentorCount);
  for (let mentor = 0; mentor < network.mentorCount; mentor += 1) {
    let place = placeOffsets[mentor]!;
    const end = placeOffsets[mentor + 1]!;
    while (place < end && placeCosts[place]! <= prices[mentor]!) place += 1;
    open[mentor] = place - placeOffsets[mentor]!;
  }
  const isLast = new Uint8Array(network.menteeCount);
  for (const mentee of giveWay) isLast[mentee] = 1;
  for (let mentee = 0; mentee < network.menteeCount; mentee += 1)
    if (isLast[mentee] === 0) keepIfCheapest(state, open, mentee, mentorOf[mentee]!);
  for (let mentee = 0; mentee < network.menteeCount; mentee += 1)
    if (isLast[mentee] === 1) keepIfCheapest(state, open, mentee, mentorOf[mentee]!);
  for (let mentor = 0; mentor < network.mentorCount; mentor += 1) {
    let place = placeOffsets[mentor]!;
    const end = placeOffsets[mentor + 1]!;
    while (place < end && placeCosts[place]! < prices[mentor]!) place += 1;
    state.vacancies[mentor] = Math.max(0, place - placeOffsets[mentor]! - state.loads[mentor]!);
  }
  return state;
}

function keepIfCheapest(state: State, open: Int32Array, mentee: number, mentor: number): void {
  const { offsets, mentors, costs, unmatchedCosts } = state.network;
  let dual = unmatchedCosts[mentee]!;
  let kept = mentor === UNMATCHED ? UNMATCHED : UNDECIDED;
  let paid = mentor === UNMATCHED ? dual : Infinity;
  for (let k = offsets[mentee]!; k < offsets[mentee + 1]!; k += 1) {
    const reached = costs[k]! + state.prices[mentors[k]!]!;
    if (reached < dual) dual = reached;
    if (mentors[k] === mentor) {
      kept = k;
      paid = reached;
    }
  }
  if (kept === UNDECIDED || paid > dual) return;
  if (kept === UNMATCHED) state.pairOf[mentee] = UNMATCHED;
  else if (state.loads[mentor]! < open[mentor]!) seat(state, mentee, kept, mentor);
}

/** Gives the mentee the mentor's next free place. */
export function seat(state: State, mentee: number, pair: number, mentor: number): void {
  const slot = state.network.placeOffsets[mentor]! + state.loads[mentor]!;
  state.members[slot] = mentee;
  state.slotOf[mentee] = slot;
  state.pairOf[mentee] = pair;
  state.loads[mentor]! += 1;
}

/** Takes the mentee from its mentor; the last of the others moves up. */
export function unseat(state: State, mentee: number, mentor: number): void {
  const load = state.loads[mentor]! - 1;
  const last = state.members[state.network.placeOffsets[mentor]! + load]!;
  const slot = state.slotOf[mentee]!;
  state.members[slot] = last;
  state.slotOf[last] = slot;
  state.loads[mentor] = load;
}

/** The dual of a decided mentee. */
export function dualOf({ network, pairOf, prices }: State, mentee: number): number {
  const pair = pairOf[mentee]!;
  if (pair < 0) return network.unmatchedCosts[mentee]!;
  return network.costs[pair]! + prices[network.mentors[pair]!]!;
}

/** The solution in terms of the problem, its total without what an aim added to the cost of being unmatched. */
export function readSolution(problem: Problem, state: State): Solution {
  const { network, pairOf, loads, prices } = state;
  const mentorOf = new Int32Array(problem.menteeCount);
  const menteeDuals = new Float64Array(problem.menteeCount);
  let totalCost = 0;
  for (let mentee = 0; mentee < problem.menteeCount; mentee += 1) {
    const pair = pairOf[mentee]!;
    menteeDuals[mentee] = dualOf(state, mentee);
    mentorOf[mentee] = pair < 0 ? UNMATCHED : network.mentors[pair]!;
    totalCost += pair < 0 ? problem.unmatchedCosts[mentee]! : problem.costs[pair]!;
  }
  for (let mentor = 0; problem.placeCosts && mentor < problem.mentorCount; mentor += 1) {
    const start = problem.placeCosts.offsets[mentor]!;
    for (let k = 0; k < loads[mentor]!; k += 1) totalCost += problem.placeCosts.costs[start + k]!;
  }
  return { mentorOf, totalCost, certificate: { menteeDuals, mentorPrices: prices } };
}

/** The state behind a solution that is optimal for the network; undecided where it is not. */
export function readState(problem: Problem, solution: Solution, giveWay: readonly number[] = []): State {
  const prices = solution.certificate.mentorPrices.slice();
  return adopt(makeNetwork(problem), prices, solution.mentorOf, giveWay);
}
