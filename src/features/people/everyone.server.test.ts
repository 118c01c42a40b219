import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { readDocument } from '#src/lib/tables/read.ts';
import type { PersonActor } from '#src/platform/db/scope.ts';
import { openTestDatabase, type TestDatabase } from '#src/platform/testing/database.ts';
import type { PeopleAsked, People } from '#src/features/people/service.server.ts';
import { accepted, foundSchool, newPerson, peopleOf, refusedWith, type School } from '../../../test/world.ts';

let world: TestDatabase;
let people: People;
let school: School;
let curator: PersonActor;

beforeAll(async () => {
  world = await openTestDatabase();
  world.clock.set('2026-11-20T09:00:00Z');
  people = peopleOf(world);
});
afterAll(() => world.close());
beforeEach(async () => {
  school = await foundSchool(world);
  curator = await school.actor('curator');
});

const add = async (more: Parameters<typeof newPerson>[0]) =>
  accepted(await people.add(curator, school.organizationId, newPerson(more))).personId;
const makeClass = async (grade: number, letter: string, schoolYear = 2026) =>
  accepted(
    await people.classes.add(curator, school.organizationId, {
      submission: randomUUID(),
      schoolYear,
      name: { grade, letter },
      teacherId: null,
    }),
  ).classId;
const list = async (more: Partial<PeopleAsked> = {}) =>
  accepted(
    await people.list(curator, {
      organizationId: school.organizationId,
      search: '',
      withLeft: false,
      page: 1,
      ...more,
    }),
  );
const namesOf = async (more: Partial<PeopleAsked>) =>
  (await list(more)).people.map(({ familyName, givenName }) => `${familyName} ${givenName}`);

describe('people of several kinds', () => {
  test('stand in the list of each of them, and staff alone are offered as responsible', async () => {
    const partnerId = accepted(
      await people.partners.add(curator, school.organizationId, {
        submission: randomUUID(),
        name: 'Завод «Прогресс»',
        kind: 'enterprise',
        inn: null,
        address: '',
        contactName: 'Ясенев Пётр',
        contactPost: '',
        email: '',
        phone: '',
        note: '',
        endedOn: null,
      }),
    ).partnerId;
    await add({ familyName: 'Учителева', givenName: 'Вера', kinds: ['staff', 'guardian'] });
    await add({ familyName: 'Ученикова', givenName: 'Анна', kinds: ['pupil'], birthDate: '2012-03-01' });
    await add({ familyName: 'Токарев', givenName: 'Глеб', kinds: ['partner'], partnerId });
    await add({ familyName: 'Студентов', givenName: 'Олег', kinds: ['student'], workplace: 'Колледж связи' });
    await add({ familyName: 'Выпускников', givenName: 'Илья', kinds: ['graduate'], graduatedIn: 2020 });
    expect(await namesOf({})).toEqual(['Учителева Вера']);
    expect(await namesOf({ list: 'pupils' })).toEqual(['Ученикова Анна']);
    expect(await namesOf({ list: 'graduates' })).toEqual(['Выпускников Илья']);
    expect(await namesOf({ list: 'outsiders' })).toEqual(['Студентов Олег', 'Токарев Глеб']);
    expect(await namesOf({ list: 'outsiders', kind: 'student' })).toEqual(['Студентов Олег']);
    expect(await namesOf({ list: 'outsiders', search: 'прогресс' })).toEqual(['Токарев Глеб']);
    expect(await namesOf({ list: 'outsiders', partnerId })).toEqual(['Токарев Глеб']);
    expect(await namesOf({ list: 'guardians' })).toEqual(['Учителева Вера']);
    expect((await list({ list: 'everybody' })).total).toBe(5);
    const { people: responsible } = accepted(
      await people.teams(curator, { organizationId: school.organizationId, schoolYear: null }),
    );
    expect(responsible.map(({ name }) => name)).toEqual(['Учителева Вера Петровна']);
    const [partner] = accepted(
      await people.partners.list(curator, { organizationId: school.organizationId, withEnded: false }),
    ).partners;
    expect(partner).toMatchObject({ name: 'Завод «Прогресс»', peopleCount: 1 });
  });

  test('of one name and different birthdays are two people; an impossible day is refused', async () => {
    const twin = { familyName: 'Близнецов', kinds: ['pupil'] as const };
    await add({ ...twin, birthDate: '2012-03-01' });
    await add({ ...twin, birthDate: '2013-03-01' });
    const third = newPerson({ ...twin, birthDate: '2012-03-01' });
    expect(refusedWith(await people.add(curator, school.organizationId, third))).toBe('people.same_name');
    const unborn = newPerson({ familyName: 'Завтрашний', kinds: ['pupil'], birthDate: '2026-11-21' });
    expect(refusedWith(await people.add(curator, school.organizationId, unborn))).toBe('people.birth_future');
  });

  test('a card holds the guardian that was entered from it; a guardian with children stays one', async () => {
    const childId = await add({ familyName: 'Ученикова', kinds: ['pupil'] });
    const guardianId = await add({
      familyName: 'Ученикова',
      givenName: 'Нина',
      kinds: ['guardian'],
      childId,
      relation: 'мать',
    });
    const teacherId = await add({ familyName: 'Учителева', kinds: ['staff'] });
    accepted(await people.linkGuardian(curator, { childId, guardianId: teacherId, relation: 'опекун' }));
    const card = accepted(await people.view(curator, childId));
    expect(card.guardians.map(({ guardianId: id, relation }) => [id, relation])).toEqual([
      [guardianId, 'мать'],
      [teacherId, 'опекун'],
    ]);
    const teacher = accepted(await people.view(curator, teacherId));
    expect(teacher.person.kinds).toEqual(['staff', 'guardian']);
    expect(teacher.children.map(({ childId: id }) => id)).toEqual([childId]);
    expect(teacher.history.map(({ isFirst }) => isFirst)).toEqual([false, true]);
    const asStaff = { ...teacher.person, personId: teacherId, posts: [], kinds: ['staff' as const] };
    expect(refusedWith(await people.edit(curator, asStaff))).toBe('people.has_children');
    accepted(await people.unlinkGuardian(curator, { childId, guardianId: teacherId }));
    accepted(await people.edit(curator, asStaff));
    expect(
      refusedWith(await people.linkGuardian(curator, { childId, guardianId: childId, relation: '' })),
    ).toBe('people.own_guardian');
  });
});

describe('a search', () => {
  beforeEach(async () => {
    const classId = await makeClass(7, 'А');
    const other = await makeClass(7, 'Б');
    await add({ familyName: 'Иванова', givenName: 'Мария', kinds: ['pupil'], classId });
    await add({
      familyName: 'Иванов',
      givenName: 'Пётр',
      patronymic: 'Ильич',
      kinds: ['pupil'],
      classId: other,
    });
    await add({ familyName: 'Королёв', givenName: 'Семён', patronymic: '', kinds: ['pupil'], classId });
    await add({ familyName: 'Петров-Водкин', givenName: 'Кузьма', kinds: ['graduate'] });
    await add({ familyName: 'Smith', givenName: 'John', patronymic: '', kinds: ['student'] });
  });

  test.each([
    ['Иванову Марию', ['Иванова Мария']],
    ['мария иванова', ['Иванова Мария']],
    ['Иванова М. П.', ['Иванова Мария']],
    ['Иванову Петру', ['Иванов Пётр']],
    ['Иванов', ['Иванов Пётр', 'Иванова Мария']],
    ['королева семена', ['Королёв Семён']],
    ['Bdfyjde', ['Иванов Пётр', 'Иванова Мария']],
    ['Ыьшер', ['Smith John']],
    ['7а', ['Иванова Мария', 'Королёв Семён']],
    ['иванов 7б', ['Иванов Пётр']],
    ['7', ['Иванов Пётр', 'Иванова Мария', 'Королёв Семён']],
    ['Водкин', ['Петров-Водкин Кузьма']],
    ['Петровым-Водкиным', ['Петров-Водкин Кузьма']],
    ['Сидорова', []],
    ['%', []],
    ['_', []],
    ["'; drop table people; --", []],
  ])('«%s»', async (search, expected) => {
    expect(await namesOf({ list: 'everybody', search })).toEqual(expected);
  });

  test('says how it was read, and the sheet holds what is seen', async () => {
    expect((await list({ list: 'pupils', search: 'Bdfyjde' })).readAs).toBe('иванову');
    expect((await list({ list: 'pupils', search: 'Иванову' })).readAs).toBe('');
    const asked = {
      organizationId: school.organizationId,
      list: 'pupils' as const,
      search: '7а',
      withLeft: false,
    };
    const sheet = accepted(await people.exportList(curator, asked));
    const read = accepted(await readDocument(sheet, 'Ученики.xlsx'));
    expect(read.text).toContain('Иванова Мария Петровна');
    expect(read.text).toContain('7А');
    expect(read.text).not.toContain('Иванов Пётр');
  });
});

describe('classes', () => {
  test('of one name are one; a pupil is in one class of a year, and the past stays', async () => {
    const [first, second] = [await makeClass(5, 'А'), await makeClass(5, 'Б')];
    const again = {
      submission: randomUUID(),
      schoolYear: 2026,
      name: { grade: 5, letter: 'А' },
      teacherId: null,
    };
    expect(refusedWith(await people.classes.add(curator, school.organizationId, again))).toBe(
      'people.class_exists',
    );
    const personId = await add({ kinds: ['pupil'], classId: first });
    world.clock.set('2026-12-01T09:00:00Z');
    const move = (to: string) =>
      people.classes.move(curator, school.organizationId, {
        submission: randomUUID(),
        personIds: [personId],
        to,
      });
    accepted(await move(second));
    const card = accepted(await people.view(curator, personId));
    expect(card.classes.map(({ name, leftOn, isNow }) => [name, leftOn, isNow])).toEqual([
      ['5Б', null, true],
      ['5А', '2026-11-30', false],
    ]);
    expect(accepted(await people.classes.view(curator, first)).left).toHaveLength(1);
    expect(refusedWith(await people.classes.remove(curator, first))).toBe('people.class_in_use');
    // Back the same day: as if it had never been.
    accepted(await move(first));
    expect(accepted(await people.view(curator, personId)).classes.map(({ name }) => name)).toEqual(['5А']);
    accepted(await move('graduate'));
    const { person } = accepted(await people.view(curator, personId));
    expect(person).toMatchObject({ kinds: ['graduate'], graduatedIn: 2026 });
    expect(refusedWith(await move(second))).toBe('people.not_pupils');
    accepted(await people.classes.remove(curator, second));
    world.clock.set('2026-11-20T09:00:00Z');
  });

  test('have a teacher of the staff and no other; a stale form is refused', async () => {
    const classId = await makeClass(6, 'А');
    const pupil = await add({ kinds: ['pupil'] });
    const teacher = await add({ familyName: 'Учителева', kinds: ['staff'] });
    const edit = (teacherId: string, version = 1) =>
      people.classes.edit(curator, { classId, version, name: { grade: 6, letter: 'А' }, teacherId });
    expect(refusedWith(await edit(pupil))).toBe('people.teacher_unknown');
    accepted(await edit(teacher));
    expect(refusedWith(await edit(teacher))).toBe('people.class_stale');
    const [one] = accepted(
      await people.classes.list(curator, { organizationId: school.organizationId, schoolYear: null }),
    ).classes;
    expect(one).toMatchObject({ name: '6А', teacherName: 'Учителева Мария Петровна', memberCount: 0 });
  });

  test('lose a pupil who left the school', async () => {
    const classId = await makeClass(6, 'Б');
    const personId = await add({ kinds: ['pupil'], classId });
    const { person } = accepted(await people.view(curator, personId));
    accepted(await people.edit(curator, { ...person, personId, posts: [], leftOn: '2026-11-20' }));
    const seen = accepted(await people.classes.view(curator, classId));
    expect([seen.members.length, seen.left.length]).toEqual([0, 0]);
    expect(await namesOf({ list: 'pupils' })).toEqual([]);
    expect(await namesOf({ list: 'pupils', withLeft: true })).toEqual(['Иванова Мария']);
  });
});

describe('a year', () => {
  const preview = async () =>
    accepted(
      await people.rollOvers.preview(curator, {
        organizationId: school.organizationId,
        fromYear: 2026,
        fates: {},
      }),
    );
  const rollOver = () =>
    people.rollOvers.carryOut(curator, school.organizationId, {
      submission: randomUUID(),
      fromYear: 2026,
      fates: {},
    });
  const takeBack = () => people.rollOvers.takeBack(curator, school.organizationId, 2026);

  test('is rolled over once, again for whoever came later, and taken back while nothing hangs on it', async () => {
    const teacherId = await add({ familyName: 'Учителева', kinds: ['staff'] });
    const seventh = await makeClass(7, 'А');
    const last = await makeClass(11, 'А');
    accepted(
      await people.classes.edit(curator, {
        classId: seventh,
        version: 1,
        name: { grade: 7, letter: 'А' },
        teacherId,
      }),
    );
    const pupil = await add({ familyName: 'Младших', kinds: ['pupil'], classId: seventh });
    const leaver = await add({ familyName: 'Старших', kinds: ['pupil'], classId: last });
    expect(
      (await preview()).classes.map(({ fate, to, from }) => [fate, to?.grade, from.memberCount]),
    ).toEqual([
      ['up', 8, 1],
      ['graduate', undefined, 1],
    ]);
    expect(accepted(await rollOver())).toEqual({ moved: 1, graduated: 1, classes: 1 });
    expect(refusedWith(await rollOver())).toBe('people.roll_over_nothing');
    expect(accepted(await people.view(curator, leaver)).person).toMatchObject({
      kinds: ['graduate'],
      graduatedIn: 2027,
    });
    const [eighth] = accepted(
      await people.classes.list(curator, { organizationId: school.organizationId, schoolYear: 2027 }),
    ).classes;
    expect(eighth).toMatchObject({ name: '8А', teacherId, memberCount: 1 });

    const late = await add({ familyName: 'Поздних', kinds: ['pupil'], classId: seventh });
    expect(accepted(await rollOver())).toEqual({ moved: 1, graduated: 0, classes: 0 });
    // Backwards, the newest first.
    accepted(await takeBack());
    accepted(await takeBack());
    expect(refusedWith(await takeBack())).toBe('people.roll_over_none');
    expect(accepted(await people.view(curator, leaver)).person).toMatchObject({
      kinds: ['pupil'],
      graduatedIn: null,
    });
    for (const id of [pupil, late]) {
      const { classes } = accepted(await people.view(curator, id));
      expect(classes.map(({ name }) => name)).toEqual(['7А']);
    }
    expect(
      accepted(
        await people.classes.list(curator, { organizationId: school.organizationId, schoolYear: 2027 }),
      ).classes,
    ).toEqual([]);

    accepted(await rollOver());
    const again = accepted(
      await people.classes.list(curator, { organizationId: school.organizationId, schoolYear: 2027 }),
    ).classes[0];
    await add({ familyName: 'Новеньких', kinds: ['pupil'], classId: again?.id ?? '' });
    const refused = await takeBack();
    expect(refused).toMatchObject({ refusal: { code: 'people.roll_over_in_use', facts: { classes: '8А' } } });
  });

  test('that has not begun is not rolled over', async () => {
    const early = { submission: randomUUID(), fromYear: 2027, fates: {} };
    expect(refusedWith(await people.rollOvers.carryOut(curator, school.organizationId, early))).toBe(
      'people.roll_over_early',
    );
  });
});
