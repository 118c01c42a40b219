import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isSameMeaning } from './meaning.ts';
import type { Meaning, Period, RecurringMeaning } from './meaning.ts';
import { listOccurrences } from './occurrences.ts';
import { readDeadline } from './read.ts';
import { explainAmbiguity } from './reasons.ts';

const schoolYear: Period = { start: '2022-09-01', end: '2023-08-31' };

const WORDS = [
  'до',
  'с',
  'по',
  'к',
  'не позднее',
  'в',
  'течение',
  'года',
  'мая',
  'май',
  'сентябрь',
  '2022',
  '2023 г.',
  '15',
  '31',
  '0',
  '.',
  '-',
  '–',
  ',',
  '(',
  ')',
  ';',
  'и',
  'ежегодно',
  'ежемесячно',
  'раз',
  'в квартал',
  'I',
  'IV',
  'квартал',
  'полугодие',
  'учебный',
  'год',
  'далее',
  'постоянно',
  'по мере',
  'необходимости',
  'начало',
  'конец',
  'неделя',
  'первая',
  'последний',
  'числа',
  'каждого',
  'ежегодно',
  'после',
  'месяца',
  'понедельник',
  'зима',
  '10-00',
  '01.09.2022',
  '31.02.2023',
  'директор',
  '№',
  '\n',
  '/',
  ':',
  'следующего',
  '99999999999999999999',
  '😀',
  'й',
];

const phrases = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 80 }),
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc.array(fc.constantFrom(...WORDS), { maxLength: 14 }).map((words) => words.join(' ')),
  fc.array(fc.constantFrom(...WORDS), { maxLength: 14 }).map((words) => words.join('')),
);

const days = fc
  .date({ min: new Date('2015-01-01T00:00:00Z'), max: new Date('2035-12-31T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const periods: fc.Arbitrary<Period | null> = fc.oneof(
  fc.constant(null),
  fc.tuple(days, days).map(([a, b]) => (a <= b ? { start: a, end: b } : { start: b, end: a })),
);

function isWellFormed(meaning: Meaning): boolean {
  switch (meaning.kind) {
    case 'date':
    case 'by':
      return isDay(meaning.date);
    case 'range':
      return isDay(meaning.start) && isDay(meaning.end) && meaning.start <= meaning.end;
    case 'recurring':
      return isOptionalDay(meaning.start) && isOptionalDay(meaning.end) && isRule(meaning);
    case 'continuous':
      return isOptionalDay(meaning.start) && isOptionalDay(meaning.end);
    case 'event':
      return meaning.text.trim() !== '';
    case 'set':
      return (
        meaning.items.length > 1 && meaning.items.every((item) => item.kind !== 'set' && isWellFormed(item))
      );
  }
}

function isRule({ months = [1], monthday = 1, window }: RecurringMeaning): boolean {
  const isMonthDay = (text: string): boolean => isDay(`2024-${text}`);
  return (
    months.every((month) => month >= 1 && month <= 12) &&
    (monthday === -1 || (monthday >= 1 && monthday <= 31)) &&
    (window === undefined || (isMonthDay(window.from) && isMonthDay(window.to)))
  );
}

function isOptionalDay(text: string | undefined): boolean {
  return text === undefined || isDay(text);
}

function isDay(text: string): boolean {
  if (/^Y\d-\d{2}-\d{2}$/.test(text)) return true;
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' }).toString() === text;
  } catch {
    return false;
  }
}

function pad(n: number): string {
  return String(n).padStart(2, '0');
}

describe('readDeadline', () => {
  test('answers any text, with real days or none', () => {
    fc.assert(
      fc.property(phrases, periods, (phrase, period) => {
        const reading = readDeadline(phrase, period);
        expect(reading.phrase).toBe(phrase);
        expect(reading.ambiguous).toBe(reading.meaning !== null && reading.reasonCode !== undefined);
        expect(reading.meaning === null && reading.reasonCode === undefined).toBe(false);
        const meanings = reading.meaning === null ? reading.readings : [reading.meaning, ...reading.readings];
        expect(meanings.filter((one) => !isWellFormed(one))).toEqual([]);
        const doubled = reading.readings.filter(
          (one) => reading.meaning && isSameMeaning(one, reading.meaning),
        );
        expect(doubled).toEqual([]);
        expect(explainAmbiguity(reading.reasonCode ?? '')).toMatch(/[а-я]/);
      }),
      { numRuns: 4000 },
    );
  });

  test('drops no word that carries meaning: another answer, a question, or none', () => {
    const cores = [
      'октябрь',
      'октябрь 2022 г.',
      '15 октября',
      'до 15 октября',
      'с 1 по 15 октября',
      'октябрь-ноябрь',
      'ежегодно',
      '2 раза в год',
      'I квартал 2023',
      'сентябрь, декабрь',
      'раз в квартал',
      '2022-2023 учебный год',
      'до конца октября',
      'последняя пятница октября',
    ];
    const others = [
      'вторники',
      'по средам',
      'каждую пятницу',
      'до 20 мая',
      'с 10 по 12 мая',
      'в мае',
      'весной',
      'II полугодие',
      '3 четверть',
      'раз в неделю',
      'до 5 числа каждого месяца',
      'после 20 мая',
      'кроме июля',
      'через день',
      'если нужно',
      'дважды',
      'по мере необходимости',
      'за исключением праздников',
    ];
    const joins = [
      (a: string, b: string) => `${a} ${b}`,
      (a: string, b: string) => `${a}, ${b}`,
      (a: string, b: string) => `${a} (${b})`,
      (a: string, b: string) => `${a}; ${b}`,
      (a: string, b: string) => `${b}, ${a}`,
      (a: string, b: string) => `${b} ${a}`,
    ];
    const silent: string[] = [];
    for (const core of cores) {
      const { meaning: alone } = readDeadline(core, schoolYear);
      for (const other of others) {
        for (const join of joins) {
          const { meaning, ambiguous } = readDeadline(join(core, other), schoolYear);
          if (alone && meaning && !ambiguous && isSameMeaning(meaning, alone)) silent.push(join(core, other));
        }
      }
    }
    expect(silent).toEqual([]);
  });

  test('a weekday that does not fit its date is a slip in one of them', () => {
    expect(readDeadline('четверг, 15 сентября 2022 г.', schoolYear).ambiguous).toBe(false);
    expect(readDeadline('15 сентября 2022 г. (четверг)', schoolYear).ambiguous).toBe(false);
    const slip = readDeadline('пятница, 15 сентября 2022 г.', schoolYear);
    expect(slip.meaning).toEqual({ kind: 'date', date: '2022-09-15' });
    expect(slip.reasonCode).toBe('weekday_differs');
    expect(readDeadline('до 15 сентября 2022 г. (пятница)', schoolYear).reasonCode).toBe('weekday_differs');
  });

  test('gives the same answer twice and does not depend on case or outer white space', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...WORDS), { maxLength: 10 }), periods, (words, period) => {
        const phrase = words.join(' ');
        const { meaning } = readDeadline(phrase, period);
        expect(readDeadline(phrase, period).meaning).toEqual(meaning);
        expect(readDeadline(`  ${phrase}\n`, period).meaning).toEqual(meaning);
      }),
      { numRuns: 500 },
    );
  });

  test('a text of ten megabytes is refused at once', () => {
    for (const piece of ['до 15 мая ', '1', '-', '(', 'ё', '😀', ' ']) {
      const reading = readDeadline(piece.repeat(Math.ceil(10_000_000 / piece.length)), schoolYear);
      expect(reading.meaning).toBeNull();
      expect(reading.reasonCode).toBe('too_long');
    }
  });

  // Work that grows with the square of the phrase would run into the limit of the test.
  test('the longest phrases that are read come to an answer', () => {
    for (const piece of [
      'до 15 мая, ',
      '1-',
      '1.',
      '(',
      'с 1 ',
      'ё',
      'не позднее ',
      'май ',
      'январь',
      '2022,',
      'в течение ',
    ]) {
      expect(readDeadline(piece.repeat(500).slice(0, 500), schoolYear)).toHaveProperty('meaning');
    }
  });

  test('a period that is none counts as unknown', () => {
    const unknown = readDeadline('20 сентября', null).meaning;
    expect(unknown).toEqual({ kind: 'date', date: 'Y0-09-20' });
    for (const period of [
      { start: '2023-01-01', end: '2022-01-01' },
      { start: 'вчера', end: '2022-01-01' },
      { start: '2022-02-31', end: '2022-12-31' },
    ]) {
      expect(readDeadline('20 сентября', period).meaning).toEqual(unknown);
    }
  });

  test('keeps apart what was said and what was inferred', () => {
    expect(readDeadline('20 сентября 2022 г.', schoolYear).inferred).toEqual([]);
    expect(readDeadline('20 сентября', schoolYear).inferred).toEqual(['year']);
    expect(readDeadline('с 1 октября 2022 г.', schoolYear).inferred).toEqual(['end']);
    expect(readDeadline('окрябрь 2022 г.', schoolYear).inferred).toEqual(['spelling']);
  });

  test('a year inferred from a document of one year lies within it', () => {
    const dayMonth = fc.record({ d: fc.integer({ min: 1, max: 28 }), m: fc.integer({ min: 1, max: 12 }) });
    fc.assert(
      fc.property(dayMonth, fc.integer({ min: 2010, max: 2030 }), ({ d, m }, year) => {
        const period = { start: `${year}-09-01`, end: `${year + 1}-08-31` };
        const { meaning } = readDeadline(`${pad(d)}.${pad(m)}`, period);
        expect(meaning).toEqual({ kind: 'date', date: `${m >= 9 ? year : year + 1}-${pad(m)}-${pad(d)}` });
        expect(listOccurrences(meaning ?? { kind: 'event', text: '' }, period)).toHaveLength(1);
      }),
    );
  });
});
