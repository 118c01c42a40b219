import type { Cell, Row, Table } from '#src/lib/tables/model.ts';
import type { Grid, GridCell } from '#src/lib/tables/pdf/grid.ts';
import { joinLines, toLines, type Line } from '#src/lib/tables/pdf/lines.ts';
import type { Box, PageContent, Run, TurnedRun } from '#src/lib/tables/pdf/page.ts';

/** A table of one page with its column borders in points, by which the next page is recognized. */
export interface PageTable {
  table: Table;
  borders: number[];
  page: number;
  top: number;
  /** Baseline of the last line of each cell, by which a cell cut by the page end is known. */
  bottoms: Map<Cell, number>;
}

/** Puts the text of a page into the cells of a ruled table. */
export function fillGrid(grid: Grid, content: PageContent, words: ReadonlySet<string>): PageTable {
  const runs = content.runs.filter((run) => isInside(grid.box, run)).flatMap((run) => splitRun(run, grid));
  const turned = content.turned.filter((run) => isPointInside(grid.box, run.centerX, run.centerY));
  const filled = grid.cells.map((cell) => ({
    cell,
    lines: linesOf(cell, runs),
    turned: linesTurned(cell, turned),
  }));
  const padding = Math.min(
    8,
    ...filled.flatMap(({ cell, lines }) => lines.map((line) => Math.max(line.left - cell.left, 0.5))),
  );
  const rows: Row[] = grid.rows.slice(0, -1).map((_top, index) => ({
    cells: [],
    place: { page: content.page, row: index + 1 },
  }));
  const bottoms = new Map<Cell, number>();
  for (const { cell, lines, turned: upright } of filled) {
    const room = { left: cell.left + padding, right: cell.right - padding };
    const paragraphs = [
      ...joinLines(lines, room, words),
      ...joinLines(upright, { left: 0, right: cell.bottom - cell.top - 2 * padding }, words),
    ];
    const all = [...lines, ...upright];
    const made: Cell = {
      text: paragraphs.join('\n'),
      lines: all.map((line) => line.text),
      column: cell.column,
      columnSpan: cell.columnSpan,
      rowSpan: cell.rowSpan,
      place: { page: content.page, row: cell.row + 1, column: cell.column + 1 },
    };
    if (all.length > 0 && all.every((line) => line.bold)) made.bold = true;
    const last = lines.at(-1);
    if (last !== undefined) bottoms.set(made, last.y);
    rows[cell.row]?.cells.push(made);
  }
  const table: Table = {
    kind: 'table',
    rows: dropHairRows(rows, grid),
    columnCount: grid.columns.length - 1,
    place: { page: content.page },
  };
  return { table, borders: grid.columns, page: content.page, top: grid.box.top, bottoms };
}

export function isInside(box: Box, run: Run): boolean {
  return isPointInside(box, run.x + run.width / 2, run.y - run.size * 0.3);
}

export function isPointInside(box: Box, x: number, y: number): boolean {
  return x >= box.left && x <= box.right && y >= box.top && y <= box.bottom;
}

function linesOf(cell: GridCell, runs: readonly Run[]): Line[] {
  return toLines(runs.filter((run) => isInside(cell, run)));
}

function linesTurned(cell: GridCell, runs: readonly TurnedRun[]): Line[] {
  return toLines(runs.filter((run) => isPointInside(cell, run.centerX, run.centerY)));
}

/** A run that a program drew across a border is cut there, at the space nearest to it. */
function splitRun(run: Run, grid: Grid): Run[] {
  const middle = run.y - run.size * 0.3;
  const right = run.x + run.width;
  const border = grid.columns.find(
    (column) =>
      column > run.x + run.size &&
      column < right - run.size &&
      grid.cells.some((cell) => cell.right === column && middle >= cell.top && middle <= cell.bottom),
  );
  if (border === undefined || run.width <= 0) return [run];
  const guess = Math.round(((border - run.x) / run.width) * run.text.length);
  const spaces = [...run.text.matchAll(/\s+/g)].map((match) => match.index);
  const at = spaces.toSorted((first, second) => Math.abs(first - guess) - Math.abs(second - guess))[0];
  if (at === undefined || Math.abs(at - guess) > 6) return [run];
  const left = { ...run, text: run.text.slice(0, at), width: (run.width * at) / run.text.length };
  const rest = run.text.slice(at).trimStart();
  const start = run.text.length - rest.length;
  const shifted = run.x + (run.width * start) / run.text.length;
  const next = { ...run, text: rest, x: Math.max(shifted, border + 0.5), width: right - shifted };
  return [left, ...splitRun(next, grid)];
}

/** Double borders leave rows without height; they hold nothing and are no rows. */
function dropHairRows(rows: readonly Row[], grid: Grid): Row[] {
  const kept = rows.filter((row, index) => {
    const height = (grid.rows[index + 1] ?? 0) - (grid.rows[index] ?? 0);
    return height > 6 || row.cells.some((cell) => cell.text !== '' || cell.rowSpan > 1);
  });
  return kept;
}
