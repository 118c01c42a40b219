import { breakLongWords, wordsFit } from '#src/platform/render/break-words.ts';
import { cleanLine } from '#src/platform/render/clean-text.ts';
import { fontSize, ornate, stampField } from '#src/platform/render/model.ts';
import type { CellBlock, Clause, PaperDocument, PaperSheet, Run } from '#src/platform/render/model.ts';
import { cellInset, innerWidth, prepareDocument } from '#src/platform/render/prepare.ts';
import { flatClauses, isKept, keptWithSignatures } from '#src/platform/render/keep-signatures.ts';
import type {
  PreparedBlock,
  PreparedClauses,
  PreparedRow,
  PreparedTable,
} from '#src/platform/render/prepare.ts';

const points = (millimetres: number) => (millimetres * 72) / 25.4;

/** The JSON that `template.typ` lays out. User text stands in it as strings only. */
export function pdfSource(document: PaperDocument): string {
  return sourceOf(document.title, [paperSource(document)], false);
}

/**
 * The same for several papers, each on pages of its own with numbers from one and an entry in the outline.
 * @param papers what `paperSource` made of each.
 */
export function bundleSource(title: string, papers: readonly string[]): string {
  return sourceOf(title, papers, true);
}

function sourceOf(title: string, papers: readonly string[], isBundle: boolean): string {
  return `{"title":${JSON.stringify(drawable(cleanLine(title)))},"language":"ru","bundle":${isBundle},"papers":[${papers.join(',')}]}`;
}

/** Letters as the fonts have them: composed, and spaces of one kind. */
function drawable(text: string): string {
  return text.normalize('NFC').replace(/[\u2007\u2009\u202f]/gu, '\u00a0');
}

/** One paper as JSON; throws `RangeError` when it cannot be drawn. */
export function paperSource(document: PaperDocument): string {
  const prepared = prepareDocument(document);
  const isOrnate = prepared.ornate !== null;
  const ems = points(prepared.width) / (isOrnate ? ornate : { fontSize }).fontSize.heading[1];
  const kept = keptWithSignatures(prepared);
  const blockSource = (block: PreparedBlock, index: number) => {
    switch (block.kind) {
      case 'table':
        return tableSource(block, document, kept.get(index) ?? 0);
      case 'heading':
        return { ...block, text: breakLongWords(block.text, ems), hyphenate: !wordsFit(block.text, ems) };
      case 'paragraph': {
        const keepWithNext = block.keepWithNext === true || kept.has(index);
        return { ...breakBlock(block, ems), keepWithNext };
      }
      case 'list':
        return { ...breakBlock(block, ems), kept: kept.get(index) ?? 0 };
      case 'clauses':
        return clausesSource(breakStrings(block, ems / 2.5), kept.get(index) ?? 0);
      case 'stamps': {
        const field = points(stampField) / fontSize.body;
        const lines = [...block.left, ...block.right].flatMap((stamp) => [stamp.word, ...stamp.lines]);
        return { ...breakStrings(block, field), hyphenate: !wordsFit(lines.join('\n'), field) };
      }
      case 'picture':
        return block;
      case 'letterhead': {
        const lines = [block.name, block.shortName ?? '', ...block.above, ...block.lines].join('\n');
        return { ...breakStrings(block, ems), hyphenate: !wordsFit(lines, ems) };
      }
      case 'parties': {
        // Names stand in three fifths of a side less the stroke, the rest in the whole of it.
        const field = points(prepared.width / block.items.length - 10) / fontSize.body;
        return {
          kind: 'parties',
          hyphenate: !wordsFit(
            block.items.flatMap(({ title, lines }) => [title, ...lines.map(({ text }) => text)]).join('\n'),
            field,
          ),
          items: block.items.map(({ name, ...party }) => ({
            ...breakStrings(party, field),
            name: name === null ? null : breakLongWords(name, field * 0.5),
          })),
        };
      }
      case 'signatures': {
        // Names stand in a third of the width, less the space between the fields.
        const size = isOrnate ? ornate.fontSize.body : fontSize.body;
        const field = points(prepared.width / 3 - 4) / size;
        return {
          ...breakStrings(block, field),
          hyphenate: !block.items.every(({ post }) => wordsFit(post, field)),
        };
      }
      case 'addressee': {
        const lines = block.lines.map(({ text }) => text).join('\n');
        return { ...breakStrings(block, ems / 2.5), hyphenate: !wordsFit(lines, ems / 2.5) };
      }
      default:
        return breakStrings(block, ems / 2.5);
    }
  };
  const blocks = joinFeet(prepared.blocks.map(blockSource), prepared.blocks, kept);
  // Words of a diploma are not parted unless one is wider than the sheet.
  const hyphenate =
    !isOrnate ||
    !prepared.blocks.every((block) => block.kind !== 'paragraph' || wordsFit(textOf([block]), ems));
  return drawable(JSON.stringify({ ...prepared, hyphenate, blocks }));
}

/** Clauses, each with whether it stays on the page of the next: the last of them before signatures do. */
function clausesSource(clauses: PreparedClauses, kept: number) {
  const flat = flatClauses(clauses.items);
  let index = 0;
  const source = (clause: Clause): object => {
    const sticky = isKept(index, flat.length, kept);
    index += 1;
    return { ...clause, sticky, clauses: (clause.clauses ?? []).map(source) };
  };
  return { ...clauses, items: clauses.items.map(source) };
}

/**
 * Nothing outside a table can be held to a row of it, so signatures under a table become its last row, held by what holds the rows
 * of a section; what stands between them is dropped.
 */
function joinFeet(
  sources: readonly object[],
  blocks: readonly PreparedBlock[],
  kept: ReadonlyMap<number, number>,
): readonly object[] {
  const joined: object[] = [];
  let table: number | null = null;
  for (const [index, source] of sources.entries()) {
    const block = blocks[index];
    if (block?.kind === 'table' && kept.has(index)) table = joined.length;
    else if (block?.kind !== 'spacer') {
      if (table !== null && (block?.kind === 'signatures' || block?.kind === 'parties')) {
        joined.splice(table, joined.length - table, { ...joined[table], foot: source });
        table = null;
        continue;
      }
      table = null;
    }
    joined.push(source);
  }
  return joined;
}

function tableSource(table: PreparedTable, sheet: PaperSheet, kept: number) {
  const context = { columns: table.columns, sheet };
  const rowSource = (row: PreparedRow, tie: number, heads: boolean) => ({
    ...row,
    tie,
    cells: row.cells.map((cell) => {
      const ems = Math.max(1, innerWidth(cell, context) / table.fontSize);
      const blocks = cell.blocks.map((block) => breakBlock(block, ems));
      // Headings and names are hyphenated only when a word would not fit otherwise.
      const text = textOf(cell.blocks);
      return { ...cell, blocks, hyphenate: !((heads || text.length <= NAME_LENGTH) && wordsFit(text, ems)) };
    }),
  });
  const ties = footTies(sectionTies(table.body), kept);
  return {
    ...table,
    inset: cellInset,
    foot: null,
    head: table.head.map((row) => rowSource(row, 1, true)),
    body: table.body.map((row, index) => rowSource(row, ties[index] ?? 1, row.section)),
  };
}

/** Letters of a cell that may be a name with a post. */
const NAME_LENGTH = 80;

function textOf(blocks: readonly CellBlock[]): string {
  return blocks
    .flatMap((block) => (block.kind === 'paragraph' ? block.runs : block.items.flat()))
    .map(({ text }) => text)
    .join(' ');
}

/** For each row, how many rows from it on must share a page; 0 where a row above has tied it already. */
function sectionTies(rows: readonly PreparedRow[]): readonly number[] {
  const ties: number[] = [];
  while (ties.length < rows.length) {
    const start = ties.length;
    let end = start;
    // A run of sections that no page could hold is not tied.
    while (rows[end]?.section && rows[end + 1]?.keepTogether && end - start < 3) end += 1;
    ties.push(end - start + 1);
    for (let at = start + 1; at <= end; at += 1) ties.push(0);
  }
  return ties;
}

/** The same with the last rows tied to the foot under them, which counts as a row. */
function footTies(ties: readonly number[], kept: number): readonly number[] {
  if (kept === 0) return ties;
  let start = ties.length - kept;
  while (start > 0 && ties[start] === 0) start -= 1;
  return ties.map((tie, index) => (index < start ? tie : index === start ? ties.length - start + 1 : 0));
}

function breakBlock(block: CellBlock, ems: number): CellBlock {
  const runs = (source: readonly Run[]) =>
    source.map((run) => ({ ...run, text: breakLongWords(run.text, ems) }));
  return block.kind === 'paragraph'
    ? { ...block, runs: runs(block.runs) }
    : { ...block, items: block.items.map(runs) };
}

/** The same for all texts of a block. */
function breakStrings<T>(value: T, ems: number): T {
  if (typeof value === 'string') return breakLongWords(value, ems) as T;
  if (Array.isArray(value)) return value.map((item: unknown) => breakStrings(item, ems)) as T;
  if (value !== null && typeof value === 'object')
    return Object.fromEntries(
      Object.entries(value).map(([key, item]: [string, unknown]) => [
        key,
        key === 'kind' ? item : breakStrings(item, ems),
      ]),
    ) as T;
  return value;
}
