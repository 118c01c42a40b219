import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { closePdfRenderer } from '#src/platform/render/pdf.ts';
import { openTestDatabase, type TestDatabase } from '#src/platform/testing/database.ts';
import { askedFields, fillAndPrint, foundPaperSchool, type PaperSchool } from './paper-school.ts';
import { accepted, refusedWith } from './world.ts';

let world: TestDatabase;
let school: PaperSchool;
let programmeId: string;
let partnerId: string;

beforeAll(async () => {
  world = await openTestDatabase();
  school = await foundPaperSchool(world);
  await school.addStaff('Седых Павел Олегович', 'педагог-психолог', 'psychologist');
  const teacherId = await school.addStaff('Дюма Анна Львовна', 'Учитель физики');
  const teamId = await school.insert('teams', { school_year: 2026, name: 'Рабочая группа' });
  await school.insert('team_members', { team_id: teamId, person_id: teacherId });
  const [curator] = await world.asOwner<{ id: string }>(
    `select id from people where organization_id = $1 and family_name = 'Глинка'`,
    [school.organizationId],
  );
  await school.insert('team_members', {
    team_id: teamId,
    person_id: curator?.id,
    duty: 'ведёт программу и её базы',
  });
  programmeId = await school.insert('programmes', {
    school_year: 2026,
    title: 'Старшие – младшим',
    regime: 'pupils',
    starts_on: '2026-09-15',
    ends_on: '2027-05-25',
    age_from: 12,
    aim: 'Помочь пятиклассникам освоиться.',
  });
  await school.insert('programme_forms', {
    programme_id: programmeId,
    form: 'pupil-pupil',
    role_models: ['equal-equal'],
    mentee_limit: 3,
  });
  partnerId = await school.insert('partners', {
    name: 'Завод «Луч»',
    kind: 'enterprise',
    contact_name: 'Гроза Илья Петрович',
    contact_post: 'главный инженер',
    contact_forms: { name: { genitive: { familyName: 'Гроза' } }, post: {} },
  });
});
afterAll(async () => {
  await closePdfRenderer();
  await world.close();
});

test.each([
  ['order.introduce', 'назначить заместителя директора по воспитательной работе Глинку Веру Ильиничну'],
  ['order.introduce', 'в период с 15.09.2026 по 25.05.2027 в формах: «ученик – ученик»'],
  ['order.introduce', 'Педагогу-психологу Седых Павлу Олеговичу проводить'],
  ['order.team', 'Дюма Анна Львовна учитель физики участвует в отборе'],
  ['order.team', 'воспитательной работе ведёт программу и её базы'],
  [
    'order.team',
    'Руководителем рабочей группы назначить заместителя директора по воспитательной работе Глинку',
  ],
  [
    'order.curator',
    'Назначить заместителя директора по воспитательной работе Глинку Веру Ильиничну куратором',
  ],
  ['order.roadmap', 'Заместителю директора по воспитательной работе Глинке Вере Ильиничне:'],
  ['order.monitoring', 'в МАОУ «Лицей «Исток»'],
  ['order.event', 'возложить на заместителя директора по воспитательной работе Глинку Веру Ильиничну'],
  // Nobody's name is typed where somebody of the staff is meant.
  [
    'order.event',
    'Ответственным за подготовку и проведение назначить заместителя директора по воспитательной работе Глинку Веру',
  ],
  ['order', 'Ответственным назначить заместителя директора по воспитательной работе Глинку Веру Ильиничну'],
  ['minutes', 'Присутствовали: В. И. Глинка, А. Л. Дюма.'],
  ['minutes', 'Председатель А. С. Примерова Секретарь В. И. Глинка'],
  ['regulation', 'УТВЕРЖДЕНО приказом МАОУ «Лицей «Исток»'],
  ['regulation', 'ученик – ученик равный – равному 3 10 4'],
  ['programme', 'Цель: помочь пятиклассникам освоиться. 2.2.'],
  ['programme', 'Возраст участников: от 12 лет'],
  ['motivation', 'Муниципального автономного учреждения «Лицей «Исток»'],
  ['local-act', 'воспитательной работе ведёт программу и её базы'],
  ['local-act', 'Седых Павел Олегович педагог-психолог проводит диагностику'],
  ['partner-agreement', 'в лице директора Примеровой Анны Сергеевны на основании устава, и Завод «Луч»'],
  ['partner-agreement', 'в лице главного инженера Гроза Ильи Петровича'],
])('%s names people and facts: %s', async (kind, words) => {
  expect((await school.draft(kind)).words).toContain(words);
});

test.each([
  'order.introduce',
  'order.team',
  'order.curator',
  'order.roadmap',
  'order.monitoring',
  'order.event',
  'order',
  'minutes',
  'regulation',
  'programme',
  'motivation',
  'local-act',
  'partner-agreement',
])('%s lacks nothing but what is asked, and is printed', async (kind) => {
  const drafted = await school.draft(kind);
  expect(drafted.problems).toEqual([]);
  expect(drafted.missing.filter((name) => !askedFields(drafted).includes(name))).toEqual(
    kind === 'partner-agreement' ? ['предмет соглашения'] : [],
  );
  expect(await fillAndPrint(school, drafted)).toEqual([]);
});

describe('what follows from the registration', () => {
  test('the order of introduction launches the programmes that it names', async () => {
    const drafted = await school.draft('order.introduce');
    expect(drafted.subjects?.chosenIds).toEqual([programmeId]);
    await fillAndPrint(school, drafted);
    accepted(await school.register(drafted.paperId));
    expect(
      await world.asOwner('select state, launch_paper_id from programmes where id = $1', [programmeId]),
    ).toEqual([{ state: 'launched', launch_paper_id: drafted.paperId }]);
  });

  test('a programme without forms stops it', async () => {
    const other = await foundPaperSchool(world);
    await other.insert('programmes', {
      school_year: 2026,
      title: 'Пустая',
      regime: 'teachers',
      starts_on: '2026-09-01',
      ends_on: '2027-05-31',
    });
    const drafted = await other.draft('order.introduce');
    await fillAndPrint(other, drafted);
    expect(refusedWith(await other.register(drafted.paperId))).toBe('programmes.no_forms');
  });

  test('the partner gets an agreement, and the next paper is about it', async () => {
    const drafted = await school.draft('partner-agreement', [partnerId]);
    await fillAndPrint(school, drafted);
    accepted(await school.register(drafted.paperId));
    const [agreement] = await world.asOwner<{ id: string; number: string; paper_id: string }>(
      'select id, number, paper_id from agreements where partner_id = $1',
      [partnerId],
    );
    expect(agreement).toMatchObject({ number: '1', paper_id: drafted.paperId });
    expect((await school.draft('partner-agreement')).subjects?.items.map(({ id }) => id)).toEqual([
      agreement?.id,
    ]);
  });
});

test('a school without programmes, staff and partners gets papers with gaps, not wrong ones', async () => {
  const empty = await foundPaperSchool(world);
  expect((await empty.draft('order.team')).missing).toEqual(['руководитель группы', 'таблица участников']);
  expect((await empty.draft('regulation')).missing).toEqual([]);
  expect((await empty.draft('partner-agreement')).missing).toContain('партнёр');
  expect((await empty.draft('programme')).missing).toEqual(['программы', 'цель программы']);
});
