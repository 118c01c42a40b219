import { confidenceOf, readCells } from '#src/features/roadmap/rules/reading/cells.ts';
import type { ReadDeadline } from '#src/features/roadmap/rules/reading/cells.ts';
import type { LooseRow, RawRow, RawTable } from '#src/features/roadmap/rules/reading/layouts/raw.ts';
import { columnOf } from '#src/features/roadmap/rules/reading/layouts/raw.ts';
import { isPeriodHeading } from '#src/features/roadmap/rules/reading/lexicon/heading.ts';
import { bareText, collapseSpaces } from '#src/features/roadmap/rules/reading/lexicon/words.ts';
import type { ReadItem, ReadSection } from '#src/features/roadmap/rules/reading/model.ts';

const leadingNumber =
  /^((?:\d{1,3}(?:\.\d{1,2})+[.)]?)|(?:\d{1,3}[.)])|(?:[IVXІ]{1,5}[.)]))\s*(?=[\p{L}«"(–—-])/u;
const spacedNumber = /^(\d{1,2}(?:\.\d{1,2})*)\s+(?=[\p{Lu}«"(])/u;

/** «1.1 Разработка …» into its number and the rest; the number is null when the text begins with none. */
export function splitNumber(text: string): { number: string | null; rest: string } {
  const match = leadingNumber.exec(text) ?? spacedNumber.exec(text);
  if (match === null) return { number: null, rest: text };
  return { number: match[1] ?? null, rest: text.slice(match[0].length).trim() };
}

/** The levels of a number: «6.1.1» is [6, 1, 1]; null for «1)», «I.» and for no number. */
export function levelsOf(number: string | null): number[] | null {
  if (number === null) return null;
  const clean = number.trim().replace(/\.$/, '');
  return /^\d+(\.\d+)*$/.test(clean) ? clean.split('.').map(Number) : null;
}

function isChild(child: string | null, parent: string | null): boolean {
  const [one, two] = [levelsOf(child), levelsOf(parent)];
  if (one === null || two === null || one.length !== two.length + 1) return false;
  return two.every((level, index) => one[index] === level);
}

function loosen(row: RawRow, table: RawTable): LooseRow {
  if (row.heading !== null) {
    const { number, rest } = splitNumber(row.heading);
    return { number, title: rest, heading: true, stage: null, raw: row, table };
  }
  const at = (role: 'number' | 'title' | 'stage'): string | null => {
    const column = columnOf(table.columns, role);
    return column === -1 ? null : (row.cells[column]?.text ?? null);
  };
  const numberCell = at('number');
  const titleCell = at('title');
  const stage = at('stage');
  if (numberCell !== null || titleCell === null) {
    return {
      number: numberCell === null ? null : collapseSpaces(numberCell),
      title: titleCell,
      heading: false,
      stage,
      raw: row,
      table,
    };
  }
  const { number, rest } = splitNumber(titleCell);
  return { number, title: rest, heading: false, stage, raw: row, table };
}

/** Only the title cell is filled, in a table that has others to fill. */
function isBare(row: LooseRow): boolean {
  const own = row.table.columns.map((column, index) =>
    column.role === 'number' || column.role === 'title' || column.role === 'stage'
      ? null
      : (row.raw.cells[index] ?? null),
  );
  const others = row.table.columns.filter((column) =>
    ['deadline', 'responsible', 'result', 'activities', 'period'].includes(column.role),
  );
  return others.length > 0 && own.every((cell) => cell === null);
}

/** Sections and items out of raw rows. */
export function assembleRows(tables: readonly RawTable[], readDeadline: ReadDeadline): ReadSection[] {
  const loose = tables.flatMap((table) => table.rows.map((row) => loosen(row, table)));
  const staged = loose.some((row) => row.stage !== null);
  return staged ? assembleStages(loose, readDeadline) : assembleNumbered(loose, readDeadline);
}

function sectionOf(number: string | null, title: string | null, parent: string | null = null): ReadSection {
  return { number, title, parent, items: [] };
}

/**
 * Tables with a number column (or numbers in the titles): a row without own cells whose number the next rows go on
 * with is a section; inside a section without a number (a school year) it is a group of rows.
 */
function assembleNumbered(rows: readonly LooseRow[], readDeadline: ReadDeadline): ReadSection[] {
  const sections: ReadSection[] = [];
  let section: ReadSection | null = null;
  let outer = false;
  let group: ReadItem | null = null;
  const open = (next: ReadSection): ReadSection => {
    sections.push(next);
    group = null;
    return next;
  };
  rows.forEach((row, index) => {
    const next = rows[index + 1];
    const hasChildren = next !== undefined && isChild(next.number, row.number);
    const named = row.title !== null && row.title !== '';
    const bare = row.heading || (named && isBare(row));
    const restarts =
      next !== undefined &&
      !row.heading &&
      levelsOf(next.number)?.join('.') === '1' &&
      levelsOf(row.number)?.length === 1 &&
      !next.heading &&
      bare &&
      index + 1 < rows.length &&
      row.number !== next.number &&
      !isSuccessor(row.number, next.number);
    if (
      bare &&
      row.number === null &&
      (row.heading || isPeriodHeading(row.title ?? '') || headsNumbered(row, next))
    ) {
      section = open(sectionOf(null, row.title));
      outer = true;
      return;
    }
    if (bare && outer && hasChildren) {
      group = readGroup(row, readDeadline);
      section ??= open(sectionOf(null, null));
      section.items.push(group);
      return;
    }
    const firstRestart =
      bare &&
      !row.heading &&
      levelsOf(row.number)?.join('.') === '1' &&
      levelsOf(next?.number ?? null)?.join('.') === '1' &&
      next !== undefined &&
      !isBare(next);
    if (bare && (row.heading || hasChildren || restarts || firstRestart)) {
      const parents = levelsOf(row.number);
      const parentNumber = parents !== null && parents.length > 1 ? parents.slice(0, -1).join('.') : null;
      section = open(sectionOf(row.number, row.title, parentNumber));
      return;
    }
    if (!bare && hasChildren && levelsOf(row.number)?.length === 1 && !outer) {
      section = open(sectionOf(row.number, row.title));
      section.items.push(readGroup(row, readDeadline));
      return;
    }
    if (!bare && hasChildren) {
      group = readGroup(row, readDeadline);
      section ??= open(sectionOf(null, null));
      section.items.push(group);
      return;
    }
    section ??= open(sectionOf(null, null));
    const belongs = group !== null && isChild(row.number, group.number);
    if (!belongs) group = null;
    const item = readCells(row, readDeadline);
    section.items.push(belongs ? { ...item, parent: group?.number ?? null } : item);
  });
  return sections;
}

/** A row that heads others: its empty cells are nothing to ask about. */
function readGroup(row: LooseRow, readDeadline: ReadDeadline): ReadItem {
  const item = readCells(row, readDeadline);
  // Who or when is said: what is not said of the two is worth asking.
  if (item.deadline !== null || item.responsibleText !== null) return { ...item, isGroup: true };
  const flags = item.flags.filter(
    (flag) => flag.code !== 'reading.no_deadline' && flag.code !== 'reading.no_responsible',
  );
  return { ...item, isGroup: true, flags, confidence: confidenceOf(flags) };
}

/** A row without a number and without cells above a numbered row, in a table with a column of numbers. */
function headsNumbered(row: LooseRow, next: LooseRow | undefined): boolean {
  return (
    columnOf(row.table.columns, 'number') !== -1 &&
    row.table.layout !== 'stream' &&
    next !== undefined &&
    next.number !== null &&
    !isBare(next)
  );
}

function isSuccessor(one: string | null, two: string | null): boolean {
  const [a, b] = [levelsOf(one), levelsOf(two)];
  return a !== null && b !== null && a.length === b.length && (b.at(-1) ?? 0) === (a.at(-1) ?? 0) + 1;
}

/** Tables with a column of stages: each stage is a section, the rows (or list items of its cell) are its items. */
function assembleStages(rows: readonly LooseRow[], readDeadline: ReadDeadline): ReadSection[] {
  const sections: ReadSection[] = [];
  for (const row of rows) {
    if (row.heading) {
      sections.push(sectionOf(row.number, row.title));
      continue;
    }
    const last = sections.at(-1);
    const stage = row.stage === null ? null : splitNumber(row.stage);
    const number = levelsOf(row.number) === null || row.stage === null ? (stage?.number ?? null) : row.number;
    const known = last !== undefined && stage !== null && bareText(stage.rest) === bareText(last.title ?? '');
    let section = last;
    if (stage !== null && !known) {
      section = sectionOf(number, stage.rest);
      sections.push(section);
    }
    section ??= sectionOf(null, null);
    if (sections.length === 0) sections.push(section);
    section.items.push(...splitStageItems(row).map((part) => readCells(part, readDeadline)));
    if (row.raw.stageTail !== undefined)
      section.title = collapseSpaces(`${section.title ?? ''} ${row.raw.stageTail}`);
  }
  return sections;
}

/** A cell that lists its items («1) …», «2) …») holds as many rows; other cells that list as many lines are paired. */
function splitStageItems(row: LooseRow): LooseRow[] {
  const title = row.title ?? '';
  const marks = [...title.matchAll(/(?:^|\n|(?<=[.;]\s))(\d{1,2}\))\s*(?=[\p{L}«])/gu)];
  const own = row.stage === null ? row.number : null;
  if (marks.length === 0) {
    const inTitle = splitNumber(title);
    return [
      {
        ...row,
        number: own ?? (row.stage !== null && inTitle.number !== null ? inTitle.number : own),
        title: own === null ? inTitle.rest : title,
      },
    ];
  }
  const titleColumn = columnOf(row.table.columns, 'title');
  const parts = marks.map((mark, index) => {
    const from = (mark.index ?? 0) + mark[0].length;
    const to = marks[index + 1]?.index ?? title.length;
    return { number: mark[1] ?? null, text: title.slice(from, to).trim() };
  });
  return parts.map((part, order): LooseRow => {
    const cells = row.raw.cells.map((cell, column) => {
      if (cell === null) return null;
      if (column === titleColumn) return { ...cell, text: part.text };
      const lines = cell.text.split('\n');
      return lines.length === parts.length && parts.length > 1 ? { ...cell, text: lines[order] ?? '' } : cell;
    });
    const shared = row.raw.cells.some(
      (cell, column) =>
        cell !== null &&
        column !== titleColumn &&
        isWorkColumn(row, column) &&
        cell.text.split('\n').length !== parts.length,
    );
    const doubts = shared && parts.length > 1 ? [...row.raw.doubts, 'reading.cell_shared'] : row.raw.doubts;
    return { ...row, number: part.number, title: part.text, raw: { ...row.raw, cells, doubts } };
  });
}

function isWorkColumn(row: LooseRow, column: number): boolean {
  const role = row.table.columns[column]?.role;
  return role === 'deadline' || role === 'responsible' || role === 'result';
}
