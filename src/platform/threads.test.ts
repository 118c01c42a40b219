import { expect, test } from 'vitest';
import { runInThread, type ThreadOptions } from './threads.ts';
import type * as work from './testing/thread-work.ts';

const module = new URL('./testing/thread-work.ts', import.meta.url);

function run<Name extends keyof typeof work>(
  name: Name,
  input: Parameters<(typeof work)[Name]>[0],
  options: Partial<ThreadOptions> = {},
) {
  return runInThread<(typeof work)[Name]>(module, name, input, { limitSeconds: 30, ...options });
}

test('answers what the function answers, with its progress, while the caller goes on', async () => {
  const said: [string, number, number][] = [];
  let turns = 0;
  const turning = setInterval(() => (turns += 1), 1);
  const answer = await run(
    'countUp',
    { to: 3, milliseconds: 60 },
    { onProgress: (...progress) => said.push(progress) },
  );
  clearInterval(turning);
  expect(answer).toEqual({ ok: true, value: { counted: 3 } });
  expect(said[0]).toEqual(['Считаем', 1, 3]);
  expect(said.at(-1)).toEqual(['Считаем', 3, 3]);
  expect(turns).toBeGreaterThan(5);
});

test('a thread that has done its work does more, one that was ended does not', async () => {
  const first = await run('countCalls', null);
  expect(await run('countCalls', null)).toEqual({ ok: true, value: first.ok ? first.value + 1 : NaN });
  await expect(run('fail', 'нет')).rejects.toThrow('нет');
  expect(await run('countCalls', null)).toEqual({ ok: true, value: first.ok ? first.value + 2 : NaN });
  await run('spin', null, { limitSeconds: 0.3 });
  expect(await run('countCalls', null)).toEqual({ ok: true, value: 1 });
});

test('a function that throws rejects with what it threw', async () => {
  await expect(run('fail', 'нет такой страницы')).rejects.toThrow('нет такой страницы');
});

function refuseProgress(): never {
  throw new Error('cancelled meanwhile');
}

test('what never ends is ended: on abort, after its time, when the caller throws', async () => {
  const cancel = new AbortController();
  const running = run('spin', null, {
    signal: cancel.signal,
    onProgress: () => cancel.abort(new Error('enough')),
  });
  await expect(running).rejects.toThrow('enough');
  await expect(run('spin', null, { signal: cancel.signal })).rejects.toThrow('enough');
  expect(await run('spin', null, { limitSeconds: 0.4 })).toEqual({
    ok: false,
    refusal: { code: 'thread.too_long', facts: { seconds: 0.4 } },
  });
  await expect(run('spin', null, { onProgress: refuseProgress })).rejects.toThrow('cancelled meanwhile');
});

test('a thread that eats all memory is refused and takes nobody with it', async () => {
  expect(await run('hoard', null, { memoryMegabytes: 32 })).toEqual({
    ok: false,
    refusal: { code: 'thread.too_large' },
  });
});
