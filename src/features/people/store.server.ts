import { sql } from 'kysely';
import { toDay, toIso } from '#src/lib/iso-day.ts';
import { containing } from '#src/platform/db/like-pattern.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import type { FullName, Person } from '#src/features/people/rules.ts';

const COLUMNS = [
  'id',
  'organization_id as organizationId',
  'family_name as familyName',
  'given_name as givenName',
  'patronymic',
  'email',
  'phone',
  'account_id as accountId',
  'left_on as leftOn',
  'version',
] as const;

type Row = Omit<Person, 'posts' | 'leftOn'> & { leftOn: Temporal.PlainDate | null };

async function withPosts(tx: ScopedTx, rows: readonly Row[]): Promise<Person[]> {
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
    posts: (postsByPerson.get(row.id) ?? []).map((post) => post.post),
  }));
}

export interface PeopleQuery {
  readonly organizationId: string;
  /** Any part of the name or of a post; «ё» and case do not matter. */
  readonly search: string;
  readonly withLeft: boolean;
}

/** A page of people by name, with the total before paging. */
export async function listPeople(
  tx: ScopedTx,
  query: PeopleQuery,
  page: { offset: number; limit: number },
): Promise<{ people: Person[]; total: number }> {
  let rows = tx.query.selectFrom('people').where('organization_id', '=', query.organizationId);
  if (!query.withLeft) rows = rows.where('left_on', 'is', null);
  const search = query.search
    .replaceAll(/[\s\p{Cc}]+/gu, ' ')
    .trim()
    .toLowerCase()
    .replaceAll('ё', 'е');
  if (search !== '') {
    const pattern = containing(search);
    rows = rows.where((eb) =>
      eb.or([
        sql<boolean>`lower(translate(family_name || ' ' || given_name || ' ' || patronymic, 'ёЁ', 'ее')) like ${pattern}`,
        eb.exists(
          eb
            .selectFrom('staff_posts as t')
            .select('t.id')
            .whereRef('t.person_id', '=', 'people.id')
            .where('t.organization_id', '=', query.organizationId)
            .where(sql<boolean>`lower(translate(t.post, 'ёЁ', 'ее')) like ${pattern}`),
        ),
      ]),
    );
  }
  const { total } = await rows.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  const found = await rows
    .select(COLUMNS)
    .orderBy('family_name')
    .orderBy('given_name')
    .orderBy('patronymic')
    .orderBy('id')
    .offset(page.offset)
    .limit(page.limit)
    .execute();
  return { people: await withPosts(tx, found), total };
}

/** Those who work here now, by name; without the total, which choices have no need of. */
export async function listPresent(tx: ScopedTx, organizationId: string, limit: number): Promise<Person[]> {
  const rows = await tx.query
    .selectFrom('people')
    .select(COLUMNS)
    .where('organization_id', '=', organizationId)
    .where('left_on', 'is', null)
    .orderBy('family_name')
    .orderBy('given_name')
    .orderBy('patronymic')
    .orderBy('id')
    .limit(limit)
    .execute();
  return withPosts(tx, rows);
}

/** Names of those of the given people who work here now, by name. */
export async function listPresentNames(
  tx: ScopedTx,
  organizationId: string,
  ids: readonly string[],
): Promise<(FullName & { id: string })[]> {
  if (ids.length === 0) return [];
  return tx.query
    .selectFrom('people')
    .select(['id', 'family_name as familyName', 'given_name as givenName', 'patronymic'])
    .where('organization_id', '=', organizationId)
    .where('id', '=', sql<string>`any(${ids}::uuid[])`)
    .where('left_on', 'is', null)
    .orderBy('family_name')
    .orderBy('given_name')
    .orderBy('patronymic')
    .orderBy('id')
    .execute();
}

export async function findPerson(tx: ScopedTx, id: string): Promise<Person | null> {
  const row = await tx.query.selectFrom('people').select(COLUMNS).where('id', '=', id).executeTakeFirst();
  return row === undefined ? null : ((await withPosts(tx, [row]))[0] ?? null);
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
    .executeTakeFirst();
  return row === undefined ? null : ((await withPosts(tx, [row]))[0] ?? null);
}

export interface NewPerson extends FullName {
  readonly email: string;
  readonly phone: string;
  readonly accountId: string | null;
  readonly posts: readonly string[];
}

/** Rows of one statement: a statement takes 65,535 parameters at most. */
const BATCH = 1_000;

/** Many at once, a thousand a statement; answers ids in the order given. */
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
    organization_id: organizationId,
    family_name: person.familyName,
    given_name: person.givenName,
    patronymic: person.patronymic,
    email: person.email,
    phone: person.phone,
    account_id: person.accountId,
  }));
  const posts = people.flatMap((person, index) =>
    person.posts.map((post, position) => ({
      organization_id: organizationId,
      person_id: ids[index] ?? '',
      post,
      is_main: position === 0,
    })),
  );
  for (let from = 0; from < rows.length; from += BATCH) {
    await tx.query
      .insertInto('people')
      .values(rows.slice(from, from + BATCH))
      .execute();
  }
  for (let from = 0; from < posts.length; from += BATCH) {
    await tx.query
      .insertInto('staff_posts')
      .values(posts.slice(from, from + BATCH))
      .execute();
  }
  return ids;
}

/** Names of everybody ever entered here, those who left too: what a new name is compared with. */
export async function listNames(
  tx: ScopedTx,
  organizationId: string,
): Promise<(FullName & { id: string })[]> {
  return tx.query
    .selectFrom('people')
    .select(['id', 'family_name as familyName', 'given_name as givenName', 'patronymic'])
    .where('organization_id', '=', organizationId)
    .execute();
}

/** How many of these ids (each given once) are people of the organization. */
export async function countStaff(
  tx: ScopedTx,
  organizationId: string,
  personIds: readonly string[],
): Promise<number> {
  if (personIds.length === 0) return 0;
  const { found } = await tx.query
    .selectFrom('people')
    .select((eb) => eb.fn.countAll<number>().as('found'))
    .where('organization_id', '=', organizationId)
    .where('id', 'in', [...personIds])
    .executeTakeFirstOrThrow();
  return found;
}

/** False when the card is no longer at `version`. */
export async function updatePerson(
  tx: ScopedTx,
  person: Omit<Person, 'organizationId' | 'accountId' | 'posts'>,
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
    .execute();
  return new Map(rows.map((row) => [row.account_id ?? '', row.id]));
}
