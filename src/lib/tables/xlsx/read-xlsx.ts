import type { Block, Limits, Row, SourceDocument } from '#src/lib/tables/model.ts';
import { findTarget, openXml, readTargets } from '#src/lib/tables/packages.ts';
import { toSourceDocument } from '#src/lib/tables/source-text.ts';
import { readCellStyles } from '#src/lib/tables/xlsx/number-format.ts';
import { readRichText, readSheetRows, type Workbook } from '#src/lib/tables/xlsx/sheet.ts';
import { child, children, type XmlElement } from '#src/lib/tables/xml.ts';
import type { Archive } from '#src/lib/tables/zip.ts';
import { accept, refuse, type Result } from '#src/lib/result.ts';

/**
 * Reads the visible sheets of an XLSX: values as shown, formulas by the result stored with them. Rows with one cell
 * above the table become paragraphs; with several sheets each begins with its name as a heading.
 */
export function readXlsx(archive: Archive, name: string, limits: Limits): Result<SourceDocument> {
  const mainName = findTarget(archive, '', 'officeDocument') ?? 'xl/workbook.xml';
  const main = openXml(archive, mainName);
  if (!main.ok) return main;
  if (main.value === undefined) return refuse('tables.damaged');
  const workbook = openWorkbook(archive, mainName, main.value);
  if (!workbook.ok) return workbook;
  const targets = readTargets(archive, mainName);
  const sheets: { title: string; rows: Row[] }[] = [];
  let count = 0;
  for (const element of children(child(main.value, 'sheets'), 'sheet')) {
    if ((element.attributes['state'] ?? 'visible') !== 'visible') continue;
    const target = targets.get(element.attributes['id'] ?? '');
    if (target === undefined || target.type !== 'worksheet') continue;
    const sheet = openXml(archive, target.target);
    if (!sheet.ok) return sheet;
    if (sheet.value === undefined) return refuse('tables.damaged');
    const title = element.attributes['name'] ?? '';
    const length = children(child(sheet.value, 'sheetData'), 'row').filter(
      (row) => row.children.length > 0,
    ).length;
    // Rows that hold only formatting are cheap to pass over, but not without end.
    if (length > limits.rows * 10)
      return refuse('tables.too_many_rows', { rows: length, limit: limits.rows });
    const rows = readSheetRows(sheet.value, title, workbook.value);
    count += rows.length;
    if (count > limits.rows) return refuse('tables.too_many_rows', { rows: count, limit: limits.rows });
    if (rows.length > 0) sheets.push({ title, rows });
  }
  return accept(toSourceDocument('xlsx', name, sheetsToBlocks(sheets)));
}

/** Sheets as blocks: rows with one cell above a table are paragraphs; of several sheets each begins with its name. */
export function sheetsToBlocks(sheets: readonly { readonly title: string; readonly rows: Row[] }[]): Block[] {
  return sheets.flatMap(({ title, rows }, index) => [
    ...(sheets.length > 1
      ? [{ kind: 'paragraph' as const, text: title, heading: 1, place: { sheet: title } }]
      : []),
    ...toBlocks(rows, title, index + 1),
  ]);
}

function openWorkbook(archive: Archive, mainName: string, main: XmlElement): Result<Workbook> {
  const strings = openXml(archive, findTarget(archive, mainName, 'sharedStrings') ?? 'xl/sharedStrings.xml');
  if (!strings.ok) return strings;
  const styles = openXml(archive, findTarget(archive, mainName, 'styles') ?? 'xl/styles.xml');
  if (!styles.ok) return styles;
  const from1904 = child(main, 'workbookPr')?.attributes['date1904'];
  return accept({
    strings: children(strings.value, 'si').map((item) => readRichText(item)),
    ...readCellStyles(styles.value),
    from1904: from1904 === '1' || from1904 === 'true',
  });
}

function isSingle(row: Row): boolean {
  return row.cells.filter((cell) => cell.text !== '').length < 2;
}

function toBlocks(rows: readonly Row[], sheet: string, number: number): Block[] {
  const first = rows.findIndex((row) => !isSingle(row));
  const above = first === -1 ? rows : rows.slice(0, first);
  const blocks: Block[] = above.map((row) => {
    const cell = row.cells.find((each) => each.text !== '');
    return {
      kind: 'paragraph',
      text: cell?.text ?? '',
      place: { sheet, row: row.place.row ?? 1 },
      ...(cell?.bold === true ? { bold: true } : {}),
    };
  });
  if (first === -1) return blocks;
  const table = rows.slice(first);
  let columnCount = 0;
  for (const row of table) {
    row.place.table = number;
    for (const cell of row.cells) {
      cell.place.table = number;
      columnCount = Math.max(columnCount, cell.column + cell.columnSpan);
    }
  }
  blocks.push({ kind: 'table', rows: table, columnCount, place: { sheet, table: number } });
  return blocks;
}
