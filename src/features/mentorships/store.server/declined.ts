import { sql } from 'kysely';
import { toDay, toIso } from '#src/lib/iso-day.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import { THIS_SCHOOL_YEAR } from '#src/features/people/service.server.ts';
import type { DeclinedPair } from '#src/features/mentorships/rules/answers.ts';

/** A pair that somebody declined; the day is ISO. */
export interface KeptDeclinedPair extends DeclinedPair {
  readonly schoolYear: number;
  readonly declinedOn: string;
}

/** Everybody who declined whom at an organization, whatever the year, the newest first. */
export async function listDeclined(
  tx: ScopedTx,
  organizationId: string,
): Promise<readonly KeptDeclinedPair[]> {
  const rows = await tx.query
    .selectFrom('declined_pairs')
    .select([
      'mentor_id as mentorId',
      'mentee_id as menteeId',
      'declined_by as declinedBy',
      'declined_on as declinedOn',
      'school_year as schoolYear',
    ])
    .where('organization_id', '=', organizationId)
    .orderBy('school_year', 'desc')
    .orderBy('declined_on', 'desc')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    ...row,
    declinedBy: row.declinedBy as KeptDeclinedPair['declinedBy'],
    declinedOn: toIso(row.declinedOn),
  }));
}

/** Pairs that were declined in the school year that goes on today. */
export async function listDeclinedNow(
  tx: ScopedTx,
  organizationId: string,
): Promise<readonly { readonly mentorId: string; readonly menteeId: string }[]> {
  return tx.query
    .selectFrom('declined_pairs')
    .select(['mentor_id as mentorId', 'mentee_id as menteeId'])
    .where('organization_id', '=', organizationId)
    .where('school_year', '=', THIS_SCHOOL_YEAR)
    .execute();
}

/** Remembers pairs of a mentorship that somebody declined, and what they added to the answer. */
export async function rememberDeclined(
  tx: ScopedTx,
  of: {
    readonly organizationId: string;
    readonly mentorshipId: string;
    readonly schoolYear: number;
    readonly on: string;
  },
  pairs: readonly DeclinedPair[],
): Promise<void> {
  if (pairs.length === 0) return;
  const kept = await tx.query
    .insertInto('declined_pairs')
    .values(
      pairs.map((pair) => ({
        organization_id: of.organizationId,
        school_year: of.schoolYear,
        mentor_id: pair.mentorId,
        mentee_id: pair.menteeId,
        declined_by: pair.declinedBy,
        declined_on: toDay(of.on),
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['mentor_id', 'mentee_id', 'school_year']).doUpdateSet((eb) => ({
        declined_by: sql<string>`case when declined_pairs.declined_by = excluded.declined_by
          then excluded.declined_by else 'both' end`,
        declined_on: eb.ref('excluded.declined_on'),
      })),
    )
    .returning(['id', 'mentor_id as mentorId', 'mentee_id as menteeId'])
    .execute();
  await sql`
    insert into answer_reasons (organization_id, person_id, declined_pair_id, reason)
    select r.organization_id, r.person_id, d.id, r.reason
    from answer_reasons r
    join mentorship_answers a
      on a.mentorship_id = r.mentorship_id and a.person_id = r.person_id and a.answer = 'declined'
    join declined_pairs d on r.person_id in (d.mentor_id, d.mentee_id)
    where r.mentorship_id = ${of.mentorshipId} and d.id = any (${kept.map(({ id }) => id)}::uuid[])
    on conflict (declined_pair_id, person_id) do update set reason = excluded.reason`.execute(tx.query);
}
