import { makeHeap, raise, takeNearest, type Heap } from './heap.ts';
import { ENTRY_SIZE } from './network.ts';
import { dualOf, transposeOnce, type State } from './state.ts';

/**
 * How dear chains of moves are at the prices of an optimal state, as reduced costs, none of them negative. Nodes are the mentors and,
 * after them, «outside» (`mentorCount`): free places and the unmatched. A step from a mentor moves one of its mentees to another
 * mentor or outside, or takes a free place; a step from outside frees a place or serves somebody unmatched.
 */

/** The distance of every node to `target`, and of none through the mentee, who is the one to move at the end. */
export function measureTo(state: State, target: number, mentee: number): Float64Array {
  const { mentorCount } = state.network;
  const search = begin(mentorCount + 1, [target]);
  while (search.heap.size > 0) {
    const node = takeNearest(search.heap);
    if (node === mentorCount) leaveToOutside(state, search, mentee);
    else comeToMentor(state, search, node, mentee);
  }
  return search.heap.distances;
}

/** The distance of every mentor from outside; given an unmatched mentee, from its being served alone. */
export function measureFrom(state: State, mentee?: number): Float64Array {
  const { menteeCount, mentorCount, placeOffsets, placeCosts } = state.network;
  const search = begin(mentorCount, []);
  if (mentee === undefined) {
    for (let one = 0; one < menteeCount; one += 1)
      if (state.pairOf[one]! < 0) moveFrom(state, search, one, 0);
    for (let mentor = 0; mentor < mentorCount; mentor += 1) {
      const load = state.loads[mentor]!;
      if (load > 0)
        lower(search, mentor, state.prices[mentor]! - placeCosts[placeOffsets[mentor]! + load - 1]!);
    }
  } else moveFrom(state, search, mentee, 0);
  while (search.heap.size > 0) {
    const mentor = takeNearest(search.heap);
    const distance = search.heap.distances[mentor]!;
    const start = placeOffsets[mentor]!;
    for (let slot = start; slot < start + state.loads[mentor]!; slot += 1)
      moveFrom(state, search, state.members[slot]!, distance);
  }
  return search.heap.distances;
}

/** What the mentor's next free place costs above its price; Infinity without one. */
export function measureFreePlace({ network, loads, prices }: State, mentor: number): number {
  const place = network.placeOffsets[mentor]! + loads[mentor]!;
  if (place >= network.placeOffsets[mentor + 1]!) return Infinity;
  return network.placeCosts[place]! - prices[mentor]!;
}

interface Search {
  readonly heap: Heap;
}

function begin(nodes: number, sources: readonly number[]): Search {
  const search = { heap: makeHeap(nodes) };
  search.heap.distances.fill(Infinity);
  for (const source of sources) lower(search, source, 0);
  return search;
}

/** Dijkstra needs no mark of what is done: reduced costs are never negative, so that nothing done is lowered again. */
function lower({ heap }: Search, node: number, distance: number): void {
  if (distance >= heap.distances[node]!) return;
  heap.distances[node] = distance;
  raise(heap, node);
}

function moveFrom(state: State, search: Search, mentee: number, distance: number): void {
  const { offsets, mentors, costs } = state.network;
  const base = distance - dualOf(state, mentee);
  for (let k = offsets[mentee]!; k < offsets[mentee + 1]!; k += 1)
    lower(search, mentors[k]!, base + costs[k]! + state.prices[mentors[k]!]!);
}

/** Who could be one step before the mentor: those who would move to it, and, from outside, its last place freed. */
function comeToMentor(state: State, search: Search, mentor: number, except: number): void {
  const { offsets, entries } = transposeOnce(state);
  const { mentorCount, mentors, placeOffsets, placeCosts } = state.network;
  const distance = search.heap.distances[mentor]!;
  const price = state.prices[mentor]!;
  const load = state.loads[mentor]!;
  if (load > 0) lower(search, mentorCount, distance + price - placeCosts[placeOffsets[mentor]! + load - 1]!);
  const end = ENTRY_SIZE * offsets[mentor + 1]!;
  for (let at = ENTRY_SIZE * offsets[mentor]!; at < end; at += ENTRY_SIZE) {
    const mentee = entries[at]!;
    if (mentee === except) continue;
    const pair = state.pairOf[mentee]!;
    lower(
      search,
      pair < 0 ? mentorCount : mentors[pair]!,
      distance + entries[at + 1]! + price - dualOf(state, mentee),
    );
  }
}

/** Who could be one step before outside: mentors with a free place, and those of whose mentees one would as soon be out. */
function leaveToOutside(state: State, search: Search, except: number): void {
  const { menteeCount, mentorCount, mentors, unmatchedCosts } = state.network;
  const distance = search.heap.distances[mentorCount]!;
  for (let mentor = 0; mentor < mentorCount; mentor += 1)
    lower(search, mentor, distance + measureFreePlace(state, mentor));
  for (let mentee = 0; mentee < menteeCount; mentee += 1) {
    const pair = state.pairOf[mentee]!;
    if (pair >= 0 && mentee !== except)
      lower(search, mentors[pair]!, distance + unmatchedCosts[mentee]! - dualOf(state, mentee));
  }
}
