import { dropDoubledPrepositions, healBrokenWords } from './heal.ts';
import { LEXICON, splitGlued } from './lexicon.ts';
import type { Entry, WordSort } from './lexicon.ts';

export type Sort = WordSort | 'number' | 'roman' | 'mark' | 'unknown' | 'end';

/** A piece of the phrase. `start` and `end` are places in the cleaned text; `gap`: white space stands before it. */
export interface Token {
  sort: Sort;
  /** Lemma of a known word, the word itself in lower case when unknown, the sign of a mark. */
  lemma: string;
  /** The word as written, lower case; empty for numbers and marks. */
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

/** Latin letters that look like Russian ones, as keyboards and recognised scans leave them. */
const LOOKALIKES: ReadonlyMap<string, string> = new Map([
  ['a', 'а'],
  ['b', 'в'],
  ['c', 'с'],
  ['e', 'е'],
  ['h', 'н'],
  ['k', 'к'],
  ['m', 'м'],
  ['o', 'о'],
  ['p', 'р'],
  ['t', 'т'],
  ['x', 'х'],
  ['y', 'у'],
]);

const ROMANS: ReadonlyMap<string, number> = new Map(
  ['I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX', 'X', 'XI', 'XII'].map((roman, index) => [
    roman,
    index + 1,
  ]),
);

const SUFFIXES = new Set('го ого ое е й ый ой ая я ую ю ом м му ому ти х ых ей'.split(' '));

const SPACED_SUFFIXES = new Set(['го', 'ого', 'ое', 'ый', 'ая']);

/**
 * White space made single, invisible and combining signs dropped, letters composed. The result is what an event's
 * text is cut from. Linear in the length of the phrase.
 */
export function cleanPhrase(phrase: string): string {
  let text = phrase;
  if (/[^\u0020-\u007e\u0410-\u044f]/.test(text)) {
    text = text
      .normalize('NFC')
      .replace(/[\u2160-\u216b\u2170-\u217b\uff10-\uff19]/g, (sign) => sign.normalize('NFKC'))
      .replace(/(?:\p{Mn}|[\u00ad\u200b-\u200f\u2060\ufeff])/gu, '');
  }
  return text.replace(/\s+/g, ' ').trim();
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

function isLetter(code: number): boolean {
  return (
    (code >= 0x410 && code <= 0x44f) ||
    code === 0x401 ||
    code === 0x451 ||
    code === 0x406 ||
    code === 0x456 ||
    (code >= 65 && code <= 90) ||
    (code >= 97 && code <= 122)
  );
}

const DASHES = new Set(['-', '–', '—', '‐', '‑', '‒', '―', '−', '─', '~', '÷', '⁃']);

/** Words, numbers and marks of a cleaned phrase, slips healed: stuck, broken and misspelt words, doubled prepositions. */
export function tokenise(text: string): Token[] {
  const tokens: Token[] = [];
  // Some letters change their length in lower case; then each word is lowered by itself.
  const lowered = text.toLowerCase();
  const whole = lowered.length === text.length;
  let hasUnknown = false;
  let gap = false;
  let i = 0;
  while (i < text.length) {
    const code = text.charCodeAt(i);
    if (code === 32) {
      gap = true;
      i += 1;
      continue;
    }
    const start = i;
    if (isDigit(code)) {
      while (i < text.length && isDigit(text.charCodeAt(i))) i += 1;
      const digits = i - start;
      const value = digits > 9 ? Number.MAX_SAFE_INTEGER : Number(text.slice(start, i));
      tokens.push({ sort: 'number', lemma: '#', word: '', value, digits, start, end: i, gap, healed: false });
    } else if (isLetter(code)) {
      while (i < text.length && isLetter(text.charCodeAt(i))) i += 1;
      const lower = whole ? lowered.slice(start, i) : text.slice(start, i).toLowerCase();
      if (pushWord(tokens, text, lower, start, i, gap)) hasUnknown = true;
    } else {
      i += 1;
      const mark = text[start] ?? '';
      const previous = tokens.at(-1);
      const isAbbreviationDot = mark === '.' && previous !== undefined && previous.sort !== 'number';
      if (!isAbbreviationDot) {
        const lemma = DASHES.has(mark) ? '-' : mark;
        tokens.push({
          sort: 'mark',
          lemma,
          word: '',
          value: 0,
          digits: 0,
          start,
          end: i,
          gap,
          healed: false,
        });
      }
    }
    gap = false;
  }
  const healed = hasUnknown ? healBrokenWords(tokens) : tokens;
  return dropDoubledPrepositions(healed);
}

/** Adds the word and answers whether it stayed unknown. */
function pushWord(
  tokens: Token[],
  text: string,
  lower: string,
  start: number,
  end: number,
  gap: boolean,
): boolean {
  let entry = LEXICON.get(lower);
  const previous = tokens.at(-1);
  if (entry === undefined || lower.length <= 2) {
    if (isOrdinalSuffix(tokens, lower, gap)) {
      if (previous?.lemma === '-') tokens.pop();
      return false;
    }
    if (entry === undefined && lower.length <= 4) {
      const roman = ROMANS.get(
        text.slice(start, end).toUpperCase().replaceAll('І', 'I').replaceAll('Х', 'X'),
      );
      if (roman !== undefined) {
        tokens.push({
          sort: 'roman',
          lemma: 'roman',
          word: lower,
          value: roman,
          digits: 0,
          start,
          end,
          gap,
          healed: false,
        });
        return false;
      }
    }
  }
  let word = lower;
  if (entry === undefined) {
    word = foldLetters(lower);
    entry = LEXICON.get(word);
  }
  if (entry === undefined) {
    const glued = splitGlued(word);
    if (glued) {
      const cut = start + glued[0].length;
      pushEntry(tokens, LEXICON.get(glued[0]), glued[0], start, cut, gap);
      pushEntry(tokens, LEXICON.get(glued[1]), glued[1], cut, end, true);
      return false;
    }
  }
  pushEntry(tokens, entry, word, start, end, gap);
  return entry === undefined;
}

function pushEntry(
  tokens: Token[],
  entry: Entry | undefined,
  word: string,
  start: number,
  end: number,
  gap: boolean,
): void {
  tokens.push({
    sort: entry?.sort ?? 'unknown',
    lemma: entry?.lemma ?? word,
    word,
    value: entry?.value ?? 0,
    digits: 0,
    start,
    end,
    gap,
    healed: false,
  });
}

/** «15-го», «1-е», «2009 го»: the ending of a number told in digits says nothing more. */
function isOrdinalSuffix(tokens: readonly Token[], word: string, gap: boolean): boolean {
  if (!SUFFIXES.has(word)) return false;
  const previous = tokens.at(-1);
  if (previous === undefined) return false;
  if (previous.sort === 'number' || previous.sort === 'roman') return !gap || SPACED_SUFFIXES.has(word);
  if (previous.lemma !== '-') return false;
  const before = tokens.at(-2);
  return before !== undefined && !gap && (before.sort === 'number' || before.sort === 'roman');
}

function foldLetters(word: string): string {
  let folded = '';
  for (const letter of word) folded += letter === 'ё' ? 'е' : (LOOKALIKES.get(letter) ?? letter);
  return folded;
}

/** Place in the tokens; rules move `pos` forward when they understood and put it back when they did not. */
export interface Cursor {
  readonly text: string;
  readonly tokens: readonly Token[];
  pos: number;
}

export function peek(cursor: Cursor, ahead = 0): Token {
  return cursor.tokens[cursor.pos + ahead] ?? END;
}

/** Steps over the token when its lemma is the one asked for. */
export function take(cursor: Cursor, lemma: string): boolean {
  if (peek(cursor).lemma !== lemma) return false;
  cursor.pos += 1;
  return true;
}

/** Steps over all the lemmas in a row, or none. */
export function takeAll(cursor: Cursor, ...lemmas: string[]): boolean {
  for (let i = 0; i < lemmas.length; i += 1) {
    if (peek(cursor, i).lemma !== lemmas[i]) return false;
  }
  cursor.pos += lemmas.length;
  return true;
}
