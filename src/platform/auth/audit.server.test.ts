import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAuth, type Auth, type Caller } from '#src/platform/auth/create-auth.ts';
import { silentLog } from '#src/platform/log.ts';
import { openTestDatabase, type TestDatabase } from '#src/platform/testing/database.ts';
import { totp } from '#src/platform/testing/totp.ts';

let world: TestDatabase;
let auth: Auth;
let number = 0;
const password = 'синий кит поёт тихо';
const next = 'другие четыре слова';

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
});
afterAll(async () => {
  await auth.close();
  await world.close();
});

interface Person {
  readonly accountId: string;
  readonly userName: string;
}

async function letIn(madeBy?: string): Promise<Person> {
  number += 1;
  const userName = `сидорова.${number}`;
  const made = await auth.createAccount({
    name: 'Сидорова Анна Игоревна',
    userName,
    password,
    ...(madeBy === undefined ? {} : { madeBy }),
  });
  if (!made.ok) throw new Error(made.refusal.code);
  return { accountId: made.value.accountId, userName };
}

function browser(cookies?: Headers): Caller {
  const cookie = (cookies?.getSetCookie() ?? [])
    .filter((one) => !one.includes('Max-Age=0'))
    .map((one) => one.split(';')[0])
    .join('; ');
  return { headers: new Headers({ 'user-agent': 'Browser/1.0', cookie }), address: `10.1.0.${number}` };
}

async function signIn({ userName }: Person, given = password) {
  const answer = await auth.signIn({ name: userName, password: given, remember: true }, browser());
  if (!answer.ok) throw new Error(answer.refusal.code);
  return { step: answer.value.step, here: browser(answer.value.headers) };
}

async function sessionOf(here: Caller) {
  const { session } = await auth.readSession(here.headers);
  if (session === null) throw new Error('No session');
  return session;
}

interface Seen extends Record<string, unknown> {
  readonly what: string;
  readonly command: string | null;
  readonly actor: string | null;
  readonly reason: string | null;
  readonly before: Readonly<Record<string, unknown>> | null;
  readonly after: Readonly<Record<string, unknown>> | null;
}

/** What the audit says of an account's sign-in while `work` ran, oldest first. */
async function auditOf({ accountId }: Person, work: () => Promise<unknown>): Promise<Seen[]> {
  const [last] = await world.asOwner<{ id: number }>('select coalesce(max(id), 0) as id from audit_rows');
  await work();
  return await world.asOwner<Seen>(
    `select operation || ' ' || table_name as what, command, actor_id as actor, system_reason as reason, before, after
     from audit_rows where account_id = $1 and id > $2 order by id`,
    [accountId, last?.id],
  );
}

async function startSecondFactor(here: Caller): Promise<string> {
  const session = await sessionOf(here);
  await auth.secondFactor.start({ password }, here, session);
  const pending = await auth.secondFactor.pending(session);
  if (pending === null) throw new Error('Nothing to confirm');
  return pending.secret;
}

test('an account is made by whoever lets the person in', async () => {
  const curator = await letIn();
  const [last] = await world.asOwner<{ id: number }>('select max(id) as id from audit_rows');
  const invited = await letIn(curator.accountId);
  const rows = await world.asOwner(
    `select operation || ' ' || table_name as what, command, actor_id as actor, account_id as whose, row_id
     from audit_rows where id > $1 order by id`,
    [last?.id],
  );
  const same = { command: 'auth.create_account', actor: curator.accountId, whose: invited.accountId };
  expect(rows).toEqual([
    { what: 'insert auth.user', row_id: invited.accountId, ...same },
    { what: 'insert auth.account', row_id: expect.any(String), ...same },
  ]);
});

test('signing in and out leaves a session’s beginning and its end; being here leaves nothing', async () => {
  const person = await letIn();
  let here = browser();
  const began = await auditOf(person, async () => {
    ({ here } = await signIn(person));
  });
  expect(began).toMatchObject([
    {
      what: 'insert auth.session',
      command: 'auth.sign_in',
      after: { userId: person.accountId, ipAddress: here.address, token: '***' },
    },
  ]);
  // Older than a day: the next request moves the session on.
  await world.asOwner(
    `update auth.session set "expiresAt" = "expiresAt" - interval '2 days', "updatedAt" = "updatedAt" - interval '2 days'
     where "userId" = $1`,
    [person.accountId],
  );
  const expiry = () =>
    world.asOwner<{ at: string }>(`select "expiresAt"::text as at from auth.session where "userId" = $1`, [
      person.accountId,
    ]);
  const [before] = await expiry();
  const stayed = await auditOf(person, async () => {
    for (let count = 0; count < 3; count += 1) await sessionOf(here);
  });
  const [after] = await expiry();
  expect(after?.at).not.toBe(before?.at);
  expect(stayed).toEqual([]);
  const ended = await auditOf(person, () => auth.signOut(here));
  expect(ended).toMatchObject([
    { what: 'delete auth.session', command: 'auth.sign_out', actor: person.accountId },
  ]);
});

test('a changed password says whose, by whom and which sessions it ended, never what it was', async () => {
  const person = await letIn();
  const { here: elsewhere } = await signIn(person);
  const { here } = await signIn(person);
  const rows = await auditOf(person, () => auth.changePassword({ current: password, next }, here));
  expect((await auth.readSession(elsewhere.headers)).session).toBeNull();
  expect(rows.filter(({ what }) => what === 'update auth.account')).toMatchObject([
    {
      command: 'auth.change_password',
      actor: person.accountId,
      before: { password: '***' },
      after: { password: '***' },
    },
  ]);
  expect(rows.filter(({ what }) => what === 'delete auth.session').length).toBeGreaterThanOrEqual(1);
});

test('the second factor leaves its beginning, its going on and its going off', async () => {
  const person = await letIn();
  const { here } = await signIn(person);
  let secret = '';
  const started = await auditOf(person, async () => {
    secret = await startSecondFactor(here);
  });
  expect(started).toMatchObject([
    {
      what: 'insert auth.twoFactor',
      command: 'auth.second_factor.start',
      actor: person.accountId,
      after: { secret: '***', backupCodes: '***' },
    },
  ]);
  let now = here;
  const confirmed = await auditOf(person, async () => {
    const answer = await auth.secondFactor.confirm({ code: totp(secret) }, here, await sessionOf(here));
    if (!answer.ok) throw new Error(answer.refusal.code);
    now = browser(answer.value.headers);
  });
  expect(confirmed).toContainEqual(
    expect.objectContaining({
      what: 'update auth.user',
      command: 'auth.second_factor.confirm',
      after: expect.objectContaining({ twoFactorEnabled: true }),
    }),
  );
  const { here: half } = await signIn(person);
  const wrong = await auditOf(person, () => auth.enterCode({ code: '000000', trustDevice: false }, half));
  expect(wrong).toContainEqual(
    expect.objectContaining({
      what: 'update auth.twoFactor',
      command: 'auth.enter_code',
      after: { failedVerificationCount: 1 },
    }),
  );
  const session = await sessionOf(now);
  const stopped = await auditOf(person, () => auth.secondFactor.stop({ password }, now, session));
  expect(stopped).toContainEqual(
    expect.objectContaining({
      what: 'delete auth.twoFactor',
      command: 'auth.second_factor.stop',
      actor: person.accountId,
    }),
  );
});

test('a printed code is issued by one, tried by nobody known, used by its person, and revoked', async () => {
  const curator = await letIn();
  const person = await letIn();
  const issued = { accountId: person.accountId, purpose: 'reset', issuedBy: curator.accountId } as const;
  let code = '';
  const rows = await auditOf(person, async () => {
    await auth.issueCode(issued);
    ({ code } = await auth.issueCode({ ...issued, dropsSecondFactor: true }));
    await auth.redeemCode({ userName: person.userName, code: '22222-22222', password: next }, '10.1.1.1');
    await auth.redeemCode({ userName: person.userName, code, password: next }, '10.1.1.1');
    await auth.issueCode({ ...issued, issuedBy: null });
  });
  const codes = rows.filter(({ what }) => what.endsWith('auth.one_time_code'));
  const by = { command: 'auth.issue_code', actor: curator.accountId, reason: null };
  const redeemed = { what: 'update auth.one_time_code', command: 'auth.redeem_code', reason: null };
  expect(codes).toMatchObject([
    { what: 'insert auth.one_time_code', ...by, after: { purpose: 'reset', hash: '***' } },
    { what: 'update auth.one_time_code', ...by, after: { revoked_at: expect.any(String) } },
    { what: 'insert auth.one_time_code', ...by, after: { drops_two_factor: true } },
    { ...redeemed, actor: null, after: { tries_left: 4 } },
    { ...redeemed, actor: person.accountId, after: { used_at: expect.any(String) } },
    { what: 'insert auth.one_time_code', actor: null, reason: 'command line' },
  ]);
  expect(rows).toContainEqual(
    expect.objectContaining({ what: 'update auth.account', actor: person.accountId }),
  );
});

test('what has run out goes by the program’s own hand', async () => {
  const person = await letIn();
  await auth.issueCode({ accountId: person.accountId, purpose: 'reset', issuedBy: null });
  const rows = await auditOf(person, async () => {
    world.clock.advance({ days: 40 });
    await auth.removeExpired();
  });
  expect(rows).toMatchObject([
    { what: 'delete auth.one_time_code', command: 'auth.remove_expired', reason: 'what has run out' },
  ]);
});

test('connections keep nothing of the call before: two people at once are never taken for each other', async () => {
  const people = await Promise.all(Array.from({ length: 8 }, () => letIn()));
  const opened = await Promise.all(
    people.map(async ({ accountId }) => ({
      accountId,
      here: browser(await auth.openSession(accountId, browser())),
    })),
  );
  await Promise.all(opened.map(({ here }) => auth.signOut(here)));
  const rows = await world.asOwner<{ actor: string; whose: string }>(
    `select actor_id as actor, account_id as whose from audit_rows
     where table_name = 'auth.session' and account_id = any ($1)`,
    [people.map(({ accountId }) => accountId)],
  );
  expect(rows).toHaveLength(16);
  expect(rows.filter(({ actor, whose }) => actor !== whose)).toEqual([]);
});

test('nothing in the audit opens an account: no password, token, code or secret, whole or sealed', async () => {
  const person = await letIn();
  const { accountId, userName } = person;
  const secrets = new Set<string>([password, next]);
  /** All that the sign-in schema holds at this moment and that opens something. */
  const collect = async () => {
    const rows = await world.asOwner<{ secret: string }>(
      `select token as secret from auth.session
       union all select password from auth.account
       union all select identifier from auth.verification
       union all select unnest(array[secret, "backupCodes"]) from auth."twoFactor"
       union all select hash from auth.one_time_code`,
    );
    for (const { secret } of rows) secrets.add(secret);
  };
  const collectCookies = (here: Caller) => {
    for (const one of (here.headers.get('cookie') ?? '').split('; ')) {
      const value = decodeURIComponent(one.slice(one.indexOf('=') + 1));
      for (const part of [value, ...value.split(/[.!]/)]) if (part.length >= 8) secrets.add(part);
    }
  };

  const { here } = await signIn(person);
  collectCookies(here);
  const totpSecret = await startSecondFactor(here);
  secrets.add(totpSecret);
  secrets.add(fromBase32(totpSecret));
  await collect();
  const confirmed = await auth.secondFactor.confirm({ code: totp(totpSecret) }, here, await sessionOf(here));
  if (!confirmed.ok) throw new Error(confirmed.refusal.code);
  for (const code of confirmed.value.backupCodes) secrets.add(code);
  collectCookies(browser(confirmed.value.headers));
  await collect();

  const half = await signIn(person);
  expect(half.step).toBe('code');
  collectCookies(half.here);
  await collect();
  const entered = await auth.enterCode(
    { code: confirmed.value.backupCodes[0] ?? '', trustDevice: true },
    half.here,
  );
  if (!entered.ok) throw new Error(entered.refusal.code);
  const inside = browser(entered.value.headers);
  collectCookies(inside);
  await collect();
  const session = await sessionOf(inside);
  const renewed = await auth.secondFactor.renewBackupCodes({ password }, inside, session);
  if (!renewed.ok) throw new Error(renewed.refusal.code);
  for (const code of renewed.value.backupCodes) secrets.add(code);
  await collect();

  for (const purpose of ['invitation', 'reset'] as const) {
    const { code } = await auth.issueCode({ accountId, purpose, issuedBy: null });
    secrets.add(code);
    secrets.add(code.replace('-', ''));
    await collect();
    await auth.redeemCode({ userName, code, password: next }, '10.1.1.2');
    await collect();
  }
  collectCookies((await signIn(person, next)).here);
  await collect();

  expect(secrets.size).toBeGreaterThan(30);
  const [audit] = await world.asOwner<{ count: number; text: string }>(
    `select count(*)::int as count, string_agg(a::text, chr(10)) as text from audit_rows a`,
  );
  expect(audit?.count).toBeGreaterThan(20);
  // The text as the database prints a row doubles quotes; none of the secrets holds one.
  expect([...secrets].filter((secret) => audit?.text.includes(secret))).toEqual([]);
  // It would have been found: what is no secret is there.
  expect(audit?.text).toContain(userName);
});

function fromBase32(text: string): string {
  const bits = Array.from(text, (char) =>
    'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(char).toString(2).padStart(5, '0'),
  ).join('');
  const bytes = Array.from({ length: Math.floor(bits.length / 8) }, (_, index) =>
    parseInt(bits.slice(index * 8, index * 8 + 8), 2),
  );
  return Buffer.from(bytes).toString('utf8');
}
