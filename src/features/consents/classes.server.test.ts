import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { PersonActor } from '#src/platform/db/scope.ts';
import { openTestDatabase, type TestDatabase } from '#src/platform/testing/database.ts';
import { consentActivities } from '#src/features/consents/activities.server.ts';
import { matrixFilter } from '#src/features/consents/schema.ts';
import type { Consents } from '#src/features/consents/service.server.ts';
import { enterClass, enterPerson } from '#src/features/consents/testing/people.ts';
import { consentsOf } from '#src/features/consents/testing/rooms.ts';
import { accepted, foundSchool, refusedWith, type School } from '../../../test/world.ts';

let world: TestDatabase;
let consents: Consents;
let school: School;
let curator: PersonActor;

beforeAll(async () => {
  world = await openTestDatabase();
  consents = consentsOf(world);
});
afterAll(() => world.close());
beforeEach(async () => {
  school = await foundSchool(world);
  curator = await school.actor('curator');
});

async function enter(personIds: string[], signedOn = '2026-09-10', actor = curator): Promise<void> {
  accepted(
    await consents.enterPaper(
      actor,
      school.organizationId,
      {
        submission: randomUUID(),
        personIds,
        purposes: ['processing'],
        signedOn,
        signer: 'by_age',
        guardianId: null,
        signerName: '',
        basis: '',
      },
      null,
    ),
  );
}

const withdraw = async (personId: string) =>
  accepted(
    await consents.withdraw(
      curator,
      {
        submission: randomUUID(),
        personId,
        purpose: 'processing',
        on: '2026-11-20',
        by: 'guardian',
        reason: '',
      },
      null,
    ),
  );

describe('lists by class', () => {
  test('count whose paper is wanted and whose ends; those who withdrew are not asked again', async () => {
    // The last one comes of age in ten days.
    const births = ['2014-05-05', '2014-06-06', '2014-07-07', '2008-11-30'];
    const { classId, pupils, classActor } = await enterClass(world, school, births);
    const [signed = '', , refused = '', eldest = ''] = pupils;
    await enter([signed, refused, eldest]);
    await withdraw(refused);
    const found = accepted(await consents.classes.list(curator, school.organizationId, 'processing'));
    expect(found.classes).toMatchObject([{ id: classId, label: '5А', pupils: 4, wanted: 1, expiring: 1 }]);
    expect(found.isKeeper).toBe(true);
    const photo = accepted(await consents.classes.list(curator, school.organizationId, 'photo'));
    expect(photo.classes).toMatchObject([{ pupils: 4, wanted: 4, expiring: 0 }]);
    const teacher = accepted(await consents.classes.list(classActor, school.organizationId, 'processing'));
    expect(teacher).toMatchObject({ isOwnClass: true, isKeeper: false });
    expect(teacher.classes).toHaveLength(1);
    const filter = matrixFilter.parse({ state: 'of_age' });
    const ofAge = accepted(await consents.matrix(curator, school.organizationId, filter));
    expect(ofAge.rows.map(({ id }) => id)).toEqual([eldest]);

    const print = (actor: PersonActor, id: string | null, format: 'pdf' | 'docx' = 'docx') =>
      consents.classes.printReminder(actor, school.organizationId, {
        classId: id,
        purpose: 'processing',
        format,
      });
    expect(accepted(await print(classActor, classId)).name).toBe('Согласия 5А.docx');
    expect(accepted(await print(curator, null, 'pdf')).bytes.byteLength).toBeGreaterThan(2000);
    expect(refusedWith(await print(curator, randomUUID()))).toBe('consents.class_not_found');
    expect(refusedWith(await print(curator, 'не номер'))).toBe('consents.class_not_found');
    const other = await foundSchool(world);
    expect(refusedWith(await print(await other.actor('curator'), classId))).toBe('access.not_found');
    for (const role of ['mentor', 'mentee', 'administrator'] as const) {
      expect(refusedWith(await print(await school.actor(role), classId))).toBe('access.not_allowed');
    }
  });
});

describe('the plan', () => {
  const progress = () =>
    world.db.withActor(curator, 'test', (tx) =>
      consentActivities.progress(tx, {
        organizationId: school.organizationId,
        kind: 'consents.collect',
        startsOn: null,
        dueOn: null,
        today: '2026-11-20',
      }),
    );

  test('counts signed consents against those concerned, and is ready when all are there', async () => {
    expect(await progress()).toBeNull();
    const { pupils } = await enterClass(world, school, ['2014-05-05', '2014-06-06', '2014-07-07']);
    const [first = '', second = '', third = ''] = pupils;
    await enter([first, second]);
    const mentee = await school.actor('mentee');
    await world.asOwner('update people set account_id = $2 where id = $1', [third, mentee.accountId]);
    expect(await progress()).toEqual({
      done: 66,
      total: 100,
      words: 'согласие на обработку действует у 2 из 3, кого это касается',
      isDone: false,
    });
    await enter([third]);
    expect(await progress()).toMatchObject({ done: 100, isDone: true });
    await withdraw(first);
    expect(await progress()).toMatchObject({ done: 66, isDone: false });
    // Somebody of another school does not count.
    const other = await foundSchool(world);
    await enterPerson(world, other, { birthDate: '2014-05-05' });
    expect(await progress()).toMatchObject({ done: 66 });
  });
});
