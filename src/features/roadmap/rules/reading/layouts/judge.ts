import type { RawTable } from '#src/features/roadmap/rules/reading/layouts/raw.ts';
import { columnOf } from '#src/features/roadmap/rules/reading/layouts/raw.ts';
import {
  classDeadlineWord,
  findDeadlineSpans,
  looksLikeDeadline,
} from '#src/features/roadmap/rules/reading/lexicon/deadline-shape.ts';
import { shareOfResponsible } from '#src/features/roadmap/rules/reading/lexicon/responsible-shape.ts';
import {
  isDangling,
  normWord,
  splitWords,
  startsLower,
} from '#src/features/roadmap/rules/reading/lexicon/words.ts';

/**
 * How much a reading of a table looks like one that a person would make: 0 to 1, the mean over its rows of how well
 * each cell fits its column. The same text read by several layouts is judged by this.
 */
export function judgeTable(table: RawTable): number {
  const rows = table.rows.filter((row) => row.heading === null);
  if (rows.length === 0) return 0;
  let sum = 0;
  for (const row of rows) sum += judgeRow(table, row);
  // A reading that finds one row where another finds ten is worse, the rest being equal.
  return sum / rows.length - 0.5 / (rows.length + 1);
}

function judgeRow(table: RawTable, row: RawTable['rows'][number]): number {
  let score = 0;
  let weight = 0;
  const add = (value: number, of: number): void => {
    score += value * of;
    weight += of;
  };
  const text = (role: 'title' | 'deadline' | 'responsible' | 'result' | 'activities'): string | null => {
    const column = columnOf(table.columns, role);
    return column === -1 ? null : (row.cells[column]?.text ?? '');
  };
  const title = text('title');
  if (title !== null) add(judgeFree(title), 2);
  const deadline = text('deadline');
  if (deadline !== null) add(deadline === '' ? 0.4 : looksLikeDeadline(deadline) ? 1 : 0.1, 2);
  const responsible = text('responsible');
  if (responsible !== null) {
    const cut = /\p{Lu}\p{Ll}+\s+\p{Lu}\.$/u.test(responsible) ? 0.4 : 0;
    add(
      responsible === ''
        ? 0.4
        : -cut + shareOfResponsible(splitWords([responsible.replaceAll('\n', ' ')], 0, 1)),
      1.5,
    );
  }
  const result = text('result');
  if (result !== null) add(result === '' ? 0.6 : judgeFree(result), 1);
  return weight === 0 ? 0 : score / weight;
}

function judgeFree(text: string): number {
  if (text === '') return 0;
  let score = 1;
  const words = splitWords([text.replaceAll('\n', ' ')], 0, 1);
  if (startsLower(text)) score -= 0.3;
  if (isDangling(normWord(words.at(-1)?.text ?? ''))) score -= 0.4;
  if (words.length > 90) score -= 0.4;
  // Initials without their surname, or a name at the start: cells that ran into each other.
  const names = words.filter((word) => /^\p{Lu}\.(\p{Lu}\.)?$/u.test(word.text)).length;
  score -= Math.min(0.6, names * 0.3);
  let strong = 0;
  for (let at = 0; at < words.length && at < 120; at += 1) {
    const word = words[at];
    if (word === undefined || classDeadlineWord(word) !== 'core') continue;
    if (at > 0 && /^(от|№)$/.test(words[at - 1]?.norm ?? '')) continue;
    if (findDeadlineSpans(words, at).some((span) => span.score > 6)) strong += 1;
  }
  return Math.max(0, score - Math.min(0.6, strong * 0.3));
}
