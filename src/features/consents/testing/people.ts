import type { PersonActor } from '#src/platform/db/scope.ts';
import type { TestDatabase } from '#src/platform/testing/database.ts';
import type { School } from '../../../../test/world.ts';

let count = 0;

/** A person of the school as tests of consents need one; answers the id. */
export async function enterPerson(
  world: TestDatabase,
  school: School,
  person: { birthDate: string | null; kinds?: readonly string[]; accountId?: string; familyName?: string },
): Promise<string> {
  count += 1;
  const [row] = await world.asOwner<{ id: string }>(
    `insert into people (organization_id, family_name, given_name, patronymic, kinds, birth_date, account_id)
     values ($1, $2, 'Саша', 'Игоревич', $3, $4, $5) returning id`,
    [
      school.organizationId,
      person.familyName ?? `Проверкин${count}`,
      person.kinds ?? ['pupil'],
      person.birthDate,
      person.accountId ?? null,
    ],
  );
  return row?.id ?? '';
}

/** A class of this school year (2026) with its class teacher and pupils born on these days. */
export async function enterClass(
  world: TestDatabase,
  school: School,
  birthDates: readonly string[],
): Promise<{ classId: string; teacher: string; pupils: string[]; classActor: PersonActor }> {
  const classActor = await school.actor('class_teacher');
  const teacher = await enterPerson(world, school, {
    birthDate: '1985-03-03',
    kinds: ['staff'],
    accountId: classActor.accountId,
  });
  const [row] = await world.asOwner<{ id: string }>(
    `insert into classes (organization_id, school_year, grade, letter, teacher_id)
     values ($1, 2026, 5, 'А', $2) returning id`,
    [school.organizationId, teacher],
  );
  const classId = row?.id ?? '';
  const pupils: string[] = [];
  for (const birthDate of birthDates) {
    const id = await enterPerson(world, school, { birthDate });
    await world.asOwner(
      'insert into class_members (organization_id, class_id, person_id) values ($1, $2, $3)',
      [school.organizationId, classId, id],
    );
    pupils.push(id);
  }
  return { classId, teacher, pupils, classActor };
}

/** Makes somebody the guardian of a child. */
export async function enterGuardian(
  world: TestDatabase,
  school: School,
  guardianId: string,
  childId: string,
): Promise<void> {
  await world.asOwner(
    `insert into guardianships (organization_id, guardian_id, child_id, relation) values ($1, $2, $3, 'мать')`,
    [school.organizationId, guardianId, childId],
  );
}
