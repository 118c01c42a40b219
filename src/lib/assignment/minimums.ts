import { UNMATCHED, costOf, type Problem, type Solution, type SolveOptions } from './model.ts';
import { makeNetwork, type Network } from './network.ts';
import { settle, tellProgress } from './solve.ts';
import { adopt, makeState, readSolution, type State } from './state.ts';

export interface MinimumsOptions extends SolveOptions {
  /** How many relaxed problems are solved at most, 1,000 unless told. */
  readonly nodes?: number;
  /** Stand in for those of the problem when an aim makes being unmatched dearer. */
  readonly unmatchedCosts?: Float64Array;
}

export interface BoundedSolution {
  /** Its certificate is that of the problem without minimums. */
  readonly solution: Solution;
  /** No answer that keeps the minimums costs less (with `unmatchedCosts`, if they were given). */
  readonly lowerBound: number;
  /** What the solution may be above the best: 0 only when it is proven the best. */
  readonly gap: number;
}

/** A part of all answers: some mentors must have their minimum, some may have nobody. */
interface Branch {
  readonly parent: Branch | null;
  readonly mentor: number;
  readonly isOpen: boolean;
  /** No answer in this part costs less. */
  readonly bound: number;
  readonly depth: number;
  readonly near: State;
}

/** What the search shares. */
interface Search {
  readonly problem: Problem;
  readonly network: Network;
  readonly minimums: Uint32Array;
  /** Added to every place of a closed mentor: no mentee would pay it. */
  readonly penalty: number;
  /** Taken off the first places of an open mentor: no chain of moves is worth as much. */
  readonly reward: number;
  best: Int32Array;
  bestCost: number;
  left: number;
}

/**
 * The best pairs in which each mentor has at least the minimum or nobody (groups that begin from so many). That is NP-hard, so
 * this is a branch and bound (Land & Doig 1960), the best bound first, over the problem without minimums: a mentor below the
 * minimum is closed in one branch and must be filled in the other. Ends when nothing better can be left, or after `nodes`; the gap
 * then says how far from the best the answer may be. Deterministic.
 */
export function solveWithMinimums(problem: Problem, options: MinimumsOptions = {}): BoundedSolution {
  const network = makeNetwork(problem, options.unmatchedCosts);
  const relaxed = makeState(network);
  settle(relaxed, {}, 0);
  const root = readSolution(problem, relaxed);
  const rootCost = costWith(network, problem, root.mentorOf);
  const minimums = problem.minimums ?? new Uint32Array(problem.mentorCount);
  const spread = findSpread(network);
  const search: Search = {
    problem,
    network,
    minimums,
    penalty: spread,
    reward: 2 * (problem.mentorCount + 2) * spread,
    best: new Int32Array(problem.menteeCount).fill(UNMATCHED),
    bestCost: 0,
    left: options.nodes ?? 1000,
  };
  search.bestCost = costWith(network, problem, search.best);
  if (findViolated(search, relaxed) === -1) [search.best, search.bestCost] = [root.mentorOf, rootCost];
  const top: Branch = { parent: null, mentor: -1, isOpen: false, bound: rootCost, depth: 0, near: relaxed };
  dive(search, top);
  const lowerBound = explore(search, top, options);
  const solution = {
    mentorOf: search.best,
    totalCost: costOf(problem, search.best),
    certificate: root.certificate,
  };
  return { solution, lowerBound, gap: search.bestCost - lowerBound };
}

/** Takes apart the branch with the lowest bound until none is below the best answer; gives the bound of all that is left. */
function explore(search: Search, top: Branch, { progress }: SolveOptions): number {
  const budget = search.left;
  const queue: Branch[] = [top];
  while (queue.length > 0) {
    const branch = takeLowest(queue);
    if (branch.bound >= search.bestCost) break;
    if (search.left <= 0) return branch.bound;
    tellProgress(progress, 1 - search.left / budget);
    const violated = findViolated(search, branch.near);
    if (violated === -1) continue;
    for (const isOpen of [true, false]) {
      const child = descend(search, branch, violated, isOpen);
      if (child && child.bound < search.bestCost) queue.push(child);
    }
  }
  return search.bestCost;
}

function takeLowest(queue: Branch[]): Branch {
  let lowest = 0;
  for (let at = 1; at < queue.length; at += 1) {
    const [one, other] = [queue[at]!, queue[lowest]!];
    if (one.bound < other.bound || (one.bound === other.bound && one.depth > other.depth)) lowest = at;
  }
  const taken = queue[lowest]!;
  queue[lowest] = queue.at(-1)!;
  queue.pop();
  return taken;
}

/** Finds a first good answer: mentors at half of their minimum are opened, the others closed, until no minimum is broken. */
function dive(search: Search, top: Branch): void {
  let branch = top;
  for (;;) {
    const mentor = findViolated(search, branch.near);
    if (mentor === -1) return;
    const isOpen = 2 * branch.near.loads[mentor]! >= search.minimums[mentor]!;
    const next =
      (isOpen ? descend(search, branch, mentor, true) : null) ?? descend(search, branch, mentor, false);
    if (next === null || next.bound >= search.bestCost) return;
    branch = next;
  }
}

/** Solves a branch; null when it has no answer. An answer that keeps all minimums and is the best so far is remembered. */
function descend(search: Search, parent: Branch, mentor: number, isOpen: boolean): Branch | null {
  const { problem, network, minimums } = search;
  search.left -= 1;
  const placeCosts = network.placeCosts.slice();
  const draft = { parent, mentor, isOpen, bound: 0, depth: parent.depth + 1, near: parent.near };
  for (let at: Branch | null = draft; at && at.mentor !== -1; at = at.parent)
    changePlaces(search, placeCosts, at);
  const state = adopt({ ...network, placeCosts }, parent.near.prices.slice(), mentorsOf(parent.near));
  settle(state, {}, 0);
  for (let at: Branch | null = draft; at && at.mentor !== -1; at = at.parent)
    if (at.isOpen && state.loads[at.mentor]! < minimums[at.mentor]!) return null;
  const mentorOf = mentorsOf(state);
  const bound = costWith(network, problem, mentorOf);
  if (bound < search.bestCost && findViolated(search, state) === -1) {
    search.best = mentorOf;
    search.bestCost = bound;
  }
  return { ...draft, bound, near: state };
}

function changePlaces(search: Search, placeCosts: Float64Array, { mentor, isOpen }: Branch): void {
  const start = search.network.placeOffsets[mentor]!;
  const end = search.network.placeOffsets[mentor + 1]!;
  const last = isOpen ? Math.min(end, start + search.minimums[mentor]!) : end;
  for (let place = start; place < last; place += 1)
    placeCosts[place]! += isOpen ? -search.reward : search.penalty;
}

/** The mentor with the most mentees for whom the minimum is broken; of equals the first. -1 when there is none. */
function findViolated({ minimums, problem }: Search, { loads }: State): number {
  let found = -1;
  for (let mentor = 0; mentor < problem.mentorCount; mentor += 1) {
    const load = loads[mentor]!;
    if (load > 0 && load < minimums[mentor]! && (found === -1 || load > loads[found]!)) found = mentor;
  }
  return found;
}

function mentorsOf({ network, pairOf }: State): Int32Array {
  return pairOf.map((pair) => (pair < 0 ? UNMATCHED : network.mentors[pair]!));
}

function costWith({ unmatchedCosts }: Network, problem: Problem, mentorOf: Int32Array): number {
  let cost = costOf(problem, mentorOf);
  for (let mentee = 0; mentee < problem.menteeCount; mentee += 1)
    if (mentorOf[mentee] === UNMATCHED) cost += unmatchedCosts[mentee]! - problem.unmatchedCosts[mentee]!;
  return cost;
}

/** More than any mentee could gain or lose by one move, places included. */
export function findSpread({ costs, unmatchedCosts, placeCosts }: Network): number {
  let [lowest, highest] = [0, 0];
  for (const list of [costs, unmatchedCosts]) {
    for (let k = 0; k < list.length; k += 1) {
      lowest = Math.min(lowest, list[k]!);
      highest = Math.max(highest, list[k]!);
    }
  }
  let place = 0;
  for (let k = 0; k < placeCosts.length; k += 1) place = Math.max(place, Math.abs(placeCosts[k]!));
  return highest - lowest + 2 * place + 1;
}
