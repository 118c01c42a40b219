import { sql } from 'kysely';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import type { Side } from '#src/features/programmes/rules/sides.ts';
import { classLabelOf, fullNameOf, THIS_SCHOOL_YEAR } from '#src/features/people/service.server.ts';
import { classNameOf } from '#src/features/banks/store.server/participants.ts';

export interface BlankPerson {
  readonly id: string;
  readonly name: string;
  readonly className: string;
}

/** Classes of this school year whose pupils the actor sees; `onlyOwn`: those of the actor as class teacher. */
export async function listClassChoices(
  tx: ScopedTx,
  organizationId: string,
  onlyOwn: boolean,
): Promise<{ id: string; label: string }[]> {
  let rows = tx.query
    .selectFrom('classes as c')
    .select(['c.id'])
    .select(classLabelOf('c').as('label'))
    .where('c.organization_id', '=', organizationId)
    .where(sql<boolean>`c.school_year = ${THIS_SCHOOL_YEAR}`);
  if (onlyOwn) {
    rows = rows.where(
      sql<boolean>`exists (select from class_members m
        where m.class_id = c.id and m.person_id = any ((select app.class_people())::uuid[]))`,
    );
  }
  return rows.orderBy('c.grade').orderBy('c.letter').execute();
}

/** Whom forms are printed for: the pupils of a class now, or one person. */
export async function listBlankPeople(
  tx: ScopedTx,
  organizationId: string,
  who: { readonly classId: string } | { readonly personId: string },
  onlyOfClass: boolean,
): Promise<BlankPerson[]> {
  let rows = tx.query
    .selectFrom('people as p')
    .select('p.id')
    .select(fullNameOf('p').as('name'))
    .select(classNameOf('p').as('className'))
    .where('p.organization_id', '=', organizationId)
    .where('p.merged_into', 'is', null);
  rows =
    'personId' in who
      ? rows.where('p.id', '=', who.personId)
      : rows.where('p.left_on', 'is', null).where(
          sql<boolean>`exists (select from class_members m where m.class_id = ${who.classId}::uuid and m.person_id = p.id
            and (m.left_on is null or m.left_on >= app.today()))`,
        );
  if (onlyOfClass) rows = rows.where('p.id', '=', sql<string>`any((select app.class_people())::uuid[])`);
  return rows.orderBy('p.name_key').orderBy('p.id').limit(300).execute();
}

/** The number of each person's form of a side; a form printed again has the number that it had. */
export async function numberBlanks(
  tx: ScopedTx,
  organizationId: string,
  side: Side,
  numbered: readonly { readonly personId: string; readonly number: number }[],
): Promise<ReadonlyMap<string, number>> {
  await tx.query
    .insertInto('paper_blanks')
    .values(
      numbered.map(({ personId, number }) => ({
        organization_id: organizationId,
        person_id: personId,
        side,
        number,
        printed_at: tx.now,
      })),
    )
    // Of the person already, or a number of somebody else's: the caller draws again for those who still have none.
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const rows = await tx.query
    .selectFrom('paper_blanks')
    .select(['person_id as personId', 'number'])
    .where('organization_id', '=', organizationId)
    .where('side', '=', side)
    .where('person_id', '=', sql<string>`any(${numbered.map(({ personId }) => personId)}::uuid[])`)
    .execute();
  return new Map(rows.map(({ personId, number }) => [personId, number]));
}

/** Whose form has this number. */
export async function findBlank(
  tx: ScopedTx,
  organizationId: string,
  number: number,
): Promise<{ personId: string; side: Side } | null> {
  const row = await tx.query
    .selectFrom('paper_blanks')
    .select(['person_id as personId', 'side'])
    .where('organization_id', '=', organizationId)
    .where('number', '=', number)
    .executeTakeFirst();
  return row === undefined ? null : { ...row, side: row.side === 'mentor' ? 'mentor' : 'mentee' };
}
