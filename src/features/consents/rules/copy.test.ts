import { describe, expect, it } from 'vitest';
import { readAnswerWords } from '#src/features/consents/rules/copied-answers.ts';
import { COPY_PLACES } from '#src/features/consents/rules/copy.ts';
import { TRACES } from '#src/features/consents/rules/traces.ts';
import { copiedWords } from '#src/features/consents/labels/copy.ts';

const words = (column: string, value: unknown) => copiedWords(column, value, 'Asia/Omsk');

describe('the copy of the data of a subject', () => {
  it('knows every place that a destruction knows', () => {
    const places = COPY_PLACES.map(({ table, column }) => `${table}.${column}`);
    expect(places.toSorted()).toEqual(
      ['people.id', ...TRACES.map(({ table, column }) => `${table}.${column}`)].toSorted(),
    );
    const odd = COPY_PLACES.filter(
      (place) =>
        Object.keys(place.facts ?? {}).length > 0 !== (place.told === 'facts') ||
        (place.told === 'number' && (place.why ?? '') === ''),
    );
    expect(odd).toEqual([]);
  });

  it('tells days, instants and codes in words', () => {
    expect(words('birth_date', '2010-05-06')).toBe('06.05.2010');
    expect(words('issued_at', '2026-11-20T18:30:00+00:00')).toBe('21.11.2026 00:30');
    expect(words('kinds', ['pupil', 'guardian'])).toBe('ученик, родитель (представитель)');
    expect(words('times', ['1-after', '3-evening'])).toBe('пн после уроков, ср вечер');
    expect(words('is_main', false)).toBe('нет');
    expect(words('processing_until', '2999-12-31')).toBe('отзыва');
    expect(words('form', 'pupil-pupil')).toBe('ученик – ученик');
    expect(words('phone', null)).toBe('');
  });

  it('reads answers beside their questions and names nobody else', () => {
    const model = {
      pages: [
        {
          items: [
            { id: 'a', kind: 'single', text: 'Что нравится', options: [{ key: 'x', text: 'Химия' }] },
            { id: 'b', kind: 'ranking', text: 'С кем хотите' },
            { id: 'c', kind: 'scale', text: 'Оценка' },
            { id: 'd', kind: 'yes_no', text: 'Пойдёте ещё' },
            { id: 'e', kind: 'long', text: 'Своими словами' },
          ],
        },
      ],
    };
    const answers = { a: 'x', b: ['0197-person'], c: 7, d: true, e: '' };
    expect(readAnswerWords(model, answers)).toEqual([
      { name: 'Что нравится', value: 'Химия' },
      { name: 'С кем хотите', value: 'названы другие люди' },
      { name: 'Оценка', value: '7' },
      { name: 'Пойдёте ещё', value: 'да' },
    ]);
    expect(readAnswerWords(null, answers)).toEqual([]);
  });
});
