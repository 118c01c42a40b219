import { levelsOf } from '#src/features/roadmap/rules/reading/assemble.ts';
import { isTailLine, readLines } from '#src/features/roadmap/rules/reading/layouts/pages.ts';
import type { RawTable } from '#src/features/roadmap/rules/reading/layouts/raw.ts';
import { normWord } from '#src/features/roadmap/rules/reading/lexicon/words.ts';
import type { Flag, ReadSection } from '#src/features/roadmap/rules/reading/model.ts';

/**
 * What the whole reading leaves out of the source: numbers that are missing in the run of the rows' numbers
 * (`reading.numbers_missing`), and lines below the table's beginning whose words stand in no row, heading or header
 * (`reading.text_uncovered`, with the first such line). No flag means that every line is accounted for.
 */
export function checkWhole(
  text: string,
  tables: readonly RawTable[],
  sections: readonly ReadSection[],
  headLines: readonly string[],
): Flag[] {
  const flags: Flag[] = [];
  const gaps = findGaps(sections);
  if (gaps.length > 0)
    flags.push({
      code: 'reading.numbers_missing',
      facts: { numbers: gaps.slice(0, 12).join(', ') + (gaps.length > 12 ? '…' : '') },
    });
  if (tables.length === 0) return flags;
  const merged = findMerged(tables, sections);
  if (merged > 0) flags.push({ code: 'reading.rows_merged', facts: { count: merged } });
  const uncovered = findUncovered(readLines(text), tables, headLines);
  const [first] = uncovered;
  if (first !== undefined)
    flags.push({
      code: 'reading.text_uncovered',
      facts: { count: uncovered.length, line: first.line, text: first.text.slice(0, 80) },
    });
  return flags;
}

/** Numbers that the run of numbers jumps over: 1, 2, 4 → 3; 1.1, 1.3 → 1.2; a run that begins with 2 → 1. */
function findGaps(sections: readonly ReadSection[]): string[] {
  const gaps: string[] = [];
  const last = new Map<string, number>();
  const note = (number: string | null): void => {
    const levels = levelsOf(number);
    if (levels === null) return;
    const stem = levels.slice(0, -1).join('.');
    const own = levels.at(-1) ?? 0;
    const before = last.get(stem) ?? 0;
    // A run that begins anew (in each section) or repeats a number is another matter.
    if (own > before + 1 && own - before <= 30)
      for (let value = before + 1; value < own; value += 1)
        gaps.push(stem === '' ? String(value) : `${stem}.${String(value)}`);
    last.set(stem, own);
  };
  for (const section of sections) {
    note(section.number);
    for (const item of section.items) note(item.number);
  }
  return gaps;
}

/** Layouts in which the source itself parts the cells. */
const parted = new Set([
  'grid',
  'marked',
  'tabs',
  'tab-led',
  'pipes',
  'pipe-ended',
  'semicolons',
  'labelled',
  'matrix',
]);
const mergedSigns = new Set(['reading.deadline_unclear', 'reading.deadline_in_text', 'reading.no_title']);

/**
 * How many rows show that another may be in them: a deadline that cannot be read or stands in the title as well. Where
 * lines mix all columns, nothing but the reader's eye can count the rows.
 */
function findMerged(tables: readonly RawTable[], sections: readonly ReadSection[]): number {
  const items = sections.flatMap((section) => section.items);
  if (tables.some((table) => table.layout === 'interleaved')) return items.length;
  const sure = tables.every((table) => parted.has(table.layout));
  return items.filter((item) =>
    item.flags.some(({ code }) => (sure ? code === 'reading.cell_guessed' : mergedSigns.has(code))),
  ).length;
}

interface Uncovered {
  /** From 1. */
  line: number;
  text: string;
}

/** Words of the line worth counting: of letters, three at least; halves of a broken word are left out. */
function wordsOf(line: string): string[] {
  return line
    .split(/[\s/|;]+/)
    .filter((word) => !/[-‐\u00ad]$/.test(word))
    .map(bareWord)
    .filter((word) => /\p{L}{3}/u.test(word));
}

function bareWord(word: string): string {
  return normWord(word).replaceAll(/[^\p{L}\p{N}]/gu, '');
}

/**
 * Lines with at least two words, most of which no cell has. Every word of the cells counts once, so that a row that
 * repeats another is missed as well.
 */
function findUncovered(
  lines: readonly string[],
  tables: readonly RawTable[],
  headLines: readonly string[],
): Uncovered[] {
  const bag = new Map<string, number>();
  const put = (text: string): void => {
    for (const word of wordsOf(text)) bag.set(word, (bag.get(word) ?? 0) + 1);
  };
  const header = new Set<string>();
  for (const table of tables) {
    for (const column of table.columns) for (const word of wordsOf(column.header)) header.add(word);
    for (const row of table.rows) {
      if (row.heading !== null) put(row.heading);
      const seen = new Set<unknown>();
      for (const cell of row.cells) {
        if (cell === null || seen.has(cell)) continue;
        seen.add(cell);
        put(cell.text);
      }
      if (row.stageTail !== undefined) put(row.stageTail);
    }
  }
  for (const line of headLines) put(line);
  // Halves of words that a line's end broke stand whole in the cells.
  const whole = [...bag.keys()].join(' ');
  const tail = lines.findIndex((line, at) => at > lines.length - 40 && isTailLine(line));
  const uncovered: Uncovered[] = [];
  lines.forEach((line, at) => {
    if (tail !== -1 && at >= tail && at > (headLines.length === 0 ? 10 : headLines.length)) return;
    const words = wordsOf(line);
    if (words.length === 0) return;
    let missing = 0;
    for (const word of words) {
      const left = bag.get(word) ?? 0;
      if (left > 0) bag.set(word, left - 1);
      else if (!header.has(word) && (bag.has(word) || !whole.includes(word))) missing += 1;
    }
    if (missing >= 2 && missing > words.length / 2)
      uncovered.push({ line: at + 1, text: line.trim().replaceAll(/\s+/g, ' ') });
  });
  return uncovered;
}
