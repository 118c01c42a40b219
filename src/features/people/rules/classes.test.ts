import { expect, test } from 'vitest';
import { className, parseClassName } from '#src/features/people/rules/classes.ts';
import { ageOn, birthSlip, orderKinds, turnsOn } from '#src/features/people/rules/kinds.ts';
import { planRollOver, usualFates, type EndingClass } from '#src/features/people/rules/roll-over.ts';

test.each([
  ['7А', 7, 'А', '7А'],
  ['7 а', 7, 'А', '7А'],
  ['7-А', 7, 'А', '7А'],
  ['7 "Б"', 7, 'Б', '7Б'],
  ['7A', 7, 'А', '7А'],
  ['10 физмат', 10, 'физмат', '10 физмат'],
  ['11', 11, '', '11'],
  ['11 класс', 11, '', '11'],
  ['5 «в» класс', 5, 'В', '5В'],
  ['0', 0, '', '0'],
])('«%s» is a class', (typed, grade, letter, shown) => {
  const read = parseClassName(typed);
  expect(read).toEqual({ grade, letter });
  expect(className(read ?? { grade: -1, letter: '' })).toBe(shown);
});

test.each(['', 'А', '13А', 'седьмой', '7А1', '7 <b>', `7 ${'а'.repeat(21)}`, '7А@'])(
  '«%s» is none',
  (typed) => {
    expect(parseClassName(typed)).toBeNull();
  },
);

test('kinds stand in one order, each once; ages count birthdays', () => {
  expect(orderKinds(['guardian', 'staff', 'staff', 'king'])).toEqual(['staff', 'guardian']);
  expect(ageOn({ birthDate: '2010-09-01', birthYear: null }, '2028-08-31')).toBe(17);
  expect(ageOn({ birthDate: '2010-09-01', birthYear: null }, '2028-09-01')).toBe(18);
  expect(ageOn({ birthDate: null, birthYear: 2010 }, '2028-12-31')).toBe(17);
  expect(ageOn({ birthDate: null, birthYear: null }, '2028-12-31')).toBeNull();
  expect(birthSlip('2027-01-01', '2026-12-31')).toBe('future');
  expect(birthSlip('1910-01-01', '2026-12-31')).toBe('too_old');
  expect(birthSlip('2010-01-01', '2026-12-31')).toBeNull();
});

test.each(['2008-02-29', '2008-02-28', '2008-03-01', '2010-12-31'])(
  'somebody born on %s is a year older with the day that is said',
  (birthDate) => {
    for (let years = 13; years <= 20; years += 1) {
      const on = Temporal.PlainDate.from(turnsOn(birthDate, years));
      const ageAt = (day: Temporal.PlainDate) => ageOn({ birthDate, birthYear: null }, day.toString());
      expect([ageAt(on.subtract({ days: 1 })), ageAt(on)]).toEqual([years - 1, years]);
    }
    expect([turnsOn('2008-02-29', 18), turnsOn('2008-02-29', 20)]).toEqual(['2026-03-01', '2028-02-29']);
  },
);

const ending = (grade: number, letter = 'А', more: Partial<EndingClass> = {}): EndingClass => ({
  id: `${grade}${letter}`,
  grade,
  letter,
  memberCount: 25,
  teacherId: 'teacher',
  teacherStays: true,
  ...more,
});

test('the highest grade of a school leaves, whichever school it is', () => {
  const fatesOf = (...grades: number[]) => [...usualFates(grades.map((grade) => ending(grade))).values()];
  expect(fatesOf(10, 11)).toEqual(['up', 'graduate']);
  expect(fatesOf(8, 9)).toEqual(['up', 'graduate']);
  expect(fatesOf(3, 4)).toEqual(['up', 'graduate']);
  expect(fatesOf(11, 12)).toEqual(['up', 'graduate']);
  // No leavers this year: a young school grows.
  expect(fatesOf(5, 6)).toEqual(['up', 'up']);
  expect(fatesOf()).toEqual([]);
});

test('a class goes up with its teacher while the teacher works here; what is there already is said', () => {
  const plan = planRollOver(
    [ending(7), ending(8, 'Б', { teacherStays: false }), ending(9, 'В'), ending(12)],
    new Map([
      ['9В', 'stay_out'],
      ['12А', 'up'],
    ]),
    [{ grade: 8, letter: 'А' }],
  );
  expect(plan.map(({ fate, to }) => ({ fate, to }))).toEqual([
    { fate: 'up', to: { grade: 8, letter: 'А', teacherId: 'teacher', exists: true } },
    { fate: 'up', to: { grade: 9, letter: 'Б', teacherId: null, exists: false } },
    { fate: 'stay_out', to: null },
    { fate: 'graduate', to: null },
  ]);
});
