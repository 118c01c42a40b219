import type { ScopedTx } from '#src/platform/db/scope.ts';
import type { PaperDocument } from '#src/platform/render/model.ts';
import type { DocumentsDeps } from '#src/features/documents/service.server/deps.ts';
import { presentText } from '#src/features/documents/service.server/present.ts';
import { frameOf } from '#src/features/documents/service.server/text-view.ts';
import { listKeptPapers, type KeptPaper } from '#src/features/documents/store.server/kept-papers.ts';
import { findPaper } from '#src/features/documents/store.server.ts';
import { findText } from '#src/features/documents/store.server/texts.ts';

export type { KeptPaper } from '#src/features/documents/store.server/kept-papers.ts';

/** No paper of a school was replaced that often. */
const LONGEST_CHAIN = 20;

/**
 * For another room's transaction, whose right it is to know: papers of a span of days (ISO, both included), these
 * papers, and whatever took their place. `ofSpan` are the ids of those of the span, oldest first.
 */
export async function gatherPapers(
  tx: ScopedTx,
  organizationId: string,
  which: { from: string; to: string; ids: readonly string[] },
): Promise<{ papers: ReadonlyMap<string, KeptPaper>; ofSpan: readonly string[] }> {
  const ofSpan = await listKeptPapers(tx, organizationId, { from: which.from, to: which.to });
  const papers = new Map(ofSpan.map((paper) => [paper.id, paper]));
  let wanted = [...which.ids, ...successors(ofSpan)].filter((id) => !papers.has(id));
  for (let round = 0; wanted.length > 0 && round < LONGEST_CHAIN; round += 1) {
    const found = await listKeptPapers(tx, organizationId, { ids: [...new Set(wanted)] });
    for (const paper of found) papers.set(paper.id, paper);
    wanted = successors(found).filter((id) => !papers.has(id));
  }
  return { papers, ofSpan: ofSpan.map(({ id }) => id) };
}

const successors = (papers: readonly KeptPaper[]): string[] =>
  papers.flatMap(({ replacedBy }) => replacedBy ?? []);

/** A paper whose text was made here, with its number and day, to be laid out; null for one entered by hand. */
export async function paperDocumentOf(
  tx: ScopedTx,
  deps: Pick<DocumentsDeps, 'clock' | 'timeZone'>,
  paperId: string,
): Promise<PaperDocument | null> {
  const paper = await findPaper(tx, paperId);
  const text = paper === null ? null : await findText(tx, paperId);
  if (paper === null || text === null) return null;
  return frameOf(tx, paper, await presentText(tx, deps, paper, text));
}
