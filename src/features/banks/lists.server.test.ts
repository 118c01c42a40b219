import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import readXlsx from 'read-excel-file/node';
import type { PersonActor } from '#src/platform/db/scope.ts';
import { openTestDatabase, type TestDatabase } from '#src/platform/testing/database.ts';
import { bankActivities } from '#src/features/banks/activities.server.ts';
import { MENTOR_STATES } from '#src/features/banks/rules/admission.ts';
import { MENTEE_COLUMNS, MENTOR_COLUMNS } from '#src/features/banks/rules/columns.ts';
import { checkForm, menteeFilter, mentorFilter, type EnterCheck } from '#src/features/banks/schema.ts';
import {
  bringInMentorships,
  bringInOffers,
  bringInRequests,
  type Banks,
} from '#src/features/banks/service.server.ts';
import { banksOf } from '#src/features/banks/testing/banks-of.ts';
import { consent, enterConsenting, withdraw } from '#src/features/banks/testing/consenting.ts';
import { enterClass, enterGuardian } from '#src/features/consents/testing/people.ts';
import { accepted, foundSchool, refusedWith, type School } from '../../../test/world.ts';

let world: TestDatabase;
let banks: Banks;
let school: School;
let other: School;
let curator: PersonActor;

beforeAll(async () => {
  world = await openTestDatabase();
  banks = banksOf(world);
});
afterAll(() => world.close());
beforeEach(async () => {
  school = await foundSchool(world);
  other = await foundSchool(world);
  curator = await school.actor('curator');
});

const child = { kinds: ['pupil'], birthDate: '2012-05-05' };
const offers = (personIds: readonly string[], more: object = {}) =>
  world.db.asSystem('test', 'test', (tx) =>
    bringInOffers(
      tx,
      school.organizationId,
      personIds.map((personId) => ({
        personId,
        enteredOn: '2026-09-10',
        competences: ['физика', 'ЕГЭ'],
        ...more,
      })),
    ),
  );
const requests = (personIds: readonly string[], more: object = {}) =>
  world.db.asSystem('test', 'test', (tx) =>
    bringInRequests(
      tx,
      school.organizationId,
      personIds.map((personId) => ({
        personId,
        enteredOn: '2026-09-10',
        mainRequest: 'Физика',
        tags: ['физика'],
        ...more,
      })),
    ),
  );
const pair = (mentorIds: string[], menteeIds: string[]) =>
  world.db.asSystem('test', 'test', (tx) =>
    bringInMentorships(tx, school.organizationId, [
      {
        schoolYear: 2026,
        form: 'pupil-pupil',
        state: 'working',
        startsOn: '2026-10-01',
        mentorIds,
        menteeIds,
      },
    ]),
  );
const mentees = async (actor: PersonActor, filter: object = {}) =>
  accepted(await banks.lists.mentees(actor, school.organizationId, menteeFilter.parse(filter)));
const mentors = async (actor: PersonActor, filter: object = {}) =>
  accepted(await banks.lists.mentors(actor, school.organizationId, mentorFilter.parse(filter)));
const check = (checkId: string, more: object = {}): EnterCheck =>
  checkForm.parse({ submission: randomUUID(), checkId, outcome: 'passed', checkedOn: '2026-10-01', ...more });
const enterCheck = (personId: string, input: EnterCheck, actor = curator) =>
  banks.admission.enterCheck(actor, personId, input, null);
const admit = async (personId: string) => {
  for (const id of ['questionnaire', 'interview', 'training'])
    accepted(await enterCheck(personId, check(id)));
};

const rows = async (sheet: Awaited<ReturnType<Banks['lists']['exportMentees']>>) => {
  const [first] = await readXlsx(Buffer.from(accepted(sheet)));
  return (first?.data ?? []).filter((row) => row.some((cell) => cell !== null));
};

describe('the bank of mentees', () => {
  test('filters by what stands in the address and tells the mentor', async () => {
    const { pupils, classActor } = await enterClass(world, school, ['2012-02-02']);
    await consent(world, school, pupils);
    const [mine = ''] = pupils;
    const [mentor = '', two = '', parent = ''] = await enterConsenting(world, school, [
      child,
      { ...child, familyName: 'Ёжикова' },
      { kinds: ['guardian'] },
    ]);
    await enterGuardian(world, school, parent, mine);
    await requests([mine], { forms: ['pupil-pupil'], places: ['school'] });
    await requests([two], { tags: ['химия'] });
    await pair([mentor], [mine]);
    const ids = async (filter: object) =>
      (await mentees(curator, filter)).rows.map(({ personId }) => personId);
    expect((await ids({})).toSorted()).toEqual([mine, two].toSorted());
    expect(await ids({ class: '5 а' })).toEqual([mine]);
    expect(await ids({ form: 'pupil-pupil' })).toEqual([mine]);
    expect(await ids({ place: 'school' })).toEqual([mine]);
    expect(await ids({ place: 'partner' })).toEqual([]);
    expect(await ids({ tag: 'Химия' })).toEqual([two]);
    expect(await ids({ q: 'ежик' })).toEqual([two]);
    expect(await ids({ state: 'in_mentorship' })).toEqual([mine]);
    expect(await ids({ state: 'in_bank' })).toEqual([two]);
    expect(await ids({ q: '%' })).toEqual([]);
    const [line] = (await mentees(curator, { class: '5А' })).rows;
    expect(line).toMatchObject({ birthYear: 2012, className: '5А', isMinor: true });
    expect(line?.mentorships).toMatchObject([{ form: 'pupil-pupil', endedOn: null }]);
    expect(line?.guardians).toHaveLength(1);
    // A page beyond the last has no lines, and still the number of all.
    expect(await mentees(curator, { page: 9 })).toMatchObject({ rows: [], total: 2 });
    // A class of a long name is written as everywhere else, and found however it is spaced.
    await world.asOwner(`update classes set letter = 'юные медики' where organization_id = $1`, [
      school.organizationId,
    ]);
    expect((await mentees(curator, { class: '5юные медики' })).rows).toMatchObject([
      { personId: mine, className: '5 юные медики' },
    ]);
    // A class teacher: the pupils of the class; a psychologist: everybody.
    expect((await mentees(classActor)).rows.map(({ personId }) => personId)).toEqual([mine]);
    expect((await mentees(await school.actor('psychologist'))).total).toBe(2);
  });

  test('is nothing to other schools, pupils, and of those who withdrew', async () => {
    const [one = '', two = ''] = await enterConsenting(world, school, [child, child]);
    await requests([one, two]);
    await offers([one, two]);
    await withdraw(world, one);
    expect((await mentees(curator)).rows.map(({ personId }) => personId)).toEqual([two]);
    expect((await mentors(curator)).rows.map(({ personId }) => personId)).toEqual([two]);
    const all = menteeFilter.parse({});
    expect(
      refusedWith(await banks.lists.mentees(await other.actor('curator'), school.organizationId, all)),
    ).toBe('access.not_found');
    for (const role of ['mentor', 'mentee', 'guardian', 'municipal', 'administrator'] as const) {
      expect(
        refusedWith(await banks.lists.mentees(await school.actor(role), school.organizationId, all)),
      ).toBe('access.not_allowed');
    }
    for (const role of ['team', 'psychologist', 'class_teacher'] as const) {
      expect(
        refusedWith(await banks.lists.exportMentees(await school.actor(role), school.organizationId, all)),
      ).toBe('access.not_allowed');
    }
  });

  test('and that of mentors are written with their canonical columns', async () => {
    const [mentor = '', mentee = ''] = await enterConsenting(world, school, [
      child,
      { ...child, familyName: '=Формулов' },
    ]);
    await requests([mentee]);
    await offers([mentor]);
    await pair([mentor], [mentee]);
    const inMentees = await rows(
      await banks.lists.exportMentees(curator, school.organizationId, menteeFilter.parse({})),
    );
    expect(inMentees[1]).toEqual([...MENTEE_COLUMNS]);
    expect(inMentees[2]?.[1]).toContain('=Формулов');
    expect(inMentees).toHaveLength(3);
    const inMentors = await rows(
      await banks.lists.exportMentors(curator, school.organizationId, mentorFilter.parse({})),
    );
    expect(inMentors[1]).toEqual([...MENTOR_COLUMNS]);
    expect(inMentors[2]?.[10]).toContain('=Формулов');
  });
});

describe('admission', () => {
  test('has in the list the state that the rules say, and each state finds its own', async () => {
    const people = await enterConsenting(world, school, [
      child,
      child,
      child,
      child,
      { kinds: ['partner'] },
      child,
      child,
      { kinds: ['staff'] },
    ]);
    await offers(people);
    const [
      applied = '',
      surveyed = '',
      free = '',
      busy = '',
      partner = '',
      away = '',
      archived = '',
      expired = '',
    ] = people;
    accepted(await enterCheck(surveyed, check('questionnaire')));
    for (const id of [free, busy, partner, away, archived, expired]) await admit(id);
    await pair([busy], [applied]);
    accepted(
      await enterCheck(expired, check('interview', { checkedOn: '2026-10-02', validUntil: '2026-11-19' })),
    );
    await world.asOwner(
      `insert into absences (organization_id, person_id, kind, starts_on) values ($1, $2, 'leave', '2026-11-01')`,
      [school.organizationId, away],
    );
    await world.asOwner(`update mentor_offers set ended_on = '2026-11-01' where person_id = $1`, [archived]);
    const states = new Map(
      (await mentors(curator, { state: 'all' })).rows.map(({ personId, state }) => [personId, state]),
    );
    expect(
      [applied, surveyed, free, busy, partner, away, archived, expired].map((id) => states.get(id)),
    ).toEqual(['applied', 'surveyed', 'free', 'busy', 'surveyed', 'on_leave', 'archived', 'surveyed']);
    for (const state of MENTOR_STATES) {
      const expected = [...states].filter(([, one]) => one === state).map(([id]) => id);
      const found = (await mentors(curator, { state })).rows.map(({ personId }) => personId);
      expect([state, found.toSorted()]).toEqual([state, expected.toSorted()]);
      const { total } = await mentors(curator, { state });
      expect([state, total, (await mentors(curator, { state, page: 2 })).total]).toEqual([
        state,
        expected.length,
        expected.length,
      ]);
    }
    expect((await mentors(curator, { state: 'admitted' })).total).toBe(2);
    // The partner lacks the certificate of those from outside (ТК РФ art. 351.1).
    const card = accepted(await banks.admission.mentor(curator, partner));
    expect(card.checks.find(({ checkId }) => checkId === 'clean-record')?.state).toBe('missing');
    accepted(await enterCheck(partner, check('clean-record', { validUntil: '2026-12-31' })));
    const lacks = accepted(await banks.admission.lacks(curator, school.organizationId, 1));
    const line = lacks.rows.find(({ personId }) => personId === partner);
    expect(line).toMatchObject({ lacking: [], ending: [{ validUntil: '2026-12-31' }] });
    expect(lacks.rows.map(({ personId }) => personId)).not.toContain(free);
    expect(lacks.total).toBe(lacks.rows.length);
    expect(accepted(await banks.admission.lacks(curator, school.organizationId, 2))).toMatchObject({
      rows: [],
      total: lacks.total,
    });
  });

  test('is entered by those who admit, not beforehand, not without consent, once', async () => {
    const [mentor = '', silent = ''] = await enterConsenting(world, school, [child, child]);
    await offers([mentor, silent]);
    expect(refusedWith(await enterCheck(mentor, check('interview', { checkedOn: '2026-11-21' })))).toBe(
      'banks.future',
    );
    expect(refusedWith(await enterCheck(mentor, check('consent')))).toBe('banks.check_derived');
    expect(refusedWith(await enterCheck(mentor, check('нет такой')))).toBe('banks.check_unknown');
    expect(checkForm.safeParse({ ...check('interview'), outcome: 'waived', note: ' ' }).success).toBe(false);
    for (const role of ['team', 'psychologist', 'class_teacher'] as const) {
      expect(refusedWith(await enterCheck(mentor, check('interview'), await school.actor(role)))).toMatch(
        /^(access\.not_allowed|banks\.person_not_found)$/,
      );
    }
    expect(refusedWith(await enterCheck(mentor, check('interview'), await other.actor('curator')))).toBe(
      'banks.person_not_found',
    );
    const twice = check('interview');
    await Promise.all([enterCheck(mentor, twice), enterCheck(mentor, twice)]);
    const rows = await world.asOwner<{ id: string }>('select id from admission_checks where person_id = $1', [
      mentor,
    ]);
    expect(rows).toHaveLength(1);
    accepted(await banks.admission.withdrawCheck(curator, mentor, rows[0]?.id ?? ''));
    expect(refusedWith(await banks.admission.withdrawCheck(curator, silent, rows[0]?.id ?? ''))).toBe(
      'banks.check_unknown',
    );
    await withdraw(world, silent);
    expect(refusedWith(await enterCheck(silent, check('interview')))).toBe('consents.needed');
  });
});

test('words of a psychologist are read by psychologists of the school alone', async () => {
  const [pupil = ''] = await enterConsenting(world, school, [child]);
  const psychologist = await school.actor('psychologist');
  const note = { submission: randomUUID(), notedOn: '2026-11-20', note: 'Тревожится' };
  for (const role of ['director', 'curator', 'team'] as const) {
    const actor = await school.actor(role);
    expect(refusedWith(await banks.lists.addNote(actor, pupil, note))).toBe('access.not_allowed');
  }
  accepted(await banks.lists.addNote(psychologist, pupil, note));
  expect(accepted(await banks.lists.mentee(psychologist, pupil)).notes).toMatchObject([
    { note: 'Тревожится' },
  ]);
  for (const role of ['director', 'curator', 'team'] as const) {
    const actor = await school.actor(role);
    expect(accepted(await banks.lists.mentee(actor, pupil)).notes).toBeNull();
    const rows = await world.db.withActor(actor, 'test', (tx) =>
      tx.query.selectFrom('psychologist_notes').select('note').execute(),
    );
    expect(rows).toEqual([]);
  }
  expect(
    JSON.stringify(
      await world.asOwner(`select before, after from audit_rows where table_name = 'psychologist_notes'`),
    ),
  ).not.toContain('Тревожится');
});

test('words that mean the same are joined for those who used either, and parted again', async () => {
  const [one = '', two = ''] = await enterConsenting(world, school, [child, child]);
  await requests([one], { tags: ['квантовая физика'] });
  await requests([two], { tags: ['кванты'] });
  const join = (gone: string, kept: string, actor = curator) =>
    banks.words.join(actor, school.organizationId, { gone, kept });
  expect(refusedWith(await join('кванты', 'нет слова'))).toBe('banks.tag_not_found');
  expect(refusedWith(await join('алгебра', 'математика'))).toBe('banks.same_tag');
  expect(refusedWith(await join('кванты', 'физика', await school.actor('team')))).toBe('access.not_allowed');
  accepted(await join('Кванты', 'квантовая физика'));
  expect((await mentees(curator, { tag: 'кванты' })).total).toBe(2);
  expect((await mentees(curator, { tag: 'квантовая физика' })).rows.map(({ tags }) => tags)).toEqual([
    ['квантовая физика'],
    ['квантовая физика'],
  ]);
  accepted(await join('квантовая физика', 'физика'));
  expect((await mentees(curator, { tag: 'физика' })).total).toBe(2);
  accepted(await banks.words.part(curator, school.organizationId, 'кванты'));
  expect((await mentees(curator, { tag: 'кванты' })).rows.map(({ personId }) => personId)).toEqual([two]);
});

test('who has no mentor yet is found, with what was tried and what is asked now', async () => {
  const [alone = '', asked = '', paired = '', mentor = ''] = await enterConsenting(world, school, [
    child,
    child,
    child,
    { kinds: ['staff'], familyName: 'Опытов' },
  ]);
  await requests([alone, asked, paired]);
  await pair([mentor], [paired]);
  await world.asOwner(
    `insert into declined_pairs (organization_id, school_year, mentor_id, mentee_id, declined_by, declined_on)
     values ($1, 2026, $2, $3, 'mentor', '2026-10-05'), ($1, 2025, $2, $3, 'mentee', '2026-05-05')`,
    [school.organizationId, mentor, alone],
  );
  const [made] = await world.asOwner<{ id: string }>(
    `insert into mentorships (organization_id, school_year, form, regime, state, source)
     values ($1, 2026, 'pupil-pupil', 'pupils', 'proposed', 'matching') returning id`,
    [school.organizationId],
  );
  await world.asOwner(
    `insert into mentorship_members (organization_id, mentorship_id, person_id, side) values ($1, $2, $3, 'mentee')`,
    [school.organizationId, made?.id, asked],
  );
  const { rows } = await mentees(curator, { state: 'unpaired' });
  expect(Object.fromEntries(rows.map((row) => [row.personId, [row.declinedCount, row.isProposed]]))).toEqual({
    [alone]: [1, false],
    [asked]: [0, true],
  });
  const card = accepted(await banks.lists.mentee(curator, alone));
  expect(card.tried).toEqual([
    {
      mentorId: mentor,
      mentorName: expect.stringContaining('Опытов') as unknown,
      declinedBy: 'mentor',
      declinedOn: '2026-10-05',
    },
  ]);
});

test('the plan learns how full the banks are', async () => {
  const [one = '', two = '', mentor = ''] = await enterConsenting(world, school, [
    child,
    child,
    { kinds: ['staff'] },
  ]);
  await requests([one, two]);
  await offers([mentor]);
  await admit(mentor);
  const progress = (kind: string) =>
    world.db.withActor(curator, 'test', (tx) =>
      bankActivities.progress(tx, {
        organizationId: school.organizationId,
        kind,
        startsOn: null,
        dueOn: null,
        today: '2026-11-20',
      }),
    );
  expect(await progress('people.mentees')).toMatchObject({ done: 2, total: 2, isDone: true });
  expect(await progress('people.mentors')).toMatchObject({
    done: 1,
    total: 1,
    words: 'в базе наставников 1 (педагоги 1)',
  });
  expect(await progress('people.both')).toMatchObject({ done: 3, total: 3 });
  expect(await progress('people.selection')).toMatchObject({ done: 1, total: 1, isDone: true });
  expect(await progress('mentorships.support')).toMatchObject({ done: 0, total: 2, isDone: false });
  await world.asOwner(
    `update mentee_requests set state = 'in_mentorship' where organization_id = $1 and ended_on is null`,
    [school.organizationId],
  );
  expect(await progress('mentorships.support')).toMatchObject({
    done: 0,
    total: 0,
    words: 'наставник есть у всех, кто просил',
    isDone: true,
  });
});
