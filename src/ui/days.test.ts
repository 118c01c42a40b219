import { describe, expect, it } from 'vitest';
import {
  addDays,
  addMonths,
  daysBetween,
  formatDay,
  formatDayShort,
  formatDays,
  formatDayWithWeekday,
  formatDue,
  formatInstant,
  formatMonth,
  formatRelativeDay,
  weekdayOf,
} from '#src/ui/days.ts';

describe('days for people', () => {
  it('says a day whole and short', () => {
    expect(formatDay('2022-09-01')).toBe('1 сентября 2022');
    expect(formatDayShort('2022-09-01')).toBe('01.09.2022');
    expect(formatDayWithWeekday('2022-09-01')).toBe('четверг, 1 сентября 2022');
    expect(formatMonth('2022-09')).toBe('сентябрь 2022');
  });

  it.each([
    ['2022-09-01', '2022-09-01', '1 сентября 2022'],
    ['2022-09-01', '2022-09-15', '1–15 сентября 2022'],
    ['2022-09-01', '2022-10-15', '1 сентября – 15 октября 2022'],
    ['2022-09-01', '2023-05-31', '1 сентября 2022 – 31 мая 2023'],
  ])('says the period %s … %s', (from, to, text) => {
    expect(formatDays(from, to)).toBe(text);
  });

  it.each([
    [-21, 'просрочено на 21 день'],
    [-5, 'просрочено на 5 дней'],
    [-2, 'просрочено на 2 дня'],
    [-1, 'просрочено на 1 день'],
    [0, 'сегодня'],
    [1, 'завтра'],
    [3, 'через 3 дня'],
    [11, 'через 11 дней'],
    [101, 'через 101 день'],
  ])('says a deadline %i days away', (left, text) => {
    expect(formatDue(addDays('2026-11-21', left), '2026-11-21')).toBe(text);
  });

  it('says the past without blame', () => {
    expect(formatRelativeDay('2026-11-20', '2026-11-21')).toBe('вчера');
    expect(formatRelativeDay('2026-11-16', '2026-11-21')).toBe('5 дней назад');
    expect(formatRelativeDay('2026-11-24', '2026-11-21')).toBe('через 3 дня');
  });

  it('returns what is not a day as it came', () => {
    for (const text of ['', '2022-02-30', '1 сентября', '2022-9-1', '0000-00-00']) {
      expect(formatDay(text)).toBe(text);
      expect(formatDue(text, '2026-11-21')).toBe(text);
    }
    expect(daysBetween('2022-02-30', '2022-03-01')).toBeNull();
  });

  it('counts over leap days, months and years', () => {
    expect(daysBetween('2024-02-28', '2024-03-01')).toBe(2);
    expect(addDays('2023-12-31', 1)).toBe('2024-01-01');
    expect(addMonths('2022-12', 1)).toBe('2023-01');
    expect(addMonths('2022-01', -1)).toBe('2021-12');
    expect(weekdayOf('2026-11-22')).toBe(7);
  });

  it('shows an instant on the clock of the school, whatever the machine thinks', () => {
    expect(formatInstant('2026-11-20T22:30:00Z', 'Europe/Moscow')).toBe('21 ноября 2026, 01:30');
    expect(formatInstant('2026-11-20T22:30:00Z', 'Asia/Kamchatka')).toBe('21 ноября 2026, 10:30');
    expect(formatInstant('когда-то', 'Europe/Moscow')).toBe('когда-то');
  });
});
