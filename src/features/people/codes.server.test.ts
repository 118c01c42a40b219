import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createAuth, type Auth } from '#src/platform/auth/create-auth.ts';
import type { PersonActor, VisitorActor } from '#src/platform/db/scope.ts';
import { silentLog } from '#src/platform/log.ts';
import { openTestDatabase, type TestDatabase } from '#src/platform/testing/database.ts';
import type { OwnTaskSource, People } from '#src/features/people/service.server.ts';
import { accepted, foundSchool, newPerson, peopleOf, refusedWith, type School } from '../../../test/world.ts';

let world: TestDatabase;
let auth: Auth;
let people: People;
let school: School;
let curator: PersonActor;

/** What a room below would have for everybody whose page it is. */
const oneTaskEach: OwnTaskSource = async (_tx, own) =>
  own.map(({ id, name, isSelf }) => ({
    title: 'Анкета',
    forName: isSelf ? '' : name,
    path: `/my/surveys/${id}`,
    dueOn: isSelf ? '2026-12-01' : '2026-11-25',
    state: 'waiting' as const,
  }));

beforeAll(async () => {
  world = await openTestDatabase();
  auth = createAuth({
    connection: world.connection,
    secret: 'a secret of the tests, long enough to be one',
    publicUrl: 'https://school.example',
    appName: 'Наставник',
    clock: world.clock,
    log: silentLog,
  });
  people = peopleOf(world, { attempts: auth.attempts, ownTasks: [oneTaskEach] });
});
afterAll(async () => {
  await auth.close();
  await world.close();
});
beforeEach(async () => {
  world.clock.advance({ days: 1 });
  school = await foundSchool(world);
  curator = await school.actor('curator');
});

const add = async (more: Parameters<typeof newPerson>[0]) =>
  accepted(await people.add(curator, school.organizationId, newPerson(more))).personId;
const issue = (personIds: string[], more: { until?: string; keepsOld?: boolean } = {}) =>
  people.codes.issue(curator, school.organizationId, {
    personIds,
    until: people.codes.usualTerm().usual,
    keepsOld: false,
    ...more,
  });
const codeOf = async (personId: string) => accepted(await issue([personId])).cards[0]?.code ?? '';
const enter = (code: string, address = '10.0.0.1') => people.codes.enter(code, address);
const visitorBy = async (code: string) => people.codes.read(accepted(await enter(code)).token, 'request');

describe('a printed code', () => {
  test('lets in whoever typed it in either layout, and says who it is', async () => {
    const personId = await add({ familyName: 'Ученикова', kinds: ['pupil'] });
    const code = await codeOf(personId);
    const typed = code
      .toLowerCase()
      .replace('-', ' ')
      .replaceAll(/[aekmhpctxy]/g, (letter) => 'аекмнрстху'['aekmhpctxy'.indexOf(letter)] ?? '');
    const entered = accepted(await enter(typed));
    expect(entered.secondsLeft).toBeGreaterThan(30 * 24 * 3600);
    expect(await people.codes.read(entered.token, 'request')).toMatchObject({
      name: 'Ученикова Мария Петровна',
      organizationId: school.organizationId,
      actor: { kind: 'visitor', personId },
    });
    const card = accepted(await people.view(curator, personId));
    expect(card.code?.lastUsedAt).toBe(world.clock.now().toString());
  });

  test('is kept as a hash, also by the audit', async () => {
    const code = await codeOf(await add({ kinds: ['pupil'] }));
    const bare = code.replace('-', '');
    for (const table of ['person_codes', 'audit_rows', 'submissions']) {
      const rows = await world.asOwner<{ text: string }>(`select t::text as text from ${table} t`);
      expect(rows.filter(({ text }) => text.includes(bare) || text.includes(code))).toEqual([]);
    }
    const hashes = await world.asOwner<{ hash: string }>('select hash from person_codes');
    const audit = await world.asOwner<{ text: string }>('select t::text as text from audit_rows t');
    expect(audit.filter(({ text }) => hashes.some(({ hash }) => text.includes(hash)))).toEqual([]);
  });

  test('ends when it is revoked, replaced, over, or its person was joined to another record', async () => {
    const personId = await add({ kinds: ['pupil'] });
    const first = await codeOf(personId);
    const { token } = accepted(await enter(first));
    const second = await codeOf(personId);
    expect(await people.codes.read(token, 'request')).toBeNull();
    expect(refusedWith(await enter(first))).toBe('people.code_wrong');
    const { token: next } = accepted(await enter(second));
    expect(await people.codes.read(next, 'request')).not.toBeNull();
    accepted(await people.codes.revoke(curator, personId));
    expect(await people.codes.read(next, 'request')).toBeNull();

    const today = people.codes.usualTerm().today;
    const short = accepted(await issue([personId], { until: today })).cards[0]?.code ?? '';
    const held = accepted(await enter(short)).token;
    // Midnight in Moscow ends the day.
    world.clock.advance({ hours: 11, minutes: 59 });
    expect(await people.codes.read(held, 'request')).not.toBeNull();
    world.clock.advance({ minutes: 1 });
    expect(await people.codes.read(held, 'request')).toBeNull();
    expect(refusedWith(await enter(short))).toBe('people.code_wrong');
    world.clock.advance({ hours: 12 });

    const joined = await add({ familyName: 'Двойников', kinds: ['pupil'] });
    const orphan = await codeOf(joined);
    await world.asOwner('update people set merged_into = $1 where id = $2', [personId, joined]);
    expect(refusedWith(await enter(orphan))).toBe('people.code_wrong');
  });

  test('is printed for those who need it; whoever has one may keep it', async () => {
    const [one, two, three] = [
      await add({ familyName: 'Первых', kinds: ['pupil'] }),
      await add({ familyName: 'Вторых', kinds: ['pupil'] }),
      await add({ familyName: 'Третьих', kinds: ['staff'] }),
    ];
    await world.asOwner('update people set account_id = $1 where id = $2', ['somebody', three]);
    const kept = await codeOf(one);
    const sheet = accepted(await issue([one, two, three], { keepsOld: true }));
    expect(sheet.cards.map(({ name }) => name)).toEqual(['Вторых Мария Петровна']);
    expect(sheet.kept).toEqual(['Первых Мария Петровна']);
    expect(sheet.withAccount).toEqual(['Третьих Мария Петровна']);
    expect(sheet.address).toBe('https://school.example/code');
    accepted(await enter(kept));
    expect(refusedWith(await issue([one, two, three], { keepsOld: true }))).toBe('people.codes_for_nobody');
    expect(refusedWith(await issue([]))).toBe('people.nobody_chosen');
    for (const until of ['2020-01-01', '2199-01-01']) {
      expect(refusedWith(await issue([one], { until }))).toBe('people.code_day');
    }
  });

  test('guessed is refused in one word, and soon not answered at all: by address and for everybody', async () => {
    for (const wrong of ['', 'a', 'AAAAA-AAAAA', 'K7M3X-P94EA', '0'.repeat(64), '\0', "' or true --"]) {
      expect(refusedWith(await enter(wrong))).toBe('people.code_wrong');
      expect(await people.codes.read(wrong, 'request')).toBeNull();
    }
    const code = await codeOf(await add({ kinds: ['pupil'] }));
    for (let tries = 0; tries < 143; tries += 1) await enter('AAAAA-AAAAA', '10.0.0.1');
    expect(refusedWith(await enter(code, '10.0.0.1'))).toBe('auth.too_often');
    accepted(await enter(code, '10.0.0.2'));
    for (let address = 0; address < 10; address += 1) {
      for (let tries = 0; tries < 140; tries += 1) await enter('AAAAA-AAAAA', `10.0.1.${address}`);
    }
    expect(refusedWith(await enter(code, '10.0.0.3'))).toBe('auth.too_often');
    world.clock.advance({ minutes: 16 });
    accepted(await enter(code, '10.0.0.1'));
  }, 60_000);
});

describe('one’s own page', () => {
  const view = async (actor: PersonActor | VisitorActor) =>
    accepted(await people.ownPage.view(actor, school.organizationId));

  test('greets the child, and shows the guardian the child’s things until the child is of age', async () => {
    const childId = await add({ familyName: 'Ученикова', kinds: ['pupil'], birthDate: '2009-01-15' });
    const guardianId = await add({
      familyName: 'Родителева',
      givenName: 'Нина',
      kinds: ['guardian'],
      childId,
    });
    const child = await visitorBy(await codeOf(childId));
    const guardian = await visitorBy(await codeOf(guardianId));
    if (child === null || guardian === null) throw new Error('The codes let nobody in');
    const own = await view(child.actor);
    expect(own.people.map(({ id, isSelf }) => [id, isSelf])).toEqual([[childId, true]]);
    expect(own.organizationName).toMatch(/^Школа/);
    const page = await view(guardian.actor);
    expect(page.people.map(({ givenName, isSelf }) => [givenName, isSelf])).toEqual([
      ['Нина', true],
      ['Мария', false],
    ]);
    expect(page.tasks.map(({ forName, dueOn }) => [forName, dueOn])).toEqual([
      ['Ученикова Мария Петровна', '2026-11-25'],
      ['', '2026-12-01'],
    ]);
    const before = world.clock.now().toString();
    world.clock.set('2027-01-15T09:00:00Z');
    const later = await view(guardian.actor);
    expect(later.people.map(({ id }) => id)).toEqual([guardianId]);
    expect(later.tasks).toHaveLength(1);
    world.clock.set(before);
  });

  test('of an account is that of its person here; of an account joined to nobody it is empty', async () => {
    const mentor = await school.actor('mentor');
    expect(await view(mentor)).toMatchObject({ people: [], tasks: [] });
    const personId = await add({ familyName: 'Наставников', kinds: ['partner'] });
    await world.asOwner('update people set account_id = $1 where id = $2', [mentor.accountId, personId]);
    expect((await view(mentor)).people.map(({ id }) => id)).toEqual([personId]);
    // A role that ended opens nothing.
    await world.asOwner('update role_assignments set ended_at = now() where account_id = $1', [
      mentor.accountId,
    ]);
    expect(await view(mentor)).toMatchObject({ people: [], tasks: [], organizationName: '' });
  });
});
