import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatMeaning } from './format.ts';
import type { Meaning, Period, RecurringMeaning } from './meaning.ts';
import { readDeadline } from './read.ts';

const period: Period = { start: '2020-01-01', end: '2029-12-31' };

const days = fc
  .date({ min: new Date('2020-01-01T00:00:00Z'), max: new Date('2029-12-31T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

const ordered = fc.tuple(days, days).map(([a, b]) => (a <= b ? ([a, b] as const) : ([b, a] as const)));

/** Ranges of days, of whole months, quarters, halves, years and school years. */
const ranges: fc.Arbitrary<Meaning> = fc.oneof(
  ordered.map(([start, end]): Meaning => ({ kind: 'range', start, end })),
  fc
    .record({
      y: fc.integer({ min: 2020, max: 2027 }),
      m: fc.integer({ min: 1, max: 12 }),
      n: fc.integer({ min: 1, max: 24 }),
    })
    .map(({ y, m, n }): Meaning => {
      const start = Temporal.PlainDate.from({ year: y, month: m, day: 1 });
      const end = start.add({ months: n }).subtract({ days: 1 });
      return { kind: 'range', start: start.toString(), end: end.toString() };
    }),
);

const months = fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 5 });
const monthdays = fc.oneof(fc.integer({ min: 1, max: 28 }), fc.constant(-1));
const weekdays = fc.uniqueArray(fc.constantFrom('MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'), {
  minLength: 1,
  maxLength: 4,
});
const nthWeekdays = fc
  .tuple(fc.constantFrom('1', '2', '3', '4', '-1'), fc.constantFrom('MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'))
  .map(([n, day]) => [`${n}${day}`]);
const nthPairs = fc
  .constantFrom('MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU')
  .map((day) => [`1${day}`, `3${day}`]);
const bounds = fc.oneof(
  fc.constant({}),
  days.map((start) => ({ start })),
  days.map((end) => ({ end })),
  ordered.map(([start, end]) => ({ start, end })),
);
const monthDay = fc
  .record({ m: fc.integer({ min: 1, max: 12 }), d: fc.integer({ min: 1, max: 28 }) })
  .map(({ m, d }) => `${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}`);
// «с 20 по 10 мая» is a slip, not a window of a whole year.
const windows = fc
  .tuple(monthDay, monthDay)
  .filter(([from, to]) => from <= to || from.slice(0, 2) !== to.slice(0, 2))
  .map(([from, to]) => ({ window: { from, to } }));

function makeRule(freq: RecurringMeaning['freq'], fields: Partial<RecurringMeaning>): RecurringMeaning {
  return { kind: 'recurring', freq, ...fields };
}

const recurring: fc.Arbitrary<Meaning> = fc.oneof(
  fc
    .tuple(
      fc.constantFrom('daily', 'weekly', 'monthly', 'quarterly', 'half-yearly', 'yearly' as const),
      bounds,
    )
    .filter(([freq, bound]) => freq !== 'yearly' || !('start' in bound) || 'end' in bound)
    .map(([freq, bound]) => makeRule(freq, bound)),
  fc.tuple(months, bounds).map(([list, bound]) => makeRule('yearly', { months: list, ...bound })),
  fc
    .tuple(months, monthdays, bounds)
    .map(([list, monthday, bound]) => makeRule('yearly', { months: list, monthday, ...bound })),
  fc.tuple(months, bounds).map(([list, bound]) => makeRule('quarterly', { months: list, ...bound })),
  fc.tuple(monthdays, bounds).map(([monthday, bound]) => makeRule('monthly', { monthday, ...bound })),
  fc.tuple(weekdays, bounds).map(([weekday, bound]) => makeRule('weekly', { weekday, ...bound })),
  fc.tuple(weekdays, months).map(([weekday, list]) => makeRule('weekly', { weekday, months: list })),
  nthPairs.map((weekday) => makeRule('monthly', { weekday })),
  fc.tuple(nthWeekdays, bounds).map(([weekday, bound]) => makeRule('monthly', { weekday, ...bound })),
  fc
    .tuple(fc.constantFrom('weekly', 'monthly' as const), fc.integer({ min: 2, max: 5 }), bounds)
    .filter(([freq, interval]) => freq === 'weekly' || interval !== 3)
    .map(([freq, interval, bound]) => makeRule(freq as RecurringMeaning['freq'], { interval, ...bound })),
  fc
    .tuple(
      fc.constantFrom('weekly', 'monthly', 'quarterly', 'yearly' as const),
      fc.integer({ min: 2, max: 9 }),
    )
    .map(([freq, times]) => makeRule(freq as RecurringMeaning['freq'], { times })),
  fc
    .tuple(fc.constantFrom('daily', 'weekly', 'monthly' as const), windows, bounds)
    .map(([freq, window, bound]) => makeRule(freq as RecurringMeaning['freq'], { ...window, ...bound })),
);

const continuous: fc.Arbitrary<Meaning> = fc
  .tuple(fc.constantFrom('programme', 'year', 'open' as const), bounds)
  .map(([scope, bound]) => ({ kind: 'continuous', scope: scope as 'open', ...bound }));

const events: fc.Arbitrary<Meaning> = fc
  .constantFrom(
    'по мере необходимости',
    'по отдельному графику',
    'в течение 5 рабочих дней со дня поступления',
    'в соответствии с планом работы школы',
    'после утверждения положения',
    'за две недели до конкурса',
  )
  .map((text) => ({ kind: 'event', text }));

const simple: fc.Arbitrary<Meaning> = fc.oneof(
  days.map((date): Meaning => ({ kind: 'date', date })),
  days.map((date): Meaning => ({ kind: 'by', date })),
  ranges,
  recurring,
  continuous,
  events,
);

const sets: fc.Arbitrary<Meaning> = fc
  .uniqueArray(simple, { minLength: 2, maxLength: 4, selector: (item) => formatMeaning(item) })
  .map((items) => ({ kind: 'set', items }));

describe('formatMeaning', () => {
  test('reads back as the same meaning', () => {
    fc.assert(
      fc.property(fc.oneof(simple, sets), (meaning) => {
        const text = formatMeaning(meaning);
        expect({ text, meaning: readDeadline(text, period).meaning }).toEqual({ text, meaning });
      }),
      { numRuns: 5000 },
    );
  });

  test('reads back without a period, and with years that nobody named', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          days.map((date): Meaning => ({ kind: 'by', date })),
          ranges,
          recurring,
        ),
        (meaning) => {
          expect(readDeadline(formatMeaning(meaning), null).meaning).toEqual(meaning);
        },
      ),
      { numRuns: 1500 },
    );
    for (const meaning of [
      { kind: 'date', date: 'Y0-11-25' },
      { kind: 'by', date: 'Y1-03-01' },
      { kind: 'range', start: 'Y0-11-01', end: 'Y1-01-31' },
      { kind: 'range', start: 'Y0-05-10', end: 'Y0-06-10' },
      { kind: 'range', start: 'Y0-12-20', end: 'Y1-01-10' },
      { kind: 'range', start: 'Y1-02-01', end: 'Y1-02-28' },
      { kind: 'continuous', scope: 'year', start: 'Y0-09-01', end: 'Y1-05-31' },
    ] satisfies Meaning[]) {
      expect(readDeadline(formatMeaning(meaning), null).meaning).toEqual(meaning);
    }
  });

  test.each<[Meaning, string]>([
    [{ kind: 'date', date: '2023-05-15' }, '15 мая 2023 года'],
    [{ kind: 'by', date: '2022-09-30' }, 'до 30 сентября 2022 года'],
    [{ kind: 'range', start: '2022-10-15', end: '2022-10-29' }, 'с 15 по 29 октября 2022 года'],
    [
      { kind: 'range', start: '2022-12-27', end: '2023-01-09' },
      'с 27 декабря 2022 года по 9 января 2023 года',
    ],
    [{ kind: 'range', start: '2022-10-01', end: '2022-11-30' }, 'октябрь–ноябрь 2022 года'],
    [{ kind: 'range', start: '2022-12-01', end: '2023-05-31' }, 'декабрь 2022 года – май 2023 года'],
    [{ kind: 'range', start: '2023-01-01', end: '2023-03-31' }, 'I квартал 2023 года'],
    [{ kind: 'range', start: '2022-09-01', end: '2023-05-31' }, '2022–2023 учебный год'],
    [{ kind: 'range', start: '2022-01-01', end: '2024-12-31' }, '2022–2024 годы'],
    [{ kind: 'recurring', freq: 'yearly', months: [6, 12] }, 'ежегодно в июне и декабре'],
    [{ kind: 'recurring', freq: 'monthly', times: 2 }, '2 раза в месяц'],
    [{ kind: 'recurring', freq: 'weekly', weekday: ['TU', 'TH'] }, 'еженедельно по вторникам и четвергам'],
    [{ kind: 'recurring', freq: 'monthly', weekday: ['2TU'] }, 'ежемесячно, во второй вторник месяца'],
    [{ kind: 'recurring', freq: 'weekly', interval: 2 }, 'раз в 2 недели'],
    [
      { kind: 'recurring', freq: 'quarterly', start: '2023-01-01' },
      'ежеквартально, начиная с 1 января 2023 года',
    ],
    [
      { kind: 'continuous', scope: 'year', start: '2022-09-01', end: '2023-05-31' },
      'в течение 2022–2023 учебного года',
    ],
    [{ kind: 'continuous', scope: 'open' }, 'постоянно'],
    [{ kind: 'event', text: 'по мере поступления' }, 'по мере поступления'],
  ])('%j → %s', (meaning, text) => {
    expect(formatMeaning(meaning)).toBe(text);
  });
});
