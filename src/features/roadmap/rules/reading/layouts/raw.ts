import type { Place } from '#src/lib/tables/model.ts';

/** What a column of a roadmap holds. `period` is a quarter or month of a matrix, `note` is not read further. */
export type Role =
  | 'number'
  | 'stage'
  | 'title'
  | 'activities'
  | 'deadline'
  | 'responsible'
  | 'result'
  | 'period'
  | 'note';

export interface Column {
  role: Role;
  header: string;
}

export interface RawCell {
  text: string;
  place: Place;
  /** Lines of the document's text, from 0, where known. */
  lineFrom?: number;
  lineTo?: number;
  /** The end or the beginning of the cell is a guess. */
  doubtful?: boolean;
}

/** A row before anybody judges what it means: a heading, or cells in the order of the columns. */
export interface RawRow {
  heading: string | null;
  cells: (RawCell | null)[];
  place: Place;
  lineFrom?: number;
  lineTo?: number;
  /** Codes of flags that the layout raises itself. */
  doubts: string[];
  /** The end of the stage's name, which a page break put after this row. */
  stageTail?: string;
}

export interface RawTable {
  columns: Column[];
  rows: RawRow[];
  /** How the rows were told apart. */
  layout: string;
  /** First line of the header (or of the body), from 0: what is above is the document's head. */
  headEnd: number;
  /** Codes of flags about the whole table. */
  doubts: string[];
}

export function columnOf(columns: readonly Column[], role: Role): number {
  return columns.findIndex((column) => column.role === role);
}

/** The cells are free text: their end cannot be told from the words alone. */
export function isFreeRole(role: Role): boolean {
  return (
    role === 'stage' || role === 'title' || role === 'activities' || role === 'result' || role === 'note'
  );
}

/** A row with its number and title told apart. */
export interface LooseRow {
  number: string | null;
  title: string | null;
  heading: boolean;
  stage: string | null;
  raw: RawRow;
  table: RawTable;
}
