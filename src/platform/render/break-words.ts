const graphemes = new Intl.Segmenter('ru', { granularity: 'grapheme' });
const russian = /^[\p{P}№]*[а-яё]{1,40}\p{P}*$/iu;
const vowels = /[аеёиоуыэюя]/iu;

/** Upper bounds of the advance of letters in PT Serif Bold, in ems; measured. The first that matches counts. */
const advances: readonly (readonly [RegExp, number])[] = [
  [/[№@]/u, 1.17],
  [/[юыщшмжфЖЮШЩМФЫWMmw%&—…]/u, 1.05],
  [/\p{M}/u, 0],
  [/[\p{Lu}]/u, 0.85],
  [/[а-яёa-z–]/u, 0.68],
  [/[\p{N}«»„“]/u, 0.57],
  [/[\p{ASCII}\u00a0]/u, 0.56],
];
const unknownAdvance = 1.3;

const bounds = new Map<string, number>();

function advanceBound(letter: string): number {
  const known = bounds.get(letter);
  if (known !== undefined) return known;
  const bound = advances.find(([letters]) => letters.test(letter))?.[1] ?? unknownAdvance;
  // The letters of all scripts are many, those of papers few.
  if (bounds.size < 2_000) bounds.set(letter, bound);
  return bound;
}

/** How wide a text set on one line can be at most, in ems. */
export function widthBound(text: string): number {
  let width = 0;
  for (const letter of text) width += advanceBound(letter);
  return width;
}

/** Whether every word of the text surely fits on a line of so many ems without being broken. */
export function wordsFit(text: string, ems: number): boolean {
  return text.split(/\s+/u).every((word) => widthBound(word) <= ems);
}

/**
 * Puts zero-width spaces into words that may be wider than `ems` and that the renderer's Russian hyphenation cannot
 * break (addresses, codes, strings without a vowel), so that no cell is cut at its border. The text reads the same.
 */
export function breakLongWords(text: string, ems: number): string {
  return partTied(text, ems).replace(/\S+/gu, (word) => {
    if (widthBound(word) <= ems) return word;
    // A line may end after a hyphen before a letter, so each part of a compound word stands for itself.
    return word
      .split(/(?<=-)(?=\p{L})/u)
      .map((part) => (widthBound(part) <= ems || canBeHyphenated(part, ems) ? part : openUp(part, ems)))
      .join('');
  });
}

/** Words tied by spaces that do not break, where the line has no room for all of them: by spaces that do, but for initials. */
function partTied(text: string, ems: number): string {
  // Whole stretches, tied or not: a pattern that looks for a tie begins anew at every letter of an endless word.
  return text.replace(/[\S\u00a0]+/gu, (words) =>
    !words.includes('\u00a0') || widthBound(words) <= ems
      ? words
      : words.replace(/(?<!\p{Lu}\.)\u00a0|\u00a0(?!\p{Lu}\.)/gu, ' '),
  );
}

/** Opens a word about every third of the line: more places to break cost the layouter time and look no better. */
function openUp(word: string, ems: number): string {
  const limit = ems / 3;
  let opened = '';
  let width = 0;
  for (const { segment } of graphemes.segment(word)) {
    const advance = widthBound(segment);
    if (width > 0 && width + advance > limit) {
      opened += '\u200b';
      width = 0;
    }
    opened += segment;
    width += advance;
  }
  return opened;
}

/**
 * Whether all stretches of a Russian word between places where it may be broken fit. A break is certain to be found
 * between every second vowel and the next, so a stretch from one vowel to the second after it bounds them.
 */
function canBeHyphenated(word: string, ems: number): boolean {
  if (!russian.test(word)) return false;
  const at = Array.from(word, (letter, index) => (vowels.test(letter) ? index : -1)).filter(
    (index) => index >= 0,
  );
  const edges = [0, ...at, word.length];
  return edges.every((start, index) => {
    const end = edges[Math.min(index + 2, edges.length - 1)] ?? word.length;
    return widthBound(`${word.slice(start, end)}-`) <= ems;
  });
}
