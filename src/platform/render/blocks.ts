/**
 * Blocks that Russian office papers are made of beside running text: the head of the organization's own sheet, the
 * line of date and number, who it is addressed to, who has read it, who agrees with whom. What is not known yet is
 * drawn as a line to write on.
 */

/** The head of the organization's own sheet (бланк), centred, with a rule under it. */
export interface Letterhead {
  readonly kind: 'letterhead';
  /** Bodies above the organization (the founder, the department), in small type over its name. */
  readonly above?: readonly string[];
  readonly name: string;
  readonly shortName?: string | null;
  /** Address, telephone, ОГРН/ИНН: each a line, printed as given. */
  readonly lines: readonly string[];
}

/** Date and number under the kind of the paper: «от «12» сентября 2026 г.» on the left, «№ 45-од» on the right. */
export interface Imprint {
  readonly kind: 'imprint';
  /** The day as it is to be read, without «от»; `null` leaves lines. */
  readonly date: string | null;
  /** Without the sign «№»; `null` leaves a line. */
  readonly number: string | null;
  /** Where the paper was made, in the middle under both. */
  readonly place?: string | null;
}

/** A line of a form: ready text, or text (perhaps none) and the rest of the line to be written on, with a hint below. */
export type FormLine = string | { readonly text: string; readonly hint?: string };

/** Whom a paper is for and from whom it comes, in the right half of the sheet. */
export interface Addressee {
  readonly kind: 'addressee';
  readonly lines: readonly FormLine[];
}

/** One who is to read the paper; `day` and `mark` («в системе») stand in a row that is done. */
export interface Reader {
  readonly name: string;
  readonly post: string;
  readonly day?: string | null;
  readonly mark?: string | null;
}

/** «С приказом ознакомлены:» and a table of names, posts, days and signatures. */
export interface Acquaintance {
  readonly kind: 'acquaintance';
  /** «С приказом ознакомлены:» unless told. */
  readonly title?: string;
  readonly readers: readonly Reader[];
  /** Rows to be filled by hand after the readers, at most 500. */
  readonly emptyRows?: number;
}

/** One side of an agreement. */
export interface Party {
  /** «Наставник», «Образовательная организация» */
  readonly title: string;
  readonly lines: readonly FormLine[];
  /** Initials and surname beside the line to sign on; `null` leaves a second line. */
  readonly name: string | null;
  /** As in `Signature`. */
  readonly date?: string | null;
  /** «М.П.» under the signature. */
  readonly seal?: boolean;
}

/** Sides of an agreement beside each other, one to three, with their signatures level. */
export interface Parties {
  readonly kind: 'parties';
  readonly items: readonly Party[];
}

/** Numbers as a picture that is understood in black and white, each number printed. */
export interface Chart {
  readonly kind: 'chart';
  /** `bars` in groups (before and after), `lines` by month. */
  readonly shape: 'bars' | 'lines';
  /** Printed over the picture. */
  readonly title: string;
  /** Groups or points from left to right, 1 to 24. */
  readonly labels: readonly string[];
  /** 1 to 6, each with a value for each label; `null` where there is none. */
  readonly series: readonly { readonly name: string; readonly values: readonly (number | null)[] }[];
  /** «%» stands behind each number, longer ones at the axis. */
  readonly unit?: string;
}

/** A link as a square to be photographed, with its words under it. */
export interface Qr {
  readonly kind: 'qr';
  /** What a telephone reads out of it; up to 1,000 characters. */
  readonly text: string;
  readonly caption: string;
  /** Millimetres, 15 to 100; 30 unless told. */
  readonly size?: number;
  readonly align?: 'left' | 'center' | 'right';
}

export type PictureBlock = Chart | Qr;

export type OfficeBlock = Letterhead | Imprint | Addressee | Acquaintance | Parties;

/** A part of a line: text, or a stretch of so many millimetres to write on. */
export type Piece = { readonly text: string } | { readonly blank: number };

/** Sizes of type in points. */
export const officeSize = { name: 12, line: 10, hint: 8 } as const;

/** Where the field of an addressee begins, as a share of the text's width. */
export const addresseeShare = 0.5;

/** What stands for a day that is not known yet: «____» ______________ 20___ г.; `month` in millimetres. */
function unknownDay(month: number): readonly Piece[] {
  return [
    { text: '«' },
    { blank: 7 },
    { text: '» ' },
    { blank: month },
    { text: '\u00a020' },
    { blank: 6 },
    { text: '\u00a0г.' },
  ];
}

/** A day to be printed, or lines for one: the month's of 28 mm, or of 16 in a narrow field. */
export function dayPieces(day: string | null, field: 'wide' | 'narrow' = 'wide'): readonly Piece[] {
  return day === null ? unknownDay(field === 'wide' ? 28 : 16) : [{ text: day }];
}

/** «№ 45-од», or the sign and a line. */
export function numberPieces(number: string | null): readonly Piece[] {
  return number === null ? [{ text: '№ ' }, { blank: 25 }] : [{ text: `№ ${number}` }];
}
