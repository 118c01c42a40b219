import { clear, makeHeap, raise, takeNearest, type Heap } from './heap.ts';
import { ENTRY_SIZE } from './network.ts';
import { dualOf, listCandidates, seat, unseat, type State } from './state.ts';

/** Working memory of `fillVacancies`, kept between searches. */
interface Search {
  readonly heap: Heap;
  readonly reachedIn: Int32Array;
  /** Who would leave the mentor, by which pair: the next step towards the vacancy. */
  readonly byMentee: Int32Array;
  readonly byPair: Int32Array;
  readonly scanned: Int32Array;
  scannedCount: number;
  round: number;
  /** The nearest end so far: a mentor whose last place need not be filled, or an unmatched mentee with a pair. */
  nearest: number;
  endMentor: number;
  endMentee: number;
  endPair: number;
}

/**
 * Fills the places that are worth their price but stand empty, or lowers the price until they are not: from each, backwards,
 * the cheapest chain of moves that begins with somebody unmatched or frees a place that costs as much as it is worth (reverse
 * shortest augmenting paths; Bertsekas & Castañón 1992 do the same by reverse auction). Everybody must be decided.
 */
export function fillVacancies(state: State, report?: (done: number, of: number) => void): void {
  const { mentorCount } = state.network;
  const vacant: number[] = [];
  for (let mentor = 0; mentor < mentorCount; mentor += 1)
    if (state.vacancies[mentor]! > 0) vacant.push(mentor);
  if (vacant.length === 0) return;
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
    endPair: -1,
  };
  for (let at = 0; at < vacant.length; at += 1) {
    if (report && at % 64 === 0) report(at, vacant.length);
    const mentor = vacant[at]!;
    while (state.vacancies[mentor]! > 0) {
      findChain(state, search, mentor);
      lowerPrices(state, search);
      moveAlong(state, search, mentor);
    }
  }
}

function findChain(state: State, search: Search, vacant: number): void {
  const { heap } = search;
  search.round += 1;
  search.scannedCount = 0;
  search.nearest = Infinity;
  search.reachedIn[vacant] = search.round;
  heap.distances[vacant] = 0;
  endAtMentor(state, search, vacant, 0);
  raise(heap, vacant);
  while (heap.size > 0) {
    const mentor = heap.items[0]!;
    if (heap.distances[mentor]! >= search.nearest) break;
    takeNearest(heap);
    search.scanned[search.scannedCount] = mentor;
    search.scannedCount += 1;
    scanCandidates(state, search, mentor, heap.distances[mentor]!);
  }
  clear(heap);
}

/** The last filled place of the mentor may be given up at the difference between its price and its cost. */
function endAtMentor(state: State, search: Search, mentor: number, distance: number): void {
  const { placeOffsets, placeCosts } = state.network;
  const filled = state.loads[mentor]! + state.vacancies[mentor]!;
  const end = distance + state.prices[mentor]! - placeCosts[placeOffsets[mentor]! + filled - 1]!;
  if (end < search.nearest) {
    search.nearest = end;
    search.endMentor = mentor;
    search.endMentee = -1;
  }
}

/** Everybody for whom the mentor is a candidate might come: from another mentor, or from nobody. */
function scanCandidates(state: State, search: Search, mentor: number, distance: number): void {
  const { entries, start, end } = listCandidates(state, mentor);
  const { heap, reachedIn, round } = search;
  const { distances, positions } = heap;
  const base = distance + state.prices[mentor]!;
  for (let at = start; at < end; at += ENTRY_SIZE) {
    const mentee = entries[at]!;
    const reached = base + entries[at + 1]! - dualOf(state, mentee);
    if (reached >= search.nearest) continue;
    const pair = state.pairOf[mentee]!;
    if (pair < 0) {
      search.nearest = reached;
      search.endMentor = mentor;
      search.endMentee = mentee;
      search.endPair = entries[at + 2]!;
      continue;
    }
    const left = state.network.mentors[pair]!;
    if (left === mentor) continue;
    if (reachedIn[left] === round && (positions[left]! < 0 || distances[left]! <= reached)) continue;
    reachedIn[left] = round;
    distances[left] = reached;
    search.byMentee[left] = mentee;
    search.byPair[left] = entries[at + 2]!;
    endAtMentor(state, search, left, reached);
    raise(heap, left);
  }
}

function lowerPrices({ prices }: State, { scanned, scannedCount, heap, nearest }: Search): void {
  for (let at = 0; at < scannedCount; at += 1) {
    const mentor = scanned[at]!;
    const distance = heap.distances[mentor]!;
    if (distance < nearest) prices[mentor]! -= nearest - distance;
  }
}

/** Moves everybody on the found chain one step on, towards the vacancy, which is one less afterwards. */
function moveAlong(state: State, search: Search, vacant: number): void {
  const { mentors } = state.network;
  let mentor = search.endMentor;
  let carried = search.endMentee;
  let carriedPair = search.endPair;
  while (mentor !== vacant) {
    const mentee = search.byMentee[mentor]!;
    const pair = search.byPair[mentor]!;
    unseat(state, mentee, mentor);
    if (carried !== -1) seat(state, carried, carriedPair, mentor);
    carried = mentee;
    carriedPair = pair;
    mentor = mentors[pair]!;
  }
  state.vacancies[vacant]! -= 1;
  if (carried !== -1) seat(state, carried, carriedPair, vacant);
}
