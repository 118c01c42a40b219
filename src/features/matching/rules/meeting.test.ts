import { expect, test } from 'vitest';
import { meetingSections } from '#src/features/matching/rules/meeting.ts';
import { mentee, mentor } from '#src/features/matching/testing/people.ts';

const banks = {
  mentors: [
    mentor('я', { name: 'Яковлев', forms: ['pupil-pupil'] }),
    mentor('а', { name: 'Алексеев' }),
    mentor('н', { name: 'Недопущенный', isAdmitted: false }),
    mentor('у', { name: 'Учительница', kinds: ['staff'], className: '', posts: ['учитель физики'] }),
  ],
  mentees: [
    mentee('м', { name: 'Молодая', kinds: ['staff'], className: '', posts: ['учитель химии'] }),
    mentee('б', { name: 'Борисов', forms: ['pupil-pupil', 'teacher-pupil'] }),
    mentee('т', { name: 'Тихонова', forms: ['teacher-pupil'] }),
    mentee('с', { name: 'Студентов', forms: ['employer-student'] }),
  ],
};
const names = (only?: string) =>
  meetingSections(banks, only).map(({ form, mentors, mentees }) => [
    form,
    mentors.map(({ name }) => name),
    mentees.map(({ name }) => name),
  ]);

test('everybody stands once, by form and name, and only those who are admitted', () => {
  expect(names()).toEqual([
    ['pupil-pupil', ['Алексеев', 'Яковлев'], ['Борисов']],
    ['teacher-teacher', ['Учительница'], ['Молодая']],
    ['teacher-pupil', [], ['Тихонова']],
    [null, [], ['Студентов']],
  ]);
});

test('one form lists everybody who is fit for it', () => {
  expect(names('teacher-pupil')).toEqual([['teacher-pupil', ['Учительница'], ['Борисов', 'Тихонова']]]);
  expect(names('student-pupil')).toEqual([]);
});
