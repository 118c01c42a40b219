import { UNMATCHED, type Problem, type Solution, type SolveOptions } from './model.ts';
import { solveWithMinimums, findSpread } from './minimums.ts';
import { makeNetwork, type Network } from './network.ts';
import { settle, solveNetwork, tellProgress } from './solve.ts';
import { adopt, readSolution, type State } from './state.ts';

/**
 * What «best» means: the lowest total; as many served as can be, then the lowest total; as many served as can be, then the worst pair
 * as good as can be, then the lowest total.
 */
export type Aim = 'total' | 'served' | 'worst';

/**
 * Why no more people could be served: the candidates of every stuck mentee are exhausted mentors, so that at most those not stuck and
 * the places of the exhausted are served (König 1931). One where the mentee or mentor belongs to it.
 */
export interface Cover {
  readonly stuck: Uint8Array;
  readonly exhausted: Uint8Array;
}

/** What is proven of an aim; `verifyAim` checks it. Without minimums every bound is reached and the gap is 0. */
export interface AimProof {
  readonly aim: Aim;
  readonly served: number;
  /** Nobody can serve more: `cover` shows it. */
  readonly servedAtMost: number;
  readonly cover: Cover | null;
  /** The dearest pair, place cost aside; null when nobody is served. */
  readonly worst: number | null;
  /** With dearer pairs than this left out fewer than `servedAtMost` are served: `worstCover` shows it for all below it. */
  readonly worstAtLeast: number | null;
  readonly worstCover: Cover | null;
  /** Pairs dearer than this were left out for the certificate; null: none. */
  readonly limit: number | null;
  /** What the certificate adds to every `unmatchedCosts`, so that nobody is left out to save. */
  readonly penalty: number;
  /** How much lower the total could be at most, among answers equally good by the aim; `Infinity` when not known. */
  readonly gap: number;
}

export interface AimedSolution {
  readonly solution: Solution;
  readonly proof: AimProof;
}

export interface AimOptions extends SolveOptions {
  /** For problems with minimums: see `solveWithMinimums`. */
  readonly nodes?: number;
}

/** The best pairs in the sense of the aim, with its proof. Deterministic like `solve`. */
export function solveFor(problem: Problem, aim: Aim, options: AimOptions = {}): AimedSolution {
  if (aim === 'total') return solveTotal(problem, options);
  const most = serveMost(problem);
  const best = problem.minimums
    ? serveWithMinimums(problem, aim, options)
    : serveThenSave(
        problem,
        aim === 'worst' ? findLimit(problem, most.served, options) : null,
        most.served,
        options,
      );
  const { solution, penalty, gap, limit, usedLimit } = best;
  const proof = {
    aim,
    served: countServed(solution.mentorOf),
    servedAtMost: most.served,
    cover: most.cover,
    worst: findWorst(problem, solution.mentorOf),
    worstAtLeast: limit?.cost ?? null,
    worstCover: limit?.cover ?? null,
    limit: usedLimit,
    penalty,
    gap,
  };
  return { solution, proof };
}

function solveTotal(problem: Problem, options: AimOptions): AimedSolution {
  const { solution, gap } = problem.minimums
    ? solveWithMinimums(problem, options)
    : { solution: readSolution(problem, solveNetwork(makeNetwork(problem), options)), gap: 0 };
  const served = countServed(solution.mentorOf);
  const proof = {
    aim: 'total' as const,
    served,
    servedAtMost: problem.menteeCount,
    cover: null,
    worst: findWorst(problem, solution.mentorOf),
    worstAtLeast: null,
    worstCover: null,
    limit: null,
    penalty: 0,
    gap,
  };
  return { solution, proof };
}

/** How many can be served at all, and why no more: every pair free, every mentee left out at 1; the duals are the cover. */
function serveMost(problem: Problem): { served: number; cover: Cover } {
  const state = solveNetwork({
    ...makeNetwork(problem, new Float64Array(problem.menteeCount).fill(1)),
    costs: new Int32Array(problem.costs.length),
    placeCosts: new Float64Array(problem.mentors.length),
  });
  const { menteeDuals, mentorPrices } = readSolution(problem, state).certificate;
  return {
    served: problem.menteeCount - state.pairOf.reduce((sum, pair) => sum + (pair < 0 ? 1 : 0), 0),
    cover: {
      stuck: Uint8Array.from(menteeDuals, (dual) => (dual >= 1 ? 1 : 0)),
      exhausted: Uint8Array.from(mentorPrices, (price) => (price >= 1 ? 1 : 0)),
    },
  };
}

/** The lowest cost such that with the pairs up to it so many are served; the cover is of those below it. */
interface Limit {
  readonly cost: number;
  readonly cover: Cover;
}

interface Served {
  readonly solution: Solution;
  readonly penalty: number;
  readonly gap: number;
  readonly limit: Limit | null;
  readonly usedLimit: number | null;
}

function findLimit(problem: Problem, most: number, { progress }: SolveOptions): Limit | null {
  if (most === 0) return null;
  const levels = [...new Set(problem.costs)].toSorted((a, b) => a - b);
  let [low, high] = [0, levels.length - 1];
  let cover = serveMost(limitCosts(problem, levels[0]! - 1)).cover;
  while (low < high) {
    tellProgress(progress, 0);
    const middle = (low + high) >> 1;
    const tried = serveMost(limitCosts(problem, levels[middle]!));
    if (tried.served >= most) high = middle;
    else {
      low = middle + 1;
      cover = tried.cover;
    }
  }
  return { cost: levels[low]!, cover };
}

/** The same problem without the pairs dearer than the limit. */
export function limitCosts(problem: Problem, limit: number): Problem {
  const { menteeCount } = problem;
  const offsets = new Uint32Array(menteeCount + 1);
  const mentors = new Uint32Array(problem.mentors.length);
  const costs = new Int32Array(problem.costs.length);
  let count = 0;
  for (let mentee = 0; mentee < menteeCount; mentee += 1) {
    for (let k = problem.offsets[mentee]!; k < problem.offsets[mentee + 1]!; k += 1) {
      if (problem.costs[k]! > limit) continue;
      mentors[count] = problem.mentors[k]!;
      costs[count] = problem.costs[k]!;
      count += 1;
    }
    offsets[mentee + 1] = count;
  }
  return { ...problem, offsets, mentors: mentors.subarray(0, count), costs: costs.subarray(0, count) };
}

/** Makes being unmatched dearer until as many are served as can be; no chain of moves costs more than what it ends with. */
function serveThenSave(whole: Problem, limit: Limit | null, most: number, options: SolveOptions): Served {
  const problem = limit === null ? whole : limitCosts(whole, limit.cost);
  let penalty = 4 * findSpread(makeNetwork(problem));
  let state: State | null = null;
  for (;;) {
    const network = makeDearer(problem, penalty);
    if (state === null) state = solveNetwork(network, options);
    else {
      state = adopt(network, state.prices, readSolution(problem, state).mentorOf);
      settle(state, options, 0.5);
    }
    const solution = readSolution(problem, state);
    if (countServed(solution.mentorOf) === most)
      return { solution, penalty, gap: 0, limit, usedLimit: limit?.cost ?? null };
    penalty *= 8;
  }
}

function makeDearer(problem: Problem, penalty: number): Network {
  return makeNetwork(
    problem,
    Float64Array.from(problem.unmatchedCosts, (cost) => cost + penalty),
  );
}

/**
 * With minimums how many can be served is itself hard: being unmatched is made as dear as could matter, and what the branch and
 * bound leaves open stays open. The worst pair is bettered as long as no fewer are served.
 */
function serveWithMinimums(problem: Problem, aim: Aim, options: AimOptions): Served {
  const penalty = (problem.menteeCount + 1) * findSpread(makeNetwork(problem));
  const { unmatchedCosts } = makeDearer(problem, penalty);
  const solveUpTo = (highest: number | null) => {
    const limited = highest === null ? problem : limitCosts(problem, highest);
    const { solution, gap } = solveWithMinimums(limited, { ...options, unmatchedCosts });
    return { solution, penalty, gap, limit: null, usedLimit: highest };
  };
  const free = solveUpTo(null);
  const served = countServed(free.solution.mentorOf);
  const limit = aim === 'worst' ? findLimit(problem, served, options) : null;
  const worst = findWorst(problem, free.solution.mentorOf);
  if (limit === null || worst === null) return free;
  const levels = [...new Set(problem.costs)].filter((cost) => cost >= limit.cost && cost <= worst);
  levels.sort((a, b) => a - b);
  let best = free;
  let [low, high] = [0, levels.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const tried = solveUpTo(levels[middle]!);
    if (countServed(tried.solution.mentorOf) >= served) {
      best = tried;
      high = middle;
    } else low = middle + 1;
  }
  return { ...best, limit };
}

function countServed(mentorOf: Int32Array): number {
  return mentorOf.reduce((sum, mentor) => sum + (mentor === UNMATCHED ? 0 : 1), 0);
}

function findWorst({ menteeCount, offsets, mentors, costs }: Problem, mentorOf: Int32Array): number | null {
  let worst: number | null = null;
  for (let mentee = 0; mentee < menteeCount; mentee += 1) {
    for (let k = offsets[mentee]!; k < offsets[mentee + 1]!; k += 1)
      if (mentors[k] === mentorOf[mentee] && (worst === null || costs[k]! > worst)) worst = costs[k]!;
  }
  return worst;
}
