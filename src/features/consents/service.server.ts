import { refuse, type Result } from '#src/lib/result.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import { listUnconsented } from '#src/features/consents/store.server.ts';

/**
 * The one place where rooms ask before they keep something of mentoring about people: `consents.needed` (fact `count`) when
 * any of them has no consent to processing in force. The database refuses the same by triggers (152-ФЗ art. 9).
 */
export async function refuseWithoutConsent(
  tx: ScopedTx,
  personIds: readonly string[],
): Promise<Result<never> | null> {
  const blocked = await listUnconsented(tx, personIds);
  return blocked.length === 0 ? null : refuse('consents.needed', { count: blocked.length });
}
