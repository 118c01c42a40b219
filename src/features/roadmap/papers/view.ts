/** What the papers of a roadmap are made of: plain texts, ready to be printed. Days are ISO (`2022-09-01`). */
export interface RoadmapPaperView {
  readonly title: string;
  readonly organizationFull: string;
  readonly organizationShort: string;
  readonly period: { readonly start: string; readonly end: string; readonly words: string };
  readonly stamps: readonly { readonly word: string; readonly lines: readonly string[] }[];
  readonly aim: string | null;
  readonly tasks: readonly string[];
  readonly sections: readonly PaperSection[];
}

export interface PaperSection {
  readonly number: string | null;
  readonly title: string | null;
  readonly rows: readonly PaperRow[];
}

export type PaperOutcome = 'done' | 'partly' | 'not_done' | 'in_progress' | 'planned' | 'moved';

export interface PaperRow {
  readonly number: string | null;
  readonly title: string;
  readonly subPoints: readonly string[];
  /** The text of a separate column of activities, where the roadmap has one. */
  readonly activities: string | null;
  readonly deadline: string;
  readonly responsible: string;
  readonly result: string;
  /** The rest is for the report. A row without an outcome has no mark yet. */
  readonly outcome?: PaperOutcome;
  readonly fact?: string;
  readonly documents?: readonly string[];
  readonly comment?: string;
}

/** A numbered row that only names the rows under it («5. Формирование базы наставников:»). */
export function isHeadingRow(row: PaperRow): boolean {
  return (
    row.outcome === undefined &&
    [row.deadline, row.responsible, row.result].every((text) => text.trim() === '')
  );
}

/** Letters and digits only: what two texts say, however they are dotted. */
function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/**
 * The line above a section's rows, or `null` when it has no words, or when its first row says the same (in some
 * roadmaps a stage is both a heading and a row with its own deadline).
 */
export function sectionLine({ number, title, rows }: PaperSection): string | null {
  const words = title?.trim() ?? '';
  if (words === '') return null;
  if (rows[0] && plain(rows[0].title) === plain(words)) return null;
  return number ? `${withDot(number)} ${words}` : words;
}

/** «1» and «2.» alike as a number before a heading: with a dot. */
export function withDot(number: string): string {
  const trimmed = number.trim();
  return trimmed === '' || /[.)]$/u.test(trimmed) ? trimmed : `${trimmed}.`;
}
