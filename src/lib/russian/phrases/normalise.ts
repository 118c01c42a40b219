/** Latin letters that look like Cyrillic ones: typed by a wrong keyboard layout or left by text recognition. */
const LOOKALIKES: Readonly<Record<string, string>> = {
  a: 'а',
  b: 'в',
  c: 'с',
  e: 'е',
  h: 'н',
  k: 'к',
  m: 'м',
  o: 'о',
  p: 'р',
  t: 'т',
  x: 'х',
  y: 'у',
};

/**
 * Words of a text for comparing by stems: lower case, ё → е, soft hyphens and line-end hyphenation undone,
 * Latin lookalikes inside Cyrillic words replaced; everything that is not a letter or digit parts words.
 */
export function toWords(text: string): string[] {
  const plain = text
    .toLowerCase()
    .normalize('NFC')
    .replaceAll('ё', 'е')
    .replaceAll('\u00ad', '')
    .replace(/(\p{L})-\s*\n\s*(\p{L})/gu, '$1$2');
  return (plain.match(/[\p{L}\p{N}]+/gu) ?? []).map((word) =>
    /[а-я]/u.test(word) ? word.replace(/[a-z]/gu, (letter) => LOOKALIKES[letter] ?? letter) : word,
  );
}

/** Words as one line with a space at both ends: the form that compiled phrases are matched against. */
export function toLine(words: readonly string[]): string {
  return ` ${words.join(' ')} `;
}

const LONG_STEM = 6;

/**
 * Heals what text extraction breaks: a word cut in two by a wrapped cell («распорядительн ые», «о бучение»)
 * and a word one letter away from a long stem («анкетирвание»). Short stems are left alone: one letter makes
 * another word of them. Words that already begin with a known stem are never changed.
 */
export function healWords(words: readonly string[], stems: readonly string[]): string[] {
  const long = stems.filter((stem) => stem.length >= LONG_STEM);
  const known = (word: string): boolean => stems.some((stem) => word.startsWith(stem));
  const healed: string[] = [];
  for (let i = 0; i < words.length; i += 1) {
    const word = words[i] ?? '';
    const next = words[i + 1];
    if (next !== undefined && !(known(word) && known(next))) {
      const joined = word + next;
      if (long.some((stem) => joined.startsWith(stem) && !word.startsWith(stem) && !next.startsWith(stem))) {
        healed.push(joined);
        i += 1;
        continue;
      }
    }
    if (word.length >= LONG_STEM && !known(word)) {
      const stem = long.find((candidate) => word[0] === candidate[0] && beginsWithinOneEdit(word, candidate));
      healed.push(stem ?? word);
    } else {
      healed.push(word);
    }
  }
  return healed;
}

/** True when dropping, adding or changing one letter makes `word` begin with `stem`. */
function beginsWithinOneEdit(word: string, stem: string): boolean {
  let at = 0;
  while (at < stem.length && word[at] === stem[at]) at += 1;
  if (at === stem.length) return true;
  const rest = stem.slice(at);
  return (
    word.slice(at).startsWith(stem.slice(at + 1)) ||
    word.slice(at + 1).startsWith(rest) ||
    word.slice(at + 1).startsWith(stem.slice(at + 1))
  );
}
