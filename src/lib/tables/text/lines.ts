import type { Table } from '#src/lib/tables/model.ts';

/** A line of a plain text. */
export interface TextLine {
  text: string;
  /** From 1. */
  line: number;
  page: number;
}

/** A table found at a line, and the line after it. */
export interface FoundTable {
  table: Table;
  end: number;
}

/** Adds the page of each row's line. */
export function withPages(table: Table, lines: readonly TextLine[]): Table {
  const pages = new Map(lines.map((line) => [line.line, line.page]));
  for (const row of table.rows) {
    const page = pages.get(row.place.line ?? 0);
    if (page === undefined) continue;
    row.place.page = page;
    for (const cell of row.cells) cell.place.page = page;
  }
  table.place.page = table.rows[0]?.place.page ?? 1;
  return table;
}
