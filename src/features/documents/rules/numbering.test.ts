import { describe, expect, it } from 'vitest';

import {
  listGaps,
  nextPlace,
  readMask,
  readNumber,
  seriesYear,
  writeNumber,
  type Mask,
} from '#src/features/documents/rules/numbering.ts';

function mask(text: string): Mask {
  const read = readMask(text);
  if (typeof read === 'string') throw new Error(`${text}: ${read}`);
  return read;
}

describe('a mask', () => {
  it.each([
    ['{n}-од', { number: 259, sub: 0 }, '259-од'],
    ['{n}/{k}-р', { number: 45, sub: 2 }, '45/2-р'],
    ['{n}-О', { number: 710, sub: 0 }, '710-О'],
    ['01-05/{n:3}', { number: 7, sub: 0 }, '01-05/007'],
    ['{n}/{гг}', { number: 12, sub: 0 }, '12/26'],
    ['Д-{год}-{n}', { number: 3, sub: 0 }, 'Д-2026-3'],
  ])('%s writes and reads its numbers', (text, place, number) => {
    expect(writeNumber(mask(text), place, 2026)).toBe(number);
    expect(readNumber(mask(text), number, 2026)).toEqual(place);
  });

  it('reads a number whatever its case and spaces, and leaves a free one alone', () => {
    expect(readNumber(mask('{n}-од'), ' 12 -ОД', 2026)).toEqual({ number: 12, sub: 0 });
    expect(readNumber(mask('{n}-од'), '12-р', 2026)).toBeNull();
    expect(readNumber(mask('{n}/{гг}'), '12/25', 2026)).toBeNull();
    expect(readNumber(mask('{n}-од'), '0-од', 2026)).toBeNull();
    expect(readNumber(mask('{n}.(*)'), '7.(*)', 2026)).toEqual({ number: 7, sub: 0 });
  });

  it.each([
    ['од', 'no_number'],
    ['{n}{n}', 'twice'],
    ['{n}-{k}-{k}', 'twice'],
    ['{x}-{n}', 'unknown'],
    ['{n', 'unknown'],
    ['{n:9}', 'unknown'],
    ['{n}{k}', 'touching'],
    ['5{n}', 'touching'],
    ['{n}0', 'touching'],
  ])('%s is refused: %s', (text, problem) => {
    expect(readMask(text)).toBe(problem);
  });
});

describe('the next place', () => {
  it('follows the last', () => {
    expect(nextPlace(mask('{n}-од'), null, '2026-09-12')).toEqual({ number: 1, sub: 0 });
    expect(nextPlace(mask('{n}-од'), { number: 45, sub: 0, issuedOn: '2026-09-12' }, '2026-09-12')).toEqual({
      number: 46,
      sub: 0,
    });
  });

  it('stays under the number of the day where the mask counts within it', () => {
    const last = { number: 45, sub: 2, issuedOn: '2026-09-12' };
    expect(nextPlace(mask('{n}/{k}'), last, '2026-09-12')).toEqual({ number: 45, sub: 3 });
    expect(nextPlace(mask('{n}/{k}'), last, '2026-09-13')).toEqual({ number: 46, sub: 1 });
  });
});

it('a series begins anew as it says', () => {
  expect([
    seriesYear('year', '2026-02-01'),
    seriesYear('school-year', '2026-02-01'),
    seriesYear('school-year', '2026-09-01'),
  ]).toEqual([2026, 2025, 2026]);
  expect(seriesYear('never', '2026-02-01')).toBe(0);
});

it('numbers that nothing stands under are told', () => {
  expect(listGaps([5, 1, 2, 2, 9])).toEqual([
    { from: 3, to: 4 },
    { from: 6, to: 8 },
  ]);
  expect(listGaps([])).toEqual([]);
});
