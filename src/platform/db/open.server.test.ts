import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readFile, realpath, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { silentLog } from '#src/platform/log.ts';
import { openTestDatabase } from '#src/platform/testing/database.ts';
import { connect } from './connection.ts';
import { openDatabase } from './open.ts';
import type { OpenedDatabase } from './open.ts';

/** The logging process of a stopped server may still be writing its last line. */
const gone = { recursive: true, force: true, maxRetries: 20, retryDelay: 100 };

let folder: string;
const held: OpenedDatabase[] = [];
const children: ChildProcess[] = [];

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'nastavnik-open-'));
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  for (const database of held.splice(0)) await database.close();
  const left = await postmasterPid(folder);
  if (left !== undefined) {
    // A test that failed half-way: whoever opens and closes it last stops it.
    const opened = await openDatabase({ dataFolder: folder, databaseUrl: undefined }, silentLog);
    if (opened.ok) await opened.value.close();
  }
  await rm(folder, gone);
});

async function open(dataFolder = folder): Promise<OpenedDatabase> {
  const opened = await openDatabase({ dataFolder, databaseUrl: undefined }, silentLog);
  if (!opened.ok) throw new Error(JSON.stringify(opened.refusal));
  held.push(opened.value);
  return opened.value;
}

async function ask<Row extends Record<string, unknown>>(
  database: OpenedDatabase,
  text: string,
): Promise<Row[]> {
  const client = await connect(database.connection, { name: 'test' });
  try {
    return (await client.query<Row>(text)).rows;
  } finally {
    await client.end();
  }
}

async function postmasterPid(dataFolder: string): Promise<number | undefined> {
  const text = await readFile(path.join(dataFolder, 'postgres/cluster/postmaster.pid'), 'utf8').catch(
    () => undefined,
  );
  return text === undefined ? undefined : Number.parseInt(text, 10);
}

/** Another process on the same folder; `lines` are what it says. */
async function startProcess(task: 'hold' | 'count') {
  const script = path.resolve(import.meta.dirname, '../testing/hold-database.ts');
  const child = spawn(process.execPath, [script, folder, task], { stdio: ['pipe', 'pipe', 'inherit'] });
  children.push(child);
  const lines: string[] = [];
  const reader = createInterface({ input: child.stdout });
  await new Promise<void>((resolve, reject) => {
    reader.on('line', (line) => {
      lines.push(line);
      resolve();
    });
    child.once('exit', () => reject(new Error('the process ended before it opened the database')));
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return { child, lines, ended };
}

test('a new folder becomes a private, durable, Russian database and is stopped by its last user', async () => {
  const database = await open();
  expect(database.kind).toBe('embedded');
  const [settings] = await ask(
    database,
    `select current_setting('fsync') as fsync, current_setting('listen_addresses') as listens,
       current_setting('server_encoding') as encoding, current_setting('data_checksums') as checksums,
       (select datlocale from pg_database where datname = current_database()) as locale`,
  );
  expect(settings).toEqual({ fsync: 'on', listens: '', encoding: 'UTF8', checksums: 'on', locale: 'ru-RU' });
  const { mode } = await stat(path.join(folder, 'postgres'));
  expect((mode & 0o777).toString(8)).toBe('700');
  await database.close();
  await database.close();
  expect(await postmasterPid(folder)).toBeUndefined();
});

test('two processes share one server; the first to leave does not take it along', async () => {
  const other = await startProcess('hold');
  const database = await open();
  const pid = await postmasterPid(folder);
  other.child.stdin?.end();
  await other.ended;
  expect(await postmasterPid(folder)).toBe(pid);
  expect(await ask(database, 'select 1 as one')).toEqual([{ one: 1 }]);
  await database.close();
  expect(await postmasterPid(folder)).toBeUndefined();
});

test('processes that come and go at the same moment never fight over the server', async () => {
  const rounds = Array.from({ length: 4 }, async () => {
    for (let round = 0; round < 3; round += 1) {
      const opened = await openDatabase({ dataFolder: folder, databaseUrl: undefined }, silentLog);
      if (!opened.ok) throw new Error(JSON.stringify(opened.refusal));
      expect(await ask(opened.value, 'select 1 as one')).toEqual([{ one: 1 }]);
      await opened.value.close();
    }
  });
  await Promise.all(rounds);
  expect(await postmasterPid(folder)).toBeUndefined();
});

test('a server left by a killed process is adopted, with all that was committed', async () => {
  const other = await startProcess('count');
  while (other.lines.length < 50) await new Promise((resolve) => setTimeout(resolve, 10));
  const pid = await postmasterPid(folder);
  other.child.kill('SIGKILL');
  await other.ended;
  const database = await open();
  expect(await postmasterPid(folder)).toBe(pid);
  const [row] = await ask<{ last: number }>(database, 'select max(n) as last from counted');
  expect(row?.last).toBeGreaterThanOrEqual(Number(other.lines.at(-1)));
});

test('kill -9 of the server and its user loses nothing committed', async () => {
  const other = await startProcess('count');
  while (other.lines.length < 200) await new Promise((resolve) => setTimeout(resolve, 10));
  const pid = await postmasterPid(folder);
  process.kill(pid ?? 0, 'SIGKILL');
  other.child.kill('SIGKILL');
  await other.ended;
  const database = await open();
  expect(await postmasterPid(folder)).not.toBe(pid);
  const [row] = await ask<{ last: number; count: number }>(
    database,
    'select max(n) as last, count(*) as count from counted',
  );
  expect(row?.last).toBeGreaterThanOrEqual(Number(other.lines.at(-1)));
  expect(row?.count).toBe(row?.last);
});

test('a server that dies under a running program is brought back', async () => {
  const database = await open();
  const pid = await postmasterPid(folder);
  process.kill(pid ?? 0, 'SIGKILL');
  await expect
    .poll(() => ask(database, 'select 1 as one').catch(() => []), { timeout: 20_000 })
    .toEqual([{ one: 1 }]);
  expect(await postmasterPid(folder)).not.toBe(pid);
});

test('a deep folder and one closed to others both work', async () => {
  const deep = path.join(folder, 'я'.repeat(60), 'данные школы');
  await chmod(folder, 0o755);
  await mkdir(deep, { recursive: true });
  const database = await open(deep);
  expect(await ask(database, 'select 1 as one')).toEqual([{ one: 1 }]);
  await database.close();
  // The path is too long for a socket, so that one is in /tmp.
  expect(database.connection.host).toMatch(/^\/tmp\/nastavnik-/);
  await rm(database.connection.host ?? '', gone);
  const closed = path.join(folder, 'closed');
  await mkdir(closed);
  await chmod(closed, 0o700);
  const second = await open(path.join(closed, 'instance'));
  await ask(second, 'create table kept ()');
  await second.close();
  const elsewhere = await realpath(path.join(closed, 'instance/postgres'));
  await rm(path.join(closed, 'instance'), gone);
  const third = await open(path.join(closed, 'instance'));
  // Deleted means deleted, wherever the database was.
  expect(await ask(third, `select to_regclass('kept') is null as gone`)).toEqual([{ gone: true }]);
  await third.close();
  await rm(elsewhere, gone);
  // For root's unprivileged server such a database lives elsewhere, behind a link.
  await rm(await realpath(path.join(closed, 'instance/postgres')), gone);
});

test('a cluster of another version is refused and left alone', async () => {
  await (await open()).close();
  const file = path.join(folder, 'postgres/cluster/PG_VERSION');
  await writeFile(file, '17\n');
  expect(await openDatabase({ dataFolder: folder, databaseUrl: undefined }, silentLog)).toMatchObject({
    refusal: { code: 'database.version', facts: { found: 17, needed: 18 } },
  });
});

test('a server of one’s own is used when it answers, and refused with a reason when not', async () => {
  const world = await openTestDatabase();
  const { host, user, database } = world.connection;
  const url =
    world.connection.connectionString ??
    `postgresql://${user}@localhost/${database}?host=${encodeURIComponent(host ?? '')}`;
  const opened = await openDatabase({ dataFolder: folder, databaseUrl: url }, silentLog);
  expect(opened).toMatchObject({ ok: true, value: { kind: 'server' } });
  await world.close();
  const nobody = 'postgresql://nobody@127.0.0.1:1/nothing';
  expect(await openDatabase({ dataFolder: folder, databaseUrl: nobody }, silentLog)).toMatchObject({
    refusal: { code: 'database.unreachable' },
  });
});
