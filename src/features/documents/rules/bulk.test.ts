import { expect, test } from 'vitest';
import { classesOf, narrowSubjects } from '#src/features/documents/rules/bulk.ts';

const subjects = [
  { id: '1', label: 'Семёнова Яна (наставник)', className: '10А', isUsual: true },
  { id: '2', label: 'Семенов Лев (наставляемый)', className: '2Б', isUsual: true },
  { id: '3', label: 'Орлова Анна (наставник)', isUsual: true },
];
const found = (q: string, className = '') => narrowSubjects(subjects, { q, className }).map(({ id }) => id);

test('every word must be found, ё is е, and a class leaves only its own', () => {
  expect(found('')).toEqual(['1', '2', '3']);
  expect(found('СЕМЕН')).toEqual(['1', '2']);
  expect(found('семён наставник')).toEqual(['1']);
  expect(found('', '2Б')).toEqual(['2']);
  expect(found('орлова', '2Б')).toEqual([]);
  expect(found('10а')).toEqual(['1']);
});

test('classes stand by their number', () => {
  expect(classesOf(subjects)).toEqual(['2Б', '10А']);
});
