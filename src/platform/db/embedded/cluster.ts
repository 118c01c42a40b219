import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { appendFile, chown, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { accept, refuse } from '#src/lib/result.ts';
import type { Result } from '#src/lib/result.ts';
import { readOrCreateText } from '#src/platform/data-folder.ts';
import type { Binaries } from './binaries.ts';
import { readClusterVersion } from './layout.ts';
import type { Layout, Transport } from './layout.ts';

export const superuser = 'nastavnik';

export interface ServerSettings {
  /** `off` only for throw-away test servers. */
  readonly fsync?: 'on' | 'off';
  /** What the platform has (`transportOf`) unless told: only tests tell. */
  readonly transport?: Transport;
}

const isWindows = process.platform === 'win32';

/** Anybody on this machine can reach a port of loopback, so there the server asks for this password. */
export async function readPassword({ transport, home, identity }: Layout): Promise<string | undefined> {
  if (transport === 'socket') return undefined;
  const file = path.join(home, 'password');
  const password = await readOrCreateText(file, () => randomBytes(32).toString('base64url'));
  // initdb reads it too.
  if (identity !== undefined) await chown(file, identity.uid, identity.gid);
  return password;
}

/**
 * Makes the cluster: UTF-8, ICU ru-RU as the default collation, checksums. It is made beside its place and moved there
 * whole, so a killed or a competing start never leaves half a cluster. Character classes come from the C library's
 * UTF-8 locale, because with plain C pg_trgm takes Cyrillic letters for punctuation.
 */
export async function createCluster(
  binaries: Binaries,
  layout: Layout,
  settings: ServerSettings,
): Promise<Result> {
  const password = await readPassword(layout);
  let lastOutput = '';
  for (const ctype of isWindows ? ['Russian_Russia.utf8', 'C'] : ['C.UTF-8', 'ru_RU.UTF-8', 'en_US.UTF-8']) {
    const draft = path.join(layout.home, `cluster.${process.pid}-${randomBytes(4).toString('hex')}`);
    const { code, output } = await runProgram(layout, binaries.initdb, [
      `--pgdata=${draft}`,
      `--username=${superuser}`,
      '--encoding=UTF8',
      '--locale-provider=icu',
      '--icu-locale=ru-RU',
      '--locale=C',
      `--lc-ctype=${ctype}`,
      '--data-checksums',
      ...(settings.fsync === 'off' ? ['--no-sync'] : []),
      ...(password === undefined
        ? ['--auth=trust']
        : ['--auth=scram-sha-256', `--pwfile=${path.join(layout.home, 'password')}`]),
    ]);
    if (code === 0) {
      await appendFile(path.join(draft, 'postgresql.conf'), "\ninclude 'nastavnik.conf'\n");
      await writeSettings({ ...layout, cluster: draft }, {});
      return putInPlace(draft, layout.cluster);
    }
    await rm(draft, { recursive: true, force: true });
    if (code === missingLibrary) return refuse('database.no_library');
    lastOutput = output;
  }
  return refuse('database.not_created', { reason: lastLines(lastOutput) });
}

/** How Windows says that a program was not even loaded: VCRUNTIME140.dll is not part of every Windows. */
const missingLibrary = 0xc0_00_01_35;

async function putInPlace(draft: string, cluster: string): Promise<Result> {
  // Windows refuses to move a folder in which a scanner of viruses has a file open: a moment later it has not.
  for (let attempt = 1; ; attempt += 1) {
    try {
      await rename(draft, cluster);
      return accept();
    } catch (error) {
      const isThere = (await readClusterVersion(cluster)) !== undefined;
      if (!isThere && attempt < 20) {
        await sleep(100 * attempt);
        continue;
      }
      await rm(draft, { recursive: true, force: true });
      // Another process was first: its cluster is as good.
      if (isThere) return accept();
      return refuse('database.not_created', {
        reason: error instanceof Error ? error.message : String(error),
      });
    }
  }
}

/** Text as postgresql.conf takes it. */
function quote(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

async function writeSettings(layout: Layout, settings: ServerSettings, port?: number): Promise<void> {
  const lines = [
    '# Written at every start; changes made here are lost.',
    ...(layout.transport === 'loopback'
      ? [
          "listen_addresses = '127.0.0.1'",
          ...(port === undefined ? [] : [`port = ${port}`]),
          "unix_socket_directories = ''",
          "password_encryption = 'scram-sha-256'",
        ]
      : [
          "listen_addresses = ''",
          `unix_socket_directories = ${quote(layout.socketFolder)}`,
          'unix_socket_permissions = 0700',
        ]),
    'max_connections = 60',
    "shared_buffers = '128MB'",
    "work_mem = '8MB'",
    "maintenance_work_mem = '64MB'",
    "max_wal_size = '256MB'",
    'max_worker_processes = 4',
    'max_parallel_workers_per_gather = 0',
    'io_method = sync',
    `fsync = ${settings.fsync ?? 'on'}`,
    `synchronous_commit = ${settings.fsync ?? 'on'}`,
    `full_page_writes = ${settings.fsync ?? 'on'}`,
    "timezone = 'UTC'",
    "log_timezone = 'UTC'",
    'logging_collector = on',
    "log_directory = 'log'",
    "log_filename = 'postgres-%a.log'",
    'log_truncate_on_rotation = on',
    'log_rotation_age = 1d',
    'log_rotation_size = 0',
    // Statements and their parameters are people's data: the log names the error, not the text.
    'log_min_error_statement = panic',
    'log_parameter_max_length_on_error = 0',
    'log_error_verbosity = terse',
  ];
  const file = path.join(layout.cluster, 'nastavnik.conf');
  const draft = `${file}.${process.pid}-${randomBytes(4).toString('hex')}`;
  await writeFile(draft, `${lines.join('\n')}\n`, { mode: 0o600 });
  if (layout.identity !== undefined) await chown(draft, layout.identity.uid, layout.identity.gid);
  await rename(draft, file);
}

/**
 * Starts the server detached from this process, so that it outlives it for whoever else uses the folder. Returns
 * undefined when it started, else what it said; «already running» is for the caller to find out by connecting.
 */
export async function startServer(
  binaries: Binaries,
  layout: Layout,
  settings: ServerSettings,
): Promise<string | undefined> {
  await writeSettings(
    layout,
    settings,
    layout.transport === 'loopback' ? await choosePort(layout) : undefined,
  );
  const startLog = path.join(layout.home, 'start.log');
  const { code } = await runProgram(
    layout,
    binaries.pgControl,
    ['start', '-D', layout.cluster, '-l', startLog, '-w', '-t', '60', '-s', '-p', binaries.postgres],
    'ignore',
  );
  if (code === 0) {
    await rm(startLog, { force: true });
    return undefined;
  }
  const output = await readFile(startLog, 'utf8').catch(() => '');
  await rm(startLog, { force: true });
  await removeStaleLock(layout, output);
  return lastLines(output);
}

/** Stops the server cleanly: open connections are ended, everything committed is on disk. */
export async function stopServer(binaries: Binaries, layout: Layout): Promise<void> {
  await runProgram(layout, binaries.pgControl, [
    'stop',
    '-D',
    layout.cluster,
    '-m',
    'fast',
    '-w',
    '-t',
    '60',
    '-s',
  ]);
}

/** Where a running (or killed) server says that it listens, from its own pid file. */
export async function readListener(
  layout: Layout,
): Promise<{ port: number; socketFolder: string } | undefined> {
  const text = await readFile(path.join(layout.cluster, 'postmaster.pid'), 'utf8').catch(() => undefined);
  const lines = text?.split('\n');
  const port = Number(lines?.[3]);
  if (lines === undefined || !Number.isInteger(port) || port === 0) return undefined;
  return { port, socketFolder: lines[4] ?? '' };
}

/**
 * After a power cut or a container's restart the pid in the left-over lock may belong to a stranger, and PostgreSQL
 * then refuses to start for ever. Where the kernel says that this pid is not a PostgreSQL, the lock is removed.
 */
async function removeStaleLock(layout: Layout, output: string): Promise<void> {
  if (process.platform !== 'linux' || !output.includes('lock file')) return;
  const lock = path.join(layout.cluster, 'postmaster.pid');
  const pid = Number.parseInt(await readFile(lock, 'utf8').catch(() => ''), 10);
  if (!Number.isInteger(pid) || pid <= 0) return;
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => undefined);
  if (command === undefined || command.includes('postgres')) return;
  await rm(lock, { force: true });
  if (layout.transport === 'socket') {
    await rm(path.join(layout.socketFolder, '.s.PGSQL.5432.lock'), { force: true });
  }
}

/**
 * The port of the last start, so that programs with connections to a server that died find it again; another free one
 * when somebody else has taken it. What is left of a killed server holds its port for a moment.
 */
async function choosePort(layout: Layout): Promise<number> {
  const running = await readListener(layout);
  const written = await readFile(path.join(layout.cluster, 'nastavnik.conf'), 'utf8').catch(() => '');
  const last = running?.port ?? Number(/^port = (\d+)$/m.exec(written)?.[1] ?? 0);
  const tries = last === 0 ? 0 : 20;
  for (let attempt = 1; attempt <= tries; attempt += 1) {
    if ((await listenOnce(last)) === last) return last;
    await sleep(100);
  }
  return (await listenOnce(0)) ?? 0;
}

/** The port, when it can be listened on at this moment; 0 asks for any. */
function listenOnce(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(undefined));
    probe.listen(port, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : undefined));
    });
  });
}

/** Runs one of PostgreSQL's programs as the layout's account, with a clean environment and English messages. */
function runProgram(
  layout: Layout,
  program: string,
  args: readonly string[],
  output: 'pipe' | 'ignore' = 'pipe',
): Promise<{ code: number; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: layout.home,
      env: isWindows ? process.env : { PATH: process.env.PATH ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' },
      stdio: ['ignore', output, output],
      windowsHide: true,
      ...(layout.identity === undefined ? {} : { uid: layout.identity.uid, gid: layout.identity.gid }),
    });
    let text = '';
    const collect = (chunk: Buffer) => {
      text += chunk.toString('utf8');
    };
    child.stdout?.on('data', collect);
    child.stderr?.on('data', collect);
    child.once('error', reject);
    // «exit», not «close»: a server started by pg_ctl may keep the pipes open.
    child.once('exit', (code) => resolve({ code: code ?? 1, output: text }));
  });
}

function lastLines(text: string): string {
  return text.trim().split('\n').slice(-4).join(' ').slice(0, 600);
}
