import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');
/** Not what a start may take, but when it is certain that none will come: a busy machine takes minutes to fill a demo. */
export const STARTS_WITHIN_MS = 300_000;

export interface Program {
  readonly origin: string;
  /** The one-time link of the first set-up; null for the demo. */
  readonly setUpLink: string | null;
  /** Data folder of this run, gone after `stop`. */
  readonly folder: string;
  stop(): Promise<void>;
}

async function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

/** Starts the built program on an empty folder, as a user does, and waits until it says where it is. */
export async function startProgram(options: { demo?: boolean } = {}): Promise<Program> {
  const port = await freePort();
  const folder = await mkdtemp(join(tmpdir(), 'nastavnik-e2e-'));
  const origin = `http://localhost:${port}`;
  const child = spawn(
    process.execPath,
    [join(root, 'src', 'main.ts'), 'start', ...(options.demo === true ? ['--demo'] : [])],
    {
      cwd: root,
      env: { ...process.env, PORT: String(port), NASTAVNIK_DATA: folder, LOG_LEVEL: 'warn' },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let output = '';
  const said = (chunk: Buffer): void => {
    output += chunk.toString();
  };
  child.stdout.on('data', said);
  child.stderr.on('data', said);
  // Not the clock of the wall: it may be set, or leap when a machine wakes up.
  const until = performance.now() + STARTS_WITHIN_MS;
  while (!output.includes('Остановить: Ctrl+C')) {
    if (child.exitCode !== null || performance.now() > until) {
      child.kill('SIGKILL');
      throw new Error(`The program did not start:\n${output}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return {
    origin,
    folder,
    setUpLink: /http:\/\/localhost:\d+\/setup\?token=\S+/.exec(output)?.[0] ?? null,
    stop: async () => {
      await stopChild(child);
      await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
    },
  };
}

async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const late = setTimeout(() => child.kill('SIGKILL'), 10_000);
  await ended;
  clearTimeout(late);
}
