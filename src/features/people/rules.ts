import { formatName } from '#src/lib/russian/name-format.ts';
import type { Gender, NameForms } from '#src/lib/russian/names.ts';
import type { PersonKind } from '#src/features/people/rules/kinds.ts';

/** A person of the organization, whatever they are to it. Names are kept apart; days are ISO. */
export interface Person {
  readonly id: string;
  readonly organizationId: string;
  readonly familyName: string;
  readonly givenName: string;
  readonly patronymic: string;
  readonly email: string;
  readonly phone: string;
  readonly accountId: string | null;
  readonly leftOn: string | null;
  readonly posts: readonly string[];
  /** What they are to the school now, in the order of `PERSON_KINDS`; never empty. */
  readonly kinds: readonly PersonKind[];
  readonly birthDate: string | null;
  /** Known alone when a bank of other years named only the year. */
  readonly birthYear: number | null;
  /** Where they work or study, when it is neither this school nor a partner in the list. */
  readonly workplace: string;
  readonly partnerId: string | null;
  /** The year in which a graduate left. */
  readonly graduatedIn: number | null;
  /** The year from which the service of a teacher counts. */
  readonly serviceSince: number | null;
  /** Grammatical, for endings alone; null: the name tells it. */
  readonly gender: Gender | null;
  /** Forms of the name in papers that a person fixed by hand. */
  readonly nameForms: NameForms;
  readonly version: number;
}

export interface FullName {
  readonly familyName: string;
  readonly givenName: string;
  readonly patronymic: string;
}

/** «Иванова Мария Петровна». */
export function fullName(name: FullName): string {
  return formatName(name, 'full');
}

/** «Иванова М. П.», with a no-break space, so that a line never ends between initials. */
export function nameWithInitials(name: FullName): string {
  return formatName(name, 'short');
}

const INITIAL = /^\p{L}\.?$/u;

/**
 * «Иванова Мария Петровна», «Иванова М. П.», «М. П. Иванова», «ИВАНОВА Мария» → parts; null when there is no family
 * name to be seen (digits, one letter, an empty line). Words beyond the third belong to the patronymic
 * («Алиев Руслан Магомед оглы»).
 */
export function parseFullName(text: string): FullName | null {
  const cleaned = text
    .normalize('NFC')
    .replaceAll(/[\u00a0\s]+/g, ' ')
    .replaceAll(/\.(?=\p{L})/gu, '. ')
    .trim();
  if (cleaned === '' || /[\d@<>{}=]/.test(cleaned)) return null;
  const words = cleaned.split(' ');
  const firstFull = words.findIndex((word) => !INITIAL.test(word));
  if (firstFull < 0) return null;
  const ordered = firstFull === 0 ? words : [...words.slice(firstFull), ...words.slice(0, firstFull)];
  if (ordered.some((word) => !/^[\p{L}\p{M}.'’ʼ()-]+$/u.test(word)) || ordered.length > 6) return null;
  const [family = '', given = '', ...rest] = ordered.map((word) => toNameCase(word.replace(/\.$/, '')));
  return { familyName: family, givenName: given, patronymic: rest.join(' ') };
}

/** «ИВАНОВА-ПЕТРОВА» → «Иванова-Петрова»; a name in mixed case («МакДональд», «оглы») stays. */
function toNameCase(word: string): string {
  if (word.length < 2 || word !== word.toLocaleUpperCase('ru')) return word;
  return word
    .split('-')
    .map((part) => part.slice(0, 1) + part.slice(1).toLocaleLowerCase('ru'))
    .join('-');
}

const latin = 'aceopxyktmhb';
const cyrillic = 'асеорхуктмнв';

/** Spellings of one name are one key: case, «ё», spaces, Latin look-alikes. */
export function nameKey(name: FullName): string {
  return fullName(name)
    .normalize('NFC')
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replaceAll(/[aceopxyktmhb]/g, (letter) => cyrillic[latin.indexOf(letter)] ?? letter)
    .replaceAll(/[\s.]+/g, ' ')
    .trim();
}

/** «Ивaнов» with a Latin «a» → «Иванов»: a word with Cyrillic letters whose Latin ones all have a Cyrillic twin. */
export function healLookalikes(text: string): string {
  return text.replaceAll(/[\p{L}\p{M}]+/gu, (word) => {
    if (!/\p{Script=Cyrillic}/u.test(word)) return word;
    const healed = Array.from(word, (letter) => {
      const at = latin.indexOf(letter.toLowerCase());
      if (at < 0) return letter;
      const twin = cyrillic[at] ?? letter;
      return letter === letter.toLowerCase() ? twin : twin.toLocaleUpperCase('ru');
    }).join('');
    return /[A-Za-z]/.test(healed) ? word : healed;
  });
}

/** A part of a name as the database keeps it for searching: small letters, no «ё», Latin look-alikes healed. */
export function searchKey(text: string): string {
  return healLookalikes(text.normalize('NFC')).toLocaleLowerCase('ru').replaceAll('ё', 'е');
}
