import { findDocuments, findSubPoints } from '#src/features/roadmap/rules/reading/documents.ts';
import type { LooseRow, RawCell, Role } from '#src/features/roadmap/rules/reading/layouts/raw.ts';
import { columnOf } from '#src/features/roadmap/rules/reading/layouts/raw.ts';
import { looksLikeDeadline } from '#src/features/roadmap/rules/reading/lexicon/deadline-shape.ts';
import {
  classDeadlineWord,
  findDeadlineSpans,
} from '#src/features/roadmap/rules/reading/lexicon/deadline-shape.ts';
import {
  collapseSpaces,
  isDangling,
  normWord,
  splitWords,
} from '#src/features/roadmap/rules/reading/lexicon/words.ts';
import type {
  CellName,
  Confidence,
  Flag,
  ReadCell,
  ReadItem,
} from '#src/features/roadmap/rules/reading/model.ts';
import { restoreLetters, splitResponsible } from '#src/features/roadmap/rules/reading/responsible.ts';
import type { DeadlineReading } from '#src/lib/deadlines/read.ts';

export type ReadDeadline = (phrase: string) => DeadlineReading;

/** A mark of a matrix cell: the row is planned in this column's quarter or month. */
const mark = /^[\sхХxX+vVvVуУ✓✔√•●*■]+$/u;
const noMark = /^[\s\-–—−_0.]*$/;

/** Flags after which a row must be looked at, and those that are worth a look. */
const grave = new Set([
  'reading.no_title',
  'reading.deadline_unclear',
  'reading.deadline_in_text',
  'reading.row_split_unsure',
  'reading.cell_guessed',
  'reading.column_by_column',
  'reading.lines_interleaved',
  'reading.cell_shared',
  'reading.title_broken',
]);

export function confidenceOf(flags: readonly Flag[]): Confidence {
  if (flags.some((flag) => grave.has(flag.code))) return 'low';
  return flags.length > 0 ? 'medium' : 'high';
}

/** One row's cells as an item: texts, people, documents, the deadline's meaning, and what is unclear. */
export function readCells(row: LooseRow, readDeadline: ReadDeadline): ReadItem {
  const flags: Flag[] = row.raw.doubts.map((code) => ({ code }));
  const cell = (role: Role): RawCell | null => {
    const column = columnOf(row.table.columns, role);
    return column === -1 ? null : (row.raw.cells[column] ?? null);
  };
  const has = (role: Role): boolean => columnOf(row.table.columns, role) !== -1;
  const title = (row.title ?? '').trim();
  const deadline = emptyToNull(cell('deadline')?.text) ?? readMatrix(row);
  const result = emptyToNull(cell('result')?.text);
  const activities = emptyToNull(cell('activities')?.text);
  const rawResponsible = emptyToNull(cell('responsible')?.text);
  const restored = rawResponsible === null ? null : restoreLetters(rawResponsible);
  if (restored !== null && restored.restored.length > 0) {
    flags.push({ code: 'reading.letter_restored', facts: { word: restored.restored.join(', ') } });
  }
  const responsible = restored === null ? [] : splitResponsible(restored.text);
  const reading = deadline === null ? null : readDeadline(collapseSpaces(deadline));
  if (title === '') flags.push({ code: 'reading.no_title' });
  if (!row.heading && title !== '') flags.push(...judgeTitle(title, has('deadline'), row.number));
  if (deadline !== null && reading !== null && reading.meaning === null) {
    flags.push({ code: 'reading.deadline_unclear', facts: { text: collapseSpaces(deadline) } });
  }
  if (deadline !== null && reading?.ambiguous === true) flags.push({ code: 'reading.deadline_ambiguous' });
  if (deadline === null && (has('deadline') || has('period'))) flags.push({ code: 'reading.no_deadline' });
  if (rawResponsible === null && has('responsible')) flags.push({ code: 'reading.no_responsible' });
  if (responsible.some((entry) => entry.kind === 'unknown'))
    flags.push({ code: 'reading.responsible_unknown' });
  if (result !== null && has('deadline') && deadline === null && looksLikeDeadline(result)) {
    flags.push({ code: 'reading.deadline_in_text' });
  }
  for (const role of ['title', 'deadline', 'responsible', 'result', 'activities'] as const) {
    if (cell(role)?.doubtful === true) {
      flags.push({ code: 'reading.cell_guessed' });
      break;
    }
  }
  const confidence = confidenceOf(flags);
  return {
    number: row.number,
    title,
    subPoints: findSubPoints(title),
    deadline: deadline === null ? null : collapseSpaces(deadline),
    meaning: reading?.meaning ?? null,
    deadlineReading: reading,
    responsible,
    responsibleText: restored === null ? null : collapseSpaces(restored.text),
    result,
    documents: findDocuments(result),
    activities,
    parts: [],
    parent: null,
    isGroup: false,
    kinds: [],
    confidence,
    flags,
    source: sourceOf(row),
    cells: cellsOf(row, confidence),
  };
}

function emptyToNull(text: string | undefined): string | null {
  if (text === undefined) return null;
  const clean = text.trim();
  return clean === '' || /^[-–—−_.]+$/.test(clean) ? null : clean;
}

/** The quarters or months that a matrix marks, in the words of their headers; a date in such a cell stays beside. */
function readMatrix(row: LooseRow): string | null {
  const marked: string[] = [];
  row.table.columns.forEach((column, index) => {
    if (column.role !== 'period') return;
    const text = row.raw.cells[index]?.text ?? '';
    if (noMark.test(text)) return;
    marked.push(mark.test(text) ? column.header : looksLikeDeadline(text) ? text : column.header);
  });
  return marked.length === 0 ? null : marked.join(', ');
}

/** What in a title speaks of cells that run into each other. */
function judgeTitle(title: string, hasDeadline: boolean, number: string | null): Flag[] {
  const flags: Flag[] = [];
  const last = normWord(title.split(/\s+/).at(-1) ?? '');
  if (hasDeadline && /^\p{Ll}/u.test(title) && number === null) flags.push({ code: 'reading.cell_guessed' });
  if (isDangling(last)) flags.push({ code: 'reading.title_broken', facts: { word: last } });
  if (hasDeadline && endsInDeadline(title)) flags.push({ code: 'reading.deadline_in_text' });
  return flags;
}

/** The last words of a title are a full deadline («… школы до 20 июня»): the columns may have run together. */
function endsInDeadline(title: string): boolean {
  const words = splitWords([title], 0, 1);
  for (let from = Math.max(1, words.length - 8); from < words.length; from += 1) {
    const word = words[from];
    if (word === undefined || classDeadlineWord(word) === null) continue;
    if (findDeadlineSpans(words, from).some((span) => span.end === words.length && span.score > 7))
      return true;
  }
  return false;
}

function sourceOf(row: LooseRow): ReadItem['source'] {
  const full = row.raw.cells.filter((cell) => cell !== null);
  const text = row.raw.heading ?? full.map((cell) => cell.text).join(' · ');
  const lines = full.flatMap((cell) => [cell.lineFrom, cell.lineTo]).filter((line) => line !== undefined);
  const from = row.raw.lineFrom ?? (lines.length === 0 ? undefined : Math.min(...lines));
  const to = row.raw.lineTo ?? (lines.length === 0 ? undefined : Math.max(...lines));
  return {
    text,
    from: full[0]?.place ?? row.raw.place,
    to: full.at(-1)?.place ?? row.raw.place,
    ...(from === undefined ? {} : { lineFrom: from + 1 }),
    ...(to === undefined ? {} : { lineTo: to + 1 }),
  };
}

function cellsOf(row: LooseRow, confidence: Confidence): Partial<Record<CellName, ReadCell>> {
  const cells: Partial<Record<CellName, ReadCell>> = {};
  for (const name of ['number', 'title', 'deadline', 'responsible', 'result', 'activities'] as const) {
    const column = columnOf(row.table.columns, name);
    const raw = column === -1 ? null : (row.raw.cells[column] ?? null);
    if (raw === null) continue;
    cells[name] = {
      text: raw.text,
      place: raw.place,
      confidence: raw.doubtful === true ? 'low' : confidence === 'high' ? 'high' : 'medium',
    };
  }
  return cells;
}
