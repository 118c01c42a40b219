import { expect, test } from 'vitest';
import {
  MENTEE_COLUMNS,
  menteeCells,
  MENTOR_COLUMNS,
  mentorCells,
} from '#src/features/banks/rules/columns.ts';

const MENTEES =
  '№ · ФИО · контактные данные (представителя) · год рождения · основной запрос · дата вхождения в программу · ФИО наставника · форма наставничества · место работы/учёбы наставника · дата завершения · результаты программы · ссылка на кейс/отзыв · отметка о прохождении';
const MENTORS =
  '№ · ФИО · контактные данные · место работы/учёбы · основные компетенции · важные для программы достижения · интересы · желаемый возраст наставляемых · ресурс времени · дата вхождения · ФИО наставляемых · форма · место работы/учёбы наставляемого · дата завершения · результаты · ссылка на кейс/отзыв';

const person = {
  name: 'Белов Пётр',
  isMinor: true,
  phone: '1',
  email: '',
  guardians: ['Белова Анна (мать), 2'],
};
const mentorship = {
  form: 'pupil-pupil',
  names: ['Иванова Мария'],
  places: ['9А класс', ''],
  endedOn: '2026-05-31',
  results: 'Четвёрка',
  caseUrl: 'https://school.example.ru/1',
  isCompleted: true,
};

test('the banks have exactly the columns of the canonical form, letter by letter', () => {
  expect(MENTEE_COLUMNS.join(' · ')).toBe(MENTEES);
  expect(MENTOR_COLUMNS.join(' · ')).toBe(MENTORS);
});

test('a child is reached through the guardian, and each cell stands under its heading', () => {
  const cells = menteeCells(
    {
      ...person,
      birthYear: 2012,
      mainRequest: 'Физика',
      enteredOn: '2025-09-10',
      mentorships: [mentorship, { ...mentorship, names: ['Юрьев Лев'], isCompleted: null }],
    },
    7,
  );
  expect(Object.fromEntries(MENTEE_COLUMNS.map((heading, index) => [heading, cells[index]]))).toEqual({
    '№': 7,
    ФИО: 'Белов Пётр',
    'контактные данные (представителя)': 'Белова Анна (мать), 2',
    'год рождения': 2012,
    'основной запрос': 'Физика',
    'дата вхождения в программу': '10.09.2025',
    'ФИО наставника': 'Иванова Мария; Юрьев Лев',
    'форма наставничества': 'ученик – ученик',
    'место работы/учёбы наставника': '9А класс',
    'дата завершения': '31.05.2026',
    'результаты программы': 'Четвёрка',
    'ссылка на кейс/отзыв': 'https://school.example.ru/1',
    'отметка о прохождении': 'прошёл',
  });
});

test('a mentor without mentees shows the forms offered', () => {
  const cells = mentorCells(
    {
      ...person,
      isMinor: false,
      workplace: 'Завод',
      competences: ['физика', 'химия'],
      achievements: '',
      interests: [],
      ageFrom: 12,
      ageTo: 15,
      ageWords: '',
      hoursAMonth: 8,
      times: ['1-evening'],
      timeWords: '',
      enteredOn: '2025-09-10',
      forms: ['pupil-pupil', 'student-pupil'],
      mentorships: [],
    },
    1,
  );
  expect(cells).toHaveLength(MENTOR_COLUMNS.length);
  expect(cells.slice(2, 12)).toEqual([
    '1',
    'Завод',
    'физика, химия',
    '',
    '',
    '12–15 лет',
    '8 ч в месяц; пн вечером',
    '10.09.2025',
    '',
    'ученик – ученик; студент – ученик',
  ]);
});
