import type { OpenRow } from '#src/features/roadmap/rules/reading/layouts/interleaved-scores.ts';
import type { Vocabulary } from '#src/features/roadmap/rules/reading/layouts/join.ts';
import { healWords } from '#src/features/roadmap/rules/reading/layouts/join.ts';
import type { Column, RawCell, RawRow } from '#src/features/roadmap/rules/reading/layouts/raw.ts';
import { columnOf } from '#src/features/roadmap/rules/reading/layouts/raw.ts';

/** Gives rows without numbers the numbers that the text keeps apart, when they are as many. */
export function numberApart(rows: readonly OpenRow[], apart: readonly string[]): OpenRow[] {
  const open = rows.filter((row) => !row.heading);
  if (apart.length === 0 || apart.length !== open.length || open.some((row) => row.number !== null))
    return [...rows];
  let order = 0;
  return rows.map((row) => {
    if (row.heading) return row;
    const number = apart[order] ?? null;
    order += 1;
    return { ...row, number };
  });
}

/** The cells of a finished row as texts with their places. */
export function toRawRow(
  row: OpenRow,
  used: readonly { column: Column; at: number }[],
  columns: readonly Column[],
  vocabulary: Vocabulary,
): RawRow {
  const place = { line: row.line + 1 };
  const cells: (RawCell | null)[] = columns.map(() => null);
  if (row.heading) {
    const text = (row.cells[0] ?? []).map((word) => word.text).join(' ');
    return {
      heading: row.number === null ? text : `${row.number} ${text}`,
      cells,
      place,
      lineFrom: row.line,
      lineTo: row.line,
      doubts: [],
    };
  }
  let lineTo = row.line;
  let bracket: string | null = null;
  used.forEach(({ column, at }, index) => {
    let words = healWords(row.cells[index] ?? [], vocabulary);
    const [first] = words;
    if (first === undefined) return;
    if (column.role === 'title' && /^\d{1,2}\)$/.test(first.text)) {
      bracket = first.text;
      words = words.slice(1);
    }
    const lineFrom = words[0]?.line ?? row.line;
    const lineEnd = words.at(-1)?.line ?? lineFrom;
    lineTo = Math.max(lineTo, lineEnd);
    const item = column.role === 'title' || column.role === 'result';
    const text = words
      .map((word, order) =>
        order > 0 && item && word.lineStart && /^[–—•-]$/.test(word.text)
          ? `\n${word.text}`
          : (order > 0 ? ' ' : '') + word.text,
      )
      .join('');
    cells[at] = { text, place: { line: lineFrom + 1 }, lineFrom, lineTo: lineEnd };
  });
  const numberAt = columnOf(columns, 'number');
  const staged = columnOf(columns, 'stage') !== -1;
  // In a table of stages the number at the margin is the stage's, «1)» is the row's.
  if (row.number !== null)
    cells[numberAt] = { text: row.number, place, lineFrom: row.line, lineTo: row.line };
  const titleAt = columnOf(columns, 'title');
  const title = cells[titleAt];
  if (bracket !== null && title !== undefined && title !== null) {
    if (staged && row.number !== null)
      cells[titleAt] = { ...title, text: `${String(bracket)} ${title.text}` };
    else cells[numberAt] = { text: bracket, place, lineFrom: row.line, lineTo: row.line };
  }
  return { heading: null, cells, place, lineFrom: row.line, lineTo, doubts: ['reading.lines_interleaved'] };
}
