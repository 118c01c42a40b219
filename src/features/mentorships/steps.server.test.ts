import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { PersonActor, VisitorActor } from '#src/platform/db/scope.ts';
import { openTestDatabase, type TestDatabase } from '#src/platform/testing/database.ts';
import { bringInRequests, mentorshipBank } from '#src/features/banks/service.server.ts';
import { enterConsenting, withdraw } from '#src/features/banks/testing/consenting.ts';
import type { MentorshipState } from '#src/features/mentorships/rules.ts';
import type { DoWithMany, TakeStep } from '#src/features/mentorships/schema/answers.ts';
import {
  createMentorships,
  insertMentorships,
  type Mentorships,
} from '#src/features/mentorships/service.server.ts';
import { accepted, foundSchool, refusedWith, type School } from '../../../test/world.ts';

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
    notify: () => Promise.resolve(),
  });
});
afterAll(() => world.close());
beforeEach(async () => {
  school = await foundSchool(world);
  curator = await school.actor('curator');
});

/** Pairs of the school in a state; answers ids of the mentorship, the mentor and the mentee. */
async function pairs(count: number, state: MentorshipState = 'proposed') {
  const people = await enterConsenting(
    world,
    school,
    Array.from({ length: count * 2 }, () => ({ kinds: ['pupil'], birthDate: '2011-02-02' })),
  );
  const made = Array.from({ length: count }, (_, index) => ({
    mentor: people[index * 2] ?? '',
    mentee: people[index * 2 + 1] ?? '',
  }));
  const ids = await world.db.asSystem('test', 'test', (tx) =>
    insertMentorships(
      tx,
      school.organizationId,
      made.map(({ mentor, mentee }) => ({
        schoolYear: 2026,
        form: 'pupil-pupil',
        state,
        mentorIds: [mentor],
        menteeIds: [mentee],
      })),
    ),
  );
  return made.map((one, index) => ({ ...one, id: ids[index] ?? '' }));
}
const view = async (id: string) => accepted(await mentorships.view(curator, id));
const step = (id: string, version: number, state: TakeStep['state'], more: Partial<TakeStep> = {}) =>
  mentorships.steps.step(curator, id, {
    version,
    state,
    steppedOn: '2026-11-18',
    channel: 'paper',
    ...more,
  });
const decline = (personId: string, mentorshipId: string) => {
  const actor: VisitorActor = { kind: 'visitor', codeId: 'code', personId };
  return mentorships.answering.answer(
    actor,
    { organizationId: school.organizationId, mentorshipId, personId: null },
    { submission: randomUUID(), version: 0, answer: 'declined', reason: '' },
  );
};
const many = (deed: DoWithMany['deed'], items: DoWithMany['items'], more: Partial<DoWithMany> = {}) =>
  mentorships.steps.doWithMany(curator, school.organizationId, {
    submission: randomUUID(),
    deed,
    steppedOn: '2026-11-18',
    items,
    ...more,
  });

describe('a step by hand', () => {
  test('goes forward and back with its day, and the request with it', async () => {
    const [pair] = await pairs(1);
    const { id, mentor, mentee } = pair ?? { id: '', mentor: '', mentee: '' };
    await world.db.asSystem('test', 'test', (tx) =>
      bringInRequests(tx, school.organizationId, [
        { personId: mentee, enteredOn: '2026-09-15', mainRequest: 'Физика' },
      ]),
    );
    const requestState = async () =>
      (
        await world.asOwner<{ state: string }>('select state from mentee_requests where person_id = $1', [
          mentee,
        ])
      )[0]?.state;
    expect(refusedWith(await step(id, 1, 'met', { steppedOn: '2026-11-21' }))).toBe('mentorships.future');
    expect(refusedWith(await step(id, 1, 'proposed'))).toBe('mentorships.already_there');
    expect(refusedWith(await step(id, 2, 'met'))).toBe('mentorships.stale');
    accepted(await step(id, 1, 'met'));
    expect(await requestState()).toBe('in_mentorship');
    accepted(await step(id, 2, 'agreed', { steppedOn: '2026-11-19' }));
    const agreed = await view(id);
    expect(agreed.mentorship.state).toBe('agreed');
    expect(agreed.steps).toEqual([
      { state: 'met', steppedOn: '2026-11-18' },
      { state: 'agreed', steppedOn: '2026-11-19' },
    ]);
    expect(
      agreed.answers.map(({ personId, answer, answeredBy, channel }) => [
        personId,
        answer,
        answeredBy,
        channel,
      ]),
    ).toEqual(expect.arrayContaining([mentor, mentee].map((who) => [who, 'agreed', 'curator', 'paper'])));
    accepted(await step(id, agreed.mentorship.version, 'proposed'));
    expect((await view(id)).answers).toEqual([]);
    expect(await requestState()).toBe('in_bank');
  });

  test('to an agreement needs a consent of everybody, and nobody who declined', async () => {
    const [one, two] = await pairs(2);
    accepted(await decline(one?.mentee ?? '', one?.id ?? ''));
    expect(refusedWith(await step(one?.id ?? '', 2, 'agreed'))).toBe('mentorships.somebody_declined');
    await withdraw(world, two?.mentee ?? '');
    expect(refusedWith(await step(two?.id ?? '', 1, 'agreed'))).toBe('consents.needed');
    const [working] = await pairs(1, 'working');
    expect(refusedWith(await step(working?.id ?? '', 1, 'met'))).toBe('mentorships.not_forming');
  });

  test('asks everybody anew when another mentor is proposed', async () => {
    const [pair] = await pairs(1);
    const [next] = await pairs(1);
    const { id = '', mentee = '' } = pair ?? {};
    accepted(await decline(mentee, id));
    const { mentorship } = await view(id);
    const leaving = mentorship.members.find(({ side }) => side === 'mentor');
    accepted(
      await mentorships.replaceMentor(curator, id, {
        version: mentorship.version,
        memberId: leaving?.id ?? '',
        mentorId: next?.mentee ?? '',
        replacedOn: '2026-11-20',
        reason: 'Не подошёл',
        labourReason: '',
      }),
    );
    expect((await view(id)).answers).toEqual([]);
  });
});

describe('many at once', () => {
  test('are done each on its own, and of the others it is said why not', async () => {
    const [one, two, three, four] = await pairs(4);
    const [working] = await pairs(1, 'working');
    accepted(await decline(two?.mentee ?? '', two?.id ?? ''));
    accepted(await decline(four?.mentor ?? '', four?.id ?? ''));
    const stranger = randomUUID();
    const items = [
      { id: one?.id ?? '', version: 1 },
      { id: two?.id ?? '', version: 2 },
      { id: three?.id ?? '', version: 1 },
      // Ticked before somebody answered.
      { id: four?.id ?? '', version: 1 },
      { id: working?.id ?? '', version: 1 },
      { id: stranger, version: 1 },
    ];
    const submission = randomUUID();
    const [first, second] = await Promise.all([
      many('agreed', items, { submission }),
      many('agreed', items, { submission }),
    ]);
    const done = accepted(first);
    expect(accepted(second)).toEqual(done);
    expect(done.done).toBe(2);
    expect(Object.fromEntries(done.skipped.map(({ id, code }) => [id, code]))).toEqual({
      [two?.id ?? '']: 'mentorships.somebody_declined',
      [four?.id ?? '']: 'mentorships.changed_meanwhile',
      [working?.id ?? '']: 'mentorships.not_forming',
      [stranger]: 'mentorships.not_found',
    });
    expect((await view(one?.id ?? '')).mentorship.state).toBe('agreed');
    const gone = accepted(
      await many('dissolve', [
        { id: two?.id ?? '', version: 2 },
        { id: four?.id ?? '', version: 2 },
      ]),
    );
    expect(gone).toEqual({ done: 2, skipped: [] });
    expect(
      await world.asOwner('select declined_by from declined_pairs where organization_id = $1 order by 1', [
        school.organizationId,
      ]),
    ).toEqual([{ declined_by: 'mentee' }, { declined_by: 'mentor' }]);
  });

  test('are the affair of those who lead the pairs, and of their own school', async () => {
    const [pair] = await pairs(1);
    const items = [{ id: pair?.id ?? '', version: 1 }];
    const input = { submission: randomUUID(), deed: 'met' as const, steppedOn: '2026-11-18', items };
    const { steps } = mentorships;
    for (const role of ['team', 'psychologist', 'mentor'] as const) {
      const actor = await school.actor(role);
      expect(refusedWith(await steps.doWithMany(actor, school.organizationId, input))).toBe(
        'access.not_allowed',
      );
    }
    const director = await school.actor('director');
    expect(
      refusedWith(await steps.doWithMany(director, school.organizationId, { ...input, deed: 'dissolve' })),
    ).toBe('access.not_allowed');
    const foreign = await foundSchool(world);
    const theirs = await steps.doWithMany(await foreign.actor('curator'), foreign.organizationId, input);
    expect(accepted(theirs).skipped).toMatchObject([{ code: 'mentorships.not_found' }]);
    expect((await view(pair?.id ?? '')).mentorship.state).toBe('proposed');
  });

  test('are fixed by a registered order of the school', async () => {
    const [agreed, other] = await pairs(2, 'agreed');
    const [proposed] = await pairs(1);
    const enter = async (kind: string, state: string, at = school) =>
      (
        await world.asOwner<{ id: string }>(
          `insert into papers (organization_id, kind, number, issued_on, title, state)
           values ($1, $2, '45-од', '2026-11-17', 'О закреплении пар', $3::paper_state) returning id`,
          [at.organizationId, kind, state],
        )
      )[0]?.id ?? '';
    const items = [agreed, other, proposed].map((one) => ({ id: one?.id ?? '', version: 1 }));
    const order = (paperId: string) =>
      mentorships.steps.orderMany(curator, school.organizationId, {
        submission: randomUUID(),
        paperId,
        items,
      });
    for (const paperId of [
      randomUUID(),
      await enter('minutes', 'registered'),
      await enter('order.pairs', 'draft'),
      await enter('order.pairs', 'registered', await foundSchool(world)),
    ]) {
      expect(refusedWith(await order(paperId))).toBe('mentorships.order_unknown');
    }
    const paperId = await enter('order.pairs', 'registered');
    const done = accepted(await order(paperId));
    expect(done).toMatchObject({ done: 2, skipped: [{ id: proposed?.id, code: 'mentorships.not_agreed' }] });
    const { mentorship, steps } = await view(agreed?.id ?? '');
    expect([mentorship.state, mentorship.orderPaperId]).toEqual(['ordered', paperId]);
    expect(steps).toEqual([{ state: 'ordered', steppedOn: '2026-11-17' }]);
  });
});

describe('the list for the order', () => {
  const filter = { state: 'agreed' as const, year: 2026 };

  test('holds agreed ones with class and post, until an order fixes them', async () => {
    const [pair] = await pairs(1, 'agreed');
    await pairs(1);
    await pairs(1, 'working');
    await world.asOwner(
      `insert into staff_posts (organization_id, person_id, post, is_main) values ($1, $2, 'учитель физики', true)`,
      [school.organizationId, pair?.mentor],
    );
    const [made] = await world.asOwner<{ id: string }>(
      `insert into classes (organization_id, school_year, grade, letter) values ($1, 2026, 8, 'Б') returning id`,
      [school.organizationId],
    );
    await world.asOwner(
      'insert into class_members (organization_id, class_id, person_id) values ($1, $2, $3)',
      [school.organizationId, made?.id, pair?.mentee],
    );
    const { orderLists } = mentorships;
    const read = async (actor = curator) =>
      accepted(await orderLists.view(actor, school.organizationId, filter)).lines;
    expect(
      (await read()).map(({ id, mentors, mentees }) => [
        id,
        mentors.map(({ place }) => place),
        mentees.map(({ place }) => place),
      ]),
    ).toEqual([[pair?.id, ['учитель физики'], ['8Б класс']]]);
    const file = accepted(await orderLists.print(curator, school.organizationId, filter, 'xlsx'));
    expect(file.name).toBe('Список пар и групп к приказу.xlsx');
    expect(file.bytes.length).toBeGreaterThan(1_000);
    // Somebody who withdrew the consent is named to nobody, and the line does not lose its side.
    await withdraw(world, pair?.mentee ?? '');
    expect((await read())[0]?.mentees).toEqual([{ name: '', place: '' }]);
    await world.asOwner(`update mentorships set state = 'ordered' where id = $1`, [pair?.id]);
    expect(await read()).toEqual([]);
    expect(
      refusedWith(await orderLists.view(await school.actor('mentor'), school.organizationId, filter)),
    ).toBe('access.not_allowed');
    const foreign = await foundSchool(world);
    expect(
      refusedWith(
        await orderLists.view(await foreign.actor('curator'), school.organizationId, {
          ...filter,
          state: 'all',
        }),
      ),
    ).toBe('access.not_found');
  });
});
