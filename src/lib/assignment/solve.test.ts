import { describe, expect, it } from 'vitest';
import { fromRows, makeDice, rollProblem, rollShape, toRows, tryAll } from './cases/small.ts';
import { checkProblem, LARGEST_COST, SolveCancelled, UNMATCHED, type Problem } from './model.ts';
import { resolve } from './resolve.ts';
import { solve } from './solve.ts';
import { verify } from './verify.ts';

/** Larger than by hand, small enough for thousands: ties, scarce places, place costs. */
function rollMiddle(seed: number): Problem {
  const dice = makeDice(seed);
  return rollProblem(dice, {
    mentees: 20 + dice(60),
    mentors: 5 + dice(40),
    candidates: 1 + dice(12),
    spread: [2, 20, 100_000][dice(3)]!,
    places: 1 + dice(3),
    withPlaceCosts: dice(2) === 0,
    withMinimums: false,
  });
}

function expectOptimal(problem: Problem, solution = solve(problem)): number {
  expect(verify(problem, solution)).toEqual({ feasible: true, problems: [], gap: 0 });
  return solution.totalCost;
}

describe('solve', () => {
  it('is as good as the best of every way to pair, on 10,000 problems', () => {
    const wrong: unknown[] = [];
    for (let seed = 0; seed < 10_000; seed += 1) {
      const dice = makeDice(seed);
      const problem = rollProblem(dice, rollShape(dice));
      expect(checkProblem(problem).ok).toBe(true);
      const solution = solve(problem);
      const verdict = verify(problem, solution);
      if (solution.totalCost !== tryAll(problem).total || verdict.gap !== 0 || !verdict.feasible)
        wrong.push({ seed, solution, verdict });
    }
    expect(wrong).toEqual([]);
  });

  it('proves its answers on larger problems, and gives the same pairs again', () => {
    for (let seed = 0; seed < 300; seed += 1) {
      const problem = rollMiddle(seed);
      const solution = solve(problem);
      expectOptimal(problem, solution);
      expect(solve(problem).mentorOf).toEqual(solution.mentorOf);
    }
  });

  it('answers the same total whatever the order of people', () => {
    for (let seed = 0; seed < 100; seed += 1) {
      const problem = rollMiddle(seed);
      const dice = makeDice(seed);
      const order = Array.from({ length: problem.menteeCount }, (_, i) => i);
      const rename = Array.from({ length: problem.mentorCount }, (_, i) => i);
      for (const list of [order, rename]) list.sort(() => dice(2) - 0.5);
      const rows = toRows(problem);
      const turned: Problem = {
        ...fromRows(
          order.map((mentee) => new Map([...rows[mentee]!].reverse().map(([j, cost]) => [rename[j]!, cost]))),
          problem.mentorCount,
        ),
        capacities: Uint32Array.from(problem.capacities, (_, j) => problem.capacities[rename.indexOf(j)]!),
        unmatchedCosts: Int32Array.from(order, (mentee) => problem.unmatchedCosts[mentee]!),
      };
      expect(expectOptimal(turned)).toBe(expectOptimal({ ...problem, placeCosts: undefined }));
    }
  });

  it('never costs more with more places, nor less with a pair forbidden', () => {
    for (let seed = 0; seed < 150; seed += 1) {
      const problem = { ...rollMiddle(seed), placeCosts: undefined };
      const before = solve(problem);
      const wider = { ...problem, capacities: problem.capacities.map((capacity) => capacity + 1) };
      expect(solve(wider).totalCost).toBeLessThanOrEqual(before.totalCost);
      const mentee = before.mentorOf.findIndex((mentor) => mentor !== UNMATCHED);
      if (mentee === -1) continue;
      const rows = toRows(problem);
      rows[mentee]!.delete(before.mentorOf[mentee]!);
      const narrower = { ...problem, ...fromRows(rows, problem.mentorCount) };
      const after = solve(narrower);
      expect(after.mentorOf[mentee]).not.toBe(before.mentorOf[mentee]);
      expect(after.totalCost).toBeGreaterThanOrEqual(before.totalCost);
    }
  });

  it('fills the cheapest places first, so that the load is spread', () => {
    const problem: Problem = {
      ...fromRows(
        Array.from(
          { length: 4 },
          () =>
            new Map([
              [0, 1],
              [1, 2],
            ]),
        ),
        2,
      ),
      capacities: Uint32Array.of(4, 4),
      unmatchedCosts: new Int32Array(4).fill(100),
      placeCosts: { offsets: Uint32Array.of(0, 4, 8), costs: Int32Array.of(0, 5, 10, 15, 0, 5, 10, 15) },
    };
    const { mentorOf } = solve(problem);
    expect(mentorOf.filter((mentor) => mentor === 0)).toHaveLength(2);
    expectOptimal(problem);
  });

  it('takes what there is nothing to take from', () => {
    const nobody = { ...fromRows([], 0), capacities: new Uint32Array(), unmatchedCosts: new Int32Array() };
    expect(solve(nobody).totalCost).toBe(0);
    const alone: Problem = {
      ...fromRows([new Map(), new Map([[0, 5]]), new Map([[1, -7]])], 2),
      capacities: Uint32Array.of(0, 4_000_000_000),
      unmatchedCosts: Int32Array.of(3, 4, -9),
    };
    expect(checkProblem(alone).ok).toBe(true);
    expect([...solve(alone).mentorOf]).toEqual([UNMATCHED, UNMATCHED, UNMATCHED]);
    expectOptimal(alone);
  });

  it('stays exact at the largest costs', () => {
    for (let seed = 0; seed < 200; seed += 1) {
      const dice = makeDice(seed);
      const problem = rollProblem(dice, { ...rollShape(dice), spread: LARGEST_COST / 8 });
      expect(checkProblem(problem).ok).toBe(true);
      expect(expectOptimal(problem)).toBe(tryAll(problem).total);
    }
  });

  it('tells how far it is and stops when told to', () => {
    const problem = rollMiddle(5);
    const shares: number[] = [];
    solve(problem, { progress: (share) => shares.push(share) > 0 });
    expect(shares.length).toBeGreaterThan(0);
    expect(shares.every((share) => share >= 0 && share <= 1)).toBe(true);
    expect(() => solve(problem, { progress: () => false })).toThrow(SolveCancelled);
  });
});

describe('resolve', () => {
  it('is as good as a new solution after any change of one row', () => {
    for (let seed = 0; seed < 400; seed += 1) {
      const problem = rollMiddle(seed);
      const dice = makeDice(seed + 1);
      const rows = toRows(problem);
      const mentee = dice(problem.menteeCount);
      const mentor = dice(problem.mentorCount);
      rows[mentee] = new Map([[mentor, dice(50)]]);
      const capacities = problem.capacities.slice();
      if (!problem.placeCosts) capacities[mentor] = dice(4);
      const changed = { ...problem, ...fromRows(rows, problem.mentorCount), capacities };
      const again = resolve(changed, solve(problem), { mentees: [mentee], mentors: [mentor] });
      expect(expectOptimal(changed, again)).toBe(solve(changed).totalCost);
    }
  });

  it('takes the place from those who changed, when there is not room for all', () => {
    const problem: Problem = {
      ...fromRows(
        Array.from({ length: 3 }, () => new Map([[0, 1]])),
        1,
      ),
      capacities: Uint32Array.of(3),
      unmatchedCosts: new Int32Array(3).fill(9),
    };
    const narrower = { ...problem, capacities: Uint32Array.of(2) };
    const again = resolve(narrower, solve(problem), { mentees: [0], mentors: [0] });
    expect([...again.mentorOf]).toEqual([UNMATCHED, 0, 0]);
    expectOptimal(narrower, again);
  });

  it('moves nobody when nothing has changed', () => {
    for (let seed = 0; seed < 100; seed += 1) {
      const problem = rollMiddle(seed);
      const before = solve(problem);
      expect(resolve(problem, before, { mentees: [], mentors: [] }).mentorOf).toEqual(before.mentorOf);
    }
  });

  it('is exact from a solution of quite another problem', () => {
    for (let seed = 0; seed < 2_000; seed += 1) {
      const dice = makeDice(seed);
      const shape = { ...rollShape(dice), mentees: 5, mentors: 4 };
      const [one, other] = [rollProblem(dice, shape), rollProblem(dice, shape)];
      const again = resolve(other, solve(one), { mentees: [], mentors: [] });
      expect(verify(other, again).gap).toBe(0);
    }
  });
});
