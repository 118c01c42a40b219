import { sql } from 'kysely';
import { toIso } from '#src/lib/iso-day.ts';
import { toJson } from '#src/platform/db/json.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import { className } from '#src/features/people/rules/classes.ts';
import { nameKey } from '#src/features/people/rules.ts';
import { orderKinds } from '#src/features/people/rules/kinds.ts';
import type { ListSort } from '#src/features/people/rules/import/entries.ts';
import type { KnownPerson } from '#src/features/people/rules/import/match.ts';
import type { ListColumn, ListRow } from '#src/features/people/rules/import/read-list.ts';
import type { ImportKind, RowFixes } from '#src/features/people/rules/import/records.ts';

/** What was said of a whole list, beside its rows. */
export interface ListOptions {
  /** The form of mentoring where a row names none; a key of data/forms.json, or empty. */
  readonly form?: string;
  /** Where consents to processing on paper lie, and when they were signed (ISO day). */
  readonly basis?: string;
  readonly signedOn?: string;
}

/** A list on its way in. */
export interface ImportDraft {
  readonly id: string;
  readonly organizationId: string;
  readonly name: string;
  readonly kind: ImportKind;
  readonly sort: ListSort;
  readonly options: ListOptions;
  readonly schoolYear: number;
  readonly className: string;
  readonly columns: readonly ListColumn[];
  readonly rows: readonly ListRow[];
  readonly fixes: RowFixes;
  readonly version: number;
}

export async function insertImport(
  tx: ScopedTx,
  draft: Omit<ImportDraft, 'id' | 'version' | 'fixes' | 'sort' | 'options'> &
    Partial<Pick<ImportDraft, 'sort' | 'options'>>,
): Promise<string> {
  const { id } = await tx.query
    .insertInto('people_imports')
    .values({
      organization_id: draft.organizationId,
      name: draft.name,
      kind: draft.kind,
      school_year: draft.schoolYear,
      class_name: draft.className,
      sort: draft.sort ?? 'people',
      options: toJson(draft.options ?? {}),
      columns: toJson(draft.columns),
      rows: toJson(draft.rows),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** `lock`: for the one who stores it. */
export async function findImport(tx: ScopedTx, id: string, lock = false): Promise<ImportDraft | null> {
  let query = tx.query
    .selectFrom('people_imports')
    .select([
      'id',
      'organization_id as organizationId',
      'name',
      'kind',
      'sort',
      'options',
      'school_year as schoolYear',
      'class_name as className',
      'columns',
      'rows',
      'fixes',
      'version',
    ])
    .where('id', '=', id);
  if (lock) query = query.forUpdate();
  const row = await query.executeTakeFirst();
  if (row === undefined) return null;
  return {
    ...row,
    kind: row.kind as ImportKind,
    sort: row.sort as ListSort,
    // Written by this file alone.
    options: row.options as unknown as ListOptions,
    columns: row.columns as unknown as ListColumn[],
    rows: row.rows as unknown as ListRow[],
    fixes: row.fixes as unknown as RowFixes,
  };
}

/** False when the list has another version by now. */
export async function updateImport(
  tx: ScopedTx,
  id: string,
  version: number,
  change: Partial<
    Pick<ImportDraft, 'kind' | 'className' | 'columns' | 'fixes' | 'sort' | 'options' | 'schoolYear'>
  >,
): Promise<boolean> {
  const result = await tx.query
    .updateTable('people_imports')
    .set((eb) => ({
      version: eb('version', '+', 1),
      ...(change.kind === undefined ? {} : { kind: change.kind }),
      ...(change.className === undefined ? {} : { class_name: change.className }),
      ...(change.sort === undefined ? {} : { sort: change.sort }),
      ...(change.options === undefined ? {} : { options: toJson(change.options) }),
      ...(change.schoolYear === undefined ? {} : { school_year: change.schoolYear }),
      ...(change.columns === undefined ? {} : { columns: toJson(change.columns) }),
      ...(change.fixes === undefined ? {} : { fixes: toJson(change.fixes) }),
    }))
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** Lists that the actor has begun and not finished, the newest first. */
export async function listImports(
  tx: ScopedTx,
  organizationId: string,
): Promise<{ id: string; name: string; kind: ImportKind; createdAt: Temporal.Instant }[]> {
  const rows = await tx.query
    .selectFrom('people_imports')
    .select(['id', 'name', 'kind', 'created_at as createdAt'])
    .where('organization_id', '=', organizationId)
    .orderBy('created_at', 'desc')
    .limit(20)
    .execute();
  return rows.map((row) => ({ ...row, kind: row.kind as ImportKind }));
}

export async function deleteImport(tx: ScopedTx, id: string): Promise<void> {
  await tx.query.deleteFrom('people_imports').where('id', '=', id).execute();
}

/** Lists that nobody finished, older than the instant; answers how many went. For the program itself. */
export async function deleteOldImports(tx: ScopedTx, before: Temporal.Instant): Promise<number> {
  const result = await tx.query
    .deleteFrom('people_imports')
    .where('created_at', '<', before)
    .executeTakeFirst();
  return Number(result.numDeletedRows);
}

/** Everybody of the organization, merged records left out, as a list is compared with them. */
export async function listKnown(
  tx: ScopedTx,
  organizationId: string,
  schoolYear: number,
): Promise<KnownPerson[]> {
  const people = await tx.query
    .selectFrom('people')
    .select([
      'id',
      'family_name as familyName',
      'given_name as givenName',
      'patronymic',
      'kinds',
      'birth_date as birthDate',
      'birth_year as birthYear',
      'phone',
      'email',
      'workplace',
      'service_since as serviceSince',
      'partner_id as partnerId',
    ])
    .where('organization_id', '=', organizationId)
    .where('merged_into', 'is', null)
    .orderBy('id')
    .execute();
  const classes = await tx.query
    .selectFrom('class_members as m')
    .innerJoin('classes as c', 'c.id', 'm.class_id')
    .select(['m.person_id as personId', 'c.grade', 'c.letter'])
    .where('m.organization_id', '=', organizationId)
    .where('c.school_year', '=', schoolYear)
    .where('m.left_on', 'is', null)
    .execute();
  const guardians = await tx.query
    .selectFrom('guardianships as g')
    .innerJoin('people as p', 'p.id', 'g.guardian_id')
    .select([
      'g.child_id as childId',
      'p.family_name as familyName',
      'p.given_name as givenName',
      'p.patronymic',
    ])
    .where('g.organization_id', '=', organizationId)
    .execute();
  const posts = await tx.query
    .selectFrom('staff_posts')
    .select(['person_id as personId', 'post'])
    .where('organization_id', '=', organizationId)
    .where('ended_on', 'is', null)
    .execute();
  const postsById = Map.groupBy(posts, (one) => one.personId);
  const classById = new Map(classes.map((one) => [one.personId, className(one)]));
  const guardiansById = Map.groupBy(guardians, (one) => one.childId);
  return people.map((person) => ({
    ...person,
    kinds: orderKinds(person.kinds),
    birthDate: toIso(person.birthDate),
    className: classById.get(person.id) ?? '',
    posts: (postsById.get(person.id) ?? []).map(({ post }) => post),
    guardianKeys: (guardiansById.get(person.id) ?? []).map(nameKey),
  }));
}

/** What a list changes of somebody known; null leaves a field as it is. */
export interface PersonChange {
  readonly id: string;
  readonly patronymic: string | null;
  readonly birth_date: string | null;
  readonly birth_year: number | null;
  readonly phone: string | null;
  readonly email: string | null;
  readonly workplace: string | null;
  readonly service_since: number | null;
  /** A kind that is added to those there are. */
  readonly kind: ImportKind | null;
}

/** All changes in one statement. */
export async function changePeople(
  tx: ScopedTx,
  organizationId: string,
  changes: readonly PersonChange[],
): Promise<void> {
  if (changes.length === 0) return;
  await sql`
    update people p set
      patronymic = coalesce(n.patronymic, p.patronymic),
      birth_date = coalesce(n.birth_date, p.birth_date),
      birth_year = case when n.birth_date is not null then null else coalesce(n.birth_year, p.birth_year) end,
      phone = coalesce(n.phone, p.phone),
      email = coalesce(n.email, p.email),
      workplace = coalesce(n.workplace, p.workplace),
      service_since = coalesce(n.service_since, p.service_since),
      kinds = case when n.kind is null or n.kind = any (p.kinds) then p.kinds else p.kinds || n.kind end,
      version = p.version + 1
    from jsonb_to_recordset(${toJson(changes)}::jsonb) as n (
      id uuid, patronymic text, birth_date date, birth_year smallint, phone text, email text, workplace text,
      service_since smallint, kind text)
    where p.id = n.id and p.organization_id = ${organizationId}::uuid`.execute(tx.query);
}

/** Links in a few statements; a link that there is stays. */
export async function insertGuardianships(
  tx: ScopedTx,
  organizationId: string,
  links: readonly { guardianId: string; childId: string; relation: string }[],
): Promise<void> {
  if (links.length === 0) return;
  await sql`
    insert into guardianships (organization_id, guardian_id, child_id, relation)
    select ${organizationId}::uuid, n.guardian, n.child, left(n.relation, 60)
    from jsonb_to_recordset(${toJson(
      links.map((one) => ({ guardian: one.guardianId, child: one.childId, relation: one.relation })),
    )}::jsonb) as n (guardian uuid, child uuid, relation text)
    on conflict do nothing`.execute(tx.query);
}

/** Guardians of the organization, to whom children of a list may belong: id, name and telephone. */
export async function listKnownGuardians(
  tx: ScopedTx,
  organizationId: string,
): Promise<{ id: string; familyName: string; givenName: string; patronymic: string; phone: string }[]> {
  return tx.query
    .selectFrom('people')
    .select(['id', 'family_name as familyName', 'given_name as givenName', 'patronymic', 'phone'])
    .where('organization_id', '=', organizationId)
    .where('merged_into', 'is', null)
    .where(sql<boolean>`'guardian' = any (kinds)`)
    .orderBy('id')
    .execute();
}

/**
 * To be called after thousands of rows went into a table that others refer to. The database keeps the plan by which it checks a
 * reference for as long as the connection lives; one made while the table was nearly empty reads all of it for each row.
 */
export async function forgetPlans(tx: ScopedTx): Promise<void> {
  await sql`discard plans`.execute(tx.query);
}
