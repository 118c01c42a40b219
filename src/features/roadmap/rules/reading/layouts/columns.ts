import type { Vocabulary } from '#src/features/roadmap/rules/reading/layouts/join.ts';
import { joinWords } from '#src/features/roadmap/rules/reading/layouts/join.ts';
import { chainNumbers, findNumberedLines } from '#src/features/roadmap/rules/reading/layouts/numbers.ts';
import type { NumberedLine } from '#src/features/roadmap/rules/reading/layouts/numbers.ts';
import type { RawCell, RawRow, RawTable, Role } from '#src/features/roadmap/rules/reading/layouts/raw.ts';
import { columnOf } from '#src/features/roadmap/rules/reading/layouts/raw.ts';
import { withNumber } from '#src/features/roadmap/rules/reading/layouts/stream.ts';
import type { TextHeader } from '#src/features/roadmap/rules/reading/layouts/text-header.ts';
import { looksLikeDeadline } from '#src/features/roadmap/rules/reading/lexicon/deadline-shape.ts';
import { shareOfResponsible } from '#src/features/roadmap/rules/reading/lexicon/responsible-shape.ts';
import { splitWords, startsLower, startsUpper } from '#src/features/roadmap/rules/reading/lexicon/words.ts';

/** A row of the first column: its number and the lines of its title. */
interface TitleRow {
  number: NumberedLine;
  from: number;
  to: number;
  heading: boolean;
}

/** A cell of a later column: one line, or lines that go on in lower case. */
interface ColumnCell {
  from: number;
  to: number;
}

/**
 * A text that gives the table column after column: all titles with their numbers, then all deadlines, all responsible
 * persons, all results. Rows are put together by their order, and every one of them is marked for checking. Null when
 * no run of lines behind the titles is a column of deadlines.
 */
export function readColumns(
  lines: readonly string[],
  header: TextHeader,
  vocabulary: Vocabulary,
): RawTable | null {
  const columns = withNumber(header.columns);
  const roles = columns
    .map((column) => column.role)
    .filter((role) => role === 'deadline' || role === 'responsible' || role === 'result');
  if (!roles.includes('deadline')) return null;
  const deadlines = findDeadlineRun(lines, header.to);
  if (deadlines === null) return null;
  const numbers = chainNumbers(findNumberedLines(lines.slice(0, deadlines.from), header.to));
  const titles = cutTitles(lines, numbers, header.to, deadlines.from);
  const rows = titles.filter((title) => !title.heading);
  if (rows.length < 2 || deadlines.cells.length < Math.max(2, rows.length * 0.6)) return null;
  const cellsOf = new Map<Role, ColumnCell[]>([['deadline', deadlines.cells]]);
  let at = deadlines.to;
  const later = roles.slice(roles.indexOf('deadline') + 1);
  later.forEach((role, order) => {
    const cells = takeCells(lines, at, role, order === later.length - 1);
    cellsOf.set(role, cells);
    at = (cells.at(-1)?.to ?? at - 1) + 1;
  });
  const heights = rows.map((row) => row.to - row.from);
  const shares = new Map<Role, ColumnCell[][]>();
  for (const [role, cells] of cellsOf) shares.set(role, shareCells(cells, heights));
  let order = -1;
  const result = titles.map((title): RawRow => {
    const place = { line: title.from + 1 };
    const text = joinWords(splitWords(titleLines(lines, title), 0, title.to - title.from + 1), vocabulary);
    const base = { place, lineFrom: title.from, lineTo: title.to };
    if (title.heading)
      return { ...base, heading: `${title.number.text} ${text}`, cells: columns.map(() => null), doubts: [] };
    order += 1;
    const row = order;
    const cells = columns.map((column): RawCell | null => {
      if (column.role === 'number')
        return { text: title.number.text, place, lineFrom: title.number.line, lineTo: title.number.line };
      if (column.role === 'title') return { text, place, lineFrom: title.from, lineTo: title.to };
      const own = shares.get(column.role)?.[row] ?? [];
      const [first] = own;
      if (first === undefined) return null;
      const texts = own.map((cell) => joinWords(splitWords(lines, cell.from, cell.to + 1), vocabulary));
      return {
        text: texts.join('\n'),
        place: { line: first.from + 1 },
        lineFrom: first.from,
        lineTo: own.at(-1)?.to ?? first.to,
      };
    });
    return { ...base, heading: null, cells, doubts: ['reading.column_by_column'] };
  });
  if (columnOf(columns, 'title') === -1) return null;
  return {
    columns,
    rows: result,
    layout: 'columns',
    headEnd: header.from,
    doubts: ['reading.layout_columns'],
  };
}

/** The longest run of lines each of which is a deadline. */
function findDeadlineRun(
  lines: readonly string[],
  from: number,
): { from: number; to: number; cells: ColumnCell[] } | null {
  let best: { from: number; to: number; cells: ColumnCell[] } | null = null;
  let open: ColumnCell[] = [];
  const close = (): void => {
    const [first] = open;
    const last = open.at(-1);
    if (first !== undefined && last !== undefined && open.length > (best?.cells.length ?? 1))
      best = { from: first.from, to: last.to + 1, cells: open };
    open = [];
  };
  for (let at = from; at < lines.length; at += 1) {
    const line = (lines[at] ?? '').trim();
    if (line === '') continue;
    const two = `${line} ${(lines[at + 1] ?? '').trim()}`;
    if (looksLikeDeadline(line)) open.push({ from: at, to: at });
    else if (looksLikeDeadline(two) && !/^\d+(\.\d+)*[.)]?\s/.test(line)) {
      open.push({ from: at, to: at + 1 });
      at += 1;
    } else close();
  }
  close();
  return best;
}

/** The titles with their numbers, which stand before the first line of a title or before its last one. */
function cutTitles(
  lines: readonly string[],
  numbers: readonly NumberedLine[],
  from: number,
  to: number,
): TitleRow[] {
  const isHeading = numbers.map((number, index) => {
    const next = numbers[index + 1];
    return next !== undefined && next.levels.length > number.levels.length;
  });
  const plain = numbers.filter((_, index) => isHeading[index] !== true);
  const late = plain.filter((number) => number.rest === '' || startsLower(number.rest)).length;
  const numberLast = late > plain.length / 2;
  let free = from;
  return numbers.map((number, index): TitleRow => {
    const heading = isHeading[index] === true;
    if (heading) {
      free = number.line + 1;
      return { number, heading, from: number.line, to: number.line };
    }
    if (numberLast) {
      const start = skipBlank(lines, free, number.line);
      free = number.line + 1;
      return { number, heading, from: start, to: number.line };
    }
    const end = (numbers[index + 1]?.line ?? to) - 1;
    return {
      number,
      heading,
      from: number.line,
      to: Math.max(number.line, skipBlankBack(lines, end, number.line)),
    };
  });
}

function skipBlank(lines: readonly string[], from: number, to: number): number {
  let at = from;
  while (at < to && (lines[at] ?? '').trim() === '') at += 1;
  return at;
}

function skipBlankBack(lines: readonly string[], from: number, to: number): number {
  let at = from;
  while (at > to && (lines[at] ?? '').trim() === '') at -= 1;
  return at;
}

function titleLines(lines: readonly string[], title: TitleRow): string[] {
  return lines
    .slice(title.from, title.to + 1)
    .map((line, index) => (title.from + index === title.number.line ? title.number.rest : line));
}

/** Lines of the next column: while they are of its kind, or to the end for the last one. */
function takeCells(lines: readonly string[], from: number, role: Role, last: boolean): ColumnCell[] {
  const cells: ColumnCell[] = [];
  for (let at = from; at < lines.length; at += 1) {
    const line = (lines[at] ?? '').trim();
    if (line === '') continue;
    const open = cells.at(-1);
    if (
      open !== undefined &&
      startsLower(line) &&
      open.to === at - 1 &&
      !(role === 'responsible' && shareOfResponsible(splitWords([line], 0, 1)) === 1)
    ) {
      open.to = at;
      continue;
    }
    if (role === 'responsible' && !last && shareOfResponsible(splitWords([line], 0, 1)) < 0.6) break;
    if (role === 'result' && !last && !startsUpper(line)) break;
    cells.push({ from: at, to: at });
  }
  return cells;
}

/** Gives the cells to the rows in order; when there are more cells than rows, the tallest rows take the rest. */
function shareCells(cells: readonly ColumnCell[], heights: readonly number[]): ColumnCell[][] {
  if (cells.length < heights.length) return heights.map(() => []);
  const counts = heights.map(() => 1);
  for (let spare = cells.length - heights.length; spare > 0; spare -= 1) {
    let tallest = 0;
    heights.forEach((height, row) => {
      if (height / (counts[row] ?? 1) >= (heights[tallest] ?? 0) / (counts[tallest] ?? 1)) tallest = row;
    });
    counts[tallest] = (counts[tallest] ?? 1) + 1;
  }
  let at = 0;
  return counts.map((count) => {
    const own = cells.slice(at, at + count);
    at += count;
    return own;
  });
}
