/** A line of pasted orders as a person sees and mends it; `line` is its place in the pasted text, from 1. */
export interface PaperLine {
  readonly line: number;
  readonly kind: string;
  readonly number: string;
  /** ISO, or an empty text when the line has no day of the calendar. */
  readonly issuedOn: string;
  readonly title: string;
}

export type LineError =
  | 'no_number'
  | 'no_date'
  | 'impossible_date'
  | 'no_title'
  | 'too_long'
  | 'unknown_kind'
  | 'taken'
  | 'repeated';

export type LineField = 'kind' | 'number' | 'issuedOn' | 'title';

export interface CheckedLine {
  readonly paper: PaperLine;
  /** What is wrong, by field; empty when the line can be entered. */
  readonly errors: Readonly<Partial<Record<LineField, LineError>>>;
}

const DATE = /(?:от\s*)?(?<!\d)(\d{1,2})[./](\d{1,2})[./](\d{4}|\d{2})(?!\d)(?:\s*г(?:ода|\.)?(?!\p{L}))?/iu;
const WORD_DATE =
  /(?:от\s*)?[«"]?(?<!\d)(\d{1,2})[»"]?\s+(янв|фев|мар|апр|мая|июн|июл|авг|сен|окт|ноя|дек)\p{L}*\s+(\d{4})(?!\d)(?:\s*г(?:ода|\.)?(?!\p{L}))?/iu;
const MONTHS = ['янв', 'фев', 'мар', 'апр', 'мая', 'июн', 'июл', 'авг', 'сен', 'окт', 'ноя', 'дек'];
const NUMBER = /(?:№|\bN(?=\s*\d))\s*([\p{L}\p{N}](?:[\p{L}\p{N}\-–/.()]*[\p{L}\p{N})])?)/u;
const LONGEST_NUMBER = 60;
const LONGEST_TITLE = 500;
/** A pasted line is looked at so far: what is longer is no line of a register. */
const LONGEST_LINE = 2_000;

/**
 * One line of pasted orders («Приказ № 259-од от 12.09.2022 О внедрении …», or the cells of a sheet parted by tabs) →
 * number, day and title as far as they are there. The kind is the caller's `guessKind`, given the line without number
 * and date.
 */
export function readPaperLine(text: string, line: number, guessKind: (words: string) => string): PaperLine {
  const source = text
    .normalize('NFC')
    .replaceAll(/[\s\p{Cc}]+/gu, ' ')
    .trim()
    .slice(0, LONGEST_LINE);
  const date = DATE.exec(source) ?? WORD_DATE.exec(source);
  const withoutDate = date === null ? source : source.replace(date[0], ' ');
  const number = NUMBER.exec(withoutDate);
  const words = (number === null ? withoutDate : withoutDate.replace(number[0], ' '))
    .replaceAll(/^\s*\d{1,3}[.)]\s+/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
  return {
    line,
    kind: guessKind(words),
    number: number?.[1] ?? '',
    issuedOn: date === null ? '' : isoOf(date[1] ?? '', date[2] ?? '', date[3] ?? ''),
    title: trimTitle(words),
  };
}

/** Every filled line of a pasted text. */
export function readPaperLines(text: string, guessKind: (words: string) => string): PaperLine[] {
  return text
    .split(/\r?\n/)
    .flatMap((line, index) => (line.trim() === '' ? [] : [readPaperLine(line, index + 1, guessKind)]));
}

/**
 * What is wrong with each line by itself and beside the others. `isTaken` says whether the register already holds a
 * paper of this kind, number and day.
 */
export function checkPaperLines(
  lines: readonly PaperLine[],
  isTaken: (line: PaperLine) => boolean,
  isKind: (kind: string) => boolean,
): CheckedLine[] {
  const seen = new Set<string>();
  return lines.map((paper) => {
    const key = paperLineKey(paper);
    const isRepeated = seen.has(key);
    seen.add(key);
    const errors: Partial<Record<LineField, LineError>> = {};
    if (!isKind(paper.kind)) errors.kind = 'unknown_kind';
    if (paper.number === '') errors.number = 'no_number';
    else if (paper.number.length > LONGEST_NUMBER) errors.number = 'too_long';
    else if (isRepeated) errors.number = 'repeated';
    else if (isTaken(paper)) errors.number = 'taken';
    if (paper.issuedOn === '') errors.issuedOn = 'no_date';
    else if (!isDay(paper.issuedOn)) errors.issuedOn = 'impossible_date';
    if (paper.title === '') errors.title = 'no_title';
    else if (paper.title.length > LONGEST_TITLE) errors.title = 'too_long';
    return { paper, errors };
  });
}

/** Papers with the same key are the same entry of the register. */
export function paperLineKey(paper: Pick<PaperLine, 'kind' | 'number' | 'issuedOn'>): string {
  return JSON.stringify([paper.kind, paper.number, paper.issuedOn]);
}

/** The word «Приказ» before the heading of the order is not part of it; quotes around the whole go, those inside stay. */
function trimTitle(words: string): string {
  const bare = words.replaceAll(/^[\s,;:–—-]+|[\s,;:–—-]+$/g, '');
  const heading = bare.replace(/^(?:приказ|распоряжение)(?:[\s,;:–—-]+(?=[«"“]?\s*(?:о|об)\s)|$)/iu, '');
  const quoted = /^[«"“]([^«»"“”]+)[»"”]\.?$/u.exec(heading);
  return quoted?.[1]?.trim() ?? heading;
}

function isoOf(day: string, month: string, year: string): string {
  const named = MONTHS.indexOf(month.toLowerCase()) + 1;
  const fullYear = year.length === 2 ? `20${year}` : year;
  return `${fullYear}-${String(named > 0 ? named : month).padStart(2, '0')}-${day.padStart(2, '0')}`;
}

/** Whether an ISO text is a day of the calendar; asks no `Temporal`, so that the browser can. */
function isDay(iso: string): boolean {
  const time = Date.parse(`${iso}T00:00:00Z`);
  return (
    /^\d{4}-\d{2}-\d{2}$/.test(iso) && !Number.isNaN(time) && new Date(time).toISOString().startsWith(iso)
  );
}
