import type { Column, Role } from '#src/features/roadmap/rules/reading/layouts/raw.ts';
import { looksLikeDeadline } from '#src/features/roadmap/rules/reading/lexicon/deadline-shape.ts';
import { shareOfResponsible } from '#src/features/roadmap/rules/reading/lexicon/responsible-shape.ts';
import { collapseSpaces, splitWords } from '#src/features/roadmap/rules/reading/lexicon/words.ts';

interface Row {
  cells: readonly { lines: readonly string[]; column: number; columnSpan: number }[];
}

function cellText(cell: Row['cells'][number]): string {
  return collapseSpaces(cell.lines.join(' '));
}

/** Roles of the columns of a table without a header, by what most of their cells look like; null when unclear. */
export function guessColumns(rows: readonly Row[], columnCount: number): Column[] | null {
  if (columnCount < 2 || rows.length < 2) return null;
  const texts: string[][] = Array.from({ length: columnCount }, () => []);
  for (const row of rows.slice(0, 80)) {
    for (const cell of row.cells)
      if (cell.columnSpan === 1 && cellText(cell) !== '') texts[cell.column]?.push(cellText(cell));
  }
  const roles: Role[] = texts.map((list) => {
    if (share(list, (text) => /^\d{1,3}(\.\d{1,2})*[.)]?$/.test(text)) > 0.7) return 'number';
    if (share(list, looksLikeDeadline) > 0.6) return 'deadline';
    if (share(list, (text) => shareOfResponsible(splitWords([text], 0, 1)) > 0.7) > 0.6) return 'responsible';
    return 'note';
  });
  const free = roles.flatMap((role, index) => (role === 'note' ? [index] : []));
  const [title] = free.toSorted((one, two) => mean(texts[two]) - mean(texts[one]) || one - two).slice(0, 1);
  const firstFree = free[0];
  if (firstFree === undefined || title === undefined) return null;
  roles[firstFree] = 'title';
  const lastFree = free.findLast((index) => index !== firstFree && mean(texts[index]) > 4);
  if (lastFree !== undefined) roles[lastFree] = 'result';
  if (!roles.includes('deadline') && !roles.includes('responsible')) return null;
  return roles.map((role) => ({ role, header: '' }));
}

function share(list: readonly string[], test: (text: string) => boolean): number {
  return list.length === 0 ? 0 : list.filter(test).length / list.length;
}

function mean(list: readonly string[] | undefined): number {
  if (list === undefined || list.length === 0) return 0;
  return list.reduce((sum, text) => sum + text.length, 0) / list.length;
}
