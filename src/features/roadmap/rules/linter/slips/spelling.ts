import file from '#data/roadmap-lexicon.json' with { type: 'json' };

const SHORTEST = 7;
/** A slip in an ending cannot be told from another form of the word. */
const ENDING = 3;
/** How often a word must stand in the document to be believed. */
const FREQUENT = 3;
const CONSONANTS = /^[бвгджзклмнпрстфхцчшщ]$/u;
const PREPOSITIONS = ['на', 'по', 'из', 'от', 'до', 'для', 'в', 'и', 'с', 'к', 'о'];

const lexicon: ReadonlySet<string> = new Set(file.words);
/** Words of the lexicon by every form with one letter left out: the usual index for one edit. */
const lexiconIndex = indexDeletions(file.words);

export interface Speller {
  /** The right spelling of a word that looks like a slip, in lower case; null for a word that looks right. */
  suggest: (word: string) => string | null;
  isKnown: (word: string) => boolean;
}

/** A speller that knows the lexicon of roadmaps and the frequent words of this document. */
export function createSpeller(documentWords: readonly string[]): Speller {
  const counts = new Map<string, number>();
  for (const raw of documentWords) {
    const word = foldWord(raw);
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  const frequent = [...counts]
    .filter(([word, count]) => count >= FREQUENT && word.length >= SHORTEST - 1)
    .map(([word]) => word);
  const ownIndex = indexDeletions(frequent.filter((word) => !lexicon.has(word)));
  const isKnown = (word: string): boolean => {
    const folded = foldWord(word);
    return lexicon.has(folded) || (counts.get(folded) ?? 0) >= FREQUENT;
  };
  return {
    isKnown,
    suggest: (raw) => {
      const word = foldWord(raw);
      if (word.length < SHORTEST || isKnown(word) || (counts.get(word) ?? 0) > 1) return null;
      return (
        findOneEditAway(word, lexiconIndex) ??
        findOneEditAway(word, ownIndex) ??
        cutGluedPreposition(word, isKnown)
      );
    },
  };
}

/** «правонарушенийв» → «правонарушений в». */
function cutGluedPreposition(word: string, isKnown: (word: string) => boolean): string | null {
  for (const preposition of PREPOSITIONS) {
    const head = word.slice(0, -preposition.length);
    // A known word followed by a vowel may be another form of it: «организаций» + «и» is nobody's slip.
    if (
      word.endsWith(preposition) &&
      head.length >= SHORTEST &&
      /[бвгджзйклмнпрстфхцчшщья]$/u.test(head) &&
      isKnown(head)
    ) {
      if (/^(?:и|о)$/u.test(preposition)) continue;
      return `${head} ${preposition}`;
    }
  }
  return null;
}

function foldWord(word: string): string {
  return word.toLowerCase().replaceAll('ё', 'е');
}

function indexDeletions(words: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const index = new Map<string, string[]>();
  for (const word of words) {
    if (word.length < SHORTEST - 1) continue;
    for (const form of new Set([word, ...listDeletions(word)])) {
      const known = index.get(form);
      if (known === undefined) index.set(form, [word]);
      else known.push(word);
    }
  }
  return index;
}

function listDeletions(word: string): string[] {
  return Array.from(word, (_, at) => word.slice(0, at) + word.slice(at + 1));
}

function findOneEditAway(word: string, index: ReadonlyMap<string, readonly string[]>): string | null {
  for (const form of [word, ...listDeletions(word)]) {
    const match = index.get(form)?.find((candidate) => isSlipOf(word, candidate));
    if (match !== undefined) return match;
  }
  return null;
}

/** One letter lost, added, changed or two swapped, in a place where no ending explains it. */
function isSlipOf(word: string, right: string): boolean {
  if (Math.abs(word.length - right.length) > 1 || word === right) return false;
  let at = 0;
  while (at < word.length && word[at] === right[at]) at += 1;
  const wordRest = word.slice(at);
  const rightRest = right.slice(at);
  const fromEnd = Math.min(wordRest.length, rightRest.length);
  const lost = wordRest === rightRest.slice(1);
  const added = wordRest.slice(1) === rightRest;
  const swapped =
    wordRest.length === rightRest.length &&
    wordRest[0] === rightRest[1] &&
    wordRest[1] === rightRest[0] &&
    wordRest.slice(2) === rightRest.slice(2);
  if (lost || added) {
    // «личностный» and «личностной» are forms; a letter lost before them is a slip. Prefixes make other words.
    return fromEnd >= ENDING && (at > 0 || lost);
  }
  const changed = wordRest.slice(1) === rightRest.slice(1);
  if (swapped) return fromEnd > ENDING;
  if (!changed || at === 0) return false;
  if (fromEnd > ENDING) return true;
  return fromEnd > 1 && CONSONANTS.test(wordRest[0] ?? '') && CONSONANTS.test(rightRest[0] ?? '');
}
