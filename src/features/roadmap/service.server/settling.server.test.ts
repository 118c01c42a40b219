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

const PLAN = `План мероприятий (дорожная карта) наставничества МБОУ «Школа № 7» на 2022-2023 учебный год
№ | Мероприятие | Срок | Ответственный | Результат
1.1 | Приказ о назначении куратора | до 15.09.2022 | Директор | Приказ
1.2 | Сбор согласий на обработку персональных данных | | Классные руководители | Согласия
1.3 | Информация на сайте школы | в течение учебного года | Зам. директора по УР, Директор | Страница сайта
`;

beforeAll(async () => {
  database = await openTestDatabase({ now: '2022-11-16T09:00:00Z' });
  roadmap = createRoadmap({
    db: database.db,
    clock: database.clock,
    files: createMemoryFiles(),
    tasks,
    timeZone: 'Europe/Moscow',
  });
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

async function rowsOf(roadmapId: string) {
  return accepted(await roadmap.getReview(curator, roadmapId)).rows;
}

async function rowOf(roadmapId: string, number: string) {
  const row = (await rowsOf(roadmapId)).find(({ activity }) => activity.number.replace(/\.$/, '') === number);
  if (row === undefined) throw new Error(`No row ${number}`);
  return row;
}

async function addPerson(familyName: string, post: string): Promise<string> {
  const [person] = await database.asOwner<{ id: string }>(
    'insert into people (organization_id, family_name, given_name) values ($1, $2, $3) returning id',
    [school.organizationId, familyName, 'Анна'],
  );
  await database.asOwner(
    "insert into staff_posts (organization_id, person_id, post, started_on) values ($1, $2, $3, '2020-09-01')",
    [school.organizationId, person?.id, post],
  );
  return person?.id ?? '';
}

describe('confirming together', () => {
  it('confirms all rows or none, and leaves a deadline with two readings asked', async () => {
    const roadmapId = await importPlan(PLAN.replace('до 15.09.2022', 'ближе к зиме наверное'));
    const rows = (await rowsOf(roadmapId)).map(({ activity }) => ({
      activityId: activity.id,
      version: activity.version,
    }));
    const stale = rows.map((row, index) => (index === 1 ? { ...row, version: 9 } : row));
    expect(refusedWith(await roadmap.confirmRows(curator, roadmapId, stale))).toBe('roadmap.stale');
    expect((await rowsOf(roadmapId)).every((row) => !row.activity.isReviewed)).toBe(true);
    expect(accepted(await roadmap.confirmRows(curator, roadmapId, rows)).count).toBe(3);
    const after = await rowsOf(roadmapId);
    expect(after.every((row) => row.activity.isReviewed)).toBe(true);
    expect(after.filter((row) => row.unclear).map((row) => row.activity.number)).toEqual(['1.1']);
  });

  it('takes no row of another roadmap', async () => {
    const [first, second] = [await importPlan(), await importPlan()];
    const { activity } = await rowOf(second, '1.1');
    const rows = [{ activityId: activity.id, version: activity.version }];
    expect(refusedWith(await roadmap.confirmRows(curator, first, rows))).toBe('roadmap.row_not_found');
  });
});

describe('taking over a correction', () => {
  it('changes the text and reads a corrected deadline again', async () => {
    const roadmapId = await importPlan(PLAN.replace('до 15.09.2022', 'до 15сентября 2022'));
    const { activity } = await rowOf(roadmapId, '1.1');
    const fix = { targetId: activity.id, version: activity.version, from: '15сентября', to: '20 сентября' };
    accepted(await roadmap.applyFix(curator, roadmapId, { ...fix, field: 'deadline' }));
    const { activity: corrected } = await rowOf(roadmapId, '1.1');
    expect(corrected).toMatchObject({
      deadlineText: 'до 20 сентября 2022',
      meaning: { kind: 'by', date: '2022-09-20' },
    });
    const again = { ...fix, version: corrected.version, field: 'deadline' } as const;
    expect(refusedWith(await roadmap.applyFix(curator, roadmapId, again))).toBe('roadmap.fix_gone');
    const stale = { ...fix, from: 'Приказ', to: 'Распоряжение', field: 'title' } as const;
    expect(refusedWith(await roadmap.applyFix(curator, roadmapId, stale))).toBe('roadmap.stale');
  });

  it('reaches no row of another roadmap', async () => {
    const [first, second] = [await importPlan(), await importPlan()];
    const { activity } = await rowOf(second, '1.1');
    const fix = { targetId: activity.id, version: 1, field: 'title', from: 'Приказ', to: 'x' } as const;
    expect(refusedWith(await roadmap.applyFix(curator, first, fix))).toBe('roadmap.row_not_found');
  });
});

describe('who is meant', () => {
  it('suggests by post and takes all suggestions with one press', async () => {
    const director = await addPerson('Светлова', 'Директор');
    const deputy = await addPerson('Ручьёва', 'Заместитель директора по учебной работе');
    await addPerson('Берёзкин', 'Классный руководитель');
    await addPerson('Ясенева', 'Классный руководитель');
    const roadmapId = await importPlan();
    const before = accepted(await roadmap.getResponsibles(curator, roadmapId));
    expect(before.words.map((one) => [one.words, one.suggestion?.who])).toEqual([
      ['Директор', `person:${director}`],
      ['Классные руководители', 'post:Классный руководитель'],
      ['Зам. директора по УР', `person:${deputy}`],
    ]);
    expect(accepted(await roadmap.mapSuggested(curator, roadmapId)).words).toBe(3);
    const after = accepted(await roadmap.getResponsibles(curator, roadmapId));
    expect(after.words.every((one) => one.suggestion === null)).toBe(true);
    expect((await rowOf(roadmapId, '1.3')).activity.responsibles.map((one) => one.personId)).toEqual([
      deputy,
      director,
    ]);
  });

  it('maps many words at once, all or none, and takes a meaning back', async () => {
    const director = await addPerson('Светлова', 'Директор');
    const roadmapId = await importPlan();
    const good = { words: 'Директор', who: `person:${director}` };
    const wrong = await roadmap.mapResponsibles(curator, roadmapId, [good, { words: 'Завхоз', who: '' }]);
    expect(refusedWith(wrong)).toBe('roadmap.words_not_found');
    expect(accepted(await roadmap.mapResponsibles(curator, roadmapId, [good])).count).toBe(2);
    expect(accepted(await roadmap.mapResponsibles(curator, roadmapId, [good])).count).toBe(0);
    const cleared = await roadmap.mapResponsibles(curator, roadmapId, [{ words: 'директор', who: '' }]);
    expect(accepted(cleared).count).toBe(2);
  });
});

describe('the overview', () => {
  it('counts what is left to settle and names what is closed by a number', async () => {
    const roadmapId = await importPlan();
    const { counts, targets } = accepted(await roadmap.getOverview(curator, roadmapId));
    expect(counts).toMatchObject({ activities: 3, withoutDeadline: 1, words: 3, wordsUnmapped: 3 });
    expect(targets.map((target) => target.number.replace(/\.$/, ''))).toContain('1.2');
    const stranger = await (await foundSchool(database)).actor('director');
    expect(refusedWith(await roadmap.getOverview(stranger, roadmapId))).toBe('roadmap.not_found');
    expect(refusedWith(await roadmap.getResponsibles(stranger, roadmapId))).toBe('roadmap.not_found');
  });
});

describe('rows', () => {
  it('begin once, however often the form is sent', async () => {
    const { organizationId } = school;
    const input = { organizationId, title: 'План', text: PLAN, submission: crypto.randomUUID() };
    const first = accepted(await roadmap.importText(curator, input));
    expect(accepted(await roadmap.importText(curator, input))).toEqual(first);
    expect(accepted(await roadmap.list(curator, organizationId, 1)).total).toBe(1);
  });

  it('that head others but have a deadline of their own are work with kinds', async () => {
    const file = new URL('../../../../test/fixtures/roadmaps/seed-2.txt', import.meta.url);
    const rows = await rowsOf(await importPlan(await readFile(file, 'utf8')));
    const first = rows.find(({ activity }) => activity.number === '1.')?.activity;
    expect(first?.isGroup).toBe(false);
    expect(first?.parts.length).toBeGreaterThan(0);
    expect(first?.meaning).not.toBeNull();
  });

  it('joined with the next keep whose reading the deadline is, and all sub-points', async () => {
    const roadmapId = await importPlan();
    const third = await rowOf(roadmapId, '1.3');
    accepted(
      await roadmap.chooseMeaning(curator, {
        activityId: third.activity.id,
        version: third.activity.version,
        meaning: { kind: 'by', date: '2022-12-31' },
      }),
    );
    const second = await rowOf(roadmapId, '1.2');
    const { id, version } = second.activity;
    accepted(await roadmap.joinWithNext(curator, { activityId: id, version }));
    expect((await rowOf(roadmapId, '1.2')).activity).toMatchObject({
      meaning: { kind: 'by', date: '2022-12-31' },
      meaningBy: 'person',
    });
  });

  it('move to another section of the same roadmap only', async () => {
    const roadmapId = await importPlan();
    const section = { position: 1, number: '2', title: 'Итоги' };
    const { sectionId } = accepted(await roadmap.addSection(curator, roadmapId, section));
    const { activity } = await rowOf(roadmapId, '1.1');
    const input = {
      activityId: activity.id,
      version: activity.version,
      number: activity.number,
      title: activity.title,
      deadlineText: activity.deadlineText,
      meaning: null,
      responsibleText: activity.responsibleText,
      resultText: activity.resultText,
      activitiesText: '',
      isGroup: false,
      kinds: ['acts.curator'],
    };
    const foreign = accepted(await roadmap.addSection(curator, await importPlan(), section)).sectionId;
    const wrong = await roadmap.editRow(curator, { ...input, sectionId: foreign });
    expect(refusedWith(wrong)).toBe('roadmap.section_not_found');
    accepted(await roadmap.editRow(curator, { ...input, sectionId }));
    expect((await rowOf(roadmapId, '1.1')).sectionId).toBe(sectionId);
  });

  it('of a long document are stored and reviewed in good time', async () => {
    const kinds = [
      'Сбор согласий',
      'Приказ о закреплении пар',
      'Анкетирование желающих',
      'Обучение наставников',
    ];
    const lines = Array.from(
      { length: 200 },
      (_, index) =>
        `${index + 1} | ${kinds[index % 4]}, группа ${index + 1} | до ${(index % 28) + 1}.10.2022 | Директор | Отчёт`,
    );
    const [title = '', head = ''] = PLAN.split('\n');
    const roadmapId = await importPlan([title, head, ...lines].join('\n'));
    expect(accepted(await roadmap.getReview(curator, roadmapId)).rows).toHaveLength(200);
  });
});
