import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { PersonActor } from '#src/platform/db/scope.ts';
import { openTestDatabase, type TestDatabase } from '#src/platform/testing/database.ts';
import { tasks } from '#src/platform/tasks/start.ts';
import { bringInOffers, bringInRequests, mentorshipBank } from '#src/features/banks/service.server.ts';
import { enterConsenting } from '#src/features/banks/testing/consenting.ts';
import { RULE_IDS, usualSettings } from '#src/features/matching/rules/settings.ts';
import {
  settingsForm,
  tableFilter,
  type NewDraftInput,
  type SettingsInput,
} from '#src/features/matching/schema.ts';
import { matchingTasks } from '#src/features/matching/jobs.server.ts';
import { createMatching, type Matching } from '#src/features/matching/service.server.ts';
import { foundSchool, type School } from '../../../test/world.ts';

let world: TestDatabase;
let matching: Matching;
let school: School;
let curator: PersonActor;
const told: string[] = [];

beforeAll(async () => {
  world = await openTestDatabase();
  matching = createMatching(
    {
      db: world.db,
      clock: world.clock,
      timeZone: 'Europe/Moscow',
      bank: mentorshipBank,
      tasks,
    },
    async (_tx, notice) => {
      told.push(notice.text);
    },
  );
});
afterAll(() => world.close());
beforeEach(async () => {
  school = await foundSchool(world);
  curator = await school.actor('curator');
});

const pupils = (count: number, birthDate: string) =>
  enterConsenting(
    world,
    school,
    Array.from({ length: count }, () => ({ kinds: ['pupil'], birthDate })),
  );
async function offering(words: readonly string[], menteeLimit = 1): Promise<string[]> {
  const ids = await pupils(words.length, '2010-02-02');
  await world.db.asSystem('test', 'test', async (tx) => {
    await bringInOffers(
      tx,
      school.organizationId,
      words.map((word, index) => ({
        personId: ids[index] ?? '',
        enteredOn: '2026-09-15',
        competences: [word],
        menteeLimit,
      })),
    );
    await tx.query
      .insertInto('admission_checks')
      .values(
        ids.flatMap((personId) =>
          ['questionnaire', 'interview', 'training'].map((check) => ({
            organization_id: school.organizationId,
            person_id: personId,
            check_key: check,
            outcome: 'passed',
            checked_on: Temporal.PlainDate.from('2026-09-15'),
          })),
        ),
      )
      .execute();
  });
  return ids;
}
async function asking(words: readonly string[]): Promise<string[]> {
  const ids = await pupils(words.length, '2013-02-02');
  await world.db.asSystem('test', 'test', (tx) =>
    bringInRequests(
      tx,
      school.organizationId,
      words.map((word, index) => ({
        personId: ids[index] ?? '',
        enteredOn: '2026-09-15',
        mainRequest: word,
        tags: [word],
      })),
    ),
  );
  return ids;
}
const ask = (more: Partial<NewDraftInput> = {}): NewDraftInput => ({
  submission: randomUUID(),
  title: 'Первый подбор',
  programmeId: null,
  forms: ['pupil-pupil'],
  aim: 'served',
  ...more,
});
async function make(more: Partial<NewDraftInput> = {}): Promise<string> {
  const done = await matching.create(curator, school.organizationId, ask(more));
  if (!done.ok) throw new Error(done.refusal.code);
  if (!('draftId' in done.value)) throw new Error('a task');
  return done.value.draftId;
}
async function look(draftId: string, filter: Record<string, string> = {}, actor = curator) {
  const found = await matching.table(actor, draftId, tableFilter.parse(filter));
  if (!found.ok) throw new Error(found.refusal.code);
  return found.value;
}
const pairsOf = (table: Awaited<ReturnType<typeof look>>) =>
  table.rows.map(({ mentee, mentor }) => `${mentee.personId} ${mentor?.personId ?? 'nobody'}`).toSorted();
function weights(version: number, changed: Partial<SettingsInput> = {}): SettingsInput {
  const usual = usualSettings(['pupil-pupil']);
  return {
    ...settingsForm.parse({
      version: String(version),
      aim: usual.aim,
      minimumOverlap: '1',
      seniorityGap: '1',
      minimumScore: '35',
      weights: Object.fromEntries(Object.entries(usual.weights).map(([id, weight]) => [id, String(weight)])),
    }),
    rules: RULE_IDS.filter((id) => usual.rules[id]),
    ...changed,
  };
}

describe('a draft', () => {
  test('pairs requests with strengths, is proven, and says why', async () => {
    const [x = '', y = ''] = await offering(['физика', 'шахматы']);
    const [a = '', b = ''] = await asking(['шахматы', 'физика']);
    const table = await look(await make());
    expect(pairsOf(table)).toEqual([`${a} ${y}`, `${b} ${x}`].toSorted());
    expect(table.draft.outcome).toMatchObject({
      served: 2,
      unmatched: 0,
      proof: { kind: 'optimal', gap: 0 },
    });
    expect(table.rows.map(({ words }) => words).toSorted()).toEqual([
      'Подходит: запрос «физика» – сильная сторона наставника.',
      'Подходит: запрос «шахматы» – сильная сторона наставника.',
    ]);
  });

  test('is made once by a form that was sent twice', async () => {
    await offering(['физика']);
    await asking(['физика']);
    const form = ask();
    const first = await matching.create(curator, school.organizationId, form);
    expect(await matching.create(curator, school.organizationId, form)).toEqual(first);
    expect(await matching.list(curator, school.organizationId, 1)).toMatchObject({ value: { total: 1 } });
  });

  test('says in words why there is nothing to match', async () => {
    expect(await matching.create(curator, school.organizationId, ask())).toMatchObject({
      refusal: { code: 'matching.no_mentees' },
    });
    await asking(['физика']);
    expect(await matching.create(curator, school.organizationId, ask())).toMatchObject({
      refusal: { code: 'matching.no_mentors' },
    });
  });

  test('is shaped by pins, bans and swaps, each of which can be undone', async () => {
    const [x = '', y = ''] = await offering(['физика', 'шахматы']);
    const [a = '', b = ''] = await asking(['шахматы', 'физика']);
    const draftId = await make();
    const best = pairsOf(await look(draftId));
    const { version } = (await look(draftId)).draft;
    expect(
      await matching.mark(curator, draftId, { version, kind: 'pin', menteeId: a, mentorId: x }),
    ).toMatchObject({ ok: true });
    const pinned = await look(draftId);
    expect(pairsOf(pinned)).toEqual([`${a} ${x}`, `${b} ${y}`].toSorted());
    expect(pinned.steps[0]?.words).toContain('Пара закреплена');
    expect(await matching.undo(curator, draftId, { version: pinned.draft.version })).toMatchObject({
      ok: true,
    });
    const undone = await look(draftId);
    expect(pairsOf(undone)).toEqual(best);
    expect(undone.canUndo).toBe(false);
    expect(
      await matching.swap(curator, draftId, { version: undone.draft.version, menteeId: a, withId: b }),
    ).toMatchObject({ ok: true });
    const swapped = await look(draftId);
    expect(pairsOf(swapped)).toEqual([`${a} ${x}`, `${b} ${y}`].toSorted());
    expect(
      await matching.mark(curator, draftId, {
        version: swapped.draft.version,
        kind: 'ban',
        menteeId: a,
        mentorId: x,
      }),
    ).toMatchObject({ ok: true });
    expect(pairsOf(await look(draftId))).toEqual([`${b} ${y}`, `${a} nobody`].toSorted());
  });

  test('tells whoever comes second what was changed, and keeps the first', async () => {
    const [x = ''] = await offering(['физика']);
    const [a = ''] = await asking(['физика']);
    const draftId = await make();
    const { version } = (await look(draftId)).draft;
    const ban = { version, kind: 'ban', menteeId: a, mentorId: x } as const;
    const both = await Promise.all([
      matching.mark(curator, draftId, ban),
      matching.mark(await school.actor('curator'), draftId, { ...ban, kind: 'pin' }),
    ]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    expect(both.find(({ ok }) => !ok)).toMatchObject({
      refusal: { code: 'matching.stale', facts: { since: version } },
    });
    expect((await look(draftId)).steps).toHaveLength(2);
  });

  test('previews weights without keeping them, and keeps them when told', async () => {
    await offering(['физика', 'шахматы']);
    await asking(['шахматы', 'физика']);
    const draftId = await make();
    const { draft } = await look(draftId);
    const given = weights(draft.version, { aim: 'total' });
    expect(await matching.preview(curator, draftId, given)).toMatchObject({
      ok: true,
      value: { moved: [], totalChange: 0 },
    });
    expect((await look(draftId)).draft.version).toBe(draft.version);
    const nothing = {
      ...given,
      weights: Object.fromEntries(
        Object.keys(given.weights).map((id) => [id, 0]),
      ) as SettingsInput['weights'],
    };
    expect(await matching.preview(curator, draftId, nothing)).toMatchObject({
      refusal: { code: 'matching.no_weights' },
    });
    expect(await matching.changeSettings(curator, draftId, given)).toMatchObject({ ok: true });
    expect((await look(draftId)).draft.settings.aim).toBe('total');
  });

  test('ranks the alternatives of a mentee by what each would cost everybody', async () => {
    const [x = '', y = ''] = await offering(['физика', 'шахматы']);
    const [a = ''] = await asking(['шахматы', 'физика']);
    const draftId = await make();
    const card = await matching.mentee(curator, draftId, a);
    if (!card.ok) throw new Error(card.refusal.code);
    expect(card.value.alternatives.map(({ mentor, isNow }) => [mentor.personId, isNow])).toEqual([
      [y, true],
      [x, false],
    ]);
    expect(card.value.alternatives[0]?.costs).toBe(0);
    const { draft } = await look(draftId);
    await matching.mark(curator, draftId, { version: draft.version, kind: 'pin', menteeId: a, mentorId: x });
    const after = await look(draftId);
    const rise = ((after.draft.outcome?.totalCost ?? 0) - (draft.outcome?.totalCost ?? 0)) / 10_000;
    expect(card.value.alternatives[1]?.costs).toBeCloseTo(rise, 6);
  });

  test('serves the unmatched after one place more, when the banks are read anew', async () => {
    const [x = ''] = await offering(['физика']);
    await asking(['физика', 'физика']);
    const draftId = await make();
    const before = await look(draftId);
    expect(before.draft.outcome).toMatchObject({ served: 1, unmatched: 1 });
    const alone = before.rows.find(({ mentor }) => mentor === null)?.mentee.personId ?? '';
    const card = await matching.mentee(curator, draftId, alone);
    expect(card).toMatchObject({
      ok: true,
      value: { unmatched: { changes: [{ kind: 'place', mentorId: x }] } },
    });
    await world.db.asSystem('test', 'test', (tx) =>
      tx.query.updateTable('mentor_offers').set({ mentee_limit: 2 }).where('person_id', '=', x).execute(),
    );
    expect(await matching.retake(curator, draftId, { version: before.draft.version })).toMatchObject({
      ok: true,
    });
    expect((await look(draftId)).draft.outcome).toMatchObject({ served: 2, unmatched: 0 });
  });
});

test('the banks are counted as they are gathered: who waits, who is admitted, their places', async () => {
  const [x = ''] = await offering(['физика', 'шахматы'], 2);
  await asking(['физика']);
  await world.db.asSystem('test', 'test', (tx) =>
    tx.query
      .deleteFrom('admission_checks')
      .where('person_id', '=', x)
      .where('check_key', '=', 'training')
      .execute(),
  );
  expect(await matching.list(curator, school.organizationId, 1)).toMatchObject({
    value: { banks: { waiting: 1, mentors: 2, admitted: 1, places: 2 } },
  });
});

describe('walls', () => {
  test('another school finds nothing; a teacher has no right; a director reads and does not shape', async () => {
    const [x = ''] = await offering(['физика']);
    const [a = ''] = await asking(['физика']);
    const draftId = await make();
    const { version } = (await look(draftId)).draft;
    const mark = { version, kind: 'ban', menteeId: a, mentorId: x } as const;
    const elsewhere = await (await foundSchool(world)).actor('curator');
    expect(await matching.table(elsewhere, draftId, tableFilter.parse({}))).toMatchObject({
      refusal: { code: 'matching.not_found' },
    });
    expect(await matching.mark(elsewhere, draftId, mark)).toMatchObject({
      refusal: { code: 'matching.not_found' },
    });
    const teacher = await school.actor('team');
    expect(await matching.table(teacher, draftId, tableFilter.parse({}))).toMatchObject({ ok: false });
    const director = await school.actor('director');
    expect((await look(draftId, {}, director)).rows).toHaveLength(1);
    expect(await matching.mark(director, draftId, mark)).toMatchObject({ ok: false });
  });

  test('wishes and vetoes are told to whoever forms pairs, and not to the director', async () => {
    const [x = '', y = ''] = await offering(['физика', 'физика']);
    const [a = ''] = await asking(['физика']);
    const draftId = await make();
    await world.db.asSystem('test', 'test', (tx) =>
      tx.query
        .insertInto('matching_relations')
        .values([
          {
            organization_id: school.organizationId,
            draft_id: draftId,
            mentee_id: a,
            mentor_id: y,
            kind: 'mentee_wish',
            rank: 1,
          },
          {
            organization_id: school.organizationId,
            draft_id: draftId,
            mentee_id: a,
            mentor_id: x,
            kind: 'mentee_veto',
            rank: null,
          },
        ])
        .execute(),
    );
    const card = await matching.mentee(curator, draftId, a);
    expect(JSON.stringify(card)).toContain('назвал');
    expect(JSON.stringify(card)).toContain('veto');
    const told = JSON.stringify(await matching.mentee(await school.actor('director'), draftId, a));
    expect(told).not.toContain('назвал');
    expect(told.replaceAll('"veto":true', '')).not.toContain('veto');
  });

  test('a withdrawn consent takes the person out of a draft at once', async () => {
    const [x = ''] = await offering(['физика']);
    const [a = ''] = await asking(['физика']);
    const draftId = await make();
    await world.db.asSystem('test', 'test', async (tx) => {
      await tx.query
        .updateTable('consents')
        .set({
          withdrawn_on: Temporal.PlainDate.from('2026-10-01'),
          withdrawn_at: tx.now,
          withdrawn_by: 'school',
        })
        .where('person_id', '=', x)
        .execute();
    });
    const table = await look(draftId);
    expect(table.rows).toMatchObject([{ mentee: { personId: a }, mentor: null }]);
  });
});

describe('approval', () => {
  test('proposes the chosen pairs to their participants, once', async () => {
    await offering(['физика', 'шахматы']);
    const [a = '', b = ''] = await asking(['шахматы', 'физика']);
    const draftId = await make();
    const { version } = (await look(draftId)).draft;
    const form = {
      version,
      submission: randomUUID(),
      menteeIds: [a, b],
      startsOn: '2026-10-05',
      dueOn: '2027-05-31',
    };
    const done = await matching.approve(curator, draftId, form);
    expect(done).toEqual({ ok: true, value: { made: 2, refused: [] } });
    expect(await matching.approve(curator, draftId, form)).toEqual(done);
    const table = await look(draftId);
    expect(table.draft.state).toBe('approved');
    expect(table.rows.every(({ mentorshipId }) => mentorshipId !== null)).toBe(true);
    expect(await matching.approve(curator, draftId, { ...form, submission: randomUUID() })).toMatchObject({
      refusal: { code: 'matching.approved' },
    });
  });

  test('two drafts with one mentor never overfill, approved at one moment', async () => {
    await offering(['физика']);
    const [a = '', b = ''] = await asking(['физика', 'физика']);
    const one = await make();
    const other = await make({ title: 'Второй' });
    const table = await look(other);
    const served = table.rows.find(({ mentor }) => mentor !== null)?.mentee.personId;
    const free = served === a ? b : a;
    const mentorId = table.rows.find(({ mentor }) => mentor !== null)?.mentor?.personId ?? '';
    await matching.mark(curator, other, {
      version: table.draft.version,
      kind: 'pin',
      menteeId: free,
      mentorId,
    });
    const both = await Promise.all(
      [one, other].map(async (draftId) => {
        const seen = await look(draftId);
        const menteeIds = seen.rows
          .filter(({ mentor }) => mentor !== null)
          .map(({ mentee }) => mentee.personId);
        return matching.approve(curator, draftId, {
          version: seen.draft.version,
          submission: randomUUID(),
          menteeIds,
          startsOn: '2026-10-05',
          dueOn: null,
        });
      }),
    );
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
  });

  test('shows what has changed since the draft was made', async () => {
    const [x = ''] = await offering(['физика']);
    await asking(['физика']);
    const draftId = await make();
    await world.db.asSystem('test', 'test', (tx) =>
      tx.query
        .updateTable('mentor_offers')
        .set({ ended_on: Temporal.PlainDate.from('2026-10-01') })
        .where('person_id', '=', x)
        .execute(),
    );
    const review = await matching.review(curator, draftId);
    expect(review).toMatchObject({ ok: true, value: { lines: [{ trouble: 'gone', isProposed: false }] } });
  });

  test('proposes no pair that a rule keeps apart today, whatever was sent', async () => {
    const [x = ''] = await offering(['физика', 'шахматы']);
    const menteeIds = await asking(['физика', 'шахматы']);
    const draftId = await make();
    const { version } = (await look(draftId)).draft;
    await world.db.asSystem('test', 'test', (tx) =>
      tx.query
        .updateTable('mentor_offers')
        .set({ forms: ['teacher-teacher'] })
        .where('person_id', '=', x)
        .execute(),
    );
    const form = { version, submission: randomUUID(), menteeIds, startsOn: '2026-10-05', dueOn: null };
    expect(await matching.approve(curator, draftId, form)).toMatchObject({
      value: { made: 1, refused: [{ why: 'нет общей формы наставничества.' }] },
    });
  });
});

describe('the search that goes on', () => {
  test('tells the curator once when somebody without a mentor has one who suits', async () => {
    // Other schools of the database have their news first.
    await matching.lookForMentors();
    await asking(['физика']);
    told.length = 0;
    expect(await matching.lookForMentors()).toBe(0);
    await offering(['физика']);
    expect(await matching.lookForMentors()).toBe(1);
    expect(told).toEqual([
      'Подходящие наставники появились у 1 человека, который ждал. Сделайте подбор или перечитайте базы в том, что есть.',
    ]);
    expect(await matching.lookForMentors()).toBe(0);
    expect(told).toHaveLength(1);
  });

  test('a pair that was declined is not proposed again', async () => {
    const [x = ''] = await offering(['физика']);
    const [a = ''] = await asking(['физика']);
    await world.db.asSystem('test', 'test', (tx) =>
      tx.query
        .insertInto('declined_pairs')
        .values({
          organization_id: school.organizationId,
          school_year: 2026,
          mentor_id: x,
          mentee_id: a,
          declined_by: 'mentee',
          declined_on: Temporal.PlainDate.from('2026-10-01'),
        })
        .execute(),
    );
    const table = await look(await make());
    expect(table.draft.outcome).toMatchObject({ served: 0, blocks: [{ rule: 'declined', pairs: 1 }] });
  });
});

describe('the group meeting', () => {
  test('asks admitted mentors and those who wait, on the screen and on paper', async () => {
    await offering(['физика', 'химия']);
    await asking(['физика']);
    const found = await matching.meeting(await school.actor('director'), school.organizationId, null);
    expect(found).toMatchObject({ ok: true, value: { sections: [{ form: 'pupil-pupil' }] } });
    const [section] = found.ok ? found.value.sections : [];
    expect([section?.mentors.length, section?.mentees.length]).toEqual([2, 1]);
    for (const format of ['docx', 'pdf'] as const) {
      const made = await matching.printMeeting(curator, school.organizationId, 'pupil-pupil', format);
      expect(made).toMatchObject({ ok: true, value: { name: `Групповая встреча – список.${format}` } });
    }
    expect(
      await matching.printMeeting(curator, school.organizationId, 'employer-student', 'pdf'),
    ).toMatchObject({
      refusal: { code: 'matching.nobody_to_meet' },
    });
    const stranger = await (await foundSchool(world)).actor('curator');
    expect(await matching.meeting(stranger, school.organizationId, null)).toMatchObject({ ok: false });
  });
});

describe('a draft of large banks', () => {
  test('is made by a task as by hand, telling how far it is; without the right it is not', async () => {
    await offering(['физика']);
    await asking(['физика']);
    const [kind] = matchingTasks({ clock: world.clock, timeZone: 'Europe/Moscow' });
    const stages: string[] = [];
    const run = async (actor: PersonActor) =>
      kind?.run({
        payload: { title: 'Большой', programmeId: null, forms: ['pupil-pupil'], aim: 'served' },
        actor,
        organizationId: school.organizationId,
        bytes: null,
        report: (stage) => stages.push(stage),
        signal: new AbortController().signal,
        store: (command, work) => world.db.withActor(actor, command, work),
      });
    const made = await run(curator);
    expect(made).toMatchObject({
      ok: true,
      value: { message: 'Пары подобраны. Посмотрите и поправьте, что нужно.' },
    });
    expect(stages).toContain('Читаем базы');
    expect(await matching.list(curator, school.organizationId, 1)).toMatchObject({
      value: { rows: [{ title: 'Большой', outcome: { served: 1 } }] },
    });
    expect(await run(await school.actor('team'))).toMatchObject({ ok: false });
  });

  test('is changed by a task as by hand; a version that somebody else has left behind is told of', async () => {
    const [x = '', y = ''] = await offering(['физика', 'химия']);
    const [a = ''] = await asking(['физика']);
    const draftId = await make();
    const [, kind] = matchingTasks({ clock: world.clock, timeZone: 'Europe/Moscow' });
    const run = (change: object, version: number, actor: PersonActor = curator) =>
      kind?.run({
        // As a task keeps it.
        payload: JSON.parse(JSON.stringify({ draftId, version, change })) as unknown,
        actor,
        organizationId: school.organizationId,
        bytes: null,
        report: () => undefined,
        signal: new AbortController().signal,
        store: (command, work) => world.db.withActor(actor, command, work),
      });
    const version = async () => (await look(draftId)).draft.version;
    const mentorNow = async () => (await look(draftId)).rows[0]?.mentor?.personId;
    expect(await mentorNow()).toBe(x);
    const first = await version();
    const pin = { kind: 'mark', mark: 'pin', menteeId: a, mentorId: y };
    expect(await run({ kind: 'undo' }, first, await school.actor('director'))).toMatchObject({ ok: false });
    const given = weights(first, { minimumScore: 0 });
    expect(await run({ kind: 'settings', given }, first)).toMatchObject({
      ok: true,
      value: { next: `/matching/${draftId}` },
    });
    expect(await run({ kind: 'undo' }, first)).toMatchObject({ refusal: { code: 'matching.stale' } });
    expect(await run(pin, await version())).toMatchObject({ ok: true });
    expect(await mentorNow()).toBe(y);
    expect(await run({ kind: 'undo' }, await version())).toMatchObject({ ok: true });
    expect(await mentorNow()).toBe(x);
    expect(await run({ kind: 'retake' }, await version())).toMatchObject({ ok: true });
    const copied = await run({ kind: 'copy', title: 'Другой' }, 0);
    expect(copied).toMatchObject({ ok: true });
    expect(copied?.ok === true && copied.value.next).not.toBe(`/matching/${draftId}`);
  });
});
