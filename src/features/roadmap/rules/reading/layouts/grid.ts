import {
  assignRoles,
  isPeriodHeader,
  looksLikeHeader,
  readHeaderRole,
} from '#src/features/roadmap/rules/reading/lexicon/header.ts';
import { looksLikeDeadline } from '#src/features/roadmap/rules/reading/lexicon/deadline-shape.ts';
import { shareOfResponsible } from '#src/features/roadmap/rules/reading/lexicon/responsible-shape.ts';
import { collapseSpaces, splitWords } from '#src/features/roadmap/rules/reading/lexicon/words.ts';
import type { Column, RawCell, RawRow, RawTable } from '#src/features/roadmap/rules/reading/layouts/raw.ts';
import { columnOf } from '#src/features/roadmap/rules/reading/layouts/raw.ts';
import type { Vocabulary } from '#src/features/roadmap/rules/reading/layouts/join.ts';
import { joinLines, joinNames } from '#src/features/roadmap/rules/reading/layouts/join.ts';
import { isTailLine } from '#src/features/roadmap/rules/reading/layouts/pages.ts';
import { joinsColumns } from '#src/features/roadmap/rules/reading/layouts/unsure.ts';
import { splitDoubleRow } from '#src/features/roadmap/rules/reading/layouts/split-rows.ts';
import { guessColumns } from '#src/features/roadmap/rules/reading/layouts/guess-columns.ts';
import type { Place } from '#src/lib/tables/model.ts';

/** A cell of a table, whatever the format it came in. */
export interface GridCell {
  lines: string[];
  place: Place;
  column: number;
  columnSpan: number;
  rowSpan: number;
  lineFrom?: number;
  lineTo?: number;
}

export interface GridRow {
  cells: GridCell[];
  place: Place;
}

const maxHeaderRows = 3;

interface Header {
  columns: Column[];
  /** Rows that the header takes, from the first. */
  from: number;
  to: number;
}

/**
 * Reads a table with cells. The header is found by its words anywhere in the table (over several rows too), rows
 * that repeat it or number the columns are dropped, a row whose text spans the table is a heading, a cell merged
 * over rows counts for each of them.
 *
 * @param inherited columns of the table before, for a table that goes on after a page break without a header
 * @returns null when the table is no roadmap
 */
export function readGrid(
  rows: readonly GridRow[],
  columnCount: number,
  vocabulary: Vocabulary,
  inherited: readonly Column[] | null,
): RawTable | null {
  const header = findHeader(rows, columnCount);
  const fallback = inherited !== null && inherited.length === columnCount ? [...inherited] : null;
  const columns = header?.columns ?? fallback ?? guessColumns(rows, columnCount);
  if (columns === null) return null;
  const doubts = header === null && fallback === null ? ['reading.header_guessed'] : [];
  const from = header?.to ?? 0;
  const result: RawRow[] = [];
  const spanning: (RawCell | null)[] = columns.map(() => null);
  const left: number[] = columns.map(() => 0);
  const headerTexts = header === null ? '' : headerKey(rows.slice(header.from, header.to));
  const numberColumn = columnOf(columns, 'number');
  const body = rows.slice(from).flatMap((row) => {
    const split = numberColumn === -1 ? null : splitDoubleRow(row, numberColumn);
    if (split === null) return [{ row, doubts: [] as string[] }];
    return split.rows.map((part) => ({
      row: part,
      doubts: [split.paired ? 'reading.row_split' : 'reading.row_split_unsure'],
    }));
  });
  for (const { row, doubts: rowDoubts } of body) {
    if (isColumnNumbers(row, columnCount) || (headerTexts !== '' && repeatsHeader(row, headerTexts, columns)))
      continue;
    const heading =
      readHeading(row, columns, columnCount, vocabulary) ?? readStrayHeading(row, columns, vocabulary);
    if (heading !== null) {
      result.push({ ...placeOf(row), heading, cells: columns.map(() => null), doubts: [] });
      continue;
    }
    const cells: (RawCell | null)[] = columns.map((_, column) => {
      if ((left[column] ?? 0) > 0) {
        left[column] = (left[column] ?? 0) - 1;
        return spanning[column] ?? null;
      }
      return null;
    });
    for (const cell of row.cells) {
      const text =
        columns[cell.column]?.role === 'responsible'
          ? joinNames(cell.lines, vocabulary)
          : joinLines(cell.lines, vocabulary);
      const raw: RawCell | null = text === '' ? null : { text, place: cell.place, ...linesOf(cell) };
      if (cell.column >= columns.length) continue;
      cells[cell.column] = raw;
      if (cell.rowSpan > 1) {
        spanning[cell.column] = raw;
        left[cell.column] = cell.rowSpan - 1;
      }
    }
    if (cells.every((cell) => cell === null)) continue;
    const above = result.at(-1);
    if (above !== undefined && above.heading === null && isTornRow(cells, columns)) {
      above.doubts = [...above.doubts, 'reading.cell_guessed'];
      if (joinTitle(above, cells, columns)) continue;
    }
    const wide = row.cells.some((cell) => coversRoles(cell, columns));
    result.push({
      ...placeOf(row),
      heading: null,
      cells,
      doubts: wide ? [...rowDoubts, 'reading.cell_guessed'] : rowDoubts,
    });
  }
  while (isTailLine(result.at(-1)?.heading ?? '')) result.pop();
  if (result.length === 0) return null;
  if (
    readsNoColumn(
      columns,
      body.map(({ row }) => row),
    )
  )
    doubts.push('reading.column_unknown');
  const lacks = columnOf(columns, 'deadline') === -1 || columnOf(columns, 'responsible') === -1;
  const read =
    joinsColumns(columns) || (lacks && doubts.length > 0)
      ? result.map((row) =>
          row.heading === null ? { ...row, doubts: [...row.doubts, 'reading.cell_guessed'] } : row,
        )
      : result;
  return { columns, rows: read, layout: 'grid', headEnd: header?.from ?? 0, doubts };
}

function linesOf(cell: GridCell): { lineFrom?: number; lineTo?: number } {
  return {
    ...(cell.lineFrom === undefined ? {} : { lineFrom: cell.lineFrom }),
    ...(cell.lineTo === undefined ? {} : { lineTo: cell.lineTo }),
  };
}

function placeOf(row: GridRow): { place: Place; lineFrom?: number; lineTo?: number } {
  const known = row.cells
    .flatMap((cell) => [cell.lineFrom, cell.lineTo])
    .filter((line) => line !== undefined);
  return known.length === 0
    ? { place: row.place }
    : { place: row.place, lineFrom: Math.min(...known), lineTo: Math.max(...known) };
}

function cellText(cell: GridCell): string {
  return collapseSpaces(cell.lines.join(' ').replaceAll(/<br\s*\/?>/gi, ' '));
}

/** A row that only goes on with the one above: no number, and its title begins in lower case. */
function isTornRow(cells: readonly (RawCell | null)[], columns: readonly Column[]): boolean {
  const number = cells[columnOf(columns, 'number')] ?? null;
  return number === null && !/^[^\p{L}]*[\p{Lu}\p{N}]/u.test(cells[columnOf(columns, 'title')]?.text ?? '');
}

/** Gives the rest of a title, which a page's end cut off, to the row above; false when the row has other cells. */
function joinTitle(above: RawRow, cells: readonly (RawCell | null)[], columns: readonly Column[]): boolean {
  const at = columnOf(columns, 'title');
  const [rest, known] = [cells[at] ?? null, above.cells[at] ?? null];
  if (rest === null || known === null || cells.some((cell, column) => cell !== null && column !== at))
    return false;
  above.cells[at] = { ...known, text: `${known.text} ${rest.text}`, lineTo: rest.lineTo ?? known.lineTo };
  return true;
}

/** A text across columns that hold different things: whose it is cannot be told. */
function coversRoles(cell: GridCell, columns: readonly Column[]): boolean {
  if (cell.columnSpan < 2 || cellText(cell) === '') return false;
  const roles = columns.slice(cell.column, cell.column + cell.columnSpan).map((column) => column.role);
  return (
    roles.filter((role) => role === 'deadline' || role === 'responsible' || role === 'result').length > 1
  );
}

/** The best run of up to three rows whose cells name the columns. */
function findHeader(rows: readonly GridRow[], columnCount: number): Header | null {
  let best: Header | null = null;
  let bestScore = 0;
  const limit = Math.min(rows.length, 60);
  for (let from = 0; from < limit; from += 1) {
    for (let height = 1; height <= maxHeaderRows && from + height <= rows.length; height += 1) {
      if (rows[from]?.cells.some((cell) => cell.columnSpan >= columnCount && columnCount > 1) === true)
        continue;
      const headers = mergeHeader(rows.slice(from, from + height), columnCount);
      const columns = assignRoles(headers);
      if (columns === null || !looksLikeHeader(headers)) continue;
      const roles = new Set(columns.map((column) => column.role));
      const extra = rows.slice(from + 1, from + height);
      if (height > 1 && !extra.every(isHeaderContinuation)) continue;
      const score =
        roles.size * 2 +
        columns.filter((column) => column.role === 'period').length -
        from * 0.05 -
        (roles.has('note') ? 1 : 0) +
        (height > 1 ? -0.5 : 0);
      if (score > bestScore) {
        best = { columns, from, to: from + height };
        bestScore = score;
      }
    }
  }
  return best;
}

/** A second row of a header names parts of columns («I», «II квартал») or goes on with names; it is no row of work. */
function isHeaderContinuation(row: GridRow): boolean {
  const texts = row.cells.map(cellText).filter((text) => text !== '');
  if (texts.length === 0) return false;
  return texts.every(
    (text) =>
      isPeriodHeader(text) ||
      (text.length < 40 && readHeaderRole(text) !== null && !/^\d/.test(text)) ||
      /^(i|ii|iii|iv)$/i.test(text),
  );
}

function mergeHeader(rows: readonly GridRow[], columnCount: number): string[] {
  const headers: string[] = Array.from({ length: columnCount }, () => '');
  rows.forEach((row, order) => {
    for (const cell of row.cells) {
      const text = cellText(cell);
      if (text === '') continue;
      for (
        let column = cell.column;
        column < Math.min(columnCount, cell.column + cell.columnSpan);
        column += 1
      ) {
        const known = headers[column] ?? '';
        // Under «Сроки по кварталам» the parts of the column speak for themselves.
        if (order > 0 && isPeriodHeader(text)) headers[column] = text;
        else headers[column] = known === '' ? text : known === text ? known : `${known} ${text}`;
      }
    }
  });
  // «Планируемый ре- зультат»: the end of the column broke the word.
  return headers.map((header) =>
    header.replaceAll(/(\p{Ll})[-‐]\s+(?=\p{Ll})|(\p{Lu})[-‐]\s*(?=\p{Lu}{2})/gu, '$1$2'),
  );
}

function headerKey(rows: readonly GridRow[]): string {
  return rows
    .flatMap((row) => row.cells.map(cellText))
    .join('|')
    .toLowerCase();
}

function repeatsHeader(row: GridRow, key: string, columns: readonly Column[]): boolean {
  const texts = row.cells.map(cellText).filter((text) => text !== '');
  if (texts.length < 2 || texts.length < Math.min(columns.length, 2)) return false;
  return texts.every((text) => key.includes(text.toLowerCase()));
}

function isColumnNumbers(row: GridRow, columnCount: number): boolean {
  const texts = row.cells.map(cellText);
  if (texts.length < 2 || texts.length < columnCount - 1) return false;
  return texts.every((text, index) => text.replace(/\.$/, '') === String(index + 1));
}

/** A row whose one text spans the table, or its first cells and leaves the others empty without a number column. */
function readHeading(
  row: GridRow,
  columns: readonly Column[],
  columnCount: number,
  vocabulary: Vocabulary,
): string | null {
  const full = row.cells.filter((cell) => cellText(cell) !== '');
  const [only] = full;
  if (only === undefined || full.length > 2) return null;
  const text = joinLines(only.lines, vocabulary);
  if (full.length === 1) {
    if (only.columnSpan >= Math.max(2, columnCount - 1) || (only.columnSpan >= 3 && only.column <= 1))
      return text;
    const role = columns[only.column]?.role;
    if (role === 'number' && /\p{L}{3}/u.test(text)) return text;
    // One text in the first column of a table without numbers, the rest empty.
    if (only.column === 0 && columns.length > 2 && role === 'title' && columnOf(columns, 'number') === -1)
      return text;
    return null;
  }
  const [number, title] = full;
  if (number === undefined || title === undefined) return null;
  const isNumber = /^[\divxIVXхХ]+(\.\d+)*[.)]?$/.test(cellText(number));
  if (isNumber && title.columnSpan >= Math.max(2, columnCount - 1 - number.columnSpan)) {
    return `${cellText(number)} ${joinLines(title.lines, vocabulary)}`;
  }
  return null;
}

/**
 * A number and a text in a column where it says nothing («1 | ПОДГОТОВКА | | » with the deadline second): formats that
 * do not tell of merged cells leave a heading so.
 */
function readStrayHeading(row: GridRow, columns: readonly Column[], vocabulary: Vocabulary): string | null {
  const full = row.cells.filter((cell) => cellText(cell) !== '');
  const [first, second] = full;
  const only =
    full.length === 1 ? first : columns[first?.column ?? -1]?.role === 'number' ? second : undefined;
  if (only === undefined || full.length > 2 || columns.length < 3) return null;
  const role = columns[only.column]?.role;
  const text = joinLines(only.lines, vocabulary);
  const fits =
    role === 'deadline'
      ? looksLikeDeadline(text)
      : role === 'responsible'
        ? shareOfResponsible(splitWords([text], 0, 1)) > 0.6
        : true;
  if (fits || !/\p{L}{3}/u.test(text)) return null;
  return full.length === 1 || first === undefined ? text : `${cellText(first)} ${text}`;
}

/** A column that has texts and a name that says nothing to us, so that nobody reads it. */
function readsNoColumn(columns: readonly Column[], rows: readonly GridRow[]): boolean {
  return columns.some((column, index) => {
    if (column.role !== 'note' || readHeaderRole(column.header) !== null) return false;
    const texts = rows.filter((row) =>
      row.cells.some((cell) => cell.column === index && /\p{L}{3}/u.test(cellText(cell))),
    );
    return texts.length > Math.max(1, rows.length * 0.3);
  });
}
