import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ensureSiteIsBuilt } from '#src/main/built-site.ts';
import { freePort, inFolder } from './site/folder.ts';

const root = join(import.meta.dirname, '..', '..');
const WARM_RUNS = 5;

/** Milliseconds from the command to the first answered page, and from the signal to the end. */
async function startOnce(folder: string): Promise<{ upMs: number; downMs: number }> {
  const port = await freePort();
  const startedAt = performance.now();
  const child = spawn(process.execPath, [join(root, 'src', 'main.ts'), 'start'], {
    cwd: root,
    env: { ...process.env, PORT: String(port), NASTAVNIK_DATA: folder, LOG_LEVEL: 'silent' },
    stdio: 'ignore',
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  for (;;) {
    const answer = await fetch(`http://localhost:${port}/signin`).catch(() => null);
    if (answer?.ok === true) break;
    if (child.exitCode !== null) throw new Error(`The program ended with ${child.exitCode}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  const upMs = performance.now() - startedAt;
  const stoppedAt = performance.now();
  child.kill('SIGTERM');
  await ended;
  return { upMs, downMs: performance.now() - stoppedAt };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

function row(name: string, upMs: number, downMs: number): string {
  return `| ${name} | ${(upMs / 1000).toFixed(2)} | ${(downMs / 1000).toFixed(2)} |`;
}

/** First start on an empty folder (the pages are built already), then starts on the same folder; medians. */
export async function run(): Promise<string> {
  const built = await ensureSiteIsBuilt(() => undefined);
  if (!built.ok) throw new Error(JSON.stringify(built.refusal));
  return inFolder('start', async (folder) => {
    const cold = await startOnce(folder);
    const warm: { upMs: number; downMs: number }[] = [];
    for (let at = 0; at < WARM_RUNS; at += 1) warm.push(await startOnce(folder));
    return [
      '| start | until the sign-in page, s | from SIGTERM to the end, s |',
      '|---|--:|--:|',
      row('cold: makes the database, migrates', cold.upMs, cold.downMs),
      row(
        `warm, median of ${WARM_RUNS}`,
        median(warm.map((one) => one.upMs)),
        median(warm.map((one) => one.downMs)),
      ),
    ].join('\n');
  });
}
