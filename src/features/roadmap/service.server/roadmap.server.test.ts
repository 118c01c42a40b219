import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { PersonActor } from '#src/platform/db/scope.ts';
import { openTestDatabase, type TestDatabase } from '#src/platform/testing/database.ts';
import { tasks } from '#src/platform/tasks/start.ts';
import { createMemoryFiles } from '#src/platform/testing/memory.ts';
import { createRoadmap, type RoadmapService } from '#src/features/roadmap/service.server/create-roadmap.ts';
import { accepted, foundSchool, refusedWith, type School } from '../../../../test/world.ts';

let database: TestDatabase;
let roadmap: RoadmapService;
let school: School;
let curator: PersonActor;
let seed: string;

const PLAN = `План мероприятий (дорожная карта) наставничества МБОУ «Школа № 7» на 2022-2023 учебный год
№ | Мероприятие | Срок | Ответственный | Результат
1 | Подготовка | | |
1.1 | Приказ о назначении куратора | до 15.09.2022 | Директор | Приказ
1.2 | Сбор согласий на обработку персональных данных | октябрь 2022 | Куратор | Согласия
1.3 | Информация на сайте школы | в течение учебного года | Учитель информатики | Страница сайта
1.4 | Консультации по мере необходимости | по мере необходимости | Психолог | Журнал
`;

beforeAll(async () => {
  // Middle of the year that the plan speaks of: some deadlines are past, some are to come.
  database = await openTestDatabase({ now: '2022-11-16T09:00:00Z' });
  roadmap = createRoadmap({
    db: database.db,
    clock: database.clock,
    files: createMemoryFiles(),
    tasks,
    timeZone: 'Europe/Moscow',
  });
  seed = await readFile(new URL('../../../../test/fixtures/roadmaps/seed-0.txt', import.meta.url), 'utf8');
});
afterAll(() => database.close());
beforeEach(async () => {
  school = await foundSchool(database);
  curator = await school.actor('curator');
});

async function importPlan(text = PLAN): Promise<string> {
  const { organizationId } = school;
  return accepted(await roadmap.importText(curator, { organizationId, title: 'План', text })).roadmapId;
}

async function approvePlan(): Promise<string> {
  const roadmapId = await importPlan();
  const review = accepted(await roadmap.getReview(curator, roadmapId));
  for (const { activity, unclear } of review.rows) {
    if (unclear) {
      accepted(await roadmap.confirmRow(curator, { activityId: activity.id, version: activity.version }));
    }
  }
  accepted(await roadmap.acceptReview(curator, roadmapId, review.roadmap.version));
  accepted(
    await roadmap.approve(curator, roadmapId, {
      version: review.roadmap.version + 1,
      approvalNumber: '259-од',
      approvedOn: '2022-09-01',
      targets: new Map(),
    }),
  );
  return roadmapId;
}

async function lineOf(number: string) {
  const { organizationId } = school;
  const plan = accepted(await roadmap.getPlan(curator, organizationId, { page: 1 }));
  const line = plan.lines.find((one) => one.number.replace(/\.$/, '') === number);
  if (line === undefined)
    throw new Error(`No line ${number} in ${plan.lines.map((one) => one.number).join(' ')}`);
  return line;
}

async function firstStep(number: string) {
  const { activityId } = await lineOf(number);
  const page = accepted(await roadmap.getActivity(curator, activityId));
  const occurrence = page.occurrences[0];
  const step = occurrence?.steps[0];
  if (occurrence === undefined || step === undefined) throw new Error(`Activity ${number} has no step`);
  return { activityId, occurrence, step, page };
}

describe('import', () => {
  it('stores a real roadmap with every row, its source and its meaning', async () => {
    const roadmapId = await importPlan(seed);
    const review = accepted(await roadmap.getReview(curator, roadmapId));
    expect(review.roadmap).toMatchObject({
      state: 'review',
      periodStart: '2022-09-01',
      periodEnd: '2023-08-31',
      layout: 'number-activity-deadline-responsible-result',
    });
    expect(review.rows).toHaveLength(24);
    expect(review.rows[0]?.activity).toMatchObject({
      deadlineText: 'до 30.09.2022',
      meaning: { kind: 'by', date: '2022-09-30' },
      responsibleText: 'Директор',
    });
    expect(review.sourceText).toContain('Нормативное правовое регулирование');
    expect(review.rows[0]?.activity.source?.text).toContain('проектной группы');
  });

  it('refuses a text without a plan and stores nothing', async () => {
    const { organizationId } = school;
    const answer = await roadmap.importText(curator, {
      organizationId,
      title: '',
      text: 'Просто письмо родителям.',
    });
    expect(refusedWith(answer)).toBe('roadmap.nothing_found');
    expect(accepted(await roadmap.list(curator, organizationId, 1)).total).toBe(0);
  });

  it('takes a document whose name, year and letters no database keeps', async () => {
    const text = `План на 2026-2026 учебный год\n№\tМероприятие\tСрок\n1\t${'😀'.repeat(5_500)}я\tсентябрь 2026`;
    const answer = await roadmap.importDocument(curator, {
      organizationId: school.organizationId,
      name: 'план\0\r\n.txt',
      bytes: new TextEncoder().encode(text),
    });
    const review = accepted(await roadmap.getReview(curator, accepted(answer).roadmapId));
    expect(review.roadmap.sourceName).toBe('план .txt');
    expect(review.rows).toHaveLength(1);
  });

  it('is for planners only, and not for other schools', async () => {
    const { organizationId } = school;
    const teamMember = await school.actor('team');
    const input = { organizationId, title: '', text: PLAN };
    expect(refusedWith(await roadmap.importText(teamMember, input))).toBe('access.not_allowed');
    const stranger = await (await foundSchool(database)).actor('curator');
    expect(refusedWith(await roadmap.importText(stranger, input))).toBe('access.not_found');
    const mentee = await school.actor('mentee');
    expect(refusedWith(await roadmap.importText(mentee, input))).toBe('access.not_allowed');
  });
});

describe('review', () => {
  it('reads a changed deadline again, and keeps a chosen meaning', async () => {
    const roadmapId = await importPlan();
    const { rows } = accepted(await roadmap.getReview(curator, roadmapId));
    const row = rows.find(({ activity }) => activity.number.startsWith('1.2'))?.activity;
    if (row === undefined) throw new Error('no row 1.2');
    const input = {
      activityId: row.id,
      version: row.version,
      number: row.number,
      title: row.title,
      deadlineText: 'до 20.10.2022',
      meaning: null,
      responsibleText: row.responsibleText,
      resultText: row.resultText,
      activitiesText: '',
      isGroup: false,
      sectionId: null,
      kinds: ['consents.collect'],
    };
    accepted(await roadmap.editRow(curator, input));
    const again = accepted(await roadmap.getReview(curator, roadmapId)).rows.find(
      (one) => one.activity.id === row.id,
    );
    expect(again?.activity.meaning).toEqual({ kind: 'by', date: '2022-10-20' });
    expect(refusedWith(await roadmap.editRow(curator, input))).toBe('roadmap.stale');
  });

  it('splits, joins and drops rows', async () => {
    const roadmapId = await importPlan();
    const before = accepted(await roadmap.getReview(curator, roadmapId)).rows.map((one) => one.activity);
    const row = before.find((one) => one.number.startsWith('1.1'));
    if (row === undefined) throw new Error('no row 1.1');
    const texts = { first: 'Приказ о назначении', second: 'Беседа с куратором' };
    accepted(await roadmap.splitRow(curator, { activityId: row.id, version: row.version, ...texts }));
    const split = accepted(await roadmap.getReview(curator, roadmapId)).rows.map((one) => one.activity);
    expect(split).toHaveLength(before.length + 1);
    const at = split.findIndex((one) => one.id === row.id);
    expect(split.slice(at, at + 2).map((one) => one.title)).toEqual([texts.first, texts.second]);
    expect(split[at + 1]?.meaning).toEqual(row.meaning);
    accepted(await roadmap.joinWithNext(curator, { activityId: row.id, version: split[at]?.version ?? 0 }));
    const joined = accepted(await roadmap.getReview(curator, roadmapId)).rows.map((one) => one.activity);
    expect(joined).toHaveLength(before.length);
    expect(joined[at]?.title).toBe(`${texts.first} ${texts.second}`);
    accepted(await roadmap.dropRow(curator, { activityId: row.id, version: joined[at]?.version ?? 0 }));
    expect(accepted(await roadmap.getReview(curator, roadmapId)).rows).toHaveLength(before.length - 1);
  });

  it('gives responsible words one meaning for all rows and for the next document', async () => {
    const [person] = await database.asOwner<{ id: string }>(
      `insert into people (organization_id, family_name, given_name) values ($1, 'Светлова', 'Анна') returning id`,
      [school.organizationId],
    );
    const roadmapId = await importPlan();
    const who = `person:${person?.id ?? ''}`;
    expect(accepted(await roadmap.mapResponsible(curator, roadmapId, { words: 'куратор', who })).count).toBe(
      1,
    );
    const second = accepted(await roadmap.getReview(curator, await importPlan()));
    expect(second.responsibles.find((one) => one.key === 'куратор')?.personId).toBe(person?.id);
    const stranger = await foundSchool(database);
    const [foreign] = await database.asOwner<{ id: string }>(
      `insert into people (organization_id, family_name) values ($1, 'Чужой') returning id`,
      [stranger.organizationId],
    );
    const wrong = await roadmap.mapResponsible(curator, roadmapId, {
      words: 'куратор',
      who: `person:${foreign?.id}`,
    });
    expect(refusedWith(wrong)).toBe('roadmap.nobody_like_that');
  });

  it('is not left while something is unclear, and gives no other school a glimpse', async () => {
    const roadmapId = await importPlan(PLAN.replace('октябрь 2022', 'ближе к зиме наверное'));
    const review = accepted(await roadmap.getReview(curator, roadmapId));
    expect(refusedWith(await roadmap.acceptReview(curator, roadmapId, review.roadmap.version))).toBe(
      'roadmap.unclear_left',
    );
    const stranger = await (await foundSchool(database)).actor('director');
    expect(refusedWith(await roadmap.getReview(stranger, roadmapId))).toBe('roadmap.not_found');
    expect(refusedWith(await roadmap.dropRoadmap(stranger, roadmapId))).toBe('roadmap.not_found');
    expect(refusedWith(await roadmap.getReview(curator, 'not-an-id'))).toBe('roadmap.not_found');
  });
});

describe('the approved plan', () => {
  it('has dated occurrences, the order in the register, and nothing for a condition', async () => {
    const roadmapId = await approvePlan();
    const papers = await database.asOwner(
      'select number, kind, state from papers where organization_id = $1',
      [school.organizationId],
    );
    expect(papers).toEqual([{ number: '259-од', kind: 'order.roadmap', state: 'registered' }]);
    const plan = accepted(await roadmap.getPlan(curator, school.organizationId, { page: 1 }));
    expect(plan.lines.map((line) => [line.number.replace(/\.$/, ''), line.startsOn, line.dueOn])).toEqual([
      ['1.1', '2022-09-15', '2022-09-15'],
      ['1.2', '2022-10-01', '2022-10-31'],
      ['1.3', '2022-09-01', '2023-05-31'],
    ]);
    const review = accepted(await roadmap.getReview(curator, roadmapId));
    const row = review.rows[0]?.activity;
    const edit = await roadmap.dropRow(curator, { activityId: row?.id ?? '', version: row?.version ?? 0 });
    expect(refusedWith(edit)).toBe('roadmap.wrong_state');
  });

  it('shows today what is overdue, what runs, and which note is owed', async () => {
    await approvePlan();
    const today = accepted(await roadmap.getToday(curator, school.organizationId, 'all'));
    const { overdue, thisWeek, next, running } = today.buckets;
    const lines = [overdue, thisWeek, next, running].flatMap((bucket) => bucket.lines);
    expect(lines.map((line) => [line.number.replace(/\.$/, ''), line.bucket, line.noteDueOn])).toEqual([
      ['1.1', 'overdue', null],
      ['1.2', 'overdue', null],
      ['1.3', 'running', '2022-09-30'],
    ]);
  });

  it('closes by evidence with one press, not before', async () => {
    await approvePlan();
    const { step, activityId } = await firstStep('1.1');
    const press = { stepId: step.id, version: step.version, state: 'done', reason: '', fact: '' } as const;
    expect(refusedWith(await roadmap.closeStep(curator, press))).toBe('roadmap.needs_reason_evidence');
    accepted(
      await roadmap.addEvidence(curator, {
        activityId,
        occurrenceId: null,
        partId: null,
        kind: 'note',
        paperId: null,
        url: null,
        note: 'Приказ подписан',
        happenedOn: '2022-09-14',
        file: null,
      }),
    );
    accepted(await roadmap.closeStep(curator, press));
    expect(await lineOf('1.1')).toMatchObject({ state: 'done', doneOn: '2022-09-14', closedStepCount: 1 });
    expect(refusedWith(await roadmap.closeStep(curator, press))).toBe('roadmap.stale');
    const closed = await firstStep('1.1');
    const reopen = { stepId: step.id, version: closed.step.version, reason: 'Приказ отменён' };
    accepted(await roadmap.reopenStep(curator, reopen));
    expect((await lineOf('1.1')).state).toBe('in_progress');
    const { history } = (await firstStep('1.1')).page;
    expect(history.map((row) => row.command)).toContain('roadmap.close_step');
  });

  it('lets only those who answer for it close, unless they lead', async () => {
    await approvePlan();
    const { step, activityId } = await firstStep('1.1');
    const teamMember = await school.actor('team');
    const press = {
      stepId: step.id,
      version: step.version,
      state: 'not_done',
      reason: 'Не успели',
      fact: '',
    } as const;
    expect(refusedWith(await roadmap.closeStep(teamMember, press))).toBe('roadmap.not_responsible');
    const [person] = await database.asOwner<{ id: string }>(
      `insert into people (organization_id, family_name, account_id) values ($1, 'Ответственный', $2) returning id`,
      [school.organizationId, teamMember.accountId],
    );
    await database.asOwner('update activity_responsibles set person_id = $1 where activity_id = $2', [
      person?.id,
      activityId,
    ]);
    accepted(await roadmap.closeStep(teamMember, press));
    const stranger = await (await foundSchool(database)).actor('curator');
    expect(refusedWith(await roadmap.closeStep(stranger, press))).toBe('roadmap.step_not_found');
    expect(refusedWith(await roadmap.getActivity(stranger, activityId))).toBe('roadmap.row_not_found');
  });

  it('moves a day with a reason and remembers the plan', async () => {
    await approvePlan();
    const { activityId, occurrence } = await firstStep('1.2');
    const move = {
      occurrenceId: occurrence.id,
      version: occurrence.version,
      dueOn: '2022-12-10',
      reason: 'Карантин',
    };
    accepted(await roadmap.moveOccurrence(curator, activityId, move));
    expect(await lineOf('1.2')).toMatchObject({
      state: 'moved',
      dueOn: '2022-12-10',
      plannedDueOn: '2022-10-31',
    });
    expect(refusedWith(await roadmap.moveOccurrence(curator, activityId, move))).toBe('roadmap.stale');
  });

  it('opens a conditional activity when its event happens', async () => {
    const roadmapId = await approvePlan();
    const { rows } = accepted(await roadmap.getReview(curator, roadmapId));
    const conditional = rows.find((one) => one.activity.meaning?.kind === 'event')?.activity;
    if (conditional === undefined) throw new Error('no conditional row');
    const input = {
      activityId: conditional.id,
      startsOn: '2022-11-16',
      dueOn: '2022-11-30',
      reason: 'Обращение',
    };
    accepted(await roadmap.openConditional(curator, input));
    expect(await lineOf('1.4')).toMatchObject({ dueOn: '2022-11-30', state: 'planned' });
  });

  it('closes the past in bulk, all or nothing', async () => {
    const roadmapId = await approvePlan();
    const past = [await lineOf('1.1'), await lineOf('1.2')].map((line) => line.occurrenceId);
    const future = (await lineOf('1.3')).occurrenceId;
    const how = { state: 'done', reason: 'Сделано до начала работы в программе' } as const;
    const wrong = await roadmap.closePast(curator, roadmapId, { occurrenceIds: [...past, future], ...how });
    expect(refusedWith(wrong)).toBe('roadmap.not_past');
    expect((await lineOf('1.1')).state).toBe('planned');
    expect(accepted(await roadmap.closePast(curator, roadmapId, { occurrenceIds: past, ...how })).count).toBe(
      2,
    );
    expect((await lineOf('1.1')).state).toBe('done');
  });

  it('is closed when nothing dated is open, and not before', async () => {
    const roadmapId = await approvePlan();
    expect(refusedWith(await roadmap.closeRoadmap(curator, roadmapId))).toBe('roadmap.open_left');
    database.clock.set('2023-06-15T09:00:00Z');
    const lines = [await lineOf('1.1'), await lineOf('1.2'), await lineOf('1.3')];
    const how = { state: 'done', reason: 'Сделано' } as const;
    const occurrenceIds = lines.map((line) => line.occurrenceId);
    accepted(await roadmap.closePast(curator, roadmapId, { occurrenceIds, ...how }));
    const teamMember = await school.actor('team');
    expect(refusedWith(await roadmap.closeRoadmap(teamMember, roadmapId))).toBe('access.not_allowed');
    accepted(await roadmap.closeRoadmap(curator, roadmapId));
    expect(accepted(await roadmap.getReview(curator, roadmapId)).roadmap.state).toBe('closed');
    accepted(await roadmap.reopenRoadmap(curator, roadmapId));
    database.clock.set('2022-11-16T09:00:00Z');
  });

  it('reports the period with outcome, fact and document', async () => {
    const roadmapId = await approvePlan();
    const { step } = await firstStep('1.1');
    accepted(
      await roadmap.closeStep(curator, {
        stepId: step.id,
        version: step.version,
        state: 'done_in_part',
        reason: '',
        fact: 'Приказ подписан, с приказом ознакомлены не все',
      }),
    );
    const span = { from: '2022-09-01', to: '2022-09-30' };
    const { view } = accepted(await roadmap.getReport(curator, roadmapId, span));
    const rows = view.sections.flatMap((section) => section.rows);
    expect(rows.map((row) => [row.number?.replace(/\.$/, ''), row.outcome])).toEqual([
      ['1.1', 'partly'],
      ['1.3', 'planned'],
    ]);
    expect(rows[0]?.fact).toContain('ознакомлены не все');
    const stamp = view.stamps.find((one) => one.word === 'УТВЕРЖДЕНО');
    expect(stamp?.lines.join(' ')).toContain('№ 259-од от 01.09.2022');
  });
});

describe('beginning without a document', () => {
  it('takes a template, moved to its school year, with words explained before', async () => {
    const { organizationId } = school;
    const made = { organizationId, templateId: 'school-year', startYear: 2022 };
    const { roadmapId } = accepted(await roadmap.beginFromTemplate(curator, made));
    const review = accepted(await roadmap.getReview(curator, roadmapId));
    expect(review.roadmap).toMatchObject({
      periodStart: '2022-09-01',
      periodEnd: '2023-08-31',
      origin: 'template',
    });
    expect(review.rows.length).toBeGreaterThan(15);
    expect(review.rows.filter((row) => row.unclear)).toEqual([]);
    expect(refusedWith(await roadmap.beginFromTemplate(curator, { ...made, templateId: 'none' }))).toBe(
      'roadmap.template_not_found',
    );
  });

  it('rolls last year over: dates by the calendar, what was not done marked', async () => {
    const previousId = await approvePlan();
    const { roadmapId } = accepted(await roadmap.beginFromLastYear(curator, previousId, { startYear: 2023 }));
    const review = accepted(await roadmap.getReview(curator, roadmapId));
    expect(review.roadmap).toMatchObject({ periodStart: '2023-09-01', origin: 'rollover', previousId });
    expect(review.roadmap.title).toContain('2023-2024');
    const row = review.rows.find((one) => one.activity.number.startsWith('1.1'))?.activity;
    expect(row?.meaning).toEqual({ kind: 'by', date: '2023-09-15' });
    expect(row?.flags.map((flag) => flag.code)).toContain('rollover.unfinished');
    expect(refusedWith(await roadmap.beginFromLastYear(curator, previousId, { startYear: 2022 }))).toBe(
      'roadmap.same_year',
    );
  });

  it('offers dates for a plan that names none, and takes the chosen ones', async () => {
    const text = await readFile(
      new URL('../../../../test/fixtures/roadmaps/seed-3.txt', import.meta.url),
      'utf8',
    );
    const roadmapId = await importPlan(text);
    const offers = accepted(await roadmap.getDateOffers(curator, roadmapId, 2022));
    expect(offers.length).toBeGreaterThan(8);
    const chosen = offers.slice(0, 3).map((offer) => offer.activityId);
    accepted(await roadmap.takeDates(curator, roadmapId, { startYear: 2022, activityIds: chosen }));
    const review = accepted(await roadmap.getReview(curator, roadmapId));
    expect(review.roadmap.periodStart).toBe('2022-09-01');
    const taken = review.rows.filter((row) => chosen.includes(row.activity.id));
    expect(taken.every((row) => row.activity.meaning !== null && row.activity.meaningBy === 'template')).toBe(
      true,
    );
  });
});
