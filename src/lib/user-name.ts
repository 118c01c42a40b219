/**
 * Names people sign in with: «иванова.мп» or «ivanova.mp». Letters of one alphabet, digits, dot, hyphen, underscore;
 * a letter first; 3 to 40 characters. Case and ё/е do not matter when signing in. One alphabet only, so that nobody
 * passes for another with a look-alike letter. No «@»: that is how an e-mail address is told from a name.
 */
const LATIN = /^[a-z][a-z0-9._-]{2,39}$/;
const CYRILLIC = /^[а-я][а-я0-9._-]{2,39}$/;

export const USER_NAME_MIN = 3;
export const USER_NAME_MAX = 40;

/** The form that is stored and compared: NFC, lower case, ё as е, no outer spaces. */
export function normalizeUserName(typed: string): string {
  return typed.normalize('NFC').trim().toLowerCase().replaceAll('ё', 'е');
}

/** Whether a name, in any case, follows the rules above. */
export function isUserName(typed: string): boolean {
  const name = normalizeUserName(typed);
  return LATIN.test(name) || CYRILLIC.test(name);
}

/** «Иванова Мария Петровна» → «иванова.мп»; a name of one word stays alone; null when it has no usable letters. */
export function suggestUserName(fullName: string): string | null {
  const words = normalizeUserName(fullName)
    .split(/\s+/)
    .map((word) => word.replaceAll(/[^a-zа-я0-9-]/g, ''))
    .filter((word) => word !== '');
  const [surname, ...rest] = words;
  if (surname === undefined) return null;
  const initials = rest.map((word) => word.charAt(0)).join('');
  const room = USER_NAME_MAX - 4 - (initials === '' ? 0 : initials.length + 1);
  const name = initials === '' ? surname.slice(0, room) : `${surname.slice(0, room)}.${initials}`;
  return isUserName(name) ? name : null;
}
