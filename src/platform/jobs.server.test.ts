import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { accept, refuse } from '#src/lib/result.ts';
import { systemClock } from './clock.ts';
import type { PersonActor } from './db/scope.ts';
import { createQueuePool, defineJob, isDue, jobs, startWorker } from './jobs.ts';
import { silentLog } from './log.ts';
import { openTestDatabase } from './testing/database.ts';
import type { TestDatabase } from './testing/database.ts';

const anna: PersonActor = { kind: 'person', accountId: 'anna' };
let world: TestDatabase;

beforeAll(async () => {
  world = await openTestDatabase();
});
afterAll(() => world.close());

async function waitUntil(isTrue: () => boolean): Promise<void> {
  for (let tries = 0; !isTrue(); tries += 1) {
    if (tries > 200) throw new Error('waited in vain');
    await sleep(25);
  }
}

test('a job exists exactly when its transaction was committed, and its handler gets the payload', async () => {
  const seen: string[] = [];
  const greet = defineJob({
    name: 'greet',
    payload: z.strictObject({ id: z.string() }),
    handle: async ({ id }) => {
      seen.push(id);
    },
  });
  await world.db.withActor(anna, 'test.add', async (tx) => {
    await jobs.add(tx, 'greet', { id: 'committed' });
    return accept();
  });
  await world.db.withActor(anna, 'test.add', async (tx) => {
    await jobs.add(tx, 'greet', { id: 'refused' });
    return refuse('test.no');
  });
  await world.db.withActor(anna, 'test.add', async (tx) => {
    await jobs.add(tx, 'greet', { id: 'later' }, { runAt: systemClock.now().add({ hours: 1 }) });
    await jobs.add(tx, 'greet', { id: 'replaced' }, { key: 'same' });
    await jobs.add(tx, 'greet', { id: 'replacing' }, { key: 'same' });
  });
  const worker = await startWorker({
    db: world.db,
    clock: systemClock,
    log: silentLog,
    handlers: [greet],
    schedules: [{ name: 'greet', hour: 3, payload: { id: 'night' } }],
    timeZone: 'Europe/Moscow',
  });
  try {
    await waitUntil(() => seen.length >= 2);
    await sleep(100);
  } finally {
    await worker.stop();
  }
  expect(seen.toSorted()).toEqual(['committed', 'replacing']);
});

test('the application sees nothing of the queue but the way in', async () => {
  await expect(
    world.db.withActor(anna, 'test.peek', (tx) =>
      tx.query
        .selectFrom('graphile_worker._private_jobs' as 'audit_rows')
        .selectAll()
        .execute(),
    ),
  ).rejects.toThrow(/permission denied/);
});

test('the queue role sees nothing of the product', async () => {
  const pool = world.db.createRolePool('nastavnik_jobs', { max: 1 });
  try {
    await expect(pool.query('select * from public.audit_rows')).rejects.toThrow(/permission denied/);
  } finally {
    await pool.end();
  }
});

test('a connection of the queue that is late fails as what is tried again', async () => {
  const pool = createQueuePool(world.db, 1);
  const only = await pool.connect();
  pool.options.connectionTimeoutMillis = 50;
  try {
    await expect(pool.connect()).rejects.toMatchObject({ code: 'ETIMEDOUT' });
    only.release();
    expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  } finally {
    await pool.end();
  }
});

function local(text: string): Temporal.ZonedDateTime {
  return Temporal.ZonedDateTime.from(text);
}

test('a schedule is due at its hour of the installation, whatever UTC says', () => {
  expect(isDue({ name: 'x', hour: 3 }, local('2026-11-20T03:00[Asia/Kamchatka]'))).toBe(true);
  expect(isDue({ name: 'x', hour: 3 }, local('2026-11-20T03:01[Asia/Kamchatka]'))).toBe(false);
  expect(isDue({ name: 'x', hour: 3, dayOfWeek: 1 }, local('2026-11-20T03:00[Europe/Moscow]'))).toBe(false);
  expect(isDue({ name: 'x', hour: 3, dayOfWeek: 5 }, local('2026-11-20T03:00[Europe/Moscow]'))).toBe(true);
});
