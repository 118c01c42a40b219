import type { Clause, Run } from '#src/platform/render/model.ts';
import { estimateRunLines, type PreparedBlock, type PreparedDocument } from '#src/platform/render/prepare.ts';

/** How many lines of a text stand on the page of its signatures: a page with signatures alone proves nothing. */
const LINES = 2;

/**
 * For each block, by its place, how many of its last parts – clauses, items, rows; a paragraph and a spacer are one – share the
 * page with the signatures that follow. Diplomas are one page and need none of it.
 */
export function keptWithSignatures(document: PreparedDocument): ReadonlyMap<number, number> {
  const kept = new Map<number, number>();
  if (document.ornate !== null) return kept;
  const linesOf = (runs: readonly Run[]) => estimateRunLines(runs, document.width);
  for (const [index, block] of document.blocks.entries()) {
    if (!isSigned(block)) continue;
    let wanted = LINES;
    for (let at = index - 1; at >= 0 && wanted > 0; at -= 1) {
      const before = document.blocks[at];
      const parts = before === undefined ? null : partsOf(before, linesOf);
      if (parts === null || parts.length === 0) break;
      let count = 0;
      while (count < parts.length && wanted > 0) {
        count += 1;
        wanted -= parts.at(-count) ?? 0;
      }
      kept.set(at, count);
      // A table with its heads is text enough, however few its rows are.
      if (before?.kind === 'table') break;
    }
  }
  return kept;
}

/** Whether a block is but signatures: sides of an agreement with lines of their own are text themselves. */
function isSigned(block: PreparedBlock): boolean {
  return (
    block.kind === 'signatures' ||
    (block.kind === 'parties' && block.items.every(({ lines }) => lines.length < LINES))
  );
}

/** Lines of each part of a block that can be kept; null: nothing is looked for beyond it. */
function partsOf(block: PreparedBlock, linesOf: (runs: readonly Run[]) => number): readonly number[] | null {
  switch (block.kind) {
    case 'paragraph':
      return [linesOf(block.runs)];
    case 'clauses':
      return flatClauses(block.items).map(({ runs }) => linesOf(runs));
    case 'list':
      return block.items.map(linesOf);
    case 'table': {
      // A row that is cut at the foot of a page cannot be held as a whole.
      const short = block.body.toReversed().findIndex(({ keepTogether }) => !keepTogether);
      return Array.from({ length: short === -1 ? block.body.length : short }, () => 1);
    }
    case 'spacer':
      return [0];
    case 'heading':
      return [1];
    default:
      return null;
  }
}

/** All clauses in the order in which they are read. */
export function flatClauses(clauses: readonly Clause[]): readonly Clause[] {
  return clauses.flatMap((clause) => [clause, ...flatClauses(clause.clauses ?? [])]);
}

/** Whether the part with this number, of so many, is among the last that are kept. */
export const isKept = (index: number, count: number, kept: number): boolean => index >= count - kept;
