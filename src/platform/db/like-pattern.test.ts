import { expect, it } from 'vitest';
import { containing } from './like-pattern.ts';

it('takes the signs of a pattern as letters', () => {
  expect(containing('приказ')).toBe('%приказ%');
  expect(containing(String.raw`50%_\ `)).toBe(String.raw`%50\%\_\\ %`);
});
