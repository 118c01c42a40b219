import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sql } from 'kysely';
import type { PersonActor, VisitorActor } from '#src/platform/db/scope.ts';
import { openTestDatabase, type TestDatabase } from '#src/platform/testing/database.ts';
import {
  bringInMentorships,
  bringInOffers,
  bringInRequests,
  type Banks,
} from '#src/features/banks/service.server.ts';
import { menteeFilter, mentorFilter } from '#src/features/banks/schema.ts';
import { banksOf } from '#src/features/banks/testing/banks-of.ts';
import { consent, enterConsenting } from '#src/features/banks/testing/consenting.ts';
import { enterClass, enterPerson } from '#src/features/consents/testing/people.ts';
import { foundSchool, refusedWith, type School } from '../../../test/world.ts';

// What the database itself lets through, below every service: a query by hand, as each of those who may try.

let world: TestDatabase;
let banks: Banks;
let school: School;
let people: { mentee: string; classmate: string; mentor: string; other: string };
type Somebody = PersonActor | VisitorActor;
const actors = new Map<string, Somebody>();

beforeAll(async () => {
  world = await openTestDatabase();
  banks = banksOf(world);
  school = await foundSchool(world);
  const elsewhere = await foundSchool(world);
  const above = await foundSchool(world, { kind: 'municipality' });
  await world.asOwner('update organizations set parent_id = $2 where id = $1', [
    school.organizationId,
    above.organizationId,
  ]);
  const { pupils, classActor } = await enterClass(world, school, ['2012-02-02', '2012-03-03']);
  const [mentee = '', classmate = ''] = pupils;
  await consent(world, school, pupils);
  const mentorActor = await school.actor('mentor');
  const [mentor = '', other = ''] = await enterConsenting(world, school, [
    { kinds: ['staff'], accountId: mentorActor.accountId },
    { kinds: ['pupil'], birthDate: '2012-05-05' },
  ]);
  people = { mentee, classmate, mentor, other };
  await world.db.asSystem('test', 'test', async (tx) => {
    const { organizationId } = school;
    const enteredOn = '2026-09-10';
    await bringInOffers(tx, organizationId, [{ personId: mentor, enteredOn, competences: ['физика'] }]);
    await bringInRequests(
      tx,
      organizationId,
      [mentee, other].map((personId) => ({ personId, enteredOn, mainRequest: 'Личное', tags: ['химия'] })),
    );
    await bringInMentorships(tx, organizationId, [
      {
        schoolYear: 2026,
        form: 'pupil-pupil',
        state: 'working',
        startsOn: '2026-10-01',
        mentorIds: [mentor],
        menteeIds: [mentee],
      },
    ]);
  });
  await world.asOwner(
    `insert into psychologist_notes (organization_id, person_id, noted_on, note) values ($1, $2, '2026-10-01', 'тайна')`,
    [school.organizationId, mentee],
  );
  await world.asOwner(
    `insert into admission_checks (organization_id, person_id, check_key, outcome, checked_on)
     values ($1, $2, 'interview', 'passed', '2026-10-01')`,
    [school.organizationId, mentor],
  );
  await world.asOwner(
    `insert into absences (organization_id, person_id, kind, starts_on) values ($1, $2, 'leave', '2026-12-01')`,
    [school.organizationId, mentor],
  );
  const otherTeacher = { kind: 'person', accountId: `second-teacher-${school.organizationId}` } as const;
  await world.asOwner(
    `insert into role_assignments (organization_id, account_id, role) values ($1, $2, 'class_teacher')`,
    [school.organizationId, otherTeacher.accountId],
  );
  await enterPerson(world, school, {
    birthDate: '1980-01-01',
    kinds: ['staff'],
    accountId: otherTeacher.accountId,
  });
  actors.set('the mentee', { kind: 'visitor', codeId: 'code', personId: mentee });
  actors.set('a classmate', { kind: 'visitor', codeId: 'code', personId: classmate });
  actors.set('the mentor', mentorActor);
  actors.set('the class teacher', classActor);
  actors.set('another class teacher', otherTeacher);
  actors.set('psychologist', await school.actor('psychologist'));
  actors.set('director', await school.actor('director'));
  actors.set('administrator', await school.actor('administrator'));
  actors.set('municipality', await above.actor('municipal'));
  actors.set('another school', await elsewhere.actor('curator'));
  actors.set('nobody', { kind: 'person', accountId: 'nobody' });
});
afterAll(() => world.close());

const TABLES = [
  'mentor_offers',
  'offer_tags',
  'mentee_requests',
  'request_tags',
  'admission_checks',
  'absences',
  'psychologist_notes',
  'mentorship_members',
] as const;
const as = <T>(who: string, work: Parameters<TestDatabase['db']['withActor']>[2]): Promise<T> => {
  const actor = actors.get(who);
  if (actor === undefined) throw new Error(`No actor ${who}`);
  return world.db.withActor(actor, 'test', work) as Promise<T>;
};
const countsOf = (who: string) =>
  as<number[]>(who, async (tx) => {
    const counts: number[] = [];
    for (const table of TABLES) {
      const { rows } = await sql<{ n: number }>`
        select count(*)::integer as n from ${sql.table(table)} where organization_id = ${school.organizationId}`.execute(
        tx.query,
      );
      counts.push(rows[0]?.n ?? -1);
    }
    return counts;
  });

describe('rows of the banks', () => {
  // offers, their words, requests, their words, checks, absences, notes of psychologists, members of pairs
  test.each([
    ['the mentee', [0, 0, 1, 1, 0, 0, 0, 2]],
    ['a classmate', [0, 0, 0, 0, 0, 0, 0, 0]],
    ['the mentor', [1, 1, 0, 0, 1, 1, 0, 2]],
    ['the class teacher', [0, 0, 1, 1, 0, 0, 0, 2]],
    ['another class teacher', [0, 0, 0, 0, 0, 0, 0, 0]],
    ['psychologist', [1, 1, 2, 2, 1, 1, 1, 2]],
    ['director', [1, 1, 2, 2, 1, 1, 0, 2]],
    ['administrator', [0, 0, 0, 0, 0, 0, 0, 0]],
    ['municipality', [0, 0, 0, 0, 0, 0, 0, 0]],
    ['another school', [0, 0, 0, 0, 0, 0, 0, 0]],
    ['nobody', [0, 0, 0, 0, 0, 0, 0, 0]],
  ])('are seen by %s so far and no further', async (who, expected) => {
    expect(await countsOf(who)).toEqual(expected);
  });

  test.each([
    'a classmate',
    'another class teacher',
    'administrator',
    'municipality',
    'another school',
    'nobody',
  ])('are neither changed nor removed by %s', async (who) => {
    for (const table of TABLES) {
      const touched = await as<number>(who, async (tx) => {
        const removed = await sql`delete from ${sql.table(table)}`.execute(tx.query);
        return Number(removed.numAffectedRows ?? 0n);
      });
      expect([table, touched]).toEqual([table, 0]);
    }
    const changed = await as<number>(who, async (tx) => {
      const done = await sql`update mentee_requests set main_request = 'чужое'`.execute(tx.query);
      return Number(done.numAffectedRows ?? 0n);
    });
    expect(changed).toBe(0);
    const joining = as(who, async (tx) => {
      await sql`insert into mentorships (organization_id, school_year, form, regime, source)
        values (${school.organizationId}, 2026, 'pupil-pupil', 'pupils', 'hand')`.execute(tx.query);
    });
    await expect(joining).rejects.toThrow(/row-level security/);
    for (const [table, columns, values] of [
      ['mentee_requests', 'main_request, source, entered_on', `'чужое', 'self', '2026-11-20'`],
      ['mentor_offers', 'source, entered_on', `'self', '2026-11-20'`],
      ['admission_checks', 'check_key, outcome, checked_on', `'training', 'passed', '2026-11-01'`],
      ['psychologist_notes', 'noted_on, note', `'2026-11-01', 'подделка'`],
    ] as const) {
      const tried = as(who, async (tx) => {
        await sql`insert into ${sql.table(table)} (organization_id, person_id, ${sql.raw(columns)})
          values (${school.organizationId}, ${people.other}, ${sql.raw(values)})`.execute(tx.query);
      });
      await expect(tried).rejects.toThrow(/row-level security/);
    }
  });

  test('a mentor reads what was promised and does not change the checks of their own admission', async () => {
    const changed = await as<bigint>('the mentor', async (tx) => {
      const done =
        await sql`update admission_checks set outcome = 'passed', valid_until = null where person_id = ${people.mentor}`
          .execute(tx.query)
          .catch(() => ({ numAffectedRows: 0n }));
      return done.numAffectedRows ?? 0n;
    }).catch(() => 0n);
    expect(changed).toBe(0n);
  });
});

test('words of the dictionary are those of the own school, for its people alone', async () => {
  const wordsOf = (who: string) =>
    as<number>(who, async (tx) => {
      const { rows } = await sql<{ n: number }>`
        select count(*)::integer as n from tags where organization_id = ${school.organizationId}`.execute(
        tx.query,
      );
      return rows[0]?.n ?? -1;
    });
  for (const who of ['municipality', 'another school', 'nobody']) {
    expect([who, await wordsOf(who)]).toEqual([who, 0]);
  }
  for (const who of ['the mentee', 'the class teacher', 'director']) {
    expect([who, (await wordsOf(who)) > 0]).toEqual([who, true]);
  }
});

test('services say to an upper level and to strangers no more than that there is nothing', async () => {
  const { organizationId } = school;
  for (const who of ['municipality', 'another school', 'nobody']) {
    const actor = actors.get(who) as PersonActor;
    const refusals = [
      await banks.lists.mentees(actor, organizationId, menteeFilter.parse({})),
      await banks.lists.mentors(actor, organizationId, mentorFilter.parse({})),
      await banks.lists.exportMentees(actor, organizationId, menteeFilter.parse({})),
      await banks.lists.exportMentors(actor, organizationId, mentorFilter.parse({})),
      await banks.lists.candidates(actor, organizationId, 'mentor'),
      await banks.admission.lacks(actor, organizationId, 1),
      await banks.words.list(actor, organizationId, { words: '', page: 1 }),
      await banks.words.join(actor, organizationId, { gone: 'физика', kept: 'химия' }),
      await banks.lists.mentee(actor, people.mentee),
      await banks.admission.mentor(actor, people.mentor),
      await banks.entries.viewOffer(actor, people.mentor),
      await banks.entries.viewRequest(actor, people.mentee),
    ].map(refusedWith);
    expect([who, refusals.filter((code) => code === null)]).toEqual([who, []]);
    expect([who, refusals.slice(8)]).toEqual([
      who,
      [
        'banks.person_not_found',
        'banks.person_not_found',
        'banks.person_not_found',
        'banks.person_not_found',
      ],
    ]);
  }
});
