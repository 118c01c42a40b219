import { expect, test } from 'vitest';

import { findPaperKind } from '#src/features/documents/rules/kinds.ts';
import { usualStamps } from '#src/features/documents/papers/usual-stamps.ts';

test.each([
  ['regulation', 'МБОУ СОШ № 12', 'приказом МБОУ СОШ № 12'],
  ['programme', 'Гимназия № 3', 'приказом Гимназии № 3'],
])('%s begins with the mark of approval', (id, shortName, line) => {
  const kind = findPaperKind(id);
  expect(kind && usualStamps(kind, shortName)).toEqual([
    { word: 'УТВЕРЖДЕНО', lines: [line, 'от «___» __________ 20___ г. № _____'] },
  ]);
});

test('an order approves by itself', () => {
  const kind = findPaperKind('order.pairs');
  expect(kind && usualStamps(kind, 'МБОУ СОШ № 12')).toEqual([]);
});
