import { expect, test } from 'vitest';
import { formatAges, formatTimeResource } from '#src/features/banks/rules/entries.ts';
import { formatTimes, readTimes, timeSlots } from '#src/features/banks/rules/times.ts';

test('times are read whatever the form holds, and said by parts of the day', () => {
  expect(timeSlots).toHaveLength(21);
  expect(readTimes(['3-evening', '1-evening', '3-evening', '8-evening', 7, '6-morning'])).toEqual([
    '1-evening',
    '3-evening',
    '6-morning',
  ]);
  expect(readTimes('1-evening')).toEqual([]);
  expect(formatTimes(['6-morning', '1-evening', '3-evening'])).toBe('сб утром; пн, ср вечером');
  expect(formatTimes([])).toBe('');
});

test('ages and hours are said in the words of the bank', () => {
  const ages = { ageFrom: null, ageTo: null, ageWords: 'подростки' };
  expect(formatAges(ages)).toBe('подростки');
  expect(formatAges({ ...ages, ageFrom: 12, ageTo: 15 })).toBe('12–15 лет');
  expect(formatAges({ ...ages, ageTo: 15 })).toBe('до 15 лет');
  expect(formatTimeResource(8, 'пн вечером', '')).toBe('8 ч в месяц; пн вечером');
  expect(formatTimeResource(null, '', 'по субботам')).toBe('по субботам');
});
