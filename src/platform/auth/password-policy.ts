import { refuse, type Refused } from '#src/lib/result.ts';
import { normalizeUserName } from '#src/lib/user-name.ts';

export const PASSWORD_MIN = 10;
export const PASSWORD_MAX = 128;

/**
 * Stems of the passwords that are tried first. A password that is one of them, or one of them with up to eight digits
 * or marks around it, is refused.
 */
const COMMON = new Set([
  '1q2w3e4r5t',
  '1qaz2wsx3edc',
  'abcdefghij',
  'adminadmin',
  'administrator',
  'asdfghjkl',
  'changeme',
  'director',
  'football',
  'iloveyou',
  'letmein',
  'nastavnik',
  'passw0rd',
  'password',
  'privet',
  'qazwsxedc',
  'qwerty',
  'qwertyuiop',
  'qwertyqwerty',
  'school',
  'shkola',
  'sunshine',
  'superman',
  'teacher',
  'uchitel',
  'welcome',
  'zxcvbnm',
  'администратор',
  'директор',
  'йцукен',
  'йцукенгшщз',
  'йцукенгшщзхъ',
  'куратор',
  'любовь',
  'наставник',
  'наставничество',
  'образование',
  'пароль',
  'парольпароль',
  'привет',
  'россия',
  'солнышко',
  'учитель',
  'фывапролдж',
  'ценамоя',
  'школа',
  'ячсмить',
]);

const EDGE = /^[\d\p{P}\p{S}]{0,8}|[\d\p{P}\p{S}]{0,8}$/gu;

/**
 * Refuses a password that is too short (fewer than 10 characters), too long (more than 128), among the common ones, a
 * run or a repetition, or that contains the person's own name or user name. Everything else is accepted: length counts,
 * not «one capital and one digit».
 */
export function checkPassword(
  password: string,
  of: { readonly userName: string; readonly name: string },
): true | Refused {
  const field = 'password';
  const length = Array.from(password).length;
  if (length < PASSWORD_MIN) return refuse('auth.password_short', { min: PASSWORD_MIN }, field);
  if (length > PASSWORD_MAX) return refuse('auth.password_long', { max: PASSWORD_MAX }, field);
  const plain = normalizeUserName(password);
  const own = [of.userName, ...of.name.split(/[\s-]+/)]
    .map(normalizeUserName)
    .filter((word) => word.length >= 4)
    .sort((left, right) => right.length - left.length);
  // Whatever is left after the person's own words must still be worth guessing.
  const rest = own.reduce((text, word) => text.replaceAll(word, ''), plain);
  if (rest !== plain && rest.length < 6) {
    return refuse('auth.password_is_name', undefined, field);
  }
  const stem = plain.replaceAll(EDGE, '');
  if (COMMON.has(plain) || COMMON.has(stem) || isRun(plain) || isRepetition(plain)) {
    return refuse('auth.password_common', undefined, field);
  }
  return true;
}

/** «1234567890», «9876543210», «abcdefghij», «абвгдежзик»: each character next to the one before. */
function isRun(text: string): boolean {
  const codes = Array.from(text, (char) => char.codePointAt(0) ?? 0);
  const steps = codes.slice(1).map((code, index) => code - (codes[index] ?? 0));
  const wrapped = steps.filter((step) => step === 1 || step === -9).length;
  const back = steps.filter((step) => step === -1 || step === 9).length;
  return wrapped === steps.length || back === steps.length;
}

/** One piece of up to four characters again and again: «1111111111», «abcabcabcabc». */
function isRepetition(text: string): boolean {
  return [1, 2, 3, 4].some((size) => {
    const piece = text.slice(0, size);
    return text === piece.repeat(Math.ceil(text.length / size)).slice(0, text.length);
  });
}
