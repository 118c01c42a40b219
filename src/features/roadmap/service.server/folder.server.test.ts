import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { PersonActor } from '#src/platform/db/scope.ts';
import { tasks } from '#src/platform/tasks/start.ts';
import { openTestDatabase, type TestDatabase } from '#src/platform/testing/database.ts';
import { createMemoryFiles } from '#src/platform/testing/memory.ts';
import { createDocuments, type Documents } from '#src/features/documents/service.server.ts';
import { createRoadmap, type RoadmapService } from '#src/features/roadmap/service.server/create-roadmap.ts';
import { accepted, foundSchool, refusedWith, type School } from '../../../../test/world.ts';
import { attach, beginYear, enterPaper } from '../testing/year-of-papers.ts';

let database: TestDatabase;
let roadmap: RoadmapService;
let documents: Documents;
let school: School;
let curator: PersonActor;
let roadmapId: string;

beforeAll(async () => {
  database = await openTestDatabase({ now: '2022-11-16T09:00:00Z' });
  const { db, clock } = database;
  const ports = { db, clock, files: createMemoryFiles(), timeZone: 'Europe/Moscow' };
  roadmap = createRoadmap({ ...ports, tasks });
  documents = createDocuments(ports);
});
afterAll(() => database.close());
beforeEach(async () => {
  school = await foundSchool(database);
  curator = await school.actor('curator');
  roadmapId = await beginYear(roadmap, curator, school.organizationId);
});

const look = async (choice: { schoolYear?: number; roadmapId?: string } = {}) =>
  accepted(
    await roadmap.getFolder(curator, school.organizationId, {
      schoolYear: choice.schoolYear ?? null,
      roadmapId: choice.roadmapId ?? null,
    }),
  );

it('says what the plan asks for, what is there and what is missing', async () => {
  const { organizationId } = school;
  const first = await look();
  expect(first).toMatchObject({ schoolYear: 2022, currentYear: 2022, roadmap: null });
  expect(first.folder.counts).toEqual({ required: 4, present: 0, missing: 2, notDue: 2, withoutFile: 1 });
  expect(first.folder.sections[0]).toMatchObject({
    number: '1',
    title: 'Нормативная база',
    lines: [
      {
        number: '1.1',
        title: 'Издать приказ о внедрении целевой модели наставничества',
        required: 'Приказ о внедрении наставничества или Локальный акт',
        state: 'missing',
        isOverdue: true,
        responsibles: ['Директор'],
        dueOn: '2022-09-10',
      },
      { number: '1.2', state: 'missing' },
    ],
  });
  const paperId = await enterPaper(documents, curator, organizationId, { number: '5/1-од' });
  await enterPaper(documents, curator, organizationId, { number: '6-од', title: 'О дежурстве' });
  await enterPaper(documents, curator, organizationId, { number: '1-од', issuedOn: '2021-10-01' });
  await attach(roadmap, curator, first.folder, '1.1', { paperId });
  await attach(roadmap, curator, first.folder, '1.2', { paperId });
  const { folder } = await look();
  expect(folder.counts).toEqual({ required: 4, present: 2, missing: 0, notDue: 2, withoutFile: 3 });
  expect(folder.sections[0]?.lines).toMatchObject([
    { state: 'present', items: [{ number: '1.1', words: 'О внедрении № 5/1-од от 05.09.2022' }] },
    { state: 'present', items: [{ number: '1.1', isRepeated: true }] },
  ]);
  expect(folder.sections.at(-1)).toMatchObject({
    title: 'Прочие документы года',
    // The order that approves the roadmap, and what no activity asked for.
    lines: [{ items: [{ paper: { number: '259-од' } }] }, { title: 'О дежурстве № 6-од от 05.09.2022' }],
  });
  const programme = await look({ roadmapId });
  expect(programme.folder.sections.map(({ title }) => title)).toEqual([
    'Нормативная база',
    'Формирование пар',
    'Прочие документы года',
  ]);
  expect(programme.folder.sections.at(-1)?.lines).toHaveLength(1);
});

it('another year is empty, a year out of reach is the current one', async () => {
  expect((await look({ schoolYear: 2020 })).folder.sections).toEqual([]);
  expect((await look({ schoolYear: 2090 })).schoolYear).toBe(2022);
});

it('is for those who lead, and not for a level above', async () => {
  const { organizationId } = school;
  const choice = { schoolYear: null, roadmapId: null };
  const teacher = await school.actor('class_teacher');
  expect(refusedWith(await roadmap.getFolder(teacher, organizationId, choice))).toMatch(/./u);
  const above = await foundSchool(database, { kind: 'municipality' });
  await database.asOwner('update organizations set parent_id = $1 where id = $2', [
    above.organizationId,
    organizationId,
  ]);
  const municipal = await above.actor('municipal');
  expect(refusedWith(await roadmap.getFolder(municipal, organizationId, choice))).toMatch(/./u);
});
