import { describe, expect, test } from 'vitest';
import { answerLine, describeDeadline } from './command.ts';

describe('answerLine', () => {
  test('one object in, one out', () => {
    const answer = answerLine('{"phrase": "до 30.09.2022", "period_span": ["2022-09-01", "2023-08-31"]}');
    expect(JSON.parse(answer)).toEqual({
      phrase: 'до 30.09.2022',
      meaning: { kind: 'by', date: '2022-09-30' },
      ambiguous: false,
    });
  });

  test('an unclear phrase carries its reason and readings', () => {
    const answer = answerLine('{"phrase": "июнь 2023-2024", "period_span": ["2022-01-01", "2024-12-31"]}');
    expect(JSON.parse(answer)).toMatchObject({
      ambiguous: true,
      reason: expect.stringContaining('each of the years'),
      readings: [{ kind: 'range', start: '2023-06-01', end: '2024-06-30' }],
    });
  });

  test('a byte order mark and a carriage return around the object say nothing', () => {
    expect(JSON.parse(answerLine('\uFEFF{"phrase": "май 2023"}\r'))).toMatchObject({ phrase: 'май 2023' });
  });

  test('a line without a period takes the usual one; null stays none', () => {
    const usual = { start: '2022-09-01', end: '2023-08-31' };
    expect(JSON.parse(answerLine('{"phrase": "20 сентября"}', usual))).toMatchObject({
      meaning: { kind: 'date', date: '2022-09-20' },
    });
    expect(JSON.parse(answerLine('{"phrase": "20 сентября", "period_span": null}', usual))).toMatchObject({
      meaning: { kind: 'date', date: 'Y0-09-20' },
    });
  });

  test('what is not understood is said', () => {
    expect(JSON.parse(answerLine('{"phrase": "Директор", "period_span": null}'))).toMatchObject({
      meaning: null,
      ambiguous: false,
      reason: expect.any(String),
    });
  });

  test.each([
    '',
    'до 30.09.2022',
    '[]',
    'null',
    '{"phrase": 5}',
    '{"phrase": "май", "period_span": "2022"}',
    '{"phrase": "май", "period_span": ["2022-09-01"]}',
    '{"phrase": "май", "period_span": ["2022-02-31", "2023-08-31"]}',
    '{"phrase": "май", "period_span": ["2023-09-01", "2022-08-31"]}',
    '{"phrase": "май", "period_span": [1, 2]}',
  ])('a line that is no question: %s', (line) => {
    expect(JSON.parse(answerLine(line))).toEqual({ error: expect.any(String) });
  });
});

describe('describeDeadline', () => {
  test('says in Russian what was read, what was inferred and what is unclear', () => {
    const text = describeDeadline('с 5 сентября', { start: '2022-09-01', end: '2023-08-31' });
    expect(text).toContain('Прочитано: постоянно, начиная с 5 сентября 2022 года');
    expect(text).toContain('Не сказано, выведено: год, окончание');
    expect(text).toContain('Нужно уточнить. Названо только начало');
    expect(text).toContain('или: 5 сентября 2022 года');
    expect(text).toContain('Дни: 05.09.2022 – 31.08.2023');
  });

  test('says that nothing was understood, and what to do', () => {
    expect(describeDeadline('31.02.2023', null)).toContain('Такого дня нет в календаре');
    expect(describeDeadline('Директор', null)).toContain('Срок не распознан');
    expect(describeDeadline('м'.repeat(5000), null).length).toBeLessThan(400);
  });
});
