import { collapseSpaces } from '#src/features/roadmap/rules/reading/lexicon/words.ts';

const loneNumber = /^\s*[-–—]?\s*(?:стр\.?\s*)?(\d{1,3})\s*[-–—]?\s*$/iu;

/** Signatures, stamps and footnotes that stand below a table. */
const signature = /_{4,}|^\s*(?:подпись|м\.\s?п\.)(?!\p{L})/iu;
const stamp =
  /^\s*(?:согласован[оаы]?|утвержд(?:аю|ено|ена|ен|ены)|принят[оаы]?|рассмотрен[оаы]?|исполнитель|исп\.|составил\p{L}*|с\s+\p{L}+\s+ознакомлен\p{L}*)(?!\p{L})[\s:.]/iu;

/** Such a line closes a document: nothing of the table stands in it. */
export function isTailLine(line: string): boolean {
  return signature.test(line) || stamp.test(`${line} `);
}

/**
 * Lines of a text as they are read: marks of Markdown taken away, page numbers beside a page's end left empty. The
 * count of lines stays that of the source.
 */
export function readLines(text: string): string[] {
  const lines = text.split(/\r?\n/);
  let page = 1;
  const clean = [...lines];
  const dropNumber = (at: number, expected: number): void => {
    const found = loneNumber.exec((lines[at] ?? '').replaceAll('\f', ''));
    if (found !== null && Math.abs(Number(found[1]) - expected) <= 1) clean[at] = '';
  };
  lines.forEach((line, at) => {
    if (!line.includes('\f')) return;
    dropNumber(lastFull(lines, at - 1), page);
    page += line.split('\f').length - 1;
    if (page > 1) dropNumber(firstFull(lines, at), page);
  });
  return clean.map((line) =>
    line
      .replace(/^\f+/, '')
      .replaceAll('\f', ' ')
      .replaceAll('**', '')
      .replace(/^#+\s+/, ''),
  );
}

function lastFull(lines: readonly string[], from: number): number {
  let at = from;
  while (at > 0 && (lines[at] ?? '').trim() === '') at -= 1;
  return at;
}

function firstFull(lines: readonly string[], from: number): number {
  let at = from;
  while (at < lines.length - 1 && (lines[at] ?? '').trim() === '') at += 1;
  return at;
}

/** The lines with everything from the signatures on left empty. */
export function withoutTail(lines: readonly string[], from: number): string[] {
  const limit = Math.max(from + 2, lines.length - 40);
  const at = lines.findIndex((line, index) => index >= limit && isTailLine(line) && !/[\t|]/.test(line));
  return at === -1 ? [...lines] : lines.map((line, index) => (index < at ? line : ''));
}

/**
 * The lines with each repetition of the header (`from` to `to`, excluded) left empty, and the page number before it.
 * A header is known again by all its lines in their order.
 */
export function withoutRepeats(lines: readonly string[], from: number, to: number): string[] {
  const head = lines
    .slice(from, to)
    .map(key)
    .filter((line) => line !== '');
  if (head.length === 0 || (head.length === 1 && !(head[0] ?? '').includes(' '))) return [...lines];
  const clean = [...lines];
  let page = 1;
  for (let at = to; at < lines.length; at += 1) {
    const end = matchHead(lines, at, head);
    if (end === -1) continue;
    for (let line = at; line < end; line += 1) clean[line] = '';
    const before = lastFull(lines, at - 1);
    const number = loneNumber.exec(lines[before] ?? '');
    if (number !== null && Math.abs(Number(number[1]) - page) <= 1) clean[before] = '';
    page += 1;
    at = end - 1;
  }
  // The last page has a number, but no header after it.
  const last = clean.findLastIndex((line) => line.trim() !== '');
  const number = loneNumber.exec(clean[last] ?? '');
  if (page > 1 && number !== null && Number(number[1]) === page) clean[last] = '';
  return clean;
}

function key(line: string | undefined): string {
  return collapseSpaces(line ?? '').toLowerCase();
}

function matchHead(lines: readonly string[], from: number, head: readonly string[]): number {
  let order = 0;
  for (let at = from; at < lines.length && at < from + head.length * 3; at += 1) {
    const line = key(lines[at]);
    if (line === '' && order > 0) continue;
    if (line !== head[order]) return -1;
    order += 1;
    if (order === head.length) return at + 1;
  }
  return -1;
}
