import type { GridCell, GridRow } from '#src/features/roadmap/rules/reading/layouts/grid.ts';
import { readGrid } from '#src/features/roadmap/rules/reading/layouts/grid.ts';
import type { Vocabulary } from '#src/features/roadmap/rules/reading/layouts/join.ts';
import type { Column, RawTable } from '#src/features/roadmap/rules/reading/layouts/raw.ts';
import { columnOf } from '#src/features/roadmap/rules/reading/layouts/raw.ts';
import { assignRoles, isHeaderWord } from '#src/features/roadmap/rules/reading/lexicon/header.ts';
import { looksLikeDeadline } from '#src/features/roadmap/rules/reading/lexicon/deadline-shape.ts';
import { isDangling, normWord } from '#src/features/roadmap/rules/reading/lexicon/words.ts';

/** Words of a line with one space between, and where they stand. */
interface Segment {
  text: string;
  from: number;
  /** Column of the character after the last one. */
  to: number;
}

interface Header {
  from: number;
  to: number;
  columns: Column[];
  texts: string[];
  starts: number[];
}

const numberText = /^\d{1,3}(?:\.\d{1,2})*[.)]?$/;
const romanText = /^[IVXІ]{1,5}[.)]?$/;
const mostHeaderLines = 6;
/** A cell may begin so many characters before its column's usual place when a wide gap stands before it. */
const drift = 4;

/**
 * A text that keeps the places of a page's words (`pdftotext -layout`): every column begins at one place of the line,
 * which its header and the cells below it show. Null when no line of the text is such a header.
 */
export function readPlaced(lines: readonly string[], vocabulary: Vocabulary): RawTable | null {
  const header = findHeader(lines, 0);
  if (header === null) return null;
  const rows: GridRow[] = [headRow(header)];
  const numberColumn = columnOf(header.columns, 'number');
  let starts = fit(lines, header);
  const guessed = new Set<number>();
  // Where the cells of the row under way begin: a page may set one row a little to the left.
  let own: readonly number[] = starts;
  for (let at = header.to; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    if (line.trim() === '') continue;
    const again = matchHeader(lines, at, header);
    if (again !== null) {
      starts = fit(lines, again);
      own = starts;
      at = again.to - 1;
      continue;
    }
    const segments = segmentsOf(line);
    const heading = readHeading(segments, starts, numberColumn, rows.at(-1));
    if (heading !== null) {
      rows.push({ place: { line: at + 1 }, cells: [cellOf(heading, 0, header.columns.length, at)] });
      continue;
    }
    let parted = partLine(segments, own);
    const open = rows.at(-1);
    const begins =
      open === undefined ||
      rows.length === 1 ||
      open.cells.length === 1 ||
      (numberColumn === -1
        ? beginsRow(partLine(segments, starts).texts, open, header.columns)
        : beginsNumbered(parted.texts[numberColumn] ?? ''));
    if (begins) {
      parted = partLine(segments, starts);
      own = parted.places;
      rows.push({
        place: { line: at + 1 },
        cells: parted.texts.map((text, column) => cellOf(text, column, 1, at)),
      });
    } else
      parted.texts.forEach((text, column) => {
        const cell = open.cells[column];
        if (cell === undefined || text === '') return;
        cell.lines.push(text);
        cell.lineTo = at;
      });
    if (parted.crossed) guessed.add(at);
  }
  if (rows.length < 3 || guessed.size > rows.length / 2) return null;
  const table = readGrid(rows, header.columns.length, vocabulary, null);
  if (table === null) return null;
  // Without numbers the first line of a row is known by its cells alone.
  const doubts = numberColumn === -1 ? ['reading.lines_interleaved'] : [];
  return {
    ...table,
    rows: table.rows.map((row) => {
      if (row.heading !== null) return row;
      const unsure = [...guessed].some((line) => line >= (row.lineFrom ?? 0) && line <= (row.lineTo ?? -1));
      return { ...row, doubts: [...row.doubts, ...doubts, ...(unsure ? ['reading.cell_guessed'] : [])] };
    }),
    layout: 'placed',
    headEnd: header.from,
  };
}

function headRow(header: Header): GridRow {
  return {
    place: { line: header.from + 1 },
    cells: header.texts.map((text, column) => cellOf(text, column, 1, header.from)),
  };
}

function cellOf(text: string, column: number, columnSpan: number, line: number): GridCell {
  return {
    lines: text === '' ? [] : [text],
    place: { line: line + 1, column: column + 1 },
    column,
    columnSpan,
    rowSpan: 1,
    lineFrom: line,
    lineTo: line,
  };
}

function segmentsOf(line: string): Segment[] {
  return [...line.matchAll(/\S+(?: \S+)*/g)].map((match) => ({
    text: match[0],
    from: match.index,
    to: match.index + match[0].length,
  }));
}

/** Lines of header words whose segments, put together by their places, name three columns or more. */
function findHeader(lines: readonly string[], begin: number): Header | null {
  let best: (Header & { score: number }) | null = null;
  for (let from = begin; from < Math.min(lines.length, begin + 300); from += 1) {
    if (!isHeaderLine(lines[from] ?? '') || segmentsOf(lines[from] ?? '').length < 2) continue;
    for (let to = from + 1; to <= Math.min(lines.length, from + mostHeaderLines); to += 1) {
      if (!isHeaderLine(lines[to - 1] ?? '')) break;
      const cells = stack(lines.slice(from, to));
      const columns = cells.length < 3 ? null : assignRoles(cells.map((cell) => cell.text));
      if (columns === null || columns.some((column) => column.role === 'note')) continue;
      const score = new Set(columns.map((column) => column.role)).size + (to - from) * 0.1 - from * 0.001;
      if (best === null || score > best.score)
        best = {
          from,
          to,
          columns,
          texts: cells.map((cell) => cell.text),
          starts: cells.map((cell) => cell.from),
          score,
        };
    }
    if (best !== null && from > best.to) break;
  }
  return best;
}

function isHeaderLine(line: string): boolean {
  const words = line.split(/\s+/).filter((word) => word !== '');
  return (
    words.length > 0 &&
    words.every((word) => isHeaderWord(word) || /\p{L}[-‐]$/u.test(word)) &&
    !/^\s*\d/.test(line)
  );
}

/** Segments of several lines that stand over one another, as cells from left to right. */
function stack(lines: readonly string[]): Segment[] {
  const cells: Segment[] = [];
  for (const segment of lines.flatMap(segmentsOf)) {
    const over = cells.find((cell) => segment.from < cell.to && cell.from < segment.to);
    if (over === undefined) cells.push({ ...segment });
    else {
      over.text += ` ${segment.text}`;
      over.from = Math.min(over.from, segment.from);
      over.to = Math.max(over.to, segment.to);
    }
  }
  return cells.toSorted((one, two) => one.from - two.from);
}

/** The header again at the top of another page, at places of its own. */
function matchHeader(lines: readonly string[], at: number, header: Header): Header | null {
  const height = header.to - header.from;
  const key = (from: number): string =>
    lines
      .slice(from, from + height)
      .map((line) => line.trim().replaceAll(/\s+/g, ' '))
      .join('\n');
  if (key(at) !== key(header.from)) return null;
  const cells = stack(lines.slice(at, at + height));
  return cells.length !== header.columns.length
    ? null
    : { ...header, from: at, to: at + height, starts: cells.map((cell) => cell.from) };
}

/** Where the columns begin on this page: at the place where most cells near the header's own place begin. */
function fit(lines: readonly string[], header: Header): number[] {
  const counts = new Map<number, number>();
  for (
    let at = header.to;
    at < lines.length && (at === header.to || matchHeader(lines, at, header) === null);
    at += 1
  ) {
    for (const segment of segmentsOf(lines[at] ?? ''))
      counts.set(segment.from, (counts.get(segment.from) ?? 0) + 1);
  }
  return header.starts.map((start, column) => {
    const left = column === 0 ? 0 : (header.starts[column - 1] ?? 0) + 2;
    const right = header.starts[column + 1] ?? start + 12;
    let best = start;
    let most = 0;
    for (const [place, count] of counts) {
      if (place < left || place >= right || place > start + (column === 0 ? 2 : 6)) continue;
      const near = count - Math.abs(place - start) * 0.01;
      if (near > most) {
        most = near;
        best = place;
      }
    }
    return best;
  });
}

/** The texts of a line by columns; `crossed` when words with one space between stand in two columns. */
function partLine(
  segments: readonly Segment[],
  starts: readonly number[],
): { texts: string[]; crossed: boolean; places: number[] } {
  const texts = starts.map(() => '');
  const places = [...starts];
  let crossed = false;
  const put = (column: number, text: string, from: number): void => {
    const at = Math.max(0, column);
    if (texts[at] === '' && from < (starts[at] ?? 0)) places[at] = from;
    texts[at] = [texts[at] ?? '', text].filter((part) => part !== '').join(' ');
  };
  for (const segment of segments) {
    let column = starts.findLastIndex((start) => start <= segment.from + drift);
    let from = segment.from;
    let rest = segment.text;
    // «Педагог-психолог вторая»: a cell that fills its column leaves one space before the next.
    for (let next = column + 1; next < starts.length; next += 1) {
      const start = starts[next] ?? 0;
      if (start >= segment.to) break;
      const cuts = [0, -1, -2, 1, -3, -4, -5].filter((shift) => {
        const place = start + shift - from;
        if (place <= 0 || rest[place - 1] !== ' ') return false;
        if (shift < -2 && !/\p{Lu}/u.test(rest[place] ?? '')) return false;
        // «программы с | 01.09»: a preposition ends no cell.
        return !isDangling(normWord(rest.slice(0, place).trim().split(' ').at(-1) ?? ''));
      });
      const [shift] = cuts;
      if (shift === undefined) {
        crossed = true;
        continue;
      }
      if (cuts.filter((one) => Math.abs(one) <= 2).length > 1) crossed = true;
      const cut = start + shift;
      put(column, rest.slice(0, cut - from).trim(), from);
      rest = rest.slice(cut - from);
      from = cut;
      column = next;
    }
    put(column, rest.trim(), from);
  }
  return { texts, crossed, places };
}

function beginsNumbered(text: string): boolean {
  return numberText.test(text) || romanText.test(text);
}

/** One text over several columns, with or without a number before it. */
function readHeading(
  segments: readonly Segment[],
  starts: readonly number[],
  numberColumn: number,
  open: GridRow | undefined,
): string | null {
  const [first, second] = segments;
  if (first === undefined || segments.length > 2) return null;
  const numbered = /^(\d{1,2}(?:\.\d{1,2})*[.)]?|[IVX]{1,5}[.)]?) (.+)$/.exec(first.text);
  const firstIsNumber = beginsNumbered(first.text);
  const body = segments.length === 1 ? first : firstIsNumber ? second : undefined;
  if (body === undefined || firstIsNumber === (segments.length === 1)) return null;
  const next = starts[numberColumn === 0 ? 2 : 1] ?? 0;
  const crosses = body.to > next + 1 && !startsInside(body, starts);
  const full = segments.length === 2 ? `${first.text} ${body.text}` : body.text;
  if (segments.length === 2 && romanText.test(first.text)) return full;
  if (segments.length === 1 && body.from <= (starts[0] ?? 0) + 1) {
    // A text that begins in the column of numbers is no row.
    if (numberColumn === 0) return numbered === null || crosses ? full : null;
    return crosses && /^[\p{Lu}\dIVX]/u.test(full) && open !== undefined ? full : null;
  }
  return segments.length === 2 && crosses ? full : null;
}

/** A word of the segment begins where a column does: two cells stand close together. */
function startsInside(segment: Segment, starts: readonly number[]): boolean {
  return starts.every((start) => {
    if (start <= segment.from + 1 || start >= segment.to) return true;
    return segment.text[start - segment.from - 1] === ' ';
  });
}

/** In a table without numbers a row begins with a capital in the title and a deadline that begins anew. */
function beginsRow(texts: readonly string[], open: GridRow, columns: readonly Column[]): boolean {
  const title = texts[columnOf(columns, 'title')] ?? '';
  if (!/^[«"(]?\p{Lu}/u.test(title)) return false;
  const before = open.cells[columnOf(columns, 'title')]?.lines.at(-1) ?? '';
  if (/[,:–—-]$/.test(before) || isDangling(normWord(before.split(' ').at(-1) ?? ''))) return false;
  const filled = texts.filter((text) => text !== '').length;
  if (filled < Math.max(2, texts.length - 1)) return false;
  const at = columnOf(columns, 'deadline');
  if (at === -1) return true;
  const known = (open.cells[at]?.lines ?? []).join(' ');
  return known === '' || looksLikeDeadline(known) || !looksLikeDeadline(`${known} ${texts[at] ?? ''}`);
}
