import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Starts the built program as a user does, on an empty folder, asks for its pages and stops it cleanly. */
const root = join(import.meta.dirname, '..');
const WAIT_MS = 120_000;

async function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

async function waitFor(url: string, until: number): Promise<Response> {
  for (;;) {
    const answer = await fetch(url, { redirect: 'manual' }).catch(() => null);
    if (answer !== null) return answer;
    if (performance.now() > until) throw new Error(`Nothing answered at ${url}`);
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
}

const port = await freePort();
const folder = await mkdtemp(join(tmpdir(), 'nastavnik-smoke-'));
const origin = `http://localhost:${port}`;
const program = spawn(process.execPath, [join(root, 'src', 'main.ts'), 'start'], {
  cwd: root,
  env: { ...process.env, PORT: String(port), NASTAVNIK_DATA: folder, LOG_LEVEL: 'warn' },
  stdio: ['ignore', 'pipe', 'inherit'],
});
let output = '';
program.stdout.on('data', (chunk: Buffer) => {
  output += chunk.toString();
});
const ended = new Promise<number | null>((resolve) => program.on('exit', resolve));

try {
  const health = await waitFor(`${origin}/healthz`, performance.now() + WAIT_MS);
  if (health.status !== 200) throw new Error(`/healthz answered ${health.status}`);
  const about = await fetch(`${origin}/about`);
  const html = await about.text();
  if (about.status !== 200 || !html.includes('Наставник')) throw new Error(`/about answered ${about.status}`);
  const home = await fetch(origin, { redirect: 'manual' });
  if (home.status !== 302) throw new Error(`/ answered ${home.status} to somebody who is not signed in`);
  const link = /http:\/\/localhost:\d+\/setup\?token=\S+/.exec(output)?.[0];
  if (link === undefined) throw new Error(`No set-up link was printed:\n${output}`);
  const setUp = await fetch(link);
  if (setUp.status !== 200) throw new Error(`The set-up page answered ${setUp.status}`);
  program.kill('SIGTERM');
  const code = await ended;
  if (code !== 0) throw new Error(`The program ended with ${code}`);
  console.log('1 passed, 0 failed');
} finally {
  program.kill('SIGKILL');
  await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
}
