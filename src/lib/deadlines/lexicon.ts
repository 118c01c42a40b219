import { numberLetter } from './letters.ts';
import {
  CARDINALS,
  FREQUENCIES,
  MONTHS,
  ORDINAL_ENDINGS,
  ORDINAL_STEMS,
  SEASONS,
  THIRD_ENDINGS,
  WEEKDAYS,
  WORDS,
} from './words.ts';

/** What a word may be in a deadline. `word` is a known word told by its lemma. */
export type WordSort = 'month' | 'ordinal' | 'cardinal' | 'season' | 'weekday' | 'frequency' | 'word';

export interface Entry {
  readonly sort: WordSort;
  readonly lemma: string;
  /** The form itself. */
  readonly word: string;
  readonly value: number;
}

/**
 * The same text as the engine keeps it for names of properties: lemmas are compared many times a phrase, and two such
 * texts are compared by their address.
 */
function internText(text: string): string {
  return Object.keys({ [text]: 0 })[0] ?? text;
}

function collectEntries(): Map<string, Entry> {
  const entries = new Map<string, Entry>();
  const add = (forms: string, sort: WordSort, value: number, lemma?: string): void => {
    const list = forms.split(' ');
    const name = internText(lemma ?? list[0] ?? forms);
    for (const form of list) {
      if (!entries.has(form)) entries.set(form, { sort, lemma: name, word: internText(form), value });
    }
  };
  MONTHS.forEach((forms, index) => add(forms, 'month', index + 1));
  SEASONS.forEach((forms, index) => add(forms, 'season', index + 1));
  WEEKDAYS.forEach((forms, index) => {
    const [singular = '', plural = ''] = forms.split('|');
    add(singular, 'weekday', index + 1, 'weekday');
    add(plural, 'weekday', index + 1, 'weekdays');
  });
  // The noun «четверть» and the shared forms of words and ordinals must win over generated ordinals.
  for (const forms of WORDS) add(forms, 'word', 0);
  ORDINAL_STEMS.forEach((stem, index) => {
    const endings = index === 2 ? THIRD_ENDINGS : ORDINAL_ENDINGS;
    for (const ending of endings) add(stem + ending, 'ordinal', index + 1, 'ordinal');
  });
  for (const ending of ORDINAL_ENDINGS) add(`тридцат${ending}`, 'ordinal', 30, 'ordinal');
  add('двадцать', 'cardinal', 20, 'tens');
  add('тридцать', 'cardinal', 30, 'tens');
  CARDINALS.forEach((forms, index) => add(forms, 'cardinal', index + 1, 'cardinal'));
  for (const [frequency, forms] of Object.entries(FREQUENCIES)) add(forms, 'frequency', 0, frequency);
  return entries;
}

/** Every form of every known word, lower case, «ё» written «е». */
export const LEXICON: ReadonlyMap<string, Entry> = collectEntries();

export const PREPOSITIONS: ReadonlySet<string> = new Set(['с', 'по', 'до', 'к', 'в', 'на']);

/** Longest form of the lexicon. */
export const LONGEST_WORD = Math.max(...[...LEXICON.keys()].map((word) => word.length));

const SLOTS = 4096;

/** Open addressing by the hash of letters: a word is looked up in its phrase without being cut out of it. */
const TABLE: readonly (Entry | null)[] = fillTable();

function fillTable(): (Entry | null)[] {
  const table = Array.from<Entry | null>({ length: SLOTS }).fill(null);
  for (const entry of LEXICON.values()) {
    let slot = hashText(entry.word) & (SLOTS - 1);
    while (table[slot] !== null) slot = (slot + 1) & (SLOTS - 1);
    table[slot] = entry;
  }
  return table;
}

/** The hash of a text goes on with the letter (`numberLetter`); an empty text has 0. */
export function hashLetter(hash: number, letter: number): number {
  return (Math.imul(hash, 0x2c9277b5) + letter) ^ (hash >>> 15);
}

function hashText(text: string): number {
  let hash = 0;
  for (let i = 0; i < text.length; i += 1) hash = hashLetter(hash, numberLetter(text.charCodeAt(i)));
  return hash;
}

/** One bit for every hash of a known word, so that most other words are told apart without being looked up. */
const HASHES = new Uint8Array(1 << 15);
for (const word of LEXICON.keys()) HASHES[hashText(word) >>> 17] = 1;

/** False when no known word has this hash. */
export function isHashOfWord(hash: number): boolean {
  return HASHES[hash >>> 17] === 1;
}

/** The known word that stands in the text from `start` to `end`, all Russian letters with this hash. */
export function findEntry(hash: number, text: string, start: number, end: number): Entry | null {
  let slot = hash & (SLOTS - 1);
  for (;;) {
    const entry = TABLE[slot];
    if (entry === null || entry === undefined) return null;
    if (entry.word.length === end - start && isWordAt(entry.word, text, start)) return entry;
    slot = (slot + 1) & (SLOTS - 1);
  }
}

function isWordAt(word: string, text: string, start: number): boolean {
  for (let i = 0; i < word.length; i += 1) {
    // Forms are lower case without «ё», so that their codes are letters without a table.
    if (word.charCodeAt(i) - 0x42f !== numberLetter(text.charCodeAt(start + i))) return false;
  }
  return true;
}
