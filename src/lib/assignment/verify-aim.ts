import { UNMATCHED, type Problem } from './model.ts';
import type { AimedSolution, Cover } from './aims.ts';
import { verify, type Verdict } from './verify.ts';

/**
 * Checks what `solveFor` claims, sharing nothing with it but the model: the numbers of its proof are those of the solution, the
 * covers show that more people or a better worst pair are impossible, and the certificate shows the lowest total. `gap` is 0 when all
 * of that is proven; `Infinity` when a claim is false or a bound is not reached.
 */
export function verifyAim(problem: Problem, { solution, proof }: AimedSolution): Verdict {
  const limited = proof.limit === null ? problem : leaveOutDearer(problem, proof.limit);
  const dearer = Float64Array.from(problem.unmatchedCosts, (cost) => cost + proof.penalty);
  const verdict = verify(limited, solution, dearer);
  const problems = [...verdict.problems];
  const { served, worst } = describe(problem, solution.mentorOf);
  if (served !== proof.served) problems.push(`${served} are served, not ${proof.served}`);
  if (worst !== proof.worst) problems.push(`the worst pair costs ${worst}, not ${proof.worst}`);
  const reasons = proof.aim === 'total' ? [] : findUnproven(problem, { solution, proof });
  const isReached =
    proof.aim === 'total' ||
    (served === proof.servedAtMost && (proof.aim === 'served' || worst === proof.worstAtLeast));
  const isProven = problems.length === 0 && reasons.length === 0 && isReached;
  return {
    feasible: problems.length === 0 && verdict.feasible,
    problems: [...problems, ...reasons],
    gap: isProven ? verdict.gap : Infinity,
  };
}

function findUnproven(problem: Problem, { proof }: AimedSolution): string[] {
  const reasons: string[] = [];
  if (!proof.cover || countServable(problem, proof.cover, Infinity) !== proof.servedAtMost)
    reasons.push('the cover does not show how many can be served');
  if (proof.aim !== 'worst' || proof.worstAtLeast === null) return reasons;
  if (!proof.worstCover || countServable(problem, proof.worstCover, proof.worstAtLeast) >= proof.served)
    reasons.push('the cover does not show that a better worst pair is impossible');
  return reasons;
}

/** How many can be served at most with pairs below the cost; all of them when the cover shows nothing. */
function countServable(problem: Problem, { stuck, exhausted }: Cover, below: number): number {
  const { menteeCount, mentorCount, offsets, mentors, costs, capacities } = problem;
  const candidates = new Uint32Array(mentorCount);
  let atMost = 0;
  for (let mentee = 0; mentee < menteeCount; mentee += 1) {
    if (!stuck[mentee]) atMost += 1;
    for (let k = offsets[mentee]!; k < offsets[mentee + 1]!; k += 1) {
      const mentor = mentors[k]!;
      if (costs[k]! >= below || capacities[mentor] === 0) continue;
      candidates[mentor]! += 1;
      if (stuck[mentee] && !exhausted[mentor]) return Infinity;
    }
  }
  for (let mentor = 0; mentor < mentorCount; mentor += 1)
    if (exhausted[mentor]) atMost += Math.min(capacities[mentor]!, candidates[mentor]!);
  return atMost;
}

function describe({ menteeCount, offsets, mentors, costs }: Problem, mentorOf: Int32Array) {
  let served = 0;
  let worst: number | null = null;
  for (let mentee = 0; mentee < menteeCount; mentee += 1) {
    if (mentorOf[mentee] !== UNMATCHED) served += 1;
    for (let k = offsets[mentee]!; k < offsets[mentee + 1]!; k += 1)
      if (mentors[k] === mentorOf[mentee]) worst = Math.max(worst ?? -Infinity, costs[k]!);
  }
  return { served, worst };
}

function leaveOutDearer(problem: Problem, limit: number): Problem {
  const offsets = [0];
  const kept: number[] = [];
  for (let mentee = 0; mentee < problem.menteeCount; mentee += 1) {
    for (let k = problem.offsets[mentee]!; k < problem.offsets[mentee + 1]!; k += 1)
      if (problem.costs[k]! <= limit) kept.push(k);
    offsets.push(kept.length);
  }
  return {
    ...problem,
    offsets: Uint32Array.from(offsets),
    mentors: Uint32Array.from(kept, (k) => problem.mentors[k]!),
    costs: Int32Array.from(kept, (k) => problem.costs[k]!),
  };
}
