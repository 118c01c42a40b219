import type { ScopedTx } from '#src/platform/db/scope.ts';
import { listAccountsWith } from '#src/features/accounts/service.server.ts';
import { dutiesOf, type ConsentDuty } from '#src/features/consents/rules/duties.ts';
import { listDutyFacts } from '#src/features/consents/store.server/duties.ts';

export { listSchoolsWithKeepers } from '#src/features/consents/store.server/duties.ts';

/**
 * What those who answer for personal data at a school must not miss on a day (ISO), and their accounts. For the program
 * itself, which gives the notices of the day.
 */
export async function listConsentDuties(
  tx: ScopedTx,
  organizationId: string,
  today: string,
): Promise<{ accountIds: readonly string[]; duties: readonly ConsentDuty[] }> {
  const accountIds = await listAccountsWith(tx, organizationId, ['director', 'curator']);
  if (accountIds.length === 0) return { accountIds, duties: [] };
  return { accountIds, duties: dutiesOf(organizationId, await listDutyFacts(tx, organizationId), today) };
}
