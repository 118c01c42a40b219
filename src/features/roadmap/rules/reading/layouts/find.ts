import { readBlocks } from '#src/features/roadmap/rules/reading/layouts/blocks.ts';
import { readDelimited } from '#src/features/roadmap/rules/reading/layouts/delimited.ts';
import type { GridRow } from '#src/features/roadmap/rules/reading/layouts/grid.ts';
import { readGrid } from '#src/features/roadmap/rules/reading/layouts/grid.ts';
import { collectVocabulary } from '#src/features/roadmap/rules/reading/layouts/join.ts';
import { readLines, withoutRepeats, withoutTail } from '#src/features/roadmap/rules/reading/layouts/pages.ts';
import type { Vocabulary } from '#src/features/roadmap/rules/reading/layouts/join.ts';
import { readInterleaved } from '#src/features/roadmap/rules/reading/layouts/interleaved.ts';
import { readColumns } from '#src/features/roadmap/rules/reading/layouts/columns.ts';
import { readMatrix } from '#src/features/roadmap/rules/reading/layouts/matrix.ts';
import { readLabelled } from '#src/features/roadmap/rules/reading/layouts/labelled.ts';
import { judgeTable } from '#src/features/roadmap/rules/reading/layouts/judge.ts';
import type { Column, RawTable } from '#src/features/roadmap/rules/reading/layouts/raw.ts';
import { columnOf } from '#src/features/roadmap/rules/reading/layouts/raw.ts';
import { readPlaced } from '#src/features/roadmap/rules/reading/layouts/placed.ts';
import { isUnsure } from '#src/features/roadmap/rules/reading/layouts/unsure.ts';
import { readStream } from '#src/features/roadmap/rules/reading/layouts/stream.ts';
import type { TextHeader } from '#src/features/roadmap/rules/reading/layouts/text-header.ts';
import { findTextHeader } from '#src/features/roadmap/rules/reading/layouts/text-header.ts';
import type { DocumentFormat, SourceDocument, Table } from '#src/lib/tables/model.ts';

export interface FoundTables {
  tables: RawTable[];
  /** Lines above the first table. */
  headLines: string[];
}

/** The tables of a roadmap in a document: its own tables when it has such, else what its text can be read as. */
export function findTables(document: SourceDocument): FoundTables {
  const lines = readLines(document.text);
  const vocabulary = collectVocabulary(lines);
  if (document.format !== 'text') {
    const own = readOwnTables(document, vocabulary);
    if (own !== null && meanScore(own.tables) >= poorest) return own;
    // Tables that a PDF only seems to have: its plain text may read better.
    const text = readTextTables(lines, vocabulary, null);
    return own !== null && meanScore(own.tables) >= meanScore(text.tables) ? own : text;
  }
  return readTextTables(lines, vocabulary, readOwnTables(document, vocabulary));
}

/** Tables judged worse than this are compared with the plain text of their document. */
const poorest = 0.6;

function meanScore(tables: readonly RawTable[]): number {
  const full = tables.filter((table) => table.rows.some((row) => row.heading === null));
  return full.length === 0 ? -1 : full.reduce((sum, table) => sum + judgeTable(table), 0) / full.length;
}

function readOwnTables(document: SourceDocument, vocabulary: Vocabulary): FoundTables | null {
  const tables: RawTable[] = [];
  const headLines: string[] = [];
  let columns: Column[] | null = null;
  for (const block of document.blocks) {
    if (block.kind === 'paragraph') {
      if (tables.length === 0) headLines.push(...block.text.split('\n'), '');
      else if (block.heading !== undefined || block.bold === true)
        tables.push(...headingBetween(block.text, columns, block.place));
      continue;
    }
    const table = readGrid(toGridRows(block, document.format), block.columnCount, vocabulary, columns);
    if (table === null) {
      if (tables.length === 0) headLines.push(...textOfTable(block), '');
      continue;
    }
    if (tables.length === 0) headLines.push(...textAboveHeader(block, table));
    columns = table.columns;
    tables.push(table);
  }
  const full = tables.filter((table) => table.rows.some((row) => row.heading === null));
  return full.length === 0 ? null : { tables: trimHeadings(tables), headLines };
}

/** A bold paragraph between two tables is the heading of the second. */
function headingBetween(
  text: string,
  columns: Column[] | null,
  place: RawTable['rows'][number]['place'],
): RawTable[] {
  if (columns === null || text.trim() === '' || text.length > 200) return [];
  return [
    {
      columns,
      rows: [{ heading: text.trim(), cells: columns.map(() => null), place, doubts: [] }],
      layout: 'grid',
      headEnd: 0,
      doubts: [],
    },
  ];
}

/** Headings after the last table (signatures in bold) head nothing. */
function trimHeadings(tables: readonly RawTable[]): RawTable[] {
  const last = tables.findLastIndex((table) => table.rows.some((row) => row.heading === null));
  return tables.slice(0, last + 1);
}

/**
 * @param format a PDF's lines are where its cells wrapped, which its reader has joined with knowledge of their widths
 */
function toGridRows(table: Table, format: DocumentFormat): GridRow[] {
  return table.rows.map((row) => ({
    place: row.place,
    cells: row.cells.map((cell) => ({
      ...cell,
      ...(format === 'text' && cell.place.line !== undefined
        ? { lineFrom: cell.place.line - 1, lineTo: cell.place.line - 1 }
        : {}),
      lines: cell.lines.length === 0 || format === 'pdf' ? cell.text.split('\n') : cell.lines,
    })),
  }));
}

function textOfTable(table: Table): string[] {
  return table.rows.flatMap((row) => row.cells.flatMap((cell) => cell.text.split('\n')));
}

/** In a workbook the title stands in rows above the header. */
function textAboveHeader(block: Table, table: RawTable): string[] {
  return block.rows
    .slice(0, table.headEnd)
    .flatMap((row) => row.cells.flatMap((cell) => cell.text.split('\n')))
    .filter((line) => line !== '');
}

/** Cells that the text itself parts are worth more than cells that were guessed. */
const markedBonus = 0.15;

function isMarked(table: RawTable): boolean {
  return ['marked', 'placed', 'tabs', 'tab-led', 'pipes', 'pipe-ended', 'labelled'].includes(table.layout);
}

/**
 * In rows of several lines the deadline begins on the very first line: then each line holds a line of every cell. Where
 * cells follow one another the deadline comes after the last line of the title.
 */
function sharesLines(table: RawTable): boolean {
  const deadline = columnOf(table.columns, 'deadline');
  const responsible = columnOf(table.columns, 'responsible');
  const anchor = deadline === -1 ? responsible : deadline;
  if (anchor === -1) return false;
  // A whole text in one row: cells of several rows ran together.
  const [lone, ...others] = table.rows.filter((row) => row.heading === null);
  if (lone !== undefined && others.length === 0 && (lone.lineTo ?? 0) - (lone.lineFrom ?? 0) > 8) return true;
  const tall = table.rows.filter(
    (row) =>
      row.heading === null && (row.cells[anchor] ?? null) !== null && (row.lineTo ?? 0) > (row.lineFrom ?? 0),
  );
  const first = tall.filter((row) => row.cells[anchor]?.lineFrom === row.lineFrom);
  const number = columnOf(table.columns, 'number');
  const title = columnOf(table.columns, 'title');
  const rows = table.rows.filter((row) => row.heading === null);
  const torn = rows.filter(
    (row) => (row.cells[number] ?? null) === null && /^\p{Ll}/u.test(row.cells[title]?.text ?? ''),
  );
  if (torn.length >= 3 && torn.length > rows.length * 0.15) return true;
  return tall.length >= 3 && first.length > tall.length * 0.7;
}

function markRows(table: RawTable, doubt: string): RawTable {
  return {
    ...table,
    rows: table.rows.map((row) => (row.heading === null ? { ...row, doubts: [...row.doubts, doubt] } : row)),
  };
}

function countRows(table: RawTable): number {
  return table.rows.filter((row) => row.heading === null).length;
}

function markUnsure(table: RawTable): RawTable {
  const marked = markRows(table, 'reading.cell_guessed');
  return { ...marked, doubts: [...marked.doubts, 'reading.layout_unsure'] };
}

/** A reading judged so well needs no other. */
const sureEnough = 0.93;

/** Columns found by the places of their words, judged so, need no other reading. */
const surePlaced = 0.7;

/** Share of rows with a doubtful cell at which a text may still be one of cells that follow one another. */
const mostDoubted = 0.5;

/** Cells that the text itself parts, judged so, need no comparison with cells that would be guessed. */
const sureMarked = 0.8;

/**
 * @param own tables that the text's reader found by tabs, pipes or quotes
 */
function readTextTables(
  all: readonly string[],
  vocabulary: Vocabulary,
  own: FoundTables | null,
): FoundTables {
  const header = findTextHeader(all);
  const lines = withoutTail(all, header?.to ?? 0);
  const marked: RawTable[] = readDelimited(lines, vocabulary);
  const [table, ...others] = own?.tables.filter((one) => one.rows.some((row) => row.heading === null)) ?? [];
  if (table !== undefined && others.length === 0) {
    const headEnd = Math.max(0, (table.rows[0]?.place.line ?? 1) - 2);
    // Columns of spaces are read by their places, page by page.
    const isParted = /[\t|"]/.test(all[(table.rows[0]?.place.line ?? 1) - 1] ?? '');
    marked.push({
      ...table,
      layout: isParted ? 'marked' : 'aligned',
      headEnd: Math.min(headEnd, header?.from ?? headEnd),
    });
  }
  const most = Math.max(1, ...marked.map(countRows));
  const [sure] = marked
    .filter(isMarked)
    .map((one) => ({ table: one, score: judgeTable(one) - 0.4 * (1 - countRows(one) / most) }))
    .toSorted((one, two) => two.score - one.score);
  if (sure !== undefined && sure.score >= sureMarked)
    return { tables: [sure.table], headLines: all.slice(0, sure.table.headEnd) };
  const matrix = readMatrix(lines, vocabulary);
  if (matrix !== null) return { tables: [matrix], headLines: lines.slice(0, matrix.headEnd) };
  const candidates = [...marked, ...readUnmarked(lines, header, vocabulary, marked)];
  const [best] = candidates
    .map((one) => ({ table: one, score: judgeTable(one) + (isMarked(one) ? markedBonus : 0) }))
    .toSorted((one, two) => two.score - one.score);
  if (best === undefined) return { tables: [], headLines: all.slice(0, 60) };
  const read = isMarked(best.table) || !isUnsure(best.table) ? best.table : markUnsure(best.table);
  return { tables: [read], headLines: all.slice(0, best.table.headEnd) };
}

/** Nearly every block looks like a cell of its column: the text is one of cells that follow one another. */
function fitsBlocks(table: RawTable): boolean {
  const rows = table.rows.filter((row) => row.heading === null);
  const doubted = rows.filter((row) => row.doubts.length > 0).length;
  return rows.length >= 3 && doubted <= rows.length * mostDoubted && judgeTable(table) > surePlaced;
}

/** Readings of a text whose cells nothing parts. */
function readUnmarked(
  all: readonly string[],
  header: TextHeader | null,
  vocabulary: Vocabulary,
  marked: readonly RawTable[],
): RawTable[] {
  const candidates: RawTable[] = [];
  const labelled = readLabelled(all, vocabulary);
  if (labelled !== null) candidates.push(labelled);
  const placed = readPlaced(all, vocabulary);
  if (placed !== null) candidates.push(placed);
  // Where words stand says more than what they look like.
  if (placed !== null && judgeTable(placed) > surePlaced) return candidates;
  if (header === null) return candidates;
  const lines = withoutRepeats(all, header.from, header.to);
  const stream = readStream(lines, header, vocabulary);
  const blocks = readBlocks(lines, header, vocabulary);
  if (blocks !== null && fitsBlocks(blocks)) return [...candidates, blocks];
  if (blocks !== null) candidates.push(blocks);
  const byColumns = readColumns(all, header, vocabulary);
  if (byColumns !== null) candidates.push(byColumns);
  const shared = stream !== null && sharesLines(stream);
  const unsure = [...marked, ...candidates, ...(stream === null ? [] : [stream])].every(
    (table) => judgeTable(table) < sureEnough,
  );
  const interleaved = shared || unsure ? readInterleaved(lines, header, vocabulary, header.apart) : null;
  // A text whose lines hold all columns at once must not pass for one whose cells follow one another.
  if (stream !== null && !(shared && interleaved !== null))
    candidates.push(shared ? markRows(stream, 'reading.lines_interleaved') : stream);
  if (interleaved !== null) candidates.push(interleaved);
  return candidates;
}
