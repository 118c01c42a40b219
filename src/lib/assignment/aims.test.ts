import { describe, expect, it } from 'vitest';
import { solveFor, type Aim, type AimedSolution } from './aims.ts';
import { fromRows, makeDice, rollProblem, rollShape, tryAll, type BruteBest } from './cases/small.ts';
import { UNMATCHED, type Problem } from './model.ts';
import { verifyAim } from './verify-aim.ts';

function describeAs(aim: Aim, { solution, proof }: AimedSolution): unknown {
  if (aim === 'total') return solution.totalCost;
  if (aim === 'served') return [proof.served, solution.totalCost];
  return [proof.served, proof.worst ?? -Infinity, solution.totalCost];
}

describe('solveFor', () => {
  it.each<[Aim]>([['total'], ['served'], ['worst']])(
    'is as good as the best of every way to pair for «%s», on 10,000 problems, and proves it',
    (aim) => {
      const wrong: unknown[] = [];
      for (let seed = 0; seed < 10_000; seed += 1) {
        const dice = makeDice(seed + 20_000);
        const problem = rollProblem(dice, rollShape(dice));
        const aimed = solveFor(problem, aim);
        const best: BruteBest = tryAll(problem);
        const verdict = verifyAim(problem, aimed);
        const isBest = JSON.stringify(describeAs(aim, aimed)) === JSON.stringify(best[aim]);
        if (!isBest || verdict.gap !== 0 || !verdict.feasible) wrong.push({ seed, aimed, best, verdict });
      }
      expect(wrong).toEqual([]);
    },
  );

  it('states honest bounds when there are minimums', () => {
    for (let seed = 0; seed < 1_500; seed += 1) {
      const dice = makeDice(seed + 40_000);
      const problem = rollProblem(dice, { ...rollShape(dice), withMinimums: true });
      const best = tryAll(problem);
      for (const aim of ['served', 'worst'] as const) {
        const aimed = solveFor(problem, aim);
        const [served, worst, total] = aim === 'worst' ? best.worst : [best.served[0], null, best.served[1]];
        expect(aimed.proof.served).toBe(served);
        expect(aimed.proof.servedAtMost).toBeGreaterThanOrEqual(served);
        const isWorstBest = worst === null || served === 0 || aimed.proof.worst === worst;
        expect(
          isWorstBest && (aimed.proof.worstAtLeast ?? -Infinity) <= (aimed.proof.worst ?? Infinity),
        ).toBe(true);
        expect(aimed.solution.totalCost).toBe(total);
        expect(verifyAim(problem, aimed).feasible).toBe(true);
      }
    }
  });

  it('leaves nobody out to save, however much it costs', () => {
    // Serving the second mentee pushes a chain of fifty others to pairs that are dearer each.
    const length = 50;
    const rows = Array.from(
      { length },
      (_, i) =>
        new Map([
          [i, 0],
          [i + 1, 1_000_000],
        ]),
    );
    const problem: Problem = {
      ...fromRows([...rows, new Map([[0, 0]])], length + 1),
      capacities: new Uint32Array(length + 1).fill(1),
      unmatchedCosts: new Int32Array(length + 1),
    };
    const aimed = solveFor(problem, 'served');
    expect(aimed.proof.served).toBe(length + 1);
    expect(aimed.solution.mentorOf).not.toContain(UNMATCHED);
    expect(verifyAim(problem, aimed).gap).toBe(0);
    expect(solveFor(problem, 'total').solution.totalCost).toBe(0);
  });
});

describe('verifyAim', () => {
  const problem: Problem = {
    ...fromRows(
      [
        new Map([
          [0, 1],
          [1, 9],
        ]),
        new Map([
          [0, 2],
          [1, 3],
        ]),
      ],
      2,
    ),
    capacities: Uint32Array.of(1, 1),
    unmatchedCosts: Int32Array.of(20, 20),
  };

  it('does not believe a false claim', () => {
    const aimed = solveFor(problem, 'worst');
    expect(verifyAim(problem, aimed)).toEqual({ feasible: true, problems: [], gap: 0 });
    const claim = (change: Partial<AimedSolution['proof']>): number =>
      verifyAim(problem, { ...aimed, proof: { ...aimed.proof, ...change } }).gap;
    const nothing = { stuck: new Uint8Array(2), exhausted: new Uint8Array(2) };
    expect(claim({ served: 1 })).toBe(Infinity);
    expect(claim({ worst: 2 })).toBe(Infinity);
    expect(claim({ servedAtMost: 1 })).toBe(Infinity);
    expect(claim({ cover: null })).toBe(Infinity);
    expect(claim({ worstCover: nothing })).toBe(Infinity);
    expect(claim({ worstAtLeast: 2 })).toBe(Infinity);
  });

  it('does not take the lowest total for the most served', () => {
    const scarce = { ...problem, unmatchedCosts: Int32Array.of(0, 0) };
    const { solution } = solveFor(scarce, 'total');
    const { proof } = solveFor(scarce, 'served');
    expect(verifyAim(scarce, { solution, proof }).gap).toBe(Infinity);
  });
});
