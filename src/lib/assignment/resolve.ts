import type { Problem, Solution, SolveOptions } from './model.ts';
import { readSolution, readState } from './state.ts';
import { settle, solve } from './solve.ts';

/** Which rows of the problem differ from the one that was solved before. */
export interface Changed {
  readonly mentees: readonly number[];
  readonly mentors: readonly number[];
}

/**
 * Solves a problem that differs from an earlier one by little: a pair pinned, forbidden or swapped, a capacity changed. Begins
 * from the earlier prices and pairs, so that only what is no longer the best at those prices is decided anew; as exact as `solve`,
 * with a certificate of its own. Of several best answers it keeps to the earlier pairs, so that a curator who changes one thing does
 * not see others move for nothing.
 *
 * Every row is looked at, so that a `changed` that leaves some out costs nothing of the exactness: it says who gives way first where
 * there is not room for all. With other counts of people it solves anew.
 */
export function resolve(
  problem: Problem,
  previous: Solution,
  changed: Changed,
  options: SolveOptions = {},
): Solution {
  const isSameSize =
    previous.mentorOf.length === problem.menteeCount &&
    previous.certificate.mentorPrices.length === problem.mentorCount;
  if (!isSameSize) return solve(problem, options);
  const state = readState(problem, previous, changed.mentees);
  settle(state, options, 0.5);
  return readSolution(problem, state);
}
