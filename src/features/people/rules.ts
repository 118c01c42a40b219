/** A person of the organization. Names are kept apart; days are ISO. */
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
  readonly version: number;
}

export interface FullName {
  readonly familyName: string;
  readonly givenName: string;
  readonly patronymic: string;
}

/** «Иванова Мария Петровна». */
export function fullName(name: FullName): string {
  return [name.familyName, name.givenName, name.patronymic].filter((part) => part !== '').join(' ');
}

/** «Иванова М. П.», with a no-break space, so that a line never ends between initials. */
export function nameWithInitials(name: FullName): string {
  const initials = [name.givenName, name.patronymic]
    .filter((part) => part !== '')
    .map((part) => `${Array.from(part)[0] ?? ''}.`)
    .join('\u00a0');
  return initials === '' ? name.familyName : `${name.familyName}\u00a0${initials}`;
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

/** Spellings of one name are one key: case, «ё», spaces, Latin look-alikes. */
export function nameKey(name: FullName): string {
  const latin = 'aceopxyktmhb';
  const cyrillic = 'асеорхуктмнв';
  return Array.from(fullName(name).normalize('NFC').toLowerCase().replaceAll('ё', 'е'))
    .map((letter) => {
      const at = latin.indexOf(letter);
      return at < 0 ? letter : (cyrillic[at] ?? letter);
    })
    .join('')
    .replaceAll(/[\s.]+/g, ' ')
    .trim();
}
