import type { RawCell, RawRow, RawTable, Column } from '#src/features/roadmap/rules/reading/layouts/raw.ts';
import type { Vocabulary } from '#src/features/roadmap/rules/reading/layouts/join.ts';
import { joinWords } from '#src/features/roadmap/rules/reading/layouts/join.ts';
import { chainNumbers, findNumberedLines } from '#src/features/roadmap/rules/reading/layouts/numbers.ts';
import { isPeriodHeader, readHeaderRole } from '#src/features/roadmap/rules/reading/lexicon/header.ts';
import type { Word } from '#src/features/roadmap/rules/reading/lexicon/words.ts';
import { collapseSpaces, splitWords } from '#src/features/roadmap/rules/reading/lexicon/words.ts';

/** Lines that stand together, without an empty line between. */
interface Block {
  lines: string[];
  from: number;
  to: number;
}

const markWord = /^([хxхХX+vVvVуУ✓✔√•●*■]|[-–—−])$/u;

/**
 * A matrix in a text without cells: columns of quarters or months, and in each row a mark or a dash for each of them.
 * The marks, as many as there are such columns, part the row's title from what follows. Null when the text has no
 * such header or no row with the right number of marks.
 */
export function readMatrix(lines: readonly string[], vocabulary: Vocabulary): RawTable | null {
  const header = findMatrixHeader(lines);
  if (header === null) return null;
  const columns: Column[] = [
    { role: 'number', header: '' },
    { role: 'title', header: header.title },
    ...header.periods.map((text): Column => ({ role: 'period', header: text })),
    ...(header.responsible === null ? [] : [{ role: 'responsible', header: header.responsible } as const]),
  ];
  const starts = chainNumbers(findNumberedLines(lines, header.to));
  const rows: RawRow[] = [];
  starts.forEach((start, index) => {
    const end = starts[index + 1]?.line ?? lines.length;
    const words = withoutNumber(splitWords(lines, start.line, end), start.text);
    rows.push(readRow(words, start.text, start.line, columns, header.periods.length, vocabulary));
  });
  const good = rows.filter((row) => row.doubts.length === 0).length;
  if (good === 0 || good < rows.length / 2) return null;
  return { columns, rows, layout: 'matrix', headEnd: header.from, doubts: [] };
}

function withoutNumber(words: readonly Word[], number: string): Word[] {
  const [first, ...others] = words;
  if (first === undefined || !first.text.startsWith(number)) return [...words];
  const rest = first.text.slice(number.length);
  return rest === '' ? others : [{ ...first, text: rest, norm: rest.toLowerCase() }, ...others];
}

function readRow(
  words: readonly Word[],
  number: string,
  line: number,
  columns: readonly Column[],
  count: number,
  vocabulary: Vocabulary,
): RawRow {
  const place = { line: line + 1 };
  const at = findMarks(words, count);
  const cells: (RawCell | null)[] = columns.map(() => null);
  const put = (column: number, part: readonly Word[]): void => {
    const [first] = part;
    if (first === undefined || column < 0) return;
    cells[column] = {
      text: joinWords(part, vocabulary),
      place: { line: first.line + 1 },
      lineFrom: first.line,
      lineTo: part.at(-1)?.line ?? first.line,
    };
  };
  cells[0] = { text: number, place, lineFrom: line, lineTo: line };
  const lineTo = words.at(-1)?.line ?? line;
  if (at === -1) {
    put(1, words);
    return { heading: null, cells, place, lineFrom: line, lineTo, doubts: ['reading.cell_guessed'] };
  }
  put(1, words.slice(0, at));
  for (let order = 0; order < count; order += 1) put(2 + order, words.slice(at + order, at + order + 1));
  const responsible = columns.findIndex((column) => column.role === 'responsible');
  const rest = words.slice(at + count);
  put(responsible, rest);
  return {
    heading: null,
    cells,
    place,
    lineFrom: line,
    lineTo,
    doubts: rest.length > 0 && responsible === -1 ? ['reading.cell_guessed'] : [],
  };
}

/** Where a run of exactly `count` marks begins; -1 when there is none. */
function findMarks(words: readonly Word[], count: number): number {
  for (let from = 1; from + count <= words.length; from += 1) {
    let run = 0;
    while (markWord.test(words[from + run]?.text ?? '')) run += 1;
    if (run === count) return from;
    if (run > 0) from += run - 1;
  }
  return -1;
}

interface MatrixHeader {
  title: string;
  responsible: string | null;
  periods: string[];
  from: number;
  to: number;
}

/** Blocks one after another that name columns, at least two of them quarters, months or years. */
function findMatrixHeader(lines: readonly string[]): MatrixHeader | null {
  const blocks = splitBlocks(lines);
  for (let start = 0; start < Math.min(blocks.length, 80); start += 1) {
    const titleBlock = blocks[start];
    if (titleBlock === undefined || readHeaderRole(titleBlock.lines.join(' '))?.role !== 'title') continue;
    const header: MatrixHeader = {
      title: textOf(titleBlock),
      responsible: null,
      periods: [],
      from: titleBlock.from,
      to: titleBlock.to + 1,
    };
    for (const block of blocks.slice(start + 1, start + 24)) {
      const text = textOf(block);
      const role = readHeaderRole(text)?.role;
      if (isPeriodHeader(text)) header.periods.push(text);
      else if (role === 'responsible') header.responsible = text;
      else if (role === undefined && !/^\d{1,2}$/.test(text)) break;
      header.to = block.to + 1;
    }
    if (header.periods.length >= 2) return header;
  }
  return readHeaderLine(lines);
}

const periodPhrase =
  /(?:(?:I{1,3}|IV|[1-4])\s+(?:квартал|кв\.?|полугодие)|сентябрь|октябрь|ноябрь|декабрь|январь|февраль|март|апрель|май|июнь|июль|август)(?:\s+(?:19|20)\d\d(?:\s*г(?:ода|\.)?)?)?/giu;

/** A header on one line: «№ Мероприятие I квартал II квартал III квартал IV квартал Ответственный». */
function readHeaderLine(lines: readonly string[]): MatrixHeader | null {
  for (let at = 0; at < Math.min(lines.length, 200); at += 1) {
    const line = collapseSpaces(lines[at] ?? '');
    const periods = [...line.matchAll(periodPhrase)];
    const [first] = periods;
    const last = periods.at(-1);
    if (periods.length < 2 || first === undefined || last === undefined) continue;
    const before = line
      .slice(0, first.index)
      .replace(/^(№(\s*п\s*\/\s*п)?|N)\s*/iu, '')
      .trim();
    const after = line.slice(last.index + last[0].length).trim();
    if (readHeaderRole(before)?.role !== 'title') continue;
    return {
      title: before,
      responsible: readHeaderRole(after)?.role === 'responsible' ? after : null,
      periods: periods.map((match) => match[0]),
      from: at,
      to: at + 1,
    };
  }
  return null;
}

function textOf(block: Block): string {
  return collapseSpaces(block.lines.join(' '));
}

function splitBlocks(lines: readonly string[]): Block[] {
  const blocks: Block[] = [];
  let open: Block | null = null;
  lines.forEach((line, at) => {
    if (line.trim() === '') {
      open = null;
      return;
    }
    if (open === null) {
      open = { lines: [], from: at, to: at };
      blocks.push(open);
    }
    open.lines.push(line);
    open.to = at;
  });
  return blocks;
}
