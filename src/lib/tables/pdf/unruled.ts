import type { Cell, Row, Table } from '#src/lib/tables/model.ts';
import { joinLines, toLines, type Line } from '#src/lib/tables/pdf/lines.ts';
import type { Run } from '#src/lib/tables/pdf/page.ts';
import type { PageTable } from '#src/lib/tables/pdf/ruled.ts';

/** Words further apart than this many letter heights do not belong to one phrase. */
const widestSpace = 0.75;
const narrowestGap = 4;
/** Wider pieces are headings across the table; they say nothing of its columns. */
const widestCell = 0.62;
const fewestRows = 3;

/** Lines of one page that no ruled table holds. */
export interface PageLines {
  page: number;
  lines: Line[];
}

interface Piece extends Line {
  column: number;
  span: number;
}

/**
 * Finds the columns of tables without lines: strips that stay blank on all the pages, with text on both sides.
 * Answers the left borders of the columns and the right end of the last, or `undefined` for running text.
 */
export function findColumns(pages: readonly PageLines[]): number[] | undefined {
  const split = pages.flatMap(({ lines }) => tableLines(lines)).map((line) => splitLine(line));
  const several = split.filter((pieces) => pieces.length > 1);
  if (several.length < fewestRows) return undefined;
  const left = Math.min(...split.flat().map((piece) => piece.left));
  const right = Math.max(...split.flat().map((piece) => piece.right));
  // Headings across the table have one piece or two, so that lines of three and more show the columns best.
  const rich = several.filter((pieces) => pieces.length > 2);
  const telling = rich.length >= fewestRows ? rich : split;
  const narrow = telling.flat().filter((piece) => piece.right - piece.left < (right - left) * widestCell);
  const used = Array.from({ length: Math.max(Math.ceil(right - left), 1) + 1 }, () => 0);
  for (const piece of narrow) {
    for (let x = Math.floor(piece.left - left); x <= Math.ceil(piece.right - left); x += 1) {
      if (x >= 0 && x < used.length) used[x] = (used[x] ?? 0) + 1;
    }
  }
  const most = Math.floor(telling.length * 0.015);
  const borders = [left];
  let blank = 0;
  for (let x = 0; x < used.length; x += 1) {
    if ((used[x] ?? 0) <= most) {
      blank += 1;
      continue;
    }
    // Other lines may begin a little further left, in centred columns above all.
    if (blank >= narrowestGap && x > blank) borders.push(left + x - Math.min(blank / 2, 12));
    blank = 0;
  }
  const columns = [...borders, right + 1];
  const backed = columns.slice(0, -1).every((start, index) => {
    const end = columns[index + 1] ?? right;
    return (
      several.filter((pieces) => pieces.some((piece) => piece.left >= start - 1 && piece.right <= end + 1))
        .length >= fewestRows
    );
  });
  return borders.length > 1 && backed ? columns : undefined;
}

/** From the first line with several pieces to the last line of the page: titles stand above a table. */
function tableLines(lines: readonly Line[]): Line[] {
  const first = lines.findIndex((line) => splitLine(line).length > 1);
  return first === -1 ? [] : lines.slice(first);
}

export function splitLine(line: Line): Line[] {
  const groups: Run[][] = [];
  let right = Number.NEGATIVE_INFINITY;
  for (const run of line.runs) {
    const group = groups.at(-1);
    if (group !== undefined && run.x - right < Math.max(run.size, 6) * widestSpace) group.push(run);
    else groups.push([run]);
    right = Math.max(right, run.x + run.width);
  }
  return groups.flatMap((group) => toLines(group));
}

/**
 * Splits the lines of a page into those above the table and the table itself. A row begins where the first column
 * has a number, or after a gap wider than the pitch of lines; a piece across several columns is a row of its own.
 */
export function readUnruled(
  { page, lines }: PageLines,
  columns: readonly number[],
  words: ReadonlySet<string>,
  continues: boolean,
): { above: Line[]; table: PageTable | undefined } {
  const placed = lines.map((line) => splitLine(line).map((piece) => place(piece, columns)));
  const first = continues ? 0 : findFirst(lines, placed, columns.length - 1);
  if (first === -1 || lines.length === 0) return { above: [...lines], table: undefined };
  const numbered = countNumbers(placed) >= 2;
  const pitch = findPitch(lines.slice(first));
  const groups: { pieces: Piece[]; across: boolean }[] = [];
  let previous: Line | undefined;
  for (let index = first; index < lines.length; index += 1) {
    const line = lines[index];
    const pieces = placed[index] ?? [];
    if (line === undefined) break;
    const across = pieces.some((piece) => piece.span > 1);
    const apart = previous === undefined || line.y - previous.y > pitch * 1.45;
    const number = numbered && pieces.some((piece) => piece.column === 0 && isNumber(piece.text));
    const group = groups.at(-1);
    const begins = apart || number || (across && group?.across !== true);
    if (begins || group === undefined) groups.push({ pieces: [...pieces], across });
    else group.pieces.push(...pieces);
    previous = line;
  }
  const bottoms = new Map<Cell, number>();
  const rows = groups.map((group) => toRow(group.pieces, { columns, page, words, bottoms }));
  if (rows.length < 2 && !continues) return { above: [...lines], table: undefined };
  rows.forEach((row, index) => {
    row.place.row = index + 1;
    for (const cell of row.cells) cell.place.row = index + 1;
  });
  const table: Table = { kind: 'table', rows, columnCount: columns.length - 1, place: { page } };
  return {
    above: lines.slice(0, first),
    table: { table, borders: [...columns], page, top: lines[first]?.y ?? 0, bottoms },
  };
}

/** The head has a word in most columns; its first lines, when it is set in several, stand close above. */
function findFirst(
  lines: readonly Line[],
  placed: readonly (readonly Piece[])[],
  columnCount: number,
): number {
  let first = placed.findIndex((pieces) => pieces.length >= Math.min(3, columnCount));
  for (;;) {
    const line = lines[first];
    const above = lines[first - 1];
    const pieces = placed[first - 1] ?? [];
    if (line === undefined || above === undefined || line.y - above.y > line.size * 1.5) return first;
    if (pieces.length < 2 || pieces.some((piece) => piece.span > 1)) return first;
    first -= 1;
  }
}

function place(line: Line, columns: readonly number[]): Piece {
  let column = 0;
  while (column + 2 < columns.length && (columns[column + 1] ?? 0) <= line.left + 1) column += 1;
  let span = 1;
  while (column + span + 1 < columns.length && line.right > (columns[column + span] ?? 0) + line.size)
    span += 1;
  return { ...line, column, span };
}

function isNumber(text: string): boolean {
  return /^(?:\d{1,3}|[IVX]{1,5})(?:\.\d{1,3})*[.)]?$/.test(text);
}

function countNumbers(placed: readonly (readonly Piece[])[]): number {
  return placed.flat().filter((piece) => piece.column === 0 && isNumber(piece.text)).length;
}

/** The usual distance between the lines of one paragraph. */
function findPitch(lines: readonly Line[]): number {
  const steps: number[] = [];
  lines.forEach((line, index) => {
    const above = lines[index - 1];
    if (above !== undefined && line.y > above.y) steps.push(line.y - above.y);
  });
  const sorted = steps.toSorted((first, second) => first - second);
  // Rows are set wider than lines, so the lower third holds steps inside a cell.
  return Math.max(sorted[Math.floor(sorted.length / 4)] ?? 12, (lines[0]?.size ?? 10) * 0.95);
}

interface RowSetting {
  columns: readonly number[];
  page: number;
  words: ReadonlySet<string>;
  bottoms: Map<Cell, number>;
}

function toRow(pieces: readonly Piece[], { columns, page, words, bottoms }: RowSetting): Row {
  const cells: Cell[] = [];
  for (let column = 0; column < columns.length - 1;) {
    const own = pieces.filter((piece) => piece.column === column);
    const widest = Math.max(1, ...own.map((piece) => piece.span));
    // A heading across with nothing beside it spans to the end.
    const isLast = widest > 1 && pieces.every((piece) => piece.column < column + widest);
    const columnSpan = isLast ? columns.length - 1 - column : widest;
    const spanned = pieces.filter((piece) => piece.column >= column && piece.column < column + columnSpan);
    const room = {
      left: columns[column] ?? 0,
      // The right border of a column is where the next begins; some blank stands before it.
      right: Math.max(
        (columns[column + columnSpan] ?? 0) - narrowestGap * 2,
        ...spanned.map((piece) => piece.right),
      ),
    };
    const lines = spanned.toSorted((first, second) => first.y - second.y);
    const cell: Cell = {
      text: joinLines(lines, room, words).join('\n'),
      lines: lines.map((line) => line.text),
      column,
      columnSpan,
      rowSpan: 1,
      place: { page, column: column + 1 },
    };
    if (lines.length > 0 && lines.every((line) => line.bold)) cell.bold = true;
    const last = lines.at(-1);
    if (last !== undefined) bottoms.set(cell, last.y);
    cells.push(cell);
    column += columnSpan;
  }
  return { cells, place: { page } };
}
