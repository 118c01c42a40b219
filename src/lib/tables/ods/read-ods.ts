import type { Cell, Limits, Row, SourceDocument } from '#src/lib/tables/model.ts';
import { openXml } from '#src/lib/tables/packages.ts';
import { sheetsToBlocks } from '#src/lib/tables/xlsx/read-xlsx.ts';
import { toSourceDocument } from '#src/lib/tables/source-text.ts';
import { child, children, type XmlElement } from '#src/lib/tables/xml.ts';
import type { Archive } from '#src/lib/tables/zip.ts';
import { accept, refuse, type Result } from '#src/lib/result.ts';

const MIME = 'application/vnd.oasis.opendocument.spreadsheet';
/** Cells beyond are formatting: LibreOffice repeats an empty cell to the edge of the sheet. */
const widestTable = 256;

/** Whether a container is a spreadsheet of OpenDocument: its first part says so in plain text. */
export function isOds(archive: Archive): boolean {
  const type = archive.open('mimetype');
  return type.ok && type.value !== undefined && new TextDecoder().decode(type.value).trim() === MIME;
}

/**
 * Reads the sheets of an ODS (OpenDocument 1.2): values as they are shown, days as days, formulas by the result stored with them.
 * Refuses a password (`tables.password`) and macros (`tables.macros`); notes to cells are left out.
 */
export function readOds(archive: Archive, name: string, limits: Limits): Result<SourceDocument> {
  const manifest = openXml(archive, 'META-INF/manifest.xml');
  if (!manifest.ok) return manifest;
  if (children(manifest.value).some((entry) => child(entry, 'encryption-data') !== undefined))
    return refuse('tables.password');
  if (archive.names.some((part) => part.startsWith('Basic/') || part.startsWith('Scripts/')))
    return refuse('tables.macros');
  const content = openXml(archive, 'content.xml');
  if (!content.ok) return content;
  const book = child(child(content.value, 'body'), 'spreadsheet');
  if (book === undefined) return refuse('tables.damaged');
  const sheets: { title: string; rows: Row[] }[] = [];
  let count = 0;
  for (const table of children(book, 'table')) {
    const title = table.attributes['name'] ?? '';
    const rows = readRows(table, title, limits.rows - count);
    count += rows.length;
    if (count > limits.rows) return refuse('tables.too_many_rows', { rows: count, limit: limits.rows });
    if (rows.length > 0) sheets.push({ title, rows });
  }
  return accept(toSourceDocument('ods', name, sheetsToBlocks(sheets)));
}

/** Rows with something in them; one more than `most` at the end tells that there are more. */
function readRows(table: XmlElement, sheet: string, most: number): Row[] {
  const rows: Row[] = [];
  let number = 0;
  let width = 0;
  for (const element of rowsOf(table)) {
    const times = repeats(element, 'number-rows-repeated');
    const cells = readCells(element);
    const isFilled = cells.some((cell) => cell.text !== '');
    // An empty row is repeated to the end of the sheet.
    const filledTimes = isFilled ? times : 0;
    for (let time = 0; time < filledTimes && rows.length <= most; time += 1) {
      const row = number + time + 1;
      rows.push({
        cells: cells.map((cell) => ({ ...cell, place: { sheet, row, column: cell.column + 1 } })),
        place: { sheet, row },
      });
    }
    if (isFilled) width = Math.max(width, cells.length);
    number += times;
  }
  // Every row has a cell for each column, as the model asks.
  for (const row of rows) {
    for (let column = row.cells.length; column < width; column += 1) {
      row.cells.push(emptyCell(column, { sheet, row: row.place.row ?? 1, column: column + 1 }));
    }
  }
  return rows;
}

/** Rows stand in groups and in the head that is repeated on each page, too. */
function rowsOf(table: XmlElement): XmlElement[] {
  return children(table).flatMap((element) => {
    if (element.name === 'table-row') return [element];
    return ['table-rows', 'table-header-rows', 'table-row-group'].includes(element.name)
      ? rowsOf(element)
      : [];
  });
}

function readCells(row: XmlElement): Cell[] {
  const cells: Cell[] = [];
  let column = 0;
  let last = 0;
  for (const element of children(row)) {
    if (element.name !== 'table-cell' && element.name !== 'covered-table-cell') continue;
    const text = element.name === 'table-cell' ? showCell(element) : '';
    const times = repeats(element, 'number-columns-repeated');
    for (let time = 0; time < times && column + time < widestTable; time += 1) {
      cells.push({ ...emptyCell(column + time, {}), text, lines: text === '' ? [] : text.split('\n') });
    }
    column += times;
    if (text !== '') last = Math.min(column, widestTable);
    if (column >= widestTable) break;
  }
  return cells.slice(0, last);
}

function emptyCell(column: number, place: Cell['place']): Cell {
  return { text: '', lines: [], column, columnSpan: 1, rowSpan: 1, place };
}

function repeats(element: XmlElement, attribute: string): number {
  const said = Number(element.attributes[attribute] ?? 1);
  return Number.isInteger(said) && said > 0 ? said : 1;
}

function showCell(cell: XmlElement): string {
  const day = cell.attributes['value-type'] === 'date' ? cell.attributes['date-value'] : undefined;
  const parts = /^(\d{4})-(\d\d)-(\d\d)/.exec(day ?? '');
  if (parts !== null) return `${parts[3] ?? ''}.${parts[2] ?? ''}.${parts[1] ?? ''}`;
  return children(cell, 'p')
    .map(showText)
    .join('\n')
    .replaceAll(/[\u00a0\u202f]/g, ' ')
    .trim();
}

/** Spaces, tabs and line ends inside a paragraph are elements. */
function showText(element: XmlElement): string {
  return element.children
    .map((part) => {
      if (typeof part === 'string') return part;
      if (part.name === 's') return ' '.repeat(Math.min(repeats(part, 'c'), 100));
      if (part.name === 'tab') return '\t';
      if (part.name === 'line-break') return '\n';
      return part.name === 'annotation' ? '' : showText(part);
    })
    .join('');
}
