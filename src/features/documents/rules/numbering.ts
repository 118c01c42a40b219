/**
 * Numbers of papers by the mask of their series. In a mask `{n}` is the running number (once, and it must be there),
 * `{n:3}` the same with leading zeros, `{k}` counts papers of one day under one number, `{год}` and `{гг}` are the year
 * of the paper's day; anything else stands as it is: «{n}-од», «{n}/{k}-р», «01-05/{n}».
 */
export interface Mask {
  readonly text: string;
  readonly pieces: readonly MaskPiece[];
  /** Papers of one day share `{n}` and are told apart by `{k}`. */
  readonly hasSub: boolean;
}

type MaskPiece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'number'; readonly digits: number }
  | { readonly kind: 'sub' }
  | { readonly kind: 'year'; readonly digits: 2 | 4 };

export type MaskProblem = 'no_number' | 'twice' | 'unknown' | 'touching';

/** What a paper without a number of the register carries instead. */
export const UNNUMBERED = 'б/н';

/** The running number of a paper, and its place among those of its day (0 where the mask has no `{k}`). */
export interface Place {
  readonly number: number;
  readonly sub: number;
}

/** Reads a mask, or says what is wrong with it. */
export function readMask(text: string): Mask | MaskProblem {
  const pieces: MaskPiece[] = [];
  for (const part of text.split(/(\{[^{}]*\})/u)) {
    if (part === '') continue;
    const piece = readPiece(part);
    if (piece === null) return 'unknown';
    pieces.push(piece);
  }
  const numbers = pieces.filter(({ kind }) => kind === 'number').length;
  const subs = pieces.filter(({ kind }) => kind === 'sub').length;
  if (numbers === 0) return 'no_number';
  if (numbers > 1 || subs > 1) return 'twice';
  // «{n}{k}» could be read in several ways, so one number could be given twice.
  const touches = pieces.some((piece, at) => isCounted(piece) && isCounted(pieces[at + 1]));
  const beside = pieces.some(
    (piece, at) =>
      piece.kind === 'text' &&
      ((/\d$/u.test(piece.text) && isCounted(pieces[at + 1])) ||
        (/^\d/u.test(piece.text) && isCounted(pieces[at - 1]))),
  );
  if (touches || beside) return 'touching';
  return { text, pieces, hasSub: subs === 1 };
}

const isCounted = (piece: MaskPiece | undefined): boolean => piece !== undefined && piece.kind !== 'text';

function readPiece(part: string): MaskPiece | null {
  if (!part.startsWith('{')) return /[{}]/u.test(part) ? null : { kind: 'text', text: part };
  const number = /^\{n(?::([1-6]))?\}$/u.exec(part);
  if (number !== null) return { kind: 'number', digits: Number(number[1] ?? 1) };
  if (part === '{k}') return { kind: 'sub' };
  if (part === '{год}') return { kind: 'year', digits: 4 };
  return part === '{гг}' ? { kind: 'year', digits: 2 } : null;
}

/** The number as it is printed: `{number: 45, sub: 2}` by «{n}/{k}-р» is «45/2-р». */
export function writeNumber(mask: Mask, { number, sub }: Place, year: number): string {
  return mask.pieces
    .map((piece) => {
      if (piece.kind === 'text') return piece.text;
      if (piece.kind === 'number') return String(number).padStart(piece.digits, '0');
      return piece.kind === 'sub' ? String(sub) : String(year).slice(-piece.digits);
    })
    .join('');
}

/** Where a printed number stands in the series; null when it does not fit the mask, as a number given freely. */
export function readNumber(mask: Mask, text: string, year: number): Place | null {
  const pattern = mask.pieces
    .map((piece) => {
      if (piece.kind === 'text') return escape(piece.text);
      if (piece.kind === 'year') return String(year).slice(-piece.digits);
      return '(\\d{1,6})';
    })
    .join('');
  const found = new RegExp(`^${pattern}$`, 'iu').exec(text.replaceAll(/\s+/g, ''));
  if (found === null) return null;
  const counted = mask.pieces.filter(({ kind }) => kind === 'number' || kind === 'sub');
  const valueOf = (kind: MaskPiece['kind']) =>
    Number(found[counted.findIndex((piece) => piece.kind === kind) + 1] ?? 0);
  const place = { number: valueOf('number'), sub: mask.hasSub ? valueOf('sub') : 0 };
  return place.number >= 1 && place.sub <= 9_999 ? place : null;
}

const escape = (text: string): string => RegExp.escape(text.replaceAll(/\s+/g, ''));

/** The last paper of a series in its year. */
export interface LastPlace extends Place {
  /** ISO. */
  readonly issuedOn: string | null;
}

/** The place after the last one. With `{k}` papers of the last day go under its number. */
export function nextPlace(mask: Mask, last: LastPlace | null, issuedOn: string): Place {
  if (last === null) return { number: 1, sub: mask.hasSub ? 1 : 0 };
  if (mask.hasSub && last.issuedOn === issuedOn) return { number: last.number, sub: last.sub + 1 };
  return { number: last.number + 1, sub: mask.hasSub ? 1 : 0 };
}

export const RESTARTS = ['year', 'school-year', 'never'] as const;
export type Restart = (typeof RESTARTS)[number];

/** The year in which a series counts on a day (ISO); 0 where it never begins anew. */
export function seriesYear(restarts: Restart, issuedOn: string): number {
  const [year, month] = [Number(issuedOn.slice(0, 4)), Number(issuedOn.slice(5, 7))];
  if (restarts === 'never') return 0;
  return restarts === 'year' || month >= 9 ? year : year - 1;
}

/** Numbers that nothing stands under, between the first and the last given: as stretches, both ends included. */
export function listGaps(numbers: readonly number[]): { from: number; to: number }[] {
  const given = [...new Set(numbers)].toSorted((a, b) => a - b);
  return given.flatMap((number, at) => {
    const before = given[at - 1];
    return before === undefined || number === before + 1 ? [] : [{ from: before + 1, to: number - 1 }];
  });
}
