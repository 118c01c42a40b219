import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  createAccounts,
  standingOf,
  type Accounts,
  type AccountsDeps,
} from '#src/features/accounts/service.server.ts';
import type { Role } from '#src/features/accounts/access.ts';
import { insertRole } from '#src/features/accounts/store.server.ts';
import type { OrganizationKind } from '#src/features/orgs/rules/organization.ts';
import { foundOrganization } from '#src/features/orgs/service.server.ts';
import { enterStaff, joinStaff } from '#src/features/people/service.server.ts';
import type { Result } from '#src/lib/result.ts';
import { createAuth, type Auth, type Caller } from '#src/platform/auth/create-auth.ts';
import type { PersonActor } from '#src/platform/db/scope.ts';
import { silentLog } from '#src/platform/log.ts';
import { openTestDatabase, type TestDatabase } from '#src/platform/testing/database.ts';

let world: TestDatabase;
let auth: Auth;
let deps: AccountsDeps;
let accounts: Accounts;
let number = 0;

beforeAll(async () => {
  world = await openTestDatabase();
  auth = createAuth({
    connection: world.connection,
    secret: 's'.repeat(40),
    publicUrl: 'http://localhost:3000',
    appName: 'Наставник',
    clock: world.clock,
    log: silentLog,
  });
  deps = {
    db: world.db,
    auth,
    clock: world.clock,
    log: silentLog,
    publicUrl: 'http://localhost:3000',
    timeZone: 'Europe/Moscow',
    isDemo: false,
    staff: { join: joinStaff, enter: enterStaff },
  };
  accounts = createAccounts(deps);
});
afterAll(async () => {
  await auth.close();
  await world.close();
});

const caller = (): Caller => ({ headers: new Headers(), address: `10.9.${number >> 8}.${number & 255}` });

async function organization(kind: OrganizationKind, parentId: string | null = null): Promise<string> {
  number += 1;
  return await world.db.asSystem('test', 'test', (tx) =>
    foundOrganization(tx, {
      parentId,
      kind,
      fullName: `Организация ${number}`,
      shortName: `Орг. ${number}`,
      inn: null,
      address: '',
      city: '',
      directorName: '',
      directorPost: 'директор',
      schoolWeek: 5,
      timeZone: 'Europe/Moscow',
    }),
  );
}

async function person(organizationId: string, ...roles: Role[]): Promise<PersonActor> {
  number += 1;
  const made = await auth.createAccount({ name: `Человек ${number}`, userName: `человек.${number}` });
  if (!made.ok) throw new Error(made.refusal.code);
  const { accountId } = made.value;
  await world.db.asSystem('test', 'test', async (tx) => {
    const grantedOn = world.clock.today('Europe/Moscow');
    for (const role of roles) await insertRole(tx, { organizationId, accountId, role, grantedOn });
  });
  return { kind: 'person', accountId };
}

async function assignmentOf(accountId: string, role: Role): Promise<string> {
  const [row] = await world.asOwner<{ id: string }>(
    'select id from role_assignments where account_id = $1 and role = $2 and ended_at is null',
    [accountId, role],
  );
  return row?.id ?? randomUUID();
}

function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.refusal.code);
  return result.value;
}

const refusal = (code: string) => ({ ok: false, refusal: { code } });

let school: string;
let curator: PersonActor;

beforeEach(async () => {
  school = await organization('school');
  curator = await person(school, 'curator');
});

describe('standing', () => {
  test('is what is in force here, and what is held above', async () => {
    const region = await organization('region');
    const municipality = await organization('municipality', region);
    const below = await organization('school', municipality);
    const municipal = await person(municipality, 'municipal', 'team');
    const regional = await person(region, 'regional');
    const read = (actor: PersonActor, id: string) =>
      world.db.withActor(actor, 'test', (tx) => standingOf(tx, id));
    expect(await read(curator, school)).toEqual({ ...curatorStanding() });
    expect(await read(municipal, below)).toMatchObject({ roles: [], above: ['above:municipal'] });
    expect(await read(municipal, municipality)).toMatchObject({ roles: ['team', 'municipal'], above: [] });
    expect(await read(regional, below)).toMatchObject({ roles: [], above: ['above:regional'] });
    expect(await read(municipal, region)).toMatchObject({ roles: [], above: [] });
    for (const id of [below, randomUUID(), 'не uuid', '']) {
      expect(await read(curator, id)).toMatchObject({ roles: [], above: [] });
    }
    expect(await world.db.asSystem('test', 'test', (tx) => standingOf(tx, school))).toMatchObject({
      roles: [],
    });

    function curatorStanding() {
      return { accountId: curator.accountId, organizationId: school, roles: ['curator'], above: [] };
    }
  });
});

describe('the list', () => {
  test('is read by those who give access, and nobody learns of another school', async () => {
    const other = await organization('school');
    const stranger = await person(other, 'director');
    const teacher = await person(school, 'team');
    const list = (actor: PersonActor, organizationId = school) =>
      accounts.list(actor, { organizationId, search: '', page: 1 });
    const listed = await list(curator);
    expect(listed).toMatchObject({ ok: true, value: { total: 2, can: { 'accounts.invite': true } } });
    const { accounts: lines } = valueOf(listed);
    expect(lines.find(({ isSelf }) => isSelf)).toMatchObject({ mayIssueCode: false });
    expect(lines.find(({ isSelf }) => !isSelf)).toMatchObject({
      accountId: teacher.accountId,
      mayIssueCode: true,
      invitation: null,
    });
    expect(await list(teacher)).toMatchObject(refusal('access.not_allowed'));
    for (const id of [school, randomUUID(), "'; drop table people; --"]) {
      expect(await list(stranger, id)).toMatchObject(refusal('access.not_found'));
    }
  });

  test('is found by name and paged', async () => {
    for (let count = 0; count < 3; count += 1) await person(school, 'mentor');
    const found = await accounts.list(curator, {
      organizationId: school,
      search: `ЧЕЛОВЕК ${number}`,
      page: 1,
    });
    expect(found).toMatchObject({ value: { total: 1, accounts: [{ name: `Человек ${number}` }] } });
    const nobody = await accounts.list(curator, { organizationId: school, search: '%_', page: 2 });
    expect(nobody).toMatchObject({ value: { total: 0, accounts: [] } });
  });
});

describe('one account', () => {
  test('is shown with its roles to those who give access here, and an id of nobody is nobody', async () => {
    const teacher = await person(school, 'team');
    const other = await organization('school');
    const stranger = await person(other, 'team');
    const view = (actor: PersonActor, accountId: string, organizationId = school) =>
      accounts.view(actor, { organizationId, accountId });
    const card = valueOf(await view(curator, teacher.accountId));
    expect(card.account.roles.map(({ role }) => role)).toEqual(['team']);
    expect(card.successors.map(({ accountId }) => accountId)).toEqual([curator.accountId]);
    for (const accountId of [stranger.accountId, randomUUID(), '', 'x', '\0x']) {
      expect(await view(curator, accountId)).toMatchObject(refusal('accounts.account_unknown'));
    }
    expect(await view(curator, stranger.accountId, other)).toMatchObject(refusal('access.not_found'));
    expect(await view(teacher, curator.accountId)).toMatchObject(refusal('access.not_allowed'));
    expect(
      valueOf(await accounts.list(curator, { organizationId: school, search: '\0', page: 1 })).total,
    ).toBe(2);
  });
});

describe('inviting', () => {
  const form = (more: object = {}) => ({
    submission: randomUUID(),
    organizationId: school,
    name: `Новикова Ольга Львовна`,
    userName: '',
    email: '',
    roles: ['team', 'class_teacher'] as Role[],
    ...more,
  });

  test('makes an account, its roles and a code that sets the password', async () => {
    const invited = await accounts.invite(curator, form());
    if (!invited.ok) throw new Error(invited.refusal.code);
    const { userName, code, link } = invited.value;
    expect(userName).toMatch(/^новикова\.ол\d*$/);
    expect(link).toBe(`http://localhost:3000/invite/${code}`);
    expect(await accounts.list(curator, { organizationId: school, search: userName, page: 1 })).toMatchObject(
      {
        value: {
          accounts: [
            { roles: [{ role: 'team' }, { role: 'class_teacher' }], invitation: { isExpired: false } },
          ],
        },
      },
    );
    expect(await accounts.readInvitation(code, caller())).toMatchObject({ value: { userName } });
    const redeemed = await accounts.redeemCode({ userName, code, password: 'синий кит поёт тихо' }, caller());
    expect(redeemed).toMatchObject({ ok: true, value: { step: 'done' } });
    expect(
      await accounts.signIn({ name: userName, password: 'синий кит поёт тихо', remember: false }, caller()),
    ).toMatchObject({
      ok: true,
    });
    expect(await accounts.readInvitation(code, caller())).toMatchObject(refusal('auth.code_invalid'));
    const events = await world.asOwner<{ event: string }>(
      `select after ->> 'event' as event from audit_rows where table_name = 'auth.user' and actor_id = (select id from auth."user" where username = $1) order by id`,
      [userName],
    );
    expect(events.map(({ event }) => event)).toEqual(['invitation accepted', 'signed in']);
  });

  test('sent twice, even at one moment, is one account', async () => {
    const twice = form();
    const answers = await Promise.all([accounts.invite(curator, twice), accounts.invite(curator, twice)]);
    const again = await accounts.invite(curator, twice);
    expect(answers.every(({ ok }) => ok) && again.ok).toBe(true);
    const rows = await world.asOwner(
      `select 1 from role_assignments where organization_id = $1 and role = 'team'`,
      [school],
    );
    expect(rows).toHaveLength(1);
    expect(await accounts.list(curator, { organizationId: school, search: '', page: 1 })).toMatchObject({
      value: { total: 2 },
    });
    expect(await accounts.readInvitation(valueOf(again).code, caller())).toMatchObject({ ok: true });
  });

  test('a refused one leaves no account behind', async () => {
    const before = await world.asOwner(`select 1 from auth."user"`);
    const teacher = await person(school, 'team');
    expect(await accounts.invite(teacher, form())).toMatchObject(refusal('access.not_allowed'));
    expect(await accounts.invite(curator, form({ roles: ['administrator'] }))).toMatchObject({
      refusal: { code: 'accounts.role_not_yours', field: 'roles' },
    });
    expect(await accounts.invite(curator, form({ roles: ['municipal'] }))).toMatchObject(
      refusal('accounts.role_not_yours'),
    );
    const other = await organization('school');
    expect(await accounts.invite(curator, form({ organizationId: other }))).toMatchObject(
      refusal('access.not_found'),
    );
    const taken = (await auth.findAccount(curator.accountId))?.userName;
    expect(await accounts.invite(curator, form({ userName: taken }))).toMatchObject(
      refusal('auth.user_name_taken'),
    );
    // A form of somebody else, sent again by another person, makes nothing of theirs.
    const mine = form();
    expect(await accounts.invite(curator, mine)).toMatchObject({ ok: true });
    const second = await person(school, 'curator');
    expect(await accounts.invite(second, mine)).toMatchObject({ ok: false });
    const after = await world.asOwner(`select 1 from auth."user"`);
    expect(after.length - before.length).toBe(3);
  });
});

describe('inviting somebody of the staff', () => {
  const invitation = (person: string | undefined, name = 'Сотрудникова Вера Павловна') => ({
    submission: randomUUID(),
    organizationId: school,
    name,
    userName: '',
    email: '',
    roles: ['team'] as Role[],
    ...(person === undefined ? {} : { person }),
    post: 'учитель физики',
  });
  const staffOf = (organizationId: string) =>
    world.asOwner<{ id: string; family_name: string; account_id: string | null; post: string | null }>(
      `select p.id, p.family_name, p.account_id, s.post from people p
       left join staff_posts s on s.person_id = p.id where p.organization_id = $1 order by p.id`,
      [organizationId],
    );
  const accountCalled = async (userName: string) => (await auth.findAccountByUserName(userName))?.accountId;
  const enter = (organizationId: string, name: string) =>
    world.db.asSystem('test', 'test', (tx) =>
      enterStaff(tx, organizationId, [{ name, post: 'учитель', accountId: null }]),
    );

  test('enters a new person with the account, or joins it to one of the list', async () => {
    const added = valueOf(await accounts.invite(curator, invitation('new')));
    const [first] = await staffOf(school);
    expect(first).toMatchObject({ family_name: 'Сотрудникова', post: 'учитель физики' });
    expect(first?.account_id).toBe(await accountCalled(added.userName));

    await enter(school, 'Списков Олег Ильич');
    const listed = (await staffOf(school)).find((one) => one.family_name === 'Списков');
    const joined = valueOf(await accounts.invite(curator, invitation(listed?.id, 'Списков Олег Ильич')));
    const after = (await staffOf(school)).find((one) => one.family_name === 'Списков');
    expect(after?.account_id).toBe(await accountCalled(joined.userName));
  });

  test('leaves neither account nor person when the list refuses', async () => {
    await enter(school, 'Двойникова Инна Олеговна');
    const other = await organization('school');
    await enter(other, 'Чужаков Пётр Ильич');
    const [stranger] = await staffOf(other);
    const [twin] = await staffOf(school);
    const before = await world.asOwner('select id from auth."user"');
    expect(await accounts.invite(curator, invitation('new', 'ДВОЙНИКОВА  Инна Олеговна'))).toMatchObject(
      refusal('accounts.person_same'),
    );
    expect(await accounts.invite(curator, invitation(stranger?.id))).toMatchObject(
      refusal('accounts.person_unknown'),
    );
    expect(await accounts.invite(curator, invitation(randomUUID()))).toMatchObject(
      refusal('accounts.person_unknown'),
    );
    expect(await accounts.invite(curator, invitation('new', '<b>1</b>'))).toMatchObject(
      refusal('accounts.person_name'),
    );
    expect(await world.asOwner('select id from auth."user"')).toHaveLength(before.length);
    valueOf(await accounts.invite(curator, invitation(twin?.id)));
    expect(await accounts.invite(curator, invitation(twin?.id))).toMatchObject(
      refusal('accounts.person_has_account'),
    );
  });

  test('is not for a municipality that invites the director of a school below: its list is the school’s', async () => {
    const municipality = await organization('municipality');
    const below = await organization('school', municipality);
    const municipal = await person(municipality, 'municipal');
    const input = { ...invitation('new'), organizationId: below, roles: ['director'] as Role[] };
    expect(await accounts.invite(municipal, input)).toMatchObject(refusal('access.not_allowed'));
    expect(await staffOf(below)).toEqual([]);
  });
});

describe('giving and ending roles', () => {
  test('given once, to somebody known here, and only what is theirs to give', async () => {
    const teacher = await person(school, 'team');
    const other = await organization('school');
    const stranger = await person(other, 'team');
    const grant = (actor: PersonActor, accountId: string, role: Role) =>
      accounts.grantRole(actor, { submission: randomUUID(), organizationId: school, accountId, role });
    expect(await grant(curator, teacher.accountId, 'psychologist')).toMatchObject({ ok: true });
    expect(await grant(curator, teacher.accountId, 'psychologist')).toMatchObject(
      refusal('accounts.role_held'),
    );
    expect(await grant(curator, stranger.accountId, 'team')).toMatchObject(
      refusal('accounts.account_unknown'),
    );
    expect(await grant(curator, curator.accountId, 'administrator')).toMatchObject(
      refusal('accounts.role_not_yours'),
    );
    expect(await grant(teacher, teacher.accountId, 'curator')).toMatchObject(refusal('access.not_allowed'));
    expect(await grant(stranger, stranger.accountId, 'curator')).toMatchObject(refusal('access.not_found'));
  });

  test('ended with a reason that stays, and not twice', async () => {
    const teacher = await person(school, 'team');
    const assignmentId = await assignmentOf(teacher.accountId, 'team');
    const end = () => accounts.endRole(curator, { assignmentId, reason: 'переехала' });
    expect(await end()).toMatchObject({ ok: true });
    expect(await end()).toMatchObject(refusal('accounts.role_not_found'));
    const [row] = await world.asOwner('select ended_reason from role_assignments where id = $1', [
      assignmentId,
    ]);
    expect(row).toEqual({ ended_reason: 'переехала' });
    const [audit] = await world.asOwner(
      `select actor_id, command from audit_rows where table_name = 'role_assignments' and row_id = $1 and operation = 'update'`,
      [assignmentId],
    );
    expect(audit).toEqual({ actor_id: curator.accountId, command: 'accounts.end_role' });
  });

  test('the last curator hands over instead of leaving; two at one moment do not both leave', async () => {
    const own = await assignmentOf(curator.accountId, 'curator');
    const reason = 'другая работа';
    expect(await accounts.endRole(curator, { assignmentId: own, reason })).toMatchObject({
      refusal: { code: 'accounts.role_last', facts: { role: 'Куратор' } },
    });
    const teacher = await person(school, 'team');
    const handOver = (successorId: string) =>
      accounts.handOver(curator, { assignmentId: own, successorId, reason });
    expect(await handOver(curator.accountId)).toMatchObject(refusal('accounts.successor_same'));
    expect(await handOver((await person(await organization('school'), 'team')).accountId)).toMatchObject(
      refusal('accounts.account_unknown'),
    );
    expect(await handOver(teacher.accountId)).toMatchObject({ ok: true });
    expect(await accounts.list(curator, { organizationId: school, search: '', page: 1 })).toMatchObject(
      refusal('access.not_found'),
    );
    expect(await accounts.list(teacher, { organizationId: school, search: '', page: 1 })).toMatchObject({
      ok: true,
    });

    const second = await person(school, 'curator');
    const ends = await Promise.all([
      accounts.endRole(teacher, { assignmentId: await assignmentOf(second.accountId, 'curator'), reason }),
      accounts.endRole(second, { assignmentId: await assignmentOf(teacher.accountId, 'curator'), reason }),
    ]);
    expect(ends.filter(({ ok }) => ok)).toHaveLength(1);
  });

  test('a role of another school cannot be touched, whoever knows its id', async () => {
    const other = await organization('school');
    const stranger = await person(other, 'team');
    const assignmentId = await assignmentOf(stranger.accountId, 'team');
    expect(await accounts.endRole(curator, { assignmentId, reason: 'x' })).toMatchObject(
      refusal('accounts.role_not_found'),
    );
    expect(
      await accounts.handOver(curator, { assignmentId, successorId: curator.accountId, reason: 'x' }),
    ).toMatchObject(refusal('accounts.role_not_found'));
    // Past the service: the policy itself refuses to write a role at another organization, even one's own.
    await expect(
      world.db.withActor(curator, 'test', (tx) =>
        insertRole(tx, {
          organizationId: other,
          accountId: curator.accountId,
          role: 'director',
          grantedOn: world.clock.today('Europe/Moscow'),
        }),
      ),
    ).rejects.toThrow(/row-level security/);
  });
});

describe('a curator and the director', () => {
  test('a curator brings the first director in, never makes themselves one, and opens no director’s account', async () => {
    const alone = await organization('school');
    const keeper = await person(alone, 'curator');
    const colleague = await person(alone, 'team');
    const grant = (accountId: string) =>
      accounts.grantRole(keeper, {
        submission: randomUUID(),
        organizationId: alone,
        accountId,
        role: 'director',
      });
    expect(await grant(keeper.accountId)).toMatchObject(refusal('accounts.role_oneself'));
    expect(await grant(colleague.accountId)).toMatchObject({ ok: true });
    expect(await grant(keeper.accountId)).toMatchObject(refusal('accounts.role_not_yours'));
    const code = await accounts.issueCode(keeper, {
      organizationId: alone,
      accountId: colleague.accountId,
      dropsSecondFactor: true,
    });
    expect(code.ok).toBe(false);
    const assignmentId = await assignmentOf(colleague.accountId, 'director');
    expect((await accounts.endRole(keeper, { assignmentId, reason: 'захват' })).ok).toBe(false);
  });
});

describe('codes of the curator', () => {
  const issue = (actor: PersonActor, accountId: string, organizationId = school) =>
    accounts.issueCode(actor, { organizationId, accountId, dropsSecondFactor: true });

  test('open accounts of the school, not one’s own, nor those that reach further', async () => {
    const teacher = await person(school, 'team');
    const issued = await issue(curator, teacher.accountId);
    expect(issued).toMatchObject({ ok: true, value: { link: 'http://localhost:3000/reset' } });
    expect(await issue(curator, curator.accountId)).toMatchObject(refusal('accounts.code_own'));
    expect(await issue(teacher, curator.accountId)).toMatchObject(refusal('access.not_allowed'));

    const municipality = await organization('municipality');
    const municipal = await person(municipality, 'municipal');
    await world.db.asSystem('test', 'test', (tx) =>
      insertRole(tx, {
        organizationId: school,
        accountId: municipal.accountId,
        role: 'mentor',
        grantedOn: world.clock.today('Europe/Moscow'),
      }),
    );
    expect(await issue(curator, municipal.accountId)).toMatchObject(refusal('accounts.code_not_yours'));
    expect(await issue(curator, (await person(school, 'administrator')).accountId)).toMatchObject(
      refusal('accounts.code_not_yours'),
    );
    const stranger = await person(await organization('school'), 'team');
    expect(await issue(curator, stranger.accountId)).toMatchObject(refusal('accounts.account_unknown'));
  });

  test('a municipal curator opens the director of a school below, and no other school', async () => {
    const municipality = await organization('municipality');
    const below = await organization('school', municipality);
    const municipal = await person(municipality, 'municipal');
    const director = await person(below, 'director');
    expect(await issue(municipal, director.accountId, below)).toMatchObject({ ok: true });
    expect(await issue(municipal, curator.accountId, school)).toMatchObject(refusal('access.not_found'));
  });
});

describe('first set-up', () => {
  const form = {
    kind: 'school' as const,
    fullName: 'Муниципальная школа № 5',
    shortName: 'Школа № 5',
    inn: null,
    city: 'Энск',
    address: '',
    timeZone: 'Asia/Omsk',
    directorName: 'Ветрова Нина Олеговна',
    directorPost: 'директор',
    hasDirectorAccount: true,
    keeperName: 'Лугова Анна Сергеевна',
    userName: 'лугова.ас',
    email: '',
    password: 'синий кит поёт тихо',
  };

  test('happens once, by the printed link, for whoever comes first', async () => {
    const empty = await openTestDatabase();
    const emptyAuth = createAuth({
      connection: empty.connection,
      secret: 's'.repeat(40),
      publicUrl: 'http://localhost:3000',
      appName: 'Наставник',
      clock: empty.clock,
      log: silentLog,
    });
    try {
      const { setUp, ...rest } = createAccounts({
        ...deps,
        db: empty.db,
        auth: emptyAuth,
        clock: empty.clock,
      });
      expect(await setUp.check('')).toMatchObject(refusal('accounts.set_up_token'));
      const link = (await setUp.open()) ?? '';
      const token = new URL(link).searchParams.get('token') ?? '';
      expect(await setUp.check(`${token}x`)).toMatchObject(refusal('accounts.set_up_token'));
      expect(await setUp.check(token)).toEqual({ ok: true, value: undefined });
      expect(await setUp.complete('другой', form, caller())).toMatchObject(refusal('accounts.set_up_token'));
      expect(await setUp.complete(token, { ...form, password: 'короткий' }, caller())).toMatchObject({
        refusal: { code: 'auth.password_short', field: 'password' },
      });
      expect(await empty.asOwner('select 1 from auth."user"')).toEqual([]);

      const answers = await Promise.all([
        setUp.complete(token, form, caller()),
        setUp.complete(token, { ...form, userName: 'другая.ас' }, caller()),
      ]);
      expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
      expect(answers.find(({ ok }) => !ok)).toMatchObject(refusal('accounts.set_up_done'));
      const done = answers.find((answer) => answer.ok);
      if (done?.ok !== true) throw new Error('Not set up');
      expect(done.value.director).toMatchObject({
        name: form.directorName,
        userName: expect.stringMatching(/^ветрова\.но/),
      });
      const { session } = await emptyAuth.readSession(
        new Headers({
          cookie: done.value.headers
            .getSetCookie()
            .map((one) => one.split(';')[0])
            .join('; '),
        }),
      );
      expect(await rest.memberships(session?.accountId ?? '')).toMatchObject([
        {
          organizationName: 'Школа № 5',
          roles: ['curator', 'administrator'],
          role: 'Куратор, Администратор',
        },
      ]);
      // Nothing is left of the one that came second.
      expect(await empty.asOwner('select 1 from auth."user"')).toHaveLength(2);
      expect(await setUp.open()).toBeNull();
      expect(await setUp.check(token)).toMatchObject(refusal('accounts.set_up_done'));
    } finally {
      await emptyAuth.close();
      await empty.close();
    }
  });
});

describe('the command line', () => {
  test('adds a user to the organization that is named, and issues codes', async () => {
    const shortName = `Орг. ${number - 1}`;
    const added = await accounts.addUser({ name: 'Зимина Ольга', role: 'curator', organization: shortName });
    if (!added.ok) throw new Error(added.refusal.code);
    expect(await accounts.readInvitation(added.value.code, caller())).toMatchObject({ ok: true });
    expect(
      await accounts.addUser({ name: 'Зимина Ольга', role: 'curator', organization: 'нет такой' }),
    ).toMatchObject(refusal('accounts.organization_unknown'));
    // Several organizations and none named: never a guess.
    expect(await accounts.addUser({ name: 'Зимина Ольга', role: 'curator' })).toMatchObject(
      refusal('accounts.organization_unknown'),
    );
    expect(
      await accounts.addUser({ name: 'Зимина Ольга', role: 'regional', organization: shortName }),
    ).toMatchObject(refusal('accounts.role_absent'));
    const reset = await accounts.resetUser({ userName: added.value.userName, dropsSecondFactor: false });
    expect(reset).toMatchObject({ ok: true, value: { link: 'http://localhost:3000/reset' } });
    expect(await accounts.resetUser({ userName: 'никого.нет', dropsSecondFactor: false })).toMatchObject(
      refusal('accounts.account_unknown'),
    );
  });
});

describe('personas', () => {
  test('exist in the demo only', async () => {
    expect(await accounts.listPersonas()).toEqual([]);
    expect(await accounts.signInAsPersona(curator.accountId, caller())).toMatchObject(
      refusal('accounts.no_demo'),
    );
    const demo = createAccounts({ ...deps, isDemo: true });
    const [first] = await demo.listPersonas();
    expect(first?.name).not.toBe('');
    expect(await demo.signInAsPersona(first?.accountId ?? '', caller())).toMatchObject({ ok: true });
    expect(await demo.signInAsPersona('кто-то', caller())).toMatchObject(refusal('accounts.no_demo'));
  });
});
