import { performance } from 'node:perf_hooks';
import type { Problem, Solution } from '#src/lib/assignment/model.ts';
import { resolve } from '#src/lib/assignment/resolve.ts';
import { solve } from '#src/lib/assignment/solve.ts';
import { verify } from '#src/lib/assignment/verify.ts';
import { readProblem } from './problem-file.ts';

/**
 * `run-ours.ts FILE`: a process of its own that solves the problem of a file and prints what it took, as JSON. Milliseconds
 * are those that the processor gave to all threads of the process, compilation and memory included.
 */
export interface Ours {
  /** The first solution of the process. */
  readonly first: number;
  /** A later one, on average. */
  readonly warm: number;
  readonly wallClock: number;
  /** Megabytes at the peak of the first solution, above what the process had with the problem read. */
  readonly memory: number;
  readonly total: number;
  readonly gap: number;
  /** A new solution after one pair was pinned or forbidden, on average and the slowest in twenty. */
  readonly again: number;
  readonly againSlow: number;
}

const ENOUGH_MILLISECONDS = 600;
const CHANGES = 60;
const UNBEARABLE = 2 ** 28;

function readClock(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

function repeat(work: () => void, atLeast: number): number {
  const begin = readClock();
  let count = 0;
  do {
    work();
    count += 1;
  } while (count < atLeast || readClock() - begin < ENOUGH_MILLISECONDS);
  return (readClock() - begin) / count;
}

/** The problem with one mentee bound to one of its candidates, or kept from the one it has. */
function changeOne(problem: Problem, solution: Solution, turn: number): { problem: Problem; mentee: number } {
  const mentee = (turn * 7919) % problem.menteeCount;
  const start = problem.offsets[mentee]!;
  const end = problem.offsets[mentee + 1]!;
  const costs = problem.costs.slice();
  const unmatchedCosts = problem.unmatchedCosts.slice();
  const pinned = start + (turn % (end - start));
  const isPin = turn % 2 === 0;
  for (let k = start; k < end; k += 1)
    if (isPin ? k !== pinned : problem.mentors[k] === solution.mentorOf[mentee]) costs[k] = UNBEARABLE;
  if (isPin) unmatchedCosts[mentee] = UNBEARABLE;
  return { problem: { ...problem, costs, unmatchedCosts }, mentee };
}

function measureAgain(problem: Problem, solution: Solution): number[] {
  const times: number[] = [];
  for (let turn = 0; turn < CHANGES; turn += 1) {
    const changed = changeOne(problem, solution, turn);
    const begin = process.threadCpuUsage();
    const again = resolve(changed.problem, solution, { mentees: [changed.mentee], mentors: [] });
    const end = process.threadCpuUsage();
    times.push((end.user + end.system - begin.user - begin.system) / 1000);
    if (verify(changed.problem, again).gap !== 0) throw new Error('A solution made anew is not optimal');
  }
  return times.slice(CHANGES / 6).toSorted((a, b) => a - b);
}

const problem = readProblem(process.argv[2]!);
const before = process.memoryUsage.rss();
const begin = readClock();
const beginWall = performance.now();
const solution = solve(problem);
const wallClock = performance.now() - beginWall;
const first = readClock() - begin;
const memory = (process.resourceUsage().maxRSS * 1024 - before) / 2 ** 20;
const { gap } = verify(problem, solution);
const warm = repeat(() => solve(problem), first > 1000 ? 1 : 5);
const times = measureAgain(problem, solution);
const ours: Ours = {
  first,
  warm,
  wallClock,
  memory,
  total: solution.totalCost,
  gap,
  again: times.reduce((sum, time) => sum + time, 0) / times.length,
  againSlow: times[Math.floor(times.length * 0.95)]!,
};
console.log(JSON.stringify(ours));
