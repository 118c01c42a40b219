import { healSlip, LEXICON, PREPOSITIONS } from './lexicon.ts';
import type { Token } from './tokens.ts';

/** Joins words that a line or a hyphen broke («сен-тябрь», «тече нии»), then heals slips of one letter. */
export function healBrokenWords(tokens: Token[]): Token[] {
  const result: Token[] = [];
  let i = 0;
  while (i < tokens.length) {
    const merged = joinBroken(tokens, i);
    if (merged) {
      result.push(merged.token);
      i = merged.next;
      continue;
    }
    const token = tokens[i];
    i += 1;
    if (token === undefined) continue;
    if (token.sort === 'unknown') {
      const entry = healSlip(token.lemma);
      if (entry) {
        result.push({ ...token, sort: entry.sort, lemma: entry.lemma, value: entry.value, healed: true });
        continue;
      }
      if (isMistypedRoman(token, tokens[i])) {
        result.push({ ...token, sort: 'roman', lemma: 'roman', value: token.lemma === 'п' ? 2 : 3 });
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
    (token.lemma === 'п' || token.lemma === 'ш') && (next?.lemma === 'квартал' || next?.lemma === 'полугодие')
  );
}

/** No word of the lexicon is longer. */
const LONGEST_WORD = 18;

function joinBroken(tokens: readonly Token[], at: number): { token: Token; next: number } | null {
  let joined = '';
  let unknown = false;
  let next = at;
  for (let pieces = 1; pieces <= 3; pieces += 1) {
    let token = tokens[next];
    if (pieces > 1 && token?.lemma === '-') {
      next += 1;
      token = tokens[next];
    }
    if (token === undefined || token.sort === 'number' || token.sort === 'mark') return null;
    unknown ||= token.sort === 'unknown';
    joined += token.word;
    if (joined.length > LONGEST_WORD) return null;
    next += 1;
    if (pieces === 1 || !unknown) continue;
    const entry = LEXICON.get(joined);
    const first = tokens[at];
    if (entry && first && joined.length >= 4) {
      return {
        token: {
          ...first,
          sort: entry.sort,
          lemma: entry.lemma,
          word: joined,
          value: entry.value,
          end: token.end,
          healed: true,
        },
        next,
      };
    }
  }
  return null;
}

export function dropDoubledPrepositions(tokens: Token[]): Token[] {
  if (!tokens.some((token, i) => isDoubled(token, tokens[i - 1]))) return tokens;
  return tokens.filter((token, i) => !isDoubled(token, tokens[i - 1]));
}

function isDoubled(token: Token, previous: Token | undefined): boolean {
  return token.lemma === previous?.lemma && token.sort === 'word' && PREPOSITIONS.has(token.lemma);
}
