import {
  assignRoles,
  isPeriodHeader,
  readHeaderRole,
} from '#src/features/roadmap/rules/reading/lexicon/header.ts';
import { looksLikeDeadline } from '#src/features/roadmap/rules/reading/lexicon/deadline-shape.ts';
import { shareOfResponsible } from '#src/features/roadmap/rules/reading/lexicon/responsible-shape.ts';
import { collapseSpaces, splitWords } from '#src/features/roadmap/rules/reading/lexicon/words.ts';
import type {
  Column,
  RawCell,
  RawRow,
  RawTable,
  Role,
} from '#src/features/roadmap/rules/reading/layouts/raw.ts';
import { columnOf } from '#src/features/roadmap/rules/reading/layouts/raw.ts';
import type { Vocabulary } from '#src/features/roadmap/rules/reading/layouts/join.ts';
import { joinLines } from '#src/features/roadmap/rules/reading/layouts/join.ts';
import { splitDoubleRow } from '#src/features/roadmap/rules/reading/layouts/split-rows.ts';
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
    const heading = readHeading(row, columns, columnCount, vocabulary);
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
      const text = joinLines(cell.lines, vocabulary);
      const raw: RawCell | null = text === '' ? null : { text, place: cell.place, ...linesOf(cell) };
      if (cell.column >= columns.length) continue;
      cells[cell.column] = raw;
      if (cell.rowSpan > 1) {
        spanning[cell.column] = raw;
        left[cell.column] = cell.rowSpan - 1;
      }
    }
    if (cells.every((cell) => cell === null)) continue;
    result.push({ ...placeOf(row), heading: null, cells, doubts: rowDoubts });
  }
  if (result.length === 0) return null;
  return { columns, rows: result, layout: 'grid', headEnd: header?.from ?? 0, doubts };
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
  return collapseSpaces(cell.lines.join(' '));
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
      if (columns === null) continue;
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
  return headers;
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

/** Roles of the columns of a table without a header, by what most of their cells look like; null when unclear. */
function guessColumns(rows: readonly GridRow[], columnCount: number): Column[] | null {
  if (columnCount < 2 || rows.length < 2) return null;
  const texts: string[][] = Array.from({ length: columnCount }, () => []);
  for (const row of rows.slice(0, 80)) {
    for (const cell of row.cells)
      if (cell.columnSpan === 1 && cellText(cell) !== '') texts[cell.column]?.push(cellText(cell));
  }
  const roles: Role[] = texts.map((list) => {
    if (share(list, (text) => /^\d{1,3}(\.\d{1,2})*[.)]?$/.test(text)) > 0.7) return 'number';
    if (share(list, looksLikeDeadline) > 0.6) return 'deadline';
    if (share(list, (text) => shareOfResponsible(splitWords([text], 0, 1)) > 0.7) > 0.6) return 'responsible';
    return 'note';
  });
  const free = roles.flatMap((role, index) => (role === 'note' ? [index] : []));
  const [title] = free.toSorted((one, two) => mean(texts[two]) - mean(texts[one]) || one - two).slice(0, 1);
  const firstFree = free[0];
  if (firstFree === undefined || title === undefined) return null;
  roles[firstFree] = 'title';
  const lastFree = free.findLast((index) => index !== firstFree && mean(texts[index]) > 4);
  if (lastFree !== undefined) roles[lastFree] = 'result';
  if (!roles.includes('deadline') && !roles.includes('responsible')) return null;
  return roles.map((role) => ({ role, header: '' }));
}

function share(list: readonly string[], test: (text: string) => boolean): number {
  return list.length === 0 ? 0 : list.filter(test).length / list.length;
}

function mean(list: readonly string[] | undefined): number {
  if (list === undefined || list.length === 0) return 0;
  return list.reduce((sum, text) => sum + text.length, 0) / list.length;
}
