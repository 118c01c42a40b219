import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { PersonActor } from '#src/platform/db/scope.ts';
import { openTestDatabase, type TestDatabase } from '#src/platform/testing/database.ts';
import { programmesActivities } from '#src/features/programmes/activities.server.ts';
import { createProgrammes, type Programmes } from '#src/features/programmes/service.server.ts';
import { accepted, foundSchool, refusedWith, type School } from '../../../test/world.ts';

let database: TestDatabase;
let programmes: Programmes;
let school: School;
let curator: PersonActor;

beforeAll(async () => {
  database = await openTestDatabase();
  programmes = createProgrammes({ db: database.db, clock: database.clock, timeZone: 'Europe/Moscow' });
});
afterAll(() => database.close());
beforeEach(async () => {
  school = await foundSchool(database);
  curator = await school.actor('curator');
});

const draft = {
  title: 'Ученик – ученик',
  regime: 'pupils' as const,
  labourCode: false,
  startsOn: '2026-09-01',
  endsOn: '2027-05-31',
  ageFrom: 10,
  ageTo: null,
  meetingsAMonth: null,
  aim: '',
  elsewhereNote: '',
  forms: [
    {
      form: 'pupil-pupil',
      roleModels: ['equal-equal'],
      menteeLimit: null,
      groupLimit: null,
      meetingsAMonth: null,
    },
  ],
};

async function add(change: Partial<typeof draft> = {}): Promise<string> {
  const input = { ...draft, ...change, submission: randomUUID() };
  return accepted(await programmes.add(curator, school.organizationId, input)).programmeId;
}

const view = async (id: string) => accepted(await programmes.view(curator, id));

async function addPartner(organizationId = school.organizationId, name = 'Завод «Луч»'): Promise<string> {
  const [row] = await database.asOwner<{ id: string }>(
    `insert into partners (organization_id, name, kind) values ($1, $2, 'enterprise') returning id`,
    [organizationId, name],
  );
  return row?.id ?? '';
}

const agreement = {
  programmeId: null,
  number: '14',
  signedOn: '2026-09-10',
  endsOn: null,
  endedOn: null,
  subject: '',
  paperId: null,
};

function progressOf(kind: string, startsOn = '2026-09-01', dueOn = '2026-12-31') {
  const { organizationId } = school;
  return database.db.withActor(curator, 'test', (tx) =>
    programmesActivities.progress(tx, { organizationId, kind, startsOn, dueOn, today: '2026-11-20' }),
  );
}

describe('a programme', () => {
  it('goes from preparation with its forms through the stages to its end', async () => {
    const id = await add();
    const { programme, stages, forms } = await view(id);
    expect(programme).toMatchObject({ schoolYear: 2026, state: 'preparing' });
    expect(forms).toMatchObject([{ form: 'pupil-pupil', roleModels: ['equal-equal'] }]);
    expect(stages.map(({ state }) => state)).toEqual(Array.from({ length: 7 }, () => 'ahead'));

    const stage = {
      programmeId: id,
      stage: 2,
      version: 0,
      state: 'under_way' as const,
      note: 'ждём согласий',
    };
    accepted(await programmes.setStage(curator, stage));
    expect(refusedWith(await programmes.setStage(curator, stage))).toBe('programmes.stage_stale');
    expect((await view(id)).stages[1]).toMatchObject({
      state: 'under_way',
      startedOn: '2026-11-20',
      version: 1,
    });

    accepted(await programmes.launch(curator, { programmeId: id, version: 1, paperId: null }));
    expect(
      refusedWith(await programmes.launch(curator, { programmeId: id, version: 2, paperId: null })),
    ).toBe('programmes.wrong_state');
    accepted(await programmes.close(curator, { programmeId: id, version: 2 }));
    accepted(await programmes.reopen(curator, { programmeId: id, version: 3 }));
    expect((await view(id)).programme.state).toBe('launched');
  });

  it('is not launched without a form, nor twice in a year under one name', async () => {
    const id = await add({ forms: [] });
    expect(
      refusedWith(await programmes.launch(curator, { programmeId: id, version: 1, paperId: null })),
    ).toBe('programmes.no_forms');
    const again = { ...draft, title: 'УЧЕНИК – УЧЕНИК', submission: randomUUID() };
    expect(refusedWith(await programmes.add(curator, school.organizationId, again))).toBe(
      'programmes.title_taken',
    );
    const foreign = { ...draft, title: 'Другая', regime: 'teachers' as const, submission: randomUUID() };
    expect(refusedWith(await programmes.add(curator, school.organizationId, foreign))).toBe(
      'programmes.foreign_form',
    );
  });

  it('is entered once however often the form is sent, and a stale form is told', async () => {
    const input = { ...draft, submission: randomUUID() };
    const first = accepted(await programmes.add(curator, school.organizationId, input));
    expect(accepted(await programmes.add(curator, school.organizationId, input))).toEqual(first);
    const edit = { ...draft, programmeId: first.programmeId, version: 1, title: 'Рядом' };
    accepted(await programmes.edit(curator, edit));
    expect(refusedWith(await programmes.edit(curator, edit))).toBe('programmes.stale');
  });

  it('tells the plan what was chosen, corrected and signed', async () => {
    expect(await progressOf('programmes.forms')).toMatchObject({ done: 0, isDone: false });
    const id = await add();
    expect(await progressOf('programmes.forms')).toMatchObject({ done: 1, isDone: true });
    const correction = {
      submission: randomUUID(),
      programmeId: id,
      correctedOn: '2026-11-01',
      change: 'Добавлены встречи в малых группах',
      reason: 'Так просили наставляемые в опросе',
      paperId: null,
    };
    accepted(await programmes.correct(curator, correction));
    accepted(await programmes.correct(curator, correction));
    expect((await view(id)).corrections).toHaveLength(1);
    expect(await progressOf('programmes.correct')).toMatchObject({ done: 1, isDone: true });
    expect(await progressOf('programmes.correct', '2027-01-01', '2027-05-31')).toMatchObject({
      done: 0,
      isDone: false,
    });

    expect(await progressOf('acts.partners')).toMatchObject({ done: 0, isDone: false });
    const input = { ...agreement, submission: randomUUID(), partnerId: await addPartner(), programmeId: id };
    accepted(await programmes.addAgreement(curator, school.organizationId, input));
    expect(await progressOf('acts.partners')).toMatchObject({
      words: '1 соглашение действует',
      isDone: true,
    });
  });
});

describe('strangers', () => {
  it('learn nothing of another school and change nothing there', async () => {
    const id = await add();
    const { agreementId } = accepted(
      await programmes.addAgreement(curator, school.organizationId, {
        ...agreement,
        submission: randomUUID(),
        partnerId: await addPartner(),
      }),
    );
    const other = await foundSchool(database);
    const stranger = await other.actor('director');
    expect(refusedWith(await programmes.view(stranger, id))).toBe('programmes.not_found');
    expect(refusedWith(await programmes.edit(stranger, { ...draft, programmeId: id, version: 1 }))).toBe(
      'programmes.not_found',
    );
    expect(refusedWith(await programmes.close(stranger, { programmeId: id, version: 1 }))).toBe(
      'programmes.not_found',
    );
    expect(refusedWith(await programmes.agreement(stranger, agreementId))).toBe(
      'programmes.agreement_not_found',
    );
    const here = { organizationId: school.organizationId, schoolYear: null };
    expect(refusedWith(await programmes.list(stranger, here))).toBe('access.not_found');
    // Their own agreement with our partner or our programme.
    const theirs = { ...agreement, submission: randomUUID(), partnerId: await addPartner(undefined, 'Депо') };
    expect(refusedWith(await programmes.addAgreement(stranger, other.organizationId, theirs))).toBe(
      'programmes.partner_unknown',
    );
    const theirPartner = await addPartner(other.organizationId);
    const withOurs = { ...theirs, submission: randomUUID(), partnerId: theirPartner, programmeId: id };
    expect(refusedWith(await programmes.addAgreement(stranger, other.organizationId, withOurs))).toBe(
      'programmes.not_found',
    );
  });

  it('of the school itself read, as far as they are staff, and do not write', async () => {
    const id = await add();
    const teacher = await school.actor('class_teacher');
    accepted(await programmes.view(teacher, id));
    expect(refusedWith(await programmes.edit(teacher, { ...draft, programmeId: id, version: 1 }))).toBe(
      'access.not_allowed',
    );
    for (const role of ['mentor', 'mentee', 'guardian'] as const) {
      expect(refusedWith(await programmes.view(await school.actor(role), id))).toBe('programmes.not_found');
    }
  });
});
