/** What a sign is to the tokeniser. */
export const OTHER = 0;
export const SPACE = 1;
export const DIGIT = 2;
export const CYRILLIC = 3;
/** Latin letters, and the Ukrainian «і» that stands for a roman one. */
export const LATIN = 4;
export const DASH = 5;

const TABLE_SIZE = 0x2600;

const DASHES = '-–—‐‑‒―−─~÷⁃';

/** Signs of deadlines beside ASCII and Russian letters: no clean-up touches them. */
const USUAL_SIGNS = `${DASHES}«»„“”’№•…ёЁ`;

const KINDS = new Uint8Array(TABLE_SIZE);
const LETTERS = new Uint8Array(TABLE_SIZE);
const USUAL = new Uint8Array(TABLE_SIZE);

function fillTables(): void {
  for (let code = 0x20; code <= 0x7e; code += 1) USUAL[code] = 1;
  for (let code = 0x410; code <= 0x44f; code += 1) {
    USUAL[code] = 1;
    KINDS[code] = CYRILLIC;
    LETTERS[code] = ((code - 0x410) % 32) + 1;
  }
  for (const code of [0x401, 0x451]) {
    KINDS[code] = CYRILLIC;
    LETTERS[code] = 6;
  }
  for (const sign of USUAL_SIGNS) USUAL[sign.charCodeAt(0)] = 1;
  for (const sign of DASHES) KINDS[sign.charCodeAt(0)] = DASH;
  for (let code = 48; code <= 57; code += 1) KINDS[code] = DIGIT;
  for (let code = 65; code <= 90; code += 1) {
    KINDS[code] = LATIN;
    KINDS[code + 32] = LATIN;
  }
  KINDS[0x406] = LATIN;
  KINDS[0x456] = LATIN;
  KINDS[32] = SPACE;
}
fillTables();

export function tellKind(code: number): number {
  return code < TABLE_SIZE ? (KINDS[code] ?? OTHER) : OTHER;
}

/** 1 «а» … 32 «я», either case, «ё» as «е»; 0 for anything else. */
export function numberLetter(code: number): number {
  return code < TABLE_SIZE ? (LETTERS[code] ?? 0) : 0;
}

/** Latin letters that look like Russian ones, as keyboards and recognised scans leave them. */
const LOOKALIKES: ReadonlyMap<string, string> = new Map(
  'aа bв cс eе hн kк mм oо pр tт xх yу'.split(' ').map((pair) => [pair.charAt(0), pair.charAt(1)]),
);

/** A word in lower case with «ё» as «е» and Latin lookalikes as the Russian letters they stand for. */
export function foldLetters(word: string): string {
  if (isFolded(word)) return word;
  let folded = '';
  for (const letter of word) folded += letter === 'ё' ? 'е' : (LOOKALIKES.get(letter) ?? letter);
  return folded;
}

function isFolded(word: string): boolean {
  for (let i = 0; i < word.length; i += 1) {
    const code = word.charCodeAt(i);
    if (code < 0x430 || code > 0x44f) return false;
  }
  return true;
}

/**
 * White space made single, invisible and combining signs dropped, letters composed. The result is what an event's
 * text is cut from. Linear in the length of the phrase.
 */
export function cleanPhrase(phrase: string): string {
  let before = 32;
  for (let i = 0; i < phrase.length; i += 1) {
    const code = phrase.charCodeAt(i);
    if (code >= TABLE_SIZE || USUAL[code] === 0) return cleanUnusual(phrase);
    if (code === 32 && before === 32) return cleanUnusual(phrase);
    before = code;
  }
  return before === 32 ? phrase.trim() : phrase;
}

function cleanUnusual(phrase: string): string {
  return phrase
    .normalize('NFC')
    .replace(/[\u2160-\u216b\u2170-\u217b\uff10-\uff19]/g, (sign) => sign.normalize('NFKC'))
    .replace(/(?:\p{Mn}|[\u00ad\u200b-\u200f\u2060\ufeff])/gu, '')
    .replace(/\s+/g, ' ')
    .trim();
}
