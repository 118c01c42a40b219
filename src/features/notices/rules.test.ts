import { describe, expect, it } from 'vitest';
import { nameOwed, planNotices, USUAL_SETTINGS } from '#src/features/notices/rules.ts';

const owed = (dueOn: string, id = dueOn) => ({
  occurrenceId: id,
  activityId: `a-${id}`,
  number: '1.2',
  title: 'Сбор согласий',
  startsOn: dueOn,
  dueOn,
});
const kinds = (...args: Parameters<typeof planNotices>) =>
  planNotices(...args).map((one) => [one.kind, one.subjectId]);

describe('planNotices', () => {
  it('tells on Friday about everything up to Monday', () => {
    const list = [owed('2022-11-19'), owed('2022-11-21'), owed('2022-11-22')];
    expect(kinds(list, USUAL_SETTINGS, '2022-11-18', '2022-11-21')).toEqual([
      ['day_before', '2022-11-19'],
      ['day_before', '2022-11-21'],
    ]);
  });

  it('tells about what is overdue on the first day and then weekly', () => {
    const list = [owed('2022-11-15')];
    expect(kinds(list, USUAL_SETTINGS, '2022-11-16', '2022-11-17')).toEqual([['overdue', '2022-11-15']]);
    expect(kinds(list, USUAL_SETTINGS, '2022-11-17', '2022-11-18')).toEqual([]);
    expect(kinds(list, USUAL_SETTINGS, '2022-11-23', '2022-11-24')).toEqual([['overdue', '2022-11-15']]);
  });

  it('sums the week up on Monday, with names', () => {
    const list = [owed('2022-11-10', 'late'), owed('2022-11-25', 'week'), owed('2022-12-25', 'far')];
    const [digest] = planNotices(list, USUAL_SETTINGS, '2022-11-21', '2022-11-22');
    expect(digest).toMatchObject({ kind: 'digest', subjectId: null, path: '/' });
    expect(digest?.text).toBe(
      'На этой неделе:\n• 1.2 Сбор согласий – до 25.11.2022\nПросрочено:\n• 1.2 Сбор согласий – до 10.11.2022',
    );
  });

  it('says nothing when there is nothing, and nothing that was switched off', () => {
    expect(planNotices([], USUAL_SETTINGS, '2022-11-21', '2022-11-22')).toEqual([]);
    const off = { byEmail: true, weeklyDigest: false, dayBefore: false, overdue: false, surveys: false };
    expect(planNotices([owed('2022-11-20'), owed('2022-11-22')], off, '2022-11-21', '2022-11-22')).toEqual(
      [],
    );
  });
});

describe('nameOwed', () => {
  it('keeps a long title readable', () => {
    const words = nameOwed({ number: '1', title: '🎓 '.repeat(200) });
    expect(Array.from(words).length).toBeLessThanOrEqual(160);
    expect(words.endsWith('…')).toBe(true);
  });
});
