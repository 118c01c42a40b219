import type { ScopedTx } from '#src/platform/db/scope.ts';
import { listOwed, type OwedLine } from '#src/features/roadmap/store.server/reminders.ts';

export type { OwedLine };

/** What people of an organization owe: for reminders and calendar feeds. Rights are the caller's affair. */
export async function listOwedOfOrganization(tx: ScopedTx, organizationId: string): Promise<OwedLine[]> {
  return listOwed(tx, organizationId, null);
}

/** What one person owes. */
export async function listOwedOfPerson(
  tx: ScopedTx,
  organizationId: string,
  personId: string,
): Promise<OwedLine[]> {
  return listOwed(tx, organizationId, personId);
}
