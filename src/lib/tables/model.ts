/**
 * What every reader of `lib/tables` answers: a document as a sequence of paragraphs and tables, each with its
 * place in the source. The model knows nothing of what the columns mean.
 */

/** Where something stands in the source. Every number counts from 1; only what the format knows is given. */
export interface Place {
  page?: number;
  line?: number;
  paragraph?: number;
  table?: number;
  row?: number;
  column?: number;
  /** Name of the sheet of a workbook. */
  sheet?: string;
}

export interface Paragraph {
  kind: 'paragraph';
  /** Text without the marker; soft line breaks are `\n`. */
  text: string;
  place: Place;
  /** Level of the heading, 1 to 9, when the format marks the paragraph as one. */
  heading?: number;
  /** The marker a reader sees before the text: «1)», «–», «а)»; computed where the format numbers by itself. */
  listMarker?: string;
  bold?: boolean;
  centered?: boolean;
}

export interface Cell {
  /** Paragraphs joined by `\n`; automatic numbers stand before the text; wrapped lines are joined already. */
  text: string;
  /** The paragraphs (or, where the format has none, the lines) one by one, as they stand in the source. */
  lines: string[];
  /** Grid column, from 0. */
  column: number;
  columnSpan: number;
  /** Rows covered, this one included. A row below has no cell for the covered columns. */
  rowSpan: number;
  place: Place;
  bold?: boolean;
}

export interface Row {
  /** Cells in column order; covered columns are absent, empty cells are present with an empty text. */
  cells: Cell[];
  place: Place;
  /** The format marks the row as a head (repeated on every page). Absent when the format does not tell. */
  isHeader?: boolean;
}

export interface Table {
  kind: 'table';
  rows: Row[];
  columnCount: number;
  place: Place;
}

export type Block = Paragraph | Table;

export type DocumentFormat = 'docx' | 'pdf' | 'xlsx' | 'ods' | 'csv' | 'text';

export interface SourceDocument {
  format: DocumentFormat;
  name: string;
  blocks: Block[];
  /** The whole text in reading order: what a reviewer sees as the source. */
  text: string;
}

/** How much a document may hold before it is refused. */
export interface Limits {
  /** Bytes of the file itself. */
  bytes: number;
  /** Rows over all tables, or lines of a plain text. */
  rows: number;
  /** Bytes of all unpacked parts of a zip container together. */
  unpackedBytes: number;
  /** Unpacked bytes to packed bytes of one part, looked at past the first megabyte. */
  ratio: number;
}

export const defaultLimits: Limits = {
  bytes: 20 * 1024 * 1024,
  rows: 5_000,
  unpackedBytes: 200 * 1024 * 1024,
  ratio: 200,
};
