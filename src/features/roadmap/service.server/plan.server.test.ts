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
let roadmapId: string;
/** What a room says of the consents; a real one counts them. */
let consented = { done: 0, total: 40 as number | null, words: 'согласий 0 из 40', isDone: false };

const PLAN = `План мероприятий (дорожная карта) наставничества МБОУ «Школа № 7» на 2022-2023 учебный год
№ | Мероприятие | Срок | Ответственный | Результат
1 | Подготовка | | |
1.1 | Приказ о назначении куратора | до 15.09.2022 | Директор | Приказ
1.2 | Сбор согласий на обработку персональных данных | октябрь 2022 | Куратор | Согласия
1.3 | Информация на сайте школы | в течение учебного года | Учитель информатики | Страница сайта
1.4 | Консультации по мере необходимости | по мере необходимости | Психолог | Журнал
1.5 | Круглый стол наставников | до 25.11.2022 | Куратор | Протокол
`;

beforeAll(async () => {
  database = await openTestDatabase({ now: '2022-11-16T09:00:00Z' });
  roadmap = createRoadmap({
    db: database.db,
    clock: database.clock,
    files: createMemoryFiles(),
    tasks,
    timeZone: 'Europe/Moscow',
    sources: [
      {
        kinds: ['consents.collect'],
        place: () => ({ path: '/consents', label: 'Открыть согласия' }),
        progress: async (_tx, { organizationId }) =>
          organizationId === school.organizationId ? consented : null,
      },
    ],
  });
});
afterAll(() => database.close());
beforeEach(async () => {
  school = await foundSchool(database);
  curator = await school.actor('curator');
  roadmapId = await approvePlan();
});

async function approvePlan(): Promise<string> {
  const { organizationId } = school;
  const made = accepted(await roadmap.importText(curator, { organizationId, title: 'План', text: PLAN }));
  const review = accepted(await roadmap.getReview(curator, made.roadmapId));
  for (const { activity, unclear } of review.rows) {
    if (!unclear) continue;
    accepted(await roadmap.confirmRow(curator, { activityId: activity.id, version: activity.version }));
  }
  accepted(await roadmap.acceptReview(curator, made.roadmapId, review.roadmap.version));
  accepted(
    await roadmap.approve(curator, made.roadmapId, {
      version: review.roadmap.version + 1,
      approvalNumber: '259-од',
      approvedOn: '2022-09-01',
      targets: new Map(),
    }),
  );
  return made.roadmapId;
}

async function addPerson(
  lastName: string,
  options: { post?: string; accountId?: string } = {},
): Promise<string> {
  const [person] = await database.asOwner<{ id: string }>(
    `insert into people (organization_id, family_name, given_name, account_id) values ($1, $2, 'Анна', $3) returning id`,
    [school.organizationId, lastName, options.accountId ?? null],
  );
  const id = person?.id ?? '';
  await database.asOwner(
    `insert into staff_posts (organization_id, person_id, post, is_main) values ($1, $2, $3, true)`,
    [school.organizationId, id, options.post ?? 'учитель'],
  );
  return id;
}

async function pageOf(number: string) {
  const { lines, waiting } = accepted(await roadmap.getPlan(curator, school.organizationId, { page: 1 }));
  const line = [...lines, ...waiting].find((one) => one.number.replace(/\.$/, '') === number);
  if (line === undefined) throw new Error(`No line ${number}`);
  return accepted(await roadmap.getActivity(curator, line.activityId));
}

const note = (activityId: string, text: string) => ({
  activityId,
  occurrenceId: null,
  partId: null,
  kind: 'note' as const,
  paperId: null,
  url: '',
  note: text,
  happenedOn: null,
  file: null,
});

describe('work that a room counts', () => {
  it('shows its true progress, comes to «готово к закрытию» by itself and keeps what was counted', async () => {
    consented = { done: 60, total: null, words: 'действует 24 согласия из 40', isDone: false };
    const before = await pageOf('1.2');
    const [step] = before.occurrences[0]?.steps ?? [];
    expect(step).toMatchObject({ progress: 60, target: 100, countedWords: 'действует 24 согласия из 40' });
    expect(step?.readiness).toEqual({ ready: false, lack: 'target' });
    expect(before.parts[0]?.place).toEqual({ path: '/consents', label: 'Открыть согласия' });
    const close = { stepId: step?.id ?? '', version: step?.version ?? 0, state: 'done' as const };
    expect(refusedWith(await roadmap.closeStep(curator, { ...close, reason: '', fact: '' }))).toBe(
      'roadmap.needs_reason_target',
    );

    consented = { done: 100, total: null, words: 'действуют 40 согласий из 40', isDone: false };
    const { buckets } = accepted(await roadmap.getToday(curator, school.organizationId, 'all'));
    expect(buckets.overdue.lines.find((line) => line.number === '1.2')?.press.kind).toBe('ready');
    accepted(await roadmap.closeStep(curator, { ...close, reason: '', fact: '' }));

    consented = { done: 97, total: null, words: 'действуют 39 согласий из 40', isDone: false };
    const after = await pageOf('1.2');
    expect(after.occurrences[0]?.steps[0]).toMatchObject({
      state: 'done',
      progress: 100,
      fact: 'Действуют 40 согласий из 40',
      countedWords: null,
    });
  });
});

const numbersOf = (lines: readonly { number: string }[]) => [...new Set(lines.map((line) => line.number))];

describe('plan', () => {
  it('shows conditional activities, which have no line, until their event happens', async () => {
    const { organizationId } = school;
    const before = accepted(await roadmap.getPlan(curator, organizationId, { page: 1 }));
    expect(before.waiting.map((one) => one.deadlineText)).toEqual(['по мере необходимости']);
    expect(
      accepted(await roadmap.getPlan(curator, organizationId, { page: 1, state: 'closed' })).waiting,
    ).toEqual([]);
    const found = accepted(await roadmap.getPlan(curator, organizationId, { page: 1, q: 'круглый' }));
    expect([found.lines.length, found.waiting.length]).toEqual([1, 0]);
    const { activity } = await pageOf('1.4');
    const event = {
      activityId: activity.id,
      startsOn: '2022-11-16',
      dueOn: '2022-11-18',
      reason: 'Обратился наставник',
      submission: crypto.randomUUID(),
    };
    accepted(await roadmap.openConditional(curator, event));
    accepted(await roadmap.openConditional(curator, event));
    const after = accepted(await roadmap.getPlan(curator, organizationId, { page: 1 }));
    expect(after.waiting).toEqual([]);
    expect((await pageOf('1.4')).occurrences).toHaveLength(1);
  });

  it('finds lines by person, team, post and nobody, and ignores a look that is none', async () => {
    const { organizationId } = school;
    const director = await addPerson('Примерова', { post: 'директор' });
    const member = await addPerson('Образцова');
    const [team] = await database.asOwner<{ id: string }>(
      `insert into teams (organization_id, school_year, name) values ($1, 2022, 'Рабочая группа') returning id`,
      [organizationId],
    );
    await database.asOwner(
      `insert into team_members (organization_id, team_id, person_id) values ($1, $2, $3)`,
      [organizationId, team?.id, member],
    );
    const first = await pageOf('1.1');
    const [responsible] = first.activity.responsibles;
    const choose = (who: string, version: number) =>
      roadmap.setResponsible(curator, {
        activityId: first.activity.id,
        version,
        responsibleId: responsible?.id ?? '',
        who,
      });
    accepted(await choose('post:директор', first.activity.version));
    expect(refusedWith(await choose('post:директор', first.activity.version))).toBe('roadmap.stale');
    const second = await pageOf('1.2');
    const add = { activityId: second.activity.id, version: second.activity.version, responsibleId: null };
    expect(
      refusedWith(await roadmap.setResponsible(curator, { ...add, who: `person:${school.organizationId}` })),
    ).toBe('roadmap.nobody_like_that');
    accepted(await roadmap.setResponsible(curator, { ...add, who: `team:${team?.id}` }));
    const numbers = async (who: string) =>
      accepted(await roadmap.getPlan(curator, organizationId, { page: 1, who })).lines.map((one) =>
        one.number.replace(/\.$/, ''),
      );
    expect(await numbers(director)).toEqual(['1.1']);
    expect(await numbers(member)).toEqual(['1.2']);
    expect(await numbers(`team:${team?.id}`)).toEqual(['1.2']);
    expect(await numbers('nobody')).toEqual(['1.3', '1.5']);
    expect(await numbers('me')).toHaveLength(4);
    expect(await numbers("' or 1=1")).toHaveLength(4);
    const idle = await addPerson('Свободина');
    const offered = async (who?: string) =>
      accepted(await roadmap.getPlan(curator, organizationId, { page: 1, who })).people.map(({ id }) => id);
    expect(await offered()).toEqual([member, director]);
    expect(await offered(idle)).toEqual([member, director, idle]);
    const people = accepted(await roadmap.getByResponsible(curator, organizationId, { page: 1 }));
    expect(people.people.map((one) => [one.name.split(' ')[0], one.openCount, one.overdueCount])).toEqual([
      ['Образцова', 1, 1],
      ['Примерова', 1, 1],
    ]);
    expect(people.teams.map((one) => [one.name, one.openCount])).toEqual([['Рабочая группа', 1]]);
    expect(people.ofNobody.openCount).toBe(2);
    const named = accepted(
      await roadmap.getByResponsible(curator, organizationId, { page: 7, name: 'образцова а' }),
    );
    expect([named.total, named.page, named.people.map((one) => one.name)]).toEqual([
      1,
      1,
      ['Образцова Анна'],
    ]);
    expect(named.people[0]?.posts).toEqual(['учитель']);
    await database.asOwner(`update people set left_on = '2022-11-01' where id = $1`, [member]);
    const present = accepted(await roadmap.getByResponsible(curator, organizationId, { page: 1 }));
    expect(present.people.map((one) => one.id)).toEqual([director]);
    const { history } = await pageOf('1.1');
    expect(history.some((one) => one.command === 'roadmap.set_responsible')).toBe(true);
  });

  it('shows a month and a span of the school year', async () => {
    const { organizationId } = school;
    const month = accepted(await roadmap.getMonth(curator, organizationId, { page: 1 }));
    expect(month.month).toBe('2022-11');
    expect(month.daysOff).toContain('2022-11-04');
    expect(month.lines.map((one) => one.dueOn)).toContain('2022-11-25');
    const year = accepted(await roadmap.getTimeline(curator, organizationId, { page: 1 }, null));
    expect([year.span, year.startYear]).toEqual([{ from: '2022-09-01', to: '2023-08-31' }, 2022]);
    const whole = accepted(
      await roadmap.getTimeline(curator, organizationId, { page: 1, roadmap: roadmapId }, null),
    );
    expect(whole.startYear).toBeNull();
    const other = accepted(await roadmap.getTimeline(curator, organizationId, { page: 1 }, 2025));
    expect([other.lines, other.total, other.page]).toEqual([[], 0, 1]);
  });

  it('pages the timeline by whole activities, within a section when one is chosen', async () => {
    const { organizationId } = school;
    await database.asOwner(
      `with section as (
         insert into roadmap_sections (organization_id, roadmap_id, position, number, title)
         values ($1, $2, 90, '9', 'Встречи') returning id
       ), activity as (
         insert into activities (organization_id, roadmap_id, section_id, position, number, title)
         select $1, $2, section.id, n, '9.' || n, 'Встреча' from section, generate_series(1, 60) n returning id
       )
       insert into activity_occurrences
         (organization_id, roadmap_id, activity_id, starts_on, due_on, planned_due_on)
       select $1, $2, activity.id, day::date, day::date, day::date
       from activity, unnest(array['2022-10-10', '2022-12-12']) day`,
      [organizationId, roadmapId],
    );
    const read = async (filter: { page: number; section?: string }) =>
      accepted(await roadmap.getTimeline(curator, organizationId, filter, 2022));
    const first = await read({ page: 1 });
    expect([first.total, first.pageSize]).toEqual([64, 50]);
    expect(first.sections.map((one) => [one.number.replace(/\.$/, ''), one.activityCount])).toEqual([
      ['1', 4],
      ['9', 60],
    ]);
    expect(numbersOf(first.lines)).toHaveLength(50);
    // No bar of an activity is left behind on another page.
    expect(first.lines.filter((line) => line.number === '9.46')).toHaveLength(2);
    const beyond = await read({ page: 9 });
    expect([beyond.page, numbersOf(beyond.lines).at(0), numbersOf(beyond.lines).length]).toEqual([
      2,
      '9.47',
      14,
    ]);
    const section = first.sections[1]?.id ?? '';
    const chosen = await read({ page: 2, section });
    expect([chosen.total, numbersOf(chosen.lines).at(0), numbersOf(chosen.lines).at(-1)]).toEqual([
      60,
      '9.51',
      '9.60',
    ]);
    expect((await read({ page: 1, section: crypto.randomUUID() })).total).toBe(64);
  });

  it('offers those named in person when too many answer through a post', async () => {
    const { organizationId } = school;
    const named = await addPerson('Именная');
    await database.asOwner(
      `with newcomer as (
         insert into people (organization_id, family_name, given_name)
         select $1, 'Учительница' || n, 'Анна' from generate_series(1, 201) n returning id
       )
       insert into staff_posts (organization_id, person_id, post, is_main)
       select $1, newcomer.id, 'дежурный', true from newcomer`,
      [organizationId],
    );
    const { activity } = await pageOf('1.1');
    const set = (who: string, version: number) =>
      roadmap.setResponsible(curator, { activityId: activity.id, version, responsibleId: null, who });
    accepted(await set('post:дежурный', activity.version));
    accepted(await set(`person:${named}`, (await pageOf('1.1')).activity.version));
    const plan = accepted(await roadmap.getPlan(curator, organizationId, { page: 1 }));
    expect([plan.hasMorePeople, plan.people.map((one) => one.id)]).toEqual([true, [named]]);
    const people = accepted(await roadmap.getByResponsible(curator, organizationId, { page: 5 }));
    expect([people.total, people.page, people.people.length]).toEqual([202, 5, 2]);
  });

  it('offers the past lines of its own roadmap only', async () => {
    const past = accepted(await roadmap.getPast(curator, roadmapId));
    expect(past.lines.map((one) => one.number.replace(/\.$/, ''))).toEqual(['1.1', '1.2']);
    const stranger = await (await foundSchool(database)).actor('curator');
    expect(refusedWith(await roadmap.getPast(stranger, roadmapId))).toBe('roadmap.not_found');
    const periods = accepted(await roadmap.getReportPeriods(curator, roadmapId));
    expect(periods.presets[0]).toMatchObject({ from: '2022-10-01', to: '2022-12-31' });
  });
});

describe('closing', () => {
  it('attaches and closes in one press, once', async () => {
    const { activity, occurrences } = await pageOf('1.5');
    const [step] = occurrences[0]?.steps ?? [];
    const press = {
      evidence: note(activity.id, 'Собрались, обсудили план'),
      close: {
        stepId: step?.id ?? '',
        version: step?.version ?? 0,
        state: 'done' as const,
        reason: '',
        fact: '',
      },
      submission: crypto.randomUUID(),
    };
    accepted(await roadmap.attachAndClose(curator, press));
    accepted(await roadmap.attachAndClose(curator, press));
    const after = await pageOf('1.5');
    expect(after.evidence).toHaveLength(1);
    expect(after.occurrences[0]?.state).toBe('done');
  });

  it('attaches nothing when the part cannot be closed by it', async () => {
    const { activity, occurrences } = await pageOf('1.3');
    const [step] = occurrences[0]?.steps ?? [];
    const close = {
      stepId: step?.id ?? '',
      version: step?.version ?? 0,
      state: 'done' as const,
      reason: '',
      fact: '',
    };
    const answer = await roadmap.attachAndClose(curator, {
      evidence: note(activity.id, 'Страница есть'),
      close,
    });
    expect(refusedWith(answer)).toBe('roadmap.needs_reason_period');
    expect((await pageOf('1.3')).evidence).toEqual([]);
    const another = await pageOf('1.1');
    const foreign = { evidence: note(another.activity.id, 'Чужая часть'), close };
    expect(refusedWith(await roadmap.attachAndClose(curator, foreign))).toBe('roadmap.step_not_found');
  });

  it('tells «Сегодня» what one press would do, for whom', async () => {
    const { organizationId } = school;
    const { activity } = await pageOf('1.1');
    accepted(await roadmap.addEvidence(curator, note(activity.id, 'Приказ издан')));
    const mine = accepted(await roadmap.getToday(curator, organizationId, null));
    expect(mine.buckets.overdue.lines.map((line) => line.press.kind)).toEqual(['ready', 'lacks']);
    expect(mine.buckets.running.lines.map((line) => line.press)).toEqual([{ kind: 'lacks', lack: 'period' }]);
    const member = await school.actor('team');
    const person = await addPerson('Образцова', { accountId: member.accountId });
    const before = accepted(await roadmap.getToday(member, organizationId, 'all'));
    expect(before.buckets.overdue.lines.map((line) => line.press.kind)).toEqual(['not_theirs', 'not_theirs']);
    accepted(
      await roadmap.setResponsible(curator, {
        activityId: activity.id,
        version: activity.version,
        responsibleId: null,
        who: `person:${person}`,
      }),
    );
    const theirs = accepted(await roadmap.getToday(member, organizationId, null));
    expect(theirs.whose).toBe('mine');
    expect(theirs.buckets.overdue.lines.map((line) => line.press.kind)).toEqual(['ready']);
    const pupil = await school.actor('mentee');
    expect(refusedWith(await roadmap.getToday(pupil, organizationId, null))).toBe('access.not_allowed');
  });
});
