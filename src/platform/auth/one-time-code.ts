import { createHmac, randomInt, timingSafeEqual } from 'node:crypto';
import { CODE_SIGNS } from '#src/lib/code-signs.ts';

/** One-time codes that are printed and typed in by hand. */
const LENGTH = 10;

const CYRILLIC_TWINS: Readonly<Record<string, string>> = {
  А: 'A',
  Е: 'E',
  К: 'K',
  М: 'M',
  Н: 'H',
  Р: 'P',
  С: 'C',
  Т: 'T',
  Х: 'X',
  У: 'Y',
  З: '3',
};

/** A new random code as it is printed: two groups of five, «K7M3X-P94EA» (41 bits). */
export function makeOneTimeCode(): string {
  let code = '';
  for (let index = 0; index < LENGTH; index += 1) code += CODE_SIGNS.charAt(randomInt(CODE_SIGNS.length));
  return `${code.slice(0, LENGTH / 2)}-${code.slice(LENGTH / 2)}`;
}

/** What was typed → ten characters of the alphabet, or null when it cannot be a code. */
export function normalizeOneTimeCode(typed: string): string | null {
  if (typed.length > 64) return null;
  const code = Array.from(
    typed
      .normalize('NFC')
      .toUpperCase()
      .replaceAll(/[\s\-–—]/g, ''),
    (char) => CYRILLIC_TWINS[char] ?? char,
  ).join('');
  if (code.length !== LENGTH) return null;
  return Array.from(code).every((char) => CODE_SIGNS.includes(char)) ? code : null;
}

/** What is stored of a code. Keyed, so that a stolen table alone does not let anybody search for the codes. */
export function hashOneTimeCode(normalized: string, secret: string): string {
  return createHmac('sha256', `one-time-code:${secret}`).update(normalized).digest('hex');
}

/** Compares two hashes of `hashOneTimeCode` in constant time. */
export function sameHash(left: string, right: string): boolean {
  const a = Buffer.from(left);
  const b = Buffer.from(right);
  return a.length === b.length && timingSafeEqual(a, b);
}
