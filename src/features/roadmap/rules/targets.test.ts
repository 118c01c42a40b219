import { expect, it } from 'vitest';
import { readTargets } from '#src/features/roadmap/rules/targets.ts';

const id = '0192f0c1-0000-7000-8000-000000000001';

it('reads whole numbers and empty fields, and nothing else', () => {
  expect(
    readTargets([
      [`targets.${id}`, ' 1 200 '],
      ['version', '1'],
    ]),
  ).toEqual({
    ok: true,
    value: new Map([[id, 1200]]),
  });
  expect(readTargets([[`targets.${id}`, '']])).toEqual({ ok: true, value: new Map([[id, null]]) });
  for (const typed of ['-1', '0', '1.5', 'много', '99999999999']) {
    expect(readTargets([[`targets.${id}`, typed]])).toMatchObject({ ok: false });
  }
  expect(readTargets([['targets.x', 'много']])).toEqual({ ok: true, value: new Map() });
});
