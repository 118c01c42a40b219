import type { Block, Paragraph } from '#src/lib/tables/model.ts';
import { collectWords, joinWrapped } from '#src/lib/tables/hyphenation.ts';
import { findGrids, type Grid } from '#src/lib/tables/pdf/grid.ts';
import { continueTable } from '#src/lib/tables/pdf/join-pages.ts';
import { toLines, widthOf, type Line } from '#src/lib/tables/pdf/lines.ts';
import type { PageContent } from '#src/lib/tables/pdf/page.ts';
import { fillGrid, isInside, type PageTable } from '#src/lib/tables/pdf/ruled.ts';
import { dropRunningHeads } from '#src/lib/tables/pdf/running-heads.ts';
import { findColumns, readUnruled } from '#src/lib/tables/pdf/unruled.ts';

type Piece =
  | { kind: 'line'; line: Line; page: PageContent; top: number }
  | { kind: 'table'; table: PageTable; top: number };

/** Pages → paragraphs and tables in reading order; tables that go on over page ends are one. */
export function assemble(pages: readonly PageContent[]): Block[] {
  const grids = pages.map((page) => findGrids(page));
  const free = pages.map((page, index) =>
    toLines(page.runs.filter((run) => !(grids[index] ?? []).some((grid) => isInside(grid.box, run)))),
  );
  const words = collectWords(pages.flatMap((page) => toLines(page.runs).map((line) => line.text)));
  const lines = dropRunningHeads(
    pages.map((page, index) => ({ page: page.page, height: page.height, lines: free[index] ?? [] })),
  );
  const ruled = grids.some((each) => each.length > 0);
  const columns = ruled
    ? undefined
    : findColumns(pages.map((page, index) => ({ page: page.page, lines: lines[index] ?? [] })));
  let begun = false;
  const pieces = pages.flatMap((page, index) => {
    const own = lines[index] ?? [];
    if (columns === undefined) return piecesOf(page, own, grids[index] ?? [], words);
    const found = piecesUnruled(page, own, columns, words, begun);
    begun ||= found.some((piece) => piece.kind === 'table');
    return found;
  });
  return toBlocks(joinTables(pieces, words), words);
}

function piecesOf(
  page: PageContent,
  lines: readonly Line[],
  grids: readonly Grid[],
  words: ReadonlySet<string>,
): Piece[] {
  const pieces: Piece[] = [
    ...lines.map((line): Piece => ({ kind: 'line', line, page, top: line.y })),
    ...grids.map((grid): Piece => ({ kind: 'table', table: fillGrid(grid, page, words), top: grid.box.top })),
  ];
  return pieces.toSorted((first, second) => first.top - second.top);
}

function piecesUnruled(
  page: PageContent,
  lines: readonly Line[],
  columns: readonly number[],
  words: ReadonlySet<string>,
  begun: boolean,
): Piece[] {
  const { above, table } = readUnruled({ page: page.page, lines: [...lines] }, columns, words, begun);
  const pieces = above.map((line): Piece => ({ kind: 'line', line, page, top: line.y }));
  return table === undefined ? pieces : [...pieces, { kind: 'table', table, top: table.top }];
}

function joinTables(pieces: readonly Piece[], words: ReadonlySet<string>): Piece[] {
  const joined: Piece[] = [];
  for (const piece of pieces) {
    const previous = joined.at(-1);
    const continues =
      piece.kind === 'table' &&
      previous?.kind === 'table' &&
      continueTable(previous.table, piece.table, words);
    if (!continues) joined.push(piece);
  }
  return joined;
}

function toBlocks(pieces: readonly Piece[], words: ReadonlySet<string>): Block[] {
  const blocks: Block[] = [];
  let tables = 0;
  let above: { line: Line; paragraph: Paragraph } | undefined;
  const counts = new Map<number, number>();
  for (const piece of pieces) {
    if (piece.kind === 'table') {
      tables += 1;
      above = undefined;
      numberTable(piece.table, tables);
      blocks.push(piece.table.table);
      continue;
    }
    const { line, page } = piece;
    const count = (counts.get(page.page) ?? 0) + 1;
    counts.set(page.page, count);
    const centered = isCentered(line, page);
    if (above !== undefined && continuesParagraph(above.line, line, above.paragraph, { centered, page })) {
      // Lines of a heading are broken on purpose; running text is wrapped.
      above.paragraph.text = centered
        ? `${above.paragraph.text}\n${line.text}`
        : joinWrapped(above.paragraph.text, line.text, words);
      above.line = line;
      continue;
    }
    const paragraph: Paragraph = {
      kind: 'paragraph',
      text: line.text,
      place: { page: page.page, line: count },
    };
    if (line.bold) paragraph.bold = true;
    if (centered) paragraph.centered = true;
    blocks.push(paragraph);
    above = { line, paragraph };
  }
  for (const block of blocks)
    if (block.kind === 'paragraph') block.text = block.text.replaceAll('\u00ad', '');
  return blocks;
}

function numberTable({ table }: PageTable, number: number): void {
  table.place.table = number;
  table.rows.forEach((row, index) => {
    row.place.table = number;
    row.place.row = index + 1;
    for (const cell of row.cells) {
      cell.place.table = number;
      cell.place.row = index + 1;
    }
  });
}

function isCentered(line: Line, page: PageContent): boolean {
  const middle = (line.left + line.right) / 2;
  return Math.abs(middle - page.width / 2) < page.width * 0.03 && line.left > page.width * 0.1;
}

function continuesParagraph(
  above: Line,
  line: Line,
  paragraph: Paragraph,
  now: { centered: boolean; page: PageContent },
): boolean {
  const step = line.y - above.y;
  if (paragraph.place.page !== now.page.page || step > above.size * 1.6 || step <= 0) return false;
  if ((paragraph.bold === true) !== line.bold || Math.abs(above.size - line.size) > 0.6) return false;
  if (now.centered || paragraph.centered === true) return now.centered && paragraph.centered === true;
  // The line above reached the right margin, so that its text was wrapped rather than ended.
  const margin = now.page.width - Math.min(above.left, line.left);
  const word = /^\S+/.exec(line.text)?.[0] ?? '';
  const needed = widthOf(line, `${word} `);
  return line.left <= above.left + 1 && above.right + needed > margin - line.size;
}
