import type { Cell, Row, Table } from '#src/lib/tables/model.ts';
import { countRepeatedHead } from '#src/lib/tables/continued.ts';
import { joinWrapped } from '#src/lib/tables/hyphenation.ts';
import type { PageTable } from '#src/lib/tables/pdf/ruled.ts';

const sameBorder = 6;
/** Points; less than any line is high. */
const fullLine = 8;

/**
 * Continues `first` with the table at the top of the next page, when both have the same columns: drops the
 * repeated head, joins a row that the page end cut. Answers false when the tables have nothing in common.
 */
export function continueTable(first: PageTable, next: PageTable, words: ReadonlySet<string>): boolean {
  if (next.page < first.page) return false;
  if (!alignColumns(first, next)) return false;
  const { table } = first;
  const repeated = countRepeatedHead(table, next.table);
  for (const row of table.rows.slice(0, repeated)) row.isHeader = true;
  const rows = next.table.rows.slice(repeated);
  const [top] = rows;
  const last = table.rows.at(-1);
  if (
    next.page > first.page &&
    top !== undefined &&
    last !== undefined &&
    isContinuation(top, last, table) &&
    reachesEnd(first, last, top)
  ) {
    appendRow(last, top, words);
    for (const cell of top.cells) {
      const target = last.cells.find((each) => each.column === cell.column);
      const bottom = next.bottoms.get(cell);
      if (target !== undefined) first.bottoms.delete(target);
      if (target !== undefined && bottom !== undefined) first.bottoms.set(target, bottom);
    }
    rows.shift();
  }
  for (const [cell, bottom] of next.bottoms) first.bottoms.set(cell, bottom);
  table.rows.push(...rows);
  first.page = next.page;
  return true;
}

/** A page may show fewer of the borders (only headings across, for one): the finer set rules. */
function alignColumns(first: PageTable, next: PageTable): boolean {
  if (mapColumns(next, first.borders)) return true;
  return mapColumns(first, next.borders);
}

function mapColumns(page: PageTable, borders: readonly number[]): boolean {
  const found = page.borders.map((border) =>
    borders.findIndex((each) => Math.abs(each - border) <= sameBorder),
  );
  if (found.includes(-1) || found[0] !== 0 || found.at(-1) !== borders.length - 1) return false;
  for (const row of page.table.rows) {
    for (const cell of row.cells) {
      const column = found[cell.column] ?? 0;
      cell.columnSpan = (found[cell.column + cell.columnSpan] ?? borders.length - 1) - column;
      cell.column = column;
      cell.place.column = column + 1;
    }
  }
  page.borders = [...borders];
  page.table.columnCount = borders.length - 1;
  return true;
}

const bareNumber = /^(?:\d{1,3}|[IVX]{1,5})(?:\.\d{1,3})*[.)]?$/;
const leadingNumber = /^(?:\d{1,3}(?:\.\d{1,3})*[.)]?|[IVX]{1,5}\.)\s*\p{L}/u;

/** True for the rest of the row above: its first cell says nothing new where the other rows have a number. */
function isContinuation(row: Row, above: Row, table: Table): boolean {
  const first = row.cells.find((cell) => cell.column === 0);
  if (first === undefined || row.cells.length < 2 || above.cells.length < 2) return false;
  if (!sameShape(row, above)) return false;
  const others = row.cells.filter((cell) => cell.column > 0);
  const partial = others.some((cell) => cell.text === '') || others.some((cell) => startsInside(cell.text));
  const firsts = table.rows.flatMap((each) =>
    each.cells.filter((cell) => cell.column === 0 && cell.text !== ''),
  );
  const share = (pattern: RegExp): number =>
    firsts.filter((cell) => pattern.test(cell.text)).length / Math.max(firsts.length, 1);
  if (first.text === '') {
    const told = share(bareNumber) >= 0.5 || others.some((cell) => startsInside(cell.text));
    return (partial && told) || others.every((cell) => cell.text === '');
  }
  if (share(bareNumber) >= 0.5) return false;
  // Deadlines in the first column begin with a digit or in lower case anyway: the other cells must say so too.
  const usual = firsts.filter((cell) => startsInside(cell.text)).length / Math.max(firsts.length, 1);
  if (usual >= 0.25) {
    const filled = others.filter((cell) => cell.text !== '');
    return startsInside(first.text) && filled.length > 0 && filled.every((cell) => startsInside(cell.text));
  }
  if (share(leadingNumber) >= 0.5)
    return !leadingNumber.test(first.text) && (partial || startsInside(first.text));
  return startsInside(first.text);
}

/** A cell goes on over the page end only when it was full: its last line stands as low as any of its row. */
function reachesEnd(table: PageTable, above: Row, rest: Row): boolean {
  const bottoms = above.cells.map((cell) => table.bottoms.get(cell)).filter((bottom) => bottom !== undefined);
  const lowest = Math.max(...bottoms);
  return rest.cells.some((cell) => {
    const target = above.cells.find((each) => each.column === cell.column);
    const bottom = target === undefined ? undefined : table.bottoms.get(target);
    return cell.text !== '' && bottom !== undefined && lowest - bottom < fullLine;
  });
}

function sameShape(row: Row, above: Row): boolean {
  return row.cells.every((cell) =>
    above.cells.some((each) => each.column === cell.column && each.columnSpan === cell.columnSpan),
  );
}

/** Text that begins in the middle of a sentence or with a point of a list. */
function startsInside(text: string): boolean {
  return /^[\p{Ll}\d)»,;:–—-]/u.test(text) && !leadingNumber.test(text);
}

function appendRow(above: Row, rest: Row, words: ReadonlySet<string>): void {
  for (const cell of rest.cells) {
    const target = above.cells.find((each) => each.column === cell.column);
    if (target !== undefined && cell.text !== '') appendCell(target, cell, words);
  }
}

function appendCell(target: Cell, rest: Cell, words: ReadonlySet<string>): void {
  const inside = /^[\p{Ll}»)]/u.test(rest.text) || /[-\u00ad]$/.test(target.text) || endsOpen(target.text);
  if (target.text === '') target.text = rest.text;
  else target.text = inside ? joinWrapped(target.text, rest.text, words) : `${target.text}\n${rest.text}`;
  target.lines.push(...rest.lines);
}

/** A preposition, a conjunction or a sign after which a sentence always goes on. */
function endsOpen(text: string): boolean {
  return /(?:[,(«№]|(?:^|\s)(?:и|в|во|на|с|со|по|о|об|к|от|до|для|за|из|при|или|а))$/iu.test(text);
}
