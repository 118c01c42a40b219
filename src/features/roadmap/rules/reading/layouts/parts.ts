import type { GridCell, GridRow } from '#src/features/roadmap/rules/reading/layouts/grid.ts';

/** Cells of a text that its own marks part. */
export interface Parts {
  rows: GridRow[];
  columnCount: number;
  /** Line of the header, from 0. */
  from: number;
}

export interface Piece {
  lines: string[];
  from: number;
  to: number;
}

export function toRow(pieces: readonly Piece[], columnCount: number, row: number): GridRow {
  const full = pieces.filter((piece) => piece.lines.some((line) => line.trim() !== ''));
  const [first] = full;
  const line = (pieces[0]?.from ?? 0) + 1;
  // A single text in the first cell of several spans the table: «2021-2022 учебный год».
  const spans = full.length === 1 && first === pieces[0] && /\p{L}{3}/u.test(first?.lines.join(' ') ?? '');
  const cells: GridCell[] = spans
    ? [cellOf(first, 0, columnCount, row)]
    : pieces.slice(0, columnCount).map((piece, column) => cellOf(piece, column, 1, row));
  return { cells, place: { line } };
}

function cellOf(piece: Piece | undefined, column: number, columnSpan: number, row: number): GridCell {
  const from = piece?.from ?? 0;
  return {
    lines: (piece?.lines ?? []).flatMap((line) => line.split(/<br\s*\/?>|\n/i)),
    place: { line: from + 1, row: row + 1, column: column + 1 },
    column,
    columnSpan,
    rowSpan: 1,
    lineFrom: from,
    lineTo: piece?.to ?? from,
  };
}

/** A row that a page break cut: no number, and its text goes on in lower case. */
export function continues(pieces: readonly Piece[], last: readonly Piece[], count: number): boolean {
  if (last.length < count || (pieces[0]?.lines.join('').trim() ?? '') !== '') return false;
  if ((last[0]?.lines.join('').trim() ?? '') === '') return false;
  const full = pieces.filter((piece) => piece.lines.join('').trim() !== '');
  return full.length > 0 && full.every((piece) => /^\s*[\p{Ll}(–—-]/u.test(piece.lines.join(' ')));
}
