import { describe, expect, it } from 'vitest';
import { CASES, CASE_WORDS, readCase } from '#src/lib/russian/case.ts';
import { classInWords } from '#src/lib/russian/class-words.ts';
import { blankDay, dayInWords, spanInWords } from '#src/lib/russian/date-words.ts';
import { agreeing, dayOfMonthInWords, numberInWords } from '#src/lib/russian/number-words.ts';

const plain = (text: string): string => text.replaceAll('\u00a0', ' ');

describe('readCase', () => {
  it('knows its own words', () => {
    for (const one of CASES) {
      expect(readCase(one)).toBe(one);
      expect(readCase(CASE_WORDS[one].title)).toBe(one);
    }
  });
  it.each([
    ['рп', 'genitive'],
    ['Р. п.', 'genitive'],
    ['дп', 'dative'],
    ['вп', 'accusative'],
    ['тп', 'instrumental'],
    ['пп', 'prepositional'],
    ['кого?', 'genitive'],
    ['кого? чего?', 'genitive'],
    ['кому', 'dative'],
    ['кем', 'instrumental'],
    ['о ком', 'prepositional'],
    ['о чём?', 'prepositional'],
    ['кто? что?', 'nominative'],
    ['в дательном падеже', null],
    ['дательном падеже', 'dative'],
    ['Творительный падеж', 'instrumental'],
    ['твор.', 'instrumental'],
    ['куда', null],
    ['', null],
  ])('%s → %s', (word, expected) => expect(readCase(word)).toBe(expected));
});

describe('numbers', () => {
  it.each([
    [21, { gender: 'female' }, 'двадцать одна'],
    [21, { case: 'genitive' }, 'двадцати одного'],
    [2, { gender: 'female' }, 'две'],
    [2, { case: 'accusative', isAnimate: true }, 'двух'],
    [22, { case: 'accusative', isAnimate: true }, 'двадцать два'],
    [21, { case: 'accusative', isAnimate: true }, 'двадцать одного'],
    [12, { case: 'accusative', isAnimate: true }, 'двенадцать'],
    [0, {}, 'ноль'],
    [540, { case: 'instrumental' }, 'пятьюстами сорока'],
    [-5, {}, 'минус пять'],
    [2.5, {}, '2.5'],
    [1e15, {}, '1000000000000000'],
  ] as const)('%d %o → %s', (count, thing, expected) => expect(numberInWords(count, thing)).toBe(expected));

  it('agree with what is counted', () => {
    expect(`${numberInWords(21, { case: 'genitive' })} ${agreeing(21, 'наставника', 'наставников')}`).toBe(
      'двадцати одного наставника',
    );
    expect(agreeing(11, 'наставника', 'наставников')).toBe('наставников');
    expect(agreeing(2, 'наставника', 'наставников')).toBe('наставников');
  });

  it('name days of the month', () => {
    expect(dayOfMonthInWords(3, 'genitive')).toBe('третьего');
    expect(dayOfMonthInWords(12, 'genitive')).toBe('двенадцатого');
    expect(dayOfMonthInWords(23)).toBe('двадцать третье');
    expect(dayOfMonthInWords(30, 'dative')).toBe('тридцатому');
    expect(dayOfMonthInWords(31, 'prepositional')).toBe('тридцать первом');
    expect(dayOfMonthInWords(32)).toBe('32');
    expect(dayOfMonthInWords(1.5)).toBe('1.5');
  });
});

describe('days and classes', () => {
  it('stand as papers write them', () => {
    expect(plain(dayInWords('2026-09-12'))).toBe('12 сентября 2026 года');
    expect(plain(dayInWords('2026-09-12', { style: 'short' }))).toBe('12 сентября 2026 г.');
    expect(dayInWords('2026-09-12')).toContain('2026\u00a0года');
    expect(() => dayInWords('2026-02-30')).toThrow(RangeError);
    expect(plain(spanInWords('2026-10-01', '2027-05-31'))).toBe('с 1 октября 2026 года по 31 мая 2027 года');
    expect(plain(spanInWords('2026-10-01', '2026-12-31', { style: 'short' }))).toBe(
      'с 1 октября по 31 декабря 2026 г.',
    );
    expect(plain(blankDay())).toBe('«___» ____________ 20___ г.');
    expect(plain(classInWords({ grade: 9, letter: 'А' }, 'genitive'))).toBe('9 «А» класса');
    expect(plain(classInWords({ grade: 9, letter: '' }, 'prepositional'))).toBe('9 классе');
  });
});
