import { sql } from 'kysely';
import type { ScopedTx } from '#src/platform/db/scope.ts';

/**
 * Everybody whose consent to processing the programme needs at the school, and how many have it in force: who was given a
 * code, or an account as a mentor or a mentee, who has ever signed or withdrawn such a consent, who is in a mentorship that
 * goes on. Those who left or were destroyed, and guardians, who sign for children only, are not counted.
 */
export async function countConcerned(
  tx: ScopedTx,
  organizationId: string,
): Promise<{ concerned: number; held: number }> {
  const { rows } = await sql<{ concerned: number; held: number }>`
    select count(*)::integer as concerned,
      (count(*) filter (where p.processing_until >= app.today()))::integer as held
    from people p
    where p.organization_id = ${organizationId} and p.merged_into is null and p.kinds <> '{guardian}'
      and (p.left_on is null or p.left_on >= app.today())
      and (exists (select from person_codes c where c.person_id = p.id and c.revoked_at is null)
        or exists (select from consents c where c.person_id = p.id and c.purpose = 'processing')
        or exists (select from mentorship_members m join mentorships s on s.id = m.mentorship_id
          where m.person_id = p.id and m.ended_on is null and s.ended_on is null)
        or exists (select from role_assignments r where r.account_id = p.account_id
          and r.organization_id = p.organization_id and r.ended_at is null and r.role in ('mentor', 'mentee')))`.execute(
    tx.query,
  );
  return rows[0] ?? { concerned: 0, held: 0 };
}
