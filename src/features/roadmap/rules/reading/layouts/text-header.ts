import type { Column } from '#src/features/roadmap/rules/reading/layouts/raw.ts';
import {
  assignRoles,
  isHeaderStarter,
  isHeaderWord,
  readHeaderRole,
  splitHeaderWords,
} from '#src/features/roadmap/rules/reading/lexicon/header.ts';
import { isHeadingLine } from '#src/features/roadmap/rules/reading/lexicon/heading.ts';
import { normWord } from '#src/features/roadmap/rules/reading/lexicon/words.ts';

export interface TextHeader {
  columns: Column[];
  /** First line of the header and the line after it, from 0. */
  from: number;
  to: number;
  /** Numbers that stand alone between the words of the header: of rows whose cells follow («1», «2», …). */
  apart: string[];
}

const maxLines = 24;

function wordsOf(line: string): string[] {
  return line.split(/\s+/).filter((word) => word !== '' && word !== '|');
}

/** All words of the line could stand in a header. */
function isHeaderLine(line: string): boolean {
  const words = wordsOf(line);
  if (words.length === 0 || words.length > 16) return false;
  return words.every((word, index) =>
    /^\d+[.)]?$/.test(word) ? /^(квартал|полугодие)/i.test(words[index + 1] ?? '') : isHeaderWord(word),
  );
}

/** A number alone on its line: of a column, or of a row that the text keeps apart from its cells. */
function isLoneNumber(line: string): boolean {
  return /^\s*\d{1,2}\s*$/.test(line);
}

/** «1 2 3 4 5», or one of the numbers of such a line standing alone. */
export function isColumnNumberLine(line: string): boolean {
  const words = wordsOf(line).map(normWord);
  return words.length >= 2 && words.every((word, index) => word === String(index + 1));
}

/**
 * The header of a table in a text without cells: a run of lines made of header words only. Lines that number the
 * columns after it belong to it. Null when no such run names a title and one more column.
 */
export function findTextHeader(lines: readonly string[]): TextHeader | null {
  let best: (TextHeader & { score: number }) | null = null;
  const limit = Math.min(lines.length, 400);
  for (let from = 0; from < limit; from += 1) {
    const first = lines[from] ?? '';
    if (!isHeaderLine(first)) continue;
    const [word = ''] = wordsOf(first);
    if (!isHeaderStarter(word)) continue;
    let to = from;
    let blank = 0;
    for (let at = from; at < Math.min(lines.length, from + maxLines); at += 1) {
      const line = lines[at] ?? '';
      if (line.trim() === '') {
        blank += 1;
        if (blank > 2) break;
        continue;
      }
      if (isLoneNumber(line)) {
        blank = 0;
        continue;
      }
      if (!isHeaderLine(line) || isColumnNumberLine(line) || isHeadingLine(line)) break;
      blank = 0;
      to = at + 1;
      const header = tryHeader(lines, from, to);
      if (header === null) continue;
      const roles = new Set(header.columns.map((column) => column.role));
      const noise = header.columns.filter((column) => column.role === 'note').length;
      const score = roles.size * 2 - noise * 1.5 - from * 0.002 + (to - from) * 0.01;
      if (best === null || score > best.score) best = { ...header, score };
    }
  }
  return best === null
    ? null
    : {
        columns: best.columns,
        from: best.from,
        apart: best.apart,
        to: skipColumnNumbers(lines, best.to, best.columns.length),
      };
}

function tryHeader(lines: readonly string[], from: number, to: number): TextHeader | null {
  const full = lines.slice(from, to).filter((line) => line.trim() !== '' && !isLoneNumber(line));
  const cells = splitHeaderWords(full);
  if (cells.length > 9) return null;
  if (cells.some((cell) => readHeaderRole(cell) === null)) return null;
  const columns = assignRoles(cells);
  return columns === null
    ? null
    : { columns, from, to, apart: numbersApart(lines.slice(from, to), columns.length) };
}

/** Lone numbers in a run «1, 2, 3 …» inside the header; those that come after its last word number the columns. */
function numbersApart(lines: readonly string[], columnCount: number): string[] {
  const full = lines.map((line) => line.trim()).filter((line) => line !== '');
  const numbers = full.flatMap((line, at) => (isLoneNumber(line) ? [{ text: line, at }] : []));
  const inRun = numbers.every(
    (number, index) => index === 0 || number.at === (numbers[index - 1]?.at ?? 0) + 1,
  );
  const ordered = numbers.every((number, index) => Number(number.text) === index + 1);
  if (numbers.length < 2 || !inRun || !ordered) return [];
  // As many as columns, right behind the last header: they number the columns.
  return (numbers.at(-1)?.at ?? 0) === full.length - 1 && numbers.length === columnCount
    ? []
    : numbers.map((number) => number.text);
}

/** Past «1 2 3 4 5» on one line or on as many lines. */
function skipColumnNumbers(lines: readonly string[], from: number, count: number): number {
  let at = from;
  while (at < lines.length && (lines[at] ?? '').trim() === '') at += 1;
  if (isColumnNumberLine(lines[at] ?? '')) return at + 1;
  // «1» may stand inside the header already, beside «№».
  let expected = (lines[at] ?? '').trim() === '2' ? 2 : 1;
  let end = from;
  for (; at < lines.length && expected <= count + 1; at += 1) {
    const line = (lines[at] ?? '').trim();
    if (line === '') continue;
    if (line !== String(expected)) break;
    expected += 1;
    end = at + 1;
  }
  return expected > 2 && expected > count - 1 ? end : from;
}
