import { sql } from 'kysely';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import { classLabelOf, THIS_SCHOOL_YEAR } from '#src/features/people/service.server.ts';
import { isRequestState, type RequestState } from '#src/features/banks/rules/entries.ts';

/** Classes of this school year of which the actor is class teacher, in the order of the school. */
export async function listOwnClasses(
  tx: ScopedTx,
  organizationId: string,
): Promise<{ id: string; label: string }[]> {
  return tx.query
    .selectFrom('classes as c')
    .select(['c.id', classLabelOf('c').as('label')])
    .where('c.organization_id', '=', organizationId)
    .where('c.school_year', '=', THIS_SCHOOL_YEAR)
    .where('c.teacher_id', '=', sql<string>`any((select app.self_people())::uuid[])`)
    .orderBy('c.grade')
    .orderBy('c.letter')
    .execute();
}

/** Where a pupil stands in mentoring today: both sides may be true at once. */
export interface Mentoring {
  readonly personId: string;
  /** Of the request in force; null: none. */
  readonly request: RequestState | null;
  readonly isMentee: boolean;
  readonly hasOffer: boolean;
  readonly isMentor: boolean;
}

const isIn = (side: 'mentor' | 'mentee') => sql<boolean>`exists (
  select from mentorship_members mm join mentorships m on m.id = mm.mentorship_id
  where mm.person_id = p.id and mm.side = ${side} and mm.ended_on is null
    and m.state not in ('proposed', 'closed', 'ended_early'))`;

export async function listMentoring(
  tx: ScopedTx,
  personIds: readonly string[],
): Promise<ReadonlyMap<string, Mentoring>> {
  if (personIds.length === 0) return new Map();
  const { rows } = await sql<Omit<Mentoring, 'request'> & { request: string | null }>`
    select p.id as "personId",
      (select r.state from mentee_requests r where r.person_id = p.id and r.ended_on is null limit 1) as request,
      exists (select from mentor_offers o where o.person_id = p.id and o.ended_on is null) as "hasOffer",
      ${isIn('mentee')} as "isMentee", ${isIn('mentor')} as "isMentor"
    from people p where p.id = any (${[...personIds]}::uuid[])`.execute(tx.query);
  return new Map(
    rows.map(({ request, ...row }) => [
      row.personId,
      { ...row, request: request !== null && isRequestState(request) ? request : null },
    ]),
  );
}
