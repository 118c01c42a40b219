import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { Server, Socket } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createFileStore } from '#src/platform/files.ts';
import { silentLog } from '#src/platform/log.ts';
import { makeArchive } from '../archive/make.ts';
import { restoreArchive } from '../archive/restore.ts';
import { connect } from '../connection.ts';
import { migrate } from '../migrate.ts';
import { openDatabase } from '../open.ts';
import type { OpenedDatabase } from '../open.ts';
import { transportOf } from './layout.ts';

/** The way of Windows, here: TCP on 127.0.0.1 and a password. */
const settings = { transport: 'loopback', fsync: 'off' } as const;
const gone = { recursive: true, force: true, maxRetries: 20, retryDelay: 100 };

let folder: string;
const held: OpenedDatabase[] = [];
const children: ChildProcess[] = [];
const strangers: Server[] = [];

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'nastavnik-loopback-'));
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  for (const stranger of strangers.splice(0)) stranger.close();
  for (const database of held.splice(0)) await database.close();
  for (const name of ['first', 'second']) {
    if ((await postmaster(name)) === undefined) continue;
    // A test that failed half-way: whoever opens and closes it last stops it.
    const opened = await openDatabase(
      { dataFolder: path.join(folder, name), databaseUrl: undefined },
      silentLog,
      settings,
    );
    if (opened.ok) await opened.value.close();
  }
  await rm(folder, gone);
});

async function open(name = 'first'): Promise<OpenedDatabase> {
  const dataFolder = path.join(folder, name);
  const opened = await openDatabase({ dataFolder, databaseUrl: undefined }, silentLog, settings);
  if (!opened.ok) throw new Error(JSON.stringify(opened.refusal));
  held.push(opened.value);
  return opened.value;
}

async function ask<Row extends Record<string, unknown>>(
  { connection }: Pick<OpenedDatabase, 'connection'>,
  text: string,
): Promise<Row[]> {
  const client = await connect(connection, { name: 'test' });
  try {
    return (await client.query<Row>(text)).rows;
  } finally {
    await client.end();
  }
}

async function postmaster(name = 'first'): Promise<{ pid: number; port: number } | undefined> {
  const file = path.join(folder, name, 'postgres/cluster/postmaster.pid');
  const lines = (await readFile(file, 'utf8').catch(() => undefined))?.split('\n');
  return lines && { pid: Number(lines[0]), port: Number(lines[3]) };
}

async function startProcess(task: 'hold' | 'count') {
  const script = path.resolve(import.meta.dirname, '../../testing/hold-database.ts');
  const given = [script, path.join(folder, 'first'), task, 'loopback'];
  const child = spawn(process.execPath, given, { stdio: ['pipe', 'pipe', 'inherit'] });
  children.push(child);
  const lines: string[] = [];
  await new Promise<void>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      lines.push(line);
      resolve();
    });
    child.once('exit', () => reject(new Error('the process ended before it opened the database')));
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return { child, lines, ended };
}

/** Something else on a port that the killed server had. */
async function standOn(port: number, answer: (socket: Socket) => void): Promise<void> {
  const stranger = createServer((socket) => {
    socket.on('error', () => undefined);
    answer(socket);
  });
  strangers.push(stranger);
  await new Promise<void>((resolve, reject) => {
    stranger.once('error', reject);
    stranger.listen(port, '127.0.0.1', resolve);
  });
}

async function killServer(): Promise<{ pid: number; port: number }> {
  const server = await postmaster();
  if (server === undefined) throw new Error('No server to kill');
  process.kill(server.pid, 'SIGKILL');
  await expect
    .poll(
      () =>
        new Promise<boolean>((resolve) => {
          const probe = createServer();
          probe.once('error', () => resolve(false));
          probe.listen(server.port, '127.0.0.1', () => probe.close(() => resolve(true)));
        }),
      { timeout: 20_000 },
    )
    .toBe(true);
  return server;
}

test('only Windows goes by loopback', () => {
  expect(transportOf('win32')).toBe('loopback');
  expect([transportOf('linux'), transportOf('darwin')]).toEqual(['socket', 'socket']);
});

test('it listens on this machine alone, by no socket, and lets nobody in without the password', async () => {
  const database = await open();
  const { host, port, password } = database.connection;
  expect(host).toBe('127.0.0.1');
  expect(password).toMatch(/^[\w-]{43}$/);
  const [facts] = await ask(
    database,
    `select current_setting('listen_addresses') as listens, current_setting('unix_socket_directories') as sockets,
       current_setting('fsync') as fsync,
       (select rolpassword like 'SCRAM-SHA-256$%' from pg_authid where rolname = current_user) as is_scram,
       (select array_agg(distinct auth_method) from pg_hba_file_rules) as methods`,
  );
  expect(facts).toEqual({
    listens: '127.0.0.1',
    sockets: '',
    fsync: 'off',
    is_scram: true,
    methods: ['scram-sha-256'],
  });
  for (const wrong of ['', 'не тот', `${String(password)}x`]) {
    const answer = ask({ connection: { ...database.connection, password: wrong } }, 'select 1');
    await expect(answer).rejects.toThrow(/password/);
  }
  const outside = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .find(({ internal, family }) => !internal && family === 'IPv4');
  const other = outside?.address ?? '127.0.0.2';
  await expect(ask({ connection: { ...database.connection, host: other } }, 'select 1')).rejects.toThrow(
    'ECONNREFUSED',
  );
  const { mode } = await stat(path.join(folder, 'first/postgres/password'));
  expect((mode & 0o777).toString(8)).toBe('600');
  const conf = await readFile(path.join(folder, 'first/postgres/cluster/nastavnik.conf'), 'utf8');
  expect(conf).toContain(`port = ${String(port)}`);
  expect(conf).not.toContain(String(password));
});

test('two processes share it; the last one stops it; the password stays over restarts', async () => {
  const other = await startProcess('hold');
  const database = await open();
  const server = await postmaster();
  expect(database.connection.port).toBe(server?.port);
  other.child.stdin?.end();
  await other.ended;
  expect(await postmaster()).toEqual(server);
  expect(await ask(database, 'select 1 as one')).toEqual([{ one: 1 }]);
  await database.close();
  expect(await postmaster()).toBeUndefined();
  const again = await open();
  expect(again.connection.password).toBe(database.connection.password);
  expect(await ask(again, 'select 1 as one')).toEqual([{ one: 1 }]);
});

test('it is adopted from a killed process, with all that was committed', async () => {
  const other = await startProcess('count');
  while (other.lines.length < 50) await new Promise((resolve) => setTimeout(resolve, 10));
  const server = await postmaster();
  other.child.kill('SIGKILL');
  await other.ended;
  const database = await open();
  expect(await postmaster()).toEqual(server);
  const [row] = await ask<{ last: number }>(database, 'select max(n) as last from counted');
  expect(row?.last).toBeGreaterThanOrEqual(Number(other.lines.at(-1)));
});

test('a stranger on the port of a killed server is told from ours, even one that lets everybody in', async () => {
  const answers: ((socket: Socket) => void)[] = [
    (socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'),
    // A false server: «you are signed in», «ready», and an empty answer to whatever is asked.
    (socket) =>
      socket.on('data', () => {
        socket.write(Buffer.from([0x52, 0, 0, 0, 8, 0, 0, 0, 0, 0x5a, 0, 0, 0, 5, 0x49]));
      }),
  ];
  for (const answer of answers) {
    const other = await startProcess('count');
    while (other.lines.length < 20) await new Promise((resolve) => setTimeout(resolve, 10));
    other.child.kill('SIGKILL');
    await other.ended;
    const { port } = await killServer();
    await standOn(port, answer);
    const database = await open();
    expect(database.connection.port).not.toBe(port);
    const [row] = await ask<{ last: number }>(database, 'select max(n) as last from counted');
    expect(row?.last).toBeGreaterThanOrEqual(Number(other.lines.at(-1)));
    await ask(database, 'drop table counted');
    await database.close();
  }
}, 60_000);

test('a server that dies under a running program is brought back on its own port', async () => {
  const database = await open();
  const server = await postmaster();
  process.kill(server?.pid ?? 0, 'SIGKILL');
  await expect
    .poll(() => ask(database, 'select 1 as one').catch(() => []), { timeout: 20_000 })
    .toEqual([{ one: 1 }]);
  expect((await postmaster())?.pid).not.toBe(server?.pid);
});

test('a backup is made and restored over it', async () => {
  const from = await open('first');
  const migrated = await migrate(from.connection, silentLog);
  expect(migrated).toMatchObject({ ok: true });
  await ask(
    from,
    `insert into organizations (kind, full_name, short_name) values ('school', 'Школа № 5', 'Школа № 5')`,
  );
  const files = createFileStore(path.join(folder, 'files'));
  const now = Temporal.Instant.from('2026-11-20T09:00:00Z');
  const file = path.join(folder, 'school.tar.gz');
  expect(
    await makeArchive({ connection: from.connection, files, secret: undefined, now }, file),
  ).toMatchObject({ ok: true });
  const to = await open('second');
  expect(to.connection.port).not.toBe(from.connection.port);
  const restored = await restoreArchive(
    {
      connection: to.connection,
      files: createFileStore(path.join(folder, 'files of the second')),
      emptyTables: ['organizations'],
      keepSecret: async () => undefined,
    },
    file,
  );
  expect(restored).toMatchObject({ ok: true });
  expect(await ask(to, 'select short_name from organizations')).toEqual([{ short_name: 'Школа № 5' }]);
});
