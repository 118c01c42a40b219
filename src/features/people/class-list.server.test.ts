import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '#src/platform/testing/database.ts';
import type { People } from '#src/features/people/service.server.ts';
import { accepted, foundSchool, peopleOf, refusedWith } from '../../../test/world.ts';

let world: TestDatabase;
let people: People;

beforeAll(async () => {
  world = await openTestDatabase();
  people = peopleOf(world);
});
afterAll(() => world.close());

test('classes are listed by pages, by parallels, with the pupils who are in them now', async () => {
  const school = await foundSchool(world);
  const { organizationId } = school;
  const curator = await school.actor('curator');
  // Seventy classes of this year, ten of each parallel but the eleventh, and one of the year before.
  await world.asOwner(
    `insert into classes (organization_id, school_year, grade, letter)
     select $1::uuid, 2026, 5 + n / 10, chr(1040 + n % 10) from generate_series(0, 69) n
     union all select $1::uuid, 2025, 4, 'А'`,
    [organizationId],
  );
  await world.asOwner(
    `with p as (insert into people (organization_id, family_name, given_name, kinds)
       select $1::uuid, 'Ученикова' || n, 'Ия', '{pupil}' from generate_series(1, 3) n returning id, family_name)
     insert into class_members (organization_id, class_id, person_id, left_on)
     select $1::uuid, c.id, p.id, case when p.family_name = 'Ученикова3' then '2026-11-19'::date end
     from p join classes c on c.organization_id = $1 and c.school_year = 2026 and c.grade = 5 and c.letter = 'Б'`,
    [organizationId],
  );
  const list = async (more: { schoolYear?: number; grade?: number; page?: number } = {}) =>
    accepted(await people.classes.list(curator, { organizationId, schoolYear: null, ...more }));
  const first = await list();
  expect(first).toMatchObject({ total: 70, pupils: 2, page: 1, pageSize: 60, years: [2026, 2025] });
  expect(first.grades).toEqual([5, 6, 7, 8, 9, 10, 11]);
  expect(first.classes).toHaveLength(60);
  expect(first.classes.slice(0, 2).map(({ name, memberCount }) => [name, memberCount])).toEqual([
    ['5А', 0],
    ['5Б', 2],
  ]);
  const second = await list({ page: 2 });
  expect(second.classes.map(({ name }) => name)).toEqual(Array.from('АБВГДЕЖЗИЙ', (letter) => `11${letter}`));
  const sixth = await list({ grade: 6 });
  expect(sixth).toMatchObject({ total: 10, pupils: 0 });
  expect(sixth.classes.every(({ grade }) => grade === 6)).toBe(true);
  expect(await list({ schoolYear: 2025 })).toMatchObject({ total: 1, grades: [4] });
  expect(await list({ grade: 1 })).toMatchObject({ total: 0, classes: [] });

  expect(accepted(await people.classes.openNew(curator, organizationId))).toMatchObject({
    currentYear: 2026,
  });
  for (const role of ['class_teacher', 'team', 'administrator'] as const) {
    expect(refusedWith(await people.classes.openNew(await school.actor(role), organizationId))).toBe(
      'access.not_allowed',
    );
  }
});
