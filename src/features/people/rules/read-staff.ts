import type { SourceDocument } from '#src/lib/tables/model.ts';
import { parseFullName } from '#src/features/people/rules.ts';
import type { StaffRow } from '#src/features/people/rules/staff-rows.ts';

/** A line of the source as cells, with its place in words. */
interface SourceRow {
  readonly place: string;
  readonly cells: readonly string[];
}

type Column = 'name' | 'family' | 'given' | 'patronymic' | 'post' | 'email' | 'phone';

const HEADERS: readonly (readonly [Column, RegExp])[] = [
  [
    'name',
    /^(?:ф\.?\s*и\.?\s*о\.?(?=\P{L}|$)|фамилия,?\s+имя|сотрудник$|работник$|педагог$|имя и фамилия)/iu,
  ],
  ['family', /^фамилия/iu],
  ['given', /^имя$/iu],
  ['patronymic', /^отчество/iu],
  ['post', /должност|^предмет|специальност/iu],
  ['email', /почт|e-?mail|электронн\p{L}* адрес/iu],
  ['phone', /тел(?:\.|ефон)|моб(?:\.|ильн)|^номер для связи/iu],
];

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
const PHONE = /^\+?[\d\s()\-–.]{5,25}(?:\s*(?:доб|вн)\.?\s*\d+)?$/iu;
const LONGEST_CELL = 1_000;
const MOST_CELLS = 60;

/**
 * People of a pasted list: a line each, cells parted by tabs («Иванова Мария Петровна ⇥ учитель физики», as Excel
 * copies them), semicolons, commas or a dash; a line of headings is understood. Writes nothing, refuses nothing: what
 * is no person comes out as a row with a wrong name for the reader to mend.
 */
export function readStaffText(text: string): StaffRow[] {
  const lines = text.split(/\r?\n/).map((line, index) => ({ line, place: `строка ${index + 1}` }));
  return toStaffRows(
    lines
      .filter(({ line }) => line.trim() !== '')
      .map(({ line, place }) => ({ place, cells: splitLine(line.slice(0, 5 * LONGEST_CELL)) })),
  );
}

/** People of a document read by `lib/tables`: every sheet and table by its own headings, loose lines as pasted text. */
export function readStaffDocument(document: SourceDocument): StaffRow[] {
  if (document.format === 'text') return readStaffText(document.text);
  const tables = document.blocks.filter((block) => block.kind === 'table');
  if (tables.length === 0) return readStaffText(document.text);
  const rows = tables.flatMap((table) =>
    toStaffRows(
      table.rows.flatMap((row): SourceRow[] => {
        const cells: string[] = Array.from({ length: Math.min(table.columnCount, MOST_CELLS) }, () => '');
        for (const cell of row.cells)
          if (cell.column < cells.length) cells[cell.column] = tidyCell(cell.text);
        const { sheet, row: rowNumber, line } = row.place;
        const where = `строка ${rowNumber ?? line ?? table.rows.indexOf(row) + 1}`;
        const place = sheet === undefined ? where : `лист «${sheet}», ${where}`;
        return cells.some((cell) => cell !== '') ? [{ place, cells }] : [];
      }),
    ),
  );
  return rows.map((row, order) => ({ ...row, order }));
}

function splitLine(line: string): string[] {
  const bare = line.replace(/^\s*\d{1,4}[.)]\s+/, '');
  for (const separator of ['\t', ';']) {
    if (bare.includes(separator)) return bare.split(separator).slice(0, MOST_CELLS).map(tidyCell);
  }
  const [name = '', ...rest] = bare.split(/,|\s[–—-]\s/);
  // Commas part posts too («учитель физики, классный руководитель»): only the first one surely ends the name.
  const facts = rest.map(tidyCell).filter((cell) => EMAIL.test(cell) || PHONE.test(cell));
  const posts = rest.map(tidyCell).filter((cell) => cell !== '' && !facts.includes(cell));
  return [tidyCell(name), posts.join('; '), ...facts];
}

function toStaffRows(rows: readonly SourceRow[]): StaffRow[] {
  const head = rows.slice(0, 15).findIndex(({ cells }) => isHead(cells));
  const body = head < 0 ? rows : rows.slice(head + 1);
  const columns = head < 0 ? guessColumns(body) : headColumns(rows[head]?.cells ?? []);
  return body
    .filter(({ cells }) => !isHead(cells))
    .map((row, order) => toStaffRow(row, columns, order))
    .filter((row) => row.name !== '' || row.posts !== '' || row.email !== '' || row.phone !== '');
}

function toStaffRow(
  { place, cells }: SourceRow,
  columns: readonly (Column | null)[],
  order: number,
): StaffRow {
  const all = (column: Column) => cells.filter((cell, index) => columns[index] === column && cell !== '');
  const parts = [...all('family'), ...all('given'), ...all('patronymic')];
  return {
    place,
    order,
    // A name of two lines in a cell is one name; posts of two lines are two posts.
    name: [...all('name'), ...parts].join(' ').replaceAll('; ', ' '),
    posts: all('post').join('; '),
    email: all('email')[0] ?? '',
    phone: all('phone').join(', '),
  };
}

function isHead(cells: readonly string[]): boolean {
  const columns = headColumns(cells);
  return columns.includes('name') || columns.includes('family');
}

function headColumns(cells: readonly string[]): (Column | null)[] {
  return cells.map((cell) =>
    cell.length > 60 ? null : (HEADERS.find(([, pattern]) => pattern.test(cell))?.[0] ?? null),
  );
}

/** Without headings: the column of names is the first where most cells are names, the rest by what stands in them. */
function guessColumns(rows: readonly SourceRow[]): (Column | null)[] {
  const sample = rows.slice(0, 100);
  const width = Math.max(0, ...sample.map(({ cells }) => cells.length));
  const share = (column: number, test: (cell: string) => boolean): number => {
    const filled = sample.map(({ cells }) => cells[column] ?? '').filter((cell) => cell !== '');
    return filled.length === 0 ? 0 : filled.filter(test).length / filled.length;
  };
  const all = Array.from({ length: width }, (_, column) => column);
  const name = Math.max(
    0,
    all.findIndex((column) => share(column, isWholeName) >= 0.5),
  );
  return all.map((column) => {
    if (column === name) return 'name';
    if (share(column, (cell) => EMAIL.test(cell)) >= 0.5) return 'email';
    if (share(column, (cell) => /^\d{1,4}\.?$/.test(cell)) >= 0.5) return null;
    if (share(column, (cell) => PHONE.test(cell)) >= 0.5) return 'phone';
    return 'post';
  });
}

function isWholeName(cell: string): boolean {
  const name = parseFullName(cell);
  return name !== null && name.givenName !== '' && /^\p{Lu}/u.test(name.givenName);
}

function tidyCell(text: string): string {
  return text
    .normalize('NFC')
    .slice(0, LONGEST_CELL)
    .replaceAll(/[^\P{Cc}\n]+/gu, ' ')
    .replaceAll(/\s*\n\s*/g, '; ')
    .replaceAll(/\s+/g, ' ')
    .trim();
}
