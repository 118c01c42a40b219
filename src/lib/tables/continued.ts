import type { Block, Row, Table } from '#src/lib/tables/model.ts';

/** White space and case do not tell one head from another. */
export function rowKey(row: Row): string {
  return row.cells
    .map((cell) => `${String(cell.column)}:${cell.text.replace(/\s+/g, '').toLowerCase()}`)
    .join('|');
}

/**
 * Joins tables that follow each other with nothing between and have the same number of columns: one table
 * that was cut by hand, usually at a page end. Its head, when repeated, is dropped.
 */
export function joinContinuedTables(blocks: readonly Block[]): Block[] {
  const joined: Block[] = [];
  for (const block of blocks) {
    const previous = joined.at(-1);
    if (
      block.kind === 'table' &&
      previous?.kind === 'table' &&
      previous.columnCount === block.columnCount &&
      block.columnCount > 1 &&
      previous.place.sheet === block.place.sheet
    ) {
      previous.rows.push(...block.rows.slice(countRepeatedHead(previous, block)));
    } else {
      joined.push(block);
    }
  }
  return joined;
}

/** How many rows at the top of `next` say again what stands at the top of `first`. */
export function countRepeatedHead(first: Table, next: Table): number {
  let count = 0;
  while (count < Math.min(3, next.rows.length - 1, first.rows.length)) {
    const above = first.rows[count];
    const below = next.rows[count];
    if (above === undefined || below === undefined || rowKey(above) !== rowKey(below)) break;
    count += 1;
  }
  return count;
}
