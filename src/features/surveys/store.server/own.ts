import { sql } from 'kysely';
import { toIso } from '#src/lib/iso-day.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';

/** Invitations of these people to waves that take answers today, the first to close on top. */
export async function listOwnInvitations(
  tx: ScopedTx,
  personIds: readonly string[],
): Promise<{ id: string; title: string; closesOn: string; state: string }[]> {
  if (personIds.length === 0) return [];
  const { rows } = await sql<{ id: string; title: string; closes_on: Temporal.PlainDate; state: string }>`
    select i.id, w.title, w.closes_on, coalesce(a.state, i.state) as state
    from survey_invitations i
    join survey_waves w on w.id = i.wave_id
    left join lateral app.anonymous_states(case when w.is_anonymous then w.id end) a on a.invitation_id = i.id
    where i.person_id = any (${[...personIds]}::uuid[]) and i.state <> 'declined'
      and w.state in ('scheduled', 'open') and w.opens_on <= app.today() and w.closes_on >= app.today()
      and (w.without_consent or exists (
        select from people p where p.id = i.person_id and p.processing_until >= app.today()))
    order by w.closes_on, w.id`.execute(tx.query);
  return rows.map((row) => ({
    id: row.id,
    title: row.title,
    closesOn: toIso(row.closes_on),
    state: row.state,
  }));
}
