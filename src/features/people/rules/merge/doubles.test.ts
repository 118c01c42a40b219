import { expect, test } from 'vitest';
import { findDoubles, findDoublesOf, type KnownName } from '#src/features/people/rules/merge/doubles.ts';

const person = (id: string, name: string, birthDate: string | null = null): KnownName => {
  const [familyName = '', givenName = '', patronymic = ''] = name.split(' ');
  return { id, familyName, givenName, patronymic, birthDate, birthYear: null };
};

const people = [
  person('a', 'Семёнова Алёна Игоревна', '2012-03-04'),
  person('b', 'Алена Семенова Игоревна'),
  person('c', 'Семёнова Алёна'),
  person('d', 'Семёнова Алёна Игоревна', '2013-03-04'),
  person('e', 'Семенова Алена Игоревнa', '2012-03-04'),
  person('f', 'Семёнова Алина Игоревна', '2012-03-04'),
  person('g', 'Клёнов Пётр Ильич', '2012-03-04'),
];

test('doubles are told by names in any order, a missing patronymic and one letter on one birthday', () => {
  const found = findDoubles(people, new Set(['a d', 'b d'])).map(
    ({ oneId, otherId, reason }) => `${oneId} ${otherId} ${reason}`,
  );
  expect(found).toEqual([
    'a e same_birthday',
    // Then by name, and «алена семенова» stands before «семенова алена».
    'b e same_name',
    'a b same_name',
    'b c no_patronymic',
    'c d no_patronymic',
    'c e no_patronymic',
    'a c no_patronymic',
    'a f slip',
    'e f slip',
  ]);
});

test('the doubles of one record are those of the whole school that name it', () => {
  const distinct = new Set(['b e']);
  for (const { id } of people) {
    const all = findDoubles(people, distinct).filter(({ oneId, otherId }) => oneId === id || otherId === id);
    expect(findDoublesOf(id, people, distinct)).toEqual(all);
  }
  expect(findDoublesOf('z', people, distinct)).toEqual([]);
});
