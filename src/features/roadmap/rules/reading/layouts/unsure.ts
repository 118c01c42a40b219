import type { Column, RawTable } from '#src/features/roadmap/rules/reading/layouts/raw.ts';
import { columnOf } from '#src/features/roadmap/rules/reading/layouts/raw.ts';
import { readHeaderRole, splitHeaderWords } from '#src/features/roadmap/rules/reading/lexicon/header.ts';
import { looksLikeDeadline } from '#src/features/roadmap/rules/reading/lexicon/deadline-shape.ts';
import { collapseSpaces, splitWords } from '#src/features/roadmap/rules/reading/lexicon/words.ts';

const headerName =
  /^(?:№\s*п\s*\/\s*п|срок\p{Ll}*(?:\s+(?:реализации|исполнения|проведения|выполнения))?|ответственн\p{Ll}*|исполнител\p{Ll}*|(?:ожидаем\p{Ll}+|планируем\p{Ll}+)\s+результат\p{Ll}*|результат\p{Ll}*)$/iu;

/**
 * Signs that a text's cells were put into the wrong rows as a whole: a heading that holds deadlines or has no rows
 * below it, names of columns
 * among the cells, most rows without a deadline, or no column at all for who and when. Then no row can be trusted by its looks alone.
 */
export function isUnsure(table: RawTable): boolean {
  if (columnOf(table.columns, 'deadline') === -1 && columnOf(table.columns, 'responsible') === -1)
    return true;
  if (table.rows.at(-1)?.heading !== null) return true;
  const full = table.rows.filter((row) => row.heading === null);
  // Blocks in a jumbled order show it in some rows; then the others may have taken a neighbour's cell as well.
  const doubted = full.filter((row) => row.doubts.length > 0).length;
  if ((table.layout === 'blocks' || table.layout === 'stream') && doubted > full.length * 0.15) return true;
  const deadline = columnOf(table.columns, 'deadline');
  const dated = full.filter((row) => (row.cells[deadline] ?? null) !== null).length;
  if (deadline !== -1 && dated < full.length / 2) return true;
  return table.rows.some((row) => {
    if (row.heading !== null) return holdsDeadline(row.heading);
    return row.cells.some((cell, column) => {
      if (cell === null || table.columns[column]?.role === 'number') return false;
      const text = collapseSpaces(cell.text);
      return headerName.test(text) && readHeaderRole(text) !== null;
    });
  });
}

/** A column's name says two things at once («Срок Ответственный»): two columns were taken for one. */
export function joinsColumns(columns: readonly Column[]): boolean {
  return columns.some((column) => {
    const roles = splitHeaderWords([column.header]).map((name) => readHeaderRole(name)?.role);
    const told = new Set(
      roles.filter((role) => role === 'deadline' || role === 'responsible' || role === 'result'),
    );
    return told.size > 1;
  });
}

/** Somewhere in the text three words or more are a deadline by themselves. */
function holdsDeadline(text: string): boolean {
  const words = splitWords([text], 0, 1).map((word) => word.text);
  if (words.length < 6) return false;
  for (let from = 0; from + 2 <= words.length; from += 1)
    for (let length = 2; length <= 4; length += 1)
      if (
        /\d|квартал|полугод|постоянно|ежемесячно|период/u.test(words.slice(from, from + length).join(' ')) &&
        looksLikeDeadline(words.slice(from, from + length).join(' '))
      )
        return true;
  return false;
}
