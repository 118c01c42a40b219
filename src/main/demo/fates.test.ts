import { describe, expect, it } from 'vitest';
import { tellFates } from './fates.ts';

const row = (startsOn: string | null, dueOn: string | null) => ({ startsOn, dueOn });

describe('fates of the demo', () => {
  const past = ['09-10', '09-20', '10-01', '10-10', '10-20', '11-01'].map((day) =>
    row(`2026-${day}`, `2026-${day}`),
  );

  it('leaves the latest past rows unfinished, each in its own way, and the rest done', () => {
    const fates = tellFates(past, '2026-11-10');
    expect(past.map((one) => fates.get(one))).toEqual([
      'done',
      'done',
      'started',
      'moved',
      'partly',
      'overdue',
    ]);
  });

  it('has one overdue row while little has passed, and none while only one row has', () => {
    expect([...tellFates(past.slice(0, 3), '2026-10-05').values()]).toEqual(['overdue', 'done', 'done']);
    expect([...tellFates(past.slice(0, 1), '2026-09-15').values()]).toEqual(['done']);
  });

  it('tells what runs from what is ahead or waits for its event; the last day still runs', () => {
    const running = row('2026-09-01', '2026-11-10');
    const ahead = row('2026-11-11', '2026-12-01');
    const waiting = row(null, null);
    const fates = tellFates([running, ahead, waiting], '2026-11-10');
    expect([running, ahead, waiting].map((one) => fates.get(one))).toEqual(['running', 'ahead', 'ahead']);
  });
});
