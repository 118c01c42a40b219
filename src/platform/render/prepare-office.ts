import { dayPieces, numberPieces } from '#src/platform/render/blocks.ts';
import type {
  Acquaintance,
  Addressee,
  FormLine,
  Imprint,
  Letterhead,
  OfficeBlock,
  Parties,
  Piece,
} from '#src/platform/render/blocks.ts';
import { cleanText } from '#src/platform/render/clean-text.ts';
import type { Paragraph, Signatures, Table, TableRow } from '#src/platform/render/model.ts';

export interface PreparedLetterhead {
  readonly kind: 'letterhead';
  readonly above: readonly string[];
  readonly name: string;
  readonly shortName: string | null;
  readonly lines: readonly string[];
}

export interface PreparedImprint {
  readonly kind: 'imprint';
  readonly date: readonly Piece[];
  readonly number: readonly Piece[];
  readonly place: string | null;
}

/** `open`: the rest of the line is drawn, to be written on. */
export interface PreparedLine {
  readonly text: string;
  readonly open: boolean;
  readonly hint: string | null;
}

export interface PreparedAddressee {
  readonly kind: 'addressee';
  readonly lines: readonly PreparedLine[];
}

export interface PreparedParty {
  readonly title: string;
  readonly lines: readonly PreparedLine[];
  readonly name: string | null;
  readonly date: readonly Piece[] | null;
  readonly seal: boolean;
}

export interface PreparedParties {
  readonly kind: 'parties';
  readonly items: readonly PreparedParty[];
}

export interface PreparedSignatures {
  readonly kind: 'signatures';
  readonly items: readonly {
    readonly post: string;
    readonly name: string | null;
    readonly date: readonly Piece[] | null;
  }[];
}

export type PreparedOffice = PreparedLetterhead | PreparedImprint | PreparedAddressee | PreparedParties;

const cleanOrNull = (text: string | null | undefined) =>
  text === null || text === undefined ? null : cleanText(text);

/** The day under a signature: none when it was not asked for, lines when it is not known. */
function signedDay(date: string | null | undefined, field: 'wide' | 'narrow'): readonly Piece[] | null {
  return date === undefined ? null : dayPieces(cleanOrNull(date), field);
}

export function prepareSignatures(block: Signatures): PreparedSignatures {
  return {
    kind: 'signatures',
    items: block.items.map(({ post, name, date }) => ({
      post: cleanText(post),
      name: cleanOrNull(name),
      date: signedDay(date, 'wide'),
    })),
  };
}

/** Cleans the texts of an office block; throws `RangeError` when it cannot be drawn. */
export function prepareOffice(block: Exclude<OfficeBlock, Acquaintance>): PreparedOffice {
  switch (block.kind) {
    case 'letterhead':
      return prepareLetterhead(block);
    case 'imprint':
      return prepareImprint(block);
    case 'addressee':
      return prepareAddressee(block);
    case 'parties':
      return prepareParties(block);
  }
}

function prepareLetterhead(block: Letterhead): PreparedLetterhead {
  return {
    kind: 'letterhead',
    above: (block.above ?? []).map(cleanText),
    name: cleanText(block.name),
    shortName: cleanOrNull(block.shortName),
    lines: block.lines.map(cleanText),
  };
}

function prepareImprint(block: Imprint): PreparedImprint {
  return {
    kind: 'imprint',
    date: [{ text: 'от ' }, ...dayPieces(cleanOrNull(block.date))],
    number: numberPieces(cleanOrNull(block.number)),
    place: cleanOrNull(block.place),
  };
}

function prepareAddressee(block: Addressee): PreparedAddressee {
  return { kind: 'addressee', lines: block.lines.map(prepareLine) };
}

function prepareParties(block: Parties): PreparedParties {
  if (block.items.length < 1 || block.items.length > 3)
    throw new RangeError(`An agreement of ${block.items.length} sides`);
  return {
    kind: 'parties',
    items: block.items.map((party) => ({
      title: cleanText(party.title),
      lines: party.lines.map(prepareLine),
      name: cleanOrNull(party.name),
      date: signedDay(party.date, block.items.length > 2 ? 'narrow' : 'wide'),
      seal: party.seal ?? false,
    })),
  };
}

function prepareLine(line: FormLine): PreparedLine {
  if (typeof line === 'string') return { text: cleanText(line), open: false, hint: null };
  return { text: cleanText(line.text), open: true, hint: cleanOrNull(line.hint) };
}

const mostEmptyRows = 500;
/** Room for a signature, in millimetres. */
const rowHeight = 8.5;

/** The sheet as the blocks it consists of: a line kept with the table under it. */
export function acquaintanceBlocks(block: Acquaintance): readonly [Paragraph, Table] {
  const { emptyRows = 0 } = block;
  if (!(Number.isInteger(emptyRows) && emptyRows >= 0 && emptyRows <= mostEmptyRows))
    throw new RangeError(`An acquaintance sheet with ${emptyRows} empty rows`);
  const title: Paragraph = {
    kind: 'paragraph',
    runs: [{ text: block.title ?? 'С приказом ознакомлены:' }],
    keepWithNext: true,
  };
  const row = (cells: readonly string[]): TableRow => ({
    kind: 'row',
    minHeight: rowHeight,
    cells: cells.map((content, index) => ({ content, ...(index === 0 ? { align: 'right' as const } : {}) })),
  });
  const table: Table = {
    kind: 'table',
    columns: [{ width: 5 }, { width: 34 }, { width: 27 }, { width: 16 }, { width: 18 }],
    head: [
      {
        cells: ['№', 'Фамилия, имя, отчество', 'Должность', 'Дата', 'Подпись'].map((content) => ({
          content,
          bold: true,
          align: 'center',
        })),
      },
    ],
    body: [
      ...block.readers.map(({ name, post, day, mark }, index) =>
        row([String(index + 1), name, post, day ?? '', mark ?? '']),
      ),
      ...Array.from({ length: emptyRows }, (_, index) =>
        row([String(block.readers.length + index + 1), '', '', '', '']),
      ),
    ],
  };
  return [title, table];
}
