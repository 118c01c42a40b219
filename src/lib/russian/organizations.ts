import type { Case } from '#src/lib/russian/case.ts';
import { adjectiveGender, type GrammaticalGender } from '#src/lib/russian/inflect.ts';
import { partsOfName } from '#src/lib/russian/name-format.ts';
import { declineName } from '#src/lib/russian/names.ts';
import { declineHeadWords, findHead, type HeadWords, isWord, piecesOf } from '#src/lib/russian/phrase.ts';

/** «МБОУ», «ГБОУ», «ООО»: large letters, no more than eight, and not a word in large letters («ШКОЛА»). */
const ABBREVIATION = /^[А-ЯЁ]{2,8}$/u;
/** Feminine nouns on a soft sign; all others on it are masculine. */
const FEMININE_SOFT = /(?:сть|сеть|дь|мастерская)$/u;
/** Endings of a dependent word: a noun in the nominative that looks so stands in no name of an organization. */
const OBLIQUE = /(?:ов|ев|ом|ем|ам|ям|ами|ями|ах|ях|ых|их|ого|его|ой|ей)$/u;

function genderOfOrganization(word: string, after: GrammaticalGender | null): GrammaticalGender | null {
  const first = word.split('-')[0] ?? word;
  if (adjectiveGender(first) !== null || adjectiveGender(word) !== null) return null;
  let gender: GrammaticalGender | null = null;
  if (first.endsWith('ь')) gender = FEMININE_SOFT.test(first) ? 'female' : 'male';
  else if (/[ая]$/u.test(first)) gender = 'female';
  else if (/[оеё]$/u.test(first)) gender = 'neuter';
  else if (/[^аеёиоуыэюя]$/u.test(first)) gender = 'male';
  if (after === null) return gender;
  // Behind an adjective a word may depend on it or belong to another: «подведомственное администрации учреждение».
  const isOblique = OBLIQUE.test(first) && !/(?:лицей|музей|^дом|^храм)$/u.test(first);
  return isOblique || gender !== after ? null : gender;
}

const heads: HeadWords = {
  genderOf: genderOfOrganization,
  isSubstantive: (word) => word === 'мастерская' || word === 'столовая',
  isAnimate: false,
};

/** «ИП Иванов И. С.», «Индивидуальный предприниматель Иванов Иван Сергеевич». */
const ENTREPRENEUR = /^(\s*)(ИП|индивидуальный предприниматель)(\s+)(\p{L}.*)$/iu;

function declineEntrepreneur(found: RegExpExecArray, name: Case): string {
  const [, lead = '', kind = '', gap = '', rest = ''] = found;
  const declined = declineName(partsOfName(rest), name);
  const words = [declined.familyName, declined.givenName, declined.patronymic].filter((word) => word !== '');
  const title = kind.toLocaleUpperCase('ru') === 'ИП' ? kind : declineEntrepreneurTitle(kind, name);
  return `${lead}${title}${gap}${words.join(' ')}`;
}

function declineEntrepreneurTitle(kind: string, name: Case): string {
  const pieces = piecesOf(kind);
  const person: HeadWords = { ...heads, isAnimate: true };
  const head = findHead(pieces, 0, person);
  return head === null ? kind : declineHeadWords(pieces, head, name, person).join('');
}

/**
 * The name of an organization in a case: «Управление образования администрации района» → «Управления образования администрации
 * района». Abbreviations at the beginning and all behind them stay («МБОУ «СОШ № 2»»), what is in quotation marks never changes,
 * of «ИП Петров И. С.» the person declines. Never throws; a name without a head to be seen stays as it is.
 */
export function declineOrganization(organization: string, name: Case): string {
  if (name === 'nominative') return organization;
  const entrepreneur = ENTREPRENEUR.exec(organization);
  if (entrepreneur !== null) return declineEntrepreneur(entrepreneur, name);
  const pieces = piecesOf(organization);
  const first = pieces.find(isWord);
  const hasSmall = /\p{Ll}/u.test(organization.replaceAll(/«.*»/gsu, ''));
  const isShort =
    first !== undefined &&
    ABBREVIATION.test(first) &&
    (hasSmall || pieces.filter(isWord).length === 1 || first.length < 5);
  if (first === undefined || isShort) return organization;
  const start = pieces.indexOf(first);
  if (pieces.slice(0, start).some((piece) => /[«"“]/u.test(piece))) return organization;
  // «Начальная школа – детский сад № 7»: what stands behind a dash declines too.
  const starts = [start];
  for (const [at, piece] of pieces.entries()) if (/^\s+[-–—]\s+$/u.test(piece)) starts.push(at + 1);
  let declined = pieces;
  for (const from of starts) {
    const head = findHead(pieces, from, heads);
    if (head === null && from === start) return organization;
    if (head !== null) declined = declineHeadWords(declined, head, name, heads);
  }
  return declined.join('');
}
