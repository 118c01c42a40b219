import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { PersonActor } from '#src/platform/db/scope.ts';
import { openTestDatabase, type TestDatabase } from '#src/platform/testing/database.ts';
import { bringInOffers, bringInRequests, mentorshipBank } from '#src/features/banks/service.server.ts';
import { consent, enterConsenting, withdraw } from '#src/features/banks/testing/consenting.ts';
import { enterClass, enterGuardian, enterPerson } from '#src/features/consents/testing/people.ts';
import type { AddMentorship, EndMentorship } from '#src/features/mentorships/schema.ts';
import { giveToRoles } from '#src/features/notices/service.server.ts';
import {
  createMentorships,
  insertMentorships,
  pauseMentorshipsOf,
  type Mentorships,
} from '#src/features/mentorships/service.server.ts';
import { accepted, foundSchool, refusedWith, type School } from '../../../test/world.ts';

let world: TestDatabase;
let mentorships: Mentorships;
let school: School;
let other: School;
let curator: PersonActor;

beforeAll(async () => {
  world = await openTestDatabase();
  mentorships = createMentorships({
    db: world.db,
    clock: world.clock,
    timeZone: 'Europe/Moscow',
    bank: mentorshipBank,
    notify: giveToRoles,
  });
});
afterAll(() => world.close());
beforeEach(async () => {
  school = await foundSchool(world);
  other = await foundSchool(world);
  curator = await school.actor('curator');
});

const form = (
  mentorIds: string[],
  menteeIds: string[],
  more: Partial<AddMentorship> = {},
): AddMentorship => ({
  submission: randomUUID(),
  form: 'pupil-pupil',
  roleModel: 'strong-weak',
  mentorIds,
  menteeIds,
  programmeId: null,
  state: 'agreed',
  startsOn: '2026-10-01',
  dueOn: '2027-05-31',
  labourReason: '',
  ...more,
});
const add = (input: AddMentorship, actor = curator, at = school) =>
  mentorships.add(actor, at.organizationId, input);
const view = async (id: string, actor = curator) => accepted(await mentorships.view(actor, id)).mentorship;
const list = async (actor: PersonActor, at = school) =>
  accepted(await mentorships.list(actor, at.organizationId, { page: 1, q: '' }));
const ending = (version: number, more: Partial<EndMentorship> = {}): EndMentorship => ({
  version,
  outcome: 'closed',
  endedOn: '2026-11-20',
  reasonKey: 'goal',
  reason: '',
  endedBy: null,
  results: 'Четвёрка по физике',
  caseUrl: '',
  ...more,
});
const pupils = (count: number) =>
  enterConsenting(
    world,
    school,
    Array.from({ length: count }, () => ({ kinds: ['pupil'], birthDate: '2012-02-02' })),
  );
const request = (personId: string) =>
  world.db.asSystem('test', 'test', (tx) =>
    bringInRequests(tx, school.organizationId, [
      { personId, enteredOn: '2026-09-15', mainRequest: 'Подтянуть физику', tags: ['физика'] },
    ]),
  );
const offer = (personId: string, menteeLimit: number) =>
  world.db.asSystem('test', 'test', (tx) =>
    bringInOffers(tx, school.organizationId, [
      { personId, enteredOn: '2026-09-15', competences: ['физика'], menteeLimit },
    ]),
  );
const requestStates = async (personId: string) =>
  world.asOwner('select state, ended_on::text from mentee_requests where person_id = $1', [personId]);

describe('a mentorship', () => {
  test('is entered by hand, once for a form sent twice, and moves the request', async () => {
    const [mentor = '', mentee = ''] = await pupils(2);
    await request(mentee);
    const input = form([mentor], [mentee]);
    const [first, second] = await Promise.all([add(input), add(input)]);
    const { mentorshipId, warnings } = accepted(first);
    expect(accepted(second).mentorshipId).toBe(mentorshipId);
    expect(warnings).toEqual(['not_admitted']);
    const card = await view(mentorshipId);
    expect(card).toMatchObject({ state: 'agreed', schoolYear: 2026, regime: 'pupils', source: 'hand' });
    expect(card.members.map(({ side, startedOn }) => [side, startedOn])).toEqual([
      ['mentor', '2026-10-01'],
      ['mentee', '2026-10-01'],
    ]);
    expect(await requestStates(mentee)).toEqual([{ state: 'in_mentorship', ended_on: null }]);
    expect((await list(curator)).total).toBe(1);
  });

  test('needs the consent of both, in one school, each on one side', async () => {
    const [mentor = '', mentee = '', third = ''] = await pupils(3);
    const unasked = await enterPerson(world, school, { birthDate: '2012-02-02' });
    const stranger = await enterPerson(world, other, { birthDate: '2012-02-02' });
    await consent(world, other, [stranger]);
    expect(refusedWith(await add(form([mentor], [unasked])))).toBe('consents.needed');
    expect(refusedWith(await add(form([unasked], [mentee])))).toBe('consents.needed');
    expect(refusedWith(await add(form([mentor], [stranger])))).toBe('mentorships.person_not_found');
    expect(refusedWith(await add(form([mentor], [mentor])))).toBe('mentorships.same_person');
    expect(refusedWith(await add(form([mentor], [mentee, third])))).toBe('mentorships.pair_of_many');
    expect(
      await world.asOwner('select from mentorships where organization_id = $1', [school.organizationId]),
    ).toEqual([]);
    // Past the service too.
    const forced = world.db.asSystem('test', 'test', (tx) =>
      insertMentorships(tx, school.organizationId, [
        { schoolYear: 2026, form: 'pupil-pupil', state: 'agreed', mentorIds: [mentor], menteeIds: [unasked] },
      ]),
    );
    await expect(forced).rejects.toMatchObject({ code: 'P0152' });
  });

  test('takes no more mentees than the mentor offered, even of two at the same moment', async () => {
    const [mentor = '', ...mentees] = await pupils(4);
    await offer(mentor, 2);
    const answers = await Promise.all(mentees.map((mentee) => add(form([mentor], [mentee]))));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(2);
    expect(answers.map(refusedWith).filter((code) => code !== null)).toEqual(['mentorships.no_capacity']);
    const [first] = answers.flatMap((answer) => (answer.ok ? [answer.value.mentorshipId] : []));
    const { version } = await view(first ?? '');
    accepted(await mentorships.end(curator, first ?? '', ending(version)));
    const left = mentees.find((_, index) => answers[index]?.ok === false) ?? '';
    expect(refusedWith(await add(form([mentor], [left])))).toBeNull();
  });

  test('warns of kin and of the class teacher, and goes on', async () => {
    const { teacher, pupils: inClass } = await enterClass(world, school, ['2012-02-02']);
    await consent(world, school, [teacher, ...inClass]);
    await enterGuardian(world, school, teacher, inClass[0] ?? '');
    const done = accepted(await add(form([teacher], inClass, { form: 'teacher-pupil', roleModel: '' })));
    expect(done.warnings).toEqual(['relative', 'class_teacher', 'not_admitted']);
  });

  test('ends with reason and results; the request ends with it or goes on', async () => {
    const [mentor = '', mentee = '', second = ''] = await pupils(3);
    await offer(mentor, 5);
    await request(mentee);
    await request(second);
    const one = accepted(await add(form([mentor], [mentee]))).mentorshipId;
    const two = accepted(await add(form([mentor], [second]))).mentorshipId;
    expect(refusedWith(await mentorships.end(curator, one, ending(1, { endedOn: '2026-11-21' })))).toBe(
      'mentorships.future',
    );
    expect(refusedWith(await mentorships.end(curator, one, ending(1, { endedOn: '2026-09-30' })))).toBe(
      'mentorships.before_start',
    );
    expect(refusedWith(await mentorships.end(curator, one, ending(7)))).toBe('mentorships.stale');
    accepted(await mentorships.end(curator, one, ending(1, { isCompleted: 'on' })));
    expect(await view(one)).toMatchObject({
      state: 'closed',
      endedOn: '2026-11-20',
      isCompleted: true,
      results: 'Четвёрка по физике',
    });
    expect(await requestStates(mentee)).toEqual([{ state: 'finished', ended_on: '2026-11-20' }]);
    const early = ending(1, {
      outcome: 'ended_early',
      reasonKey: 'mismatch',
      goesOn: 'on',
      endedBy: 'mentee',
    });
    accepted(await mentorships.end(curator, two, early));
    expect(await requestStates(second)).toEqual([{ state: 'in_bank', ended_on: null }]);
    expect(refusedWith(await mentorships.end(curator, two, ending(2)))).toBe('mentorships.over');
  });

  test('keeps the mentor who left in its history', async () => {
    const [mentor = '', next = '', mentee = ''] = await pupils(3);
    const id = accepted(await add(form([mentor], [mentee]))).mentorshipId;
    const { members } = await view(id);
    const memberId = members.find(({ side }) => side === 'mentor')?.id ?? '';
    const input = {
      version: 1,
      memberId,
      mentorId: next,
      replacedOn: '2026-11-01',
      reason: 'Переезд',
      labourReason: '',
    };
    expect(
      refusedWith(await mentorships.replaceMentor(curator, id, { ...input, memberId: randomUUID() })),
    ).toBe('mentorships.member_not_found');
    accepted(await mentorships.replaceMentor(curator, id, input));
    expect(refusedWith(await mentorships.replaceMentor(curator, id, input))).toBe('mentorships.stale');
    const after = await view(id);
    expect(
      after.members
        .filter(({ side }) => side === 'mentor')
        .map(({ personId, startedOn, endedOn, endReason }) => [personId, startedOn, endedOn, endReason]),
    ).toEqual([
      [mentor, '2026-10-01', '2026-11-01', 'Переезд'],
      [next, '2026-11-01', null, ''],
    ]);
  });

  test('under article 351.8 needs the papers of the mentor or written words', async () => {
    const [mentor = '', young = '', pupil = ''] = await enterConsenting(world, school, [
      { kinds: ['staff'] },
      { kinds: ['staff'] },
      { kinds: ['pupil'], birthDate: '2012-02-02' },
    ]);
    const teachers = { form: 'teacher-teacher', roleModel: 'experienced-young', labourCode: 'on' as const };
    expect(
      refusedWith(
        await add(form([mentor], [pupil], { form: 'teacher-pupil', roleModel: '', labourCode: 'on' })),
      ),
    ).toBe('mentorships.labour_staff');
    expect(refusedWith(await add(form([mentor], [young], teachers)))).toBe('mentorships.labour_papers');
    await world.asOwner(
      `insert into admission_checks (organization_id, person_id, check_key, outcome, checked_on, valid_until)
       values ($1, $2, 'labour-consent', 'passed', '2026-09-01', null), ($1, $2, 'labour-agreement', 'passed', '2026-09-01', '2026-11-19')`,
      [school.organizationId, mentor],
    );
    // An agreement that has run out is none.
    expect(refusedWith(await add(form([mentor], [young], teachers)))).toBe('mentorships.labour_papers');
    await world.asOwner(
      `update admission_checks set valid_until = '2027-08-31' where person_id = $1 and check_key = 'labour-agreement'`,
      [mentor],
    );
    accepted(await add(form([mentor], [young], teachers)));
  });
});

describe('a withdrawn consent', () => {
  test('pauses, hides who was in it, and cannot be gone round by resuming', async () => {
    const [mentor = '', mentee = ''] = await pupils(2);
    const id = accepted(await add(form([mentor], [mentee]))).mentorshipId;
    await withdraw(world, mentee);
    const paused = await world.db.withActor(curator, 'test', (tx) =>
      pauseMentorshipsOf(tx, mentee, 'Отозвано согласие'),
    );
    expect(paused).toBe(1);
    const card = await view(id);
    expect(card).toMatchObject({ state: 'paused', pausedReason: 'Отозвано согласие' });
    expect(card.members.map(({ personId }) => personId)).toEqual([mentor]);
    expect(refusedWith(await mentorships.resume(curator, id, { version: card.version }))).toBe(
      'consents.needed',
    );
    await consent(world, school, [mentee]);
    accepted(await mentorships.resume(curator, id, { version: card.version }));
    expect((await view(id)).state).toBe('agreed');
  });

  test('pauses by the word of the person, and of no stranger', async () => {
    const account = await school.actor('mentee');
    const [mentor = ''] = await pupils(1);
    const [mentee = ''] = await enterConsenting(world, school, [
      { kinds: ['pupil'], birthDate: '2012-02-02', accountId: account.accountId },
    ]);
    const id = accepted(await add(form([mentor], [mentee]))).mentorshipId;
    for (const stranger of [await other.actor('curator'), await school.actor('class_teacher')]) {
      expect(await world.db.withActor(stranger, 'test', (tx) => pauseMentorshipsOf(tx, mentee, 'нет'))).toBe(
        0,
      );
    }
    const visitor = { kind: 'visitor', codeId: 'code', personId: mentee } as const;
    expect(await world.db.withActor(visitor, 'test', (tx) => pauseMentorshipsOf(tx, mentee, 'да'))).toBe(1);
    expect((await view(id)).state).toBe('paused');
  });
});

describe('of mentorships', () => {
  test('another school, and those without the right, see and change nothing', async () => {
    const [mentor = '', mentee = ''] = await pupils(2);
    const id = accepted(await add(form([mentor], [mentee]))).mentorshipId;
    const foreign = await other.actor('curator');
    expect(refusedWith(await mentorships.view(foreign, id))).toBe('mentorships.not_found');
    expect(refusedWith(await mentorships.end(foreign, id, ending(1)))).toBe('mentorships.not_found');
    expect(refusedWith(await mentorships.list(foreign, school.organizationId, { page: 1, q: '' }))).toBe(
      'access.not_found',
    );
    expect(refusedWith(await mentorships.view(curator, 'drop table'))).toBe('mentorships.not_found');
    for (const role of ['team', 'psychologist'] as const) {
      const actor = await school.actor(role);
      expect((await list(actor)).total).toBe(1);
      expect(refusedWith(await mentorships.pause(actor, id, { version: 1, reason: 'так' }))).toBe(
        'access.not_allowed',
      );
      expect(refusedWith(await add(form([mentor], [mentee]), actor))).toBe('access.not_allowed');
    }
    for (const role of ['mentor', 'mentee', 'guardian', 'municipal'] as const) {
      expect(
        refusedWith(
          await mentorships.list(await school.actor(role), school.organizationId, { page: 1, q: '' }),
        ),
      ).toBe('access.not_allowed');
    }
  });

  test('a class teacher sees those of the own pupils with their mentors, and no others', async () => {
    const { pupils: inClass, classActor } = await enterClass(world, school, ['2012-02-02']);
    await consent(world, school, inClass);
    const [mentor = '', elsewhere = '', alone = ''] = await pupils(3);
    const mine = accepted(await add(form([mentor], inClass))).mentorshipId;
    const theirs = accepted(await add(form([elsewhere], [alone]))).mentorshipId;
    const seen = await list(classActor);
    expect(
      seen.rows.map(({ id, members }) => [id, members.map(({ personId, name }) => [personId, name !== ''])]),
    ).toEqual([
      [
        mine,
        [
          [mentor, true],
          [inClass[0], true],
        ],
      ],
    ]);
    expect(refusedWith(await mentorships.view(classActor, theirs))).toBe('mentorships.not_found');
  });

  test('a mentor reads the own mentees and nobody else, members of a group not one another', async () => {
    const mentorActor = await school.actor('mentor');
    const [mentor = ''] = await enterConsenting(world, school, [
      { kinds: ['staff'], accountId: mentorActor.accountId },
    ]);
    const [one = '', two = '', stranger = ''] = await pupils(3);
    accepted(await add(form([mentor], [one, two], { form: 'teacher-pupil', roleModel: '', isGroup: 'on' })));
    const seen = (actor: Parameters<typeof world.db.withActor>[0]) =>
      world.db.withActor(actor, 'test', async (tx) =>
        (await tx.query.selectFrom('mentorship_members').select('person_id').execute()).map(
          (row) => row.person_id,
        ),
      );
    expect((await seen(mentorActor)).toSorted()).toEqual([mentor, one, two].toSorted());
    expect((await seen({ kind: 'visitor', codeId: 'code', personId: one })).toSorted()).toEqual(
      [mentor, one].toSorted(),
    );
    expect(await seen({ kind: 'visitor', codeId: 'code', personId: stranger })).toEqual([]);
  });
});
