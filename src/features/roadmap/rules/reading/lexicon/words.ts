/** A word of the source with what the layout says about it. */
export interface Word {
  text: string;
  /** Lower case, «ё» as «е», without the punctuation around it. */
  norm: string;
  /** Line of the text, from 0. */
  line: number;
  lineStart: boolean;
  lineEnd: boolean;
  /** Blank lines between the line before and this one; 0 inside a line. */
  blankBefore: number;
}

/** Lower case, «ё» as «е», without punctuation around it; dashes of every kind become «-». */
export function normWord(text: string): string {
  return text
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replaceAll(/[‐‑‒–—−]/g, '-')
    .replaceAll(/^[^\p{L}\p{N}№-]+|[^\p{L}\p{N}№-]+$/gu, '');
}

/** Text reduced to what two copies of one cell share: no white space, no dashes, no case, «ё» as «е». */
export function bareText(text: string): string {
  return text
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replaceAll(/[\s\u00ad‐‑‒–—−-]+/g, '');
}

export function collapseSpaces(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}

/** Words of the lines `from` (included) to `to` (excluded). */
export function splitWords(lines: readonly string[], from: number, to: number): Word[] {
  const words: Word[] = [];
  let blank = 0;
  for (let line = from; line < to; line += 1) {
    const parts = (lines[line] ?? '').split(/\s+/).filter((part) => part !== '');
    if (parts.length === 0) {
      blank += 1;
      continue;
    }
    parts.forEach((text, index) => {
      words.push({
        text,
        norm: normWord(text),
        line,
        lineStart: index === 0,
        lineEnd: index === parts.length - 1,
        blankBefore: index === 0 ? blank : 0,
      });
    });
    blank = 0;
  }
  return words;
}

export function startsUpper(text: string): boolean {
  return /^[«"“(]?\p{Lu}/u.test(text);
}

export function startsLower(text: string): boolean {
  return /^[«"“(]?\p{Ll}/u.test(text);
}

/** A word that cannot be the last of a cell: a preposition or a conjunction. */
const danglers = new Set(
  'в во с со и а к ко на по о об от до за из у для при или не без над под через между также который которые'.split(
    ' ',
  ),
);

export function isDangling(norm: string): boolean {
  return danglers.has(norm);
}
