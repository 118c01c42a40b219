import type { GridRow } from '#src/features/roadmap/rules/reading/layouts/grid.ts';
import { continues, toRow } from '#src/features/roadmap/rules/reading/layouts/parts.ts';
import type { Parts, Piece } from '#src/features/roadmap/rules/reading/layouts/parts.ts';
import { readGrid } from '#src/features/roadmap/rules/reading/layouts/grid.ts';
import type { Vocabulary } from '#src/features/roadmap/rules/reading/layouts/join.ts';
import { partPasted } from '#src/features/roadmap/rules/reading/layouts/pasted.ts';
import type { RawTable } from '#src/features/roadmap/rules/reading/layouts/raw.ts';
import { assignRoles, readHeaderRole } from '#src/features/roadmap/rules/reading/lexicon/header.ts';

/** Cells that the text itself parts: by tabs, by pipes, by semicolons, or by a tab at the start of every cell. */
export function readDelimited(lines: readonly string[], vocabulary: Vocabulary): RawTable[] {
  const tables: RawTable[] = [];
  for (const [layout, parts] of [
    ['tabs', partPasted(lines)],
    ['tab-led', partByLeadingTabs(lines)],
    ['pipes', partByPipes(lines)],
    ['pipe-ended', partByEndingPipes(lines)],
    ['semicolons', partBySemicolons(lines)],
    ['spaces', partByWideSpaces(lines)],
  ] as const) {
    if (parts === null) continue;
    const table = readGrid(parts.rows, parts.columnCount, vocabulary, null);
    if (table !== null) tables.push({ ...table, layout, headEnd: parts.from });
  }
  return tables;
}

/** The line whose pieces name columns, with their count. */
function findHeaderLine(
  lines: readonly string[],
  split: (line: string) => string[],
): { at: number; count: number } | null {
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    const cells = split(line);
    if (cells.length < 2) continue;
    const columns = assignRoles(cells);
    if (columns !== null && cells.filter((cell) => readHeaderRole(cell) !== null).length >= 2)
      return { at, count: cells.length };
  }
  return null;
}

/** One row a line, cells parted by a mark; a line without the mark goes on with the cell before. */
function partRows(lines: readonly string[], split: (line: string) => string[] | null): Parts | null {
  const header = findHeaderLine(lines, (line) => split(line) ?? []);
  if (header === null) return null;
  const rows: Piece[][] = [];
  for (let at = header.at; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    if (line.trim() === '') continue;
    const cells = split(line);
    const last = rows.at(-1);
    if (cells === null) {
      const cell = last?.at(-1);
      if (cell !== undefined && last !== undefined && last.length >= 2 && /^\s*\p{L}/u.test(line)) {
        cell.lines.push(line);
        cell.to = at;
        continue;
      }
      rows.push([{ lines: [line], from: at, to: at }]);
      continue;
    }
    const pieces = cells.slice(0, header.count).map((text) => ({ lines: [text], from: at, to: at }));
    if (last !== undefined && continues(pieces, last, header.count)) {
      pieces.forEach((piece, column) => {
        const target = last[column];
        if (target === undefined || piece.lines.join('').trim() === '') return;
        target.lines.push(...piece.lines);
        target.to = at;
      });
      continue;
    }
    while (pieces.length < header.count) pieces.push({ lines: [''], from: at, to: at });
    rows.push(pieces);
  }
  return {
    rows: rows.map((pieces, row) => toRow(pieces, header.count, row)),
    columnCount: header.count,
    from: header.at,
  };
}

function partBySemicolons(lines: readonly string[]): Parts | null {
  return partRows(lines, (line) =>
    line.split(';').length > 2 ? line.split(';').map((cell) => cell.replace(/^\s*"(.*)"\s*$/, '$1')) : null,
  );
}

function splitPipes(line: string): string[] | null {
  if (!/\|.*\|/.test(line) && !/\S\s*\|\s*\S/.test(line)) return null;
  return line
    .trim()
    .replace(/^\|/, '')
    .replace(/\|$/, '')
    .split('|')
    .map((cell) => cell.trim());
}

function partByPipes(lines: readonly string[]): Parts | null {
  const kept = lines.map((line) => (/^[\s|:+=_-]+$/.test(line) && /[-=_]{3}/.test(line) ? '' : line));
  return partRows(kept, splitPipes);
}

function splitWide(line: string): string[] | null {
  const cells = line.trim().split(/\s{3,}/);
  return cells.length > 1 ? cells : null;
}

/** Columns kept apart by two spaces or more, as in a text printed with aligned columns. */
function partByWideSpaces(lines: readonly string[]): Parts | null {
  const header = findHeaderLine(lines, (line) => splitWide(line) ?? []);
  if (header === null || header.count < 3) return null;
  const body = lines.slice(header.at + 1).filter((line) => line.trim() !== '');
  const even = body.filter((line) => splitWide(line)?.length === header.count).length;
  return even >= body.length * 0.7 ? partRows(lines, splitWide) : null;
}

/** «cell |» at the end of each cell, cells over several lines. */
function partByEndingPipes(lines: readonly string[]): Parts | null {
  const ended = lines.filter((line) => /\|\s*$/.test(line)).length;
  const inside = lines.filter((line) => /\|.*\S.*$/.test(line.replace(/\|\s*$/, ''))).length;
  if (ended < 6 || inside > ended / 4) return null;
  const cells: Piece[] = [];
  let open: Piece | null = null;
  lines.forEach((line, at) => {
    if (line.trim() === '' && open === null) return;
    open ??= { lines: [], from: at, to: at };
    open.lines.push(line.replace(/\|\s*$/, ''));
    open.to = at;
    if (/\|\s*$/.test(line)) {
      cells.push(open);
      open = null;
    }
  });
  return partByCount(cells);
}

/** A cell begins with a tab at the start of a line; lines without one go on with the cell. */
function partByLeadingTabs(lines: readonly string[]): Parts | null {
  const led = lines.filter((line) => line.startsWith('\t')).length;
  if (led < 6) return null;
  const cells: Piece[] = [];
  lines.forEach((line, at) => {
    if (line.startsWith('\t')) {
      cells.push({ lines: [line.slice(1).replaceAll('\t', ' ')], from: at, to: at });
      return;
    }
    const last = cells.at(-1);
    if (last === undefined) return;
    last.lines.push(line.replaceAll('\t', ' '));
    if (line.trim() !== '') last.to = at;
  });
  return partByCount(cells);
}

/** Cells one after another: the header tells how many make a row. */
function partByCount(cells: readonly Piece[]): Parts | null {
  const texts = cells.map((cell) => cell.lines.join(' ').trim());
  let best: { start: number; count: number; score: number } | null = null;
  for (let start = 0; start < Math.min(cells.length, 40); start += 1) {
    for (let count = 2; count <= 9 && start + count <= cells.length; count += 1) {
      const names = texts.slice(start, start + count);
      if (names.some((name) => name === '' || readHeaderRole(name) === null)) break;
      const columns = assignRoles(names);
      if (columns === null) continue;
      const score = new Set(columns.map((column) => column.role)).size;
      if (best === null || score > best.score) best = { start, count, score };
    }
  }
  if (best === null) return null;
  const rows: GridRow[] = [];
  for (let at = best.start; at < cells.length; at += best.count) {
    rows.push(toRow(cells.slice(at, at + best.count), best.count, rows.length));
  }
  return { rows, columnCount: best.count, from: cells[best.start]?.from ?? 0 };
}
