import type { SourceDocument, Table } from '#src/lib/tables/model.ts';
import { parseFullName } from '#src/features/people/rules.ts';
import { className, parseClassName } from '#src/features/people/rules/classes.ts';
import { readHeading, type ImportColumn } from '#src/features/people/rules/import/columns.ts';
import { recogniseSort, type ListSort } from '#src/features/people/rules/import/entries.ts';
import { readBirth } from '#src/features/people/rules/import/days.ts';
import type { ImportKind } from '#src/features/people/rules/import/records.ts';

/** One column of the list as it was read, over all sheets of the file. */
export interface ListColumn {
  readonly heading: string;
  readonly samples: readonly string[];
  readonly meaning: ImportColumn;
  /** Recognised as something that is never taken in: may not be given a meaning. */
  readonly isRefused: boolean;
}

export interface ListRow {
  /** «строка 7», «лист „7А“, строка 3». */
  readonly place: string;
  /** A class named above the row or by its sheet; empty when none was. */
  readonly classHint: string;
  readonly cells: readonly string[];
}

export interface PeopleListRead {
  readonly sort: ListSort;
  /** The sheet it stands on, when the file holds lists of several sorts. */
  readonly sheet: string;
  readonly columns: readonly ListColumn[];
  readonly rows: readonly ListRow[];
  /** Columns with something in them in the widest table; more than `MOST_COLUMNS` are not read. */
  readonly width: number;
  /** Where a cell is longer than `LONGEST_CELL`; null: nowhere. */
  readonly longCell: string | null;
}

/** Signs of a cell; of columns with something in them. Whatever is beyond is no list of people. */
export const LONGEST_CELL = 5_000;
export const MOST_COLUMNS = 60;
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
const PHONE = /^\+?[\d\s()\-–.]{6,25}$/;

/**
 * The lists of people of a document: every table by its own headings, loose lines one person each. `kind`: what they are, for
 * columns that no heading explains.
 */
export function readPeopleLists(document: SourceDocument, kind: ImportKind = 'pupil'): PeopleListRead[] {
  const tables = document.blocks.filter((block) => block.kind === 'table');
  const isTable = tables.length > 0 && document.format !== 'text';
  const all = isTable ? tables.map(toPart) : [linesToPart(document.text)];
  // A bank of mentees and a bank of mentors in one file are two lists; a part without headings goes on what is above it.
  const groups: Part[][] = [];
  let sort: ListSort | undefined;
  for (const part of all) {
    const own = part.headings.length === 0 ? sort : recogniseSort(meaningsOf(part.headings));
    if (own !== sort || groups.length === 0) groups.push([part]);
    else groups.at(-1)?.push(part);
    sort = own;
  }
  return groups.map((parts) => toList(parts, kind, groups.length > 1));
}

function toList(parts: readonly Part[], kind: ImportKind, isOneOfMany: boolean): PeopleListRead {
  const joined = joinParts(parts, kind);
  return {
    ...joined,
    sort: recogniseSort(joined.columns.map(({ meaning }) => meaning)),
    sheet: isOneOfMany ? (parts[0]?.sheet ?? '') : '',
    width: Math.max(0, ...parts.map((part) => countFilled(part))),
    longCell:
      parts.flatMap(({ rows }) => rows).find(({ cells }) => cells.some((cell) => cell.length > LONGEST_CELL))
        ?.place ?? null,
  };
}

function countFilled({ headings, rows }: Part): number {
  const filled = new Set<number>();
  for (const cells of [headings, ...rows.map((row) => row.cells)]) {
    for (const [column, cell] of cells.entries()) if (cell !== '') filled.add(column);
  }
  return filled.size;
}

interface Part {
  /** Headings by column; empty when the part has none. */
  readonly headings: readonly string[];
  readonly rows: readonly ListRow[];
  readonly width: number;
  readonly sheet: string;
}

function toPart(table: Table): Part {
  // One more than is read, so that what is too wide is seen to be.
  const width = Math.min(table.columnCount, 4 * MOST_COLUMNS);
  const raw = table.rows.map((row, index) => {
    const cells = Array.from({ length: width }, () => '');
    for (const cell of row.cells) if (cell.column < width) cells[cell.column] = tidy(cell.text);
    const { sheet, row: number } = row.place;
    const where = `строка ${number ?? index + 1}`;
    return { cells, place: sheet === undefined ? where : `лист «${sheet}», ${where}` };
  });
  const sheet = table.place.sheet ?? table.rows[0]?.place.sheet ?? '';
  const named = parseClassName(sheet);
  return { ...divide(raw, width, named === null ? '' : className(named)), sheet };
}

/** «1. Иванов Пётр Сергеевич 12.03.2012», cells by tabs or semicolons, a class on a line of its own. */
function linesToPart(text: string): Part {
  const raw = text.split(/\r?\n/).flatMap((line, index) => {
    const bare = line.slice(0, 4 * LONGEST_CELL).replace(/^\s*\d{1,4}[.)]\s+/, '');
    return bare.trim() === '' ? [] : [{ place: `строка ${index + 1}`, cells: splitLine(bare) }];
  });
  const width = raw.reduce((most, { cells }) => Math.max(most, Math.min(cells.length, 4 * MOST_COLUMNS)), 1);
  const part = divide(
    raw.map(({ place, cells }) => ({
      place,
      cells: Array.from({ length: width }, (_, column) => tidy(cells[column] ?? '')),
    })),
    width,
    '',
  );
  return { ...part, sheet: '' };
}

function splitLine(line: string): string[] {
  // Excel puts what holds quotes or line ends into quotes, in text with tabs too.
  if (line.includes('\t'))
    return line
      .split('\t')
      .map((cell) => (/^".*"$/s.test(cell) ? cell.slice(1, -1).replaceAll('""', '"') : cell));
  for (const separator of [';', '|']) if (line.includes(separator)) return line.split(separator);
  if (/,|\s[–—-]\s/.test(line)) return splitWords(line);
  // A day at the end of the line ends the name.
  const found =
    /^(.*?\p{L})[\s(–-]+(\d{1,2}[./]\d{1,2}[./]\d{2,4}|\d{4}-\d{2}-\d{2})\)?\s*(?:г\.?\s*р?\.?)?\s*$/u.exec(
      line,
    );
  return found === null ? [line] : [found[1] ?? '', found[2] ?? ''];
}

/**
 * «Иванова Мария Петровна, учитель физики, классный руководитель, +7…»: after a whole name commas part posts too, so only days,
 * classes, addresses and telephones are cells of their own.
 */
function splitWords(line: string): string[] {
  const [name = '', ...rest] = line.split(/,|\s[–—-]\s/).map((piece) => piece.trim());
  if ((parseFullName(name)?.givenName ?? '') === '') return [name, ...rest];
  const isFact = (piece: string): boolean =>
    EMAIL.test(piece) ||
    PHONE.test(piece) ||
    readBirth(piece, '2099-01-01') !== null ||
    (/^\d/.test(piece) && parseClassName(piece) !== null);
  const cells = [name];
  let isOpen = false;
  for (const piece of rest.filter((one) => one !== '')) {
    if (isOpen && !isFact(piece)) cells[cells.length - 1] += `; ${piece}`;
    else cells.push(piece);
    isOpen = !isFact(piece);
  }
  return cells;
}

/** Finds the headings, takes class headings out of the rows and hands them on to the rows below. */
function divide(
  raw: readonly { place: string; cells: readonly string[] }[],
  width: number,
  sheetClass: string,
): Omit<Part, 'sheet'> {
  const known = raw.slice(0, 15).findIndex(({ cells }) => isHead(cells));
  const head = known < 0 && isForeignHead(raw.map(({ cells }) => cells)) ? 0 : known;
  const headings = head < 0 ? [] : (raw[head]?.cells ?? []).map((cell) => cell.replaceAll('; ', ' '));
  const rows: ListRow[] = [];
  let classHint = sheetClass;
  for (const [index, { place, cells }] of raw.entries()) {
    const filled = cells.filter((cell) => cell !== '');
    const [only = ''] = filled;
    const named = new Set(filled).size === 1 ? readClassHeading(only) : null;
    if (named !== null) classHint = named;
    if (named !== null || index === head || filled.length === 0 || (index < head && head >= 0)) continue;
    if (isRepeated(cells, raw[head]?.cells ?? [])) continue;
    rows.push({ place, classHint, cells });
  }
  return { headings, rows, width };
}

/** «7А», «7 "А" класс», «Список 7А класса» on a line of its own. */
function readClassHeading(text: string): string | null {
  const bare = text
    .replace(/^список\s+(?:учеников|учащихся|обучающихся)?\s*/iu, '')
    .replace(/\s*класса?\.?$/iu, '');
  if (bare.length > 24 || !/^\d{1,2}/.test(bare)) return null;
  const named = parseClassName(bare);
  return named === null || named.grade === 0 || (named.letter === '' && !/класс/iu.test(text))
    ? null
    : className(named);
}

/** The headings once more, as on each page of a printed list; a person whose cells only sound like headings is none. */
function isRepeated(cells: readonly string[], headings: readonly string[]): boolean {
  const filled = headings.filter((heading) => heading !== '').length;
  if (filled === 0) return isHead(cells);
  const same = cells.filter(
    (cell, column) => cell !== '' && cell.replaceAll('; ', ' ') === headings[column]?.replaceAll('; ', ' '),
  );
  return same.length * 2 > filled;
}

const NAMING: readonly ImportColumn[] = ['name', 'family', 'mentorName', 'menteeName'];

/** What a row of headings means; a heading «Наставник» alone is whom the list is of. */
function meaningsOf(headings: readonly string[]): ImportColumn[] {
  const read = headings.map((heading) => readHeading(heading) ?? 'skip');
  if (read.includes('name') || read.includes('family')) return read;
  const sides = read.filter((one) => one === 'mentorName' || one === 'menteeName');
  return sides.length === 1 ? read.map((one) => (one === sides[0] ? 'name' : one)) : read;
}

function isHead(cells: readonly string[]): boolean {
  // A day or a telephone is somebody's, whatever the words beside it.
  if (cells.some((cell) => /\d{1,2}[./]\d{1,2}[./]\d|\d{3}[\s-]?\d{2}/.test(cell))) return false;
  const meanings = cells.map(readHeading);
  const isNamed = meanings.some((one) => one != null && NAMING.includes(one));
  return (
    isNamed &&
    (cells.filter((cell) => cell !== '').length === 1 || meanings.filter((one) => one != null).length >= 2)
  );
}

/** Headings in words that nobody foresaw: no figures in the first row, days in a column below. */
function isForeignHead(rows: readonly (readonly string[])[]): boolean {
  const [first = [], ...below] = rows;
  if (below.length === 0 || first.filter((cell) => cell !== '').length < 2) return false;
  if (first.some((cell) => /\d/.test(cell))) return false;
  return first.some(
    (_, column) =>
      below.filter(
        (cells) => /\d{2}/.test(cells[column] ?? '') && readBirth(cells[column] ?? '', '2099-01-01') !== null,
      ).length >
      below.length / 2,
  );
}

/** A cell on one line; lines of a cell are parted by semicolons. One sign more than may be kept tells that it is too long. */
function tidy(text: string): string {
  return text
    .slice(0, 4 * LONGEST_CELL)
    .normalize('NFC')
    .trim()
    .replaceAll(/\s*\n\s*/g, '; ')
    .replaceAll(/[\p{Cc}\p{Cf}]+/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .slice(0, LONGEST_CELL + 1);
}

/** Sheets of one file are one list: columns of the same heading are one column. */
function joinParts(parts: readonly Part[], kind: ImportKind): Pick<PeopleListRead, 'columns' | 'rows'> {
  const headings: string[] = [];
  const places = parts.map((part) =>
    Array.from({ length: part.width }, (_, column) => {
      const heading = part.headings[column] ?? '';
      const key = heading === '' ? `#${column}` : heading;
      const known = headings.indexOf(key);
      return known < 0 ? headings.push(key) - 1 : known;
    }),
  );
  const rows = parts.flatMap((part, index) =>
    part.rows.map((row): ListRow => {
      const cells = Array.from({ length: headings.length }, () => '');
      for (const [column, cell] of row.cells.entries()) cells[places[index]?.[column] ?? column] = cell;
      return { ...row, cells };
    }),
  );
  return { columns: readMeanings(headings, rows, kind), rows };
}

function readMeanings(headings: readonly string[], rows: readonly ListRow[], kind: ImportKind): ListColumn[] {
  const taken = new Set<ImportColumn>();
  const meanings = meaningsOf(headings.map((heading) => (heading.startsWith('#') ? '' : heading)));
  const read = headings.map((heading, column) => {
    const refused = heading.startsWith('#') ? undefined : readHeading(heading);
    const said = refused == null ? refused : meanings[column];
    const guessed = said === undefined && heading.startsWith('#') ? guess(rows, column, kind) : said;
    const free = guessed != null && !taken.has(guessed) ? guessed : 'skip';
    if (free !== 'skip') taken.add(free);
    return {
      heading: heading.startsWith('#') ? `Столбец ${column + 1}` : heading,
      samples: said === null ? [] : sampleOf(rows, column),
      meaning: free,
      isRefused: said === null,
    };
  });
  return read;
}

function sampleOf(rows: readonly ListRow[], column: number): string[] {
  const samples = new Set<string>();
  for (const { cells } of rows) {
    const cell = cells[column] ?? '';
    if (cell !== '') samples.add(cell.slice(0, 60));
    if (samples.size === 3) break;
  }
  return [...samples];
}

/** Without a heading: by what most of the cells look like. */
function guess(rows: readonly ListRow[], column: number, kind: ImportKind): ImportColumn | undefined {
  const filled = rows
    .slice(0, 100)
    .map(({ cells }) => cells[column] ?? '')
    .filter((cell) => cell !== '');
  if (filled.length === 0) return undefined;
  const most = (test: (cell: string) => boolean): boolean => filled.filter(test).length > filled.length * 0.6;
  if (most((cell) => EMAIL.test(cell))) return 'email';
  if (most((cell) => !/^\d{1,4}$/.test(cell) && readBirth(cell, '2099-01-01') !== null)) return 'birth';
  if (most((cell) => cell.replaceAll(/\D/g, '').length >= 10 && PHONE.test(cell))) return 'phone';
  if (most((cell) => /\d/.test(cell) && /\p{L}/u.test(cell) && parseClassName(cell) !== null)) return 'class';
  // «Учитель физики» has the looks of a name, but for the capital.
  if (most((cell) => /^\p{Lu}/u.test(parseFullName(cell)?.givenName ?? ''))) return 'name';
  return kind === 'staff' && most((cell) => /\p{L}/u.test(cell)) ? 'post' : undefined;
}
