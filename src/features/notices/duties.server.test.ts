import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { PersonActor } from '#src/platform/db/scope.ts';
import { openTestDatabase, type TestDatabase } from '#src/platform/testing/database.ts';
import { createMemoryMail, type MemoryMail } from '#src/platform/testing/memory.ts';
import type { Consents } from '#src/features/consents/service.server.ts';
import { enterPerson } from '#src/features/consents/testing/people.ts';
import { consentsOf } from '#src/features/consents/testing/rooms.ts';
import { waveForm } from '#src/features/surveys/schema.ts';
import { createSurveys, listEndingWaves } from '#src/features/surveys/service.server.ts';
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
    const quiet = { byEmail: true, weeklyDigest: false, dayBefore: false, overdue: false, surveys: false };
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

describe('waves of questionnaires', () => {
  it('are told to the curator in numbers, and to nobody who turned that off', async () => {
    const { organizationId } = school;
    const surveys = createSurveys({ db: world.db, clock: world.clock, timeZone: 'Europe/Moscow' });
    const director = await school.actor('director');
    const before = mail.letters.length;
    const asked: string[] = [];
    for (const familyName of ['Приметная', 'Заметная', 'Видная']) {
      const id = await enterPerson(world, school, { birthDate: '2012-05-05', familyName });
      await enter(id);
      asked.push(id);
    }
    const { surveyId } = accepted(
      await surveys.editor.create(curator, organizationId, {
        submission: randomUUID(),
        library: 'after-meeting',
        title: '',
      }),
    );
    const { survey } = accepted(await surveys.editor.view(curator, surveyId));
    accepted(await surveys.editor.publish(curator, { surveyId, version: survey.version }));
    const { waveId } = accepted(
      await surveys.waves.create(
        curator,
        organizationId,
        waveForm.parse({
          submission: randomUUID(),
          surveyId,
          title: 'Первая встреча',
          opensOn: '2026-11-23',
          closesOn: '2026-12-01',
          source: 'picked',
          personIds: asked,
        }),
      ),
    );
    const invitations = async () => accepted(await surveys.waves.view(curator, waveId)).invitations;
    const { wave } = accepted(await surveys.waves.view(curator, waveId));
    accepted(await surveys.waves.launch(curator, { waveId, version: wave.version }));
    const goTo = async (day: string) => {
      world.clock.set(`${day}T05:00:00Z`);
      await surveys.waves.turn();
      await notices.giveDaily();
    };
    const ending = (actor: PersonActor) =>
      world.db.withActor(actor, 'test', (tx) =>
        listEndingWaves(tx, organizationId, world.clock.today('Europe/Moscow').toString()),
      );

    await goTo('2026-11-20');
    expect(await ending(curator)).toEqual([]);
    await goTo('2026-11-23');
    expect(await ending(curator)).toEqual([]);
    await goTo('2026-11-24');
    const [first, second, third] = await invitations();
    accepted(await surveys.waves.mark(curator, { waveId, invitationIds: [first?.id ?? ''], as: 'declined' }));
    await goTo('2026-11-28');
    expect(await ending(curator)).toMatchObject([{ id: waveId, invited: 3, answered: 0, waiting: 2 }]);
    expect(await ending(await (await foundSchool(world)).actor('curator'))).toEqual([]);
    await goTo('2026-11-29');
    for (const one of [second, third]) {
      const entered = await surveys.paper.enter(curator, {
        waveId,
        code: String(one?.paperNumber),
        typed: { mood: '5', useful: '7', help: '2' },
      });
      expect(accepted(entered).errors).toEqual({});
    }
    await goTo('2026-11-30');
    await goTo('2026-12-02');
    expect((await told()).toReversed()).toEqual([
      '2026-11-23 surveys.opened',
      '2026-11-28 surveys.closing',
      '2026-11-30 surveys.all_answered',
      '2026-12-02 surveys.closed',
    ]);
    expect(await told(director)).toEqual([]);
    const letters = mail.letters.slice(before);
    expect(letters.map(({ subject }) => subject)).toEqual(
      Array.from({ length: 4 }, () => 'Наставник: опросы'),
    );
    expect(letters[1]?.text).toContain('Не ответили: 2 из 3');
    expect(letters.map(({ text }) => text).join()).not.toMatch(/Приметная|Заметная|Видная/);

    const off = { byEmail: true, weeklyDigest: true, dayBefore: true, overdue: true, surveys: false };
    accepted(await notices.choose(curator, organizationId, off));
    const again = accepted(await surveys.waves.choices(curator, organizationId, '')).surveys[0];
    const next = accepted(
      await surveys.waves.create(
        curator,
        organizationId,
        waveForm.parse({
          submission: randomUUID(),
          surveyId: again?.surveyId,
          title: 'Вторая встреча',
          opensOn: '2026-12-02',
          closesOn: '2026-12-03',
          source: 'picked',
          personIds: asked,
        }),
      ),
    );
    accepted(await surveys.waves.launch(curator, { waveId: next.waveId, version: 1 }));
    await notices.giveDaily();
    expect(await told()).toHaveLength(4);
  });
});
