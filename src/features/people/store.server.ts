import { sql } from 'kysely';
import { toDay, toIso } from '#src/lib/iso-day.ts';
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
    .where(
      'person_id',
      'in',
      rows.map((row) => row.id),
    )
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
  const search = query.search.trim().toLowerCase().replaceAll('ё', 'е');
  if (search !== '') {
    const pattern = `%${search.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
    rows = rows.where((eb) =>
      eb.or([
        sql<boolean>`lower(translate(family_name || ' ' || given_name || ' ' || patronymic, 'ёЁ', 'ее')) like ${pattern}`,
        eb.exists(
          eb
            .selectFrom('staff_posts as t')
            .select('t.id')
            .whereRef('t.person_id', '=', 'people.id')
            .where('t.post', 'ilike', pattern),
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

/** Many at once, in two statements; answers ids in the order given. */
export async function insertPeople(
  tx: ScopedTx,
  organizationId: string,
  people: readonly NewPerson[],
): Promise<string[]> {
  if (people.length === 0) return [];
  const ids: string[] = [];
  for (const person of people) {
    const row = await tx.query
      .insertInto('people')
      .values({
        organization_id: organizationId,
        family_name: person.familyName,
        given_name: person.givenName,
        patronymic: person.patronymic,
        email: person.email,
        phone: person.phone,
        account_id: person.accountId,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    ids.push(row.id);
  }
  const posts = people.flatMap((person, index) =>
    person.posts.map((post, position) => ({
      organization_id: organizationId,
      person_id: ids[index] ?? '',
      post,
      is_main: position === 0,
    })),
  );
  if (posts.length > 0) await tx.query.insertInto('staff_posts').values(posts).execute();
  return ids;
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

export async function linkAccount(tx: ScopedTx, personId: string, accountId: string): Promise<void> {
  await tx.query.updateTable('people').set({ account_id: accountId }).where('id', '=', personId).execute();
}

export interface Team {
  readonly id: string;
  readonly organizationId: string;
  readonly schoolYear: number;
  readonly name: string;
  readonly kind: 'organizers' | 'other';
  readonly version: number;
  readonly memberIds: readonly string[];
}

export async function listTeams(
  tx: ScopedTx,
  organizationId: string,
  schoolYear: number | null,
): Promise<Team[]> {
  let rows = tx.query.selectFrom('teams').where('organization_id', '=', organizationId);
  if (schoolYear !== null) rows = rows.where('school_year', '=', schoolYear);
  const found = await rows
    .select([
      'id',
      'organization_id as organizationId',
      'school_year as schoolYear',
      'name',
      'kind',
      'version',
    ])
    .orderBy('school_year', 'desc')
    .orderBy('name')
    .execute();
  if (found.length === 0) return [];
  const members = await tx.query
    .selectFrom('team_members as m')
    .innerJoin('people as p', 'p.id', 'm.person_id')
    .select(['m.team_id', 'm.person_id'])
    .where(
      'm.team_id',
      'in',
      found.map((team) => team.id),
    )
    .orderBy('p.family_name')
    .orderBy('p.given_name')
    .execute();
  const membersByTeam = Map.groupBy(members, (member) => member.team_id);
  return found.map((team) => ({
    ...team,
    kind: team.kind as Team['kind'],
    memberIds: (membersByTeam.get(team.id) ?? []).map((member) => member.person_id),
  }));
}

export async function findTeamByName(
  tx: ScopedTx,
  organizationId: string,
  schoolYear: number,
  name: string,
): Promise<string | null> {
  const row = await tx.query
    .selectFrom('teams')
    .select('id')
    .where('organization_id', '=', organizationId)
    .where('school_year', '=', schoolYear)
    .where('name', '=', name)
    .executeTakeFirst();
  return row?.id ?? null;
}

export async function insertTeam(
  tx: ScopedTx,
  organizationId: string,
  team: { schoolYear: number; name: string; kind: string },
): Promise<string> {
  const row = await tx.query
    .insertInto('teams')
    .values({
      organization_id: organizationId,
      school_year: team.schoolYear,
      name: team.name,
      kind: team.kind,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

/** False when the team is no longer at `version`. */
export async function updateTeam(
  tx: ScopedTx,
  team: { id: string; version: number; schoolYear: number; name: string; kind: string },
): Promise<boolean> {
  const result = await tx.query
    .updateTable('teams')
    .set((eb) => ({
      school_year: team.schoolYear,
      name: team.name,
      kind: team.kind,
      version: eb('version', '+', 1),
    }))
    .where('id', '=', team.id)
    .where('version', '=', team.version)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

export async function setTeamMembers(
  tx: ScopedTx,
  organizationId: string,
  teamId: string,
  personIds: readonly string[],
): Promise<void> {
  await tx.query.deleteFrom('team_members').where('team_id', '=', teamId).execute();
  if (personIds.length === 0) return;
  await tx.query
    .insertInto('team_members')
    .values(
      personIds.map((personId) => ({
        organization_id: organizationId,
        team_id: teamId,
        person_id: personId,
      })),
    )
    .execute();
}
