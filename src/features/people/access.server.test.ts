import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { enterStaff, findPersonOfAccount, type People } from '#src/features/people/service.server.ts';
import { openTestDatabase, type TestDatabase } from '#src/platform/testing/database.ts';
import { accepted, foundSchool, peopleOf, refusedWith, type School } from '../../../test/world.ts';

let world: TestDatabase;
let people: People;

beforeAll(async () => {
  world = await openTestDatabase();
  people = peopleOf(world);
});
afterAll(() => world.close());

async function enter(school: School, ...names: string[]): Promise<string[]> {
  await world.db.asSystem('test', 'test', (tx) =>
    enterStaff(
      tx,
      school.organizationId,
      names.map((name) => ({ name, post: 'учитель', accountId: null })),
    ),
  );
  const rows = await world.asOwner<{ id: string }>(
    'select id from people where organization_id = $1 order by family_name',
    [school.organizationId],
  );
  return rows.map(({ id }) => id);
}

/** Accounts of the test world have roles only; one that is offered by its name needs a row of sign-in as well. */
async function nameAccount(accountId: string): Promise<void> {
  await world.asOwner(
    `insert into auth."user" (id, name, email, "emailVerified", username, "displayUsername", "createdAt", "updatedAt")
     values ($1, 'Учётная Запись', $1 || '@no-email.invalid', false, 'u.' || md5($1), 'u.' || md5($1), now(), now())`,
    [accountId],
  );
}

test('an account of the school is joined to a person, parted, and nobody has two', async () => {
  const school = await foundSchool(world);
  const curator = await school.actor('curator');
  const teacher = await school.actor('team');
  await nameAccount(teacher.accountId);
  const [first = '', second = ''] = await enter(school, 'Абрикосова Анна Ильинична', 'Берёзов Олег Ильич');
  const version = async (id: string) => accepted(await people.view(curator, id)).person.version;
  const link = async (personId: string, accountId: string | null) =>
    people.linkAccount(curator, { personId, accountId, version: await version(personId) });

  const free = async () =>
    accepted(await people.listWithoutAccount(curator, school.organizationId)).map(({ label }) => label);
  expect(await free()).toEqual(['Абрикосова Анна Ильинична, учитель', 'Берёзов Олег Ильич, учитель']);
  accepted(await link(first, teacher.accountId));
  expect(await free()).toEqual(['Берёзов Олег Ильич, учитель']);
  const owner = await world.db.withActor(teacher, 'test', (tx) =>
    findPersonOfAccount(tx, school.organizationId, teacher.accountId),
  );
  expect(owner?.id).toBe(first);
  expect(refusedWith(await link(second, teacher.accountId))).toBe('people.account_taken');
  accepted(await link(first, null));
  accepted(await link(second, teacher.accountId));
  expect(
    refusedWith(await people.linkAccount(curator, { personId: second, accountId: null, version: 1 })),
  ).toBe('people.stale');
});

test('nobody joins an account without a role here, a person of another school, or without the right', async () => {
  const school = await foundSchool(world);
  const other = await foundSchool(world);
  const curator = await school.actor('curator');
  const stranger = await other.actor('team');
  const [mine = ''] = await enter(school, 'Вишнёва Анна Ильинична');
  const [theirs = ''] = await enter(other, 'Грушин Олег Ильич');
  const link = (actor: typeof curator, personId: string, accountId: string) =>
    people.linkAccount(actor, { personId, accountId, version: 1 });

  expect(refusedWith(await link(curator, mine, stranger.accountId))).toBe('people.account_unknown');
  expect(refusedWith(await link(curator, mine, randomUUID()))).toBe('people.account_unknown');
  expect(refusedWith(await link(curator, theirs, stranger.accountId))).toBe('people.not_found');
  expect(refusedWith(await link(curator, 'nobody', curator.accountId))).toBe('people.not_found');
  expect(refusedWith(await link(await school.actor('team'), mine, curator.accountId))).toBe(
    'access.not_allowed',
  );
  // To those who do not see the list the person does not exist.
  expect(refusedWith(await link(await school.actor('mentor'), mine, curator.accountId))).toBe(
    'people.not_found',
  );
  expect(refusedWith(await people.viewAccess(await school.actor('team'), mine))).toBe('access.not_allowed');
  expect(refusedWith(await people.viewAccess(curator, theirs))).toBe('people.not_found');
  expect(refusedWith(await people.listWithoutAccount(curator, other.organizationId))).toBe(
    'access.not_found',
  );
});

test('set-up enters one person for one name, with both posts and the account', async () => {
  const school = await foundSchool(world);
  const curator = await school.actor('curator');
  await world.db.asSystem('test', 'test', (tx) =>
    enterStaff(tx, school.organizationId, [
      { name: 'Дубова Анна Ильинична', post: 'куратор', accountId: curator.accountId },
      { name: 'ДУБОВА Анна Ильинична', post: 'директор', accountId: null },
      { name: 'администратор 1', post: 'директор', accountId: null },
    ]),
  );
  const listed = accepted(
    await people.list(curator, {
      organizationId: school.organizationId,
      search: '',
      withLeft: false,
      page: 1,
    }),
  );
  expect(listed.people).toHaveLength(1);
  expect(listed.people[0]).toMatchObject({ accountId: curator.accountId, posts: ['куратор', 'директор'] });
});
