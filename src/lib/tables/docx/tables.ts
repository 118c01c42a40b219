import type { Block, Cell, Row, Table } from '#src/lib/tables/model.ts';
import { joinRunOn, listBlocks, type DocxCounters, type ReadBlocks } from '#src/lib/tables/docx/blocks.ts';
import {
  readParagraph,
  withMarker,
  type DocxContext,
  type DocxParagraph,
} from '#src/lib/tables/docx/paragraphs.ts';
import { mergeSlivers } from '#src/lib/tables/slivers.ts';
import { child, childFlag, childValue, children, type XmlElement } from '#src/lib/tables/xml.ts';

/** 3 mm in twentieths of a point: a column that narrow is the trace of a dragged border. */
const sliver = 170;

interface CellElement {
  element: XmlElement;
  column: number;
  span: number;
  merge: 'restart' | 'continue' | undefined;
}

/**
 * Reads one `w:tbl`. A table that only frames another one (a single column or a single row around a table with
 * rows and columns of its own) gives its content instead of itself.
 */
export function readTable(
  element: XmlElement,
  context: DocxContext,
  counters: DocxCounters,
  readBlocks: ReadBlocks,
): Block[] {
  const rows = listRows(element);
  if (isFrame(rows)) {
    return rows.flatMap((row) =>
      listCells(row).flatMap((cell) => readBlocks(cell.element, context, counters)),
    );
  }
  counters.tables += 1;
  const number = counters.tables;
  const table: Table = {
    kind: 'table',
    rows: [],
    columnCount: 0,
    place: { page: context.page, table: number },
  };
  const open = new Map<number, Cell>();
  rows.forEach((rowElement, index) => {
    counters.rows += 1;
    if (counters.rows > counters.mostRows) return;
    const row = readRow(rowElement, { context, counters, readBlocks, open, table: number, index });
    table.rows.push(row);
    for (const cell of row.cells) {
      table.columnCount = Math.max(table.columnCount, cell.column + cell.columnSpan);
    }
  });
  if (table.rows.length === 0) return [];
  const widths = children(child(element, 'tblGrid'), 'gridCol').map((column) =>
    Number(column.attributes['w']),
  );
  return [mergeSlivers(table, widths, sliver)];
}

function listRows(holder: XmlElement): XmlElement[] {
  const rows: XmlElement[] = [];
  for (const element of children(holder)) {
    if (element.name === 'tr') {
      const properties = child(element, 'trPr');
      if (child(properties, 'del') === undefined && childFlag(properties, 'hidden') !== true)
        rows.push(element);
    } else if (['sdt', 'sdtContent', 'customXml', 'ins', 'moveTo'].includes(element.name)) {
      rows.push(...listRows(element));
    }
  }
  return rows;
}

function listCells(row: XmlElement): CellElement[] {
  const cells: CellElement[] = [];
  let column = toCount(childValue(child(row, 'trPr'), 'gridBefore'), 0);
  const add = (holder: XmlElement): void => {
    for (const element of children(holder)) {
      if (element.name !== 'tc') {
        if (['sdt', 'sdtContent', 'customXml'].includes(element.name)) add(element);
        continue;
      }
      const properties = child(element, 'tcPr');
      const span = toCount(childValue(properties, 'gridSpan'), 1);
      const previous = cells.at(-1);
      // The old way of merging across: the cells that follow stay in the file, marked as continued.
      if (childValue(properties, 'hMerge') === 'continue' && previous !== undefined) {
        previous.span += span;
      } else if (child(properties, 'cellDel') === undefined) {
        cells.push({ element, column, span, merge: readMerge(properties) });
      }
      column += span;
    }
  };
  add(row);
  return cells;
}

function toCount(value: string | undefined, least: number): number {
  const count = Number.parseInt(value ?? '', 10);
  return Number.isFinite(count) ? Math.min(Math.max(count, least), 500) : least;
}

function readMerge(properties: XmlElement | undefined): CellElement['merge'] {
  const merge = child(properties, 'vMerge');
  if (merge === undefined) return undefined;
  return merge.attributes['val'] === 'restart' ? 'restart' : 'continue';
}

function isFrame(rows: readonly XmlElement[]): boolean {
  const cells = rows.map((row) => listCells(row));
  const oneColumn = cells.every((row) => row.length <= 1);
  if (!oneColumn && rows.length > 1) return false;
  return cells.some((row) =>
    row.some((cell) => listBlocks(cell.element).some((block) => isRealTable(block))),
  );
}

function isRealTable(element: XmlElement): boolean {
  if (element.name !== 'tbl') return false;
  const rows = listRows(element);
  return (rows.length > 1 && rows.some((row) => listCells(row).length > 1)) || isFrame(rows);
}

interface RowReading {
  context: DocxContext;
  counters: DocxCounters;
  readBlocks: ReadBlocks;
  /** Cells that rows below may continue, by grid column. */
  open: Map<number, Cell>;
  table: number;
  index: number;
}

function readRow(element: XmlElement, reading: RowReading): Row {
  const { context, open } = reading;
  const cells: Cell[] = [];
  const before = context.page;
  const stillOpen = new Set<number>();
  for (const found of listCells(element)) {
    const above = open.get(found.column);
    if (found.merge === 'continue' && above !== undefined) {
      above.rowSpan += 1;
      stillOpen.add(found.column);
      continue;
    }
    const cell = readCell(found, reading);
    cells.push(cell);
    if (found.merge !== undefined) {
      open.set(found.column, cell);
      stillOpen.add(found.column);
    }
  }
  for (const column of open.keys()) if (!stillOpen.has(column)) open.delete(column);
  // A row that breaks over a page begins on the page before; one moved whole says so in its first words.
  const page = cells.find((cell) => cell.place.page !== undefined)?.place.page ?? before;
  const row: Row = { cells, place: { page, table: reading.table, row: reading.index + 1 } };
  if (childFlag(child(element, 'trPr'), 'tblHeader') === true) row.isHeader = true;
  return row;
}

function readCell(found: CellElement, reading: RowReading): Cell {
  const { context, counters, readBlocks } = reading;
  const page = context.page;
  const lines: string[] = [];
  let bold = true;
  let begun: DocxParagraph | undefined;
  const take = (paragraph: DocxParagraph): void => {
    const text = withMarker(paragraph);
    if (text !== '') lines.push(text);
    if (paragraph.text !== '' && !paragraph.bold) bold = false;
    for (const box of paragraph.boxes) lines.push(...linesOf(readBlocks(box, context, counters)));
  };
  for (const element of listBlocks(found.element)) {
    if (element.name === 'tbl') {
      lines.push(...linesOf(readTable(element, context, { ...counters, tables: 0 }, readBlocks)));
      bold = false;
      continue;
    }
    const paragraph = joinRunOn(begun, readParagraph(element, context));
    begun = paragraph.runsOn ? paragraph : undefined;
    if (begun === undefined) take(paragraph);
  }
  if (begun !== undefined) take(begun);
  const cell: Cell = {
    text: lines.join('\n'),
    lines,
    column: found.column,
    columnSpan: found.span,
    rowSpan: 1,
    place: { page, table: reading.table, row: reading.index + 1, column: found.column + 1 },
  };
  if (bold && lines.length > 0) cell.bold = true;
  return cell;
}

/** Blocks inside a cell as lines of its text: a small table in a cell reads row by row. */
function linesOf(blocks: readonly Block[]): string[] {
  return blocks.flatMap((block) => {
    if (block.kind === 'table') {
      return block.rows.map((row) =>
        row.cells
          .map((cell) => cell.text.replaceAll('\n', ' '))
          .filter((text) => text !== '')
          .join(' '),
      );
    }
    return [block.listMarker === undefined ? block.text : `${block.listMarker} ${block.text}`];
  });
}
