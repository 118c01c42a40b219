import { expect, test } from 'vitest';
import { toJson } from './json.ts';

test('nothing that jsonb refuses gets into JSON', () => {
  expect(toJson({ words: 'а\0б', cut: '😀'.slice(0, 1), list: ['\0'], kept: '😀' })).toBe(
    '{"words":"аб","cut":"�","list":[""],"kept":"😀"}',
  );
  expect(toJson(undefined)).toBe('null');
  expect(toJson({ on: Temporal.PlainDate.from('2026-09-01'), gone: undefined })).toBe('{"on":"2026-09-01"}');
});
