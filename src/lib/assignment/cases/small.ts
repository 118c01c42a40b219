import type { Problem } from '../model.ts';

/** A number below `n`; the same numbers for the same seed on every machine (mulberry32). */
export type Dice = (n: number) => number;

export function makeDice(seed: number): Dice {
  let state = seed >>> 0;
  return (n) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * n);
  };
}

export interface Shape {
  readonly mentees: number;
  readonly mentors: number;
  readonly candidates: number;
  /** Costs lie in -a quarter of it to three quarters. */
  readonly spread: number;
  readonly places: number;
  readonly withPlaceCosts: boolean;
  readonly withMinimums: boolean;
}

/** Any small shape: nobody, no places, one cost for all, more places than people. */
export function rollShape(dice: Dice): Shape {
  return {
    mentees: dice(6),
    mentors: dice(5),
    candidates: dice(5),
    spread: [1, 3, 12, 1000][dice(4)]!,
    places: 1 + dice(4),
    withPlaceCosts: dice(2) === 0,
    withMinimums: false,
  };
}

export function rollProblem(dice: Dice, shape: Shape): Problem {
  const rows = Array.from({ length: shape.mentees }, () => {
    const row = new Map<number, number>();
    for (let k = 0; shape.mentors > 0 && k < shape.candidates; k += 1)
      row.set(dice(shape.mentors), rollCost(dice, shape));
    return row;
  });
  const capacities = Uint32Array.from({ length: shape.mentors }, () => dice(shape.places + 1));
  return {
    ...fromRows(rows, shape.mentors),
    capacities,
    unmatchedCosts: Int32Array.from(
      { length: shape.mentees },
      () => rollCost(dice, shape) + dice(shape.spread),
    ),
    ...(shape.withPlaceCosts ? { placeCosts: rollPlaceCosts(dice, shape, capacities) } : {}),
    ...(shape.withMinimums ? { minimums: capacities.map((capacity) => dice(capacity + 1)) } : {}),
  };
}

function rollCost(dice: Dice, { spread }: Shape): number {
  return dice(spread) - (spread >> 2);
}

function rollPlaceCosts(dice: Dice, { spread }: Shape, capacities: Uint32Array) {
  const rows = Array.from(capacities, (capacity) => {
    let cost = dice(spread) - (spread >> 1);
    return Array.from({ length: capacity + dice(2) }, () => {
      const now = cost;
      cost += dice(spread);
      return now;
    });
  });
  const offsets = [0];
  for (const row of rows) offsets.push(offsets.at(-1)! + row.length);
  return { offsets: Uint32Array.from(offsets), costs: Int32Array.from(rows.flat()) };
}

/** The lists of a problem from one map a mentee: mentor to cost. */
export function fromRows(rows: readonly ReadonlyMap<number, number>[], mentorCount: number) {
  const offsets = [0];
  for (const row of rows) offsets.push(offsets.at(-1)! + row.size);
  return {
    menteeCount: rows.length,
    mentorCount,
    offsets: Uint32Array.from(offsets),
    mentors: Uint32Array.from(rows.flatMap((row) => [...row.keys()])),
    costs: Int32Array.from(rows.flatMap((row) => [...row.values()])),
  };
}

/** The maps of a problem's lists, to be changed and given to `fromRows` again. */
export function toRows(problem: Problem): Map<number, number>[] {
  return Array.from({ length: problem.menteeCount }, (_, mentee) => {
    const row = new Map<number, number>();
    for (let k = problem.offsets[mentee]!; k < problem.offsets[mentee + 1]!; k += 1)
      row.set(problem.mentors[k]!, problem.costs[k]!);
    return row;
  });
}

export interface BruteBest {
  /** The lowest total. */
  readonly total: number;
  /** Most served; then the lowest total. */
  readonly served: readonly [served: number, total: number];
  /** Most served; then the worst pair; then the lowest total. */
  readonly worst: readonly [served: number, worst: number, total: number];
}

/** The best of every way to pair, each looked at: what the solvers are held against. */
export function tryAll(problem: Problem): BruteBest {
  const { menteeCount, offsets, mentors, costs, capacities, unmatchedCosts, placeCosts, minimums } = problem;
  const loads = new Uint32Array(problem.mentorCount);
  let total = Infinity;
  let most: readonly [number, number] = [-1, 0];
  let fairest: readonly [number, number, number] = [-1, 0, 0];
  const choose = (mentee: number, cost: number, served: number, worst: number): void => {
    if (mentee === menteeCount) {
      if (minimums && loads.some((load, mentor) => load > 0 && load < minimums[mentor]!)) return;
      if (cost < total) total = cost;
      if (served > most[0] || (served === most[0] && cost < most[1])) most = [served, cost];
      const isFairer =
        served > fairest[0] ||
        (served === fairest[0] && (worst < fairest[1] || (worst === fairest[1] && cost < fairest[2])));
      if (isFairer) fairest = [served, worst, cost];
      return;
    }
    choose(mentee + 1, cost + unmatchedCosts[mentee]!, served, worst);
    for (let k = offsets[mentee]!; k < offsets[mentee + 1]!; k += 1) {
      const mentor = mentors[k]!;
      const load = loads[mentor]!;
      if (load >= capacities[mentor]!) continue;
      const place = placeCosts?.costs[placeCosts.offsets[mentor]! + load] ?? 0;
      loads[mentor] = load + 1;
      choose(mentee + 1, cost + costs[k]! + place, served + 1, Math.max(worst, costs[k]!));
      loads[mentor] = load;
    }
  };
  choose(0, 0, 0, -Infinity);
  return { total, served: most, worst: fairest };
}
