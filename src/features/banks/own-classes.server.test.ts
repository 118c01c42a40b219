import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '#src/platform/testing/database.ts';
import {
  bringInMentorships,
  bringInOffers,
  bringInRequests,
  type Banks,
} from '#src/features/banks/service.server.ts';
import { banksOf } from '#src/features/banks/testing/banks-of.ts';
import { consent, enterConsenting, withdraw } from '#src/features/banks/testing/consenting.ts';
import { enterClass, enterPerson } from '#src/features/consents/testing/people.ts';
import { accepted, foundSchool, refusedWith, type School } from '../../../test/world.ts';

let world: TestDatabase;
let banks: Banks;
let school: School;

beforeAll(async () => {
  world = await openTestDatabase();
  banks = banksOf(world);
});
afterAll(() => world.close());
beforeEach(async () => {
  school = await foundSchool(world);
});

/** An open wave that asks these people; the first of them has answered. */
async function ask(personIds: readonly string[]): Promise<void> {
  const [wave] = await world.asOwner<{ id: string }>(
    `with s as (insert into surveys (organization_id, title) values ($1, 'О занятиях') returning id),
     v as (insert into survey_versions (organization_id, survey_id, number, model) select $1, id, 1, '{}' from s returning id)
     insert into survey_waves (organization_id, survey_version_id, family, title, opens_on, closes_on, state)
     select $1, id, gen_random_uuid(), 'О занятиях', '2026-11-10', '2026-11-30', 'open' from v returning id`,
    [school.organizationId],
  );
  await world.asOwner(
    `insert into survey_invitations (organization_id, wave_id, person_id, state, answered_on, paper_number)
     select $1, $2, id, case when n = 1 then 'answered' else 'waiting' end, case when n = 1 then '2026-11-15'::date end, 1000 + n
     from unnest($3::uuid[]) with ordinality as p (id, n)`,
    [school.organizationId, wave?.id, personIds],
  );
}

test('a class teacher sees how each pupil of the own class stands, and nobody else', async () => {
  const { classActor, pupils } = await enterClass(world, school, [
    '2012-02-02',
    '2012-03-03',
    '2012-04-04',
    '2012-05-05',
  ]);
  const [paired = '', searching = '', withdrawn = '', silent = ''] = pupils;
  await consent(world, school, [paired, searching, withdrawn]);
  const [mentor = '', elsewhere = ''] = await enterConsenting(world, school, [
    { kinds: ['pupil'], birthDate: '2010-01-01' },
    { kinds: ['pupil'], birthDate: '2011-01-01' },
  ]);
  await world.db.asSystem('test', 'test', async (tx) => {
    const at = { enteredOn: '2026-09-10' };
    const request = (personId: string) => ({ personId, ...at, mainRequest: 'Физика', tags: ['физика'] });
    await bringInRequests(tx, school.organizationId, [paired, searching, withdrawn, elsewhere].map(request));
    await bringInOffers(tx, school.organizationId, [
      { personId: searching, ...at, competences: ['шахматы'] },
    ]);
    await bringInMentorships(tx, school.organizationId, [
      {
        schoolYear: 2026,
        form: 'pupil-pupil',
        state: 'working',
        startsOn: '2026-10-01',
        mentorIds: [mentor],
        menteeIds: [paired],
      },
    ]);
  });
  await withdraw(world, withdrawn);
  await ask([paired, searching, elsewhere]);

  const { classes } = accepted(await banks.ownClasses.view(classActor, school.organizationId));
  expect(classes.map(({ label, counts }) => ({ label, counts }))).toEqual([
    { label: '5А', counts: { consented: 2, waiting: 1, paired: 1, inBank: 1 } },
  ]);
  const told = new Map(
    classes[0]?.pupils.map(({ id, consent: cell, asked, mentoring }) => [
      id,
      {
        consent: cell?.state,
        answered: asked.map(({ isAnswered }) => isAnswered),
        sides: mentoring && [mentoring.isMentee, mentoring.request !== null, mentoring.hasOffer],
      },
    ]),
  );
  expect(told).toEqual(
    new Map([
      [paired, { consent: 'in_force', answered: [true], sides: [true, true, false] }],
      [searching, { consent: 'in_force', answered: [false], sides: [false, true, true] }],
      // Without a consent in force nothing of mentoring is told, to the class teacher either.
      [withdrawn, { consent: 'withdrawn', answered: [], sides: [false, false, false] }],
      [silent, { consent: 'missing', answered: [], sides: [false, false, false] }],
    ]),
  );
});

test('whoever has no class sees none; a mentor, a parent and another school are refused', async () => {
  const { pupils } = await enterClass(world, school, ['2012-02-02']);
  await enterPerson(world, school, { birthDate: '1980-01-01', kinds: ['staff'] });
  expect(pupils).toHaveLength(1);
  expect(
    accepted(await banks.ownClasses.view(await school.actor('curator'), school.organizationId)).classes,
  ).toEqual([]);
  for (const role of ['mentor', 'mentee', 'guardian', 'administrator'] as const) {
    expect(refusedWith(await banks.ownClasses.view(await school.actor(role), school.organizationId))).toBe(
      'access.not_allowed',
    );
  }
  const other = await foundSchool(world);
  expect(
    refusedWith(await banks.ownClasses.view(await other.actor('class_teacher'), school.organizationId)),
  ).toBe('access.not_found');
});
