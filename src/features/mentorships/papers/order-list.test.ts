import { expect, test } from 'vitest';
import {
  namedPlace,
  orderListPaper,
  orderListSheet,
  termOf,
} from '#src/features/mentorships/papers/order-list.ts';

const line = {
  id: '1',
  version: 1,
  state: 'agreed' as const,
  form: 'pupil-pupil',
  roleModel: 'strong-weak',
  isGroup: true,
  startsOn: '2026-10-01',
  dueOn: null,
  mentors: [{ name: 'Соколова Анна Петровна', place: 'учитель физики' }],
  mentees: [
    { name: 'Дроздов Илья', place: '7А класс' },
    { name: '', place: '' },
  ],
};
const facts = { schoolName: 'Школа № 1', schoolYear: 2026, lines: [line] };

test('the list for the order has a line for each pair or group, with everybody in it', () => {
  const cells = [
    'Соколова Анна Петровна, учитель физики',
    'Дроздов Илья, 7А класс\nимя не показывается: нет согласия',
    'ученик – ученик, группа',
    'успевающий – неуспевающий',
    'с 01.10.2026',
  ];
  expect(orderListSheet(facts).rows).toEqual([{ kind: 'row', cells: [1, ...cells] }]);
  const paper = orderListPaper(facts);
  expect(paper.title).toBe('Список наставнических пар и групп на 2026/27 учебный год');
  const table = paper.blocks.find(({ kind }) => kind === 'table');
  const [row] = table?.kind === 'table' ? table.body : [];
  expect(row?.kind === 'row' ? row.cells.map(({ content }) => content) : []).toEqual(['1', ...cells]);
});

test('a term and a place may be unknown', () => {
  expect(termOf({ startsOn: null, dueOn: null })).toBe('');
  expect(termOf({ startsOn: '2026-10-01', dueOn: '2027-05-31' })).toBe('с 01.10.2026 по 31.05.2027');
  expect(namedPlace({ name: 'Дроздов Илья', place: '' })).toBe('Дроздов Илья');
});
