import { Case as LibraryCase, Gender as LibraryGender, numeralize } from 'numeralize-ru';
import type { Case } from '#src/lib/russian/case.ts';
import type { GrammaticalGender } from '#src/lib/russian/inflect.ts';

const cases: Readonly<Record<Case, LibraryCase>> = {
  nominative: LibraryCase.Nominative,
  genitive: LibraryCase.Genitive,
  dative: LibraryCase.Dative,
  accusative: LibraryCase.Accusative,
  instrumental: LibraryCase.Instrumental,
  prepositional: LibraryCase.Prepositional,
};
const genders: Readonly<Record<GrammaticalGender, LibraryGender>> = {
  male: LibraryGender.Masculine,
  female: LibraryGender.Feminine,
  neuter: LibraryGender.Neuter,
};

/** A trillion and more stand in no paper of a school. */
const LARGEST = 999_999_999_999;

export interface CountedThing {
  readonly case?: Case;
  /** Of what is counted: «двадцать одна пара», «двадцать один наставник». */
  readonly gender?: GrammaticalGender;
  /** People and animals: «два наставника» – «закрепить двух наставников». */
  readonly isAnimate?: boolean;
}

/**
 * A whole number in words: 21 + feminine → «двадцать одна»; 21 + genitive → «двадцати одного». A number that is not whole or is
 * larger than papers need comes back in figures. The library is `numeralize-ru`; of it only the accusative of compound numbers
 * is corrected («назначить двадцать два наставника»: Розенталь, «Справочник по правописанию»).
 */
export function numberInWords(count: number, thing: CountedThing = {}): string {
  if (!Number.isSafeInteger(count) || Math.abs(count) > LARGEST) return String(count);
  const { case: name = 'nominative', gender = 'male', isAnimate = false } = thing;
  const size = Math.abs(count);
  const last = size % 10;
  const isCompoundFew = size > 20 && last >= 2 && last <= 4 && Math.trunc((size % 100) / 10) !== 1;
  const words = numeralize(size, genders[gender], cases[name], isAnimate && !isCompoundFew);
  return count < 0 ? `минус ${words}` : words;
}

/**
 * Words that agree with a number in a case: `counted(21, 'genitive', …)` → «двадцати одного наставника». `one` is the form beside
 * 1 («наставника»), `many` beside all others in this case («наставников»); for the nominative and the accusative use `plural`.
 */
export function agreeing(count: number, one: string, many: string): string {
  const size = Math.abs(count);
  return size % 10 === 1 && size % 100 !== 11 ? one : many;
}

const ORDINALS: readonly string[] = (
  'первое второе третье четвёртое пятое шестое седьмое восьмое девятое десятое одиннадцатое двенадцатое тринадцатое ' +
  'четырнадцатое пятнадцатое шестнадцатое семнадцатое восемнадцатое девятнадцатое двадцатое'
).split(' ');

function nominativeOfDay(day: number): string | null {
  if (day >= 1 && day <= 20) return ORDINALS[day - 1] ?? null;
  if (day > 20 && day < 30) return `двадцать ${ORDINALS[day - 21] ?? ''}`;
  if (day === 30) return 'тридцатое';
  return day === 31 ? 'тридцать первое' : null;
}

/** Endings instead of «-ое» and «-ье». */
const ENDINGS: Readonly<Record<Case, readonly [hard: string, soft: string]>> = {
  nominative: ['ое', 'ье'],
  genitive: ['ого', 'ьего'],
  dative: ['ому', 'ьему'],
  accusative: ['ое', 'ье'],
  instrumental: ['ым', 'ьим'],
  prepositional: ['ом', 'ьем'],
};

/** A day of the month: 12 + genitive → «двенадцатого» (сентября); what is no day comes back in figures. */
export function dayOfMonthInWords(day: number, name: Case = 'nominative'): string {
  const nominative = Number.isInteger(day) ? nominativeOfDay(day) : null;
  if (nominative === null) return String(day);
  const [hard, soft] = ENDINGS[name];
  return nominative.slice(0, -2) + (nominative.endsWith('ье') ? soft : hard);
}
