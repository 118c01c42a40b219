import { describe, expect, test } from 'vitest';
import {
  formatSchoolYear,
  periodOfSchoolYear,
  readSchoolYear,
  schoolYearOf,
  schoolYearsAround,
} from './school-year.ts';

describe('school year', () => {
  test.each([
    ['2026-08-31', 2025],
    ['2026-09-01', 2026],
    ['2026-12-31', 2026],
    ['2027-01-01', 2026],
  ])('%s belongs to %i', (day, year) => {
    expect(schoolYearOf(Temporal.PlainDate.from(day))).toBe(year);
  });

  test('is written over the century', () => {
    expect(formatSchoolYear(2026)).toBe('2026/27');
    expect(formatSchoolYear(2099)).toBe('2099/00');
    expect(periodOfSchoolYear(2026)).toEqual({ from: '2026-09-01', to: '2027-08-31' });
  });

  test('a year from an address is believed only when it can be shown', () => {
    expect(readSchoolYear('2024', 2026)).toBe(2024);
    expect(readSchoolYear('2027', 2026)).toBe(2027);
    for (const text of [null, undefined, '', '2028', '1990', '2024 ', '-2024', '20244', 'пусто']) {
      expect(readSchoolYear(text, 2026)).toBe(2026);
    }
    expect(schoolYearsAround(2026, 2)).toEqual([2027, 2026, 2025, 2024]);
  });
});
