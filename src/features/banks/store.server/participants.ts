import { sql } from 'kysely';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import type { Side } from '#src/features/programmes/rules/sides.ts';
import { ageOf, classLabelOf, fullNameOf, THIS_SCHOOL_YEAR } from '#src/features/people/service.server.ts';

/** A person as the banks need to know them. */
export interface Participant {
  readonly id: string;
  readonly organizationId: string;
  readonly name: string;
  readonly kinds: readonly string[];
  /** Full years today; null when the birthday is not known. */
  readonly age: number | null;
  /** «7А» of this school year, or empty. */
  readonly className: string;
  readonly hasConsent: boolean;
  /** Whether the actor is this person or a guardian of this child. */
  readonly isOwn: boolean;
  /** Whether the actor is the class teacher of this pupil. */
  readonly isOfClass: boolean;
}

/** «7А», «10 физмат»: the class of this school year (by the organization's own day) of a person of the named table. */
export const classNameOf = (table: string) => sql<string>`coalesce((
  select ${classLabelOf('c')} from class_members cm join classes c on c.id = cm.class_id
  where cm.person_id = ${sql.ref(`${table}.id`)} and (cm.left_on is null or cm.left_on >= app.today())
    and c.school_year = ${THIS_SCHOOL_YEAR}
  limit 1), '')`;

export async function findParticipant(tx: ScopedTx, id: string): Promise<Participant | null> {
  const row = await tx.query
    .selectFrom('people as p')
    .select(['p.id', 'p.organization_id as organizationId', 'p.kinds'])
    .select(fullNameOf('p').as('name'))
    .select(classNameOf('p').as('className'))
    .select(ageOf('p').as('age'))
    .select(sql<boolean>`coalesce(p.processing_until >= app.today(), false)`.as('hasConsent'))
    .select(sql<boolean>`p.id = any ((select app.own_people())::uuid[])`.as('isOwn'))
    .select(sql<boolean>`p.id = any ((select app.class_people())::uuid[])`.as('isOfClass'))
    .where('p.id', '=', id)
    .where('p.merged_into', 'is', null)
    .executeTakeFirst();
  return row ?? null;
}

/** Everybody with a consent in force who has nothing in the bank of this side yet, by name. */
export async function listAbsentees(
  tx: ScopedTx,
  organizationId: string,
  side: Side,
  limit: number,
  onlyOfClass: boolean,
): Promise<{ id: string; name: string; className: string; kinds: string[] }[]> {
  let rows = tx.query
    .selectFrom('people as p')
    .select(['p.id', 'p.kinds'])
    .select(fullNameOf('p').as('name'))
    .select(classNameOf('p').as('className'))
    .where('p.organization_id', '=', organizationId)
    .where('p.merged_into', 'is', null)
    .where('p.left_on', 'is', null)
    .where('p.processing_until', '>=', sql<Temporal.PlainDate>`app.today()`)
    .where((eb) =>
      eb.not(
        eb.exists(
          side === 'mentor'
            ? eb
                .selectFrom('mentor_offers as e')
                .select('e.id')
                .whereRef('e.person_id', '=', 'p.id')
                .where('e.ended_on', 'is', null)
            : eb
                .selectFrom('mentee_requests as e')
                .select('e.id')
                .whereRef('e.person_id', '=', 'p.id')
                .where('e.ended_on', 'is', null),
        ),
      ),
    );
  if (onlyOfClass) rows = rows.where('p.id', '=', sql<string>`any((select app.class_people())::uuid[])`);
  return rows.orderBy('p.family_name').orderBy('p.given_name').orderBy('p.id').limit(limit).execute();
}

/** Staff of the school who can support a mentee. */
export async function findSupporter(tx: ScopedTx, organizationId: string, id: string): Promise<boolean> {
  const row = await tx.query
    .selectFrom('people')
    .select('id')
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .where('merged_into', 'is', null)
    .where('left_on', 'is', null)
    .where(sql<boolean>`'staff' = any (kinds)`)
    .executeTakeFirst();
  return row !== undefined;
}
