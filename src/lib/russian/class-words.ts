import type { Case } from '#src/lib/russian/case.ts';

const NBSP = '\u00a0';
const WORDS: Readonly<Record<Case, string>> = {
  nominative: 'класс',
  genitive: 'класса',
  dative: 'классу',
  accusative: 'класс',
  instrumental: 'классом',
  prepositional: 'классе',
};

/**
 * A class as papers write it, in a case: 9 and «А» + genitive → «9 «А» класса»; without a letter «9 класса»; a word instead of a
 * letter stands in quotation marks too («10 «физмат» класса»).
 */
export function classInWords(
  { grade, letter }: { readonly grade: number; readonly letter: string },
  name: Case,
): string {
  const bare = letter.trim();
  return `${grade}${NBSP}${bare === '' ? '' : `«${bare}»${NBSP}`}${WORDS[name]}`;
}
