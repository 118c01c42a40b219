import { createRequire } from 'node:module';
import type { Problem } from '#src/lib/assignment/model.ts';
import { readProblem } from './problem-file.ts';

/**
 * `run-npm.ts PACKAGE FILE`: a process of its own that solves the problem of a file with a package of npm and prints the
 * package, milliseconds of the processor and the total. Making the package's form of the problem is not counted.
 */
const load = createRequire(import.meta.url);

function readClock(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** A full matrix; every problem given to these two is square and dense. */
function toMatrix({ menteeCount, mentorCount, costs }: Problem): number[][] {
  return Array.from({ length: menteeCount }, (_, mentee) => [
    ...costs.subarray(mentee * mentorCount, (mentee + 1) * mentorCount),
  ]);
}

function sumPairs(problem: Problem, pairs: readonly (readonly [number, number])[]): number {
  return pairs.reduce(
    (sum, [mentee, mentor]) => sum + problem.costs[mentee * problem.mentorCount + mentor]!,
    0,
  );
}

interface Edge {
  from: number;
  to: number;
  capacity: number;
  cost: number;
  flow: number;
}

/** From a source over mentees and mentors to a sink, straight from mentee to sink for those left out. */
function toEdges({ menteeCount, mentorCount, ...problem }: Problem): Edge[] {
  const sink = menteeCount + mentorCount + 1;
  const edges: Edge[] = [];
  const add = (from: number, to: number, capacity: number, cost: number): number =>
    edges.push({ from, to, capacity, cost, flow: 0 });
  for (let mentee = 0; mentee < menteeCount; mentee += 1) {
    add(0, 1 + mentee, 1, 0);
    add(1 + mentee, sink, 1, problem.unmatchedCosts[mentee]!);
    for (let k = problem.offsets[mentee]!; k < problem.offsets[mentee + 1]!; k += 1)
      add(1 + mentee, 1 + menteeCount + problem.mentors[k]!, 1, problem.costs[k]!);
  }
  for (let mentor = 0; mentor < mentorCount; mentor += 1)
    add(1 + menteeCount + mentor, sink, problem.capacities[mentor]!, 0);
  return edges;
}

const [name, path] = process.argv.slice(2) as [string, string];
const problem = readProblem(path);
// Packages without types: what they take and give is written down here.
const solver: unknown = load(name);
let begin: number;
let total: number;
if (name === 'min-cost-flow') {
  const { minCostFlowForNumberNodes } = solver as {
    minCostFlowForNumberNodes: (edges: Edge[]) => Edge[];
  };
  const edges = toEdges(problem);
  begin = readClock();
  total = minCostFlowForNumberNodes(edges).reduce((sum, { flow, cost }) => sum + Math.max(0, flow) * cost, 0);
} else {
  const matrix = toMatrix(problem);
  begin = readClock();
  total = sumPairs(problem, (solver as (matrix: number[][]) => [number, number][])(matrix));
}
console.log(name, (readClock() - begin).toFixed(2), total);
