import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { closePdfRenderer } from '#src/platform/render/pdf.ts';
import { openTestDatabase, type TestDatabase } from '#src/platform/testing/database.ts';
import { consent, withdraw } from '#src/features/banks/testing/consenting.ts';
import { enterGuardian } from '#src/features/consents/testing/people.ts';
import { askedFields, fillAndPrint, foundPaperSchool, type PaperSchool } from './paper-school.ts';
import { accepted, refusedWith } from './world.ts';

let world: TestDatabase;
let school: PaperSchool;
let classId: string;
let pairId: string;
let groupId: string;
let replacedId: string;
let closedId: string;
let teachersId: string;

const person = async (name: string, kinds: string[], birthDate: string | null = null): Promise<string> => {
  const [family_name = '', given_name = '', patronymic = ''] = name.split(' ');
  const id = await school.insert('people', {
    family_name,
    given_name,
    patronymic,
    kinds,
    birth_date: birthDate,
  });
  if (kinds[0] === 'pupil') await school.insert('class_members', { class_id: classId, person_id: id });
  return id;
};

/** A mentorship of these people; who has ended stays in it with the day. */
const mentorship = async (
  values: Readonly<Record<string, unknown>>,
  mentors: readonly (string | { id: string; from?: string; to?: string; reason?: string })[],
  mentees: readonly string[],
): Promise<string> => {
  const id = await school.insert('mentorships', {
    school_year: 2026,
    form: 'pupil-pupil',
    regime: 'pupils',
    state: 'agreed',
    starts_on: '2026-10-01',
    due_on: '2027-05-25',
    source: 'hand',
    ...values,
  });
  const ended = values['ended_on'] ?? null;
  for (const one of mentors) {
    const { id: personId, from, to, reason } = typeof one === 'string' ? { id: one } : { ...one };
    await school.insert('mentorship_members', {
      mentorship_id: id,
      person_id: personId,
      side: 'mentor',
      started_on: from ?? '2026-10-01',
      ended_on: to ?? ended,
      end_reason: reason ?? '',
    });
  }
  for (const personId of mentees) {
    await school.insert('mentorship_members', {
      mentorship_id: id,
      person_id: personId,
      side: 'mentee',
      started_on: '2026-10-01',
      ended_on: ended,
    });
  }
  return id;
};

beforeAll(async () => {
  world = await openTestDatabase();
  school = await foundPaperSchool(world);
  classId = await school.insert('classes', { school_year: 2026, grade: 9, letter: 'А' });
  const old = await person('Лебедь Анна Юрьевна', ['pupil'], '2009-03-03');
  const young = await person('Шевчук Олег Ильич', ['pupil'], '2014-04-04');
  const many: string[] = [];
  for (const at of Array.from({ length: 10 }).keys()) {
    many.push(await person(`Группов${at} Иван Иванович`, ['pupil'], '2013-02-02'));
  }
  const graduate = await person('Бах Софья Андреевна', ['graduate'], '2000-01-01');
  const second = await person('Коваль Пётр Ильич', ['graduate'], '2001-01-01');
  const mother = await person('Шевчук Инна Львовна', ['guardian'], '1985-01-01');
  const teacher = await school.addStaff('Дюма Анна Львовна', 'Учитель физики');
  const novice = await school.addStaff('Гончар Илья Олегович', 'учитель');
  const gone = await person('Тайный Лев Львович', ['pupil'], '2014-01-01');
  await enterGuardian(world, school, mother, young);
  await consent(world, school, [old, young, ...many, graduate, second, teacher, novice, gone]);
  pairId = await mentorship({ role_model: 'equal-equal' }, [old], [young]);
  for (const [state, day] of [
    ['met', '2026-10-05'],
    ['agreed', '2026-10-09'],
  ])
    await school.insert('mentorship_steps', { mentorship_id: pairId, state, stepped_on: day });
  await school.insert('mentee_requests', {
    person_id: young,
    entered_on: '2026-09-20',
    main_request: 'Разобраться с дробями.',
    times: JSON.stringify(['3-evening', '5-evening']),
    places: ['school'],
    source: 'curator',
  });
  await school.insert('mentor_offers', {
    person_id: old,
    entered_on: '2026-09-20',
    times: JSON.stringify(['1-after', '3-evening']),
    places: ['school', 'distance'],
    source: 'curator',
  });
  groupId = await mentorship({ form: 'student-pupil', is_group: true, state: 'working' }, [graduate], many);
  replacedId = await mentorship(
    { form: 'student-pupil', state: 'working' },
    [
      { id: graduate, to: '2026-11-09', reason: 'переезд' },
      { id: second, from: '2026-11-09' },
    ],
    [gone],
  );
  closedId = await mentorship(
    {
      state: 'closed',
      ended_on: '2026-11-18',
      end_reason_key: 'goal',
      results: 'Четвёрка по физике',
      is_completed: true,
    },
    [old],
    [many[0] ?? ''],
  );
  teachersId = await mentorship(
    { form: 'teacher-teacher', regime: 'teachers', labour_code: true },
    [teacher],
    [novice],
  );
  await withdraw(world, gone);
}, 120_000);
afterAll(async () => {
  await closePdfRenderer();
  await world.close();
});

const placeOfMentor = async (mentorshipId: string): Promise<string> => {
  const [row] = await world.asOwner<{ id: string }>(
    `select id from mentorship_members where mentorship_id = $1 and side = 'mentor' and ended_on is null`,
    [mentorshipId],
  );
  return row?.id ?? '';
};
const wordsOf = async (kind: string, subjectIds: readonly string[] = []) =>
  (await school.draft(kind, subjectIds)).words;

test('the order of pairs names employees whose mentoring is work, and the last term', async () => {
  const words = await wordsOf('order.pairs');
  expect(words).toContain('С работниками, которым поручено наставничество (Дюма А. Л.), оформить');
  expect(words).toContain('подвести итоги работы пар и групп до 25 мая 2027 года');
  expect(words).toContain('Лебедь Анна Юрьевна, 9А класс Шевчук Олег Ильич, 9А класс');
  expect((await school.draft('order.pairs', [pairId])).words).not.toContain('351.8');
});

test('each line of the order says what it rests on', async () => {
  expect(await wordsOf('order.pairs', [pairId])).toContain('по 25.05.2027 согласие сторон');
  expect(await wordsOf('order.pairs', [teachersId])).toContain('дополнительное соглашение (ст. 351.8 ТК РФ)');
});

test('the portfolio of a teacher gathers the mentorships of all years and names no pupil', async () => {
  const [teacher] = await world.asOwner<{ id: string }>(`select id from people where family_name = 'Дюма'`);
  const [pupil] = await world.asOwner<{ id: string }>(
    `select id from people where family_name = 'Шевчук' and given_name = 'Олег'`,
  );
  const closed = { state: 'closed', ended_on: '2026-11-18', end_reason_key: 'goal', is_completed: true };
  const earlier = await mentorship(
    { school_year: 2025, form: 'teacher-pupil', results: 'Шевчук учится', ...closed },
    [teacher?.id ?? ''],
    [pupil?.id ?? ''],
  );
  const drafted = await school.draft('portfolio');
  await world.asOwner('delete from mentorships where id = $1', [earlier]);
  expect(drafted.subjects?.items.map(({ label }) => label)).toEqual(['Дюма Анна Львовна']);
  expect(drafted.words).toContain('пар и групп – 2, наставляемых – 2, учебных лет – 2');
  expect(drafted.words).toContain('2025/26 обучающихся: 1 учитель – ученик');
  expect(drafted.words).toContain('2026/27 Гончар Илья Олегович, учитель учитель – учитель');
  expect(drafted.words).not.toContain('Шевчук');
});

test('an agreement is signed by those who agree, and by the guardian of each young one', async () => {
  const words = await wordsOf('pair-agreement', [pairId]);
  expect(words).toContain('Наставник: Лебедь Анна Юрьевна, ученица 9А класса.');
  expect(words).toContain('не реже 4 раз в месяц');
  // The guardian of the mentor is not known: a line is left.
  expect(words).toMatch(/Родитель \(законный представитель\) «?_*.*Шевчук Инна Львовна мать/u);
  expect(words.match(/Родитель \(законный представитель\)/gu)).toHaveLength(3);
  const group = await school.draft('pair-agreement', [groupId]);
  expect(group.missing).toEqual([]);
  expect(group.words).toContain('Группов9 Иван Иванович, ученик 9А класса');
});

test.each([
  ['mentor-statement', 'Директору МАОУ «Лицей «Исток» А. С. Примеровой от учителя физики Дюма Анны Львовны'],
  ['mentor-statement', 'с 01.10.2026 по 25.05.2027'],
  ['labour-agreement', 'Дюма Анна Львовна, учитель физики (далее – работник)'],
  ['labour-agreement', 'Наставляемый: Гончар Илья Олегович, учитель.'],
])('%s: %s', async (kind, expected) => {
  expect(await wordsOf(kind, [await placeOfMentor(teachersId)])).toContain(expected);
});

test('the plan and the journal of a pair begin with what is entered, and leave lines for the rest', async () => {
  const plan = await wordsOf('individual-plan', [pairId]);
  expect(plan).toContain(
    'Запрос наставляемого: Разобраться с дробями. Когда удобно встречаться: ср вечером.',
  );
  expect(plan).toContain('Где: в школе.');
  expect(plan).toContain(
    '1 Познакомиться 05.10.2026 познакомились 2 Договориться о целях и правилах 09.10.2026',
  );
  expect(plan).toContain('3 Встречаться не реже 4 раз в месяц с 01.10.2026 по 25.05.2027 4');
  expect(plan).toMatch(/10 Провести итоговую встречу, оценить, достигнуты ли цели до 25\.05\.2027/u);
  const journal = await wordsOf('meeting-journal', [pairId]);
  expect(journal).toContain('1 05.10.2026 Знакомство познакомились 2 09.10.2026 Цели и правила работы');
  expect(journal).toContain('Когда удобно встречаться: ср вечером. Где: в школе.');
  // Of whom nothing is known, the lines are empty and no sentence is half said.
  const group = await wordsOf('individual-plan', [groupId]);
  expect(group).not.toContain('Запрос наставляемого');
  expect(group).not.toContain('Где:');
});

test('a form of one pair has room to write, the closing form what is known', async () => {
  expect(await wordsOf('individual-plan', [pairId])).toContain('Ролевая модель: равный – равному.');
  expect(await wordsOf('meeting-journal', [pairId])).toContain('Тема встречи');
  expect(await wordsOf('mentor-report', [await placeOfMentor(groupId)])).toContain('Бах Софья Андреевна');
  const closing = await school.draft('closing-form');
  expect(closing.subjects?.items.map(({ id }) => id)).toEqual([closedId]);
  expect(closing.words).toContain('Закончили 18.11.2026 Состояние завершено Причина цели достигнуты');
  expect(closing.words).toContain('Четвёрка по физике');
});

test('results are counted, the list shows states, and whoever withdrew is not named', async () => {
  expect(await wordsOf('order.results')).toContain(
    'пар и групп – 5, из них завершили работу – 1, закончили досрочно – 0, продолжают – 4',
  );
  const list = await wordsOf('pairs-list');
  expect(list).toContain('имя не показывается: нет согласия');
  expect(list).not.toContain('Тайный');
  expect(list).toContain('Всего пар и групп: 4.');
});

test('awards name one participant in the right case', async () => {
  const people = (await school.draft('gratitude')).subjects?.items ?? [];
  const mentor = people.find(({ label }) => label.startsWith('Лебедь'));
  const mentee = people.find(({ label }) => label.startsWith('Шевчук'));
  expect(await wordsOf('gratitude', [mentor?.id ?? ''])).toContain('Лебедь Анне Юрьевне ученице 9А класса');
  expect(await wordsOf('diploma', [mentee?.id ?? ''])).toContain(
    'Шевчук Олег Ильич ученик 9А класса за целе',
  );
  expect(await wordsOf('certificate', [mentor?.id ?? ''])).toContain('в качестве наставника');
  expect(people.some(({ label }) => label.startsWith('Тайный'))).toBe(false);
  const rewards = await school.draft('order.rewards');
  expect(rewards.words).toContain('1 Лебедь Анна Юрьевна ученица 9А класса наставник');
});

test.each([
  'order.pairs',
  'order.replacement',
  'order.results',
  'order.rewards',
  'pair-agreement',
  'mentor-statement',
  'labour-agreement',
  'individual-plan',
  'meeting-journal',
  'mentor-report',
  'closing-form',
  'pairs-list',
  'monitoring-note',
  'certificate',
  'gratitude',
  'diploma',
])('%s lacks nothing but what is asked, and is printed', async (kind) => {
  // The newest mentorship is one of teachers: all that is about a pair begins with it.
  const drafted = await school.draft(kind);
  expect(drafted.problems).toEqual([]);
  expect(drafted.missing.filter((name) => !askedFields(drafted).includes(name))).toEqual([]);
  expect(await fillAndPrint(school, drafted)).toEqual([]);
});

describe('the order of replacement', () => {
  test('names both mentors, and is kept with a pair that had no order', async () => {
    const drafted = await school.draft('order.replacement');
    expect(drafted.words).toContain('1 Бах Софья Андреевна Коваль Пётр Ильич имя не показывается');
    expect(drafted.words).toContain('09.11.2026 переезд');
    accepted(await school.register(drafted.paperId));
    expect(
      await world.asOwner('select state, order_paper_id from mentorships where id = $1', [replacedId]),
    ).toEqual([{ state: 'working', order_paper_id: drafted.paperId }]);
  });

  test('is not registered when somebody in it has ended meanwhile', async () => {
    const drafted = await school.draft('order.replacement');
    await world.asOwner(
      `update mentorships set state = 'ended_early', ended_on = '2026-11-19' where id = $1`,
      [replacedId],
    );
    expect(refusedWith(await school.register(drafted.paperId))).toBe('documents.gaps');
  });
});
