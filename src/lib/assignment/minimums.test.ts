import { describe, expect, it } from 'vitest';
import { fromRows, makeDice, rollProblem, rollShape, tryAll } from './cases/small.ts';
import { SolveCancelled, type Problem } from './model.ts';
import { solveWithMinimums } from './minimums.ts';
import { verify } from './verify.ts';

/** Three groups that begin from three, seven mentees who each would rather be in another. */
const groups: Problem = {
  ...fromRows(
    Array.from(
      { length: 7 },
      (_, i) =>
        new Map([
          [i % 3, 0],
          [(i + 1) % 3, 4],
          [(i + 2) % 3, 6],
        ]),
    ),
    3,
  ),
  capacities: Uint32Array.of(5, 5, 5),
  unmatchedCosts: new Int32Array(7).fill(30),
  minimums: Uint32Array.of(3, 3, 3),
};

describe('solveWithMinimums', () => {
  it('is as good as the best of every way to pair, on 10,000 problems', () => {
    const wrong: unknown[] = [];
    for (let seed = 0; seed < 10_000; seed += 1) {
      const dice = makeDice(seed + 60_000);
      const problem = rollProblem(dice, { ...rollShape(dice), withMinimums: true });
      const { solution, lowerBound, gap } = solveWithMinimums(problem);
      const best = tryAll(problem).total;
      const { feasible } = verify(problem, solution);
      if (solution.totalCost !== best || gap !== 0 || lowerBound !== best || !feasible)
        wrong.push({ seed, best, solution, lowerBound, gap, feasible });
    }
    expect(wrong).toEqual([]);
  });

  it('closes the group that does not fill', () => {
    const { solution, gap } = solveWithMinimums(groups);
    expect(gap).toBe(0);
    expect(solution.totalCost).toBe(tryAll(groups).total);
    const loads = [0, 1, 2].map((mentor) => solution.mentorOf.filter((one) => one === mentor).length);
    expect(loads.every((load) => load === 0 || load >= 3)).toBe(true);
  });

  it('does not call optimal what it had no time to prove', () => {
    let open = 0;
    for (let seed = 0; seed < 300; seed += 1) {
      const dice = makeDice(seed);
      const shape = { mentees: 5, mentors: 4, candidates: 4, spread: 12, places: 4 };
      const problem = rollProblem(dice, { ...shape, withPlaceCosts: false, withMinimums: true });
      const { solution, lowerBound, gap } = solveWithMinimums(problem, { nodes: 0 });
      const best = tryAll(problem).total;
      expect(verify(problem, solution).feasible).toBe(true);
      expect(lowerBound).toBeLessThanOrEqual(best);
      expect(gap).toBe(solution.totalCost - lowerBound);
      if (gap > 0) open += 1;
    }
    expect(open).toBeGreaterThan(10);
  });

  it('stops when told to', () => {
    expect(() => solveWithMinimums(groups, { progress: () => false })).toThrow(SolveCancelled);
  });
});
