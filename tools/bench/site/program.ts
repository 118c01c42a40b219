import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..', '..');
const START_PATIENCE_MS = 120_000;

/** The built program on a data folder that nobody else has open; answers when it is ready. */
export async function startSite(folder: string, port: number): Promise<ChildProcess> {
  const child = spawn(process.execPath, [join(root, 'src', 'main.ts'), 'web'], {
    cwd: root,
    // Behind a proxy that the benchmark plays: a fresh address a connection, so that the limit of requests is not met.
    env: {
      ...process.env,
      NODE_ENV: 'production',
      PORT: String(port),
      NASTAVNIK_DATA: folder,
      LOG_LEVEL: 'warn',
      TRUST_PROXY: 'yes',
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const until = performance.now() + START_PATIENCE_MS;
  while (performance.now() < until && child.exitCode === null) {
    const answer = await fetch(`http://localhost:${port}/healthz`).catch(() => null);
    if (answer?.ok === true) return child;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  child.kill('SIGKILL');
  throw new Error(`The program did not start (${String(child.exitCode)})`);
}

export async function stopSite(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await ended;
}

let addresses = 0;

/** What a browser sends, as a proxy hands it on: each call is another client. */
export function headersOf(cookie: string): Record<string, string> {
  addresses += 1;
  return {
    cookie,
    'x-forwarded-for': `10.0.${addresses >> 8}.${addresses & 255}`,
    'accept-encoding': 'gzip',
    'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0',
  };
}
