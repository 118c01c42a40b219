import type { Case } from '#src/lib/russian/case.ts';
import {
  adjectiveGender,
  declineAdjective,
  declineNoun,
  type GrammaticalGender,
} from '#src/lib/russian/inflect.ts';

/**
 * A noun phrase in the nominative, «старший методист районного центра»: the adjectives and the noun that they belong to decline,
 * what depends on the noun stays.
 */

export interface HeadWords {
  /** The gender of a head noun in small letters; null when the word can be no head. */
  readonly genderOf: (word: string, after: GrammaticalGender | null) => GrammaticalGender | null;
  /** An adjective or participle that stands for a noun and ends the head: «заведующая». */
  readonly isSubstantive: (word: string) => boolean;
  readonly isAnimate: boolean;
}

/** Words, and what stands between and around them, apart. What is in quotation marks is one piece and never a word. */
const PIECES =
  /«[^»]*(?:»[^«»]*»)*»?|"[^"]*"?|“[^”]*”?|[\p{L}\p{M}\p{N}]+(?:-[\p{L}\p{M}\p{N}]+)*|[^\p{L}\p{M}\p{N}«"“]+|./gsu;
const WORD = /^[А-Яа-яЁё]{2,}(?:-[А-Яа-яЁё]+)*$/u;

export function piecesOf(text: string): string[] {
  return (text.match(PIECES) ?? []).map((piece) => {
    // «й» and «ё» of two signs become one where they stand in a word; all else stays as it was typed.
    const composed = piece.normalize('NFC');
    return isWord(composed) ? composed : piece;
  });
}

export function isWord(piece: string): boolean {
  return WORD.test(piece);
}

/** Letters as large as they were: «Директор» → «Директора», «УПРАВЛЕНИЕ» → «УПРАВЛЕНИЯ». */
export function likeOriginal(original: string, form: string): string {
  if (original.length > 1 && original === original.toLocaleUpperCase('ru'))
    return form.toLocaleUpperCase('ru');
  const first = original.charAt(0);
  return first === first.toLocaleLowerCase('ru')
    ? form
    : form.charAt(0).toLocaleUpperCase('ru') + form.slice(1);
}

/** First halves that never change: «пресс-секретарь», «веб-дизайнер». */
const FIXED_HALF = new Set([
  'пресс',
  'шеф',
  'веб',
  'бизнес',
  'вице',
  'экс',
  'обер',
  'унтер',
  'штаб',
  'медиа',
  'арт',
  'ди',
  'контр',
  'интернет',
]);

function declineHead(word: string, name: Case, gender: GrammaticalGender, heads: HeadWords): string {
  const halves = word.split('-');
  return halves
    .map((half, at) => {
      if (at < halves.length - 1 && FIXED_HALF.has(half)) return half;
      const own = halves.length === 1 ? gender : (heads.genderOf(half, null) ?? gender);
      return adjectiveGender(half) !== null && heads.isSubstantive(half)
        ? declineAdjective(half, name, heads.isAnimate)
        : declineNoun(half, name, own, heads.isAnimate);
    })
    .join('-');
}

/** Where the head of a phrase ends: the places of its words among the pieces; null when there is no head to be seen. */
export interface Head {
  readonly adjectives: readonly number[];
  readonly noun: number;
  readonly gender: GrammaticalGender;
  readonly isSubstantive: boolean;
}

/** Looks for a head from the piece `start` on: adjectives of one gender in a row, then the noun. */
export function findHead(pieces: readonly string[], start: number, heads: HeadWords): Head | null {
  const adjectives: number[] = [];
  let gender: GrammaticalGender | null = null;
  for (let at = start; at < pieces.length; at += 1) {
    const piece = pieces[at] ?? '';
    // «Крестьянское (фермерское) хозяйство».
    if (/^[\s()]+$/u.test(piece)) continue;
    if (!isWord(piece)) break;
    const word = piece.toLocaleLowerCase('ru');
    if (word === 'временно') continue;
    // «Зам. директора»: a word cut short has no cases.
    if (/^\.\s*\S?/u.test(pieces[at + 1] ?? '') && at + 2 < pieces.length) return null;
    const own = adjectiveGender(word.split('-').at(-1) ?? '');
    if (own !== null && heads.isSubstantive(word) && (gender === null || gender === own)) {
      return { adjectives, noun: at, gender: own, isSubstantive: true };
    }
    const asNoun = heads.genderOf(word, gender);
    if (asNoun !== null) return { adjectives, noun: at, gender: asNoun, isSubstantive: false };
    if (own === null || (gender !== null && gender !== own)) break;
    gender = own;
    adjectives.push(at);
  }
  const last = adjectives.at(-1);
  if (last === undefined || gender === null) return null;
  // Only adjectives: «дежурный по этажу».
  return { adjectives: adjectives.slice(0, -1), noun: last, gender, isSubstantive: true };
}

/** The pieces with the words of the head in a case. */
export function declineHeadWords(
  pieces: readonly string[],
  head: Head,
  name: Case,
  heads: HeadWords,
): string[] {
  return pieces.map((piece, at) => {
    const word = piece.toLocaleLowerCase('ru');
    if (head.adjectives.includes(at) || (at === head.noun && head.isSubstantive)) {
      const halves = word.split('-');
      const last = declineAdjective(halves.at(-1) ?? '', name, heads.isAnimate);
      return likeOriginal(piece, [...halves.slice(0, -1), last].join('-'));
    }
    return at === head.noun ? likeOriginal(piece, declineHead(word, name, head.gender, heads)) : piece;
  });
}
