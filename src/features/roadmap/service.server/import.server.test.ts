import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '#src/platform/clock.ts';
import type { PersonActor } from '#src/platform/db/scope.ts';
import { startWorker, type Worker } from '#src/platform/jobs.ts';
import { silentLog } from '#src/platform/log.ts';
import { createTasks, type Tasks } from '#src/platform/tasks/create-tasks.ts';
import type { TaskView } from '#src/platform/tasks/model.ts';
import { tasks } from '#src/platform/tasks/start.ts';
import { openTestDatabase, type TestDatabase } from '#src/platform/testing/database.ts';
import { createMemoryFiles } from '#src/platform/testing/memory.ts';
import { importedText } from '#src/features/roadmap/labels.ts';
import { roadmapTasks } from '#src/features/roadmap/jobs.server.ts';
import { createRoadmap, type RoadmapService } from '#src/features/roadmap/service.server/create-roadmap.ts';
import { accepted, foundSchool, refusedWith, type School } from '../../../../test/world.ts';

const PLAN = `План мероприятий наставничества на 2026-2027 учебный год
№ | Мероприятие | Срок | Ответственный | Результат
1 | Приказ о назначении куратора | до 15.09.2026 | Директор | Приказ
2 | Сбор согласий | октябрь 2026 | Куратор | Согласия
`;

let database: TestDatabase;
let roadmap: RoadmapService;
let service: Tasks;
let worker: Worker;
let school: School;
let curator: PersonActor;

beforeAll(async () => {
  database = await openTestDatabase();
  const deps = {
    db: database.db,
    clock: database.clock,
    files: createMemoryFiles(),
    tasks,
    timeZone: 'Europe/Moscow',
  };
  roadmap = createRoadmap(deps);
  service = createTasks({ db: database.db, log: silentLog, files: deps.files, kinds: roadmapTasks(deps) });
  worker = await startWorker({
    db: database.db,
    clock: systemClock,
    log: silentLog,
    handlers: service.handlers,
    schedules: [],
    timeZone: 'Europe/Moscow',
  });
});
afterAll(async () => {
  await worker.stop();
  await database.close();
});
beforeEach(async () => {
  school = await foundSchool(database);
  curator = await school.actor('curator');
});

async function finish(actor: PersonActor, taskId: string): Promise<TaskView> {
  return accepted(await service.waitBriefly(actor, taskId, 20));
}

function rowsOf({ rows }: { rows: readonly { activity: { title: string; meaning: unknown } }[] }): unknown[] {
  return rows.map(({ activity }) => [activity.title, activity.meaning]);
}

function countRoadmaps(): Promise<number> {
  return roadmap.list(curator, school.organizationId, 1).then((found) => accepted(found).total);
}

describe('reading a document as long work', () => {
  it('leads to the review of the same rows as reading it at once, with the file beside them', async () => {
    const { organizationId } = school;
    const bytes = new TextEncoder().encode(PLAN);
    const started = await roadmap.startImportOfDocument(curator, { organizationId, name: 'план.txt', bytes });
    const { result, title, state } = await finish(curator, accepted(started).taskId);
    expect({ title, state }).toEqual({ title: 'Чтение документа «план.txt»', state: 'done' });
    expect(result?.message).toBe(importedText);
    const roadmapId = /^\/roadmaps\/([^/]+)\/review$/.exec(result?.next ?? '')?.[1] ?? '';
    const review = accepted(await roadmap.getReview(curator, roadmapId));
    const atOnce = accepted(await roadmap.importText(curator, { organizationId, title: '', text: PLAN }));
    const same = accepted(await roadmap.getReview(curator, atOnce.roadmapId));
    expect(rowsOf(review)).toEqual(rowsOf(same));
    expect(review.rows).toHaveLength(2);
    expect(review.roadmap.sourceFileId).not.toBeNull();
  });

  it('reads pasted text, once for one form', async () => {
    const input = {
      organizationId: school.organizationId,
      title: 'Наш план',
      text: PLAN,
      submission: crypto.randomUUID(),
    };
    const first = accepted(await roadmap.startImportOfText(curator, input));
    expect(accepted(await roadmap.startImportOfText(curator, input))).toEqual(first);
    expect((await finish(curator, first.taskId)).state).toBe('done');
    expect(accepted(await roadmap.startImportOfText(curator, input))).toEqual(first);
    expect(await countRoadmaps()).toBe(1);
  });

  it('refuses in the words of the room and stores nothing', async () => {
    const { organizationId } = school;
    const started = await roadmap.startImportOfText(curator, {
      organizationId,
      title: '',
      text: 'Просто письмо родителям.',
    });
    const ended = await finish(curator, accepted(started).taskId);
    expect(ended).toMatchObject({ state: 'refused', refusal: { code: 'roadmap.nothing_found' } });
    expect(ended.refusalText).toContain('не нашлось ни одной строки плана');
    expect(await countRoadmaps()).toBe(0);
    expect(await database.asOwner('select from files where organization_id = $1', [organizationId])).toEqual(
      [],
    );
  });

  it('is not begun for whoever may not, and not stored for whoever may no longer', async () => {
    const { organizationId } = school;
    const input = { organizationId, title: '', text: PLAN };
    expect(refusedWith(await roadmap.startImportOfText(await school.actor('team'), input))).toBe(
      'access.not_allowed',
    );
    const stranger = await (await foundSchool(database)).actor('curator');
    expect(refusedWith(await roadmap.startImportOfText(stranger, input))).toBe('access.not_found');
    const deputy = await school.actor('director');
    const taskId = await database.db.withActor(deputy, 'test.start', async (tx) => {
      const started = accepted(
        await tasks.start(tx, {
          kind: 'roadmap.import',
          organizationId,
          title: 'Чтение',
          payload: { origin: 'text', name: '' },
          bytes: new TextEncoder().encode(PLAN),
        }),
      );
      await database.asOwner('update role_assignments set ended_at = now() where account_id = $1', [
        deputy.accountId,
      ]);
      return started.taskId;
    });
    expect(await finish(deputy, taskId)).toMatchObject({
      state: 'refused',
      refusal: { code: 'access.not_found' },
    });
    expect(await countRoadmaps()).toBe(0);
  });
});
