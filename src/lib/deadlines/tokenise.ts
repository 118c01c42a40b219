import { dropDoubledPrepositions, healBrokenWords } from './heal.ts';
import { CYRILLIC, DASH, DIGIT, foldLetters, LATIN, numberLetter, SPACE, tellKind } from './letters.ts';
import { findEntry, hashLetter, LEXICON, PREPOSITIONS } from './lexicon.ts';
import type { Entry } from './lexicon.ts';
import { splitGlued } from './slips.ts';
import type { Sort, Token } from './tokens.ts';

const ROMANS: ReadonlyMap<string, number> = new Map(
  ['I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX', 'X', 'XI', 'XII'].map((roman, index) => [
    roman,
    index + 1,
  ]),
);

const SUFFIXES = new Set('го ого ое е й ый ой ая я ую ю ом м му ому ти х ых ей'.split(' '));

const SPACED_SUFFIXES = new Set(['го', 'ого', 'ое', 'ый', 'ая']);

/** Signs that rules know, as the engine keeps them; every other sign is «other». */
const SIGNS: readonly string[] = Array.from({ length: 0x100 }, (_, code) => String.fromCharCode(code));
const FAR_SIGNS: ReadonlyMap<number, string> = new Map(
  ['№', '•', '“', '”', '„', '’'].map((sign) => [sign.charCodeAt(0), sign]),
);

function nameSign(code: number): string {
  return (code < 0x100 ? SIGNS[code] : FAR_SIGNS.get(code)) ?? 'other';
}

/** Words, numbers and marks of a cleaned phrase, slips healed: stuck, broken and misspelt words, doubled prepositions. */
export function tokenise(text: string): Token[] {
  const tokens: Token[] = [];
  let hasUnknown = false;
  let hasDoubled = false;
  let hasQuote = false;
  let last: Token | null = null;
  let gap = false;
  let i = 0;
  while (i < text.length) {
    const start = i;
    const code = text.charCodeAt(i);
    const kind = tellKind(code);
    i += 1;
    if (kind === SPACE) {
      gap = true;
      continue;
    }
    if (kind === CYRILLIC || kind === LATIN) {
      let hash = 0;
      let latin = false;
      i = start;
      for (; i < text.length; i += 1) {
        const letter = numberLetter(text.charCodeAt(i));
        if (letter === 0) {
          if (tellKind(text.charCodeAt(i)) !== LATIN) break;
          latin = true;
        }
        hash = hashLetter(hash, letter);
      }
      const entry = latin ? null : findEntry(hash, text, start, i);
      if (entry === null) {
        if (pushStrange(tokens, text, start, i, gap, latin)) hasUnknown = true;
        last = tokens.at(-1) ?? null;
        hasDoubled = true;
      } else {
        // «не позднее, чем …»: the comma says nothing.
        if (entry.lemma === 'чем' && last?.lemma === ',') tokens.pop();
        if (last !== null && last.lemma === entry.lemma && PREPOSITIONS.has(entry.lemma)) hasDoubled = true;
        last = pushEntry(tokens, entry, start, i, gap);
      }
    } else if (kind === DIGIT) {
      let value = code - 48;
      for (; i < text.length; i += 1) {
        const digit = text.charCodeAt(i) - 48;
        if (digit < 0 || digit > 9) break;
        value = value * 10 + digit;
      }
      const digits = i - start;
      last = push(
        tokens,
        'number',
        '#',
        '',
        digits > 9 ? Number.MAX_SAFE_INTEGER : value,
        digits,
        start,
        i,
        gap,
      );
    } else if (code !== 46 || last === null || last.sort === 'number') {
      // A dot after a word ends an abbreviation and says nothing.
      last = push(tokens, 'mark', kind === DASH ? '-' : nameSign(code), '', 0, 0, start, i, gap);
      if (code === 0xab || code === 0x22 || code > 0x2000) hasQuote = true;
    }
    gap = false;
  }
  if (hasQuote) dropQuotesOfNumbers(tokens);
  if (hasUnknown) return dropDoubledPrepositions(healBrokenWords(tokens));
  return hasDoubled ? dropDoubledPrepositions(tokens) : tokens;
}

/** «15» октября: the day in quotes, as orders have it, is a number like any other. */
function dropQuotesOfNumbers(tokens: Token[]): void {
  for (let i = tokens.length - 2; i > 0; i -= 1) {
    const isQuoted = isQuote(tokens[i - 1]) && isQuote(tokens[i + 1]);
    if (tokens[i]?.sort !== 'number' || !isQuoted) continue;
    tokens.splice(i + 1, 1);
    tokens.splice(i - 1, 1);
    i -= 1;
  }
}

function isQuote(token: Token | undefined): boolean {
  return token !== undefined && token.sort === 'mark' && QUOTES.has(token.lemma);
}

const QUOTES = new Set(['«', '»', '"', '“', '”', '„']);

function push(
  tokens: Token[],
  sort: Sort,
  lemma: string,
  word: string,
  value: number,
  digits: number,
  start: number,
  end: number,
  gap: boolean,
): Token {
  const token: Token = { sort, lemma, word, value, digits, start, end, gap, healed: false };
  tokens.push(token);
  return token;
}

function pushEntry(tokens: Token[], entry: Entry, start: number, end: number, gap: boolean): Token {
  return push(tokens, entry.sort, entry.lemma, entry.word, entry.value, 0, start, end, gap);
}

/** Adds what is no plain word of the lexicon and answers whether it stayed unknown. */
function pushStrange(
  tokens: Token[],
  text: string,
  start: number,
  end: number,
  gap: boolean,
  latin: boolean,
): boolean {
  const written = text.slice(start, end);
  const lower = written.toLowerCase();
  if (lower.length <= 3 && isOrdinalSuffix(tokens, lower, gap)) {
    if (tokens.at(-1)?.lemma === '-') tokens.pop();
    return false;
  }
  if (lower.length <= 4 && isRomanLetter(text.charCodeAt(start))) {
    const roman = ROMANS.get(written.toUpperCase().replaceAll('І', 'I').replaceAll('Х', 'X'));
    if (roman !== undefined) {
      push(tokens, 'roman', 'roman', lower, roman, 0, start, end, gap);
      return false;
    }
  }
  const word = foldLetters(lower);
  // Words all in Russian letters were looked up already.
  if (latin && pushLatin(tokens, text, start, end, gap, word)) return false;
  const glued = splitGlued(word);
  if (glued !== null) {
    const cut = start + glued[0].word.length;
    pushEntry(tokens, glued[0], start, cut, gap);
    pushEntry(tokens, glued[1], cut, end, true);
    return false;
  }
  push(tokens, 'unknown', '?', word, 0, 0, start, end, gap);
  return true;
}

/** A word with Latin letters among the Russian ones («Maй»), or a roman number stuck to a word («IVквартал»). */
function pushLatin(
  tokens: Token[],
  text: string,
  start: number,
  end: number,
  gap: boolean,
  word: string,
): boolean {
  const entry = LEXICON.get(word);
  if (entry !== undefined) {
    pushEntry(tokens, entry, start, end, gap);
    return true;
  }
  const romanLength = countRoman(text.slice(start, end));
  const numbered = romanLength > 0 ? LEXICON.get(word.slice(romanLength)) : undefined;
  if (numbered !== undefined) {
    pushStrange(tokens, text, start, start + romanLength, gap, true);
    pushEntry(tokens, numbered, start + romanLength, end, true);
    return true;
  }
  return false;
}

/** A Latin letter, or the Russian «Х» in the place of one. */
function isRomanLetter(code: number): boolean {
  return tellKind(code) === LATIN || code === 0x425 || code === 0x445;
}

/** «IVквартал»: how many letters of a roman number a word in Russian letters begins with; 0 when none. */
function countRoman(written: string): number {
  let length = 0;
  while (tellKind(written.charCodeAt(length)) === LATIN) length += 1;
  return length < written.length && ROMANS.has(written.slice(0, length).toUpperCase()) ? length : 0;
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
