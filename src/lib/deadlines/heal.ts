import { numberLetter } from './letters.ts';
import { hashLetter, isHashOfWord, LEXICON, LONGEST_WORD, PREPOSITIONS } from './lexicon.ts';
import { healSlip } from './slips.ts';
import type { Token } from './tokens.ts';

/** Joins words that a line or a hyphen broke («сен-тябрь», «тече нии»), then heals slips of one letter. */
export function healBrokenWords(tokens: Token[]): Token[] {
  const result: Token[] = [];
  let i = 0;
  while (i < tokens.length) {
    const token = tokens[i];
    const merged = joinBroken(tokens, i);
    if (merged) {
      result.push(merged.token);
      i = merged.next;
      continue;
    }
    i += 1;
    if (token === undefined) continue;
    if (token.sort === 'unknown') {
      const entry = healSlip(token.word);
      if (entry) {
        result.push({ ...token, sort: entry.sort, lemma: entry.lemma, value: entry.value, healed: true });
        continue;
      }
      if (isMistypedRoman(token, tokens[i])) {
        result.push({ ...token, sort: 'roman', lemma: 'roman', value: token.word === 'п' ? 2 : 3 });
        continue;
      }
    }
    result.push(token);
  }
  return result;
}

/** «П квартал», «Ш квартал»: Russian capitals in the place of II and III. */
function isMistypedRoman(token: Token, next: Token | undefined): boolean {
  return (
    (token.word === 'п' || token.word === 'ш') && (next?.lemma === 'квартал' || next?.lemma === 'полугодие')
  );
}

function hashWord(hash: number, word: string): number {
  let result = hash;
  for (let i = 0; i < word.length; i += 1) result = hashLetter(result, numberLetter(word.charCodeAt(i)));
  return result;
}

function joinBroken(tokens: readonly Token[], at: number): { token: Token; next: number } | null {
  const first = tokens[at];
  if (first === undefined || first.word === '') return null;
  let unknown = first.sort === 'unknown';
  let joined = first.word;
  let hash = 0;
  let next = at + 1;
  for (let pieces = 2; pieces <= 3; pieces += 1) {
    if (next < tokens.length && tokens[next]?.lemma === '-') next += 1;
    const token = next < tokens.length ? tokens[next] : undefined;
    if (token === undefined || token.word === '' || joined.length + token.word.length > LONGEST_WORD)
      return null;
    unknown ||= token.sort === 'unknown';
    // Known words are not joined with one another, so that their hash is of no use.
    if (unknown) hash = hashWord(hash === 0 ? hashWord(0, joined) : hash, token.word);
    joined += token.word;
    next += 1;
    if (!unknown || joined.length < 4 || !isHashOfWord(hash)) continue;
    const entry = LEXICON.get(joined);
    if (entry === undefined) continue;
    const { sort, lemma, word, value } = entry;
    return { token: { ...first, sort, lemma, word, value, end: token.end, healed: true }, next };
  }
  return null;
}

export function dropDoubledPrepositions(tokens: Token[]): Token[] {
  return tokens.filter((token, i) => i === 0 || !isDoubled(token, tokens[i - 1]));
}

function isDoubled(token: Token, previous: Token | undefined): boolean {
  return token.lemma === previous?.lemma && token.sort === 'word' && PREPOSITIONS.has(token.lemma);
}
