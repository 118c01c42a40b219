import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createAuth, type Auth, type Caller } from '#src/platform/auth/create-auth.ts';
import { silentLog } from '#src/platform/log.ts';
import { openTestDatabase, type TestDatabase } from '#src/platform/testing/database.ts';
import { totp } from '#src/platform/testing/totp.ts';

let world: TestDatabase;
let auth: Auth;
let number = 0;
let accountId: string;
let userName: string;
const password = 'синий кит поёт тихо';

beforeAll(async () => {
  world = await openTestDatabase();
  auth = createAuth({
    connection: world.connection,
    secret: 's'.repeat(40),
    publicUrl: 'https://nastavnik.example',
    appName: 'Наставник',
    clock: world.clock,
    log: silentLog,
  });
});
afterAll(async () => {
  await auth.close();
  await world.close();
});

beforeEach(async () => {
  number += 1;
  userName = `сидорова.${number}`;
  const made = await auth.createAccount({
    name: 'Сидорова Анна Игоревна',
    userName,
    email: `sidorova${number}@school.example`,
    password,
  });
  if (!made.ok) throw new Error(made.refusal.code);
  accountId = made.value.accountId;
});

/** A browser at an address of its own, so that one test's tries do not count for another. */
function caller(cookies?: Headers): Caller {
  const cookie = (cookies?.getSetCookie() ?? [])
    .filter((one) => !one.includes('Max-Age=0'))
    .map((one) => one.split(';')[0])
    .join('; ');
  return { headers: new Headers({ 'user-agent': 'Browser/1.0', cookie }), address: `10.0.0.${number % 250}` };
}

async function signedIn(given = password): Promise<Caller> {
  const answer = await auth.signIn({ name: userName, password: given, remember: true }, caller());
  if (!answer.ok || answer.value.step !== 'done') throw new Error('Not signed in');
  return caller(answer.value.headers);
}

async function sessionOf(browser: Caller) {
  const { session } = await auth.readSession(browser.headers);
  if (session === null) throw new Error('No session');
  return session;
}

describe('signing in', () => {
  test('by user name in any case, and by e-mail; the cookie is for this site and hidden from scripts', async () => {
    for (const name of [userName, ` ${userName.toUpperCase()} `, `SIDOROVA${number}@school.example`]) {
      const answer = await auth.signIn({ name, password, remember: true }, caller());
      expect(answer).toMatchObject({ ok: true, value: { step: 'done', accountId } });
      const [cookie = ''] = answer.ok ? answer.value.headers.getSetCookie() : [];
      expect(cookie).toMatch(
        /^__Secure-nastavnik\.session_token=.+; Max-Age=2592000; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
      );
    }
    expect(await sessionOf(await signedIn())).toMatchObject({ accountId, userName, hasSecondFactor: false });
  });

  test('says the same whatever was wrong, and a forged cookie is nobody', async () => {
    const wrong = { ok: false, refusal: { code: 'auth.bad_credentials' } };
    for (const given of [
      { name: userName, password: 'неверный пароль' },
      { name: 'никого.нет', password },
      { name: 'nobody@school.example', password },
      { name: 'x', password },
      { name: '<script>', password },
      { name: userName, password: 'д'.repeat(900) },
    ]) {
      expect(await auth.signIn({ ...given, remember: false }, caller())).toEqual(wrong);
    }
    const forged = new Headers({ cookie: '__Secure-nastavnik.session_token=abc.def' });
    expect((await auth.readSession(forged)).session).toBeNull();
  });

  test('takes equally long for a name that nobody has, and for an invited person without a password', async () => {
    await auth.createAccount({ name: 'Приглашённая Вера', userName: `вера.${number}` });
    // The quickest of three: whatever else the machine does only ever adds.
    const time = async (name: string) => {
      let quickest = Infinity;
      for (let round = 0; round < 3; round += 1) {
        const startedAt = performance.now();
        await auth.signIn({ name, password: 'неверный пароль', remember: false }, caller());
        quickest = Math.min(quickest, performance.now() - startedAt);
      }
      return quickest;
    };
    await time(userName);
    const times = [await time(userName), await time('никого.нет'), await time(`вера.${number}`)];
    // scrypt takes tens of milliseconds; a path without it takes two or three.
    for (const one of times) expect(one).toBeGreaterThan(Math.max(...times) / 4);
  });

  test('pauses after eight wrong tries of a name, and goes on after a quarter of an hour', async () => {
    const attempt = () =>
      auth.signIn({ name: userName, password: 'неверный пароль', remember: false }, caller());
    for (let count = 0; count < 8; count += 1) {
      expect(await attempt()).toMatchObject({ refusal: { code: 'auth.bad_credentials' } });
    }
    expect(await attempt()).toMatchObject({ refusal: { code: 'auth.too_often', facts: { minutes: 15 } } });
    const right = { name: userName, password, remember: false };
    expect(await auth.signIn(right, caller())).toMatchObject({ refusal: { code: 'auth.too_often' } });
    world.clock.advance({ minutes: 16 });
    expect(await auth.signIn(right, caller())).toMatchObject({ ok: true });
  });
});

describe('sessions', () => {
  test('are listed and ended: one, all others, and never those of somebody else', async () => {
    const here = await signedIn();
    const there = await signedIn();
    const elsewhere = await signedIn();
    const sessions = await auth.listSessions(here);
    expect(sessions).toHaveLength(3);
    expect(sessions.filter(({ isCurrent }) => isCurrent)).toHaveLength(1);
    expect(sessions[0]).toMatchObject({ browser: 'Browser/1.0', address: `10.0.0.${number}` });

    const { sessionId } = await sessionOf(there);
    expect(await auth.endSession(sessionId, here)).toMatchObject({ ok: true });
    expect((await auth.readSession(there.headers)).session).toBeNull();
    for (const gone of [sessionId, '', 'чужой\0']) {
      expect(await auth.endSession(gone, here)).toMatchObject({ refusal: { code: 'auth.session_unknown' } });
    }

    const other = await auth.createAccount({ name: 'Другая Ольга', userName: `другая.${number}`, password });
    if (!other.ok) throw new Error(other.refusal.code);
    const stranger = caller(await auth.openSession(other.value.accountId, caller()));
    const mine = (await sessionOf(here)).sessionId;
    expect(await auth.endSession(mine, stranger)).toMatchObject({
      refusal: { code: 'auth.session_unknown' },
    });

    expect(await auth.endOtherSessions(here)).toBe(1);
    expect((await auth.readSession(elsewhere.headers)).session).toBeNull();
    expect((await auth.readSession(here.headers)).session).not.toBeNull();

    await auth.signOut(here);
    expect((await auth.readSession(here.headers)).session).toBeNull();
  });

  test('all end when the password changes, except the one that changed it', async () => {
    const here = await signedIn();
    const there = await signedIn();
    expect(
      await auth.changePassword({ current: 'не тот пароль', next: 'другие четыре слова' }, here),
    ).toMatchObject({
      refusal: { code: 'auth.bad_password', field: 'currentPassword' },
    });
    expect(await auth.changePassword({ current: password, next: 'Сидорова77' }, here)).toMatchObject({
      refusal: { code: 'auth.password_is_name' },
    });
    const changed = await auth.changePassword({ current: password, next: 'другие четыре слова' }, here);
    if (!changed.ok) throw new Error(changed.refusal.code);
    expect((await auth.readSession(there.headers)).session).toBeNull();
    expect(await sessionOf(caller(changed.value.headers))).toMatchObject({ accountId });
    expect(await auth.signIn({ name: userName, password, remember: false }, caller())).toMatchObject({
      ok: false,
    });
    await signedIn('другие четыре слова');
  });
});

describe('the second factor', () => {
  async function switchOn(browser: Caller): Promise<{ secret: string; backupCodes: readonly string[] }> {
    const session = await sessionOf(browser);
    expect(await auth.secondFactor.start({ password: 'не тот пароль' }, browser, session)).toMatchObject({
      refusal: { code: 'auth.bad_password' },
    });
    expect(await auth.secondFactor.pending(session)).toBeNull();
    expect(await auth.secondFactor.start({ password }, browser, session)).toMatchObject({ ok: true });
    const pending = await auth.secondFactor.pending(session);
    if (pending === null) throw new Error('Nothing to confirm');
    expect(await auth.secondFactor.confirm({ code: '000000' }, browser, session)).toMatchObject({
      refusal: { code: 'auth.second_factor_wrong' },
    });
    const confirmed = await auth.secondFactor.confirm({ code: totp(pending.secret) }, browser, session);
    if (!confirmed.ok) throw new Error(confirmed.refusal.code);
    expect(confirmed.value.backupCodes).toHaveLength(10);
    return { secret: pending.secret, backupCodes: confirmed.value.backupCodes };
  }

  test('nothing is open between the password and the code', async () => {
    const { secret } = await switchOn(await signedIn());
    const first = await auth.signIn({ name: userName, password, remember: false }, caller());
    expect(first).toMatchObject({ ok: true, value: { step: 'code' } });
    if (!first.ok) return;
    const browser = caller(first.value.headers);
    expect((await auth.readSession(browser.headers)).session).toBeNull();
    expect(await auth.enterCode({ code: '000000', trustDevice: false }, browser)).toMatchObject({
      refusal: { code: 'auth.second_factor_wrong' },
    });
    const code = totp(secret);
    const entered = await auth.enterCode(
      { code: `${code.slice(0, 3)} ${code.slice(3)}`, trustDevice: false },
      browser,
    );
    expect(entered).toMatchObject({ ok: true, value: { accountId } });
    const { headers } = entered.ok ? entered.value : { headers: new Headers() };
    expect(await sessionOf(caller(headers))).toMatchObject({ hasSecondFactor: true });
    // The half-open sign-in is used up.
    expect(await auth.enterCode({ code: totp(secret), trustDevice: false }, browser)).toMatchObject({
      refusal: { code: 'auth.second_factor_over' },
    });
  });

  test('a backup code opens once, in either alphabet, and five wrong ones end the attempt', async () => {
    const { backupCodes } = await switchOn(await signedIn());
    const enter = async (code: string, times = 1) => {
      const first = await auth.signIn({ name: userName, password, remember: false }, caller());
      if (!first.ok) throw new Error(first.refusal.code);
      let last;
      for (let count = 0; count < times; count += 1) {
        last = await auth.enterCode({ code, trustDevice: false }, caller(first.value.headers));
      }
      return last;
    };
    const code = backupCodes[3] ?? '';
    expect(await enter(code.toLowerCase().replace('-', ' '))).toMatchObject({ ok: true });
    expect(await enter(code)).toMatchObject({ refusal: { code: 'auth.second_factor_wrong' } });
    expect(await enter('22222-22222', 6)).toMatchObject({ refusal: { code: 'auth.second_factor_over' } });
  });

  test('a remembered device needs no code until the password is reset', async () => {
    const { backupCodes } = await switchOn(await signedIn());
    const first = await auth.signIn({ name: userName, password, remember: true }, caller());
    if (!first.ok) throw new Error(first.refusal.code);
    const entered = await auth.enterCode(
      { code: backupCodes[0] ?? '', trustDevice: true },
      caller(first.value.headers),
    );
    if (!entered.ok) throw new Error(entered.refusal.code);
    const device = caller(entered.value.headers);
    const again = await auth.signIn({ name: userName, password, remember: true }, device);
    expect(again).toMatchObject({ value: { step: 'done' } });

    const { code } = await auth.issueCode({ accountId, purpose: 'reset', issuedBy: null });
    await auth.redeemCode({ userName, code, password: 'другие четыре слова' }, '10.1.1.1');
    expect(
      await auth.signIn({ name: userName, password: 'другие четыре слова', remember: true }, device),
    ).toMatchObject({ value: { step: 'code' } });
  });

  test('is switched off with the password', async () => {
    const browser = await signedIn();
    await switchOn(browser);
    const first = await auth.signIn({ name: userName, password, remember: true }, caller());
    expect(first).toMatchObject({ value: { step: 'code' } });
    // The session from before the confirmation was renewed by it; open one as the curator's code would.
    const opened = caller(await auth.openSession(accountId, caller()));
    const session = await sessionOf(opened);
    expect(await auth.secondFactor.stop({ password: 'не тот пароль' }, opened, session)).toMatchObject({
      ok: false,
    });
    expect(await auth.secondFactor.stop({ password }, opened, session)).toMatchObject({ ok: true });
    await signedIn();
  });
});

describe('printed codes', () => {
  const next = 'другие четыре слова';

  test('set a password once, end all sessions and switch the second factor off when told to', async () => {
    const here = await signedIn();
    const { code, expiresAt } = await auth.issueCode({
      accountId,
      purpose: 'reset',
      issuedBy: 'curator',
      dropsSecondFactor: true,
    });
    expect(world.clock.now().until(expiresAt).total('hours')).toBe(72);
    expect(
      await auth.redeemCode({ userName: userName.toUpperCase(), code, password: next }, '10.2.0.1'),
    ).toEqual({
      ok: true,
      value: { accountId, purpose: 'reset' },
    });
    expect((await auth.readSession(here.headers)).session).toBeNull();
    await signedIn(next);
    expect(
      await auth.redeemCode({ userName, code, password: 'третьи четыре слова' }, '10.2.0.1'),
    ).toMatchObject({
      refusal: { code: 'auth.code_invalid' },
    });
  });

  test('a weak password costs no try; five wrong codes spend the code', async () => {
    const { code } = await auth.issueCode({ accountId, purpose: 'reset', issuedBy: null });
    for (const password of ['короткий', 'Сидорова77']) {
      expect(await auth.redeemCode({ userName, code, password }, '10.2.0.2')).toMatchObject({
        refusal: { field: 'password' },
      });
    }
    for (const wrong of ['22222-22222', 'KKKKK-KKKKK', 'не код', '', '22222-22223']) {
      expect(await auth.redeemCode({ userName, code: wrong, password: next }, '10.2.0.2')).toMatchObject({
        refusal: { code: 'auth.code_invalid' },
      });
    }
    expect(await auth.redeemCode({ userName, code, password: next }, '10.2.0.2')).toMatchObject({
      refusal: { code: 'auth.code_invalid' },
    });
    await signedIn();
  });

  test('a newer code, another name and three days make it worthless', async () => {
    const older = await auth.issueCode({ accountId, purpose: 'reset', issuedBy: null });
    const newer = await auth.issueCode({ accountId, purpose: 'reset', issuedBy: null });
    const refused = { refusal: { code: 'auth.code_invalid' } };
    expect(await auth.redeemCode({ userName, code: older.code, password: next }, '10.2.0.3')).toMatchObject(
      refused,
    );
    expect(
      await auth.redeemCode({ userName: 'никого.нет', code: newer.code, password: next }, '10.2.0.3'),
    ).toMatchObject(refused);
    world.clock.advance({ hours: 73 });
    expect(await auth.redeemCode({ userName, code: newer.code, password: next }, '10.2.0.3')).toMatchObject(
      refused,
    );
  });

  test('an invitation tells whose it is, a reset does not', async () => {
    const made = await auth.createAccount({ name: 'Приглашённая Вера', userName: `приглашенная.${number}` });
    if (!made.ok) throw new Error(made.refusal.code);
    const invited = made.value.accountId;
    const invitation = await auth.issueCode({
      accountId: invited,
      purpose: 'invitation',
      issuedBy: accountId,
    });
    expect(await auth.readInvitation(invitation.code, '10.2.0.4')).toEqual({
      ok: true,
      value: { userName: `приглашенная.${number}`, name: 'Приглашённая Вера' },
    });
    expect(
      (await auth.waitingInvitations([invited, accountId])).get(invited)?.equals(invitation.expiresAt),
    ).toBe(true);
    const reset = await auth.issueCode({ accountId, purpose: 'reset', issuedBy: null });
    expect(await auth.readInvitation(reset.code, '10.2.0.4')).toMatchObject({ ok: false });
    expect(await auth.waitingInvitations([accountId])).toEqual(new Map());
  });

  test('two people with one code at one moment: one of them sets the password', async () => {
    const { code } = await auth.issueCode({ accountId, purpose: 'reset', issuedBy: null });
    const answers = await Promise.all(
      ['первые четыре слова', 'вторые четыре слова'].map((one) =>
        auth.redeemCode({ userName, code, password: one }, '10.2.0.5'),
      ),
    );
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  });
});

describe('accounts', () => {
  test('a name or e-mail that is taken is refused, in any spelling', async () => {
    expect(await auth.createAccount({ name: 'Другая', userName: userName.toUpperCase() })).toMatchObject({
      refusal: { code: 'auth.user_name_taken', field: 'userName' },
    });
    expect(
      await auth.createAccount({
        name: 'Другая',
        userName: `иная.${number}`,
        email: ` SIDOROVA${number}@School.example`,
      }),
    ).toMatchObject({ refusal: { code: 'auth.email_taken', field: 'email' } });
    expect(await auth.createAccount({ name: ' ', userName: `иная.${number}` })).toMatchObject({
      refusal: { code: 'auth.name_empty' },
    });
    for (const email of ['нет', 'a@b', 'a b@c.ru', `${accountId}@no-email.invalid`]) {
      expect(await auth.createAccount({ name: 'Другая', userName: `иная.${number}`, email })).toMatchObject({
        refusal: { code: 'auth.email_invalid' },
      });
    }
    expect(await auth.freeUserName(userName)).toBe(`${userName}2`);
  });

  test('the application itself reads nothing of this schema', async () => {
    for (const table of [
      '"user"',
      'session',
      'account',
      'verification',
      '"twoFactor"',
      'one_time_code',
      'attempt',
    ]) {
      const read = world.db.withActor({ kind: 'person', accountId }, 'test', (tx) =>
        sql`select * from auth.${sql.raw(table)}`.execute(tx.query),
      );
      await expect(read).rejects.toThrow(/permission denied/);
    }
    const rows = await world.asOwner<{ grantee: string }>(
      `select distinct grantee from information_schema.role_table_grants where table_schema = 'auth' and grantee <> 'nastavnik_owner'`,
    );
    expect(rows).toEqual([{ grantee: 'nastavnik_auth' }]);
  });

  test('what has run out is removed', async () => {
    await auth.issueCode({ accountId, purpose: 'reset', issuedBy: null });
    world.clock.advance({ days: 40 });
    expect(await auth.removeExpired()).toBeGreaterThan(0);
  });
});
