/**
 * Mentors by their distance, the nearest first: a heap of four children a node over `distances`, which the caller lowers
 * before calling `raise`. Of equals, whichever the moves brought up: the same moves, the same order.
 */
export interface Heap {
  size: number;
  readonly items: Int32Array;
  /** Where a mentor stands in `items`; -1 when it is not there. */
  readonly positions: Int32Array;
  readonly distances: Float64Array;
}

export function makeHeap(count: number): Heap {
  return {
    size: 0,
    items: new Int32Array(count),
    positions: new Int32Array(count).fill(-1),
    distances: new Float64Array(count),
  };
}

/** Puts the mentor in, or moves it up after its distance was lowered. */
export function raise(heap: Heap, item: number): void {
  const { items, positions, distances } = heap;
  let at = positions[item]!;
  if (at < 0) {
    at = heap.size;
    heap.size = at + 1;
  }
  const distance = distances[item]!;
  while (at > 0) {
    const parent = (at - 1) >> 2;
    const above = items[parent]!;
    if (distances[above]! <= distance) break;
    items[at] = above;
    positions[above] = at;
    at = parent;
  }
  items[at] = item;
  positions[item] = at;
}

/** Takes the nearest out. The heap must not be empty. */
export function takeNearest(heap: Heap): number {
  const { items, positions, distances } = heap;
  const nearest = items[0]!;
  positions[nearest] = -1;
  const size = heap.size - 1;
  heap.size = size;
  if (size === 0) return nearest;
  const moved = items[size]!;
  const distance = distances[moved]!;
  let at = 0;
  for (;;) {
    const first = 4 * at + 1;
    if (first >= size) break;
    let child = first;
    let best = distances[items[first]!]!;
    const end = Math.min(first + 4, size);
    for (let other = first + 1; other < end; other += 1) {
      const their = distances[items[other]!]!;
      if (their < best) {
        best = their;
        child = other;
      }
    }
    if (best >= distance) break;
    items[at] = items[child]!;
    positions[items[at]!] = at;
    at = child;
  }
  items[at] = moved;
  positions[moved] = at;
  return nearest;
}

/** Empties the heap; what is still in it is forgotten. */
export function clear(heap: Heap): void {
  for (let at = 0; at < heap.size; at += 1) heap.positions[heap.items[at]!] = -1;
  heap.size = 0;
}
