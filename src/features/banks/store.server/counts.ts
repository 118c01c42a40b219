import { sql } from 'kysely';
import type { Side } from '#src/features/programmes/rules/sides.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';

/** Figures of the bank of mentees of a school on the organization's own day. */
export interface MenteeCounts {
  /** People with a request in force. */
  readonly requests: number;
  /** Of them those for whom a mentor is being sought. */
  readonly unpaired: number;
  /** Of the unpaired, those with a supporter. */
  readonly supported: number;
}

export async function countMentees(tx: ScopedTx, organizationId: string): Promise<MenteeCounts> {
  const { rows } = await sql<MenteeCounts>`
    select count(*)::integer as requests,
      count(*) filter (where state in ('in_bank', 'searching'))::integer as unpaired,
      count(*) filter (where state = 'searching' and supporter_id is not null)::integer as supported
    from mentee_requests where organization_id = ${organizationId} and ended_on is null`.execute(tx.query);
  return rows[0] ?? { requests: 0, unpaired: 0, supported: 0 };
}

/** Offers in force by what the mentor is to the school; who is several things counts under the first. */
export async function countOffersByKind(
  tx: ScopedTx,
  organizationId: string,
): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ kind: string; count: number }>`
    select (array(select k from unnest(array['staff', 'pupil', 'student', 'partner', 'graduate', 'guardian']) k
                  where k = any (p.kinds)))[1] as kind, count(*)::integer as count
    from mentor_offers o join people p on p.id = o.person_id
    where o.organization_id = ${organizationId} and o.ended_on is null group by 1`.execute(tx.query);
  return new Map(rows.map(({ kind, count }) => [kind, count]));
}

/**
 * People of the school whom a bank concerns: in it already, in a mentorship that goes on, or with the role of it in the
 * program, with or without a consent.
 */
export async function countConcerned(tx: ScopedTx, organizationId: string, side: Side): Promise<number> {
  const entries = side === 'mentor' ? sql`mentor_offers` : sql`mentee_requests`;
  const { rows } = await sql<{ count: number }>`
    select count(distinct id)::integer as count from (
      select e.person_id as id from ${entries} e where e.organization_id = ${organizationId} and e.ended_on is null
      union
      select mm.person_id from mentorship_members mm join mentorships m on m.id = mm.mentorship_id
      where m.organization_id = ${organizationId} and mm.side = ${side} and mm.ended_on is null
        and m.state not in ('closed', 'ended_early')
      union
      select p.id from people p join role_assignments r
        on r.account_id = p.account_id and r.organization_id = p.organization_id
      where p.organization_id = ${organizationId} and p.merged_into is null and p.left_on is null
        and r.ended_at is null and r.role::text = ${side}) concerned`.execute(tx.query);
  return rows[0]?.count ?? 0;
}
