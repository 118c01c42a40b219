import { randomUUID } from 'node:crypto';
import type { PersonActor } from '#src/platform/db/scope.ts';
import { tasks } from '#src/platform/tasks/start.ts';
import type { TestDatabase } from '#src/platform/testing/database.ts';
import type { AddPerson } from '#src/features/people/schema.ts';
import { createPeople, type People } from '#src/features/people/service.server.ts';
import type { Role } from '#src/features/accounts/access.ts';

export interface School {
  readonly organizationId: string;
  /** Somebody with this role here; made at the first call. */
  actor(role: Role): Promise<PersonActor>;
}

let count = 0;

/** A fresh organization, so that tests of one file never see each other's rows. */
export async function foundSchool(
  database: TestDatabase,
  options: { kind?: 'school' | 'municipality'; parentId?: string } = {},
): Promise<School> {
  count += 1;
  const [row] = await database.asOwner<{ id: string }>(
    `insert into organizations (kind, full_name, short_name, parent_id, director_name)
     values ($1::organization_kind, $2, $3, $4, 'Примерова Анна Сергеевна') returning id`,
    [
      options.kind ?? 'school',
      `Муниципальное общеобразовательное учреждение «Школа № ${count}»`,
      `Школа № ${count}`,
      options.parentId ?? null,
    ],
  );
  const organizationId = row?.id ?? '';
  const actors = new Map<Role, PersonActor>();
  return {
    organizationId,
    actor: async (role) => {
      const known = actors.get(role);
      if (known !== undefined) return known;
      const actor: PersonActor = { kind: 'person', accountId: `${role}-${organizationId}` };
      await database.asOwner(
        'insert into role_assignments (organization_id, account_id, role) values ($1, $2, $3::account_role)',
        [organizationId, actor.accountId, role],
      );
      actors.set(role, actor);
      return actor;
    },
  };
}

/** Takes the value out of an accepted answer; a refusal fails the test with its code. */
export function accepted<T>(answer: { ok: true; value: T } | { ok: false; refusal: { code: string } }): T {
  if (!answer.ok) throw new Error(`Refused: ${JSON.stringify(answer.refusal)}`);
  return answer.value;
}

/** The code of a refusal; an accepted answer gives null. */
export function refusedWith(answer: { ok: boolean; refusal?: { code: string } }): string | null {
  return answer.ok ? null : (answer.refusal?.code ?? '');
}

/** The room of people over a test database, with tries that nobody counts and nothing that waits. */
export function peopleOf(
  database: TestDatabase,
  more: Partial<Parameters<typeof createPeople>[0]> = {},
): People {
  return createPeople({
    db: database.db,
    clock: database.clock,
    timeZone: 'Europe/Moscow',
    publicUrl: 'https://school.example',
    secret: 'a secret of the tests, long enough to be one',
    attempts: { count: async () => ({ ok: true, value: undefined }) },
    tasks,
    ownTasks: [],
    sequel: {
      forms: [],
      kindsOf: () => null,
      plan: () => Promise.reject(new Error('No banks in this test')),
      store: () => Promise.reject(new Error('No banks in this test')),
    },
    ...more,
  });
}

/** A form of a new person, Иванова Мария Петровна of the staff unless told. */
export function newPerson(more: Partial<AddPerson> = {}): AddPerson {
  return {
    submission: randomUUID(),
    familyName: 'Иванова',
    givenName: 'Мария',
    patronymic: 'Петровна',
    email: '',
    phone: '',
    posts: [],
    kinds: ['staff'],
    birthDate: null,
    birthYear: null,
    workplace: '',
    partnerId: null,
    graduatedIn: null,
    serviceSince: null,
    isNamesake: false,
    classId: null,
    childId: null,
    relation: '',
    ...more,
  };
}
