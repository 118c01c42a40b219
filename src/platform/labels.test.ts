import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { platformRefusalText } from './labels.ts';

test('every refusal of the platform has its words', async () => {
  const folder = import.meta.dirname;
  const names = (await readdir(folder, { recursive: true })).filter(
    (name) => name.endsWith('.ts') && !/\.test\.ts$|^(auth|render)/.test(name),
  );
  const codes = new Set<string>();
  for (const name of names) {
    const text = await readFile(path.join(folder, name), 'utf8');
    for (const [, code] of text.matchAll(/\brefuse\(\s*'([a-z_]+\.[a-z_]+)'/g)) codes.add(code ?? '');
  }
  expect(codes.size).toBeGreaterThan(20);
  const silent = [...codes].filter((code) => platformRefusalText({ code }) === undefined);
  expect(silent).toEqual([]);
  expect(platformRefusalText({ code: 'roadmap.stale' })).toBeUndefined();
});

test('the words carry the facts', () => {
  const facts = { variable: 'PORT', expected: 'целое число от 1 до 65535' };
  expect(platformRefusalText({ code: 'config.invalid', facts })).toBe(
    'Переменная PORT задана неверно. Ожидается: целое число от 1 до 65535. Исправьте её и запустите снова.',
  );
});
