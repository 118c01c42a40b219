import type { Blob } from 'node:buffer';
import type { Stream } from 'node:stream';

import writeXlsxFile from 'write-excel-file/node';
import type { Cell, CellObject, Feature, Row, Sheet as LibrarySheet } from 'write-excel-file/node';

import { cleanLine, cleanText } from '#src/platform/render/clean-text.ts';

/** A number stays a number (not finite: empty); a string is always written as text, whatever it begins with. */
export type SheetValue = string | number | null;

export type SheetRow =
  | { readonly kind: 'row'; readonly cells: readonly SheetValue[] }
  /** A bold cell over all columns. */
  | { readonly kind: 'section'; readonly text: string };

export interface SheetColumn {
  readonly heading: string;
  /** In characters of the default font. */
  readonly width: number;
}

/** One sheet of a workbook: lines of a title, a bold head that stays in view and on each printed page, rows. */
export interface Sheet {
  readonly name: string;
  readonly title: readonly string[];
  readonly columns: readonly SheetColumn[];
  readonly rows: readonly SheetRow[];
}

/** Excel refuses a file with a longer cell. */
const longestCell = 32_767;
/** Points; Excel draws no row higher. */
const tallestRow = 409;
const cut = '… (текст обрезан: больше в ячейку не помещается)';
type FileContent = Stream | Buffer | Blob;
const font = { fontFamily: 'Times New Roman', fontSize: 11 } as const;

/**
 * Writes sheets as XLSX, A4 landscape fitted to the page's width. No cell is ever a formula. A text longer than a cell
 * of Excel can hold (32,767 characters) is cut with words that say so. Throws `RangeError` when there is no sheet or
 * a row has other than the sheet's number of cells.
 */
export async function renderXlsx(sheets: readonly Sheet[]): Promise<Uint8Array> {
  if (sheets.length === 0) throw new RangeError('A workbook without sheets');
  const names = sheetNames(sheets);
  const library = sheets.map((sheet, index): LibrarySheet<FileContent> => ({
    sheet: names[index] ?? '',
    orientation: 'landscape',
    columns: sheet.columns.map(({ width }) => ({ width })),
    stickyRowsCount: headRow(sheet),
    data: dataOf(sheet),
  }));
  const file = writeXlsxFile(library, { ...font, features: [printing(sheets, names)] });
  return new Uint8Array(await file.toBuffer());
}

/** The number of the row with the column headings, from 1: the title and an empty row stand above it. */
function headRow(sheet: Sheet): number {
  return sheet.title.length === 0 ? 1 : sheet.title.length + 2;
}

/**
 * Writes one sheet as CSV as Excel with Russian settings opens it: UTF-8 with a byte-order mark, semicolons, CRLF.
 * A text that a spreadsheet would take for a formula gets an apostrophe before it. The title is left out; a section is
 * a row with its text in the first cell.
 */
export function renderCsv(sheet: Sheet): string {
  const rows = [
    sheet.columns.map(({ heading }) => csvCell(heading)),
    ...sheet.rows.map((row) => checkedCells(row, sheet).map(csvCell)),
  ];
  return `\ufeff${rows.map((cells) => cells.join(';')).join('\r\n')}\r\n`;
}

function csvCell(value: SheetValue): string {
  if (value === null) return '';
  if (typeof value === 'number') return Number.isFinite(value) ? String(value).replace('.', ',') : '';
  // The mark of a formula is looked for before cleaning, which turns tabs and returns into harmless whitespace.
  const guarded = /^\s*[=+\-@\t\r]/u.test(value) ? `'${cleanText(value)}` : cleanText(value);
  return /[";\n\r']/u.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}

function checkedCells(row: SheetRow, sheet: Sheet): readonly SheetValue[] {
  const cells: readonly SheetValue[] =
    row.kind === 'row' ? row.cells : [row.text, ...sheet.columns.slice(1).map(() => null)];
  if (cells.length !== sheet.columns.length)
    throw new RangeError(`A row of ${cells.length} cells in a sheet of ${sheet.columns.length} columns`);
  return cells;
}

function dataOf(sheet: Sheet): Row[] {
  const columnSpan = sheet.columns.length;
  const total = sheet.columns.reduce((sum, { width }) => sum + width, 0);
  const spread = (cell: CellObject): Row => [
    { ...cell, columnSpan },
    ...Array<null>(columnSpan - 1).fill(null),
  ];
  const border = { borderStyle: 'thin', borderColor: '#404040' } as const;
  const wide = (text: string, more: CellObject): Row =>
    spread({
      ...textCell(text),
      fontWeight: 'bold',
      align: 'center',
      alignVertical: 'center',
      wrap: true,
      height: heightOf([{ text, width: total }]),
      ...more,
    });
  const title = sheet.title.map((line) => wide(cleanLine(line), {}));
  return [
    ...title,
    ...(title.length > 0 ? [[]] : []),
    sheet.columns.map(({ heading }): Cell => ({
      ...textCell(heading),
      ...border,
      fontWeight: 'bold',
      align: 'center',
      alignVertical: 'center',
      wrap: true,
    })),
    ...sheet.rows.map((row): Row => {
      const cells = checkedCells(row, sheet);
      if (row.kind === 'section') return wide(cleanLine(row.text), { ...border, backgroundColor: '#EBEBEB' });
      const height = heightOf(
        cells.map((value, index) => ({ text: String(value ?? ''), width: sheet.columns[index]?.width ?? 1 })),
      );
      return cells.map((value): Cell => ({
        ...valueCell(value),
        ...border,
        alignVertical: 'top',
        wrap: true,
        height,
      }));
    }),
  ];
}

/**
 * The height of a row in points, by an estimate of the lines that its wrapped cells take: not every program fits rows
 * to their text on opening, and none does with merged cells.
 */
function heightOf(cells: readonly { readonly text: string; readonly width: number }[]): number {
  const lines = cells.map(({ text, width }) =>
    cleanText(text)
      .split('\n')
      .reduce((sum, line) => sum + Math.max(1, Math.ceil((line.length * 1.05) / width)), 0),
  );
  return Math.min(tallestRow, 15 * Math.max(1, ...lines) + 1);
}

function valueCell(value: SheetValue): CellObject {
  if (value === null || value === '') return {};
  if (typeof value === 'number') return Number.isFinite(value) ? { value, type: Number } : {};
  return textCell(value);
}

function textCell(text: string): CellObject {
  const value = cutText(cleanText(text));
  return value === '' ? {} : { value: escapeCodes(value), type: String };
}

function cutText(text: string): string {
  if (escapeCodes(text).length <= longestCell) return text;
  // Half of a surrogate pair is not left at the end.
  return `${text.slice(0, Math.floor((longestCell - cut.length) / 2)).replace(/\p{Surrogate}$/u, '')}${cut}`;
}

/**
 * Excel reads `_x0041_` in a text as the character of that code; such a text typed by a person must stay itself. A
 * text like `constructor` gets its first letter as a code: the library keeps texts as keys of an object, and would
 * take what every object inherits for one that it has met.
 */
function escapeCodes(text: string): string {
  if (text in {}) return `_x${text.charCodeAt(0).toString(16).padStart(4, '0')}_${text.slice(1)}`;
  return text.replace(/_(?=x[0-9a-f]{4}_)/giu, '_x005F_');
}

/** Names that Excel takes: 1-31 characters without `[]:*?/\`, no apostrophe at the ends, each once. */
export function sheetNames(sheets: readonly Pick<Sheet, 'name'>[]): readonly string[] {
  const used = new Set<string>();
  return sheets.map(({ name }) => {
    const clean = cleanLine(name.replace(/[[\]:*?/\\]/gu, ' '));
    const base = shorten(clean, 31) || 'Лист';
    let candidate = base;
    for (let at = 2; used.has(candidate.toLowerCase()); at += 1)
      candidate = `${shorten(base, 31 - ` (${at})`.length)} (${at})`;
    used.add(candidate.toLowerCase());
    return candidate;
  });
}

function shorten(text: string, length: number): string {
  return text
    .slice(0, length)
    .replace(/\p{Surrogate}$/u, '')
    .replace(/^['\s]+|['\s]+$/gu, '');
}

/** What the library lacks: fitting to the page's width, and the head repeated on each printed page. */
function printing(sheets: readonly Sheet[], names: readonly string[]): Feature<FileContent> {
  const titles = sheets.map((sheet, index) => {
    const quoted = (names[index] ?? '')
      .replaceAll("'", "''")
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;');
    const row = headRow(sheet);
    return `<definedName name="_xlnm.Print_Titles" localSheetId="${index}">'${quoted}'!$${row}:$${row}</definedName>`;
  });
  return {
    files: {
      transform: {
        'xl/workbook.xml': {
          transform: (xml) =>
            xml.replace('<definedNames/>', () => `<definedNames>${titles.join('')}</definedNames>`),
        },
        'xl/worksheets/sheet{id}.xml': {
          transform: (xml) =>
            xml.replace(
              /<worksheet[^>]*>/u,
              (opening) => `${opening}<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>`,
            ),
          transformElementAttributes: (tag, attributes) =>
            tag === 'pageSetup' ? { ...attributes, fitToWidth: 1, fitToHeight: 0 } : attributes,
        },
      },
    },
  };
}
