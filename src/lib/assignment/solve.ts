import { SolveCancelled, type Problem, type Solution, type SolveOptions } from './model.ts';
import { bidForPlaces } from './auction.ts';
import { placeMentees } from './forward.ts';
import { makeNetwork, type Network } from './network.ts';
import { fillVacancies } from './reverse.ts';
import { adopt, readSolution, type State } from './state.ts';

/**
 * The pairs that cost least together with the places and the mentees left out, with the prices that prove it
 * (`verify` answers gap 0). The problem must have passed `checkProblem`; its minimums are not looked at: `solveWithMinimums`.
 *
 * The same input gives the same pairs on every machine: nothing depends on time or chance. Of several best answers the one is
 * taken in which mentees were placed in their order, each with the first of its equally good candidates in the order of its
 * list as the prices then stood.
 */
export function solve(problem: Problem, options: SolveOptions = {}): Solution {
  return readSolution(problem, solveNetwork(makeNetwork(problem), options));
}

/** How much of the work is the auction, as told to `progress`. */
const AUCTION_SHARE = 0.8;

/** The same for a network whose costs an aim has changed. */
export function solveNetwork(network: Network, options: SolveOptions = {}): State {
  const { progress } = options;
  const auction = bidForPlaces(network, (share) => tellProgress(progress, AUCTION_SHARE * share));
  const state = adopt(network, auction.prices.map(Math.floor), auction.mentorOf);
  settle(state, options, AUCTION_SHARE);
  return state;
}

/** Decides everybody and fills every vacancy: the state is optimal afterwards. */
export function settle(state: State, { progress }: SolveOptions, from: number): void {
  const report = (begin: number, end: number) => (done: number, of: number) =>
    tellProgress(progress, begin + ((end - begin) * done) / of);
  const middle = from + (1 - from) * 0.8;
  placeMentees(state, progress && report(from, middle));
  fillVacancies(state, progress && report(middle, 1));
}

/** Throws `SolveCancelled` when the caller does not want the work to go on. */
export function tellProgress(progress: SolveOptions['progress'], share: number): void {
  if (progress && !progress(share)) throw new SolveCancelled();
}
