import type { ClassName } from '#src/features/people/rules/classes.ts';
import { LAST_GRADE, tidyLetter } from '#src/features/people/rules/classes.ts';
import { nominativesOf } from '#src/features/people/rules/search/case-forms.ts';
import { toCyrillicLayout, toLatinLayout } from '#src/features/people/rules/search/layout.ts';

/** A word of a question: a name that begins so, or is one of these forms, as family name, name or patronymic. */
export interface SearchWord {
  readonly begins: string;
  readonly forms: readonly string[];
}

/** One way to understand what was typed. */
export interface SearchReading {
  /** How it reads, when it is not what was typed: «иванова» for «Bdfyjdf». Empty otherwise. */
  readonly readAs: string;
  /** All of them must fit, in any order. */
  readonly words: readonly SearchWord[];
  /** First letters of the name and of the patronymic, in this order; '' for one that was not given. */
  readonly initials: readonly [given: string, patronymic: string];
  readonly class: { readonly grade: number; readonly letter: string | null } | null;
}

const LONGEST = 100;
const MOST_WORDS = 6;
/** «7а», «7-А», «7 "а"», «11»: at a word's edge. */
const CLASS = /(?<![\p{L}\p{N}])(\d{1,2})(?:\s*[-–—]?\s*["«„]?(\p{L})["»“]?(?![\p{L}\p{N}.]))?(?![\p{N}])/u;

/**
 * What was typed, in the ways to try one after another until one finds somebody: as it stands, then as if the keyboard
 * had been in the other layout. Empty when there is nothing to look for.
 */
export function readSearch(typed: string): SearchReading[] {
  const text = typed
    .normalize('NFC')
    .slice(0, LONGEST)
    .replaceAll(/[\s\p{Cc}]+/gu, ' ')
    .trim()
    .toLocaleLowerCase('ru');
  if (text === '') return [];
  const other = /[a-z]/.test(text)
    ? toCyrillicLayout(text)
    : /\p{Script=Cyrillic}/u.test(text)
      ? toLatinLayout(text)
      : text;
  const readings = [readOne(text, ''), ...(other === text ? [] : [readOne(other, other)])];
  return readings.filter(
    ({ words, initials, class: asked }) => words.length > 0 || initials[0] !== '' || asked !== null,
  );
}

function readOne(text: string, readAs: string): SearchReading {
  const { asked, rest } = takeClass(text);
  const tokens = rest
    .replaceAll('ё', 'е')
    // «М.П.» is two initials, «ст.» one word: a point ends a word.
    .replaceAll(/[^\p{L}\p{M}\p{N}'’-]+/gu, ' ')
    .split(' ')
    .map((token) => token.replaceAll(/^-+|-+$/g, ''))
    .filter((token) => token !== '')
    .slice(0, MOST_WORDS);
  // A lone letter is how a name begins; beside a name it is an initial.
  const isAlone = tokens.length === 1;
  const letters = isAlone ? [] : tokens.filter(isInitial);
  const words = isAlone ? tokens : tokens.filter((token) => !isInitial(token));
  return {
    readAs,
    words: words.map((word) => ({ begins: word, forms: nominativesOf(word) })),
    initials: [letters[0] ?? '', letters[1] ?? ''],
    class: asked,
  };
}

function isInitial(token: string): boolean {
  return /^\p{L}$/u.test(token);
}

function takeClass(text: string): { asked: SearchReading['class']; rest: string } {
  const found = CLASS.exec(text);
  const grade = Number(found?.[1] ?? Number.NaN);
  if (found === null || !(grade <= LAST_GRADE)) return { asked: null, rest: text };
  const letter = found[2] === undefined ? null : tidyLetter(found[2]);
  const rest = `${text.slice(0, found.index)} ${text.slice(found.index + found[0].length)}`;
  return { asked: { grade, letter }, rest: rest.replaceAll(/(?<!\p{L})класса?(?!\p{L})/gu, ' ') };
}

/** Whether a class is the one that was asked for; without a letter every class of the grade is. */
export function fitsClass(asked: NonNullable<SearchReading['class']>, known: ClassName): boolean {
  return known.grade === asked.grade && (asked.letter === null || known.letter === asked.letter);
}
