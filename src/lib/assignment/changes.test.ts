import { describe, expect, it } from 'vitest';
import { fromRows, makeDice, rollProblem, toRows } from './cases/small.ts';
import {
  alternativesOf,
  cheapestPlace,
  costOfPair,
  costsOfNewPairs,
  placeGains,
  withCandidates,
} from './changes.ts';
import { UNMATCHED, type Problem } from './model.ts';
import { solve } from './solve.ts';

function roll(seed: number): Problem {
  const dice = makeDice(seed);
  return rollProblem(dice, {
    mentees: 1 + dice(12),
    mentors: 1 + dice(6),
    candidates: 1 + dice(5),
    spread: [3, 20, 1000][dice(3)]!,
    places: 1 + dice(3),
    withPlaceCosts: dice(2) === 0,
    withMinimums: false,
  });
}

/** The best total when the mentee must be with the mentor, or with nobody: solved anew, the pair the only one on its list. */
function solvePinned(problem: Problem, mentee: number, mentor: number): number {
  const rows = toRows(problem);
  const unmatchedCosts = problem.unmatchedCosts.slice();
  const cost = rows[mentee]!.get(mentor);
  rows[mentee] = new Map(mentor === UNMATCHED ? [] : [[mentor, cost!]]);
  if (mentor !== UNMATCHED) unmatchedCosts[mentee] = 10_000_000;
  return solve({ ...problem, ...fromRows(rows, problem.mentorCount), unmatchedCosts }).totalCost;
}

/** The problem with one place more, which costs as much as the last unless the list goes on. */
function widen(problem: Problem, mentor: number): Problem {
  const capacities = problem.capacities.slice();
  capacities[mentor]! += 1;
  if (!problem.placeCosts) return { ...problem, capacities };
  const offsets = [0];
  const costs: number[] = [];
  for (let one = 0; one < problem.mentorCount; one += 1) {
    const row = [
      ...problem.placeCosts.costs.subarray(
        problem.placeCosts.offsets[one],
        problem.placeCosts.offsets[one + 1],
      ),
    ];
    if (row.length < capacities[one]!) row.push(row.at(-1) ?? 0);
    costs.push(...row);
    offsets.push(costs.length);
  }
  const placeCosts = { offsets: Uint32Array.from(offsets), costs: Int32Array.from(costs) };
  return { ...problem, capacities, placeCosts };
}

describe('alternativesOf', () => {
  it('costs what solving anew with the pair pinned says', () => {
    const wrong: unknown[] = [];
    for (let seed = 0; seed < 1_500; seed += 1) {
      const problem = roll(seed);
      const solution = solve(problem);
      const mentee = seed % problem.menteeCount;
      const alternatives = alternativesOf(problem, solution, mentee);
      const costs = alternatives.map(({ cost }) => cost);
      expect(costs).toEqual(costs.toSorted((a, b) => a - b));
      for (const { mentor, cost } of alternatives) {
        const anew = solvePinned(problem, mentee, mentor) - solution.totalCost;
        const alone = mentor === UNMATCHED ? cost : costOfPair(problem, solution, mentee, mentor);
        const isKept = mentor === solution.mentorOf[mentee];
        if (anew !== cost || alone !== cost || (isKept && cost !== 0))
          wrong.push({ seed, mentee, mentor, cost, anew, alone });
      }
    }
    expect(wrong).toEqual([]);
  });

  it('says that a stranger and a mentor without places cannot be had', () => {
    const problem: Problem = {
      ...fromRows([new Map([[0, 1]])], 2),
      capacities: Uint32Array.of(0, 1),
      unmatchedCosts: Int32Array.of(5),
    };
    const solution = solve(problem);
    expect(costOfPair(problem, solution, 0, 0)).toBe(Infinity);
    expect(costOfPair(problem, solution, 0, 1)).toBe(Infinity);
    expect(alternativesOf(problem, solution, 0)).toEqual([{ mentor: UNMATCHED, cost: 0 }]);
  });

  it('refuses a solution that is not the best', () => {
    const problem: Problem = {
      ...fromRows([new Map([[0, 1]])], 1),
      capacities: Uint32Array.of(1),
      unmatchedCosts: Int32Array.of(5),
    };
    const worse = { ...solve(problem), mentorOf: Int32Array.of(UNMATCHED) };
    expect(() => alternativesOf(problem, worse, 0)).toThrow(RangeError);
  });
});

describe('placeGains', () => {
  it('is by how much the total falls with one place more, and whether the mentee can then be served', () => {
    let served = 0;
    const wrong: unknown[] = [];
    for (let seed = 0; seed < 1_500; seed += 1) {
      const problem = roll(seed);
      const solution = solve(problem);
      const mentee = Math.max(0, solution.mentorOf.indexOf(UNMATCHED));
      const gains = placeGains(problem, solution, mentee);
      for (let mentor = 0; mentor < problem.mentorCount; mentor += 1) {
        const wider = widen(problem, mentor);
        const anew = solution.totalCost - solve(wider).totalCost;
        const found = gains.find((one) => one.mentor === mentor);
        if ((found?.gain ?? 0) !== anew) wrong.push({ seed, mentor, found, anew });
        if (!found || solution.mentorOf[mentee] !== UNMATCHED) continue;
        const unmatchedCosts = wider.unmatchedCosts.slice();
        unmatchedCosts[mentee] = 10_000_000;
        const canServe = solve({ ...wider, unmatchedCosts }).totalCost === solution.totalCost - found.gain;
        if (canServe !== found.serves) wrong.push({ seed, mentor, found, canServe });
        served += canServe ? 1 : 0;
      }
      const cheapest = cheapestPlace(problem, solution, mentee);
      if (cheapest?.mentor !== gains.find(({ serves }) => serves)?.mentor) wrong.push({ seed, cheapest });
    }
    expect(wrong).toEqual([]);
    expect(served).toBeGreaterThan(50);
  });
});

describe('costsOfNewPairs', () => {
  it('says what solving anew with the pair among the candidates says', () => {
    const wrong: unknown[] = [];
    let asked = 0;
    for (let seed = 0; seed < 3_000; seed += 1) {
      const problem = roll(seed);
      const solution = solve(problem);
      const mentee = solution.mentorOf.indexOf(UNMATCHED);
      if (mentee < 0) continue;
      const known = toRows(problem)[mentee]!;
      const pairs = Array.from({ length: problem.mentorCount }, (_, mentor) => ({
        mentor,
        cost: (seed * 7 + mentor * 13) % (Math.abs(problem.unmatchedCosts[mentee]!) + 5),
      })).filter(({ mentor }) => !known.has(mentor));
      const costs = costsOfNewPairs(problem, solution, mentee, pairs);
      for (const [index, pair] of pairs.entries()) {
        asked += 1;
        const anew = solve(withCandidates(problem, mentee, [pair]));
        const change = anew.totalCost - solution.totalCost;
        if (change !== Math.min(0, costs[index]!)) wrong.push({ seed, pair, change, told: costs[index] });
      }
    }
    expect(asked).toBeGreaterThan(500);
    expect(wrong).toEqual([]);
  });

  it('is for a mentee without a mentor', () => {
    const problem = roll(1);
    const solution = solve(problem);
    const mentee = solution.mentorOf.findIndex((mentor) => mentor !== UNMATCHED);
    expect(() => costsOfNewPairs(problem, solution, mentee, [])).toThrow(RangeError);
  });
});
