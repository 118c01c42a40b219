import type { Cell, Row } from '#src/lib/tables/model.ts';
import { showNumber, type NumberShape } from '#src/lib/tables/xlsx/number-format.ts';
import { child, children, textOf, type XmlElement } from '#src/lib/tables/xml.ts';

/** What all sheets of a workbook share. */
export interface Workbook {
  strings: string[];
  shapes: NumberShape[];
  bold: boolean[];
  from1904: boolean;
}

interface Area {
  top: number;
  left: number;
  bottom: number;
  right: number;
}

const lastColumn = 16_384;
const lastRow = 1_048_576;
/** A merge over a whole sheet is formatting; cells are placed only where something stands. */
const widestTable = 256;

/** Rows with something in them, hidden rows and columns left out, merged cells as spans. Columns count from 0. */
export function readSheetRows(root: XmlElement, sheet: string, workbook: Workbook): Row[] {
  const hidden = readHiddenColumns(root);
  const merges = readMerges(root);
  const texts = readTexts(root, workbook);
  const filled = texts.filter((row) => row.cells.some((cell) => cell.text !== ''));
  const rowNumbers = filled.map((row) => row.number);
  const columns = findColumns(filled, merges, hidden);
  const indexOf = new Map(columns.map((column, index) => [column, index]));
  const starts = new Map(merges.map((area) => [`${String(area.top)}:${String(area.left)}`, area]));
  const covered = findCovered(merges, new Set(rowNumbers));
  return filled.map(({ number, cells }) => {
    const byColumn = new Map(cells.map((cell) => [cell.column, cell]));
    const row: Row = { cells: [], place: { sheet, row: number } };
    for (const column of columns) {
      if (covered.has(`${String(number)}:${String(column)}`)) continue;
      const area = starts.get(`${String(number)}:${String(column)}`);
      const source = byColumn.get(column);
      const text = source?.text ?? '';
      const cell: Cell = {
        text,
        lines: text === '' ? [] : text.split('\n'),
        column: indexOf.get(column) ?? 0,
        columnSpan: area === undefined ? 1 : Math.max(1, countWithin(columns, area.left, area.right)),
        rowSpan: area === undefined ? 1 : Math.max(1, countWithin(rowNumbers, area.top, area.bottom)),
        place: { sheet, row: number, column },
      };
      if (source?.bold === true && text !== '') cell.bold = true;
      row.cells.push(cell);
    }
    return row;
  });
}

interface TextCell {
  column: number;
  text: string;
  bold: boolean;
}

interface TextRow {
  number: number;
  cells: TextCell[];
}

function readTexts(root: XmlElement, workbook: Workbook): TextRow[] {
  const rows: TextRow[] = [];
  let number = 0;
  for (const element of children(child(root, 'sheetData'), 'row')) {
    const said = Number(element.attributes['r']);
    number = Number.isInteger(said) && said > 0 && said <= lastRow ? said : number + 1;
    if (isOn(element.attributes['hidden'])) continue;
    const cells: TextCell[] = [];
    let column = 0;
    for (const cell of children(element, 'c')) {
      column = parseReference(cell.attributes['r'] ?? '')?.column ?? column + 1;
      if (column > lastColumn) break;
      const style = Number(cell.attributes['s'] ?? 0);
      const text = showCell(cell, workbook, style)
        .replace(/[\u00a0\u202f]/g, ' ')
        .replace(/\r\n?/g, '\n')
        .trim();
      if (text !== '') cells.push({ column, text, bold: workbook.bold[style] ?? false });
    }
    if (cells.length > 0) rows.push({ number, cells });
  }
  return rows;
}

function showCell(cell: XmlElement, workbook: Workbook, style: number): string {
  const value = child(cell, 'v');
  const raw = value === undefined ? '' : textOf(value);
  switch (cell.attributes['t']) {
    case 's':
      return workbook.strings[Number(raw)] ?? '';
    case 'inlineStr':
      return readRichText(child(cell, 'is'));
    case 'str':
    case 'e':
      return raw;
    case 'b':
      return raw === '1' ? 'ИСТИНА' : 'ЛОЖЬ';
    case 'd':
      return raw.replace(/^(\d{4})-(\d\d)-(\d\d).*$/s, '$3.$2.$1');
    default: {
      const number = Number(raw);
      if (raw.trim() === '' || !Number.isFinite(number)) return raw;
      return showNumber(number, workbook.shapes[style] ?? { kind: 'general' }, workbook.from1904);
    }
  }
}

/** Text of a shared or inline string; the reading aids of East Asian scripts are not part of it. */
export function readRichText(element: XmlElement | undefined): string {
  let text = '';
  for (const part of children(element)) {
    if (part.name === 't') text += textOf(part);
    else if (part.name === 'r') text += readRichText(part);
  }
  // Characters that XML cannot hold are written as _x000D_ and so on.
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_match, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}

function readHiddenColumns(root: XmlElement): Area[] {
  return children(child(root, 'cols'), 'col')
    .filter((column) => isOn(column.attributes['hidden']))
    .map((column) => ({
      top: 1,
      bottom: lastRow,
      left: Number(column.attributes['min'] ?? 0),
      right: Number(column.attributes['max'] ?? 0),
    }));
}

function readMerges(root: XmlElement): Area[] {
  return children(child(root, 'mergeCells'), 'mergeCell').flatMap((merge) => {
    const [from = '', to = ''] = (merge.attributes['ref'] ?? '').split(':');
    const first = parseReference(from);
    const last = parseReference(to);
    if (first === undefined || last === undefined) return [];
    return [{ top: first.row, left: first.column, bottom: last.row, right: last.column }];
  });
}

/** Columns from the first to the last with text (or under a merged cell with text), hidden ones left out. */
function findColumns(rows: readonly TextRow[], merges: readonly Area[], hidden: readonly Area[]): number[] {
  let first = Number.POSITIVE_INFINITY;
  let last = 0;
  for (const row of rows) {
    for (const cell of row.cells) {
      first = Math.min(first, cell.column);
      last = Math.max(last, cell.column);
    }
  }
  const columns: number[] = [];
  for (let column = first; column <= last && columns.length < widestTable; column += 1) {
    const isHidden = hidden.some((area) => column >= area.left && column <= area.right);
    // A hidden column under a merged cell that begins in it would take the text along.
    const isStart = merges.some((area) => area.left === column && area.right > column);
    if (!isHidden || isStart) columns.push(column);
  }
  return columns;
}

function findCovered(merges: readonly Area[], rows: ReadonlySet<number>): Set<string> {
  const covered = new Set<string>();
  for (const area of merges) {
    for (const row of rows) {
      if (row < area.top || row > area.bottom) continue;
      for (let column = area.left; column <= Math.min(area.right, area.left + widestTable); column += 1) {
        if (row !== area.top || column !== area.left) covered.add(`${String(row)}:${String(column)}`);
      }
    }
  }
  return covered;
}

function countWithin(sorted: readonly number[], from: number, to: number): number {
  return sorted.filter((each) => each >= from && each <= to).length;
}

function parseReference(reference: string): { row: number; column: number } | undefined {
  const match = /^\$?([A-Z]{1,3})\$?(\d{1,7})$/i.exec(reference);
  if (match === null) return undefined;
  let column = 0;
  for (const letter of (match[1] ?? '').toUpperCase()) column = column * 26 + letter.charCodeAt(0) - 64;
  return { row: Number(match[2]), column };
}

function isOn(value: string | undefined): boolean {
  return value === '1' || value === 'true';
}
