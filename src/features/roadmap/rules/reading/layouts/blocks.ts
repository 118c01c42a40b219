import {
  scoreBlock,
  scoreContinued,
  skipCost,
} from '#src/features/roadmap/rules/reading/layouts/block-scores.ts';
import type { Block } from '#src/features/roadmap/rules/reading/layouts/block-scores.ts';
import type { Vocabulary } from '#src/features/roadmap/rules/reading/layouts/join.ts';
import { joinLines, joinNames } from '#src/features/roadmap/rules/reading/layouts/join.ts';
import type { Column, RawCell, RawRow, RawTable } from '#src/features/roadmap/rules/reading/layouts/raw.ts';
import { columnOf, isFreeRole } from '#src/features/roadmap/rules/reading/layouts/raw.ts';
import type { TextHeader } from '#src/features/roadmap/rules/reading/layouts/text-header.ts';
import { shareOfResponsible } from '#src/features/roadmap/rules/reading/lexicon/responsible-shape.ts';
import { looksLikeDeadline } from '#src/features/roadmap/rules/reading/lexicon/deadline-shape.ts';
import { collapseSpaces, splitWords } from '#src/features/roadmap/rules/reading/lexicon/words.ts';

const numberText = /^(?:\d{1,3}(?:\.\d{1,2}){0,3}[.)]?|[IVX]{1,5}[.)])$/;
const leadingNumber = /^(?:\d{1,3}(?:\.\d{1,2})*[.)]?|[IVX]{1,5}[.)])\s+[\p{Lu}«]/u;
const newRowCost = 0.5;
const noNumberCost = 6;
const mostBlocks = 12_000;

interface Step {
  score: number;
  /** State of the block before; -1 at the start. */
  from: number;
  newRow: boolean;
}

/**
 * A text whose cells are blocks of their own, one after another: parted by empty lines, or one a line. Each block
 * goes to a column, in the order of the columns, so that the whole looks most like a roadmap; an empty cell leaves no
 * trace and is told by what its neighbours look like. Null when the header's names do not stand apart like cells.
 */
export function readBlocks(
  lines: readonly string[],
  header: TextHeader,
  vocabulary: Vocabulary,
): RawTable | null {
  const head = lines.slice(header.from, header.to).filter((line) => line.trim() !== '');
  if (head.length < header.columns.length) return null;
  const { columns } = header;
  if (columns.some((column) => column.role === 'stage' || column.role === 'period')) return null;
  const blocks = cutBlocks(lines, header.to);
  if (blocks.length < columns.length * 2 || blocks.length > mostBlocks) return null;
  // Numbers that lead their titles on one line are rows of another layout; fewer of them are headings.
  const dated = blocks.filter((block) => block.isDeadline).length;
  const leading = blocks.filter((block) => leadingNumber.test(block.text)).length;
  if (leading > 2 && leading > dated * 0.6 && !blocks.some((block) => block.isNumber)) return null;
  const path = findPath(blocks, columns);
  // What a column says twice belongs to it, whatever it looks like.
  const responsibleAt = columnOf(columns, 'responsible');
  const familiar = new Map<string, number>();
  path.forEach(({ state }, index) => {
    const text = state === responsibleAt ? blocks[index]?.text : undefined;
    if (text !== undefined) familiar.set(text, (familiar.get(text) ?? 0) + 1);
  });
  const rows: RawRow[] = [];
  let open: { cells: Block[][]; heading: Block[] } | null = null;
  const close = (): void => {
    if (open !== null) rows.push(toRow(open.cells, open.heading, columns, vocabulary, familiar));
    open = null;
  };
  path.forEach(({ state, newRow }, index) => {
    const block = blocks[index];
    if (block === undefined) return;
    if (newRow) close();
    open ??= { cells: columns.map(() => []), heading: [] };
    if (state === columns.length) open.heading.push(block);
    else open.cells[state]?.push(block);
  });
  close();
  doubtLacking(rows, columns);
  return { columns, rows, layout: 'blocks', headEnd: header.from, doubts: [] };
}

/** An empty cell leaves no trace: where nearly every row has a result, one without may have lost it to a neighbour. */
function doubtLacking(rows: readonly RawRow[], columns: readonly Column[]): void {
  const at = columnOf(columns, 'result');
  const full = rows.filter((row) => row.heading === null);
  const lacking = full.filter((row) => (row.cells[at] ?? null) === null);
  if (at === -1 || lacking.length > full.length * 0.6) return;
  for (const row of lacking) if (row.doubts.length === 0) row.doubts.push('reading.cell_guessed');
}

function cutBlocks(lines: readonly string[], from: number): Block[] {
  const body = lines.slice(from);
  const last = body.findLastIndex((line) => line.trim() !== '');
  const blank = body.slice(0, last + 1).filter((line) => line.trim() === '').length;
  const gapped = blank > last * 0.25;
  const blocks: Block[] = [];
  let fresh = true;
  for (let at = from; at <= from + last; at += 1) {
    const line = (lines[at] ?? '').trim();
    if (line === '') {
      fresh = true;
      continue;
    }
    const open = blocks.at(-1);
    // A number alone on its line is a cell, also where a page's end put it right under another.
    const apart = numberText.test(line) || (open !== undefined && numberText.test(open.lines.at(-1) ?? ''));
    if (fresh || apart || !gapped || open === undefined) blocks.push(blockOf([line], at));
    else blocks[blocks.length - 1] = { ...blockOf([...open.lines, line], open.from), to: at };
    fresh = false;
  }
  return blocks.map((block) => ({ ...block, gapped }));
}

function blockOf(lines: string[], from: number): Block {
  const text = collapseSpaces(lines.join(' '));
  return {
    lines,
    text,
    words: splitWords([text], 0, 1),
    from,
    to: from,
    gapped: false,
    isNumber: numberText.test(text),
    isDeadline: looksLikeDeadline(text),
    share: shareOfResponsible(splitWords([text], 0, 1)),
  };
}

function isCapitals(text: string): boolean {
  return /\p{Lu}{4}/u.test(text) && text === text.toUpperCase();
}

/** The best column for every block; the state after the last column is a heading across the table. */
function findPath(
  blocks: readonly Block[],
  columns: readonly Column[],
): { state: number; newRow: boolean }[] {
  const count = columns.length;
  const numberAt = columnOf(columns, 'number');
  const first = numberAt === -1 ? 0 : numberAt;
  const skipped = (from: number, to: number): number => {
    let cost = 0;
    for (let column = from; column < to; column += 1) cost += skipCost[columns[column]?.role ?? 'note'];
    return cost;
  };
  const table: (Step | undefined)[][] = [];
  blocks.forEach((block, index) => {
    const row: (Step | undefined)[] = Array.from({ length: count + 1 }, () => undefined);
    const put = (state: number, step: Step): void => {
      const known = row[state];
      if (known === undefined || step.score > known.score) row[state] = step;
    };
    const fits = columns.map((column) => scoreBlock(block, column.role));
    const headingFit =
      block.isNumber || block.isDeadline || /^\p{Ll}/u.test(block.text)
        ? -8
        : leadingNumber.test(block.text) || isCapitals(block.text)
          ? -1
          : -3;
    const begin = (base: number, from: number): void => {
      for (let column = first; column < count; column += 1) {
        const cost = numberAt !== -1 && column !== numberAt ? noNumberCost : 0;
        put(column, {
          score: base - newRowCost - cost - skipped(first, column) + (fits[column] ?? 0),
          from,
          newRow: true,
        });
      }
      put(count, { score: base + headingFit - 1, from, newRow: true });
    };
    if (index === 0) begin(0, -1);
    const before = table[index - 1];
    const previous = blocks[index - 1];
    if (before === undefined || previous === undefined) {
      table.push(row);
      return;
    }
    before.forEach((step, state) => {
      if (step === undefined) return;
      if (state === count) {
        put(count, { score: step.score - 4, from: state, newRow: false });
        begin(step.score, state);
        return;
      }
      const role = columns[state]?.role ?? 'note';
      const continued = scoreContinued(previous, block, role);
      if (continued !== null) put(state, { score: step.score + continued, from: state, newRow: false });
      for (let column = state + 1; column < count; column += 1)
        put(column, {
          score: step.score - skipped(state + 1, column) + (fits[column] ?? 0),
          from: state,
          newRow: false,
        });
      if (state === numberAt) put(count, { score: step.score + headingFit, from: state, newRow: false });
      begin(step.score - skipped(state + 1, count), state);
    });
    table.push(row);
  });
  const path: { state: number; newRow: boolean }[] = [];
  let state = -1;
  let best = Number.NEGATIVE_INFINITY;
  table.at(-1)?.forEach((step, candidate) => {
    if (step === undefined) return;
    const score = step.score - (candidate < count ? skipped(candidate + 1, count) : 0);
    if (score > best) [best, state] = [score, candidate];
  });
  for (let index = blocks.length - 1; index >= 0; index -= 1) {
    const step = table[index]?.[state];
    if (step === undefined) break;
    path.unshift({ state, newRow: step.newRow });
    state = step.from;
  }
  return path;
}

function toRow(
  cells: readonly (readonly Block[])[],
  heading: readonly Block[],
  columns: readonly Column[],
  vocabulary: Vocabulary,
  familiar: ReadonlyMap<string, number>,
): RawRow {
  const all = [...cells.flat(), ...heading];
  const lineFrom = Math.min(...all.map((block) => block.from));
  const lineTo = Math.max(...all.map((block) => block.to));
  const base = { place: { line: lineFrom + 1 }, lineFrom, lineTo };
  const join = (blocks: readonly Block[], names: boolean): string =>
    (names ? joinNames : joinLines)(
      blocks.flatMap((block) => block.lines),
      vocabulary,
    );
  if (heading.length > 0) {
    const text = [...cells.flat(), ...heading].map((block) => join([block], false)).join(' ');
    return { ...base, heading: text, cells: columns.map(() => null), doubts: [] };
  }
  let doubtful = false;
  const raw = columns.map((column, index): RawCell | null => {
    const own = cells[index] ?? [];
    const [head] = own;
    if (head === undefined) return null;
    const text = join(own, column.role === 'responsible');
    doubtful ||= isDoubtful(own, column.role, familiar);
    return { text, place: { line: head.from + 1 }, lineFrom: head.from, lineTo: own.at(-1)?.to ?? head.to };
  });
  return { ...base, heading: null, cells: raw, doubts: doubtful ? ['reading.cell_guessed'] : [] };
}

/** The cell does not look like its column, or was put together from blocks that could stand alone. */
function isDoubtful(
  own: readonly Block[],
  role: Column['role'],
  familiar: ReadonlyMap<string, number>,
): boolean {
  const [head, ...others] = own;
  if (head === undefined) return false;
  const inner = own.some((block) =>
    block.lines.some((line, at) => at > 0 && opensCell(line, block.lines[at - 1])),
  );
  if (inner && role !== 'responsible') return true;
  if (role === 'responsible' && others.some((block) => block.gapped)) return true;
  if (role === 'deadline') return !looksLikeDeadline(own.map((block) => block.text).join(' '));
  if (role === 'responsible')
    return own.some((block) => block.share < 0.75 && (familiar.get(block.text) ?? 0) < 2);
  if (!isFreeRole(role)) return false;
  if (own.some((block) => block.isDeadline || block.share === 1 || block.isNumber)) return true;
  if (/^\p{Ll}/u.test(head.text)) return true;
  return others.some((block) => /^[\p{Lu}«"]/u.test(block.text) || block.gapped);
}

/** A line inside a block that could begin a cell: a page's columns may have run together there. */
function opensCell(line: string, before: string | undefined): boolean {
  return /^\p{Lu}\p{Ll}{3,}/u.test(line) && !/[.:;!?]$/.test(before ?? '');
}
