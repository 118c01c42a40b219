import { describe, expect, it } from 'vitest';
import { answerDueOn, extendedDueOn } from '#src/features/consents/rules/requests.ts';

describe('the term of an answer', () => {
  it('is ten working days after the day of arrival, and five more', () => {
    // Friday 20 November 2026: Saturdays and Sundays do not count.
    expect(answerDueOn('2026-11-20', {})).toBe('2026-12-04');
    expect(extendedDueOn('2026-12-04', {})).toBe('2026-12-11');
    expect(answerDueOn('2026-11-20', { schoolWeek: 6 })).toBe('2026-12-02');
  });

  it('goes by the days that the school itself moved', () => {
    const ownDays = [
      { day: '2026-11-23', isWorking: false },
      { day: '2026-11-28', isWorking: true },
      { day: '2026-12-04', isWorking: false },
    ];
    expect(answerDueOn('2026-11-20', { ownDays })).toBe('2026-12-07');
  });

  it('leaves out the holidays of New Year', () => {
    expect(answerDueOn('2025-12-29', {})).toBe('2026-01-22');
  });
});
