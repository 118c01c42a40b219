import { sql } from 'kysely';
import { toDay, toIso } from '#src/lib/iso-day.ts';
import { toJson } from '#src/platform/db/json.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import { isMinorOf } from '#src/features/people/store.server/fragments.ts';
import { nameKey, searchKey, type FullName, type Person } from '#src/features/people/rules.ts';
import { toGender, toNameForms } from '#src/lib/russian/kept-forms.ts';
import { orderKinds, type PersonKind } from '#src/features/people/rules/kinds.ts';

export const COLUMNS = [
  'id',
  'organization_id as organizationId',
  'family_name as familyName',
  'given_name as givenName',
  'patronymic',
  'email',
  'phone',
  'account_id as accountId',
  'left_on as leftOn',
  'kinds',
  'birth_date as birthDate',
  'birth_year as birthYear',
  'workplace',
  'partner_id as partnerId',
  'graduated_in as graduatedIn',
  'service_since as serviceSince',
  'gender',
  'name_forms as nameForms',
  'version',
] as const;

export type Row = Omit<Person, 'posts' | 'leftOn' | 'kinds' | 'birthDate' | 'gender' | 'nameForms'> & {
  leftOn: Temporal.PlainDate | null;
  birthDate: Temporal.PlainDate | null;
  kinds: string[];
  gender: string | null;
  nameForms: unknown;
};

export async function withPosts(tx: ScopedTx, rows: readonly Row[]): Promise<Person[]> {
  if (rows.length === 0) return [];
  const posts = await tx.query
    .selectFrom('staff_posts')
    .select(['person_id', 'post'])
    .where('person_id', '=', sql<string>`any(${rows.map((row) => row.id)}::uuid[])`)
    .where('ended_on', 'is', null)
    .orderBy('is_main', 'desc')
    .orderBy('id')
    .execute();
  const postsByPerson = Map.groupBy(posts, (post) => post.person_id);
  return rows.map((row) => ({
    ...row,
    leftOn: toIso(row.leftOn),
    birthDate: toIso(row.birthDate),
    kinds: orderKinds(row.kinds),
    gender: toGender(row.gender),
    nameForms: toNameForms(row.nameForms),
    posts: (postsByPerson.get(row.id) ?? []).map((post) => post.post),
  }));
}

/** A record that speaks for itself; one that was joined to another is not found. */
export async function findPerson(tx: ScopedTx, id: string): Promise<Person | null> {
  const row = await tx.query
    .selectFrom('people')
    .select(COLUMNS)
    .where('id', '=', id)
    .where('merged_into', 'is', null)
    .executeTakeFirst();
  return row === undefined ? null : ((await withPosts(tx, [row]))[0] ?? null);
}

/** Those of the ids who are of the organization and seen by the actor, by name; `onlyMinors`: not of age today. */
export async function findPeopleByIds(
  tx: ScopedTx,
  organizationId: string,
  ids: readonly string[],
  { onlyMinors = false }: { onlyMinors?: boolean } = {},
): Promise<Person[]> {
  if (ids.length === 0) return [];
  let rows = tx.query
    .selectFrom('people')
    .select(COLUMNS)
    .where('organization_id', '=', organizationId)
    .where('id', '=', sql<string>`any(${[...ids]}::uuid[])`)
    .where('merged_into', 'is', null);
  if (onlyMinors) rows = rows.where(isMinorOf('people'));
  return withPosts(tx, await rows.orderBy('name_key').orderBy('id').execute());
}

export async function findByAccount(
  tx: ScopedTx,
  organizationId: string,
  accountId: string,
): Promise<Person | null> {
  const row = await tx.query
    .selectFrom('people')
    .select(COLUMNS)
    .where('organization_id', '=', organizationId)
    .where('account_id', '=', accountId)
    .where('merged_into', 'is', null)
    .executeTakeFirst();
  return row === undefined ? null : ((await withPosts(tx, [row]))[0] ?? null);
}

export interface NewPerson extends FullName {
  readonly email: string;
  readonly phone: string;
  readonly accountId: string | null;
  readonly posts: readonly string[];
  /** Staff unless told. */
  readonly kinds?: readonly PersonKind[];
  readonly birthDate?: string | null;
  readonly birthYear?: number | null;
  readonly workplace?: string;
  readonly partnerId?: string | null;
  readonly graduatedIn?: number | null;
  readonly serviceSince?: number | null;
  /** ISO day since which the posts are held. */
  readonly postsSince?: string | null;
}

/** Many at once; answers ids in the order given. */
export async function insertPeople(
  tx: ScopedTx,
  organizationId: string,
  people: readonly NewPerson[],
): Promise<string[]> {
  if (people.length === 0) return [];
  // Ids first: the order in which an insert returns its rows is nowhere promised.
  const ids = (
    await sql<{ id: string }>`select uuidv7() as id from generate_series(1, ${people.length})`.execute(
      tx.query,
    )
  ).rows
    .map(({ id }) => id)
    .toSorted();
  const rows = people.map((person, index) => ({
    id: ids[index] ?? '',
    family_name: person.familyName,
    given_name: person.givenName,
    patronymic: person.patronymic,
    email: person.email,
    phone: person.phone,
    account_id: person.accountId,
    kinds: orderKinds(person.kinds ?? ['staff']),
    birth_date: person.birthDate ?? null,
    birth_year: yearOf(person),
    workplace: person.workplace ?? '',
    partner_id: person.partnerId ?? null,
    graduated_in: person.graduatedIn ?? null,
    service_since: person.serviceSince ?? null,
  }));
  // One parameter for all of them: thousands of rows as parameters of their own take longer to read than to write.
  await sql`
    insert into people (
      id, organization_id, family_name, given_name, patronymic, email, phone, account_id, kinds, birth_date, birth_year,
      workplace, partner_id, graduated_in, service_since)
    select n.id, ${organizationId}::uuid, n.family_name, n.given_name, n.patronymic, n.email, n.phone, n.account_id, n.kinds,
      n.birth_date, n.birth_year, n.workplace, n.partner_id, n.graduated_in, n.service_since
    from jsonb_to_recordset(${toJson(rows)}::jsonb) as n (
      id uuid, family_name text, given_name text, patronymic text, email text, phone text, account_id text, kinds text[],
      birth_date date, birth_year smallint, workplace text, partner_id uuid, graduated_in smallint,
      service_since smallint)`.execute(tx.query);
  await insertPosts(
    tx,
    organizationId,
    people.flatMap(({ posts, postsSince = null }, index) =>
      posts.map((post, position) => ({
        personId: ids[index] ?? '',
        post,
        isMain: position === 0,
        since: postsSince,
      })),
    ),
  );
  return ids;
}

/** Posts of many people; a post that somebody holds already is for the caller to leave out. Days are ISO. */
export async function insertPosts(
  tx: ScopedTx,
  organizationId: string,
  posts: readonly { personId: string; post: string; isMain: boolean; since: string | null }[],
): Promise<void> {
  if (posts.length === 0) return;
  await sql`
    insert into staff_posts (organization_id, person_id, post, is_main, started_on)
    select ${organizationId}::uuid, n.person, n.post, n.main, n.since
    from jsonb_to_recordset(${toJson(
      posts.map((one) => ({ person: one.personId, post: one.post, main: one.isMain, since: one.since })),
    )}::jsonb) as n (person uuid, post text, main boolean, since date)`.execute(tx.query);
}

/** The year alone is kept only while the day is not known. */
function yearOf(person: Pick<NewPerson, 'birthDate' | 'birthYear'>): number | null {
  return (person.birthDate ?? null) === null ? (person.birthYear ?? null) : null;
}

export interface Namesake extends FullName {
  readonly id: string;
  readonly birthDate: string | null;
  readonly kinds: readonly PersonKind[];
}

/** Records of an organization that speak for themselves, as far as namesakes are told by them; who left too. */
export function selectNamesakes(tx: ScopedTx, organizationId: string) {
  return tx.query
    .selectFrom('people')
    .select([
      'id',
      'family_name as familyName',
      'given_name as givenName',
      'patronymic',
      'birth_date as birthDate',
      'kinds',
    ])
    .where('organization_id', '=', organizationId)
    .where('merged_into', 'is', null);
}

export function toNamesake<
  R extends { readonly birthDate: Temporal.PlainDate | null; readonly kinds: readonly string[] },
>(row: R) {
  return { ...row, birthDate: toIso(row.birthDate), kinds: orderKinds(row.kinds) };
}

/** Those of exactly this name (case and «ё» aside), by the index of names. */
export async function listNamesakes(
  tx: ScopedTx,
  organizationId: string,
  name: FullName,
): Promise<Namesake[]> {
  const rows = await selectNamesakes(tx, organizationId)
    .where('family_key', '=', searchKey(name.familyName))
    .execute();
  const key = nameKey(name);
  return rows.filter((row) => nameKey(row) === key).map(toNamesake);
}

/** False when the card is no longer at `version`. Forms of a name that changes are dropped by the database unless given here. */
export async function updatePerson(
  tx: ScopedTx,
  person: Omit<Person, 'organizationId' | 'accountId' | 'posts' | 'gender' | 'nameForms'> &
    Partial<Pick<Person, 'gender' | 'nameForms'>>,
): Promise<boolean> {
  const result = await tx.query
    .updateTable('people')
    .set((eb) => ({
      family_name: person.familyName,
      given_name: person.givenName,
      patronymic: person.patronymic,
      email: person.email,
      phone: person.phone,
      left_on: toDay(person.leftOn),
      kinds: orderKinds(person.kinds),
      birth_date: toDay(person.birthDate),
      birth_year: yearOf(person),
      workplace: person.workplace,
      partner_id: person.partnerId,
      graduated_in: person.graduatedIn,
      service_since: person.serviceSince,
      ...(person.gender === undefined ? {} : { gender: person.gender }),
      ...(person.nameForms === undefined ? {} : { name_forms: toJson(person.nameForms) }),
      version: eb('version', '+', 1),
    }))
    .where('id', '=', person.id)
    .where('version', '=', person.version)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** Posts given anew: those no longer named end today, so that the past stays explained. */
export async function setPosts(
  tx: ScopedTx,
  organizationId: string,
  personId: string,
  posts: readonly string[],
  today: Temporal.PlainDate,
): Promise<void> {
  const held = await tx.query
    .selectFrom('staff_posts')
    .select(['id', 'post'])
    .where('person_id', '=', personId)
    .where('ended_on', 'is', null)
    .execute();
  const gone = held.filter((row) => !posts.includes(row.post)).map((row) => row.id);
  if (gone.length > 0) {
    await tx.query.updateTable('staff_posts').set({ ended_on: today }).where('id', 'in', gone).execute();
  }
  for (const [position, post] of posts.entries()) {
    const row = held.find((one) => one.post === post);
    if (row === undefined) {
      await tx.query
        .insertInto('staff_posts')
        .values({ organization_id: organizationId, person_id: personId, post, is_main: position === 0 })
        .execute();
    } else {
      await tx.query
        .updateTable('staff_posts')
        .set({ is_main: position === 0 })
        .where('id', '=', row.id)
        .execute();
    }
  }
}

export async function linkAccount(tx: ScopedTx, personId: string, accountId: string | null): Promise<void> {
  await tx.query
    .updateTable('people')
    .set((eb) => ({ account_id: accountId, version: eb('version', '+', 1) }))
    .where('id', '=', personId)
    .execute();
}

/** Whose account is whose at an organization: person ids by account id. */
export async function listAccountOwners(
  tx: ScopedTx,
  organizationId: string,
): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.query
    .selectFrom('people')
    .select(['id', 'account_id'])
    .where('organization_id', '=', organizationId)
    .where('account_id', 'is not', null)
    .where('merged_into', 'is', null)
    .execute();
  return new Map(rows.map((row) => [row.account_id ?? '', row.id]));
}
