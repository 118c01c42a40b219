import file from '#data/matching.json' with { type: 'json' };
import { libraryTags, tagKey } from '#src/features/banks/rules/tags.ts';

/** How near two words of the dictionary are that are not the same: what the data say of neighbours. */
const NEAR = file.nearWords;
/** One word says the other and more: «физика» and «олимпиадная физика». */
const WITHIN = 0.8;
/** The ending of a Russian word is no part of its stem. */
const STEM_LENGTH = 5;

const standsFor = new Map(
  libraryTags.flatMap(({ word, synonyms }) =>
    [word, ...synonyms].map((one) => [tagKey(one), tagKey(word)] as const),
  ),
);
const setsByWord = new Map<string, Set<number>>();
for (const [index, set] of file.near.entries()) {
  for (const word of set) {
    const key = tagKey(word);
    setsByWord.set(key, (setsByWord.get(key) ?? new Set<number>()).add(index));
  }
}

/** «олимпиадная физика» → олимп, физик. Words of three letters and less say nothing. */
export function stemsOf(words: string): string[] {
  return tagKey(words)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length > 3)
    .map((word) => word.slice(0, Math.max(STEM_LENGTH, word.length - 3)).slice(0, 8));
}

function isWithin(some: readonly string[], others: readonly string[]): boolean {
  return (
    some.length > 0 &&
    some.every((stem) => others.some((other) => other.startsWith(stem) || stem.startsWith(other)))
  );
}

/** A word as it is compared: its key, the stems in it, the sets of neighbours that it stands in. */
interface Analysed {
  readonly key: string;
  readonly stems: readonly string[];
  readonly sets: ReadonlySet<number> | undefined;
}

function analyse(word: string): Analysed {
  const own = tagKey(word);
  const key = standsFor.get(own) ?? own;
  return { key, stems: stemsOf(key), sets: setsByWord.get(key) };
}

function compare(a: Analysed, b: Analysed): number {
  if (a.key === b.key) return 1;
  if (isWithin(a.stems, b.stems) || isWithin(b.stems, a.stems)) return WITHIN;
  if (a.sets === undefined || b.sets === undefined) return 0;
  for (const set of a.sets) if (b.sets.has(set)) return NEAR;
  return 0;
}

/** From 0 (nothing in common) to 1 (the same, or synonyms of the dictionary), the same both ways. */
export function nearness(one: string, other: string): number {
  return compare(analyse(one), analyse(other));
}

/** `nearness` with a memory: a pool has some hundred words and a hundred thousand pairs of people. */
export function createNearness(): (one: string, other: string) => number {
  const analysed = new Map<string, Analysed>();
  const recall = (word: string): Analysed => {
    let known = analysed.get(word);
    if (known === undefined) analysed.set(word, (known = analyse(word)));
    return known;
  };
  const known = new Map<string, Map<string, number>>();
  return (one, other) => {
    let row = known.get(one);
    if (row === undefined) known.set(one, (row = new Map<string, number>()));
    let value = row.get(other);
    if (value === undefined) row.set(other, (value = compare(recall(one), recall(other))));
    return value;
  };
}
