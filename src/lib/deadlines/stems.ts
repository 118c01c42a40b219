/** Says whether a word begins with one of the stems. */
export type StemTest = (word: string) => boolean;

/**
 * A test for words that begin with one of the stems (lower case, divided by spaces; «дом$» is that word and no other).
 * The stems are looked through by first letter: most words meet none.
 */
export function makeStemTest(...lists: readonly string[]): StemTest {
  const stems = new Map<number, string[]>();
  const words = new Set<string>();
  for (const stem of lists.join(' ').split(' ')) {
    if (stem.endsWith('$')) {
      words.add(stem.slice(0, -1));
      continue;
    }
    const first = stem.charCodeAt(0);
    const known = stems.get(first);
    if (known) known.push(stem);
    else stems.set(first, [stem]);
  }
  return (word) => {
    if (word === '') return false;
    const known = stems.get(word.charCodeAt(0));
    if (known !== undefined) {
      for (const stem of known) if (word.startsWith(stem)) return true;
    }
    return words.size > 0 && words.has(word);
  };
}
