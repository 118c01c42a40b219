import { describe, expect, it } from 'vitest';
import { bidForPlaces } from './auction.ts';
import { fromRows, makeDice } from './cases/small.ts';
import { placeMentees } from './forward.ts';
import type { Problem } from './model.ts';
import { makeNetwork } from './network.ts';
import { solve } from './solve.ts';
import { makeState, readSolution } from './state.ts';
import { verify } from './verify.ts';

const PEOPLE = 120;

/** Problems over which prices are fought for: the rounds with coarser and finer steps all have something to do. */
const hardByName: Readonly<Record<string, (seed: number) => Problem>> = {
  'places for half, being left out very dear': (seed) => {
    const dice = makeDice(seed);
    return make(40, 3, 1_000_000, () => dice(100));
  },
  'costs like products': (seed) => make(PEOPLE, 1, 1_000_000, (i, j) => (i + 1 + seed) * (j + 1)),
  'points on a line': (seed) => {
    const dice = makeDice(seed);
    const places = Array.from({ length: 2 * PEOPLE }, () => dice(1_000_000));
    return make(PEOPLE, 1, 3_000_000, (i, j) => Math.abs(places[i]! - places[PEOPLE + j]!));
  },
  'all the same': (seed) => make(40, 2, 10, () => seed),
};

function make(
  mentors: number,
  places: number,
  unmatched: number,
  cost: (mentee: number, mentor: number) => number,
): Problem {
  const rows = Array.from(
    { length: PEOPLE },
    (_, i) => new Map(Array.from({ length: mentors }, (_, j) => [j, cost(i, j)])),
  );
  return {
    ...fromRows(rows, mentors),
    capacities: new Uint32Array(mentors).fill(places),
    unmatchedCosts: new Int32Array(PEOPLE).fill(unmatched),
  };
}

/** The same answer without an auction: shortest chains from nobody and no prices. */
function solvePlainly(problem: Problem): number {
  const state = makeState(makeNetwork(problem));
  placeMentees(state);
  return readSolution(problem, state).totalCost;
}

describe('the auction', () => {
  it.each(Object.keys(hardByName))('leads to the best answer with %s', (name) => {
    for (let seed = 1; seed <= 8; seed += 1) {
      const problem = hardByName[name]!(seed);
      const solution = solve(problem);
      expect(verify(problem, solution)).toEqual({ feasible: true, problems: [], gap: 0 });
      expect(solution.totalCost).toBe(solvePlainly(problem));
    }
  });

  it('sells no place twice and nothing below its cost', () => {
    for (const make of Object.values(hardByName)) {
      const problem = make(1);
      const { mentorOf, prices } = bidForPlaces(makeNetwork(problem));
      const loads = new Uint32Array(problem.mentorCount);
      for (const mentor of mentorOf) if (mentor >= 0) loads[mentor]! += 1;
      expect(loads.every((load, mentor) => load <= problem.capacities[mentor]!)).toBe(true);
      expect(prices.every((price) => price >= 0)).toBe(true);
    }
  });
});
