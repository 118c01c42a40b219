import type { ScopedTx } from '#src/platform/db/scope.ts';
import { listPaperUses } from '#src/features/roadmap/store.server/paper-uses.ts';

/** What a paper proves: `compose.ts` hands this to the register, which knows nothing of roadmaps. */
export function findPaperUses(
  tx: ScopedTx,
  paperId: string,
): Promise<readonly { readonly activityId: string; readonly title: string }[]> {
  return listPaperUses(tx, paperId);
}
