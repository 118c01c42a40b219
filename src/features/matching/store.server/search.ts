import { sql } from 'kysely';
import type { ScopedTx } from '#src/platform/db/scope.ts';

/** Organizations where somebody waits for a mentor. */
export async function listSearching(tx: ScopedTx): Promise<string[]> {
  const rows = await tx.query
    .selectFrom('mentee_requests')
    .select('organization_id as id')
    .distinct()
    .where('state', 'in', ['in_bank', 'searching'])
    .orderBy('organization_id')
    .execute();
  return rows.map(({ id }) => id);
}

/** Keeps how many mentors suit each who waits; answers for how many there are some now and were none before. */
export async function saveFitting(
  tx: ScopedTx,
  organizationId: string,
  fitting: readonly { readonly personId: string; readonly mentors: number }[],
): Promise<number> {
  if (fitting.length === 0) return 0;
  const { rows } = await sql<{ news: number }>`
    with told as (
      select * from unnest(
        ${fitting.map(({ personId }) => personId)}::uuid[], ${fitting.map(({ mentors }) => mentors)}::smallint[])
        t (person_id, mentors)),
    before as (
      select r.id, r.fitting_mentors, t.mentors from mentee_requests r join told t on t.person_id = r.person_id
      where r.organization_id = ${organizationId} and r.ended_on is null and r.fitting_mentors <> t.mentors),
    changed as (
      update mentee_requests r set fitting_mentors = b.mentors from before b where r.id = b.id returning r.id)
    select count(*) filter (where fitting_mentors = 0 and mentors > 0)::integer as news
    from before where id in (select id from changed)`.execute(tx.query);
  return rows[0]?.news ?? 0;
}
