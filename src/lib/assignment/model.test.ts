import { describe, expect, it } from 'vitest';
import { fromRows, makeDice, rollProblem } from './cases/small.ts';
import { checkProblem, costOf, type Problem } from './model.ts';
import { solve } from './solve.ts';
import { verify } from './verify.ts';

const problem: Problem = {
  ...fromRows(
    [
      new Map([
        [0, 4],
        [1, 2],
      ]),
      new Map([[1, 3]]),
    ],
    2,
  ),
  capacities: Uint32Array.of(1, 1),
  unmatchedCosts: Int32Array.of(10, 10),
};

describe('checkProblem', () => {
  it.each<[string, Partial<Problem>]>([
    ['counts', { menteeCount: -1 }],
    ['counts', { mentorCount: 0.5 }],
    ['lengths', { costs: Int32Array.of(1) }],
    ['lengths', { capacities: Uint32Array.of(1) }],
    ['lengths', { unmatchedCosts: Int32Array.of(1) }],
    ['lengths', { minimums: Uint32Array.of(1) }],
    ['offsets', { offsets: Uint32Array.of(0, 3) }],
    ['offsets', { offsets: Uint32Array.of(1, 2, 3) }],
    ['offsets', { offsets: Uint32Array.of(0, 3, 2) }],
    ['offsets', { offsets: Uint32Array.of(0, 1, 2) }],
    ['unknown_mentor', { mentors: Uint32Array.of(0, 2, 1) }],
    ['doubled_pair', { mentors: Uint32Array.of(1, 1, 1) }],
    ['cost_too_large', { costs: Int32Array.of(1, 2, 2 ** 31 - 1) }],
    ['cost_too_large', { unmatchedCosts: Int32Array.of(0, -(2 ** 31)) }],
    ['places', { placeCosts: { offsets: Uint32Array.of(0, 0, 1), costs: Int32Array.of(1) } }],
    ['places', { placeCosts: { offsets: Uint32Array.of(0, 1), costs: Int32Array.of(1) } }],
    [
      'places_not_convex',
      { placeCosts: { offsets: Uint32Array.of(0, 2, 3), costs: Int32Array.of(2, 1, 1) } },
    ],
    ['minimum_above_capacity', { minimums: Uint32Array.of(2, 0) }],
  ])('refuses %s', (reason, change) => {
    expect(checkProblem({ ...problem, ...change })).toMatchObject({
      ok: false,
      refusal: { code: `assignment.${reason}` },
    });
  });

  it('refuses totals that could not be exact', () => {
    const menteeCount = 2 ** 21;
    const many: Problem = {
      menteeCount,
      mentorCount: 0,
      offsets: new Uint32Array(menteeCount + 1),
      mentors: new Uint32Array(),
      costs: new Int32Array(),
      capacities: new Uint32Array(),
      unmatchedCosts: new Int32Array(menteeCount).fill(2 ** 30),
    };
    expect(checkProblem(many)).toMatchObject({ refusal: { code: 'assignment.total_too_large' } });
  });

  it('answers the problem when it is in order', () => {
    expect(checkProblem(problem)).toEqual({ ok: true, value: problem });
  });
});

describe('verify', () => {
  const solution = solve(problem);

  it('accepts the best answer with its prices', () => {
    expect([...solution.mentorOf]).toEqual([0, 1]);
    expect(verify(problem, solution)).toEqual({ feasible: true, problems: [], gap: 0 });
  });

  it('says by how much an answer may be bettered', () => {
    const worse = { ...solution, mentorOf: Int32Array.of(1, -1), totalCost: 12 };
    expect(verify(problem, worse)).toMatchObject({ feasible: true, gap: 5 });
  });

  it.each([
    ['a wrong total', { totalCost: 6 }],
    ['a mentor who is no candidate', { mentorOf: Int32Array.of(0, 0) }],
    ['more mentees than places', { mentorOf: Int32Array.of(1, 1), totalCost: 5 }],
    [
      'a dual above what a candidate costs',
      {
        certificate: { menteeDuals: Float64Array.of(99, 99), mentorPrices: Float64Array.of(0, 0) },
      },
    ],
    [
      'duals that are no numbers',
      {
        certificate: { menteeDuals: Float64Array.of(NaN, 3), mentorPrices: Float64Array.of(0, 0) },
      },
    ],
    ['a solution of another size', { mentorOf: Int32Array.of(1) }],
  ])('proves nothing by %s', (_, change) => {
    const { gap, problems } = verify(problem, { ...solution, ...change });
    expect(gap).toBe(Infinity);
    expect(problems).not.toEqual([]);
  });

  it('is not deceived by prices moved by one', () => {
    let wrong = 0;
    for (let seed = 0; seed < 200; seed += 1) {
      const dice = makeDice(seed);
      const shape = { mentees: 8, mentors: 4, candidates: 3, spread: 50, places: 2 };
      const one = rollProblem(dice, { ...shape, withPlaceCosts: false, withMinimums: false });
      const { certificate, ...rest } = solve(one);
      const mentorPrices = certificate.mentorPrices.map((price) => price - 25);
      const verdict = verify(one, { ...rest, certificate: { ...certificate, mentorPrices } });
      if (verdict.gap !== 0) wrong += 1;
    }
    expect(wrong).toBeGreaterThan(150);
  });
});

describe('costOf', () => {
  it('throws for a pair that is none of the problem’s', () => {
    expect(() => costOf(problem, Int32Array.of(0, 0))).toThrow(RangeError);
  });
});
