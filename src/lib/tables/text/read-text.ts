import type { Block, SourceDocument } from '#src/lib/tables/model.ts';
import { readAligned } from '#src/lib/tables/text/aligned.ts';
import { parseCsv, toTable } from '#src/lib/tables/text/csv.ts';
import { withPages, type FoundTable, type TextLine } from '#src/lib/tables/text/lines.ts';
import { toSourceDocument } from '#src/lib/tables/source-text.ts';

/** Looking for columns of spaces reads far ahead; a text that so often only seems to have them has none. */
const mostMisses = 300;
const mostQuotedLines = 6000;

/**
 * Pasted or plain text → one paragraph a line. Lines with the same number of tabs, with pipes (as in Markdown), or
 * set in columns by runs of spaces become tables. A form feed begins a page. Blank lines are left out.
 */
export function readText(text: string, name = ''): SourceDocument {
  const source = text.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n');
  const lines = listLines(source);
  const blocks: Block[] = [];
  let tables = 0;
  let misses = 0;
  for (let at = 0; at < lines.length;) {
    const number = tables + 1;
    const looksAligned = misses < mostMisses && hasWideGap(lines[at]?.text);
    const found =
      readTabbed(lines, at, number) ??
      readPiped(lines, at, number) ??
      (looksAligned ? readAligned(lines, at, number) : undefined);
    if (found === undefined && looksAligned) misses += 1;
    if (found !== undefined) {
      tables += 1;
      blocks.push(found.table);
      at = found.end;
      continue;
    }
    const line = lines[at];
    const words = line?.text.replaceAll('\u00ad', '').trim() ?? '';
    if (line !== undefined && words !== '') {
      blocks.push({ kind: 'paragraph', text: words, place: { page: line.page, line: line.line } });
    }
    at += 1;
  }
  return toSourceDocument('text', name, blocks, source);
}

function listLines(text: string): TextLine[] {
  let page = 1;
  return text.split('\n').flatMap((whole, index) =>
    // A form feed stands where a page ends, often with the first words of the next page right after it.
    whole.split('\f').map((part, piece): TextLine => {
      if (piece > 0) page += 1;
      return { text: part.replaceAll('\v', ' '), line: index + 1, page };
    }),
  );
}

/**
 * Rows of tab-separated cells, as an editor pastes a table. A quoted cell (a spreadsheet's way) may hold line ends.
 * Blank lines inside are page ends. Lines that only begin with a tab are a layout of their own, not rows.
 */
function readTabbed(lines: readonly TextLine[], at: number, number: number): FoundTable | undefined {
  const first = lines[at]?.text ?? '';
  const quoted = /(?:^|\t)"[^"]*$/.test(first) ? readQuotedTabs(lines, at, number) : undefined;
  if (quoted !== undefined) return quoted;
  const tabs = countOf(first, '\t');
  if (tabs === 0 || /^\t[^\t]*$/.test(first)) return undefined;
  const rows: TextLine[] = [];
  let end = at;
  for (let index = at; index < lines.length; index += 1) {
    const line = lines[index];
    if (line === undefined) break;
    if (line.text.trim() === '') continue;
    if (countOf(line.text, '\t') !== tabs) break;
    rows.push(line);
    end = index + 1;
  }
  if (rows.length < 2 || rows.every((row) => row.text.split('\t').filter((cell) => cell.trim()).length < 2)) {
    return undefined;
  }
  const records = rows.map((row) => ({
    fields: row.text.split('\t').map((cell) => cell.trim()),
    line: row.line,
  }));
  return { table: withPages(toTable(records, number), lines), end };
}

function readQuotedTabs(lines: readonly TextLine[], at: number, number: number): FoundTable | undefined {
  // Two rows of one width tell a table; only then is the rest of the text looked through.
  if (parseQuoted(lines.slice(at, at + 100)).length < 2) return undefined;
  const rest = lines.slice(at, at + mostQuotedLines);
  const records = parseQuoted(rest);
  const last = records.at(-1);
  if (last === undefined) return undefined;
  const height = Math.max(...last.fields.map((field) => field.split('\n').length));
  const rows = records.map((record) => ({
    fields: record.fields,
    line: rest[record.line - 1]?.line ?? record.line,
  }));
  return { table: withPages(toTable(rows, number), lines), end: at + last.line - 1 + height };
}

/** Tab-separated records from the first line on, as long as they have the same number of fields, two at least. */
function parseQuoted(lines: readonly TextLine[]): { fields: string[]; line: number }[] {
  const text = lines.map((line) => line.text).join('\n');
  const records = parseCsv(text, '\t', (record, first) => record.fields.length === first.fields.length);
  return (records[0]?.fields.length ?? 0) < 2 ? [] : records;
}

function hasWideGap(text: string | undefined): boolean {
  return text !== undefined && /\S {2,}\S/.test(text);
}

/** Rows between pipes with one and the same number of cells; the ruler line under a head is no row. */
function readPiped(lines: readonly TextLine[], at: number, number: number): FoundTable | undefined {
  const records: { fields: string[]; line: number }[] = [];
  let end = at;
  for (let index = at; index < lines.length; index += 1) {
    const line = lines[index];
    if (line === undefined || countOf(line.text, '|') < 2) break;
    end = index + 1;
    if (/^[\s|:+-]+$/.test(line.text) && line.text.includes('-')) continue;
    const fields = splitPipes(line.text);
    if (records[0] !== undefined && records[0].fields.length !== fields.length) {
      end = index;
      break;
    }
    records.push({ fields, line: line.line });
  }
  if (records.length < 2 || (records[0]?.fields.length ?? 0) < 2) return undefined;
  return { table: withPages(toTable(records, number), lines), end };
}

function splitPipes(text: string): string[] {
  const inner = text
    .trim()
    .replace(/^\|/, '')
    .replace(/(?<!\\)\|$/, '');
  return inner.split(/(?<!\\)\|/).map((cell) =>
    cell
      .replaceAll('\\|', '|')
      .replace(/<br\s*\/?>/gi, '\n')
      .trim(),
  );
}

function countOf(text: string, character: string): number {
  return text.split(character).length - 1;
}
