import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Meaning, Period, RecurringMeaning } from './meaning.ts';
import { listOccurrences } from './occurrences.ts';
import { readDeadline } from './read.ts';

const schoolYear: Period = { start: '2022-09-01', end: '2023-08-31' };
const threeYears: Period = { start: '2022-01-01', end: '2024-12-31' };

function list(phrase: string, period: Period | null): string[] {
  const { meaning } = readDeadline(phrase, period);
  if (meaning === null) return [];
  return listOccurrences(meaning, period).map(({ start, end }) =>
    start === end ? start : `${start}..${end}`,
  );
}

function isWorkingDay(day: string): boolean {
  return Temporal.PlainDate.from(day).dayOfWeek <= 5;
}

describe('listOccurrences', () => {
  test.each<[string, Period, string[]]>([
    ['до 30.09.2022', schoolYear, ['2022-09-30']],
    ['октябрь-ноябрь 2022', schoolYear, ['2022-10-01..2022-11-30']],
    [
      'ежегодно (июнь, декабрь)',
      threeYears,
      [
        '2022-06-01..2022-06-30',
        '2022-12-01..2022-12-31',
        '2023-06-01..2023-06-30',
        '2023-12-01..2023-12-31',
        '2024-06-01..2024-06-30',
        '2024-12-01..2024-12-31',
      ],
    ],
    [
      'Октябрь - ноябрь 2023 года, далее - ежегодно',
      threeYears,
      ['2023-10-01..2023-11-30', '2024-10-01..2024-11-30'],
    ],
    [
      'с июля 2023 ежеквартально',
      threeYears,
      [
        '2023-07-01..2023-09-30',
        '2023-10-01..2023-12-31',
        '2024-01-01..2024-03-31',
        '2024-04-01..2024-06-30',
        '2024-07-01..2024-09-30',
        '2024-10-01..2024-12-31',
      ],
    ],
    [
      'до 20 числа каждого месяца',
      { start: '2022-09-01', end: '2022-12-10' },
      ['2022-09-20', '2022-10-20', '2022-11-20'],
    ],
    [
      'в последний день каждого месяца',
      { start: '2024-01-15', end: '2024-03-15' },
      ['2024-01-31', '2024-02-29'],
    ],
    [
      'каждый второй вторник месяца',
      { start: '2022-09-01', end: '2022-11-30' },
      ['2022-09-13', '2022-10-11', '2022-11-08'],
    ],
    [
      'по понедельникам и средам',
      { start: '2022-09-06', end: '2022-09-15' },
      ['2022-09-07', '2022-09-12', '2022-09-14'],
    ],
    [
      'раз в две недели',
      { start: '2022-09-05', end: '2022-10-02' },
      ['2022-09-05..2022-09-11', '2022-09-19..2022-09-25'],
    ],
    ['ежегодно до 1 октября', threeYears, ['2022-10-01', '2023-10-01', '2024-10-01']],
    [
      'ежегодно с 1 по 15 сентября',
      threeYears,
      ['2022-09-01..2022-09-15', '2023-09-01..2023-09-15', '2024-09-01..2024-09-15'],
    ],
    [
      'раз в полугодие',
      { start: '2023-01-01', end: '2023-12-31' },
      ['2023-01-01..2023-06-30', '2023-07-01..2023-12-31'],
    ],
    [
      'ежемесячно с октября по декабрь',
      schoolYear,
      ['2022-10-01..2022-10-31', '2022-11-01..2022-11-30', '2022-12-01..2022-12-31'],
    ],
    ['постоянно', schoolYear, ['2022-09-01..2023-08-31']],
    ['в течение учебного года', schoolYear, ['2022-09-01..2023-05-31']],
    ['по мере необходимости', schoolYear, []],
    ['1 квартал 2023 (далее — по необходимости)', threeYears, ['2023-01-01..2023-03-31']],
  ])('%s', (phrase, period, expected) => {
    expect(list(phrase, period)).toEqual(expected);
  });

  test('years that nobody named come from the period', () => {
    const meaning: Meaning = { kind: 'range', start: 'Y0-11-01', end: 'Y1-02-28' };
    expect(listOccurrences(meaning, { start: '2023-09-01', end: '2024-08-31' })).toEqual([
      { start: '2023-11-01', end: '2024-02-28' },
    ]);
    expect(listOccurrences(meaning, null)).toEqual([]);
    expect(listOccurrences({ kind: 'date', date: 'Y1-02-10' }, schoolYear)).toEqual([
      { start: '2023-02-10', end: '2023-02-10' },
    ]);
  });

  test('a deadline on a day off moves when asked', () => {
    const saturday: Meaning = { kind: 'by', date: '2022-10-01' };
    expect(listOccurrences(saturday, schoolYear, { shift: 'next', isWorkingDay })).toEqual([
      { start: '2022-10-03', end: '2022-10-03' },
    ]);
    expect(listOccurrences(saturday, schoolYear, { shift: 'previous', isWorkingDay })).toEqual([
      { start: '2022-09-30', end: '2022-09-30' },
    ]);
    const month: Meaning = { kind: 'range', start: '2022-10-01', end: '2022-10-30' };
    expect(listOccurrences(month, schoolYear, { shift: 'previous', isWorkingDay })).toEqual([
      { start: '2022-10-01', end: '2022-10-28' },
    ]);
    expect(listOccurrences(saturday, schoolYear, { shift: 'next', isWorkingDay: () => false })).toEqual([
      { start: '2022-10-01', end: '2022-10-01' },
    ]);
  });

  test('repeats lie within the period and its bounds, sorted, without doubles', () => {
    const days = fc
      .date({
        min: new Date('2015-01-01T00:00:00Z'),
        max: new Date('2030-12-31T00:00:00Z'),
        noInvalidDate: true,
      })
      .map((date) => date.toISOString().slice(0, 10));
    const rules = fc.record<RecurringMeaning>(
      {
        kind: fc.constant('recurring'),
        freq: fc.constantFrom('daily', 'weekly', 'monthly', 'quarterly', 'half-yearly', 'yearly'),
        months: fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { maxLength: 4 }),
        monthday: fc.constantFrom(-1, 1, 15, 29, 31),
        weekday: fc.uniqueArray(fc.constantFrom('MO', '2TU', '-1FR', 'SU'), { maxLength: 2 }),
        interval: fc.integer({ min: 0, max: 4 }),
        window: fc.constantFrom(
          { from: '09-01', to: '05-31' },
          { from: '03-10', to: '03-20' },
          { from: '02-29', to: '02-29' },
        ),
        start: days,
        end: days,
      },
      { requiredKeys: ['kind', 'freq'] },
    );
    fc.assert(
      fc.property(rules, days, fc.integer({ min: 0, max: 1500 }), (rule, start, length) => {
        const end = Temporal.PlainDate.from(start).add({ days: length }).toString();
        const occurrences = listOccurrences(rule, { start, end });
        const from = rule.start !== undefined && rule.start > start ? rule.start : start;
        const to = rule.end !== undefined && rule.end < end ? rule.end : end;
        expect(occurrences.filter((one) => one.start < from || one.end > to || one.start > one.end)).toEqual(
          [],
        );
        const starts = occurrences.map((one) => one.start);
        expect(starts).toEqual([...starts].sort());
        expect(new Set(occurrences.map((one) => JSON.stringify(one))).size).toBe(occurrences.length);
      }),
      { numRuns: 1500 },
    );
  });
});
