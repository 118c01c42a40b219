import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { accept, refuse, type Result } from '#src/lib/result.ts';
import { systemClock } from '#src/platform/clock.ts';
import type { PersonActor } from '#src/platform/db/scope.ts';
import { startWorker, type Worker } from '#src/platform/jobs.ts';
import { silentLog } from '#src/platform/log.ts';
import { openTestDatabase, type TestDatabase } from '#src/platform/testing/database.ts';
import { createMemoryFiles } from '#src/platform/testing/memory.ts';
import { createTasks, type Tasks } from './create-tasks.ts';
import { defineTask, isOver, type NewTask, type TaskResult, type TaskRun, type TaskView } from './model.ts';
import { tasks as starter } from './start.ts';

const anna: PersonActor = { kind: 'person', accountId: 'anna' };
const boris: PersonActor = { kind: 'person', accountId: 'boris' };
const organizationId = '0199f000-0000-7000-8000-000000000001';
const done: TaskResult = { next: '/there', message: 'Готово' };

type Run = (run: TaskRun<{ rows: number }>) => Promise<Result<TaskResult>>;
let world: TestDatabase;
let service: Tasks;
let worker: Worker | null = null;
let behave: Run;
let runs = 0;

beforeEach(async () => {
  world = await openTestDatabase();
  await world.asOwner(
    `insert into organizations (id, kind, full_name, short_name, director_name)
     values ($1, 'school', 'Школа № 1', 'Школа № 1', 'Примерова Анна Сергеевна')`,
    [organizationId],
  );
  runs = 0;
  service = createTasks({
    db: world.db,
    log: silentLog,
    files: createMemoryFiles(),
    kinds: [
      defineTask({
        kind: 'test.work',
        payload: z.strictObject({ rows: z.number() }),
        describeRefusal: ({ code }) => `Отказ: ${code}`,
        again: { to: '/again', label: 'Ещё раз' },
        run: (run) => {
          runs += 1;
          return behave(run);
        },
      }),
    ],
  });
});
afterEach(async () => {
  await worker?.stop();
  worker = null;
  await world.close();
});

async function work(): Promise<void> {
  worker = await startWorker({
    db: world.db,
    clock: systemClock,
    log: silentLog,
    handlers: service.handlers,
    schedules: [],
    timeZone: 'Europe/Moscow',
  });
}

function start(options: Partial<NewTask> = {}, actor = anna): Promise<Result<{ taskId: string }>> {
  return world.db.withActor(actor, 'test.start', (tx) =>
    starter.start(tx, {
      kind: 'test.work',
      organizationId,
      title: 'Работаем',
      payload: { rows: 3 },
      bytes: new Uint8Array([0, 1, 255]),
      ...options,
    }),
  );
}

async function started(options: Partial<NewTask> = {}): Promise<string> {
  const answer = await start(options);
  if (!answer.ok) throw new Error(answer.refusal.code);
  return answer.value.taskId;
}

async function look(taskId: string): Promise<TaskView> {
  const found = await service.view(anna, taskId);
  if (!found.ok) throw new Error(found.refusal.code);
  return found.value;
}

async function lookUntil(taskId: string, isTrue: (view: TaskView) => boolean): Promise<TaskView> {
  for (let tries = 0; tries < 400; tries += 1) {
    const view = await look(taskId);
    if (isTrue(view)) return view;
    await sleep(25);
  }
  throw new Error(`waited in vain: ${JSON.stringify(await look(taskId))}`);
}

/** A row of the product, as work would store it; the unique words tell it apart. */
const storeRow =
  (words: string): Parameters<TaskRun<unknown>['store']>[1] =>
  async (tx) => {
    await tx.query.insertInto('submissions').values({ id: crypto.randomUUID(), command: words }).execute();
    return accept(done);
  };

async function countStored(words: string): Promise<number> {
  return (await world.asOwner('select from submissions where command = $1', [words])).length;
}

/** Nothing that the task worked on is left. */
async function expectEmptied(taskId: string): Promise<void> {
  expect(await world.asOwner('select payload from tasks where id = $1', [taskId])).toEqual([
    { payload: null },
  ]);
  expect(await world.asOwner('select from task_inputs')).toEqual([]);
}

test('progress is seen from outside while the main transaction is open, the result when it is done', async () => {
  const { promise: held, resolve: go } = Promise.withResolvers<void>();
  behave = async ({ payload, bytes, actor, report, store }) => {
    expect([payload, [...(bytes ?? [])], actor.accountId]).toEqual([{ rows: 3 }, [0, 1, 255], 'anna']);
    return store('test.store', async (tx) => {
      const stored = await storeRow('whole')(tx);
      report('Сохраняем', 2, 3);
      await held;
      return stored;
    });
  };
  const taskId = await started();
  expect(await look(taskId)).toMatchObject({ state: 'queued', title: 'Работаем', done: 0, total: 0 });
  await work();
  const view = await lookUntil(taskId, (seen) => seen.done > 0);
  expect(view).toMatchObject({ state: 'running', stage: 'Сохраняем', done: 2, total: 3 });
  expect(await countStored('whole')).toBe(0);
  go();
  const ended = await service.waitBriefly(anna, taskId, 20);
  expect(ended).toMatchObject({ value: { state: 'done', result: done } });
  expect(await countStored('whole')).toBe(1);
  await expectEmptied(taskId);
});

test('cancelled in the middle: the signal comes, the transaction takes its rows back', async () => {
  behave = ({ report, store }) =>
    store('test.store', async (tx) => {
      await storeRow('half')(tx);
      for (let row = 0; ; row += 1) {
        report('Сохраняем', row, 1_000_000);
        await sleep(5);
      }
    });
  const taskId = await started();
  await work();
  await lookUntil(taskId, ({ state, done: rows }) => state === 'running' && rows > 0);
  expect(await service.cancel(anna, taskId)).toEqual({ ok: true, value: undefined });
  const ended = await lookUntil(taskId, ({ state }) => isOver(state));
  expect(ended).toMatchObject({ state: 'cancelled', result: null, isCancelling: true });
  expect(await countStored('half')).toBe(0);
  await expectEmptied(taskId);
  expect(await service.cancel(anna, taskId)).toMatchObject({ refusal: { code: 'tasks.over' } });
});

test('work that does not listen is not kept either when it was cancelled before its end', async () => {
  behave = ({ store }) =>
    store('test.store', async (tx) => {
      const stored = await storeRow('deaf')(tx);
      expect(await service.cancel(anna, taskId)).toMatchObject({ ok: true });
      return stored;
    });
  const taskId = await started();
  await work();
  expect((await lookUntil(taskId, ({ state }) => isOver(state))).state).toBe('cancelled');
  expect(await countStored('deaf')).toBe(0);
});

test('cancelled in the queue: it never runs', async () => {
  behave = ({ store }) => store('test.store', storeRow('never'));
  const cancelled = await started();
  expect(await service.cancel(anna, cancelled)).toMatchObject({ ok: true });
  expect((await look(cancelled)).state).toBe('cancelled');
  await expectEmptied(cancelled);
  const other = await started();
  await work();
  await lookUntil(other, ({ state }) => state === 'done');
  expect(runs).toBe(1);
});

test('a refusal keeps its code, facts and words, a throw ends as failed; neither leaves anything', async () => {
  behave = ({ store }) =>
    store('test.store', async (tx) => {
      await storeRow('refused')(tx);
      return refuse('test.no', { rows: 3 }, 'file');
    });
  await work();
  const refused = await started();
  expect(await lookUntil(refused, ({ state }) => isOver(state))).toMatchObject({
    state: 'refused',
    refusal: { code: 'test.no', facts: { rows: 3 }, field: 'file' },
    refusalText: 'Отказ: test.no',
    again: { to: '/again', label: 'Ещё раз' },
  });
  behave = ({ store }) =>
    store('test.store', async (tx) => {
      await storeRow('thrown')(tx);
      throw new Error('a bug');
    });
  const thrown = await started();
  expect((await lookUntil(thrown, ({ state }) => isOver(state))).state).toBe('failed');
  expect([await countStored('refused'), await countStored('thrown')]).toEqual([0, 0]);
  await expectEmptied(thrown);
  expect(runs).toBe(2);
});

/** As if the process that took it up had been killed: it is running, and nobody gives a sign of life. */
async function loseProcess(taskId: string, attempts: number): Promise<void> {
  await world.asOwner(
    `update tasks set state = 'running', attempts = $2, seen_at = clock_timestamp() - interval '1 minute' where id = $1`,
    [taskId, attempts],
  );
}

test('a task whose process was killed is run again, once', async () => {
  behave = ({ store }) => store('test.store', storeRow('again'));
  const taskId = await started();
  await loseProcess(taskId, 1);
  await work();
  expect((await lookUntil(taskId, ({ state }) => isOver(state))).state).toBe('done');
  expect(await countStored('again')).toBe(1);
});

test('the check begins a lost task anew although the queue still holds the job of the dead process', async () => {
  behave = ({ store }) => store('test.store', storeRow('found'));
  const taskId = await started();
  await world.db.withActor(anna, 'test.check', (tx) =>
    tx.query
      .selectNoFrom((eb) =>
        eb
          .fn('app.add_job', [
            eb.val('tasks.check'),
            eb.cast(eb.val(JSON.stringify({ taskId, accountId: 'anna' })), 'json'),
            eb.val(null),
            eb.val(null),
            eb.val(null),
          ])
          .as('added'),
      )
      .execute(),
  );
  await world.asOwner(
    `select graphile_worker.complete_jobs(array_agg(j.id)) from graphile_worker._private_jobs j
     join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = 'tasks.run'`,
  );
  await loseProcess(taskId, 1);
  await work();
  expect((await lookUntil(taskId, ({ state }) => isOver(state))).state).toBe('done');
  expect(await countStored('found')).toBe(1);
});

test('a task that keeps killing its process is given up', async () => {
  behave = ({ store }) => store('test.store', storeRow('deadly'));
  const taskId = await started();
  await loseProcess(taskId, 3);
  await work();
  expect((await lookUntil(taskId, ({ state }) => isOver(state))).state).toBe('failed');
  expect(runs).toBe(0);
  await expectEmptied(taskId);
});

test('whoever lost the task to another process stores nothing', async () => {
  behave = ({ store }) =>
    store('test.store', async (tx) => {
      const stored = await storeRow('late')(tx);
      await world.asOwner('update tasks set attempts = attempts + 1 where id = $1', [taskId]);
      return stored;
    });
  const taskId = await started();
  await work();
  await lookUntil(taskId, () => runs === 1);
  await worker?.stop();
  worker = null;
  expect((await look(taskId)).state).toBe('running');
  expect(await countStored('late')).toBe(0);
});

test('a program that stops gives the task back and the next one does it', async () => {
  let isFirst = true;
  behave = async ({ signal, store }) => {
    if (isFirst) {
      isFirst = false;
      await new Promise((_resolve, reject) =>
        signal.addEventListener('abort', () => reject(signal.reason as Error)),
      );
    }
    return store('test.store', storeRow('next'));
  };
  const taskId = await started();
  await work();
  await lookUntil(taskId, ({ state }) => state === 'running');
  await worker?.stop();
  expect((await look(taskId)).state).toBe('queued');
  await work();
  expect((await lookUntil(taskId, ({ state }) => isOver(state))).state).toBe('done');
  expect([runs, await countStored('next')]).toEqual([2, 1]);
});

test('nobody else finds it, whatever they ask', async () => {
  const taskId = await started();
  expect(await service.view(boris, taskId)).toMatchObject({ refusal: { code: 'tasks.not_found' } });
  expect(await service.cancel(boris, taskId)).toMatchObject({ refusal: { code: 'tasks.not_found' } });
  expect(await service.view(anna, 'not-an-id')).toMatchObject({ refusal: { code: 'tasks.not_found' } });
  const seen = await world.db.withActor(boris, 'test.peek', async (tx) => [
    ...(await tx.query.selectFrom('tasks').select('id').execute()),
    ...(await tx.query.selectFrom('task_inputs').select('task_id').execute()),
  ]);
  expect(seen).toEqual([]);
  expect((await look(taskId)).state).toBe('queued');
});

test('the audit keeps what was asked and how it ended, not the data and not the progress', async () => {
  behave = async ({ report, store }) => {
    report('Читаем', 1, 2);
    await sleep(600);
    return store('test.store', async () => accept(done));
  };
  const taskId = await started({ payload: { rows: 41 } });
  await work();
  await lookUntil(taskId, ({ state }) => isOver(state));
  const rows = await world.asOwner<{ operation: string; after: Record<string, unknown> }>(
    `select operation, after from audit_rows where table_name = 'tasks' and row_id = $1 order by id`,
    [taskId],
  );
  expect(rows.map(({ operation, after }) => [operation, after['state']])).toEqual([
    ['insert', 'queued'],
    ['update', 'running'],
    ['update', 'done'],
  ]);
  expect(rows[0]?.after['payload']).toBe('***');
  expect(JSON.stringify(rows)).not.toContain('"rows"');
});

test('the same form starts one task, unless the first came to nothing; three unfinished are enough', async () => {
  const submission = crypto.randomUUID();
  const [first, second] = await Promise.all([start({ submission }), start({ submission })]);
  expect(second).toEqual(first);
  const taskId = first.ok ? first.value.taskId : '';
  await service.cancel(anna, taskId);
  expect(await started({ submission })).not.toBe(taskId);
  await Promise.all([started(), started()]);
  expect(await start()).toMatchObject({ refusal: { code: 'tasks.too_many', facts: { limit: 3 } } });
  expect(await start({}, boris)).toMatchObject({ ok: true });
  expect(await start({ submission: 'x' })).toMatchObject({ refusal: { code: 'submission.malformed' } });
});

test('the nightly sweep removes what ended a week ago and ends what nobody does', async () => {
  const old = await started();
  await service.cancel(anna, old);
  const forgotten = await started();
  world.clock.advance({ days: 8 });
  const fresh = await started();
  const lost = await started();
  await world.asOwner(
    `update tasks set state = 'running', seen_at = clock_timestamp() - interval '2 hours' where id = $1`,
    [lost],
  );
  const sweep = service.handlers.find(({ name }) => name === 'tasks.sweep');
  await sweep?.handle({}, new AbortController().signal);
  expect(await service.view(anna, old)).toMatchObject({ refusal: { code: 'tasks.not_found' } });
  expect((await look(forgotten)).state).toBe('failed');
  expect((await look(lost)).state).toBe('failed');
  expect((await look(fresh)).state).toBe('queued');
});
