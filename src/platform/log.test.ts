import { expect, test } from 'vitest';
import { createFixedClock } from './clock.ts';
import { createLog } from './log.ts';

test('a line is JSON with its facts; personal fields are removed even when a whole object is logged', () => {
  const lines: string[] = [];
  const log = createLog('info', { write: (line) => lines.push(line) });
  log.debug({ event: 'quiet' }, 'below the level');
  log.child({ requestId: 'r1' }).info({ event: 'x', person: { name: 'Имя', id: 7 }, email: 'a@b.c' }, 'text');
  expect(lines).toHaveLength(1);
  expect(JSON.parse(lines[0] ?? '')).toEqual({
    level: 'info',
    time: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
    requestId: 'r1',
    event: 'x',
    person: { name: '[removed]', id: 7 },
    email: '[removed]',
    msg: 'text',
  });
});

test('the fixed clock tells the day of the asked zone and moves only when told', () => {
  const clock = createFixedClock('2026-11-20T22:00:00Z');
  expect(clock.today('Europe/Moscow').toString()).toBe('2026-11-21');
  expect(clock.today('UTC').toString()).toBe('2026-11-20');
  clock.advance({ days: 1, hours: 2 });
  expect(clock.now().toString()).toBe('2026-11-22T00:00:00Z');
  clock.set('2026-01-01T00:00:00Z');
  expect(clock.today('UTC').toString()).toBe('2026-01-01');
});
