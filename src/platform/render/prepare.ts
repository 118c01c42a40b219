import { exhaustive } from '#src/lib/exhaustive.ts';
import type { OfficeBlock, PictureBlock } from '#src/platform/render/blocks.ts';
import { cleanLine, cleanText } from '#src/platform/render/clean-text.ts';
import { acquaintanceBlocks, prepareOffice, prepareSignatures } from '#src/platform/render/prepare-office.ts';
import type { PreparedOffice, PreparedSignatures } from '#src/platform/render/prepare-office.ts';
import { centre, fitOrnate, ornateWidth } from '#src/platform/render/prepare-ornate.ts';
import type { OrnateFit } from '#src/platform/render/prepare-ornate.ts';
import { chartBlocks, qrBlocks } from '#src/platform/render/prepare-picture.ts';
import type { PreparedPicture } from '#src/platform/render/prepare-picture.ts';
import { fontSize, leftField, pageSize, textWidth } from '#src/platform/render/model.ts';
import type {
  Align,
  Block,
  CellBlock,
  Clause,
  Clauses,
  PaperDocument,
  PaperSheet,
  Run,
  Signatures,
  Stamp,
  Table,
  TableCell,
  TableColumn,
  TableRow,
} from '#src/platform/render/model.ts';

/** A document whose text is clean and whose tables are proved drawable: all that a renderer takes. */
export interface PreparedDocument {
  readonly title: string;
  readonly orientation: PaperDocument['orientation'];
  readonly language: PaperDocument['language'];
  /** Of the left field of an office paper, in millimetres. */
  readonly left: number;
  /** Of the text, in millimetres. */
  readonly width: number;
  /** How an `ornate` paper is to be set, by estimate; `null` for others. */
  readonly ornate: OrnateFit | null;
  readonly blocks: readonly PreparedBlock[];
}

export type PreparedBlock =
  | Exclude<Block, Clauses | Table | Signatures | OfficeBlock | PictureBlock>
  | PreparedClauses
  | PreparedTable
  | PreparedSignatures
  | PreparedPicture
  | PreparedOffice;

export interface PreparedClauses {
  readonly kind: 'clauses';
  readonly start: number;
  readonly items: readonly Clause[];
}

export interface PreparedTable {
  readonly kind: 'table';
  /** Shares of the table's width, summing to 1. */
  readonly columns: readonly number[];
  readonly head: readonly PreparedRow[];
  readonly body: readonly PreparedRow[];
  /** Points. */
  readonly fontSize: number;
}

export interface PreparedRow {
  readonly section: boolean;
  /** Short enough to be moved to the next page whole rather than cut. */
  readonly keepTogether: boolean;
  /** Millimetres; 0 when the text alone decides. */
  readonly minHeight: number;
  readonly cells: readonly PreparedCell[];
}

export interface PreparedCell {
  readonly blocks: readonly CellBlock[];
  readonly column: number;
  readonly colSpan: number;
  readonly rowSpan: number;
  readonly align: Align;
  readonly bold: boolean;
}

const pointsPerMillimetre = 72 / 25.4;
/** Mean advance of Russian text in PT Serif and Times, as a share of the type size; measured on school papers. */
const meanAdvance = 0.54;
const lineHeight = 1.3;
/** Left and right inset of a table cell, in points. */
export const cellInset = 4;

/** Cleans every text of the document and checks its geometry; throws `RangeError` on what cannot be drawn. */
export function prepareDocument(document: PaperDocument): PreparedDocument {
  const { orientation, language } = document;
  const blocks = document.blocks.flatMap((block) => prepareBlock(block, document));
  const facts = { title: cleanLine(document.title), orientation, language, left: leftField(document) };
  if (document.layout !== 'ornate') return { ...facts, width: textWidth(document), ornate: null, blocks };
  const centred = blocks.map(centre);
  return {
    ...facts,
    width: ornateWidth(orientation),
    ornate: fitOrnate(centred, orientation),
    blocks: centred,
  };
}

function prepareBlock(block: Block, sheet: PaperSheet): PreparedBlock | readonly PreparedBlock[] {
  switch (block.kind) {
    case 'heading':
      return { ...block, text: cleanText(block.text) };
    case 'paragraph':
    case 'list':
      return cleanCellBlock(block);
    case 'clauses':
      return { kind: 'clauses', start: block.start ?? 1, items: block.items.map(cleanClause) };
    case 'table':
      return prepareTable(block, sheet);
    case 'stamps':
      return { kind: 'stamps', left: block.left.map(cleanStamp), right: block.right.map(cleanStamp) };
    case 'signatures':
      return prepareSignatures(block);
    case 'acquaintance':
      return acquaintanceBlocks(block).flatMap((part) => prepareBlock(part, sheet));
    case 'chart':
      return chartBlocks(block, sheet);
    case 'qr':
      return qrBlocks(block);
    case 'letterhead':
    case 'imprint':
    case 'addressee':
    case 'parties':
      return prepareOffice(block);
    case 'spacer':
      if (!(block.lines > 0 && block.lines <= 40)) throw new RangeError(`A spacer of ${block.lines} lines`);
      return block;
    case 'pageBreak':
      return block;
    default:
      return exhaustive(block);
  }
}

function cleanRuns(runs: readonly Run[]): readonly Run[] {
  return runs.map((run) => ({ ...run, text: cleanText(run.text) })).filter((run) => run.text !== '');
}

function cleanCellBlock<T extends CellBlock>(block: T): T {
  return block.kind === 'paragraph'
    ? { ...block, runs: cleanRuns(block.runs) }
    : { ...block, items: block.items.map(cleanRuns) };
}

function cleanClause(clause: Clause): Clause {
  return { runs: cleanRuns(clause.runs), clauses: (clause.clauses ?? []).map(cleanClause) };
}

function cleanStamp(stamp: Stamp): Stamp {
  return { word: cleanText(stamp.word), lines: stamp.lines.map(cleanText) };
}

function prepareTable(table: Table, sheet: PaperSheet): PreparedTable {
  const columns = shareWidths(table.columns);
  const size = table.size === 'small' ? fontSize.tableSmall : fontSize.tableNormal;
  const context = { columns, size, sheet };
  const head = prepareRows(
    table.head.map((row) => ({ kind: 'row', cells: row.cells })),
    context,
  );
  return { kind: 'table', columns, head, body: prepareRows(table.body, context), fontSize: size };
}

/** Relative widths as shares that sum to 1. */
export function shareWidths(columns: readonly TableColumn[]): readonly number[] {
  if (columns.length === 0) throw new RangeError('A table without columns');
  const bad = columns.find(({ width }) => !(width > 0) || !Number.isFinite(width));
  if (bad) throw new RangeError(`A table column of width ${bad.width}`);
  const total = columns.reduce((sum, { width }) => sum + width, 0);
  return columns.map(({ width }) => width / total);
}

interface TableContext {
  readonly columns: readonly number[];
  readonly size: number;
  readonly sheet: PaperSheet;
}

/** Places cells on the grid, as HTML does, and refuses overlaps, gaps and spans that leave the table. */
function prepareRows(rows: readonly TableRow[], context: TableContext): readonly PreparedRow[] {
  const count = context.columns.length;
  // For each column, how many rows, this one included, a cell placed there still takes.
  const taken = context.columns.map(() => 0);
  const prepared = rows.map((row, index): PreparedRow => {
    const source: readonly TableCell[] =
      row.kind === 'row' ? row.cells : [{ content: row.text, colSpan: count, bold: true, align: 'center' }];
    const cells: PreparedCell[] = [];
    let column = 0;
    const skipTaken = () => {
      while (column < count && (taken[column] ?? 0) > 0) column += 1;
    };
    for (const cell of source) {
      skipTaken();
      const { colSpan = 1, rowSpan = 1 } = cell;
      if (!Number.isInteger(colSpan) || colSpan < 1 || !Number.isInteger(rowSpan) || rowSpan < 1)
        throw new RangeError(`Row ${index + 1}: spans must be whole numbers from 1`);
      if (column + colSpan > count || index + rowSpan > rows.length)
        throw new RangeError(`Row ${index + 1}: a cell leaves the table of ${count} columns`);
      if (taken.slice(column, column + colSpan).some((rest) => rest > 0))
        throw new RangeError(`Row ${index + 1}: a cell overlaps one from above`);
      taken.fill(rowSpan, column, column + colSpan);
      cells.push(prepareCell(cell, column));
      column += colSpan;
    }
    skipTaken();
    if (column !== count) throw new RangeError(`Row ${index + 1} fills ${column} of ${count} columns`);
    taken.forEach((rest, at) => {
      taken[at] = Math.max(0, rest - 1);
    });
    const minHeight = row.kind === 'row' ? (row.minHeight ?? 0) : 0;
    if (!(minHeight >= 0 && minHeight <= 100))
      throw new RangeError(`Row ${index + 1}: a height of ${minHeight} mm`);
    return { section: row.kind === 'section', keepTogether: isShort(cells, context), minHeight, cells };
  });
  return prepared;
}

function prepareCell(cell: TableCell, column: number): PreparedCell {
  const blocks: readonly CellBlock[] =
    typeof cell.content === 'string'
      ? [{ kind: 'paragraph', runs: [{ text: cell.content }] }]
      : cell.content.length > 0
        ? cell.content
        : [{ kind: 'paragraph', runs: [] }];
  return {
    blocks: blocks.map(cleanCellBlock),
    column,
    colSpan: cell.colSpan ?? 1,
    rowSpan: cell.rowSpan ?? 1,
    align: cell.align ?? 'left',
    bold: cell.bold ?? false,
  };
}

/** Width of a cell between its insets, in points. */
export function innerWidth(cell: PreparedCell, context: Omit<TableContext, 'size'>): number {
  const share = context.columns
    .slice(cell.column, cell.column + cell.colSpan)
    .reduce((sum, width) => sum + width, 0);
  return share * textWidth(context.sheet) * pointsPerMillimetre - 2 * cellInset;
}

/** A row is short when it takes, by estimate, no more than a third of a page. */
function isShort(cells: readonly PreparedCell[], context: TableContext): boolean {
  const pageHeight = context.sheet.orientation === 'portrait' ? pageSize.long : pageSize.short;
  const available = (pageHeight - pageSize.top - pageSize.bottom) * pointsPerMillimetre;
  const highest = Math.max(...cells.map((cell) => estimateLines(cell, context)));
  return highest * context.size * lineHeight <= available / 3;
}

function estimateLines(cell: PreparedCell, context: TableContext): number {
  const lines = (runs: readonly Run[]) => linesIn(runs, innerWidth(cell, context) / context.size);
  return cell.blocks.reduce(
    (sum, block) =>
      sum +
      (block.kind === 'paragraph'
        ? lines(block.runs)
        : block.items.reduce((items, runs) => items + lines(runs), 0)),
    0,
  );
}

/** Lines that a paragraph of the body takes, by estimate, in a text so many millimetres wide. */
export function estimateRunLines(runs: readonly Run[], width: number): number {
  return linesIn(runs, (width * pointsPerMillimetre) / fontSize.body);
}

/** `width` in sizes of the type. */
function linesIn(runs: readonly Run[], width: number): number {
  const perLine = Math.max(1, Math.floor(width / meanAdvance));
  return runs
    .map((run) => run.text)
    .join('')
    .split('\n')
    .reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / perLine)), 0);
}
