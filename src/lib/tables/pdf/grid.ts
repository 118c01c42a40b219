import type { Box, Segment } from '#src/lib/tables/pdf/page.ts';
import type { Rulings } from '#src/lib/tables/pdf/rulings.ts';

/** A ruled table of one page: where its grid lines are and which cells they make. */
export interface Grid {
  box: Box;
  columns: number[];
  rows: number[];
  cells: GridCell[];
}

export interface GridCell extends Box {
  row: number;
  column: number;
  rowSpan: number;
  columnSpan: number;
}

/** Lines closer than this are one line: a double border, two cells drawn side by side. */
const near = 3;
const flattestRow = 4;
/** Work limit: pages with more crossings to try are drawings. */
const mostCrossings = 4_000_000;

/** A table of a page that somebody reads has fewer cells; graph paper has more. */
const mostCells = 10_000;

/** Finds the ruled tables of a page, from above to below. Frames around text (a single cell) are no tables. */
export function findGrids(rulings: Rulings): Grid[] {
  const horizontal = mergeCollinear(rulings.horizontal);
  const vertical = mergeCollinear(rulings.vertical);
  if (horizontal.length * vertical.length > mostCrossings) return [];
  return groupCrossing(horizontal, vertical)
    .map((group) => buildGrid(group))
    .filter((grid) => grid !== undefined)
    .toSorted((first, second) => first.box.top - second.box.top);
}

function mergeCollinear(segments: readonly Segment[]): Segment[] {
  const sorted = segments.toSorted((first, second) => first.at - second.at);
  const merged: Segment[] = [];
  for (let start = 0; start < sorted.length;) {
    let end = start + 1;
    while (end < sorted.length && (sorted[end]?.at ?? 0) - (sorted[end - 1]?.at ?? 0) < 1) end += 1;
    const level = sorted.slice(start, end).toSorted((first, second) => first.from - second.from);
    let current: Segment | undefined;
    for (const segment of level) {
      if (current !== undefined && segment.from <= current.to + near) {
        current.to = Math.max(current.to, segment.to);
      } else {
        current = { ...segment };
        merged.push(current);
      }
    }
    start = end;
  }
  return merged;
}

function groupCrossing(horizontal: readonly Segment[], vertical: readonly Segment[]): Rulings[] {
  const parents = Array.from({ length: horizontal.length + vertical.length }, (_value, index) => index);
  const find = (index: number): number => {
    let root = index;
    while (parents[root] !== root) root = parents[root] ?? root;
    parents[index] = root;
    return root;
  };
  horizontal.forEach((across, first) => {
    vertical.forEach((down, second) => {
      const meet =
        down.at >= across.from - near &&
        down.at <= across.to + near &&
        across.at >= down.from - near &&
        across.at <= down.to + near;
      if (meet) parents[find(first)] = find(horizontal.length + second);
    });
  });
  const groups = new Map<number, Rulings>();
  const groupOf = (index: number): Rulings => {
    const root = find(index);
    const group = groups.get(root) ?? { horizontal: [], vertical: [] };
    groups.set(root, group);
    return group;
  };
  horizontal.forEach((across, index) => groupOf(index).horizontal.push(across));
  vertical.forEach((down, index) => groupOf(horizontal.length + index).vertical.push(down));
  return [...groups.values()];
}

function buildGrid(lines: Rulings): Grid | undefined {
  if (lines.horizontal.length < 2 || lines.vertical.length < 1) return undefined;
  // Ends count as borders too: many tables have no line at their sides or where a page cuts a row.
  const columns = cluster(
    lines.vertical.map((line) => line.at),
    lines.horizontal.flatMap((line) => [line.from, line.to]),
  );
  const rows = cluster(
    lines.horizontal.map((line) => line.at),
    lines.vertical.flatMap((line) => [line.from, line.to]),
  );
  const [left, top] = [columns[0] ?? 0, rows[0] ?? 0];
  const [right, bottom] = [columns.at(-1) ?? 0, rows.at(-1) ?? 0];
  const cells = findCells(columns, rows, lines);
  if (cells.length < 2 || columns.length < 3 || cells.length > mostCells) return undefined;
  return { box: { left, top, right, bottom }, columns, rows, cells };
}

/** Sorted distinct positions; ends only where they stand clearly outside all the lines. */
function cluster(lines: readonly number[], ends: readonly number[]): number[] {
  const sorted = lines.toSorted((first, second) => first - second);
  const positions: number[] = [];
  for (const position of sorted) {
    const last = positions.at(-1);
    if (last === undefined || position - last > near) positions.push(position);
  }
  const first = Math.min(...ends);
  const last = Math.max(...ends);
  if (first < (positions[0] ?? 0) - flattestRow * 2) positions.unshift(first);
  if (last > (positions.at(-1) ?? 0) + flattestRow * 2) positions.push(last);
  return positions;
}

function findCells(columns: readonly number[], rows: readonly number[], lines: Rulings): GridCell[] {
  const width = columns.length - 1;
  const height = rows.length - 1;
  const taken = new Set<number>();
  const cells: GridCell[] = [];
  const open = (row: number, column: number): boolean =>
    !hasLine(lines.vertical, columns[column + 1] ?? 0, rows[row] ?? 0, rows[row + 1] ?? 0);
  const openBelow = (row: number, column: number): boolean =>
    !hasLine(lines.horizontal, rows[row + 1] ?? 0, columns[column] ?? 0, columns[column + 1] ?? 0);
  for (let row = 0; row < height; row += 1) {
    for (let column = 0; column < width; column += 1) {
      if (taken.has(row * width + column)) continue;
      let columnSpan = 1;
      while (
        column + columnSpan < width &&
        !taken.has(row * width + column + columnSpan) &&
        open(row, column + columnSpan - 1)
      ) {
        columnSpan += 1;
      }
      let rowSpan = 1;
      const spanned = Array.from({ length: columnSpan }, (_value, index) => column + index);
      while (
        row + rowSpan < height &&
        spanned.every(
          (each) => openBelow(row + rowSpan - 1, each) && !taken.has((row + rowSpan) * width + each),
        )
      ) {
        rowSpan += 1;
      }
      for (let down = 0; down < rowSpan; down += 1) {
        for (const each of spanned) taken.add((row + down) * width + each);
      }
      cells.push({
        row,
        column,
        rowSpan,
        columnSpan,
        left: columns[column] ?? 0,
        right: columns[column + columnSpan] ?? 0,
        top: rows[row] ?? 0,
        bottom: rows[row + rowSpan] ?? 0,
      });
    }
  }
  return cells;
}

/** True when lines at a position cover most of a stretch. */
function hasLine(lines: readonly Segment[], at: number, from: number, to: number): boolean {
  let covered = 0;
  for (const line of lines) {
    if (Math.abs(line.at - at) > near) continue;
    covered += Math.max(0, Math.min(line.to, to) - Math.max(line.from, from));
  }
  return covered >= (to - from) * 0.6;
}
