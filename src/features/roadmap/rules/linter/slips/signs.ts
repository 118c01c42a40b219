import type { FindingCode } from '#src/features/roadmap/rules/linter/model.ts';

export interface Slip {
  readonly code: FindingCode;
  /** As it stands in the text. */
  readonly from: string;
  /** Instead of it; absent where only a person knows. */
  readonly to?: string;
}

const LATIN_IN_CYRILLIC = /[А-Яа-яЁё]*(?:[А-Яа-яЁё][A-Za-z]|[A-Za-z][А-Яа-яЁё])[A-Za-zА-Яа-яЁё]*/gu;
const LOOKALIKES: Readonly<Record<string, string>> = {
  A: 'А',
  B: 'В',
  C: 'С',
  E: 'Е',
  H: 'Н',
  K: 'К',
  M: 'М',
  O: 'О',
  P: 'Р',
  T: 'Т',
  X: 'Х',
  a: 'а',
  c: 'с',
  e: 'е',
  o: 'о',
  p: 'р',
  x: 'х',
  y: 'у',
  k: 'к',
  u: 'и',
  n: 'п',
};
/** «в целом в течение» is right; a word twice in a row is not, except these. */
const TWICE_IS_RIGHT = new Set(['что', 'еще', 'ещё', 'так', 'чуть']);
const DOUBLED_WORD = /(?<![\p{L}\p{N}-])(\p{L}{1,30})[^\S\n]+\1(?![\p{L}\p{N}-])/giu;
const GLUED_DAY =
  /(\d{1,2})(январ|феврал|март|апрел|ма[йя]|июн|июл|август|сентябр|октябр|ноябр|декабр)(\p{L}*)/iu;
const GLUED_YEAR =
  /(январ[ья]|феврал[ья]|марта?|апрел[ья]|ма[йя]|июн[ья]|июл[ья]|августа?|сентябр[ья]|октябр[ья]|ноябр[ья]|декабр[ья])(\d{4})()/iu;
/** A single letter between two words of three letters or more. The letters that are words themselves are left. */
const STRAY_LETTER = /(?<=\p{Ll}{3}\s)[бгджзлмнпртфхцчшщ](?=\s\p{Ll}{3})/u;
const CUT_OFF = /(?:,|(?<=\s)(?:на|по|в|во|с|со|к|для|о|об|от|из|и|или|при|за|до))\s*$/iu;

/** Slips that signs alone show: no dictionary is asked. */
export function findSignSlips(text: string): Slip[] {
  return [
    ...findLatinLetters(text),
    ...findDoubledWords(text),
    ...findDoubledSpaces(text),
    ...findGlued(text),
    ...findStrayLetters(text),
    ...findUnbalancedQuotes(text),
  ];
}

/** A text that ends with a comma or a preposition lost its end. */
export function findCutOff(text: string): Slip[] {
  const match = CUT_OFF.exec(text.trimEnd());
  return match === null ? [] : [{ code: 'text.cut_off', from: text.trimEnd().slice(-40) }];
}

function findLatinLetters(text: string): Slip[] {
  return [...text.matchAll(LATIN_IN_CYRILLIC)].flatMap(([word]): Slip[] => {
    const latin = word.match(/[A-Za-z]/g) ?? [];
    const right = word.replaceAll(/[A-Za-z]/g, (letter) => LOOKALIKES[letter] ?? letter);
    // «IT-куб», «VKонтакте»: Latin on purpose has letters that no Cyrillic letter looks like, or more of them.
    if (/[A-Za-z]/.test(right) || latin.length * 2 > word.length) return [];
    return [{ code: 'text.latin_letters', from: word, to: right }];
  });
}

function findDoubledWords(text: string): Slip[] {
  return [...text.matchAll(DOUBLED_WORD)].flatMap((match): Slip[] => {
    const word = match[1] ?? '';
    return TWICE_IS_RIGHT.has(word.toLowerCase())
      ? []
      : [{ code: 'text.doubled_word', from: match[0], to: word }];
  });
}

function findDoubledSpaces(text: string): Slip[] {
  const match = /\S+ {2,}\S+/u.exec(text);
  return match === null
    ? []
    : [{ code: 'text.doubled_space', from: match[0], to: match[0].replaceAll(/ {2,}/g, ' ') }];
}

function findGlued(text: string): Slip[] {
  return [GLUED_DAY, GLUED_YEAR].flatMap((pattern): Slip[] => {
    const match = pattern.exec(text);
    return match === null
      ? []
      : [{ code: 'text.glued', from: match[0], to: `${match[1]} ${match[2]}${match[3]}` }];
  });
}

/** «внедрение н развитие»: text recognition takes «и» for «н», «п» or «л». */
function findStrayLetters(text: string): Slip[] {
  const match = STRAY_LETTER.exec(text);
  if (match === null) return [];
  const before = text.slice(0, match.index).split(/\s+/).findLast(Boolean) ?? '';
  const after =
    text
      .slice(match.index + 1)
      .split(/\s+/)
      .find(Boolean) ?? '';
  const from = `${before} ${match[0]} ${after}`;
  if (!text.includes(from)) return [{ code: 'text.stray_letter', from: match[0] }];
  const readsAsAnd = /[нпл]/iu.test(match[0]);
  return [{ code: 'text.stray_letter', from, ...(readsAsAnd ? { to: `${before} и ${after}` } : {}) }];
}

function findUnbalancedQuotes(text: string): Slip[] {
  const opened = text.split('«').length - 1;
  const closed = text.split('»').length - 1;
  const straight = text.split('"').length - 1;
  // A straight quote may stand for the missing one: «Учитель-учителю" is a pair all the same, only an odd sum is not.
  if ((opened + closed + straight) % 2 === 0) return [];
  return [{ code: 'text.quotes_unbalanced', from: opened > closed ? '«' : '»' }];
}
