import type { Problem } from '#src/lib/assignment/model.ts';

/** Problems made from a seed, the same on every machine. */

type Dice = () => number;

/** Numbers from 0 to below 1 (mulberry32). */
function makeDice(seed: number): Dice {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const TRAITS = 6;

function rollPeople(count: number, dice: Dice): Float32Array {
  return Float32Array.from({ length: count * TRAITS }, () => dice());
}

/** 0 to 1000: how far what one asks for lies from what the other gives, a few traits weighing most. */
function measure(asks: Float32Array, mentee: number, gives: Float32Array, mentor: number): number {
  let sum = 0;
  for (let trait = 0; trait < TRAITS; trait += 1) {
    const lack = asks[mentee * TRAITS + trait]! - gives[mentor * TRAITS + trait]!;
    sum += Math.abs(lack) / (trait + 1);
  }
  return Math.round((1000 * sum) / 2.45);
}

interface Lists {
  readonly length: number;
  /** Of so many looked at, the nearest `length` make the list. */
  readonly looked: number;
  /** 1: every mentor as likely; higher: the first ones much more so. */
  readonly popularity: number;
}

function rollLists(mentees: number, mentors: number, lists: Lists, dice: Dice) {
  const asks = rollPeople(mentees, dice);
  const gives = rollPeople(mentors, dice);
  const offsets = Uint32Array.from({ length: mentees + 1 }, (_, i) => i * lists.length);
  const listed = new Uint32Array(mentees * lists.length);
  const costs = new Int32Array(mentees * lists.length);
  const looked = new Float64Array(lists.looked);
  for (let mentee = 0; mentee < mentees; mentee += 1) {
    const seen = new Set<number>();
    while (seen.size < lists.looked) seen.add(Math.floor(mentors * dice() ** lists.popularity));
    let at = 0;
    for (const mentor of seen) looked[at++] = measure(asks, mentee, gives, mentor) * 2 ** 32 + mentor;
    looked.sort();
    for (let k = 0; k < lists.length; k += 1) {
      listed[mentee * lists.length + k] = looked[k]! % 2 ** 32;
      costs[mentee * lists.length + k] = Math.floor(looked[k]! / 2 ** 32);
    }
  }
  return { menteeCount: mentees, mentorCount: mentors, offsets, mentors: listed, costs };
}

/** Each mentee's twenty nearest mentors; two mentees a mentor, a tenth more places than people. */
export function makeTopLists(mentees: number, seed = 1): Problem {
  const dice = makeDice(seed);
  const mentors = Math.ceil(mentees / 2);
  const lists = { length: 20, looked: Math.min(120, mentors), popularity: 1 };
  return {
    ...rollLists(mentees, mentors, lists, dice),
    capacities: Uint32Array.from({ length: mentors }, () => (dice() < 0.2 ? 3 : 2)),
    unmatchedCosts: new Int32Array(mentees).fill(2000),
  };
}

/** Twenty random mentors each at a random cost: what assignment solvers are usually measured with. */
export function makeRandomLists(mentees: number, seed = 2): Problem {
  const dice = makeDice(seed);
  const lists = { length: 20, looked: Math.min(20, mentees), popularity: 1 };
  const problem = rollLists(mentees, mentees, lists, dice);
  return {
    ...problem,
    costs: problem.costs.map(() => Math.floor(dice() * 1000)),
    capacities: new Uint32Array(mentees).fill(1),
    unmatchedCosts: new Int32Array(mentees).fill(3000),
  };
}

/** Popular mentors on most lists, places for three in four, staying without a mentor very dear: prices are fought for. */
export function makeScarceLists(mentees: number, seed = 3): Problem {
  const dice = makeDice(seed);
  const mentors = Math.ceil(mentees / 3);
  const lists = { length: 20, looked: Math.min(60, mentors), popularity: 2 };
  return {
    ...rollLists(mentees, mentors, lists, dice),
    capacities: Uint32Array.from({ length: mentors }, () => 1 + Math.floor(dice() * 3.5)),
    unmatchedCosts: Int32Array.from({ length: mentees }, () => 10_000 + Math.floor(dice() * 1000)),
  };
}

export type Dense = 'random' | 'people' | 'products' | 'line';

const LINE_LENGTH = 1_000_000;

/** Whole numbers from 0 to below `LINE_LENGTH`. */
function rollPoints(count: number, dice: Dice): Int32Array {
  return Int32Array.from({ length: count }, () => Math.floor(dice() * LINE_LENGTH));
}

/** What it costs to leave somebody out: dearer than every pair, so that nobody is. */
function dearestOf(kind: Dense, count: number): number {
  if (kind === 'products') return 2 * count * count;
  return kind === 'line' ? 2 * LINE_LENGTH : 2000;
}

/**
 * Everybody may have everybody, one place each. `products`: cost i × j (Machol & Wien 1976), the worst case of many solvers; `line`: people
 * as points on a line, cost their distance up to a million, where very many answers are equally good.
 */
export function makeDense(count: number, kind: Dense, seed = 4): Problem {
  const dice = makeDice(seed);
  const [from, to] = [rollPoints(count, makeDice(5)), rollPoints(count, makeDice(6))];
  const asks = rollPeople(count, dice);
  const gives = rollPeople(count, dice);
  const mentors = new Uint32Array(count * count);
  const costs = new Int32Array(count * count);
  for (let mentee = 0; mentee < count; mentee += 1) {
    for (let mentor = 0; mentor < count; mentor += 1) {
      const k = mentee * count + mentor;
      mentors[k] = mentor;
      if (kind === 'random') costs[k] = Math.floor(dice() * 1000);
      else if (kind === 'people') costs[k] = measure(asks, mentee, gives, mentor);
      else if (kind === 'line') costs[k] = Math.abs(from[mentee]! - to[mentor]!);
      else costs[k] = (mentee + 1) * (mentor + 1);
    }
  }
  return {
    menteeCount: count,
    mentorCount: count,
    offsets: Uint32Array.from({ length: count + 1 }, (_, i) => i * count),
    mentors,
    costs,
    capacities: new Uint32Array(count).fill(1),
    unmatchedCosts: new Int32Array(count).fill(dearestOf(kind, count)),
  };
}
