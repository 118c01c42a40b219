import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { PersonActor, VisitorActor } from '#src/platform/db/scope.ts';
import { openTestDatabase, type TestDatabase } from '#src/platform/testing/database.ts';
import { surveyActivities } from '#src/features/surveys/activities.server.ts';
import { waveForm, type WaveInput } from '#src/features/surveys/schema.ts';
import { createSurveys, ownSurveys, type Surveys } from '#src/features/surveys/service.server.ts';
import type { PageInput, PageSaved } from '#src/features/surveys/service.server/answering.ts';
import { accepted, foundSchool, refusedWith, type School } from '../../../test/world.ts';

let world: TestDatabase;
let surveys: Surveys;
let school: School;
let curator: PersonActor;
let stranger: PersonActor;
let names = 0;

beforeAll(async () => {
  world = await openTestDatabase();
  surveys = createSurveys({ db: world.db, clock: world.clock, timeZone: 'Europe/Moscow' });
});
afterAll(() => world.close());
beforeEach(async () => {
  world.clock.set('2026-11-20T09:00:00Z');
  school = await foundSchool(world);
  curator = await school.actor('curator');
  stranger = await (await foundSchool(world)).actor('curator');
});

interface Pupil {
  readonly id: string;
  readonly visitor: VisitorActor;
}

/** Pupils of a class; without `consent` nothing of mentoring may be kept about them. */
async function enterPupils(
  count: number,
  {
    letter = 'А',
    consent = true,
    offers,
  }: { letter?: string; consent?: boolean; offers?: 'mentor' | 'mentee' } = {},
): Promise<Pupil[]> {
  const { organizationId } = school;
  const [group] = await world.asOwner<{ id: string }>(
    `insert into classes (organization_id, school_year, grade, letter) values ($1, 2026, 7, $2)
     on conflict (organization_id, school_year, grade, letter) do update set grade = 7 returning id`,
    [organizationId, letter],
  );
  const pupils: Pupil[] = [];
  for (let index = 0; index < count; index += 1) {
    names += 1;
    const [row] = await world.asOwner<{ id: string }>(
      `insert into people (organization_id, family_name, given_name, kinds, birth_date)
       values ($1, $2, 'Аня', '{pupil}', '2013-05-01') returning id`,
      [organizationId, `Пример${names}`],
    );
    const id = row?.id ?? '';
    await world.asOwner(
      'insert into class_members (organization_id, class_id, person_id) values ($1, $2, $3)',
      [organizationId, group?.id, id],
    );
    if (consent) await giveConsent(id);
    if (offers === 'mentor')
      await world.asOwner(
        `insert into mentor_offers (organization_id, person_id, entered_on, source) values ($1, $2, '2026-10-01', 'curator')`,
        [organizationId, id],
      );
    if (offers === 'mentee')
      await world.asOwner(
        `insert into mentee_requests (organization_id, person_id, entered_on, main_request, source)
         values ($1, $2, '2026-10-01', 'математика', 'curator')`,
        [organizationId, id],
      );
    pupils.push({
      id,
      visitor: { kind: 'visitor', codeId: randomUUID(), personId: id, requestId: randomUUID() },
    });
  }
  return pupils;
}

const idOf = (one: Pupil | undefined): string => one?.id ?? '';

async function giveConsent(personId: string): Promise<void> {
  await world.asOwner(
    `insert into consent_texts (organization_id, purpose, number, origin, title, body, guardian_body, digest)
     values ($1, 'processing', 1, 'own', 'Согласие', 'Текст', 'Текст', repeat('a', 64)) on conflict do nothing`,
    [school.organizationId],
  );
  await world.asOwner(
    `insert into consents (organization_id, person_id, purpose, text_id, signer, channel, signed_on)
     select $1, $2, 'processing', id, 'guardian', 'paper', '2026-09-10' from consent_texts where organization_id = $1`,
    [school.organizationId, personId],
  );
}

async function publish(library: string): Promise<string> {
  const { surveyId } = accepted(
    await surveys.editor.create(curator, school.organizationId, {
      submission: randomUUID(),
      library,
      title: '',
    }),
  );
  const { survey } = accepted(await surveys.editor.view(curator, surveyId));
  accepted(await surveys.editor.publish(curator, { surveyId, version: survey.version }));
  return surveyId;
}

const form = (surveyId: string, more: Partial<Record<keyof WaveInput, unknown>> = {}): WaveInput =>
  waveForm.parse({
    submission: randomUUID(),
    surveyId,
    title: 'Опрос',
    canChange: 'on',
    opensOn: '2026-11-20',
    closesOn: '2026-11-30',
    source: 'people',
    kinds: ['pupil'],
    ...more,
  });

async function launch(input: WaveInput): Promise<string> {
  const { waveId } = accepted(await surveys.waves.create(curator, school.organizationId, input));
  const { wave } = accepted(await surveys.waves.view(curator, waveId));
  accepted(await surveys.waves.launch(curator, { waveId, version: wave.version }));
  return waveId;
}

async function close(waveId: string): Promise<void> {
  const { wave } = accepted(await surveys.waves.view(curator, waveId));
  accepted(await surveys.waves.close(curator, { waveId, version: wave.version }));
}

async function invitationOf(waveId: string, personId: string): Promise<string> {
  const { invitations } = accepted(await surveys.waves.view(curator, waveId));
  return invitations.find((one) => one.personId === personId)?.id ?? '';
}

const page = (
  invitationId: string,
  at: number,
  raw: PageInput['raw'],
  more: Partial<PageInput> = {},
): PageInput => ({
  invitationId,
  page: at,
  raw,
  rankings: {},
  shown: Object.keys(raw),
  intent: 'next',
  ...more,
});

/** Answers every page with the same mark, words where words are asked. */
async function answerAll(
  actor: VisitorActor | PersonActor,
  invitationId: string,
  mark: number,
): Promise<void> {
  for (let step = 0, at: number | null = 0; at !== null; step += 1) {
    if (step > 60) throw new Error('The questionnaire has no end');
    const own = accepted(await surveys.answering.open(actor, invitationId));
    const items = own.model.pages[at]?.items ?? [];
    const raw = Object.fromEntries(
      items.map((item) => [
        item.id,
        item.kind === 'scale'
          ? String(mark)
          : item.kind === 'level'
            ? '1'
            : item.kind === 'yes_no'
              ? 'yes'
              : (item.options?.[0]?.key ?? (item.kind === 'number' ? '3' : `слова ${mark}`)),
      ]),
    );
    const saved: PageSaved = accepted(await surveys.answering.save(actor, page(invitationId, at, raw)));
    expect(saved.errors).toEqual({});
    at = saved.page;
  }
}

describe('a questionnaire', () => {
  test('is made from the library, published, and never changes afterwards', async () => {
    const surveyId = await publish('after-meeting');
    const before = accepted(await surveys.editor.view(curator, surveyId));
    expect(before).toMatchObject({ number: 1, isFrozen: true, survey: { state: 'published' } });
    const edit = { do: 'remove', itemId: 'help' } as const;
    accepted(await surveys.editor.edit(curator, { surveyId, version: before.survey.version, edit }));
    const after = accepted(await surveys.editor.view(curator, surveyId));
    expect(after).toMatchObject({ number: 2, isFrozen: false, hasPublished: true });
    const versions = await world.asOwner<{ n: number; has: boolean }>(
      `select number as n, model::text like '%"help"%' as has from survey_versions where survey_id = $1 order by number`,
      [surveyId],
    );
    expect(versions.map(({ has }) => has)).toEqual([true, true]);
    // «Чем помочь?» hangs on what was removed.
    expect(after.faults).toHaveLength(1);
    expect(
      refusedWith(await surveys.editor.publish(curator, { surveyId, version: after.survey.version })),
    ).toBe('surveys.faulty');
    expect(
      refusedWith(await surveys.editor.edit(curator, { surveyId, version: 1, edit: { do: 'add_page' } })),
    ).toBe('surveys.stale');
    await expect(
      world.asOwner(`update survey_versions set model = '{}' where survey_id = $1 and number = 1`, [
        surveyId,
      ]),
    ).rejects.toThrow(/never changes/);
    accepted(await surveys.editor.discard(curator, { surveyId, version: after.survey.version }));
    expect(accepted(await surveys.editor.view(curator, surveyId))).toMatchObject({
      number: 1,
      isFrozen: true,
    });
  });

  test('is not there for another school, and not changed by those who may only look', async () => {
    const surveyId = await publish('parents');
    expect(refusedWith(await surveys.editor.view(stranger, surveyId))).toBe('surveys.not_found');
    const team = await school.actor('team');
    expect(accepted(await surveys.editor.view(team, surveyId)).number).toBe(1);
    expect(
      refusedWith(await surveys.editor.setRetired(team, { surveyId, version: 2, isRetired: true })),
    ).toBe('access.not_allowed');
  });
});

describe('a wave with names', () => {
  test('asks only people with a consent, opens and closes by the clock, and counts', async () => {
    const [first, second] = await enterPupils(3);
    const [blocked] = await enterPupils(1, { consent: false });
    const surveyId = await publish('after-meeting');
    const { waveId } = accepted(
      await surveys.waves.create(
        curator,
        school.organizationId,
        form(surveyId, {
          opensOn: '2026-11-22',
          closesOn: '2026-11-24',
          activityKind: 'surveys.satisfaction',
        }),
      ),
    );
    const draft = accepted(await surveys.waves.view(curator, waveId));
    expect(draft.foreseen).toEqual({ willBeAsked: 3, withoutConsent: 1 });
    expect(
      accepted(await surveys.waves.launch(curator, { waveId, version: draft.wave.version })).invited,
    ).toBe(3);
    expect(await invitationOf(waveId, blocked?.id ?? '')).toBe('');

    const invitationId = await invitationOf(waveId, first?.id ?? '');
    const visitor = first?.visitor as VisitorActor;
    expect(accepted(await surveys.answering.open(visitor, invitationId)).stage).toBe('not_yet');
    world.clock.set('2026-11-22T05:00:00Z');
    expect(await surveys.waves.turn()).toEqual({ opened: 1, closed: 0 });
    await answerAll(visitor, invitationId, 8);
    expect(accepted(await surveys.answering.open(visitor, invitationId))).toMatchObject({
      isComplete: true,
      stage: 'open',
    });
    const view = accepted(await surveys.waves.view(curator, waveId));
    expect(view.answered).toBe(1);
    expect(
      view.invitations.filter(({ state }) => state === 'answered').map(({ personId }) => personId),
    ).toEqual([first?.id]);
    const progress = await world.db.withActor(curator, 'test', (tx) =>
      surveyActivities.progress(tx, {
        organizationId: school.organizationId,
        kind: 'surveys.satisfaction',
        startsOn: '2026-11-01',
        dueOn: '2026-11-30',
        today: '2026-11-22',
      }),
    );
    expect(progress).toMatchObject({ done: 33, total: 100, isDone: false });

    world.clock.set('2026-11-25T05:00:00Z');
    const late = await invitationOf(waveId, second?.id ?? '');
    // The days decide, even before the job has run.
    expect(
      refusedWith(
        await surveys.answering.save(second?.visitor as VisitorActor, page(late, 0, { mood: '5' })),
      ),
    ).toBe('surveys.closed');
    expect(await surveys.waves.turn()).toEqual({ opened: 0, closed: 1 });
    expect(accepted(await surveys.answering.open(visitor, invitationId)).stage).toBe('closed');
    const results = accepted(await surveys.results.view(curator, waveId, {}));
    expect(results).toMatchObject({ stage: 'shown', invited: 3, answered: 1, rate: 33 });
  });

  test('keeps what is right, asks for what is missing, and shows what comes into view', async () => {
    const [pupil] = await enterPupils(1);
    const waveId = await launch(form(await publish('after-meeting')));
    const id = await invitationOf(waveId, pupil?.id ?? '');
    const actor = pupil?.visitor as VisitorActor;
    const save = async (raw: PageInput['raw'], more: Partial<PageInput> = {}) =>
      accepted(await surveys.answering.save(actor, page(id, 0, raw, more)));
    expect((await save({ mood: '99', useful: '' })).errors).toMatchObject({
      mood: expect.any(String),
      useful: expect.any(String),
      // The answer that is needed elsewhere on the page is not complained of unless it was on the screen.
    });
    expect((await save({ mood: '2' }, { intent: 'save' })).errors).toEqual({});
    // A low mark brings «Что пошло не так?» into view: the page stays.
    const shown = { mood: '2', useful: '3', next: '', help: 'no' };
    expect(await save(shown)).toMatchObject({ errors: {}, page: 0, isComplete: false });
    expect(await save({ ...shown, why: 'шумно' })).toMatchObject({ page: null, isComplete: true });
    // Changed until the closing; what is hidden again is not kept.
    expect(await save({ ...shown, mood: '9', why: 'шумно' })).toMatchObject({ page: null, isComplete: true });
    const [row] = await world.asOwner<{ answers: object }>(
      'select answers from survey_answers where wave_id = $1',
      [waveId],
    );
    expect(row?.answers).toEqual({ mood: 9, useful: 3, help: 'no' });
  });

  test('takes one answer from two tabs and two presses, and none twice where the wave says so', async () => {
    const [pupil] = await enterPupils(1);
    const waveId = await launch(form(await publish('after-meeting'), { canChange: undefined }));
    const id = await invitationOf(waveId, pupil?.id ?? '');
    const raw = { mood: '9', useful: '8', next: 'дроби', help: 'no' };
    const actor = pupil?.visitor as VisitorActor;
    const both = await Promise.all([1, 2].map(() => surveys.answering.save(actor, page(id, 0, raw))));
    expect(both.map((one) => (one.ok ? 'ok' : one.refusal.code)).toSorted()).toEqual([
      'ok',
      'surveys.already_answered',
    ]);
    const rows = await world.asOwner('select 1 from survey_answers where wave_id = $1', [waveId]);
    expect(rows).toHaveLength(1);
    expect(accepted(await surveys.answering.open(actor, id)).stage).toBe('done');
  });

  test('is answered by the invited alone: not by another pupil, the curator, or another school', async () => {
    const [first, second] = await enterPupils(2);
    const waveId = await launch(form(await publish('after-meeting')));
    const id = await invitationOf(waveId, first?.id ?? '');
    for (const actor of [second?.visitor as VisitorActor, curator, stranger]) {
      expect(refusedWith(await surveys.answering.open(actor, id))).toBe('surveys.invitation_not_found');
      expect(refusedWith(await surveys.answering.save(actor, page(id, 0, { mood: '1' })))).toBe(
        'surveys.invitation_not_found',
      );
    }
    expect(refusedWith(await surveys.answering.open(first?.visitor as VisitorActor, "' or 1"))).toBe(
      'surveys.invitation_not_found',
    );
    for (const answer of [
      await surveys.waves.view(stranger, waveId),
      await surveys.waves.close(stranger, { waveId, version: 2 }),
      await surveys.results.view(stranger, waveId, {}),
      await surveys.results.exportAnswers(stranger, waveId),
      await surveys.paper.view(stranger, waveId, '1001'),
      await surveys.paper.print(stranger, { waveId, count: 1 }),
      await surveys.results.preferences(stranger, waveId),
    ])
      expect(refusedWith(answer)).toBe('surveys.wave_not_found');
    // A consent that was withdrawn ends it at once.
    await world.asOwner(
      `update consents set withdrawn_at = now(), withdrawn_on = '2026-11-20', withdrawn_by = 'guardian' where person_id = $1`,
      [first?.id],
    );
    expect(
      refusedWith(await surveys.answering.save(first?.visitor as VisitorActor, page(id, 0, { mood: '1' }))),
    ).toBe('consents.needed');
  });

  test('stands on the page of the invited, and on that of nobody else', async () => {
    const [first, second] = await enterPupils(2);
    await launch(form(await publish('after-meeting'), { source: 'picked', personIds: [first?.id] }));
    const tasksOf = (pupil: Pupil | undefined) =>
      world.db.withActor(pupil?.visitor as VisitorActor, 'test', (tx) =>
        ownSurveys(tx, [{ id: pupil?.id ?? '', name: 'Аня', isSelf: true }]),
      );
    expect(await tasksOf(first)).toMatchObject([{ title: 'Опрос', dueOn: '2026-11-30', state: 'waiting' }]);
    expect(await tasksOf(second)).toEqual([]);
  });
});

describe('a form of paper', () => {
  test('is typed in under its code, once, with a reason for what cannot be', async () => {
    const [pupil] = await enterPupils(1);
    const waveId = await launch(form(await publish('after-meeting')));
    const enter = (code: string, typed: Record<string, string>) =>
      surveys.paper.enter(curator, { waveId, code, typed });
    const [line] = accepted(await surveys.waves.view(curator, waveId)).invitations;
    const code = String(line?.paperNumber);
    expect(accepted(await surveys.paper.view(curator, waveId, code)).found).toMatchObject({
      isAnswered: false,
    });
    expect(refusedWith(await enter('4321', { mood: '5' }))).toBe('surveys.code_unknown');
    expect(accepted(await enter(code, { mood: '12' })).errors).toHaveProperty('mood');
    expect(accepted(await enter(code, { mood: '0', useful: '7', help: '2' })).errors).toEqual({});
    expect(refusedWith(await enter(code, { mood: '1' }))).toBe('surveys.already_answered');
    const [row] = await world.asOwner(
      'select answers, channel, person_id from survey_answers where wave_id = $1',
      [waveId],
    );
    expect(row).toEqual({
      answers: { mood: 10, useful: 7, help: 'no' },
      channel: 'paper',
      person_id: pupil?.id,
    });
    const id = await invitationOf(waveId, pupil?.id ?? '');
    expect(
      refusedWith(await surveys.answering.save(pupil?.visitor as VisitorActor, page(id, 0, { mood: '1' }))),
    ).toBe('surveys.answered_on_paper');
  });

  test('is printed for those who have not answered', async () => {
    await enterPupils(2);
    const waveId = await launch(form(await publish('after-meeting')));
    const pdf = accepted(await surveys.paper.print(curator, { waveId, count: 0 }));
    expect(Buffer.from(pdf.slice(0, 5)).toString()).toBe('%PDF-');
  });
});

describe('preferences', () => {
  test('name people of the other side only, and are told to curator and psychologist alone', async () => {
    const [mentee] = await enterPupils(1, { offers: 'mentee' });
    const [mentor, rival] = await enterPupils(2, { offers: 'mentor', letter: 'Б' });
    const waveId = await launch(
      form(await publish('preferences'), { source: 'banks', kinds: [], activityKind: 'surveys.preferences' }),
    );
    const id = await invitationOf(waveId, mentee?.id ?? '');
    const actor = mentee?.visitor as VisitorActor;
    const own = accepted(await surveys.answering.open(actor, id));
    expect(new Set(own.candidates['mentors']?.map((one) => one.id))).toEqual(
      new Set([mentor?.id, rival?.id]),
    );
    const save = (ranks: string[], vetoes: string[]) =>
      surveys.answering.save(
        actor,
        page(id, 0, { mentors: '' }, { rankings: { mentors: { ranks, vetoes } } }),
      );
    expect(accepted(await save([mentee?.id ?? ''], [])).errors).toHaveProperty('mentors');
    accepted(await save([mentor?.id ?? ''], [rival?.id ?? '']));
    accepted(await surveys.answering.save(actor, page(id, 1, { important: '', note: '' })));

    expect(accepted(await surveys.results.preferences(curator, waveId)).preferences).toMatchObject([
      { aboutId: mentor?.id, rank: 1, isVeto: false },
      { aboutId: rival?.id, rank: null, isVeto: true },
    ]);
    const director = await school.actor('director');
    expect(refusedWith(await surveys.results.preferences(director, waveId))).toBe('access.not_allowed');
    // Neither by policy, nor by figures, nor through the audit.
    const seen = await world.db.withActor(director, 'test', (tx) =>
      tx.query.selectFrom('preferences').select('id').execute(),
    );
    expect(seen).toEqual([]);
    const rivalSees = await world.db.withActor(rival?.visitor as VisitorActor, 'test', (tx) =>
      tx.query.selectFrom('preferences').select('id').execute(),
    );
    expect(rivalSees).toEqual([]);
    // The words beside the choice were promised to the same two.
    expect(refusedWith(await surveys.results.view(director, waveId, {}))).toBe('access.not_allowed');
    expect(refusedWith(await surveys.results.exportAnswers(director, waveId))).toBe('access.not_allowed');
    expect(
      accepted(await surveys.results.view(curator, waveId, {})).items.map(({ item }) => item.kind),
    ).not.toContain('ranking');
    const told = await world.asOwner(
      `select 1 from audit_rows where table_name = 'preferences' and operation = 'insert'
         and (after ->> 'about_id' <> '***' or after ->> 'is_veto' <> '***')`,
    );
    expect(told).toEqual([]);

    // Whoever withdraws is named in no wish, and what they answered under their name is shown to nobody.
    const withdraw = (personId: string) =>
      world.asOwner(
        `update consents set withdrawn_on = app.today(), withdrawn_at = now(), withdrawn_by = 'self' where person_id = $1`,
        [personId],
      );
    const countAnswers = async () =>
      (
        await world.db.withActor(curator, 'test', (tx) =>
          tx.query.selectFrom('survey_answers').select('id').where('wave_id', '=', waveId).execute(),
        )
      ).length;
    await withdraw(rival?.id ?? '');
    expect(accepted(await surveys.results.preferences(curator, waveId)).preferences).toMatchObject([
      { aboutId: mentor?.id },
    ]);
    expect(await countAnswers()).toBe(1);
    await withdraw(mentee?.id ?? '');
    expect(accepted(await surveys.results.preferences(curator, waveId)).preferences).toEqual([]);
    expect(await countAnswers()).toBe(0);
  });

  test('offer everybody of the bank, or those whom the curator picked; once begun nobody is taken out', async () => {
    world.clock.set('2026-11-19T09:00:00Z');
    const [mentee] = await enterPupils(1, { offers: 'mentee' });
    const [first, second] = await enterPupils(2, { offers: 'mentor', letter: 'Б' });
    const [beside] = await enterPupils(1, { letter: 'В' });
    const [silent] = await enterPupils(1, { letter: 'Г', consent: false });
    const [firstId, secondId] = [idOf(first), idOf(second)];
    const [besideId, silentId] = [idOf(beside), idOf(silent)];
    const waveId = await launch(form(await publish('preferences'), { source: 'banks', kinds: [] }));
    const choose = async (personIds: string[] | null, as: PersonActor = curator) => {
      const { wave } = accepted(await surveys.waves.view(curator, waveId));
      return surveys.candidates.choose(as, {
        waveId,
        version: wave.version,
        side: 'mentor',
        personIds,
      });
    };
    const offered = async () => {
      const own = accepted(
        await surveys.answering.open(
          mentee?.visitor as VisitorActor,
          await invitationOf(waveId, mentee?.id ?? ''),
        ),
      );
      return new Set(own.candidates['mentors']?.map(({ id }) => id));
    };
    const look = (words = '') =>
      surveys.candidates.view(curator, { waveId, side: 'mentor', words }).then(accepted);

    expect(await look()).toMatchObject({ picked: null, hasBegun: false, sides: ['mentor', 'mentee'] });
    const [found] = await world.asOwner<{ family_name: string }>(
      'select family_name from people where id = $1',
      [besideId],
    );
    expect((await look(found?.family_name)).people.find(({ id }) => id === besideId)).toMatchObject({
      isInBank: false,
      hasConsent: true,
      classLabel: '7В',
    });
    expect(refusedWith(await choose([]))).toBe('surveys.choose_people');
    expect(refusedWith(await choose([randomUUID()]))).toBe('people.not_found');
    expect(refusedWith(await choose([firstId], await school.actor('team')))).toBe('access.not_allowed');
    expect(refusedWith(await choose([firstId], stranger))).toBe('surveys.wave_not_found');
    accepted(await choose([secondId, silentId]));
    accepted(await choose([firstId, silentId]));
    expect(
      refusedWith(
        await surveys.candidates.choose(curator, { waveId, version: 1, side: 'mentor', personIds: null }),
      ),
    ).toBe('surveys.stale');

    world.clock.set('2026-11-20T09:00:00Z');
    expect(await offered()).toEqual(new Set([firstId]));
    // Nobody else can be named.
    const named = await surveys.answering.save(
      mentee?.visitor as VisitorActor,
      page(
        await invitationOf(waveId, mentee?.id ?? ''),
        0,
        { mentors: '' },
        { rankings: { mentors: { ranks: [secondId], vetoes: [] } } },
      ),
    );
    expect(accepted(named).errors).toHaveProperty('mentors');
    expect((await look()).hasBegun).toBe(true);
    expect(refusedWith(await choose([secondId, silentId]))).toBe('surveys.candidates_named');
    accepted(await choose([firstId, silentId, besideId]));
    expect(await offered()).toEqual(new Set([firstId, besideId]));
    // The bank alone would lose the one beside it.
    expect(refusedWith(await choose(null))).toBe('surveys.candidates_named');
    await close(waveId);
    expect(refusedWith(await choose([firstId, silentId, besideId, secondId]))).toBe('surveys.closed');
  });
});

describe('an anonymous wave', () => {
  const anonymous = (surveyId: string, more: Record<string, unknown> = {}) =>
    form(surveyId, { isAnonymous: 'on', ...more });

  test('is not asked of fewer than five, nor with a ranking of people', async () => {
    await enterPupils(4);
    const create = (input: WaveInput) => surveys.waves.create(curator, school.organizationId, input);
    expect(refusedWith(await create(anonymous(await publish('preferences'))))).toBe('surveys.ranking_named');
    const { waveId } = accepted(await create(anonymous(await publish('after-meeting'))));
    expect(refusedWith(await surveys.waves.launch(curator, { waveId, version: 1 }))).toBe('surveys.too_few');
  });

  test('asks parents without a consent, because nothing of theirs is kept', async () => {
    const people = await enterPupils(5, { consent: false });
    const waveId = await launch(anonymous(await publish('parents')));
    const id = await invitationOf(waveId, people[0]?.id ?? '');
    await answerAll(people[0]?.visitor as VisitorActor, id, 9);
    expect(accepted(await surveys.waves.view(curator, waveId)).answered).toBe(1);
  });

  test('leads nobody who reads everything from an answer to a person', async () => {
    const pupils = [...(await enterPupils(6)), ...(await enterPupils(3, { letter: 'Б' }))];
    const waveId = await launch(anonymous(await publish('after-meeting')));
    const marks = [9, 3, 7, 5, 8, 6, 10, 4];
    for (const [index, mark] of marks.entries()) {
      world.clock.advance({ minutes: 7 });
      const pupil = pupils[index];
      await answerAll(pupil?.visitor as VisitorActor, await invitationOf(waveId, pupil?.id ?? ''), mark);
    }
    const unfinished = pupils[8];
    const lastId = await invitationOf(waveId, unfinished?.id ?? '');
    accepted(
      await surveys.answering.save(
        unfinished?.visitor as VisitorActor,
        page(lastId, 0, { mood: '1' }, { intent: 'save' }),
      ),
    );

    // While it is open: no results, nothing of the invitation moved, no label, and the school still knows whom to remind.
    expect(accepted(await surveys.results.view(curator, waveId, {}))).toMatchObject({
      stage: 'open',
      items: expect.any(Array),
      rows: 0,
    });
    expect(refusedWith(await surveys.results.exportAnswers(curator, waveId))).toBe('surveys.not_shown');
    const states = await world.asOwner(
      'select distinct state, answered_on from survey_invitations where wave_id = $1',
      [waveId],
    );
    expect(states).toEqual([{ state: 'waiting', answered_on: null }]);
    const open = await world.asOwner<Row>(answersOf, [waveId]);
    expect(new Set(open.map((row) => [row.class_label, row.side, row.form].join()))).toEqual(new Set([',,']));
    const view = accepted(await surveys.waves.view(curator, waveId));
    expect(view.invitations.filter(({ state }) => state === 'answered')).toHaveLength(8);
    expect(
      accepted(await surveys.waves.remind(curator, waveId)).waiting.map(({ personId }) => personId),
    ).toEqual([unfinished?.id]);

    await close(waveId);
    const sealed = await world.asOwner<Row>(answersOf, [waveId]);
    expect(sealed).toHaveLength(8);

    // The audit: no row of any answer, no row that names a key or an id of one, none of a respondent about this wave.
    const audit = await world.asOwner<{ line: string }>(
      'select row_to_json(a)::text as line from audit_rows a',
    );
    for (const { id, respondent_key: key } of [...open, ...sealed]) {
      expect(audit.filter(({ line }) => line.includes(id) || line.includes(key))).toEqual([]);
    }
    const traces = await world.asOwner(
      `select 1 from audit_rows where (actor_id like 'code:%' or request_id = any ($1)) and organization_id = $2`,
      [pupils.map(({ visitor }) => visitor.requestId), school.organizationId],
    );
    expect(traces).toEqual([]);
    const submissions = await world.asOwner(`select 1 from submissions where actor_id like 'code:%'`);
    expect(submissions).toEqual([]);

    // Ids, places and transactions: all are those of the sealing, in the order of the keys.
    const idsBefore = new Set(open.map(({ id }) => id));
    expect(sealed.some(({ id }) => idsBefore.has(id))).toBe(false);
    expect(new Set(sealed.map(({ xmin }) => xmin)).size).toBe(1);
    const keys = sealed.map((row) => row.respondent_key);
    expect(keys).toEqual(keys.toSorted());
    const invitations = await world.asOwner<{ xmin: string }>(
      `select xmin::text as xmin from survey_invitations where wave_id = $1 and state = 'answered'`,
      [waveId],
    );
    expect(new Set(invitations.map(({ xmin }) => xmin)).size).toBe(1);

    // Labels: three of 7Б could be told apart, so nothing tells them from the rest.
    const sizes = [
      ...Map.groupBy(sealed, (row) => [row.class_label, row.side, row.form].join()).values(),
    ].map((rows) => rows.length);
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(5);
    expect(sealed.some((row) => row.class_label === '7Б')).toBe(false);

    // A key is nobody's without the secret, which nobody reads.
    for (const actor of [curator, await school.actor('director'), await school.actor('administrator')]) {
      const [told] = await world.db.withActor(actor, 'test', async (tx) => [
        await tx.query.selectFrom('survey_keys').selectAll().execute(),
        await tx.query.selectFrom('anonymous_answers').selectAll().execute(),
      ]);
      expect(told).toEqual([]);
    }
    const secret = await world.asOwner<{ secret: Buffer }>(
      'select secret from survey_keys where organization_id = $1',
      [school.organizationId],
    );
    const hex = secret[0]?.secret.toString('hex') ?? '';
    expect(hex).toHaveLength(64);
    expect(audit.filter(({ line }) => line.includes(hex))).toEqual([]);

    // And yet: results, participation, a table for download.
    const results = accepted(await surveys.results.view(curator, waveId, {}));
    expect(results).toMatchObject({ stage: 'shown', answered: 8, invited: 9, rate: 89 });
    expect(results.items.find(({ item }) => item.id === 'mood')?.mean).toBeCloseTo(6.5);
    // «Что пошло не так?» was answered by two.
    expect(results.items.find(({ item }) => item.id === 'why')).toMatchObject({
      isHidden: true,
      n: 0,
      texts: [],
    });
    expect(accepted(await surveys.results.exportAnswers(curator, waveId)).bytes.length).toBeGreaterThan(
      1_000,
    );
  });

  test('pairs before and after of the same people, until the key is destroyed for good', async () => {
    const pupils = await enterPupils(16, { offers: 'mentee' });
    const surveyId = await publish('participants-pupil-pupil');
    const before = await launch(anonymous(surveyId, { moment: 'before' }));
    for (const pupil of pupils) await answerAll(pupil.visitor, await invitationOf(before, pupil.id), 5);
    const { wave } = accepted(await surveys.waves.view(curator, before));
    expect(refusedWith(await surveys.waves.destroyKey(curator, before))).toBe('surveys.family_open');
    await close(before);
    const twice = anonymous(surveyId, { moment: 'before', after: before });
    expect(refusedWith(await surveys.waves.create(curator, school.organizationId, twice))).toBe(
      'surveys.family',
    );
    const after = await launch(anonymous(surveyId, { moment: 'after', after: before }));
    for (const pupil of pupils.slice(0, 15))
      await answerAll(pupil.visitor, await invitationOf(after, pupil.id), 8);
    expect(accepted(await surveys.results.view(curator, before, {})).compare).toMatchObject({
      stage: 'open',
      pairs: [],
    });
    await close(after);
    const { compare } = accepted(await surveys.results.view(curator, after, {}));
    expect(compare?.stage).toBe('shown');
    // Fifteen answered both; one answered only «before», so five pairs are left out for that one's sake.
    expect(compare?.pairs.find(({ pair }) => pair === 'mentee.comfort')).toMatchObject({
      n: 10,
      before: 5,
      after: 8,
      change: 3,
    });

    accepted(await surveys.waves.destroyKey(curator, after));
    expect(refusedWith(await surveys.waves.destroyKey(curator, after))).toBe('surveys.no_key');
    const [key] = await world.asOwner(
      'select secret, destroyed_at is not null as gone from survey_keys where family = $1',
      [wave.family],
    );
    expect(key).toEqual({ secret: null, gone: true });
    expect(accepted(await surveys.waves.view(curator, after))).toMatchObject({ key: 'destroyed' });
    expect(accepted(await surveys.results.view(curator, after, {})).answered).toBe(15);
  });

  test('takes forms of paper under serial numbers, and marks who handed one in', async () => {
    const pupils = await enterPupils(6);
    const waveId = await launch(anonymous(await publish('after-meeting')));
    const enter = (code: string) =>
      surveys.paper.enter(curator, { waveId, code, typed: { mood: '7', useful: '7', help: '2' } });
    accepted(await enter('100200'));
    expect(refusedWith(await enter('100200'))).toBe('surveys.serial_taken');
    const id = await invitationOf(waveId, pupils[0]?.id ?? '');
    expect(
      accepted(await surveys.waves.mark(curator, { waveId, invitationIds: [id], as: 'answered' })).count,
    ).toBe(1);
    expect(
      refusedWith(
        await surveys.answering.save(pupils[0]?.visitor as VisitorActor, page(id, 0, { mood: '1' })),
      ),
    ).toBe('surveys.answered_on_paper');
    await close(waveId);
    expect(accepted(await surveys.results.view(curator, waveId, {}))).toMatchObject({
      stage: 'few',
      items: expect.any(Array),
      rows: 0,
    });
  });

  test('does not lose an answer that is sent while it is being closed: it is counted or refused', async () => {
    const pupils = await enterPupils(6);
    const waveId = await launch(anonymous(await publish('after-meeting')));
    const ids = await Promise.all(pupils.map((pupil) => invitationOf(waveId, pupil.id)));
    const raw = { mood: '9', useful: '8', next: '', help: 'no' };
    const sent = pupils.map((pupil, index) =>
      surveys.answering.save(pupil.visitor, page(ids[index] ?? '', 0, raw)),
    );
    const [answers] = await Promise.all([Promise.all(sent), close(waveId)]);
    const taken = answers.filter((one) => one.ok).length;
    expect(answers.filter((one) => !one.ok).map((one) => refusedWith(one))).toEqual(
      Array(6 - taken).fill('surveys.closed'),
    );
    expect(await world.asOwner('select 1 from anonymous_answers where wave_id = $1', [waveId])).toHaveLength(
      taken,
    );
  });
});

interface Row extends Record<string, unknown> {
  id: string;
  respondent_key: string;
  class_label: string;
  side: string | null;
  form: string | null;
  xmin: string;
}
const answersOf = `select id, respondent_key, class_label, side, form, xmin::text as xmin
  from anonymous_answers where wave_id = $1 and is_complete order by ctid`;
