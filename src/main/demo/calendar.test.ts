import { describe, expect, it } from 'vitest';
import { createNumbering, demoYearOf, placeYears, workingDayNear } from './calendar.ts';

describe('days of the demo', () => {
  it.each([
    ['2026-08-31', 2025],
    ['2026-09-01', 2026],
    ['2027-05-12', 2026],
  ])('on %s stands in the school year of %i', (day, start) => {
    expect(demoYearOf(Temporal.PlainDate.from(day))).toEqual({ start, today: day });
  });

  it('places years in days and in words', () => {
    expect(placeYears('Y1-05-31', 2026)).toBe('2027-05-31');
    expect(placeYears('до 15.09.{Y0}, за {years} учебный год', 2026)).toBe(
      'до 15.09.2026, за 2026/2027 учебный год',
    );
  });

  it('moves off weekends in the direction asked for', () => {
    expect(workingDayNear('2026-11-21', 0, 'next')).toBe('2026-11-23');
    expect(workingDayNear('2026-11-21', 0, 'previous')).toBe('2026-11-20');
  });

  it('numbers orders through the year and other papers within their kind, never twice', () => {
    const numbering = createNumbering('од');
    const numbers = [
      ['order.team', '2026-09-11'],
      ['order.curator', '2026-09-11'],
      ['minutes', '2026-09-15'],
      ['minutes', '2026-10-01'],
      ['order.team', '2027-01-11'],
    ].map(([kind = '', day = '']) => numbering.next(kind, day));
    expect(numbers).toEqual(['254-од', '255-од', '1', '2', '11-од']);
  });
});
