import type { ScopedTx } from '#src/platform/db/scope.ts';
import { listPapersOf } from '#src/features/documents/store.server.ts';
import type { Paper } from '#src/features/documents/rules.ts';

/** The papers that a paper rests on, oldest first. */
export async function listBases(tx: ScopedTx, paperId: string): Promise<Paper[]> {
  const rows = await tx.query
    .selectFrom('paper_bases')
    .select('base_id')
    .where('paper_id', '=', paperId)
    .execute();
  return listPapersOf(
    tx,
    rows.map((row) => row.base_id),
  );
}

/** Sets the papers that a paper rests on; of another organization's none is kept by the database. */
export async function replaceBases(
  tx: ScopedTx,
  paper: { id: string; organizationId: string },
  baseIds: readonly string[],
): Promise<void> {
  await tx.query.deleteFrom('paper_bases').where('paper_id', '=', paper.id).execute();
  if (baseIds.length === 0) return;
  await tx.query
    .insertInto('paper_bases')
    .values(
      baseIds.map((base_id) => ({ paper_id: paper.id, base_id, organization_id: paper.organizationId })),
    )
    .execute();
}
