import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { PersonActor, VisitorActor } from '#src/platform/db/scope.ts';
import { tasks } from '#src/platform/tasks/start.ts';
import { openTestDatabase, type TestDatabase } from '#src/platform/testing/database.ts';
import { createMemoryFiles } from '#src/platform/testing/memory.ts';
import { libraryWording, type Purpose } from '#src/features/consents/rules/purposes.ts';
import { matrixFilter } from '#src/features/consents/schema.ts';
import { createConsents, type Consents } from '#src/features/consents/service.server.ts';
import { enterClass, enterGuardian, enterPerson } from '#src/features/consents/testing/people.ts';
import { accepted, foundSchool, refusedWith, type School } from '../../../test/world.ts';

let world: TestDatabase;
let consents: Consents;
let school: School;
let other: School;
let curator: PersonActor;
/** What the rooms below were told, as they were told. */
const told: { personId: string; purpose: Purpose }[] = [];

beforeAll(async () => {
  world = await openTestDatabase();
  consents = createConsents({
    db: world.db,
    clock: world.clock,
    files: createMemoryFiles(),
    timeZone: 'Europe/Moscow',
    tasks,
    sequels: [
      async (tx, { organizationId, personId, purpose }) => {
        told.push({ personId, purpose });
        // By hand only those who lead the school may write here.
        await tx.query
          .insertInto('partners')
          .values({ organization_id: organizationId, name: `${purpose} ${personId}`, kind: 'other' })
          .execute();
      },
    ],
  });
});
afterAll(() => world.close());
beforeEach(async () => {
  school = await foundSchool(world);
  other = await foundSchool(world);
  curator = await school.actor('curator');
  told.length = 0;
});

const visitor = (personId: string): VisitorActor => ({ kind: 'visitor', codeId: randomUUID(), personId });
const facts = { clientAddress: '192.0.2.7', signInWay: 'code' } as const;
const own = (actor: PersonActor | VisitorActor) => consents.listOwn(actor, null);
const find = async (actor: PersonActor | VisitorActor, personId: string, purpose: Purpose = 'processing') => {
  const found = (await own(actor)).find((one) => one.personId === personId && one.purpose === purpose);
  if (found === undefined) throw new Error('No such document on the own page');
  return found;
};
const sign = async (actor: PersonActor | VisitorActor, personId: string, purpose: Purpose = 'processing') => {
  const { textId } = await find(actor, personId, purpose);
  return consents.sign(actor, { submission: randomUUID(), personId, textId, agreed: 'on' }, facts);
};
const withdraw = (actor: PersonActor | VisitorActor, personId: string, purpose: Purpose = 'processing') =>
  consents.withdrawOwn(actor, { submission: randomUUID(), personId, purpose, reason: '' });
const destructions = (personId: string) =>
  world.asOwner(
    'select state, cause, begun_on::text as begun, due_on::text as due from destructions where person_id = $1 order by id',
    [personId],
  );
const matrix = async (query: Record<string, string> = {}, actor = curator) =>
  accepted(await consents.matrix(actor, school.organizationId, matrixFilter.parse(query)));

describe('signing by oneself', () => {
  test('keeps a proof: version, what was read, instant, address, way of sign-in, whose hand', async () => {
    const person = await enterPerson(world, school, { birthDate: '1990-01-01', kinds: ['partner'] });
    const me = visitor(person);
    const document = await find(me, person);
    expect(document).toMatchObject({
      signer: 'self',
      isWanted: true,
      isSelf: true,
      cell: { state: 'missing' },
    });
    const read = accepted(await consents.readOwn(me, { personId: person, textId: document.textId }));
    expect(read.filled).toContain('Муниципальное общеобразовательное учреждение');
    expect(read.filled).not.toMatch(/[{}]/);
    accepted(await sign(me, person));
    const [row] = await world.asOwner<{ proof: Record<string, string>; digest: string }>(
      'select c.proof, t.digest from consents c join consent_texts t on t.id = c.text_id where person_id = $1',
      [person],
    );
    expect(row?.proof).toMatchObject({
      digest: row?.digest,
      at: '2026-11-20T09:00:00Z',
      address: '192.0.2.7',
      way: 'code',
      by: `code:${me.codeId}`,
    });
    expect(await find(me, person)).toMatchObject({
      isWanted: false,
      hasSigned: true,
      cell: { state: 'in_force' },
    });
    expect(refusedWith(await sign(me, person))).toBe('consents.signed_already');
    // Another purpose stands by itself.
    expect(await find(me, person, 'photo')).toMatchObject({ isWanted: true, cell: { state: 'missing' } });
  });

  test('of a teenager: the parent and the child each by their own hand; under 14 the parent alone', async () => {
    const mother = await enterPerson(world, school, { birthDate: '1985-01-01', kinds: ['guardian'] });
    const teen = await enterPerson(world, school, { birthDate: '2010-05-05' });
    const child = await enterPerson(world, school, { birthDate: '2015-05-05' });
    await enterGuardian(world, school, mother, teen);
    await enterGuardian(world, school, mother, child);
    accepted(await sign(visitor(mother), teen));
    expect((await find(visitor(mother), teen)).cell.state).toBe('second');
    expect(await find(visitor(teen), teen)).toMatchObject({ isWanted: true, signer: 'self' });
    accepted(await sign(visitor(teen), teen));
    expect((await find(visitor(teen), teen)).cell).toMatchObject({ state: 'in_force', until: '2028-05-04' });
    accepted(await sign(visitor(mother), child));
    expect((await find(visitor(mother), child)).cell.state).toBe('in_force');
    expect(refusedWith(await sign(visitor(child), child))).toBe('consents.under_age');
    expect(refusedWith(await withdraw(visitor(child), child))).toBe('consents.under_age');
    expect((await find(visitor(child), child)).isWanted).toBe(false);
  });

  test('is asked again at eighteen, of the person', async () => {
    const mother = await enterPerson(world, school, { birthDate: '1985-01-01', kinds: ['guardian'] });
    const teen = await enterPerson(world, school, { birthDate: '2008-12-01' });
    await enterGuardian(world, school, mother, teen);
    accepted(await sign(visitor(mother), teen));
    accepted(await sign(visitor(teen), teen));
    expect((await find(visitor(teen), teen)).cell).toMatchObject({
      state: 'expiring',
      isAskedAtEighteen: true,
    });
    world.clock.set('2026-12-01T09:00:00Z');
    try {
      expect(await find(visitor(teen), teen)).toMatchObject({ isWanted: true, cell: { state: 'ended' } });
      expect((await own(visitor(mother))).map(({ personId }) => personId)).not.toContain(teen);
      accepted(await sign(visitor(teen), teen));
      expect((await find(visitor(teen), teen)).cell).toMatchObject({ state: 'in_force', until: null });
    } finally {
      world.clock.set('2026-11-20T09:00:00Z');
    }
  });

  test('takes no text but the one in force, no other school, no other person, one press once', async () => {
    const person = await enterPerson(world, school, { birthDate: '1990-01-01', kinds: ['partner'] });
    const stranger = await enterPerson(world, other, { birthDate: '1990-01-01', kinds: ['partner'] });
    const me = visitor(person);
    const { textId } = await find(me, person);
    const theirs = await find(visitor(stranger), stranger);
    const card = accepted(await consents.text(curator, school.organizationId, 'processing'));
    accepted(
      await consents.changeText(curator, school.organizationId, {
        ...card.inForce,
        purpose: 'processing',
        baseId: card.inForce.id,
        body: `${card.inForce.body}\n\nЕщё одно условие школы.`,
      }),
    );
    const attempt = (personId: string, text: string, submission = randomUUID()) =>
      consents.sign(me, { submission, personId, textId: text, agreed: 'on' }, facts);
    expect(refusedWith(await attempt(person, textId))).toBe('consents.text_outdated');
    expect(refusedWith(await attempt(person, theirs.textId))).toBe('consents.not_found');
    expect(refusedWith(await attempt(stranger, theirs.textId))).toBe('consents.not_found');
    expect(refusedWith(await withdraw(me, stranger))).toBe('consents.not_found');
    expect(refusedWith(await consents.readOwn(me, { personId: stranger, textId: theirs.textId }))).toBe(
      'consents.not_found',
    );
    const newer = await find(me, person);
    const submission = randomUUID();
    const both = await Promise.all([
      attempt(person, newer.textId, submission),
      attempt(person, newer.textId, submission),
    ]);
    expect(both.map((answer) => answer.ok)).toEqual([true, true]);
    expect(await world.asOwner('select from consents where person_id = $1', [person])).toHaveLength(1);
  });
});

describe('a withdrawal', () => {
  test('blocks at once, starts the clock, tells the rooms below in the same transaction; a new consent stops it', async () => {
    const person = await enterPerson(world, school, { birthDate: '1990-01-01', kinds: ['partner'] });
    const me = visitor(person);
    accepted(await sign(me, person));
    accepted(await sign(me, person, 'publication'));
    accepted(await withdraw(me, person));
    const [row] = await world.asOwner(
      'select processing_until, publication_until::text as publication from people where id = $1',
      [person],
    );
    expect(row).toEqual({ processing_until: null, publication: '2029-11-19' });
    expect(await destructions(person)).toEqual([
      { state: 'due', cause: 'withdrawal', begun: '2026-11-20', due: '2026-12-20' },
    ]);
    expect(told).toEqual([{ personId: person, purpose: 'processing' }]);
    const [sequel] = await world.asOwner(
      `select actor_id, system_reason from audit_rows where table_name = 'partners' and after ->> 'name' = $1`,
      [`processing ${person}`],
    );
    expect(sequel).toEqual({ actor_id: `code:${me.codeId}`, system_reason: 'consent withdrawn' });
    expect(refusedWith(await withdraw(me, person))).toBe('consents.nothing_to_withdraw');
    accepted(await withdraw(me, person, 'publication'));
    expect(await destructions(person)).toHaveLength(1);
    accepted(await sign(me, person));
    expect(await destructions(person)).toMatchObject([{ state: 'cancelled' }]);
  });

  test('by a guardian ends the child’s signatures too; on paper it is entered with its scan and day', async () => {
    const mother = await enterPerson(world, school, { birthDate: '1985-01-01', kinds: ['guardian'] });
    const teen = await enterPerson(world, school, { birthDate: '2010-05-05' });
    await enterGuardian(world, school, mother, teen);
    accepted(await sign(visitor(mother), teen));
    accepted(await sign(visitor(teen), teen));
    const input = {
      submission: randomUUID(),
      personId: teen,
      purpose: 'processing',
      on: '2026-11-18',
      by: 'guardian',
      reason: 'переезд',
    } as const;
    const scan = { name: 'заявление.pdf', bytes: new TextEncoder().encode('%PDF-1.7') };
    expect(refusedWith(await consents.withdraw(curator, { ...input, on: '2026-11-21' }, null))).toBe(
      'consents.future',
    );
    for (const role of ['class_teacher', 'team', 'psychologist'] as const) {
      const refused = refusedWith(await consents.withdraw(await school.actor(role), input, null));
      expect(['access.not_allowed', 'consents.person_not_found']).toContain(refused);
    }
    expect(refusedWith(await consents.withdraw(await other.actor('curator'), input, null))).toBe(
      'consents.person_not_found',
    );
    expect(accepted(await consents.withdraw(curator, input, scan))).toEqual({ count: 2 });
    expect(await destructions(teen)).toEqual([
      { state: 'due', cause: 'withdrawal', begun: '2026-11-18', due: '2026-12-18' },
    ]);
    const card = accepted(await consents.person(curator, teen));
    expect(
      card.signatures.map((one) => [one.signer, one.withdrawnBy, one.withdrawalFileId === null]),
    ).toEqual([
      ['self', 'guardian', false],
      ['guardian', 'guardian', false],
    ]);
  });
});

const only = (...wanted: string[]) => wanted.toSorted();

describe('the list', () => {
  test('shows each purpose, narrows by state, class, kind and words, and keeps to the class of its teacher', async () => {
    const { classId, pupils, classActor } = await enterClass(world, school, [
      '2015-05-05',
      '2010-05-05',
      '2008-12-30',
    ]);
    const [child = '', teen = '', almost = ''] = pupils;
    const staff = await enterPerson(world, school, {
      birthDate: null,
      kinds: ['staff'],
      familyName: 'Ёлкина',
    });
    await enterPerson(world, school, { birthDate: null, kinds: ['guardian'] });
    const enter = (personId: string, signer: 'by_age' | 'guardian', purposes: Purpose[] = ['processing']) =>
      consents.enterPaper(
        curator,
        school.organizationId,
        {
          submission: randomUUID(),
          personIds: [personId],
          purposes,
          signedOn: '2026-09-10',
          signer,
          guardianId: null,
          signerName: '',
          basis: '',
        },
        null,
      );
    accepted(await enter(child, 'by_age', ['processing', 'photo']));
    accepted(await enter(teen, 'guardian', ['processing', 'transfer']));
    accepted(await enter(almost, 'by_age'));
    const ids = async (query: Record<string, string>) =>
      (await matrix(query)).rows.map(({ id }) => id).toSorted();
    expect((await matrix()).total).toBe(5);
    expect(await ids({ state: 'held' })).toEqual(only(child, almost));
    expect(await ids({ state: 'expiring' })).toEqual([almost]);
    expect(await ids({ state: 'second' })).toEqual([teen]);
    expect(await ids({ state: 'second', purpose: 'transfer' })).toEqual([teen]);
    expect(await ids({ state: 'held', purpose: 'photo' })).toEqual([child]);
    expect(await ids({ state: 'none', purpose: 'photo', classId })).toEqual(only(teen, almost));
    expect(await ids({ kind: 'staff', words: 'елк' })).toEqual([staff]);
    expect(await ids({ words: '%' })).toEqual([]);
    accepted(
      await consents.withdraw(
        curator,
        {
          submission: randomUUID(),
          personId: child,
          purpose: 'processing',
          on: '2026-11-20',
          by: 'guardian',
          reason: '',
        },
        null,
      ),
    );
    expect(await ids({ state: 'withdrawn' })).toEqual([child]);
    expect(
      (await matrix({ words: 'Проверкин', classId })).rows
        .find(({ id }) => id === child)
        ?.cells.map(({ state }) => state),
    ).toEqual(['withdrawn', 'missing', 'missing', 'missing', 'in_force']);
    const mine = await matrix({}, classActor);
    expect(mine.rows.map(({ id }) => id).toSorted()).toEqual(only(...pupils));
    expect(mine.isOwnClass).toBe(true);
    expect(refusedWith(await consents.person(classActor, staff))).toBe('consents.person_not_found');
    expect(refusedWith(await consents.person(await other.actor('curator'), child))).toBe(
      'consents.person_not_found',
    );
    const foreign = await consents.matrix(
      await other.actor('curator'),
      school.organizationId,
      matrixFilter.parse({}),
    );
    expect(refusedWith(foreign)).toBe('access.not_found');
    const sheet = accepted(
      await consents.exportRegister(curator, school.organizationId, matrixFilter.parse({})),
    );
    expect(sheet.byteLength).toBeGreaterThan(1000);
  });
});

describe('the school’s own wording', () => {
  test('needs the fields of the law, refuses unknown ones, and never changes what was signed', async () => {
    const person = await enterPerson(world, school, { birthDate: '1990-01-01', kinds: ['partner'] });
    accepted(await sign(visitor(person), person));
    const { inForce } = accepted(await consents.text(curator, school.organizationId, 'processing'));
    expect(inForce).toMatchObject({ number: 1, origin: 'library' });
    const change = (more: object) =>
      consents.changeText(curator, school.organizationId, {
        ...inForce,
        purpose: 'processing',
        baseId: inForce.id,
        ...more,
      });
    expect(refusedWith(await change({ body: `${inForce.body} {снилс}` }))).toBe('consents.unknown_fields');
    expect(refusedWith(await change({ body: 'Я согласен.' }))).toBe('consents.missing_fields');
    expect(refusedWith(await change({}))).toBe('consents.text_same');
    expect(accepted(await change({ body: `${inForce.body}\n\n<b>Ещё</b> условие.` }))).toEqual({ number: 2 });
    expect(refusedWith(await change({ body: `${inForce.body} Другое.` }))).toBe('consents.text_stale');
    const [signed] = await world.asOwner<{ body: string }>(
      'select t.body from consents c join consent_texts t on t.id = c.text_id where c.person_id = $1',
      [person],
    );
    expect(signed?.body).toBe(libraryWording('processing').body);
    await expect(
      world.asOwner('update consent_texts set body = $1 where id = $2', ['иначе', inForce.id]),
    ).rejects.toThrow('never changed');
    const team = await school.actor('team');
    expect(
      refusedWith(
        await consents.changeText(team, school.organizationId, {
          ...inForce,
          purpose: 'processing',
          baseId: inForce.id,
        }),
      ),
    ).toBe('access.not_allowed');
  });

  test('and the setting of who signs for teenagers takes effect at once', async () => {
    const teen = await enterPerson(world, school, { birthDate: '2010-05-05' });
    accepted(await sign(visitor(teen), teen));
    expect((await find(visitor(teen), teen)).cell.state).toBe('second');
    accepted(
      await consents.changeSettings(curator, school.organizationId, { version: 0, teenSigners: 'self' }),
    );
    expect((await find(visitor(teen), teen)).cell.state).toBe('in_force');
    const stale = await consents.changeSettings(curator, school.organizationId, {
      version: 0,
      teenSigners: 'both',
    });
    expect(refusedWith(stale)).toBe('consents.settings_stale');
  });
});
