import { readDelimited } from '#src/features/roadmap/rules/reading/layouts/delimited.ts';
import type { GridRow } from '#src/features/roadmap/rules/reading/layouts/grid.ts';
import { readGrid } from '#src/features/roadmap/rules/reading/layouts/grid.ts';
import { collectVocabulary } from '#src/features/roadmap/rules/reading/layouts/join.ts';
import type { Vocabulary } from '#src/features/roadmap/rules/reading/layouts/join.ts';
import { readInterleaved } from '#src/features/roadmap/rules/reading/layouts/interleaved.ts';
import { readColumns } from '#src/features/roadmap/rules/reading/layouts/columns.ts';
import { readMatrix } from '#src/features/roadmap/rules/reading/layouts/matrix.ts';
import { readLabelled } from '#src/features/roadmap/rules/reading/layouts/labelled.ts';
import { judgeTable } from '#src/features/roadmap/rules/reading/layouts/judge.ts';
import type { Column, RawTable } from '#src/features/roadmap/rules/reading/layouts/raw.ts';
import { columnOf } from '#src/features/roadmap/rules/reading/layouts/raw.ts';
import { readStream } from '#src/features/roadmap/rules/reading/layouts/stream.ts';
import { findTextHeader } from '#src/features/roadmap/rules/reading/layouts/text-header.ts';
import type { SourceDocument, Table } from '#src/lib/tables/model.ts';

export interface FoundTables {
  tables: RawTable[];
  /** Lines above the first table. */
  headLines: string[];
}

/** The tables of a roadmap in a document: its own tables when it has such, else what its text can be read as. */
export function findTables(document: SourceDocument): FoundTables {
  // Marks of Markdown («## План», «**этап**») are no part of the words.
  const lines = document.text
    .split(/\r?\n|\f/)
    .map((line) => line.replaceAll('**', '').replace(/^#+\s+/, ''));
  const vocabulary = collectVocabulary(lines);
  if (document.format !== 'text') {
    const own = readOwnTables(document, vocabulary);
    if (own !== null && meanScore(own.tables) >= poorest) return own;
    // Tables that a PDF only seems to have: its plain text may read better.
    const text = readTextTables(lines, vocabulary);
    return own !== null && meanScore(own.tables) >= meanScore(text.tables) ? own : text;
  }
  return readTextTables(lines, vocabulary);
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
    const table = readGrid(toGridRows(block), block.columnCount, vocabulary, columns);
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

function toGridRows(table: Table): GridRow[] {
  return table.rows.map((row) => ({
    place: row.place,
    cells: row.cells.map((cell) => ({ ...cell, lines: cell.lines.length === 0 ? [cell.text] : cell.lines })),
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
  return ['tabs', 'tab-led', 'pipes', 'pipe-ended', 'labelled'].includes(table.layout);
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

function markShared(table: RawTable): RawTable {
  return {
    ...table,
    rows: table.rows.map((row) =>
      row.heading === null ? { ...row, doubts: [...row.doubts, 'reading.lines_interleaved'] } : row,
    ),
  };
}

/** A reading judged so well needs no other. */
const sureEnough = 0.93;

function readTextTables(lines: readonly string[], vocabulary: Vocabulary): FoundTables {
  const matrix = readMatrix(lines, vocabulary);
  if (matrix !== null) return { tables: [matrix], headLines: lines.slice(0, matrix.headEnd) };
  const labelled = readLabelled(lines, vocabulary);
  const header = findTextHeader(lines);
  const candidates: RawTable[] = readDelimited(lines, vocabulary);
  if (labelled !== null) candidates.push(labelled);
  if (header !== null) {
    const stream = readStream(lines, header, vocabulary);
    const byColumns = readColumns(lines, header, vocabulary);
    if (byColumns !== null) candidates.push(byColumns);
    const shared = stream !== null && sharesLines(stream);
    const unsure = [...candidates, ...(stream === null ? [] : [stream])].every(
      (table) => judgeTable(table) < sureEnough,
    );
    const interleaved = shared || unsure ? readInterleaved(lines, header, vocabulary, header.apart) : null;
    // A text whose lines hold all columns at once must not pass for one whose cells follow one another.
    if (stream !== null && !(shared && interleaved !== null))
      candidates.push(shared ? markShared(stream) : stream);
    if (interleaved !== null) candidates.push(interleaved);
  }
  const [best] = candidates
    .map((table) => ({ table, score: judgeTable(table) + (isMarked(table) ? markedBonus : 0) }))
    .toSorted((one, two) => two.score - one.score);
  if (best === undefined) return { tables: [], headLines: [...lines].slice(0, 60) };
  return { tables: [best.table], headLines: lines.slice(0, best.table.headEnd) };
}
