import type { ScopedTx } from '#src/platform/db/scope.ts';

/** Activities that a paper proves now, each once, in the order in which it was attached. */
export async function listPaperUses(
  tx: ScopedTx,
  paperId: string,
): Promise<{ activityId: string; title: string }[]> {
  const rows = await tx.query
    .selectFrom('activity_evidence as e')
    .innerJoin('activities as a', 'a.id', 'e.activity_id')
    .select(['e.activity_id as activityId', 'a.title'])
    .where('e.paper_id', '=', paperId)
    .where('e.withdrawn_at', 'is', null)
    .orderBy('e.created_at')
    .orderBy('e.id')
    .execute();
  return [...new Map(rows.map((row) => [row.activityId, row])).values()];
}

/** Those of the papers that are attached to some activity now, in the given order. */
export async function listProvingPapers(tx: ScopedTx, paperIds: readonly string[]): Promise<string[]> {
  if (paperIds.length === 0) return [];
  const rows = await tx.query
    .selectFrom('activity_evidence')
    .select('paper_id')
    .distinct()
    .where('paper_id', 'in', [...paperIds])
    .where('withdrawn_at', 'is', null)
    .execute();
  const attached = new Set(rows.map((row) => row.paper_id));
  return paperIds.filter((id) => attached.has(id));
}
