import { sql } from 'kysely';
import { toIso } from '#src/lib/iso-day.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import type { WaveFact } from '#src/features/surveys/rules/duties.ts';

/**
 * Waves that go on, the nearest end first: all, or with `closesBy` (ISO) those that end by then; with `closedSince` those
 * that ended since too. Of an anonymous wave that goes on the database finds out through its secret who has answered, and
 * only the number leaves it.
 */
export async function listWaveFacts(
  tx: ScopedTx,
  organizationId: string,
  { closesBy = null, closedSince = null }: { closesBy?: string | null; closedSince?: string | null },
): Promise<WaveFact[]> {
  const { rows } = await sql<{
    id: string;
    title: string;
    state: 'open' | 'closed';
    opens_on: Temporal.PlainDate;
    closes_on: Temporal.PlainDate;
    invited: number;
    answered: number;
    waiting: number;
  }>`
    select w.id, w.title, w.state, w.opens_on, w.closes_on, c.invited, c.answered, c.waiting
    from survey_waves w
    cross join lateral (
      select count(*)::integer as invited,
        (count(*) filter (where coalesce(a.state, i.state) = 'answered'))::integer as answered,
        (count(*) filter (where coalesce(a.state, i.state) in ('waiting', 'begun')))::integer as waiting
      from survey_invitations i
      left join app.anonymous_states(case when w.is_anonymous then w.id end) a on a.invitation_id = i.id
      where i.wave_id = w.id
    ) c
    where w.organization_id = ${organizationId}::uuid
      and ((w.state = 'open' and (${closesBy}::date is null or w.closes_on <= ${closesBy}::date))
        or (w.state = 'closed' and w.closed_at >= ${closedSince}::date))
    order by w.closes_on, w.id
    limit 100`.execute(tx.query);
  return rows.map(({ opens_on, closes_on, ...row }) => ({
    ...row,
    opensOn: toIso(opens_on),
    closesOn: toIso(closes_on),
  }));
}
