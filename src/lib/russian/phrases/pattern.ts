/**
 * The small language in which dictionaries (`data/activity-kinds.json`, `data/paper-kinds.json`) say how a kind is
 * recognised, compiled to regular expressions over normalised words.
 *
 * A phrase is terms in order: `формирован .. @pair`.
 * - `стем` matches any word that begins so; `=слово` that very word;
 * - `a|b` either; `@name` is replaced by the alternatives of `words`;
 * - between terms up to three other words may stand, after `..` up to eight, before `_стем` none;
 * - `^` pins the next term to the beginning of the clause.
 */

const NEAR = '(?: [^ ]+){0,3} ';
const FAR = '(?: [^ ]+){0,8} ';
const ADJACENT = ' ';

export interface CompiledPhrase {
  readonly source: string;
  readonly pattern: RegExp;
  /** One of these must stand in a line for the phrase to match: asked first, because most phrases do not. */
  readonly openings: readonly string[];
}

/**
 * Compiles one phrase. `words` holds the macros without recursion.
 * Throws on an unknown macro or an empty phrase: the dictionary is shipped with the program, so that is a bug.
 */
export function compilePhrase(phrase: string, words: Readonly<Record<string, string>>): CompiledPhrase {
  const terms = phrase.split(' ').filter(Boolean);
  let gap = '';
  let source = '';
  let first = true;
  for (const term of terms) {
    if (term === '^') {
      gap = '^ ';
      continue;
    }
    if (term === '..') {
      gap = FAR;
      continue;
    }
    const before = gap === '' ? (first ? ' ' : NEAR) : gap;
    source += `(?:${expandAlternatives(term, words)
      .map((alternative) => compileAlternative(alternative, before))
      .join('|')})`;
    gap = '';
    first = false;
  }
  if (source === '') throw new Error(`Empty phrase in the dictionary of kinds: «${phrase}»`);
  const opening = terms.find((term) => term !== '^' && term !== '..') ?? '';
  const openings = expandAlternatives(opening, words).map(
    (alternative) => ` ${alternative.replace(/^_/, '').split('+')[0]?.replace(/^=/, '') ?? ''}`,
  );
  return { source: phrase, pattern: new RegExp(`${source}(?= )`, 'u'), openings };
}

function expandAlternatives(term: string, words: Readonly<Record<string, string>>): string[] {
  return term.split('|').flatMap((alternative) => {
    const adjacent = alternative.startsWith('_');
    const bare = adjacent ? alternative.slice(1) : alternative;
    if (!bare.startsWith('@')) return [alternative];
    const macro = words[bare];
    if (macro === undefined) throw new Error(`Unknown word «${bare}» in the dictionary of kinds`);
    return macro.split('|').map((word) => (adjacent ? `_${word}` : word));
  });
}

function compileAlternative(alternative: string, before: string): string {
  const adjacent = alternative.startsWith('_');
  const bare = adjacent ? alternative.slice(1) : alternative;
  const gap = adjacent ? ADJACENT : before;
  // A macro may itself be a phrase of adjacent words («дорожн _карт»), written with `+` for the space.
  const body = bare
    .split('+')
    .map((word) => (word.startsWith('=') ? word.slice(1) : `${word}[^ ]*`))
    .join(' ');
  return `${gap}${body}(?= )`;
}

/** The plain stems of a phrase, without macros and signs: what healing of broken words looks up. */
export function listStems(phrase: string, words: Readonly<Record<string, string>>): string[] {
  return phrase
    .split(' ')
    .filter((term) => term !== '^' && term !== '..')
    .flatMap((term) => expandAlternatives(term, words))
    .flatMap((alternative) => alternative.replace(/^_/, '').split('+'))
    .map((word) => word.replace(/^=/, ''))
    .filter(Boolean);
}
