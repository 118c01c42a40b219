import { sql } from 'kysely';
import { toIso } from '#src/lib/iso-day.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import type { DutyFact } from '#src/features/consents/rules/duties.ts';
import { listMatrixPeople } from '#src/features/consents/store.server/matrix.ts';

/** More open things of one kind are not told one by one. */
const MOST = 200;

/** Schools where somebody answers for personal data. For the program itself. */
export async function listSchoolsWithKeepers(tx: ScopedTx): Promise<string[]> {
  const rows = await tx.query
    .selectFrom('role_assignments')
    .select('organization_id')
    .distinct()
    .where('ended_at', 'is', null)
    .where('role', 'in', ['director', 'curator'])
    .execute();
  return rows.map((row) => row.organization_id);
}

/** What is open at a school today. */
export async function listDutyFacts(tx: ScopedTx, organizationId: string): Promise<DutyFact[]> {
  const destructions = await tx.query
    .selectFrom('destructions')
    .select(['id', 'cause', 'due_on'])
    .where('organization_id', '=', organizationId)
    .where('state', '=', 'due')
    .orderBy('due_on')
    .limit(MOST)
    .execute();
  const requests = await tx.query
    .selectFrom('subject_requests')
    .select(['id', 'due_on'])
    .where('organization_id', '=', organizationId)
    .where('state', '=', 'open')
    .orderBy('due_on')
    .limit(MOST)
    .execute();
  const incidents = await tx.query
    .selectFrom('incidents')
    .select(['id', 'first_notice_at', 'second_notice_at'])
    .where('organization_id', '=', organizationId)
    .where('closed_at', 'is', null)
    .orderBy('discovered_at')
    .limit(MOST)
    .execute();
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from retention_proposals
    where organization_id = ${organizationId} and decision is null`.execute(tx.query);
  const count = async (state: 'expiring' | 'of_age') => {
    const query = { organizationId, purpose: 'processing', state, onlyOfClass: false } as const;
    return (await listMatrixPeople(tx, query, { offset: 0, limit: 0 })).total;
  };
  return [
    ...incidents.map((row) => ({
      what: 'incident' as const,
      id: row.id,
      isFirstSent: row.first_notice_at !== null,
      isSecondSent: row.second_notice_at !== null,
    })),
    ...destructions.map((row) => ({
      what: 'destruction' as const,
      id: row.id,
      cause: row.cause as 'withdrawal' | 'request' | 'retention',
      dueOn: toIso(row.due_on),
    })),
    ...requests.map((row) => ({ what: 'request' as const, id: row.id, dueOn: toIso(row.due_on) })),
    { what: 'expiring', count: await count('expiring') },
    { what: 'of_age', count: await count('of_age') },
    { what: 'retention', count: rows[0]?.count ?? 0 },
  ];
}
