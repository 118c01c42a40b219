import { accept, refuse, type Result } from '#src/lib/result.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import type { Purpose } from '#src/features/consents/rules/purposes.ts';
import { isInForce } from '#src/features/consents/rules/states.ts';
import { runSequels, type ConsentSequel } from '#src/features/consents/service.server/sequels.ts';
import { todayOf } from '#src/features/consents/store.server/consents.ts';
import { readCells } from '#src/features/consents/store.server/matrix.ts';
import { withdrawSignatures } from '#src/features/consents/store.server/person.ts';

export interface Withdrawal {
  readonly personId: string;
  readonly organizationId: string;
  readonly birthDate: string | null;
  readonly purpose: Purpose;
  /** ISO day of the application, not after today. */
  readonly on: string;
  readonly by: 'self' | 'guardian' | 'school';
  readonly reason: string;
  readonly fileId: string | null;
}

/**
 * Ends all signatures to the purpose. The database blocks at once and starts the clock of destruction; the rooms that the
 * registry names act in the same transaction. Refuses with `consents.future`, `consents.nothing_to_withdraw`.
 */
export async function withdrawConsent(
  tx: ScopedTx,
  sequels: readonly ConsentSequel[],
  withdrawal: Withdrawal,
): Promise<Result<{ count: number }>> {
  const today = await todayOf(tx);
  if (withdrawal.on > today) return refuse('consents.future', undefined, 'on');
  const count = await withdrawSignatures(tx, withdrawal);
  if (count === 0) return refuse('consents.nothing_to_withdraw');
  const { organizationId, personId, birthDate, purpose } = withdrawal;
  const cells = (await readCells(tx, [{ id: personId, birthDate }], today)).get(personId) ?? [];
  const isHeld = cells.some((cell) => cell.purpose === purpose && isInForce(cell));
  if (!isHeld) await runSequels(tx, sequels, { organizationId, personId, purpose });
  return accept({ count });
}
