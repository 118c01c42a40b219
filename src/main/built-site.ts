import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { accept, refuse, type Result } from '#src/lib/result.ts';

const root = join(import.meta.dirname, '..', '..');
const stampFile = join(root, 'build', 'sources.txt');
export const siteFile = join(root, 'build', 'server', 'index.js');

/** Everything that the build is made of: names, sizes and times of the sources, as one short text. */
async function describeSources(): Promise<string> {
  const hash = createHash('sha256');
  const look = async (folder: string): Promise<void> => {
    for (const entry of (await readdir(folder, { withFileTypes: true })).toSorted((a, b) =>
      a.name < b.name ? -1 : 1,
    )) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) {
        if (!entry.name.startsWith('instance')) await look(path);
      } else {
        const { size, mtimeMs } = await stat(path);
        hash.update(`${path}\0${size}\0${mtimeMs}\n`);
      }
    }
  };
  for (const folder of ['src', 'public', 'data']) await look(join(root, folder));
  for (const file of ['package-lock.json', 'vite.config.ts', 'react-router.config.ts']) {
    hash.update(await readFile(join(root, file)));
  }
  return hash.digest('hex');
}

/**
 * Builds the pages when they are missing or older than their sources; a few seconds, once after an update.
 * Refused with `start.build_failed` and the last lines of the builder.
 */
export async function ensureSiteIsBuilt(tell: (text: string) => void): Promise<Result> {
  const sources = await describeSources();
  const built = await readFile(stampFile, 'utf8').catch(() => '');
  const exists = await stat(siteFile).then(
    () => true,
    () => false,
  );
  if (exists && built === sources) return accept();
  tell('Собираю страницы: первый запуск после установки или обновления, это занимает около минуты…');
  const builder = join(root, 'node_modules', '@react-router', 'dev', 'bin.cjs');
  const output: string[] = [];
  const code = await new Promise<number | null>((resolve) => {
    const child = spawn(process.execPath, [builder, 'build'], {
      cwd: root,
      env: { ...process.env, NODE_ENV: 'production' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => output.push(chunk.toString()));
    }
    child.on('close', resolve);
  });
  if (code !== 0) {
    return refuse('start.build_failed', { output: output.join('').trim().split('\n').slice(-15).join('\n') });
  }
  await writeFile(stampFile, sources);
  return accept();
}
