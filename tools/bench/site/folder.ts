import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openInstallation, type Installation } from '#src/main/installation.ts';

/** An empty data folder for one measurement; afterwards it is gone, and the environment is as it was. */
export async function inFolder<T>(name: string, work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), `nastavnik-bench-${name}-`));
  const environment = { ...process.env };
  try {
    return await work(folder);
  } finally {
    process.env = environment;
    await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
}

/** An installation of its own, opened in this process and closed afterwards. */
export function inInstallation<T>(
  name: string,
  work: (installation: Installation) => Promise<T>,
): Promise<T> {
  return inFolder(name, async (folder) => {
    Object.assign(process.env, { NASTAVNIK_DATA: folder, LOG_LEVEL: 'warn' });
    const opened = await openInstallation(false);
    if (!opened.ok) throw new Error(JSON.stringify(opened.refusal));
    try {
      return await work(opened.value);
    } finally {
      await opened.value.close();
    }
  });
}

export async function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
