import type { WordSort } from './lexicon.ts';

export type Sort = WordSort | 'number' | 'roman' | 'mark' | 'unknown' | 'end';

/** A piece of the phrase. `start` and `end` are places in the cleaned text; `gap`: white space stands before it. */
export interface Token {
  sort: Sort;
  /** Lemma of a known word, the sign of a mark, '#' of a number, '?' of an unknown word. */
  lemma: string;
  /** The word as written, lower case, «ё» as «е»; empty for numbers and marks. */
  word: string;
  value: number;
  /** Digits of a number: «05» has two. */
  digits: number;
  start: number;
  end: number;
  gap: boolean;
  healed: boolean;
}

const END: Token = {
  sort: 'end',
  lemma: '',
  word: '',
  value: 0,
  digits: 0,
  start: 0,
  end: 0,
  gap: true,
  healed: false,
};

/** Place in the tokens; rules move `pos` forward when they understood and put it back when they did not. */
export interface Cursor {
  readonly text: string;
  readonly tokens: readonly Token[];
  pos: number;
}

export function peek(cursor: Cursor, ahead = 0): Token {
  const { tokens } = cursor;
  const at = cursor.pos + ahead;
  // Reading past the end of an array is slow, so that the bounds are checked first.
  return at >= 0 && at < tokens.length ? (tokens[at] ?? END) : END;
}

/** Steps over the token when its lemma is the one asked for. */
export function take(cursor: Cursor, lemma: string): boolean {
  if (peek(cursor).lemma !== lemma) return false;
  cursor.pos += 1;
  return true;
}

/** Steps over both lemmas in a row, or none. */
export function takeBoth(cursor: Cursor, first: string, second: string): boolean {
  if (peek(cursor).lemma !== first || peek(cursor, 1).lemma !== second) return false;
  cursor.pos += 2;
  return true;
}

/** The lemma of a known word, an unknown word as written: what the beginnings of words are tried on. */
export function stemOf(token: Token): string {
  return token.sort === 'unknown' ? token.word : token.lemma;
}
