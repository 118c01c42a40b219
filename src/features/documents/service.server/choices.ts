import type { ScopedTx } from '#src/platform/db/scope.ts';
import type { Paper } from '#src/features/documents/rules.ts';
import { listPapers } from '#src/features/documents/store.server.ts';

/** Papers offered in a choice: the newest; older ones are found in the register. */
const CHOICE_LIMIT = 300;

/** Registered papers, newest first: what may be chosen as evidence. */
export async function listPaperChoices(tx: ScopedTx, organizationId: string): Promise<Paper[]> {
  const { papers } = await listPapers(
    tx,
    { organizationId, state: 'registered' },
    { offset: 0, limit: CHOICE_LIMIT },
  );
  return papers;
}
