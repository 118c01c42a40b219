import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { PersonActor } from '#src/platform/db/scope.ts';
import { openTestDatabase, type TestDatabase } from '#src/platform/testing/database.ts';
import { createMemoryMail, type MemoryMail } from '#src/platform/testing/memory.ts';
import type { Consents } from '#src/features/consents/service.server.ts';
import { enterPerson } from '#src/features/consents/testing/people.ts';
import { consentsOf } from '#src/features/consents/testing/rooms.ts';
import { createNotices, type Notices } from '#src/features/notices/service.server.ts';
import { accepted, foundSchool, type School } from '../../../test/world.ts';

let world: TestDatabase;
let consents: Consents;
let notices: Notices;
let mail: MemoryMail;
let school: School;
let curator: PersonActor;

beforeAll(async () => {
  world = await openTestDatabase();
  consents = consentsOf(world);
  mail = createMemoryMail();
  const { db, clock } = world;
  notices = createNotices({
    db,
    clock,
    mail,
    timeZone: 'Europe/Moscow',
    publicUrl: 'https://school.example',
    emailOf: async (accountId) => (accountId === curator.accountId ? 'curator@school.example' : null),
  });
});
afterAll(() => world.close());
beforeEach(async () => {
  school = await foundSchool(world);
  curator = await school.actor('curator');
  world.clock.set('2026-11-20T05:00:00Z');
});

const told = async (actor = curator) =>
  accepted(await notices.view(actor, { organizationId: school.organizationId, page: 1 })).notices.map(
    ({ kind, day }) => `${day} ${kind}`,
  );

async function enter(personId: string): Promise<void> {
  accepted(
    await consents.enterPaper(
      curator,
      school.organizationId,
      {
        submission: randomUUID(),
        personIds: [personId],
        purposes: ['processing'],
        signedOn: '2026-09-10',
        signer: 'by_age',
        guardianId: null,
        signerName: '',
        basis: '',
      },
      null,
    ),
  );
}

describe('duties in personal data', () => {
  it('are told to those who answer for them, without names, each at its own pace, whatever was chosen', async () => {
    const director = await school.actor('director');
    const team = await school.actor('team');
    const quiet = { byEmail: true, weeklyDigest: false, dayBefore: false, overdue: false };
    accepted(await notices.choose(curator, school.organizationId, quiet));
    const before = mail.letters.length;
    const person = await enterPerson(world, school, { birthDate: '2012-05-05', familyName: 'Приметная' });
    await enter(person);
    accepted(
      await consents.withdraw(
        curator,
        {
          submission: randomUUID(),
          personId: person,
          purpose: 'processing',
          on: '2026-11-20',
          by: 'guardian',
          reason: '',
        },
        null,
      ),
    );
    await notices.giveDaily();
    await notices.giveDaily();
    expect(await told()).toEqual(['2026-11-20 consents.withdrawal']);
    expect(await told(director)).toEqual(['2026-11-20 consents.withdrawal']);
    expect(await told(team)).toEqual([]);
    expect(mail.letters).toHaveLength(before + 1);
    const letter = mail.letters[before];
    expect(letter).toMatchObject({ subject: 'Наставник: персональные данные' });
    expect(letter?.text).toContain('20.12.2026');
    expect(letter?.text).toContain('https://school.example/consents/destruction/');
    expect(letter?.text).not.toContain('Приметная');

    const days = [
      '2026-11-21',
      '2026-12-13',
      '2026-12-14',
      '2026-12-16',
      '2026-12-19',
      '2026-12-20',
      '2026-12-21',
    ];
    for (const day of days) {
      world.clock.set(`${day}T05:00:00Z`);
      await notices.giveDaily();
    }
    expect((await told()).toReversed()).toEqual([
      '2026-11-20 consents.withdrawal',
      '2026-12-13 consents.destruction',
      '2026-12-16 consents.destruction',
      '2026-12-19 consents.destruction',
      '2026-12-20 consents.destruction',
      '2026-12-21 consents.destruction',
    ]);
    // A new consent stops the clock, and the reminders with it.
    await enter(person);
    world.clock.set('2026-12-22T05:00:00Z');
    await notices.giveDaily();
    expect(await told()).toHaveLength(6);
  });

  it('count those who come of age and whose consent ends once a week', async () => {
    const eldest = await enterPerson(world, school, { birthDate: '2008-11-30' });
    await enter(eldest);
    for (const day of ['2026-11-20', '2026-11-23', '2026-11-27', '2026-12-04']) {
      world.clock.set(`${day}T05:00:00Z`);
      await notices.giveDaily();
    }
    expect((await told()).toSorted()).toEqual([
      '2026-11-20 consents.expiring',
      '2026-11-20 consents.of_age',
      '2026-11-27 consents.expiring',
      '2026-11-27 consents.of_age',
      // Eighteen: nothing is in force any more, and the person is still to be asked.
      '2026-12-04 consents.of_age',
    ]);
  });
});
