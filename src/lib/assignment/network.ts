import type { Problem } from './model.ts';

/**
 * The problem as the solvers read it: costs of mentees and places as doubles, so that an aim may weigh them beyond 32 bits,
 * and no more places with a mentor than there are candidates for them.
 */
export interface Network {
  readonly menteeCount: number;
  readonly mentorCount: number;
  readonly offsets: Uint32Array;
  /** The same memory as the problem's `mentors`; signed numbers are what V8 indexes by without a conversion. */
  readonly mentors: Int32Array;
  readonly costs: Int32Array;
  readonly unmatchedCosts: Float64Array;
  /** Places of mentor `j`: `placeOffsets[j] <= place < placeOffsets[j + 1]`, the cheapest first. */
  readonly placeOffsets: Int32Array;
  readonly placeCosts: Float64Array;
}

export function makeNetwork(problem: Problem, unmatchedCosts?: Float64Array): Network {
  const { menteeCount, mentorCount, mentors, costs } = problem;
  const placeOffsets = countPlaces(problem);
  return {
    menteeCount,
    mentorCount,
    offsets: problem.offsets,
    mentors: new Int32Array(mentors.buffer, mentors.byteOffset, mentors.length),
    costs,
    unmatchedCosts: unmatchedCosts ?? new Float64Array(problem.unmatchedCosts),
    placeOffsets,
    placeCosts: copyPlaceCosts(problem, placeOffsets),
  };
}

function countPlaces({ mentorCount, mentors, capacities }: Problem): Int32Array {
  const candidates = new Int32Array(mentorCount);
  for (let k = 0; k < mentors.length; k += 1) candidates[mentors[k]!]! += 1;
  const offsets = new Int32Array(mentorCount + 1);
  for (let mentor = 0; mentor < mentorCount; mentor += 1)
    offsets[mentor + 1] = offsets[mentor]! + Math.min(capacities[mentor]!, candidates[mentor]!);
  return offsets;
}

function copyPlaceCosts({ mentorCount, placeCosts }: Problem, offsets: Int32Array): Float64Array {
  const copied = new Float64Array(offsets[mentorCount]!);
  if (!placeCosts) return copied;
  for (let mentor = 0; mentor < mentorCount; mentor += 1) {
    const from = placeCosts.offsets[mentor]!;
    const start = offsets[mentor]!;
    const end = offsets[mentor + 1]!;
    for (let place = start; place < end; place += 1) copied[place] = placeCosts.costs[from + place - start]!;
  }
  return copied;
}

/** The candidates seen from the mentors: for each, one after another, mentee, cost and pair. */
export interface Transpose {
  readonly offsets: Int32Array;
  /** Three numbers each, side by side so that writing one does not touch three places of memory. */
  readonly entries: Int32Array;
}

export const ENTRY_SIZE = 3;

export function transpose({ menteeCount, mentorCount, offsets, mentors, costs }: Network): Transpose {
  const starts = new Int32Array(mentorCount + 1);
  for (let k = 0; k < mentors.length; k += 1) starts[mentors[k]! + 1]! += 1;
  for (let mentor = 0; mentor < mentorCount; mentor += 1) starts[mentor + 1]! += starts[mentor]!;
  const next = starts.slice();
  const entries = new Int32Array(ENTRY_SIZE * mentors.length);
  for (let mentee = 0; mentee < menteeCount; mentee += 1) {
    const end = offsets[mentee + 1]!;
    for (let k = offsets[mentee]!; k < end; k += 1) {
      const mentor = mentors[k]!;
      const at = ENTRY_SIZE * next[mentor]!;
      next[mentor]! += 1;
      entries[at] = mentee;
      entries[at + 1] = costs[k]!;
      entries[at + 2] = k;
    }
  }
  return { offsets: starts, entries };
}

/** The candidates of one mentor as in a transpose, by looking through all lists: quicker than a transpose for a few mentors. */
export function collectCandidates({ offsets, mentors, costs }: Network, mentor: number): Int32Array {
  const entries: number[] = [];
  for (let k = mentors.indexOf(mentor); k !== -1; k = mentors.indexOf(mentor, k + 1))
    entries.push(findMentee(offsets, k), costs[k]!, k);
  return Int32Array.from(entries);
}

/** Whose list the pair stands in. */
function findMentee(offsets: Uint32Array, pair: number): number {
  let [low, high] = [0, offsets.length - 2];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (offsets[middle]! <= pair) low = middle;
    else high = middle - 1;
  }
  return low;
}
