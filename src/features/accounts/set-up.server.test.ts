import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createAccounts } from '#src/features/accounts/service.server.ts';
import { openAccounts, refusal, type AccountsWorld } from '#src/features/accounts/testing/accounts-world.ts';
import { createAuth } from '#src/platform/auth/create-auth.ts';
import { silentLog } from '#src/platform/log.ts';
import { openTestDatabase } from '#src/platform/testing/database.ts';

let on: AccountsWorld;
let accounts: AccountsWorld['accounts'];
let organization: AccountsWorld['organization'];
let caller: AccountsWorld['caller'];

beforeAll(async () => {
  on = await openAccounts();
  ({ accounts, organization, caller } = on);
});
afterAll(() => on.close());

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
        ...on.deps,
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
    await organization('school');
    await organization('school');
    const shortName = `Орг. ${on.lastNumber()}`;
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
