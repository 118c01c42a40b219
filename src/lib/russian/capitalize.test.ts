import { expect, it } from 'vitest';
import { capitalize, withinSentence } from '#src/lib/russian/capitalize.ts';

it('begins a label large', () => {
  expect(capitalize('ёлка и еж')).toBe('Ёлка и еж');
  expect(capitalize('')).toBe('');
});

it.each([
  ['Учитель физики', 'учитель физики'],
  ['Ёлочный мастер', 'ёлочный мастер'],
  ['учитель', 'учитель'],
  ['МБОУ «Школа»', 'МБОУ «Школа»'],
  ['И. о. директора', 'и. о. директора'],
  ['«Луч»', '«Луч»'],
  ['', ''],
])('within a sentence %s is %s', (text, expected) => {
  expect(withinSentence(text)).toBe(expected);
});
