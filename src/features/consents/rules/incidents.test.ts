import { describe, expect, it } from 'vitest';
import { FIRST_NOTICE_HOURS, timerOf } from '#src/features/consents/rules/incidents.ts';

const at = (now: string, doneAt: string | null = null) =>
  timerOf('2026-11-20T06:30:00Z', FIRST_NOTICE_HOURS, doneAt, now);

describe('the timer of an incident', () => {
  it('counts whole hours that are left, and hours of delay', () => {
    expect(at('2026-11-20T06:30:00Z')).toEqual({
      until: '2026-11-21T06:30:00Z',
      hoursLeft: 24,
      doneAt: null,
    });
    expect(at('2026-11-20T06:30:01Z').hoursLeft).toBe(23);
    expect(at('2026-11-21T06:29:00Z').hoursLeft).toBe(0);
    expect(at('2026-11-21T06:30:00Z').hoursLeft).toBe(0);
    expect(at('2026-11-21T06:31:00Z').hoursLeft).toBe(-1);
    expect(at('2026-11-21T09:00:00Z').hoursLeft).toBe(-3);
  });

  it('remembers when it was done', () => {
    expect(at('2026-11-25T00:00:00Z', '2026-11-20T10:00:00Z').doneAt).toBe('2026-11-20T10:00:00Z');
  });
});
