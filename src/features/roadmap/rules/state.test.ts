import { describe, expect, it } from 'vitest';
import { checkClosing, aimOf, readinessOf } from '#src/features/roadmap/rules/closing.ts';
import { deriveActivityState, deriveOccurrenceState, isOverdue } from '#src/features/roadmap/rules/state.ts';

describe('deriveOccurrenceState', () => {
  it.each([
    [['planned', 'planned'], 'planned'],
    [['done', 'planned'], 'in_progress'],
    [['in_progress', 'planned'], 'in_progress'],
    [['done', 'done'], 'done'],
    [['done', 'not_done'], 'done_in_part'],
    [['not_done', 'not_done'], 'not_done'],
    [['done_in_part'], 'done_in_part'],
    [[], 'planned'],
  ] as const)('%o → %s', (steps, state) => {
    expect(deriveOccurrenceState(steps, false)).toBe(state);
  });

  it('stays moved until work begins', () => {
    expect(deriveOccurrenceState(['planned'], true)).toBe('moved');
    expect(deriveOccurrenceState(['done', 'planned'], true)).toBe('in_progress');
    expect(deriveOccurrenceState(['done'], true)).toBe('done');
  });

  it('makes the activity of its occurrences', () => {
    expect(deriveActivityState(['done', 'planned'])).toBe('in_progress');
    expect(deriveActivityState([])).toBe('planned');
    expect(deriveActivityState(['planned', 'moved'])).toBe('moved');
  });
});

describe('isOverdue', () => {
  it('begins the day after the last day', () => {
    expect(isOverdue('planned', '2022-10-01', '2022-10-01')).toBe(false);
    expect(isOverdue('planned', '2022-10-01', '2022-10-02')).toBe(true);
    expect(isOverdue('done', '2022-10-01', '2022-10-02')).toBe(false);
    expect(isOverdue('planned', null, '2022-10-02')).toBe(false);
  });
});

describe('readinessOf', () => {
  const step = {
    closing: 'event',
    evidenceCount: 0,
    progress: null,
    counted: null,
    target: null,
    startsOn: '2022-09-01',
    dueOn: '2022-10-01',
  } as const;

  it('lets an event close by its first evidence', () => {
    expect(readinessOf(step, '2022-09-01')).toEqual({ ready: false, lack: 'evidence' });
    expect(readinessOf({ ...step, evidenceCount: 1 }, '2022-09-01')).toEqual({ ready: true });
  });

  it('holds a share until its target, however much evidence there is', () => {
    const share = { ...step, closing: 'share', evidenceCount: 3, target: 95 } as const;
    expect(readinessOf({ ...share, progress: 94 }, '2022-10-05')).toEqual({ ready: false, lack: 'target' });
    expect(readinessOf({ ...share, progress: 95 }, '2022-10-05')).toEqual({ ready: true });
  });

  it('holds a share without a target until everybody is in', () => {
    const share = { ...step, closing: 'share', evidenceCount: 3 } as const;
    expect(readinessOf({ ...share, progress: 99 }, '2022-10-05')).toEqual({ ready: false, lack: 'target' });
    expect(readinessOf({ ...share, progress: 100 }, '2022-10-05')).toEqual({ ready: true });
  });

  it('takes what a room counts for progress, and everybody there for the target', () => {
    const bank = { ...step, closing: 'count', counted: { done: 27, total: 30, isDone: false } } as const;
    expect(aimOf(bank)).toEqual({ progress: 27, target: 30 });
    expect(readinessOf(bank, '2022-09-20')).toEqual({ ready: false, lack: 'target' });
    expect(readinessOf({ ...bank, target: 25 }, '2022-09-20')).toEqual({ ready: true });
    expect(readinessOf({ ...bank, counted: { done: 30, total: 30, isDone: false } }, '2022-09-20')).toEqual({
      ready: true,
    });
  });

  it('never takes an empty bank for everybody, nor a room without entries for what was written by hand', () => {
    const empty = { ...step, closing: 'count', counted: { done: 0, total: 0, isDone: false } } as const;
    expect(readinessOf(empty, '2022-09-20')).toEqual({ ready: false, lack: 'target' });
    expect(aimOf({ ...empty, progress: 12, target: 10 })).toEqual({ progress: 12, target: 10 });
  });

  it('lets an event close by what happened in the room', () => {
    const chosen = { ...step, counted: { done: 3, total: null, isDone: true } };
    expect(readinessOf(chosen, '2022-09-20')).toEqual({ ready: true });
  });

  it('holds work «в течение учебного года» until its end, whatever its kind', () => {
    const year = { ...step, evidenceCount: 1, startsOn: '2022-09-01', dueOn: '2023-05-31' };
    expect(readinessOf(year, '2022-12-01')).toEqual({ ready: false, lack: 'period' });
    expect(readinessOf({ ...year, closing: null }, '2023-05-31')).toEqual({ ready: true });
  });

  it('holds a period until its last day', () => {
    const period = { ...step, closing: 'period', evidenceCount: 2 } as const;
    expect(readinessOf(period, '2022-09-30')).toEqual({ ready: false, lack: 'period' });
    expect(readinessOf(period, '2022-10-01')).toEqual({ ready: true });
    expect(readinessOf({ ...period, evidenceCount: 0 }, '2022-10-01')).toEqual({
      ready: false,
      lack: 'evidence',
    });
  });
});

describe('checkClosing', () => {
  const said = { reason: '', fact: '' };

  it('takes one press when ready', () => {
    expect(checkClosing('done', { ready: true }, said)).toBe(true);
  });

  it('asks why when it is not', () => {
    expect(checkClosing('done', { ready: false, lack: 'period' }, said)).toMatchObject({
      code: 'roadmap.needs_reason_period',
    });
    expect(
      checkClosing('done', { ready: false, lack: 'period' }, { ...said, reason: 'Все встречи прошли' }),
    ).toBe(true);
    expect(checkClosing('not_done', { ready: true }, { ...said, reason: '  ' })).toMatchObject({
      field: 'reason',
    });
    expect(checkClosing('done_in_part', { ready: true }, said)).toMatchObject({ field: 'fact' });
  });
});
