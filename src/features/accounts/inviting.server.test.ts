import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Role } from '#src/features/accounts/access.ts';
import { enterStaff } from '#src/features/people/service.server.ts';
import {
  openAccounts,
  refusal,
  valueOf,
  type AccountsWorld,
} from '#src/features/accounts/testing/accounts-world.ts';
import type { PersonActor } from '#src/platform/db/scope.ts';

let on: AccountsWorld;
let world: AccountsWorld['world'];
let auth: AccountsWorld['auth'];
let accounts: AccountsWorld['accounts'];
let organization: AccountsWorld['organization'];
let person: AccountsWorld['person'];
let caller: AccountsWorld['caller'];
let school: string;
let curator: PersonActor;

beforeAll(async () => {
  on = await openAccounts();
  ({ world, auth, accounts, organization, person, caller } = on);
});
afterAll(() => on.close());
beforeEach(async () => {
  school = await organization('school');
  curator = await person(school, 'curator');
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
