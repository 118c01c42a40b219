import { describe, expect, it } from 'vitest';
import { suggestResponsible, type StaffToMatch } from '#src/features/roadmap/rules/suggest-responsible.ts';

const staff: StaffToMatch = {
  people: [
    { id: 'director', name: 'Светлова Анна Петровна', posts: ['Директор'] },
    {
      id: 'deputy',
      name: 'Ручьёва Ольга Ивановна',
      posts: ['Заместитель директора по учебно-воспитательной работе'],
    },
    {
      id: 'deputy-up',
      name: 'Полевая Ирина Львовна',
      posts: ['Заместитель директора по воспитательной работе'],
    },
    { id: 'class-1', name: 'Берёзкин Пётр Ильич', posts: ['Классный руководитель'] },
    { id: 'class-2', name: 'Ясенева Вера Олеговна', posts: ['Классный руководитель'] },
    { id: 'namesake', name: 'Ясенева Дарья Олеговна', posts: ['Учитель физики'] },
    { id: 'psychologist', name: 'Клёнова Мария Юрьевна', posts: ['Педагог-психолог'] },
  ],
  teams: [
    { id: 'old', name: 'Рабочая группа', schoolYear: 2021 },
    { id: 'new', name: 'Рабочая группа', schoolYear: 2022 },
  ],
};
const who = (words: string): string | null => suggestResponsible(words, staff)?.who ?? null;

describe('suggesting who is meant', () => {
  it.each([
    ['Директор', 'person:director'],
    ['директора школы', 'person:director'],
    ['Заместитель директора по УВР', 'person:deputy'],
    ['Зам. директора по ВР', 'person:deputy-up'],
    ['зам.директора по УВР', 'person:deputy'],
    ['Классные руководители', 'post:Классный руководитель'],
    ['Педагог – психолог', 'person:psychologist'],
    ['Ручьева О.И.', 'person:deputy'],
    ['Клёновой М. Ю.', 'person:psychologist'],
    ['Ясенева В. О.', 'person:class-2'],
    ['рабочая группа', 'team:new'],
  ])('«%s» → %s', (words, expected) => {
    expect(who(words)).toBe(expected);
  });

  it.each([
    'Ясенева',
    'Заместитель директора',
    'Заместитель директора по АХР',
    'Наставники',
    'Учитель',
    '',
    'МКУ «ЦОПМОСО»',
    'Светлова Б. П.',
  ])('«%s» stays for a person to say', (words) => {
    expect(who(words)).toBeNull();
  });

  it('takes a school without staff', () => {
    expect(suggestResponsible('Директор', { people: [], teams: [] })).toBeNull();
  });
});
