import type { Cell, Table } from '#src/lib/tables/model.ts';

/**
 * Takes grid lines closer than `least` for one, in the unit of `widths`: dragging a border in an editor leaves
 * hair-thin grid columns, so that cells under one another no longer share a column number. A table whose widths
 * are not known, or where a cell would be lost, stays as it is.
 */
export function mergeSlivers(table: Table, widths: readonly number[], least: number): Table {
  if (widths.length < table.columnCount || widths.some((width) => !Number.isFinite(width))) return table;
  const newIndex = [0];
  let from = 0;
  let at = 0;
  for (const width of widths) {
    at += Math.max(width, 0);
    const previous = newIndex.at(-1) ?? 0;
    if (at - from >= least) {
      newIndex.push(previous + 1);
      from = at;
    } else {
      newIndex.push(previous);
    }
  }
  const columnCount = newIndex[table.columnCount] ?? 0;
  if (columnCount === table.columnCount) return table;
  const moved: Table = { ...table, columnCount, rows: [] };
  for (const row of table.rows) {
    const cells: Cell[] = [];
    for (const cell of row.cells) {
      const column = newIndex[cell.column] ?? 0;
      const end = newIndex[cell.column + cell.columnSpan] ?? column;
      if (end <= column) return table;
      cells.push({ ...cell, column, columnSpan: end - column, place: { ...cell.place, column: column + 1 } });
    }
    moved.rows.push({ ...row, cells });
  }
  return moved;
}
