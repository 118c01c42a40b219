import { cutChunks, wordsOfChunk, type Chunk } from '#src/features/roadmap/rules/reading/layouts/chunks.ts';
import { expandLines } from '#src/features/roadmap/rules/reading/layouts/expand.ts';
import type { Vocabulary } from '#src/features/roadmap/rules/reading/layouts/join.ts';
import { joinWords } from '#src/features/roadmap/rules/reading/layouts/join.ts';
import type { Column, RawCell, RawRow, RawTable } from '#src/features/roadmap/rules/reading/layouts/raw.ts';
import { columnOf } from '#src/features/roadmap/rules/reading/layouts/raw.ts';
import { joinNorm, segmentWords } from '#src/features/roadmap/rules/reading/layouts/segment.ts';
import type { SegmentedRow } from '#src/features/roadmap/rules/reading/layouts/segment.ts';
import type { TextHeader } from '#src/features/roadmap/rules/reading/layouts/text-header.ts';
import { isPeriodHeading } from '#src/features/roadmap/rules/reading/lexicon/heading.ts';
import type { Word } from '#src/features/roadmap/rules/reading/lexicon/words.ts';
import { splitWords, startsUpper } from '#src/features/roadmap/rules/reading/lexicon/words.ts';

/** Rows of a text whose cells follow one another, with nothing between them but line breaks (if that). */
export function readStream(
  lines: readonly string[],
  header: TextHeader,
  vocabulary: Vocabulary,
): RawTable | null {
  const columns = header.columns;
  const staged = columnOf(columns, 'stage') !== -1;
  if (staged && lines.some((line) => /\S\s+1\)\s+[\p{Lu}«]/u.test(line))) {
    const expanded = expandLines(lines, header.to);
    const shifted = readRows(expanded.lines, header, vocabulary);
    return shifted === null
      ? null
      : { ...shifted, rows: shifted.rows.map((row) => moveRow(row, expanded.origin)) };
  }
  return readRows(lines, header, vocabulary);
}

/** The row with its lines counted in the original text. */
function moveRow(row: RawRow, origin: readonly number[]): RawRow {
  const move = (line: number | undefined): number | undefined =>
    line === undefined ? undefined : (origin[line] ?? line);
  const cells = row.cells.map((cell) => {
    if (cell === null) return null;
    const lineFrom = move(cell.lineFrom);
    return {
      ...cell,
      lineFrom,
      lineTo: move(cell.lineTo),
      place: { ...cell.place, line: (lineFrom ?? 0) + 1 },
    };
  });
  const lineFrom = move(row.lineFrom);
  return {
    ...row,
    cells,
    lineFrom,
    lineTo: move(row.lineTo),
    place: { ...row.place, line: (lineFrom ?? 0) + 1 },
  };
}

function readRows(lines: readonly string[], header: TextHeader, vocabulary: Vocabulary): RawTable | null {
  const columns = header.columns;
  const chunks = cutChunks(lines, header.to);
  if (chunks.length === 0) return null;
  const familiar = collectFamiliar(lines, chunks, columns, vocabulary);
  const rows: RawRow[] = [];
  chunks.forEach((chunk, index) =>
    rows.push(...readChunk(lines, chunk, chunks[index + 1], columns, vocabulary, familiar)),
  );
  if (rows.length === 0) return null;
  return { columns: withNumber(columns), rows, layout: 'stream', headEnd: header.from, doubts: [] };
}

/** The columns with a number column before them, which texts have even where the header does not name it. */
export function withNumber(columns: readonly Column[]): Column[] {
  return columnOf(columns, 'number') === -1 ? [{ role: 'number', header: '' }, ...columns] : [...columns];
}

function streamColumns(columns: readonly Column[]): { column: Column; at: number }[] {
  return withNumber(columns).flatMap((column, at) =>
    column.role === 'number' || column.role === 'period' ? [] : [{ column, at }],
  );
}

function isLevelAbove(chunk: Chunk, next: Chunk | undefined): boolean {
  const [own, below] = [chunk.number, next?.number ?? null];
  if (own === null || below === null) return false;
  if (own.bracket) return false;
  if (below.bracket) return true;
  if (below.levels.length > own.levels.length) return true;
  return own.levels.length === 1 && below.levels.join('.') === '1';
}

function readChunk(
  lines: readonly string[],
  chunk: Chunk,
  next: Chunk | undefined,
  columns: readonly Column[],
  vocabulary: Vocabulary,
  familiar: ReadonlyMap<string, number>,
): RawRow[] {
  const words = wordsOfChunk(lines, chunk, vocabulary);
  if (chunk.heading) return splitHeadingChunk(lines, chunk, columns, vocabulary, familiar, next);
  if (words.length === 0) return [];
  const used = streamColumns(columns);
  const stageColumn = used.findIndex(({ column }) => column.role === 'stage');
  const titleColumn = used.findIndex(({ column }) => column.role === 'title');
  const inStage = chunk.number?.bracket === true;
  const segmented = segmentWords(
    words,
    used.map(({ column }) => column),
    {
      firstColumn: stageColumn !== -1 && !inStage ? stageColumn : titleColumn,
      headingCost:
        isLevelAbove(chunk, next) && (stageColumn === -1 || next?.number?.bracket === true)
          ? -4
          : chunk.number === null
            ? 5
            : stageColumn === -1
              ? 9
              : 12,
      stageColumn,
      familiar,
    },
  );
  return toRows(segmented, words, chunk, used, columns);
}

/** A heading ends with its line (or goes on in lower case); what follows in the chunk are rows without numbers. */
function splitHeadingChunk(
  lines: readonly string[],
  chunk: Chunk,
  columns: readonly Column[],
  vocabulary: Vocabulary,
  familiar: ReadonlyMap<string, number>,
  next: Chunk | undefined,
): RawRow[] {
  let end = chunk.from + 1;
  if (!isPeriodHeading(lines[chunk.from] ?? '')) {
    while (end < chunk.to && /^\s*\p{Ll}/u.test(lines[end] ?? '')) end += 1;
  }
  const words = splitWords(lines, chunk.from, end);
  const rows: RawRow[] = [
    {
      heading: joinWords(words, vocabulary),
      cells: withNumber(columns).map(() => null),
      place: { line: chunk.from + 1 },
      lineFrom: chunk.from,
      lineTo: end - 1,
      doubts: [],
    },
  ];
  if (lines.slice(end, chunk.to).some((line) => line.trim() !== '')) {
    rows.push(
      ...readChunk(
        lines,
        { number: null, heading: false, from: end, to: chunk.to },
        next,
        columns,
        vocabulary,
        familiar,
      ),
    );
  }
  return rows;
}

function toRows(
  segmented: readonly SegmentedRow[],
  words: readonly Word[],
  chunk: Chunk,
  used: readonly { column: Column; at: number }[],
  columns: readonly Column[],
): RawRow[] {
  const all = withNumber(columns);
  const numberAt = columnOf(all, 'number');
  return segmented.map((row, order): RawRow => {
    const cells: (RawCell | null)[] = all.map(() => null);
    let heading: string | null = null;
    let tail = '';
    for (const piece of row.pieces) {
      const part = words.slice(piece.from, piece.to);
      const text = joinCell(part, used, piece.column);
      const lineFrom = part[0]?.line ?? chunk.from;
      const lineTo = part.at(-1)?.line ?? lineFrom;
      if (piece.column === 'heading') {
        heading = text;
        continue;
      }
      if (piece.column === 'stage-tail') {
        tail = text;
        continue;
      }
      const at = used[piece.column]?.at;
      if (at !== undefined)
        cells[at] = {
          text,
          place: { line: lineFrom + 1 },
          lineFrom,
          lineTo,
          ...(piece.guessed ? { doubtful: true } : {}),
        };
    }
    const number = order === 0 ? chunk.number : null;
    if (number !== null)
      cells[numberAt] = {
        text: number.text,
        place: { line: number.line + 1 },
        lineFrom: number.line,
        lineTo: number.line,
      };
    if (heading !== null && number !== null) heading = `${number.text} ${heading}`;
    const first = words[row.pieces[0]?.from ?? 0];
    const last = words[(row.pieces.at(-1)?.to ?? 1) - 1];
    const lineFrom = number?.line ?? first?.line ?? chunk.from;
    const doubts =
      number === null && heading === null && chunk.number !== null && order > 0
        ? ['reading.number_missing']
        : [];
    return {
      heading,
      cells,
      place: { line: lineFrom + 1 },
      lineFrom,
      lineTo: last?.line ?? lineFrom,
      doubts,
      ...(tail === '' ? {} : { stageTail: tail }),
    };
  });
}

/** Words of a cell as text; people and list items keep their lines, which part them. */
function joinCell(
  words: readonly Word[],
  used: readonly { column: Column }[],
  column: number | string,
): string {
  const role = typeof column === 'number' ? used[column]?.column.role : undefined;
  let text = '';
  words.forEach((word, index) => {
    const item = /^([-–—•]\p{L}*|\d{1,2}[.)]\p{L}*)$/u.test(word.text) && role !== 'deadline';
    const keep =
      index > 0 &&
      word.lineStart &&
      (role === 'responsible' ||
        item ||
        (role === 'result' && startsUpper(word.text) && !/^\p{Lu}{2,}/u.test(word.text)));
    text += (index === 0 ? '' : keep ? '\n' : ' ') + word.text;
  });
  return text;
}

/**
 * Responsible cells that a first reading finds again and again: in a document with one team for all rows, its name
 * is known after a few of them. Gives a bonus to each.
 */
function collectFamiliar(
  lines: readonly string[],
  chunks: readonly Chunk[],
  columns: readonly Column[],
  vocabulary: Vocabulary,
): Map<string, number> {
  const used = streamColumns(columns);
  const responsible = used.findIndex(({ column }) => column.role === 'responsible');
  const titleColumn = used.findIndex(({ column }) => column.role === 'title');
  const counts = new Map<string, number>();
  if (responsible === -1) return counts;
  const stageColumn = used.findIndex(({ column }) => column.role === 'stage');
  for (const chunk of chunks.slice(0, 60)) {
    if (chunk.heading) continue;
    const words = wordsOfChunk(lines, chunk, vocabulary).slice(0, 400);
    const rows = segmentWords(
      words,
      used.map(({ column }) => column),
      {
        firstColumn: stageColumn !== -1 && chunk.number?.bracket !== true ? stageColumn : titleColumn,
        headingCost: 3,
        stageColumn,
        familiar: new Map(),
      },
    );
    for (const row of rows) {
      for (const piece of row.pieces) {
        if (piece.column !== responsible || piece.guessed) continue;
        const key = joinNorm(words, piece.from, piece.to);
        counts.set(key, (counts.get(key) ?? 0) + 1);
      }
    }
  }
  const bonus = new Map<string, number>();
  for (const [key, count] of counts) if (count > 1) bonus.set(key, Math.min(1.5, 0.3 * count));
  return bonus;
}
