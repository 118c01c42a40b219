import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readOrCreateSecret, replaceSecret } from './data-folder.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'nastavnik-data-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('the secret is made once, also by many at the same moment, and kept to its owner', async () => {
  const secrets = await Promise.all(Array.from({ length: 8 }, () => readOrCreateSecret(folder)));
  expect(new Set(secrets).size).toBe(1);
  expect(secrets[0]?.length).toBeGreaterThanOrEqual(48);
  const { mode } = await stat(path.join(folder, 'secret'));
  expect(mode & 0o777).toBe(0o600);
});

test('a restored archive’s secret takes the place of the present one', async () => {
  await readOrCreateSecret(folder);
  await replaceSecret(folder, 'x'.repeat(64));
  expect(await readOrCreateSecret(folder)).toBe('x'.repeat(64));
});
