import { describe, expect, it } from 'vitest';
import { bucketOf, missingNote, noteDays, weekOf } from '#src/features/roadmap/rules/today.ts';

// 2022-11-16 is a Wednesday; its week runs 14-20 November.
const TODAY = '2022-11-16';
const open = (startsOn: string, dueOn: string) => ({ state: 'planned' as const, startsOn, dueOn });

describe('weekOf', () => {
  it('begins on Monday, also for a Sunday', () => {
    expect(weekOf('2022-11-20')).toEqual({ start: '2022-11-14', end: '2022-11-20' });
    expect(weekOf('2022-11-21')).toEqual({ start: '2022-11-21', end: '2022-11-27' });
  });
});

describe('bucketOf', () => {
  it.each([
    [open('2022-11-01', '2022-11-15'), 'overdue'],
    [open('2022-11-01', '2022-11-16'), 'this_week'],
    [open('2022-11-20', '2022-12-31'), 'this_week'],
    [open('2022-11-21', '2022-11-25'), 'next'],
    [open('2022-09-01', '2022-12-01'), 'next'],
    [open('2022-09-01', '2023-05-31'), 'running'],
    [open('2023-03-01', '2023-03-31'), 'later'],
  ] as const)('%o is %s', (occurrence, bucket) => {
    expect(bucketOf(occurrence, TODAY)).toBe(bucket);
  });

  it('never calls closed work overdue', () => {
    expect(bucketOf({ state: 'done', startsOn: '2022-09-01', dueOn: '2022-09-30' }, TODAY)).not.toBe(
      'overdue',
    );
  });
});

describe('notes of a continuous activity', () => {
  const year = { start: '2022-09-01', end: '2023-05-31' };

  it('are asked for at the end of each quarter and at the end', () => {
    expect(noteDays(year)).toEqual(['2022-09-30', '2022-12-31', '2023-03-31', '2023-05-31']);
  });

  it('are missing until written in their own quarter', () => {
    expect(missingNote(year, [], '2022-09-29')).toBeNull();
    expect(missingNote(year, [], '2022-10-05')).toBe('2022-09-30');
    expect(missingNote(year, ['2022-09-10'], '2022-10-05')).toBeNull();
    expect(missingNote(year, ['2022-09-10'], '2023-01-09')).toBe('2022-12-31');
  });
});
