import file from '#data/paper-kinds.json' with { type: 'json' };

/** A kind of paper (data/paper-kinds.json). */
export interface PaperKind {
  readonly id: string;
  readonly title: string;
  /** Whether schools number papers of this kind. */
  readonly numbered: boolean;
}

export const paperKinds: readonly PaperKind[] = file.kinds.map(({ id, title, numbered }) => ({
  id,
  title,
  numbered,
}));

const kindById = new Map(paperKinds.map((kind) => [kind.id, kind]));

/** The kind of this id, or undefined when the dictionary does not know it. */
export function findPaperKind(id: string): PaperKind | undefined {
  return kindById.get(id);
}

export const PAPER_STATES = ['draft', 'registered', 'replaced', 'cancelled'] as const;
export type PaperState = (typeof PAPER_STATES)[number];

/** A paper of the register. Days are ISO. */
export interface Paper {
  readonly id: string;
  readonly organizationId: string;
  readonly kind: string;
  readonly direction: 'issued' | 'incoming';
  readonly number: string;
  readonly issuedOn: string | null;
  readonly title: string;
  /** Who issued an incoming paper. */
  readonly issuer: string;
  readonly note: string;
  readonly state: PaperState;
  readonly stateReason: string;
  readonly fileId: string | null;
  readonly fileName: string | null;
  readonly version: number;
}

/** «№ 259-од от 12.09.2022», «от 12.09.2022» or an empty text. */
export function numberAndDate(paper: Pick<Paper, 'number' | 'issuedOn'>): string {
  const date = paper.issuedOn === null ? '' : `от ${paper.issuedOn.split('-').toReversed().join('.')}`;
  return [paper.number === '' ? '' : `№ ${paper.number}`, date].filter((part) => part !== '').join(' ');
}

export interface PaperLine {
  readonly kind: string;
  readonly number: string;
  readonly issuedOn: string;
  readonly title: string;
}

export type LineError = 'no_number' | 'no_date' | 'impossible_date' | 'no_title';

const DATE = /(?:от\s*)?(\d{1,2})[./](\d{1,2})[./](\d{4}|\d{2})(?:\s*г(?:ода|\.)?)?/iu;
const NUMBER = /№\s*([\p{L}\p{N}][\p{L}\p{N}\-–/.()]*)/u;

/**
 * One line of pasted orders («Приказ № 259-од от 12.09.2022 О внедрении …») → a paper, or what is wrong with it.
 * The kind is the caller's `guessKind`: this function only finds number, date and title.
 */
export function parsePaperLine(
  text: string,
  guessKind: (title: string) => string,
): { ok: true; paper: PaperLine } | { ok: false; error: LineError } {
  const line = text
    .normalize('NFC')
    .replaceAll(/[\s\u00a0]+/g, ' ')
    .trim();
  const date = DATE.exec(line);
  const number = NUMBER.exec(line);
  if (number === null) return { ok: false, error: 'no_number' };
  if (date === null) return { ok: false, error: 'no_date' };
  const issuedOn = isoOf(date[1] ?? '', date[2] ?? '', date[3] ?? '');
  if (issuedOn === null) return { ok: false, error: 'impossible_date' };
  const title = line
    .replace(date[0], ' ')
    .replace(number[0], ' ')
    .replaceAll(/[«»"“”]/g, '')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/^[\s,;:–—-]+|[\s,;:–—-]+$/g, '')
    .trim();
  if (title === '') return { ok: false, error: 'no_title' };
  return {
    ok: true,
    paper: { kind: guessKind(title), number: (number[1] ?? '').replace(/[.,]$/, ''), issuedOn, title },
  };
}

function isoOf(day: string, month: string, year: string): string | null {
  const fullYear = year.length === 2 ? `20${year}` : year;
  const iso = `${fullYear}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  try {
    return Temporal.PlainDate.from(iso, { overflow: 'reject' }).toString();
  } catch {
    return null;
  }
}
