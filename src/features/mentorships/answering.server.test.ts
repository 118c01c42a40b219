import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { PersonActor, VisitorActor } from '#src/platform/db/scope.ts';
import { openTestDatabase, type TestDatabase } from '#src/platform/testing/database.ts';
import { bringInOffers, bringInRequests, mentorshipBank } from '#src/features/banks/service.server.ts';
import { enterConsenting, withdraw } from '#src/features/banks/testing/consenting.ts';
import { enterGuardian } from '#src/features/consents/testing/people.ts';
import type { Answer } from '#src/features/mentorships/rules/answers.ts';
import type { AnswerProposal } from '#src/features/mentorships/schema/answers.ts';
import {
  createMentorships,
  insertMentorships,
  listDeclinedPairs,
  ownProposals,
  type Mentorships,
} from '#src/features/mentorships/service.server.ts';
import { giveToRoles } from '#src/features/notices/service.server.ts';
import { accepted, foundSchool, peopleOf, refusedWith, type School } from '../../../test/world.ts';

let world: TestDatabase;
let mentorships: Mentorships;
let school: School;
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
  curator = await school.actor('curator');
});

type Who = PersonActor | VisitorActor;
const byCode = (personId: string): VisitorActor => ({ kind: 'visitor', codeId: 'code', personId });
const teen = { kinds: ['pupil'], birthDate: '2011-02-02' };
const child = { kinds: ['pupil'], birthDate: '2014-05-05' };

/** Teens of the school with a consent in force. */
const teens = (count: number) =>
  enterConsenting(
    world,
    school,
    Array.from({ length: count }, () => teen),
  );

async function propose(mentorIds: string[], menteeIds: string[], state: 'proposed' | 'met' = 'proposed') {
  const [id = ''] = await world.db.asSystem('test', 'test', (tx) =>
    insertMentorships(
      tx,
      school.organizationId,
      [{ schoolYear: 2026, form: 'pupil-pupil', state, mentorIds, menteeIds }],
      'matching',
    ),
  );
  return id;
}
const at = (mentorshipId: string, personId: string | null = null) => ({
  organizationId: school.organizationId,
  mentorshipId,
  personId,
});
const words = (answer: Answer, more: Partial<AnswerProposal> = {}): AnswerProposal => ({
  submission: randomUUID(),
  version: 0,
  answer,
  reason: '',
  ...more,
});
const view = async (id: string, actor = curator) => accepted(await mentorships.view(actor, id));
const stateOf = async (id: string) => (await view(id)).mentorship.state;
const tasksOf = async (actor: Who) =>
  accepted(await peopleOf(world, { ownTasks: [ownProposals] }).ownPage.view(actor, school.organizationId))
    .tasks;

describe('somebody who is asked', () => {
  test('sees who the other side is and what for, and nothing to reach them by', async () => {
    const [mentor = '', mentee = ''] = await teens(2);
    await world.db.asSystem('test', 'test', async (tx) => {
      await bringInOffers(tx, school.organizationId, [
        { personId: mentor, enteredOn: '2026-09-15', competences: ['физика'], interests: ['шахматы'] },
      ]);
      await bringInRequests(tx, school.organizationId, [
        { personId: mentee, enteredOn: '2026-09-15', mainRequest: 'Трудно дома и в классе', tags: ['учёба'] },
      ]);
    });
    await world.asOwner(`update people set phone = '+7 900 000-00-00' where id = $1`, [mentor]);
    const id = await propose([mentor], [mentee]);
    const toMentee = accepted(await mentorships.answering.open(byCode(mentee), at(id)));
    expect(toMentee).toMatchObject({ side: 'mentee', mayAnswer: true, given: null, forName: '' });
    expect(toMentee.others).toEqual([
      { name: expect.stringContaining('Саша Игоревич') as unknown, place: '', words: ['физика'] },
    ]);
    expect(JSON.stringify(toMentee)).not.toMatch(/900|шахматы/);
    const toMentor = accepted(await mentorships.answering.open(byCode(mentor), at(id)));
    expect(toMentor.others.map((other) => other.words)).toEqual([['учёба']]);
    expect(JSON.stringify(toMentor)).not.toContain('Трудно');
    // The ordinary ways still show neither to the other.
    const seen = await world.db.withActor(byCode(mentee), 'test', async (tx) => [
      ...(await tx.query.selectFrom('people').select('id').execute()).map((row) => row.id),
      ...(await tx.query.selectFrom('mentorship_members').select('person_id').execute()).map(
        (row) => row.person_id,
      ),
    ]);
    expect(seen).not.toContain(mentor);
    expect((await tasksOf(byCode(mentee))).map(({ title, state }) => [title, state])).toEqual([
      [`Вам предлагают наставника: ${toMentee.others[0]?.name ?? ''}`, 'waiting'],
    ]);
  });

  test('answers, thinks again, and the last yes settles it', async () => {
    const [mentor = '', mentee = ''] = await teens(2);
    await world.db.asSystem('test', 'test', (tx) =>
      bringInRequests(tx, school.organizationId, [
        { personId: mentee, enteredOn: '2026-09-15', mainRequest: 'Физика' },
      ]),
    );
    const id = await propose([mentor], [mentee]);
    const answering = mentorships.answering;
    const first = words('declined', { reason: 'Мы в ссоре' });
    const [one, twice] = await Promise.all([
      answering.answer(byCode(mentee), at(id), first),
      answering.answer(byCode(mentee), at(id), first),
    ]);
    expect([accepted(one), accepted(twice)]).toEqual([{ isAgreed: false }, { isAgreed: false }]);
    expect(refusedWith(await answering.answer(byCode(mentee), at(id), words('agreed')))).toBe(
      'mentorships.answer_stale',
    );
    const mine = accepted(await answering.open(byCode(mentee), at(id))).given;
    expect(mine).toMatchObject({ answer: 'declined', reason: 'Мы в ссоре', answeredBy: 'self', version: 1 });
    accepted(await answering.answer(byCode(mentee), at(id), words('agreed', { version: 1 })));
    expect((await view(id)).answers).toMatchObject([{ personId: mentee, answer: 'agreed', reason: '' }]);
    expect(await stateOf(id)).toBe('proposed');
    expect(accepted(await answering.answer(byCode(mentor), at(id), words('agreed')))).toEqual({
      isAgreed: true,
    });
    expect((await view(id)).steps).toEqual([{ state: 'agreed', steppedOn: '2026-11-20' }]);
    expect(await stateOf(id)).toBe('agreed');
    expect(await world.asOwner('select state from mentee_requests where person_id = $1', [mentee])).toEqual([
      { state: 'in_mentorship' },
    ]);
    expect(
      refusedWith(await answering.answer(byCode(mentee), at(id), words('declined', { version: 2 }))),
    ).toBe('mentorships.no_proposal');
    // What was thought before stays in the audit, what was said in confidence does not.
    const audit = await world.asOwner<{ told: string }>(
      `select coalesce(before::text, '') || coalesce(after::text, '') as told from audit_rows
       where organization_id = $1 and table_name in ('mentorship_answers', 'answer_reasons')`,
      [school.organizationId],
    );
    expect(audit.some(({ told }) => told.includes('declined'))).toBe(true);
    expect(JSON.stringify(audit)).not.toContain('ссоре');
  });

  test('settles it once, of two who say yes at the same moment', async () => {
    const [mentor = '', mentee = ''] = await teens(2);
    const id = await propose([mentor], [mentee]);
    const answers = await Promise.all(
      [mentor, mentee].map((who) => mentorships.answering.answer(byCode(who), at(id), words('agreed'))),
    );
    expect(answers.filter((one) => accepted(one).isAgreed)).toHaveLength(1);
    expect((await view(id)).steps).toHaveLength(1);
  });

  test('is a guardian for a child under 14, and nobody else', async () => {
    const guardianActor = await school.actor('guardian');
    const otherActor: PersonActor = { kind: 'person', accountId: `other-${school.organizationId}` };
    await world.asOwner(
      `insert into role_assignments (organization_id, account_id, role) values ($1, $2, 'guardian')`,
      [school.organizationId, otherActor.accountId],
    );
    const [guardian = '', stranger = '', mentor = '', mentee = '', older = '', theirs = ''] =
      await enterConsenting(world, school, [
        { kinds: ['guardian'], accountId: guardianActor.accountId },
        { kinds: ['guardian'], accountId: otherActor.accountId },
        teen,
        child,
        teen,
        child,
      ]);
    await enterGuardian(world, school, guardian, mentee);
    await enterGuardian(world, school, guardian, older);
    await enterGuardian(world, school, stranger, theirs);
    const id = await propose([mentor], [mentee]);
    const ofOlder = await propose([mentor], [older]);
    const { answering } = mentorships;
    expect(refusedWith(await answering.answer(byCode(mentee), at(id), words('agreed')))).toBe(
      'mentorships.asked_guardian',
    );
    expect((await tasksOf(guardianActor)).map(({ forName, path }) => [forName !== '', path])).toEqual([
      [true, `/my/proposals/${id}?person=${mentee}`],
    ]);
    for (const [actor, where] of [
      [otherActor, at(id, mentee)],
      [guardianActor, at(ofOlder, older)],
      [guardianActor, at(id, mentor)],
      [byCode(older), at(id)],
    ] as const) {
      expect(refusedWith(await answering.answer(actor, where, words('agreed')))).toBe(
        'mentorships.no_proposal',
      );
    }
    accepted(await answering.answer(guardianActor, at(id, mentee), words('agreed')));
    expect((await view(id)).answers).toMatchObject([{ personId: mentee, answeredBy: 'guardian' }]);
  });

  test('is nobody without a consent in force, on either side', async () => {
    const [mentor = '', mentee = ''] = await teens(2);
    const id = await propose([mentor], [mentee]);
    await withdraw(world, mentor);
    expect(refusedWith(await mentorships.answering.open(byCode(mentor), at(id)))).toBe(
      'mentorships.no_proposal',
    );
    expect(refusedWith(await mentorships.answering.open(byCode(mentee), at(id)))).toBe(
      'mentorships.no_proposal',
    );
    // Past the service too.
    const forced = world.db.asSystem('test', 'test', (tx) =>
      tx.query
        .insertInto('mentorship_answers')
        .values({
          organization_id: school.organizationId,
          mentorship_id: id,
          person_id: mentor,
          answer: 'agreed',
          answered_by: 'self',
          channel: 'screen',
          answered_on: Temporal.PlainDate.from('2026-11-20'),
        })
        .execute(),
    );
    await expect(forced).rejects.toMatchObject({ code: 'P0152' });
  });
});

describe('a refusal', () => {
  test('is told to curators without its reason, and read by those who form pairs', async () => {
    const [mentor = '', mentee = ''] = await teens(2);
    const id = await propose([mentor], [mentee]);
    accepted(
      await mentorships.answering.answer(
        byCode(mentee),
        at(id),
        words('declined', { reason: 'Он меня обижал' }),
      ),
    );
    const told = await world.asOwner(
      'select account_id, kind, text, path from notices where organization_id = $1',
      [school.organizationId],
    );
    expect(told).toEqual([
      {
        account_id: curator.accountId,
        kind: 'proposal',
        text: 'С предложенной парой или группой кто-то не согласен. Посмотрите ответы и поговорите.',
        path: `/mentorships/${id}`,
      },
    ]);
    const reasons = async (actor: PersonActor) =>
      (await view(id, actor)).answers.map(({ answer, reason }) => [answer, reason]);
    const whole = [['declined', 'Он меня обижал']];
    expect(await reasons(curator)).toEqual(whole);
    expect(await reasons(await school.actor('psychologist'))).toEqual(whole);
    for (const role of ['director', 'team'] as const) {
      expect(await reasons(await school.actor(role))).toEqual([['declined', '']]);
    }
    const read = (actor: Who) =>
      world.db.withActor(actor, 'test', async (tx) => [
        ...(await tx.query.selectFrom('answer_reasons').selectAll().execute()),
        ...(await tx.query.selectFrom('mentorship_answers').selectAll().execute()),
      ]);
    for (const actor of [
      byCode(mentor),
      await school.actor('class_teacher'),
      await school.actor('mentor'),
      await school.actor('municipal'),
      await (await foundSchool(world)).actor('curator'),
    ]) {
      expect(await read(actor)).toEqual([]);
    }
    const found = accepted(
      await mentorships.list(curator, school.organizationId, { page: 1, q: '', state: 'declined' }),
    );
    expect(found.rows.map((row) => [row.id, row.answers])).toEqual([
      [id, { asked: 2, agreed: 0, declined: 1 }],
    ]);
  });

  test('is entered, asked about anew, or dissolves the proposal into a memory', async () => {
    const [mentor = '', mentee = '', outsider = ''] = await teens(3);
    const id = await propose([mentor], [mentee], 'met');
    const input = {
      submission: randomUUID(),
      version: 1,
      personId: mentee,
      answer: 'declined' as const,
      channel: 'talk' as const,
      answeredOn: '2026-11-19',
      reason: 'Боится',
    };
    const { answering, steps } = mentorships;
    expect(refusedWith(await answering.answerFor(curator, id, { ...input, personId: outsider }))).toBe(
      'mentorships.member_unknown',
    );
    expect(refusedWith(await answering.answerFor(curator, id, { ...input, answeredOn: '2026-11-21' }))).toBe(
      'mentorships.future',
    );
    for (const role of ['director', 'psychologist', 'class_teacher'] as const) {
      const actor = await school.actor(role);
      expect(refusedWith(await answering.answerFor(actor, id, input))).toMatch(
        /access.not_allowed|mentorships.not_found/,
      );
      expect(refusedWith(await steps.dissolve(actor, id, { version: 1 }))).toMatch(
        /access.not_allowed|mentorships.not_found/,
      );
    }
    accepted(await answering.answerFor(curator, id, input));
    // Whoever wrote it down need not be told.
    expect(
      await world.asOwner('select from notices where organization_id = $1', [school.organizationId]),
    ).toEqual([]);
    expect(refusedWith(await answering.askAgain(curator, id, { version: 1, personId: mentee }))).toBe(
      'mentorships.stale',
    );
    accepted(await answering.askAgain(curator, id, { version: 2, personId: mentee }));
    expect((await view(id)).answers).toEqual([]);
    accepted(await answering.answerFor(curator, id, { ...input, submission: randomUUID(), version: 3 }));
    expect(refusedWith(await steps.dissolve(curator, id, { version: 1 }))).toBe('mentorships.stale');
    expect(accepted(await steps.dissolve(curator, id, { version: 4 }))).toEqual({ isWhole: true });
    expect(refusedWith(await mentorships.view(curator, id))).toBe('mentorships.not_found');
    const director = await school.actor('director');
    const declined = (actor: PersonActor) =>
      world.db.withActor(actor, 'test', async (tx) => ({
        pairs: await listDeclinedPairs(tx, school.organizationId),
        reasons: (await tx.query.selectFrom('answer_reasons').select('reason').execute()).map(
          ({ reason }) => reason,
        ),
      }));
    const pair = {
      mentorId: mentor,
      menteeId: mentee,
      declinedBy: 'mentee',
      declinedOn: '2026-11-20',
      schoolYear: 2026,
    };
    expect(await declined(curator)).toEqual({ pairs: [pair], reasons: ['Боится'] });
    expect(await declined(director)).toEqual({ pairs: [pair], reasons: [] });
    expect(await declined(await (await foundSchool(world)).actor('curator'))).toEqual({
      pairs: [],
      reasons: [],
    });
    const again = await mentorships.add(curator, school.organizationId, {
      submission: randomUUID(),
      form: 'pupil-pupil',
      roleModel: '',
      mentorIds: [mentor],
      menteeIds: [mentee],
      programmeId: null,
      state: 'proposed',
      startsOn: null,
      dueOn: null,
      labourReason: '',
    });
    expect(accepted(again).warnings).toEqual(['declined', 'not_admitted']);
  });

  test('of one takes that one out of a group, and the rest may be agreed by it', async () => {
    const [mentor = '', one = '', two = '', three = ''] = await teens(4);
    const id = await propose([mentor], [one, two, three]);
    for (const who of [mentor, one, two]) {
      accepted(await mentorships.answering.answer(byCode(who), at(id), words('agreed')));
    }
    accepted(await mentorships.answering.answer(byCode(three), at(id), words('declined')));
    const { version } = (await view(id)).mentorship;
    expect(accepted(await mentorships.steps.dissolve(curator, id, { version }))).toEqual({ isWhole: false });
    const { mentorship } = await view(id);
    expect(mentorship.state).toBe('agreed');
    expect(mentorship.members.map(({ personId }) => personId).toSorted()).toEqual(
      [mentor, one, two].toSorted(),
    );
  });
});
