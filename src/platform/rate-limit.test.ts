import { expect, test } from 'vitest';
import { createFixedClock } from './clock.ts';
import { createRateLimit } from './rate-limit.ts';

const start = '2026-11-20T09:00:00Z';

test('the attempts of a window run out and come back with the next window', () => {
  const clock = createFixedClock(start);
  const limit = createRateLimit(clock, { limit: 2, windowSeconds: 60 });
  expect(limit.take('a').ok).toBe(true);
  clock.advance({ seconds: 20 });
  expect(limit.take('a').ok).toBe(true);
  expect(limit.take('a')).toMatchObject({
    refusal: { code: 'rate.exceeded', facts: { retryInSeconds: 40 } },
  });
  expect(limit.take('b').ok).toBe(true);
  clock.advance({ seconds: 40 });
  expect(limit.take('a').ok).toBe(true);
});

test('a success forgets the failures before it', () => {
  const limit = createRateLimit(createFixedClock(start), { limit: 1, windowSeconds: 60 });
  limit.take('a');
  limit.reset('a');
  expect(limit.take('a').ok).toBe(true);
});

test('a flood of keys does not fill the memory: the oldest go', () => {
  const limit = createRateLimit(createFixedClock(start), { limit: 1, windowSeconds: 60, maxKeys: 3 });
  for (const key of ['a', 'b', 'c', 'd']) limit.take(key);
  expect(limit.take('d').ok).toBe(false);
  expect(limit.take('a').ok).toBe(true);
});
