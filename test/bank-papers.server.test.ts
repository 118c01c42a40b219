import { afterAll, beforeAll, expect, test } from 'vitest';
import { closePdfRenderer } from '#src/platform/render/pdf.ts';
import { openTestDatabase, type TestDatabase } from '#src/platform/testing/database.ts';
import { bringInOffers, bringInRequests } from '#src/features/banks/service.server.ts';
import { consent, withdraw } from '#src/features/banks/testing/consenting.ts';
import { askedFields, fillAndPrint, foundPaperSchool, type PaperSchool } from './paper-school.ts';

let world: TestDatabase;
let school: PaperSchool;

beforeAll(async () => {
  world = await openTestDatabase();
  school = await foundPaperSchool(world);
  const classId = await school.insert('classes', { school_year: 2026, grade: 9, letter: 'А' });
  const pupil = async (name: string): Promise<string> => {
    const [family_name = '', given_name = '', patronymic = ''] = name.split(' ');
    const values = { family_name, given_name, patronymic, kinds: ['pupil'], birth_date: '2012-02-02' };
    const id = await school.insert('people', values);
    await school.insert('class_members', { class_id: classId, person_id: id });
    return id;
  };
  const ready = await pupil('Лебедь Анна Юрьевна');
  const raw = await pupil('Бах Олег Ильич');
  const mentee = await pupil('Шевчук Ева Игоревна');
  const gone = await pupil('Тайный Лев Львович');
  await consent(world, school, [ready, raw, mentee, gone]);
  await world.db.asSystem('test', 'test', async (tx) => {
    await bringInOffers(
      tx,
      school.organizationId,
      [ready, raw, gone].map((personId) => ({
        personId,
        enteredOn: '2026-09-15',
        competences: ['физика'],
        menteeLimit: 1,
      })),
    );
    await bringInRequests(tx, school.organizationId, [
      { personId: mentee, enteredOn: '2026-09-16', mainRequest: 'Подтянуть «физику»', tags: ['физика'] },
    ]);
  });
  for (const check_key of ['questionnaire', 'interview', 'training']) {
    const entered_by = school.curator.accountId;
    await school.insert('admission_checks', {
      person_id: ready,
      check_key,
      outcome: 'passed',
      checked_on: '2026-10-01',
      entered_by,
    });
  }
  await withdraw(world, gone);
  const surveyId = await school.insert('surveys', { title: 'Анкета', state: 'published' });
  const versionId = await school.insert('survey_versions', {
    survey_id: surveyId,
    number: 1,
    model: '{}',
  });
  const waveId = await school.insert('survey_waves', {
    survey_version_id: versionId,
    family: surveyId,
    title: 'Как идёт работа',
    opens_on: '2026-11-01',
    closes_on: '2026-11-10',
    state: 'open',
    opened_at: '2026-11-01T00:00:00Z',
  });
  for (const [at, person_id] of [ready, mentee].entries()) {
    await school.insert('survey_invitations', { wave_id: waveId, person_id, paper_number: 1000 + at });
  }
}, 120_000);
afterAll(async () => {
  await closePdfRenderer();
  await world.close();
});

const wordsOf = async (kind: string) => (await school.draft(kind)).words;

test('the banks are printed with what is in them, without columns that nobody fills', async () => {
  const mentees = await wordsOf('bank-mentees');
  expect(mentees).toContain('1 Шевчук Ева Игоревна 2012 Подтянуть «физику» 16.09.2026');
  expect(mentees).not.toContain('ссылка на кейс');
  expect(mentees).toContain('Всего в базе: 1.');
  const mentors = await wordsOf('bank-mentors');
  expect(mentors).toContain('Лебедь Анна Юрьевна');
  expect(mentors).not.toContain('Тайный');
});

test('the minutes admit those who passed everything and say what the others lack', async () => {
  const drafted = await school.draft('selection-minutes');
  const items = drafted.subjects?.items ?? [];
  expect(items.map(({ label, isUsual }) => [label.split(' ')[0], isUsual])).toEqual([
    ['Бах', false],
    ['Лебедь', true],
  ]);
  const both = await school.draft(
    'selection-minutes',
    items.map(({ id }) => id),
  );
  expect(both.words).toContain('допущено: 1');
  expect(both.words).toContain('отложить, не хватает: Анкета кандидата; Собеседование; Обучение наставника');
  expect(both.words).toContain('Слушали: В. И. Глинку');
});

test('those who have not been trained are sent to courses', async () => {
  const words = await wordsOf('order.training');
  expect(words).toContain('1 Бах Олег Ильич ученик 9А класса');
  expect(words).not.toContain('Лебедь');
});

test('questionnaires are counted, answers stay where they are', async () => {
  expect(await wordsOf('survey-results')).toContain('1 Как идёт работа 01.11.2026 – 10.11.2026 идёт 2 0 0');
});

test('the note on monitoring tells of the response, and that there are no pairs yet', async () => {
  const drafted = await school.draft('monitoring-note');
  expect(drafted.words).toContain('1 Как идёт работа 01.11.2026');
  expect(drafted.missing).toEqual(['таблица итогов', 'выводы', 'предложения']);
});

test.each([
  ['bank-mentees', []],
  ['bank-mentors', []],
  ['selection-minutes', ['члены комиссии']],
  ['order.training', []],
  ['survey-results', []],
  ['event-minutes', []],
])('%s lacks nothing but what is asked, and is printed', async (kind, lacking) => {
  const drafted = await school.draft(kind);
  expect(drafted.problems).toEqual([]);
  expect(drafted.missing.filter((name) => !askedFields(drafted).includes(name))).toEqual(lacking);
  expect(await fillAndPrint(school, drafted)).toEqual([]);
});
