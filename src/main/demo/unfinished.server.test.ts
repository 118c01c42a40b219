import { mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import organizations from '#data/demo/organizations.json' with { type: 'json' };
import { compose } from '#src/compose.ts';
import { systemClock } from '#src/platform/clock.ts';
import { connect } from '#src/platform/db/connection.ts';
import { openDatabase, type OpenedDatabase } from '#src/platform/db/open.ts';
import { createDatabase } from '#src/platform/db/scope.ts';
import { silentLog } from '#src/platform/log.ts';
import { createMemoryFiles, createMemoryMail } from '#src/platform/testing/memory.ts';
import { fillDemo } from '#src/main/demo.ts';
import { foundTown } from '#src/main/demo/town.ts';
import { createDemoMark, discardUnfinishedDemo } from '#src/main/demo/unfinished.ts';
import { openStorage } from '#src/main/installation.ts';
import { refusedWith } from '../../../test/world.ts';

const settings = {
  publicUrl: 'http://localhost:3000',
  timeZone: 'Europe/Moscow',
  host: '127.0.0.1',
  backupHour: 3,
  backupKeep: 14,
};

let config: { dataFolder: string; databaseUrl: undefined };
/** Keeps the server up, so that each step need not start it. */
let held: OpenedDatabase;

beforeAll(async () => {
  const dataFolder = await mkdtemp(join(tmpdir(), 'nastavnik-unfinished-'));
  config = { dataFolder, databaseUrl: undefined };
  const opened = await openDatabase(config, silentLog, { fsync: 'off' });
  if (!opened.ok) throw new Error(opened.refusal.code);
  held = opened.value;
});
afterAll(async () => {
  await held.close();
  await rm(config.dataFolder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
});
beforeEach(async () => {
  await held.drop();
  await createDemoMark(config).end();
});

/** The program on this folder; `work` gets what the filling of a demo needs. */
async function withInstallation<T>(
  work: (installation: Parameters<typeof fillDemo>[0]) => Promise<T>,
): Promise<T> {
  const storage = await openStorage(config, silentLog);
  if (!storage.ok) throw new Error(storage.refusal.code);
  const { opened } = storage.value;
  const db = createDatabase(opened, systemClock, silentLog);
  const composed = compose({
    config: settings,
    db,
    clock: systemClock,
    log: silentLog,
    files: createMemoryFiles(),
    mail: createMemoryMail(),
    secret: 'a secret of forty characters for the test',
    isDemo: true,
  });
  try {
    return await work({ ...composed, db, config: settings });
  } finally {
    await composed.auth.close();
    await db.close();
    await opened.close();
  }
}

/** A demo that was killed when the town had its organizations and people, and nothing else. */
async function fillHalf(): Promise<void> {
  await withInstallation(async (installation) => {
    await createDemoMark(config).begin();
    await foundTown(installation);
  });
  await mkdir(join(config.dataFolder, 'files/ab'), { recursive: true });
  await writeFile(join(config.dataFolder, 'files/ab/cd'), 'left over');
}

async function ask<Row extends Record<string, unknown>>(text: string): Promise<Row[]> {
  const client = await connect(held.connection, { name: 'test' });
  try {
    return (await client.query<Row>(text)).rows;
  } finally {
    await client.end();
  }
}

const countOrganizations = async (): Promise<unknown> =>
  (await ask('select count(*) from organizations'))[0]?.count;

const exists = (name: string): Promise<boolean> =>
  stat(join(config.dataFolder, name)).then(
    () => true,
    () => false,
  );

test('what is left of a demo that was cut off goes, and the demo can be filled again', async () => {
  await fillHalf();
  expect(await discardUnfinishedDemo(config, silentLog)).toMatchObject({ ok: true });
  expect(await exists('demo-unfinished')).toBe(false);
  expect(await exists('files')).toBe(false);
  expect(
    await withInstallation(async (installation) => {
      expect(await countOrganizations()).toBe(0);
      return fillDemo(installation, systemClock, createDemoMark(config));
    }),
  ).toMatchObject({ ok: true });
  expect(await exists('demo-unfinished')).toBe(false);
  expect(await countOrganizations()).toBe(3);
}, 120_000);

test('cut off before there was any organization, it goes too', async () => {
  await withInstallation(async ({ auth }) => {
    await createDemoMark(config).begin();
    await auth.createAccount({ name: 'Травина Алевтина Борисовна', userName: 'травина.аб' });
  });
  expect(await discardUnfinishedDemo(config, silentLog)).toMatchObject({ ok: true });
  await withInstallation(async ({ auth }) => {
    expect(await auth.findAccountByUserName('травина.аб')).toBeNull();
  });
});

test('without the mark everything stays, and the demo refuses as ever', async () => {
  await fillHalf();
  await createDemoMark(config).end();
  expect(await discardUnfinishedDemo(config, silentLog)).toMatchObject({ ok: true });
  expect(await countOrganizations()).toBe(3);
  expect(refusedWith(await withInstallation((installation) => fillDemo(installation)))).toBe(
    'demo.not_empty',
  );
});

test('with an organization that is not the demo’s everything stays, and so does the mark', async () => {
  await fillHalf();
  await ask(
    `insert into organizations (kind, full_name, short_name) values ('school', 'Школа № 3', 'Школа № 3')`,
  );
  expect(await discardUnfinishedDemo(config, silentLog)).toMatchObject({ ok: true });
  expect(await countOrganizations()).toBe(4);
  expect(await exists('demo-unfinished')).toBe(true);
  expect(await exists('files/ab/cd')).toBe(true);
});

test('a demo whose last entry is there is whole: only the mark goes', async () => {
  await fillHalf();
  await ask(
    `update organizations set inn = '${organizations.school.inn}'
     where short_name = '${organizations.school.shortName}'`,
  );
  expect(await discardUnfinishedDemo(config, silentLog)).toMatchObject({ ok: true });
  expect(await countOrganizations()).toBe(3);
  expect(await exists('demo-unfinished')).toBe(false);
});

test('a demo that another process is filling at this moment is left to it', async () => {
  await fillHalf();
  const busy = await connect(held.connection, { name: 'app' });
  try {
    expect(refusedWith(await discardUnfinishedDemo(config, silentLog))).toBe('database.in_use');
  } finally {
    await busy.end();
  }
  expect(await countOrganizations()).toBe(3);
  expect(await exists('demo-unfinished')).toBe(true);
});
