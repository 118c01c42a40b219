import { sql } from 'kysely';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import { THIS_SCHOOL_YEAR, classLabelOf, fullNameOf } from '#src/features/people/service.server.ts';
import type { Purpose } from '#src/features/consents/rules/purposes.ts';
import { purposeUntil, stateTerm } from '#src/features/consents/store.server/matrix.ts';

/** How a class of this school year stands with one purpose. */
export interface ClassConsents {
  readonly id: string;
  /** «7А». */
  readonly label: string;
  /** Full name of the class teacher; empty when nobody is named. */
  readonly teacher: string;
  readonly pupils: number;
  /** Without a consent in force, but for those who withdrew theirs: they are not asked again. */
  readonly wanted: number;
  /** In force, but not for long. */
  readonly expiring: number;
}

/** Classes of this school year in order; with `onlyOfClass` those whose class teacher the actor is. */
export async function listClassConsents(
  tx: ScopedTx,
  query: { organizationId: string; purpose: Purpose; onlyOfClass: boolean },
): Promise<ClassConsents[]> {
  const { organizationId, purpose } = query;
  const { join, until } = purposeUntil(organizationId, purpose);
  const { rows } = await sql<ClassConsents>`
    select c.id, ${classLabelOf('c')} as label,
      ${fullNameOf('t')} as teacher,
      count(p.id)::integer as pupils,
      (count(p.id) filter (where ${stateTerm('wanted', purpose, until)}))::integer as wanted,
      (count(p.id) filter (where ${stateTerm('expiring', purpose, until)}))::integer as expiring
    from classes c
    left join people t on t.id = c.teacher_id
    left join class_members m on m.class_id = c.id and (m.left_on is null or m.left_on >= app.today())
    left join people p on p.id = m.person_id and p.merged_into is null and (p.left_on is null or p.left_on >= app.today())
    ${join}
    where c.organization_id = ${organizationId}
      and c.school_year = ${THIS_SCHOOL_YEAR}
      ${query.onlyOfClass ? sql`and c.teacher_id = any ((select app.self_people())::uuid[])` : sql``}
    group by c.id, t.id order by c.grade, c.letter, c.id`.execute(tx.query);
  return rows;
}
