import { UNMATCHED } from './model.ts';
import { clear, makeHeap, raise, takeNearest, type Heap } from './heap.ts';
import { seat, UNDECIDED, unseat, type State } from './state.ts';

/** Working memory of `placeMentees`, kept between searches. */
interface Search {
  readonly heap: Heap;
  /** The search that last reached the mentor; its distance and the rest mean something only if it is this one. */
  readonly reachedIn: Int32Array;
  /** By which mentee and pair the mentor was reached. */
  readonly byMentee: Int32Array;
  readonly byPair: Int32Array;
  readonly scanned: Int32Array;
  scannedCount: number;
  round: number;
  /** The nearest end so far: a mentor with room, or a mentee of a mentor who would as soon be out. */
  nearest: number;
  endMentor: number;
  endMentee: number;
}

/**
 * Decides the undecided mentees, the first first, each by the cheapest chain of moves at the present prices that ends on
 * a free place or with somebody unmatched (successive shortest augmenting paths: Dijkstra on reduced costs with an early stop;
 * Jonker & Volgenant 1987). Prices of the mentors passed rise by what the chain was longer than the way to them, which keeps
 * everything decided before the best. Of equally short chains the one reached first wins.
 */
export function placeMentees(state: State, report?: (done: number, of: number) => void): void {
  const { menteeCount, mentorCount } = state.network;
  const undecided: number[] = [];
  for (let mentee = 0; mentee < menteeCount; mentee += 1)
    if (state.pairOf[mentee] === UNDECIDED) undecided.push(mentee);
  if (undecided.length === 0) return;
  const search: Search = {
    heap: makeHeap(mentorCount),
    reachedIn: new Int32Array(mentorCount),
    byMentee: new Int32Array(mentorCount),
    byPair: new Int32Array(mentorCount),
    scanned: new Int32Array(mentorCount),
    scannedCount: 0,
    round: 0,
    nearest: Infinity,
    endMentor: -1,
    endMentee: -1,
  };
  for (let at = 0; at < undecided.length; at += 1) {
    if (report && at % 64 === 0) report(at, undecided.length);
    const mentee = undecided[at]!;
    findChain(state, search, mentee);
    raisePrices(state, search);
    moveAlong(state, search, mentee);
  }
}

function findChain(state: State, search: Search, mentee: number): void {
  const { heap } = search;
  search.round += 1;
  search.scannedCount = 0;
  search.nearest = state.network.unmatchedCosts[mentee]!;
  search.endMentor = -1;
  search.endMentee = mentee;
  reach(state, search, mentee, 0);
  while (heap.size > 0) {
    const mentor = heap.items[0]!;
    if (heap.distances[mentor]! >= search.nearest) break;
    takeNearest(heap);
    search.scanned[search.scannedCount] = mentor;
    search.scannedCount += 1;
    scanMembers(state, search, mentor, heap.distances[mentor]!);
  }
  clear(heap);
}

/** Looks at the candidates of a mentee who stands `base` from the beginning (its dual already taken off). */
function reach(state: State, search: Search, mentee: number, base: number): void {
  const { offsets, mentors, costs } = state.network;
  const { heap, reachedIn, round } = search;
  const { distances, positions } = heap;
  const { prices } = state;
  const end = offsets[mentee + 1]!;
  for (let k = offsets[mentee]!; k < end; k += 1) {
    const mentor = mentors[k]!;
    const distance = base + costs[k]! + prices[mentor]!;
    if (distance >= search.nearest) continue;
    if (reachedIn[mentor] === round && (positions[mentor]! < 0 || distances[mentor]! <= distance)) continue;
    if (reachedIn[mentor] !== round) reachedIn[mentor] = round;
    distances[mentor] = distance;
    search.byMentee[mentor] = mentee;
    search.byPair[mentor] = k;
    endAtMentor(state, search, mentor, distance);
    raise(heap, mentor);
  }
}

/** Whether the chain can end on a place with the mentor, and how far that is. */
function endAtMentor(state: State, search: Search, mentor: number, distance: number): void {
  const { placeOffsets, placeCosts } = state.network;
  let end = Infinity;
  if (state.vacancies[mentor]! > 0) end = distance;
  else {
    const place = placeOffsets[mentor]! + state.loads[mentor]!;
    if (place < placeOffsets[mentor + 1]!) end = distance + placeCosts[place]! - state.prices[mentor]!;
  }
  if (end < search.nearest) {
    search.nearest = end;
    search.endMentor = mentor;
    search.endMentee = -1;
  }
}

/** Goes on to those who have the mentor's places: each would move to another mentor, or out. */
function scanMembers(state: State, search: Search, mentor: number, distance: number): void {
  const { placeOffsets, costs, unmatchedCosts } = state.network;
  const start = placeOffsets[mentor]!;
  const end = start + state.loads[mentor]!;
  const price = state.prices[mentor]!;
  for (let slot = start; slot < end; slot += 1) {
    const mentee = state.members[slot]!;
    const base = distance - (costs[state.pairOf[mentee]!]! + price);
    if (base + unmatchedCosts[mentee]! < search.nearest) {
      search.nearest = base + unmatchedCosts[mentee]!;
      search.endMentor = -1;
      search.endMentee = mentee;
    }
    reach(state, search, mentee, base);
  }
}

function raisePrices({ prices }: State, { scanned, scannedCount, heap, nearest }: Search): void {
  for (let at = 0; at < scannedCount; at += 1) {
    const mentor = scanned[at]!;
    const distance = heap.distances[mentor]!;
    if (distance < nearest) prices[mentor]! += nearest - distance;
  }
}

/** Moves everybody on the found chain one step on, from its end to the new mentee. */
function moveAlong(state: State, search: Search, first: number): void {
  const { mentors } = state.network;
  const { endMentee, byMentee, byPair } = search;
  let mentor = search.endMentor;
  if (endMentee !== -1) {
    if (endMentee !== first) {
      mentor = mentors[state.pairOf[endMentee]!]!;
      unseat(state, endMentee, mentor);
    }
    state.pairOf[endMentee] = UNMATCHED;
    if (endMentee === first) return;
  } else if (state.vacancies[mentor]! > 0) state.vacancies[mentor]! -= 1;
  for (;;) {
    const mentee = byMentee[mentor]!;
    const pair = byPair[mentor]!;
    const before = state.pairOf[mentee]!;
    if (before < 0) {
      seat(state, mentee, pair, mentor);
      return;
    }
    const left = mentors[before]!;
    unseat(state, mentee, left);
    seat(state, mentee, pair, mentor);
    mentor = left;
  }
}
