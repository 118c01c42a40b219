import type { Cell, Row, SourceDocument, Table } from '#src/lib/tables/model.ts';
import { toSourceDocument } from '#src/lib/tables/source-text.ts';

export type Separator = ',' | ';' | '\t';

interface Record {
  fields: string[];
  line: number;
}

/**
 * The separator of a CSV text: the one that gives the most records of the same length, two fields at least.
 * `undefined` when no separator does, which is how ordinary text is told from a table.
 */
export function guessSeparator(text: string): Separator | undefined {
  let best: Separator | undefined;
  let bestScore = 0;
  for (const separator of [';', '\t', ','] as const) {
    const records = parseCsv(text.slice(0, 100_000), separator).slice(0, 200);
    const lengths = new Map<number, number>();
    for (const record of records) {
      lengths.set(record.fields.length, (lengths.get(record.fields.length) ?? 0) + 1);
    }
    for (const [length, count] of lengths) {
      const share = count / records.length;
      const score = length < 2 ? 0 : share * (1 + length / 100);
      if (share >= 0.6 && score > bestScore) {
        best = separator;
        bestScore = score;
      }
    }
  }
  return best;
}

/**
 * Records of a CSV text; quoted fields may hold separators, doubled quotes and line ends. Empty lines are left out.
 * Reading ends before the first record that does not go on, as `goesOn` says.
 */
export function parseCsv(
  text: string,
  separator: Separator,
  goesOn: (record: Record, first: Record) => boolean = () => true,
): Record[] {
  const records: Record[] = [];
  let fields: string[] = [];
  let line = 1;
  let begun = 1;
  let at = 0;
  const finish = (): boolean => {
    const record = { fields, line: begun };
    fields = [];
    if (record.fields.every((field) => field === '')) return true;
    if (!goesOn(record, records[0] ?? record)) return false;
    records.push(record);
    return true;
  };
  while (at < text.length) {
    const field = text[at] === '"' ? readQuoted(text, at, separator) : undefined;
    const end = field?.end ?? findEnd(text, at, separator);
    const value = field?.value ?? text.slice(at, end);
    fields.push(value.trim());
    line += countLines(text, at, end);
    at = end;
    if (at >= text.length) break;
    if (text[at] === separator) {
      at += 1;
      if (at === text.length || text[at] === '\n') fields.push('');
      if (at < text.length && text[at] !== '\n') continue;
    }
    if (text[at] === '\n') {
      if (!finish()) return records;
      at += 1;
      line += 1;
      begun = line;
    }
  }
  finish();
  return records;
}

function findEnd(text: string, from: number, separator: Separator): number {
  let at = from;
  while (at < text.length && text[at] !== separator && text[at] !== '\n') at += 1;
  return at;
}

/** A quoted field; `undefined` when the quote is never closed properly, so that it is an ordinary character. */
function readQuoted(
  text: string,
  from: number,
  separator: Separator,
): { value: string; end: number } | undefined {
  let at = from + 1;
  for (;;) {
    const quote = text.indexOf('"', at);
    if (quote === -1) return undefined;
    if (text[quote + 1] === '"') {
      at = quote + 2;
      continue;
    }
    const after = text[quote + 1];
    if (after !== undefined && after !== separator && after !== '\n') return undefined;
    return { value: text.slice(from + 1, quote).replaceAll('""', '"'), end: quote + 1 };
  }
}

function countLines(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = text.indexOf('\n', from); at !== -1 && at < to; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}

/** CSV text → one table; a record alone in its line, as a title above the table, spans all columns. */
export function readCsv(text: string, separator: Separator, name: string): SourceDocument {
  const records = parseCsv(text, separator);
  return toSourceDocument('csv', name, records.length === 0 ? [] : [toTable(records, 1)], text);
}

/** Records of equal standing → a table with places by line. */
export function toTable(records: readonly Record[], number: number): Table {
  const columnCount = records.reduce((most, record) => Math.max(most, record.fields.length), 0);
  const rows = records.map((record, index): Row => {
    const fields = [...record.fields];
    while (fields.length < columnCount) fields.push('');
    const cells = fields.map((field, column): Cell => ({
      text: field,
      lines: field === '' ? [] : field.split('\n'),
      column,
      columnSpan: 1,
      rowSpan: 1,
      place: { line: record.line, table: number, row: index + 1, column: column + 1 },
    }));
    return { cells, place: { line: record.line, table: number, row: index + 1 } };
  });
  return { kind: 'table', rows, columnCount, place: { line: records[0]?.line ?? 1, table: number } };
}
