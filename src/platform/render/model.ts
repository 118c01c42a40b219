import type { OfficeBlock, PictureBlock } from '#src/platform/render/blocks.ts';

/**
 * One model of a business paper, from which `renderDocx`, `renderPdf` and `renderHtml` make the same content.
 *
 * Layout follows Russian office practice (ГОСТ Р 7.0.97): A4, fields of 20/10/20/20 mm, 30 at the left of what is kept
 * for more than ten years, page numbers in the middle of the upper field from the second page on, approval stamps above
 * the title.
 *
 * Text is plain text everywhere: no markup of any format is understood, `\n` breaks the line, control characters and
 * lone surrogates are dropped. Geometry that cannot be drawn (a row that does not fill its table, a width of zero) is
 * a mistake of the calling code, and `prepareDocument` throws a `RangeError` for it.
 */
export interface PaperDocument {
  /** The document's own name: file properties and the browser's tab; it is not printed, print a heading for that. */
  readonly title: string;
  readonly orientation: 'portrait' | 'landscape';
  readonly language: 'ru';
  /**
   * `ornate` is for diplomas, thanks and certificates: one page with a frame, large text in the middle of it, signatures
   * at its foot. A text too long for that is set smaller, to two fifths at least, and then goes on over the page.
   */
  readonly layout?: 'ornate';
  /** Kept for more than ten years: it is bound, so its left field is wider (ГОСТ Р 7.0.97-2016, 3.3). */
  readonly isKeptLong?: boolean;
  readonly blocks: readonly Block[];
}

export type Align = 'left' | 'center' | 'right' | 'justify';

/** A stretch of text in one face. */
export interface Run {
  readonly text: string;
  readonly bold?: boolean;
  readonly italic?: boolean;
}

export interface Heading {
  readonly kind: 'heading';
  /** 1 is the title of the paper, 2 and 3 are its parts. */
  readonly level: 1 | 2 | 3;
  readonly text: string;
  /** `center` unless told. */
  readonly align?: 'left' | 'center';
}

export interface Paragraph {
  readonly kind: 'paragraph';
  readonly runs: readonly Run[];
  /** `left` unless told. */
  readonly align?: Align;
  /** The first line set in by 12.5 mm, as in running text of orders. */
  readonly indent?: boolean;
  /** Stays on one page with the block after it. */
  readonly keepWithNext?: boolean;
}

/** A clause with its number: `1.`, and `1.1.` inside it. Numbers are given by the renderers. */
export interface Clause {
  readonly runs: readonly Run[];
  readonly clauses?: readonly Clause[];
}

export interface Clauses {
  readonly kind: 'clauses';
  /** Number of the first clause, from 1: a list goes on after a table. 1 unless told. */
  readonly start?: number;
  readonly items: readonly Clause[];
}

export interface List {
  readonly kind: 'list';
  readonly marker: 'dash' | 'number';
  readonly items: readonly (readonly Run[])[];
}

export interface TableColumn {
  /** Share of the table's width relative to the other columns; greater than zero. */
  readonly width: number;
}

export type CellBlock = Paragraph | List;

export interface TableCell {
  /** A string is one paragraph of plain text. */
  readonly content: string | readonly CellBlock[];
  readonly colSpan?: number;
  readonly rowSpan?: number;
  /** For paragraphs without an alignment of their own; `left` unless told. */
  readonly align?: Align;
  readonly bold?: boolean;
}

export type TableRow =
  | {
      readonly kind: 'row';
      readonly cells: readonly TableCell[];
      /** Millimetres that the row takes even when it is empty: room for handwriting. */
      readonly minHeight?: number;
    }
  /** One shaded cell over all columns; it is not left alone at the foot of a page. */
  | { readonly kind: 'section'; readonly text: string };

export interface Table {
  readonly kind: 'table';
  readonly columns: readonly TableColumn[];
  /** Repeated at the top of each page. */
  readonly head: readonly { readonly cells: readonly TableCell[] }[];
  readonly body: readonly TableRow[];
  /** `small` (10 pt) for wide tables, `normal` (11 pt) otherwise. */
  readonly size?: 'normal' | 'small';
}

/** An approval mark: the word («УТВЕРЖДЕНО»), then the lines under it (order, number, date). */
export interface Stamp {
  readonly word: string;
  readonly lines: readonly string[];
}

/** Stamps in two fields above the title; the n-th on the left stands level with the n-th on the right. */
export interface Stamps {
  readonly kind: 'stamps';
  readonly left: readonly Stamp[];
  readonly right: readonly Stamp[];
}

export interface Signature {
  readonly post: string;
  /** Initials and surname; `null` leaves a line to write it on. */
  readonly name: string | null;
  /** The day of signing, printed under the signature; `null` leaves lines for it, nothing leaves it out. */
  readonly date?: string | null;
}

export interface Signatures {
  readonly kind: 'signatures';
  readonly items: readonly Signature[];
}

export interface PageBreak {
  readonly kind: 'pageBreak';
}

export interface Spacer {
  readonly kind: 'spacer';
  /** Height in lines of body text, above 0 and at most 40. */
  readonly lines: number;
}

export type Block =
  | Heading
  | Paragraph
  | Clauses
  | List
  | Table
  | Stamps
  | Signatures
  | PageBreak
  | Spacer
  | OfficeBlock
  | PictureBlock;

/** A4 and its fields in millimetres. */
export const pageSize = {
  short: 210,
  long: 297,
  left: 20,
  bound: 30,
  right: 10,
  top: 20,
  bottom: 20,
} as const;

/** Width of the field of a stamp, in millimetres. */
export const stampField = 80;

/** Sizes of type in points. */
export const fontSize = {
  body: 12,
  tableNormal: 11,
  tableSmall: 10,
  heading: { 1: 14, 2: 13, 3: 12 },
} as const;

/** What `ornate` papers have instead: fields in millimetres, type in points at its largest. */
export const ornate = {
  field: 25,
  fontSize: { body: 18, heading: { 1: 34, 2: 26, 3: 20 } },
} as const;

/** Width between the left and the right field of an office paper, in millimetres. */
export function textWidth(sheet: PaperSheet): number {
  return (
    (sheet.orientation === 'portrait' ? pageSize.short : pageSize.long) - leftField(sheet) - pageSize.right
  );
}

/** What of a paper decides about the sheet that it stands on. */
export type PaperSheet = Pick<PaperDocument, 'orientation' | 'isKeptLong'>;

/** Width of the left field of an office paper, in millimetres. */
export const leftField = ({ isKeptLong }: PaperSheet): number =>
  isKeptLong === true ? pageSize.bound : pageSize.left;

/** Makes a paragraph of one run of plain text. */
export function paragraph(text: string, options: Omit<Paragraph, 'kind' | 'runs'> = {}): Paragraph {
  return { kind: 'paragraph', runs: [{ text }], ...options };
}

/** The kind of a paper («ПРИКАЗ») as its title, in capitals. */
export function kindOfPaper(word: string): Heading {
  return { kind: 'heading', level: 1, text: word.toLocaleUpperCase('ru') };
}

function approves(stamp: Stamp): boolean {
  return /^\s*утвержд/iu.test(stamp.word);
}

/**
 * Puts stamps where ГОСТ Р 7.0.97 and school practice expect them: an approval («УТВЕРЖДЕНО», «УТВЕРЖДАЮ») and a
 * single stamp of any kind on the right, marks of acceptance and agreement («ПРИНЯТО», «СОГЛАСОВАНО») on the left.
 */
export function placeStamps(stamps: readonly Stamp[]): Stamps {
  if (stamps.length === 1) return { kind: 'stamps', left: [], right: stamps };
  return { kind: 'stamps', left: stamps.filter((stamp) => !approves(stamp)), right: stamps.filter(approves) };
}
