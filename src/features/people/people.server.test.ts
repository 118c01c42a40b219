import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { PersonActor } from '#src/platform/db/scope.ts';
import { openTestDatabase, type TestDatabase } from '#src/platform/testing/database.ts';
import type { AddPerson } from '#src/features/people/schema.ts';
import type { People } from '#src/features/people/service.server.ts';
import { accepted, foundSchool, peopleOf, refusedWith, type School } from '../../../test/world.ts';

let world: TestDatabase;
let people: People;
let school: School;
let other: School;
let curator: PersonActor;
let stranger: PersonActor;

beforeAll(async () => {
  world = await openTestDatabase();
  people = peopleOf(world);
});
afterAll(() => world.close());
beforeEach(async () => {
  school = await foundSchool(world);
  other = await foundSchool(world);
  curator = await school.actor('curator');
  stranger = await other.actor('curator');
});

const ivanova = (more: Partial<AddPerson> = {}): AddPerson => ({
  submission: randomUUID(),
  familyName: 'Иванова',
  givenName: 'Мария',
  patronymic: 'Петровна',
  email: '',
  phone: '',
  posts: ['учитель физики'],
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
});

const list = (search = '', withLeft = false) =>
  people.list(curator, { organizationId: school.organizationId, search, withLeft, page: 1 });

describe('people', () => {
  test('are added once for one form, found by name without «ё» and by post, hidden after they left', async () => {
    const form = ivanova({ familyName: 'Королёва', posts: ['Учитель физики', 'тьютор'] });
    const first = accepted(await people.add(curator, school.organizationId, form));
    expect(accepted(await people.add(curator, school.organizationId, form))).toEqual(first);
    for (const words of ['королева', 'КОРОЛЁВА', 'Мария', 'физик', 'ТЬЮТОР']) {
      expect(accepted(await list(words)).total).toBe(1);
    }
    for (const words of ['%', '_', '\\', '\0', "'; drop table people; --"]) {
      expect(accepted(await list(words)).total).toBe(words === '\0' ? 1 : 0);
    }
    const { person } = accepted(await people.view(curator, first.personId));
    accepted(
      await people.edit(curator, {
        ...person,
        personId: person.id,
        posts: ['методист'],
        leftOn: '2026-08-31',
      }),
    );
    expect(accepted(await list()).total).toBe(0);
    expect(accepted(await list('', true)).people).toMatchObject([
      { posts: ['методист'], leftOn: '2026-08-31' },
    ]);
  });

  test('of one name need a word that they are namesakes; a stale card is refused', async () => {
    const { personId } = accepted(await people.add(curator, school.organizationId, ivanova()));
    expect(
      refusedWith(await people.add(curator, school.organizationId, ivanova({ familyName: 'ИВАНОВА' }))),
    ).toBe('people.same_name');
    accepted(await people.add(curator, school.organizationId, ivanova({ isNamesake: true })));
    const { person } = accepted(await people.view(curator, personId));
    const edit = { ...person, personId, posts: [...person.posts] };
    accepted(await people.edit(curator, { ...edit, phone: '+7 900 000-00-00' }));
    expect(refusedWith(await people.edit(curator, { ...edit, phone: '1' }))).toBe('people.stale');
    expect(accepted(await people.view(curator, personId)).person.phone).toBe('+7 900 000-00-00');
  });

  test('of another school are not there at all', async () => {
    const { personId } = accepted(await people.add(curator, school.organizationId, ivanova()));
    const { person } = accepted(await people.view(curator, personId));
    expect(refusedWith(await people.view(stranger, personId))).toBe('people.not_found');
    expect(refusedWith(await people.edit(stranger, { ...person, personId, posts: [] }))).toBe(
      'people.not_found',
    );
    const asked = { organizationId: school.organizationId, search: '', withLeft: true, page: 1 };
    expect(refusedWith(await people.list(stranger, asked))).toBe('access.not_found');
    expect(refusedWith(await people.exportList(stranger, asked))).toBe('access.not_found');
    expect(refusedWith(await people.add(stranger, school.organizationId, ivanova()))).toBe(
      'access.not_found',
    );
    for (const id of ['', 'x', '../..', personId.toUpperCase(), '\0']) {
      expect(refusedWith(await people.view(curator, id))).toBe('people.not_found');
    }
  });

  test('are read by the team and changed by those who answer', async () => {
    const teacher = await school.actor('class_teacher');
    const mentee = await school.actor('mentee');
    expect(
      accepted(
        await people.list(teacher, {
          organizationId: school.organizationId,
          search: '',
          withLeft: false,
          page: 1,
        }),
      ).can,
    ).toMatchObject({
      'people.list': true,
      'people.add': { code: 'access.not_allowed' },
    });
    expect(refusedWith(await people.add(teacher, school.organizationId, ivanova()))).toBe(
      'access.not_allowed',
    );
    expect(
      refusedWith(await people.teams(mentee, { organizationId: school.organizationId, schoolYear: null })),
    ).toBe('access.not_allowed');
  });
});

describe('teams', () => {
  test('live in a year, take people of the school only, keep those who left, refuse a stale form', async () => {
    const { personId } = accepted(await people.add(curator, school.organizationId, ivanova()));
    const foreign = accepted(await people.add(stranger, other.organizationId, ivanova()));
    const team = { name: 'Рабочая группа', kind: 'organizers' as const, schoolYear: 2026 };
    const add = (memberIds: string[]) =>
      people.addTeam(curator, school.organizationId, {
        ...team,
        memberIds,
        duties: { [personId]: 'собирает запросы' },
        submission: randomUUID(),
      });
    expect(refusedWith(await add([foreign.personId]))).toBe('people.not_staff');
    const { teamId } = accepted(await add([personId, personId]));
    expect(refusedWith(await add([]))).toBe('people.team_name_taken');
    expect(refusedWith(await people.team(stranger, teamId))).toBe('people.team_not_found');

    const { person } = accepted(await people.view(curator, personId));
    accepted(await people.edit(curator, { ...person, personId, posts: [], leftOn: '2026-11-01' }));
    const edit = {
      ...team,
      teamId,
      version: 1,
      memberIds: [personId],
      // Of whoever is not in the team nothing is kept.
      duties: { [personId]: 'ведёт базу наставников', [foreign.personId]: 'лишнее' },
      name: 'Группа',
    };
    expect(accepted(await people.team(curator, teamId)).team.duties).toEqual({
      [personId]: 'собирает запросы',
    });
    expect(refusedWith(await people.editTeam(stranger, edit))).toBe('people.team_not_found');
    expect(refusedWith(await people.editTeam(curator, { ...edit, memberIds: [foreign.personId] }))).toBe(
      'people.not_staff',
    );
    accepted(await people.editTeam(curator, edit));
    expect(refusedWith(await people.editTeam(curator, edit))).toBe('people.team_stale');
    const seen = accepted(
      await people.teams(curator, { organizationId: school.organizationId, schoolYear: null }),
    );
    expect(seen.schoolYear).toBe(2026);
    expect(seen.teams).toMatchObject([
      {
        name: 'Группа',
        members: [
          { id: personId, name: 'Иванова Мария Петровна', duty: 'ведёт базу наставников', hasLeft: true },
        ],
      },
    ]);
    expect(
      accepted(await people.teams(curator, { organizationId: school.organizationId, schoolYear: 2025 }))
        .teams,
    ).toEqual([]);
  });
});
