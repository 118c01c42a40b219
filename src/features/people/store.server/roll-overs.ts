import { sql } from 'kysely';
import { toJson } from '#src/platform/db/json.ts';
import { actingAccount } from '#src/platform/db/acting-account.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import { className } from '#src/features/people/rules/classes.ts';

/** What one passage to the next school year made: enough to take it back. */
export interface RollOverMade {
  /** Classes made. */
  readonly classes: readonly string[];
  /** Class and person of each membership entered. */
  readonly members: readonly (readonly [classId: string, personId: string])[];
  readonly graduates: readonly GraduateBefore[];
}

/** A leaver as they were before. */
export interface GraduateBefore {
  readonly id: string;
  readonly kinds: readonly string[];
  readonly graduatedIn: number | null;
}

export interface RollOverRow {
  readonly id: string;
  readonly organizationId: string;
  readonly fromYear: number;
  readonly made: RollOverMade;
  readonly doneBy: string | null;
  readonly doneAt: Temporal.Instant;
}

/** Pupils of a class at the end of its year who are in no class of the next one yet. */
const remaining = (organizationId: string, classId: string, nextYear: number, lastDay: string) => sql`
  select p.id, p.kinds, p.graduated_in
  from class_members m join people p on p.id = m.person_id
  where m.organization_id = ${organizationId} and m.class_id = ${classId}
    and (m.left_on is null or m.left_on >= ${lastDay}::date)
    and 'pupil' = any (p.kinds) and p.left_on is null and p.merged_into is null
    and not exists (
      select from class_members n join classes c on c.id = n.class_id
      where n.person_id = p.id and c.organization_id = ${organizationId} and c.school_year = ${nextYear})`;

/** How many would go on from each class, by class id. */
export async function countRemaining(
  tx: ScopedTx,
  organizationId: string,
  classIds: readonly string[],
  nextYear: number,
  lastDay: string,
): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  for (const classId of classIds) {
    const { rows } = await sql<{ count: number }>`
      select count(*) as count from (${remaining(organizationId, classId, nextYear, lastDay)}) rest
    `.execute(tx.query);
    counts.set(classId, rows[0]?.count ?? 0);
  }
  return counts;
}

/** Enters them into the class of the next year, from its first day. @returns whom */
export async function moveUp(
  tx: ScopedTx,
  organizationId: string,
  move: { fromId: string; toId: string; nextYear: number; lastDay: string },
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    insert into class_members (organization_id, class_id, person_id)
    select ${organizationId}, ${move.toId}, rest.id
    from (${remaining(organizationId, move.fromId, move.nextYear, move.lastDay)}) rest
    on conflict do nothing
    returning person_id as id`.execute(tx.query);
  return rows.map(({ id }) => id);
}

/** Makes them graduates of a year. @returns them as they were before */
export async function graduate(
  tx: ScopedTx,
  organizationId: string,
  leave: { fromId: string; nextYear: number; lastDay: string },
): Promise<GraduateBefore[]> {
  const { rows } = await sql<GraduateBefore>`
    select rest.id, rest.kinds, rest.graduated_in as "graduatedIn"
    from (${remaining(organizationId, leave.fromId, leave.nextYear, leave.lastDay)}) rest`.execute(tx.query);
  if (rows.length > 0) {
    await sql`
      update people set
        kinds = array_append(array_remove(array_remove(kinds, 'pupil'), 'graduate'), 'graduate'),
        graduated_in = ${leave.nextYear}, version = version + 1
      where organization_id = ${organizationId} and id = any (${rows.map(({ id }) => id)}::uuid[])`.execute(
      tx.query,
    );
  }
  return rows;
}

export async function insertRollOver(
  tx: ScopedTx,
  organizationId: string,
  fromYear: number,
  made: RollOverMade,
): Promise<string> {
  const row = await tx.query
    .insertInto('year_rollovers')
    .values({
      organization_id: organizationId,
      from_year: fromYear,
      made: toJson(made),
      done_by: actingAccount(tx),
      done_at: tx.now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

/** Those of a year that were not taken back, the newest first. */
export async function listRollOvers(
  tx: ScopedTx,
  organizationId: string,
  fromYear: number,
): Promise<RollOverRow[]> {
  const rows = await tx.query
    .selectFrom('year_rollovers')
    .select([
      'id',
      'organization_id as organizationId',
      'from_year as fromYear',
      'made',
      'done_by as doneBy',
      'done_at as doneAt',
    ])
    .where('organization_id', '=', organizationId)
    .where('from_year', '=', fromYear)
    .where('undone_at', 'is', null)
    .orderBy('done_at', 'desc')
    .orderBy('id', 'desc')
    .execute();
  return rows.map((row) => ({ ...row, made: row.made as unknown as RollOverMade }));
}

/** Two curators at once: the second waits here for the first. */
export async function lockRollOver(tx: ScopedTx, organizationId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('roll-over ' || ${organizationId}, 0))`.execute(
    tx.query,
  );
}

/**
 * Names of classes where something happened since: a class that was made has other people in it, or somebody who was
 * moved up is no longer simply there.
 */
export async function listChangedSince(tx: ScopedTx, made: RollOverMade): Promise<string[]> {
  const classIds = made.members.map(([classId]) => classId);
  const personIds = made.members.map(([, personId]) => personId);
  const { rows } = await sql<{ grade: number; letter: string }>`
    with entered as (
      select * from unnest(${classIds}::uuid[], ${personIds}::uuid[]) as e (class_id, person_id)
    ), changed as (
      select m.class_id from class_members m
      where m.class_id = any (${[...made.classes]}::uuid[])
        and not exists (select from entered e where e.class_id = m.class_id and e.person_id = m.person_id)
      union
      select e.class_id from entered e
      where not exists (
        select from class_members m
        where m.class_id = e.class_id and m.person_id = e.person_id and m.left_on is null and m.joined_on is null)
    )
    select c.grade, c.letter from classes c join changed on changed.class_id = c.id
    order by c.grade, c.letter`.execute(tx.query);
  return rows.map(className);
}

/** Takes memberships, classes and leavers back; a leaver who is a pupil again, or left, stays as they are. */
export async function undoRollOver(tx: ScopedTx, row: RollOverRow): Promise<void> {
  const { made, organizationId } = row;
  const classIds = made.members.map(([classId]) => classId);
  const personIds = made.members.map(([, personId]) => personId);
  await sql`
    delete from class_members m
    using unnest(${classIds}::uuid[], ${personIds}::uuid[]) as e (class_id, person_id)
    where m.organization_id = ${organizationId} and m.class_id = e.class_id and m.person_id = e.person_id`.execute(
    tx.query,
  );
  await sql`
    delete from classes
    where organization_id = ${organizationId} and id = any (${[...made.classes]}::uuid[])`.execute(tx.query);
  for (const before of made.graduates) {
    const kept = before.kinds.includes('graduate');
    await sql`
      update people set
        kinds = array_append(${kept ? sql`kinds` : sql`array_remove(kinds, 'graduate')`}, 'pupil'),
        graduated_in = ${before.graduatedIn}, version = version + 1
      where organization_id = ${organizationId} and id = ${before.id}
        and 'graduate' = any (kinds) and not 'pupil' = any (kinds)`.execute(tx.query);
  }
  await tx.query.updateTable('year_rollovers').set({ undone_at: tx.now }).where('id', '=', row.id).execute();
}
