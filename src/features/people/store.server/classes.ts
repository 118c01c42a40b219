import { sql } from 'kysely';
import { toDay, toIso } from '#src/lib/iso-day.ts';
import { toJson } from '#src/platform/db/json.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import type { FullName } from '#src/features/people/rules.ts';
import { className, type ClassName, type SchoolClass } from '#src/features/people/rules/classes.ts';

export const CLASS_COLUMNS = [
  'c.id',
  'c.organization_id as organizationId',
  'c.school_year as schoolYear',
  'c.grade',
  'c.letter',
  'c.teacher_id as teacherId',
  'c.version',
] as const;

/** Classes of a school year in the order of the school: by grade and letter. */
export async function listClasses(
  tx: ScopedTx,
  organizationId: string,
  schoolYear: number,
): Promise<SchoolClass[]> {
  return tx.query
    .selectFrom('classes as c')
    .select(CLASS_COLUMNS)
    .where('c.organization_id', '=', organizationId)
    .where('c.school_year', '=', schoolYear)
    .orderBy('c.grade')
    .orderBy('c.letter')
    .execute();
}

export async function findClass(tx: ScopedTx, id: string): Promise<SchoolClass | null> {
  const row = await tx.query
    .selectFrom('classes as c')
    .select(CLASS_COLUMNS)
    .where('c.id', '=', id)
    .executeTakeFirst();
  return row ?? null;
}

export async function findClassByName(
  tx: ScopedTx,
  organizationId: string,
  schoolYear: number,
  { grade, letter }: ClassName,
): Promise<string | null> {
  const row = await tx.query
    .selectFrom('classes')
    .select('id')
    .where('organization_id', '=', organizationId)
    .where('school_year', '=', schoolYear)
    .where('grade', '=', grade)
    .where('letter', '=', letter)
    .executeTakeFirst();
  return row?.id ?? null;
}

export async function insertClass(
  tx: ScopedTx,
  organizationId: string,
  one: ClassName & { schoolYear: number; teacherId: string | null },
): Promise<string> {
  const row = await tx.query
    .insertInto('classes')
    .values({
      organization_id: organizationId,
      school_year: one.schoolYear,
      grade: one.grade,
      letter: one.letter,
      teacher_id: one.teacherId,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

/** False when the class is no longer at `version`. */
export async function updateClass(
  tx: ScopedTx,
  one: ClassName & { id: string; version: number; teacherId: string | null },
): Promise<boolean> {
  const result = await tx.query
    .updateTable('classes')
    .set((eb) => ({
      grade: one.grade,
      letter: one.letter,
      teacher_id: one.teacherId,
      version: eb('version', '+', 1),
    }))
    .where('id', '=', one.id)
    .where('version', '=', one.version)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

export async function deleteClass(tx: ScopedTx, id: string): Promise<void> {
  await tx.query.deleteFrom('classes').where('id', '=', id).execute();
}

export interface ClassMember extends FullName {
  readonly classId: string;
  readonly personId: string;
  readonly joinedOn: string | null;
  readonly leftOn: string | null;
  readonly birthDate: string | null;
  readonly hasAccount: boolean;
}

/** Members of classes by name, those who left the class too. */
export async function listClassMembers(tx: ScopedTx, classIds: readonly string[]): Promise<ClassMember[]> {
  if (classIds.length === 0) return [];
  const rows = await tx.query
    .selectFrom('class_members as m')
    .innerJoin('people as p', 'p.id', 'm.person_id')
    .select([
      'm.class_id as classId',
      'm.person_id as personId',
      'm.joined_on as joinedOn',
      'm.left_on as leftOn',
      'p.family_name as familyName',
      'p.given_name as givenName',
      'p.patronymic',
      'p.birth_date as birthDate',
      'p.account_id as accountId',
    ])
    .where('m.class_id', '=', sql<string>`any(${[...classIds]}::uuid[])`)
    .where('p.merged_into', 'is', null)
    .orderBy('p.name_key')
    .orderBy('p.id')
    .execute();
  return rows.map(({ accountId, ...row }) => ({
    ...row,
    joinedOn: toIso(row.joinedOn),
    leftOn: toIso(row.leftOn),
    birthDate: toIso(row.birthDate),
    hasAccount: accountId !== null,
  }));
}

export interface Attendance extends ClassName {
  readonly classId: string;
  readonly personId: string;
  readonly schoolYear: number;
  readonly joinedOn: string | null;
  readonly leftOn: string | null;
}

/** Classes of people over the years, the newest first; of one school year when it is given. */
export async function listAttendance(
  tx: ScopedTx,
  personIds: readonly string[],
  schoolYear: number | null = null,
): Promise<Attendance[]> {
  if (personIds.length === 0) return [];
  let rows = tx.query
    .selectFrom('class_members as m')
    .innerJoin('classes as c', 'c.id', 'm.class_id')
    .select([
      'c.id as classId',
      'm.person_id as personId',
      'c.school_year as schoolYear',
      'c.grade',
      'c.letter',
      'm.joined_on as joinedOn',
      'm.left_on as leftOn',
    ])
    .where('m.person_id', '=', sql<string>`any(${[...personIds]}::uuid[])`);
  if (schoolYear !== null) rows = rows.where('c.school_year', '=', schoolYear);
  const found = await rows
    .orderBy('c.school_year', 'desc')
    .orderBy(sql`m.left_on desc nulls first`)
    .execute();
  return found.map((row) => ({ ...row, joinedOn: toIso(row.joinedOn), leftOn: toIso(row.leftOn) }));
}

/**
 * People are in this class from a day on and in no other of its school year. Whoever came to the other one that very
 * day never was there; whoever was there before left it the day before.
 */
export async function placeInClass(
  tx: ScopedTx,
  place: { organizationId: string; classId: string; schoolYear: number; day: string },
  personIds: readonly string[],
): Promise<void> {
  if (personIds.length === 0) return;
  await leaveClasses(tx, { ...place, exceptId: place.classId }, personIds);
  await tx.query
    .insertInto('class_members')
    .values(
      personIds.map((personId) => ({
        organization_id: place.organizationId,
        class_id: place.classId,
        person_id: personId,
        joined_on: toDay(place.day),
      })),
    )
    .onConflict((conflict) =>
      conflict
        .columns(['class_id', 'person_id'])
        .doUpdateSet({ left_on: null })
        .where('class_members.left_on', 'is not', null),
    )
    .execute();
}

/** People leave their classes of a school year on a day; `exceptId` stays. */
export async function leaveClasses(
  tx: ScopedTx,
  place: { organizationId: string; schoolYear: number; day: string; exceptId: string | null },
  personIds: readonly string[],
): Promise<void> {
  if (personIds.length === 0) return;
  const others = (
    await tx.query
      .selectFrom('classes')
      .select('id')
      .where('organization_id', '=', place.organizationId)
      .where('school_year', '=', place.schoolYear)
      .execute()
  )
    .map(({ id }) => id)
    .filter((id) => id !== place.exceptId);
  if (others.length === 0) return;
  const day = toDay(place.day);
  await tx.query
    .deleteFrom('class_members')
    .where('class_id', '=', sql<string>`any(${others}::uuid[])`)
    .where('person_id', '=', sql<string>`any(${[...personIds]}::uuid[])`)
    .where('joined_on', '>=', day)
    .execute();
  await tx.query
    .updateTable('class_members')
    .set({ left_on: day.subtract({ days: 1 }) })
    .where('class_id', '=', sql<string>`any(${others}::uuid[])`)
    .where('person_id', '=', sql<string>`any(${[...personIds]}::uuid[])`)
    .where((eb) => eb.or([eb('left_on', 'is', null), eb('left_on', '>=', day)]))
    .execute();
}

/** A pupil and the class of a school year to be in. */
export interface Placing extends ClassName {
  readonly personId: string;
}

/**
 * Thousands of pupils come into their classes on a day, as `placeInClass` does with a few, in as many statements as for one:
 * classes that are not there yet are made. People are named once.
 */
export async function placeInClasses(
  tx: ScopedTx,
  place: { organizationId: string; schoolYear: number; day: string },
  placings: readonly Placing[],
): Promise<void> {
  if (placings.length === 0) return;
  const { organizationId, schoolYear, day } = place;
  const names = [...new Map(placings.map((one) => [className(one), one])).values()];
  await tx.query
    .insertInto('classes')
    .values(
      names.map(({ grade, letter }) => ({
        organization_id: organizationId,
        school_year: schoolYear,
        grade,
        letter,
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['organization_id', 'school_year', 'grade', 'letter']).doNothing(),
    )
    .execute();
  const wanted = sql`(
    select c.id as class_id, n.person from jsonb_to_recordset(${toJson(
      placings.map(({ personId, grade, letter }) => ({ person: personId, grade, letter })),
    )}::jsonb) as n (person uuid, grade smallint, letter text)
    join classes c on c.organization_id = ${organizationId}::uuid and c.school_year = ${schoolYear}
      and c.grade = n.grade and c.letter = n.letter)`;
  const elsewhere = sql`m.person_id = w.person and m.class_id <> w.class_id
    and m.class_id = o.id and o.organization_id = ${organizationId}::uuid and o.school_year = ${schoolYear}`;
  await sql`delete from class_members m using ${wanted} w, classes o
    where ${elsewhere} and m.joined_on >= ${day}::date`.execute(tx.query);
  await sql`update class_members m set left_on = ${day}::date - 1 from ${wanted} w, classes o
    where ${elsewhere} and (m.left_on is null or m.left_on >= ${day}::date)`.execute(tx.query);
  await sql`insert into class_members as m (organization_id, class_id, person_id, joined_on)
    select ${organizationId}::uuid, w.class_id, w.person, ${day}::date from ${wanted} w
    on conflict (class_id, person_id) do update set left_on = null where m.left_on is not null`.execute(
    tx.query,
  );
}
