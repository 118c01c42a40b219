import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { PersonActor, VisitorActor } from '#src/platform/db/scope.ts';
import { openTestDatabase, type TestDatabase } from '#src/platform/testing/database.ts';
import type { People } from '#src/features/people/service.server.ts';
import { accepted, foundSchool, newPerson, peopleOf, refusedWith, type School } from '../../../test/world.ts';

/** What an attacker tries: ids of another school, of another class, of another child, in every command. */
let world: TestDatabase;
let people: People;
let here: Cast;
let there: Cast;

interface Cast {
  readonly school: School;
  readonly curator: PersonActor;
  readonly classId: string;
  readonly otherClassId: string;
  readonly teacherId: string;
  readonly pupilId: string;
  readonly otherPupilId: string;
  readonly guardianId: string;
  readonly otherGuardianId: string;
  readonly partnerId: string;
}

async function makeCast(): Promise<Cast> {
  const school = await foundSchool(world);
  const curator = await school.actor('curator');
  const { organizationId } = school;
  const add = async (more: Parameters<typeof newPerson>[0]) =>
    accepted(await people.add(curator, organizationId, newPerson(more))).personId;
  const teacherId = await add({ familyName: 'Учителева', kinds: ['staff'], birthDate: '1980-05-05' });
  const makeClass = async (letter: string, teacher: string | null) =>
    accepted(
      await people.classes.add(curator, organizationId, {
        submission: randomUUID(),
        schoolYear: 2026,
        name: { grade: 7, letter },
        teacherId: teacher,
      }),
    ).classId;
  const classId = await makeClass('А', teacherId);
  const otherClassId = await makeClass('Б', null);
  const birthDate = '2012-03-01';
  const pupilId = await add({ familyName: 'Первых', kinds: ['pupil'], classId, birthDate });
  const otherPupilId = await add({
    familyName: 'Вторых',
    kinds: ['pupil'],
    classId: otherClassId,
    birthDate,
  });
  const guardianId = await add({ familyName: 'Матушкина', kinds: ['guardian'], childId: pupilId });
  const otherGuardianId = await add({ familyName: 'Батюшкин', kinds: ['guardian'], childId: otherPupilId });
  const partnerId = accepted(
    await people.partners.add(curator, organizationId, { submission: randomUUID(), ...partner('Завод') }),
  ).partnerId;
  return {
    school,
    curator,
    classId,
    otherClassId,
    teacherId,
    pupilId,
    otherPupilId,
    guardianId,
    otherGuardianId,
    partnerId,
  };
}

const move = (personId: string, to: string) => ({ submission: randomUUID(), personIds: [personId], to });

const partner = (name: string) => ({
  name,
  kind: 'enterprise' as const,
  inn: null,
  address: '',
  contactName: '',
  contactPost: '',
  email: '',
  phone: '',
  note: '',
  endedOn: null,
});

beforeAll(async () => {
  world = await openTestDatabase();
  people = peopleOf(world);
});
afterAll(() => world.close());
beforeEach(async () => {
  here = await makeCast();
  there = await makeCast();
});

/** Ids of people whom an actor's own database sees, whatever the program would ask. */
async function seen(actor: PersonActor | VisitorActor): Promise<string[]> {
  return world.db.withActor(actor, 'test', async (tx) =>
    (await sql<{ id: string }>`select id from people`.execute(tx.query)).rows.map(({ id }) => id),
  );
}

async function listed(actor: PersonActor, list: 'staff' | 'pupils' | 'guardians' | 'everybody') {
  const { organizationId } = here.school;
  return people.list(actor, { organizationId, list, search: '', withLeft: true, page: 1 });
}

async function visitor(cast: Cast, personId: string): Promise<VisitorActor> {
  const sheet = accepted(
    await people.codes.issue(cast.curator, cast.school.organizationId, {
      personIds: [personId],
      until: people.codes.usualTerm().usual,
      keepsOld: false,
    }),
  );
  const { token } = accepted(await people.codes.enter(sheet.cards[0]?.code ?? '', '10.0.0.1'));
  const found = await people.codes.read(token, 'request');
  if (found === null) throw new Error('The code let nobody in');
  return found.actor;
}

test('another school is not found, whichever id stands in whichever command', async () => {
  const { curator } = here;
  const { organizationId } = there.school;
  const own = here.school.organizationId;
  const form = {
    submission: randomUUID(),
    schoolYear: 2026,
    name: { grade: 1, letter: 'А' },
    teacherId: null,
  };
  const person = newPerson({ kinds: ['pupil'] });
  const codes = { personIds: [there.pupilId], until: '2027-01-01', keepsOld: false };
  const edited = {
    ...accepted(await people.view(there.curator, there.pupilId)).person,
    personId: there.pupilId,
    posts: [],
  };
  const attempts: readonly (readonly [
    string,
    () => Promise<{ ok: boolean; refusal?: { code: string } }>,
    string,
  ])[] = [
    [
      'list',
      () => people.list(curator, { organizationId, list: 'pupils', search: '', withLeft: false, page: 1 }),
      'access.not_found',
    ],
    [
      'export',
      () => people.exportList(curator, { organizationId, list: 'pupils', search: '', withLeft: false }),
      'access.not_found',
    ],
    ['view', () => people.view(curator, there.pupilId), 'people.not_found'],
    ['edit', () => people.edit(curator, edited), 'people.not_found'],
    ['add', () => people.add(curator, organizationId, person), 'access.not_found'],
    [
      'add with their class',
      () => people.add(curator, own, newPerson({ kinds: ['pupil'], classId: there.classId })),
      'people.class_not_found',
    ],
    [
      'add with their child',
      () => people.add(curator, own, newPerson({ kinds: ['guardian'], childId: there.pupilId })),
      'people.not_found',
    ],
    [
      'add with their partner',
      () => people.add(curator, own, newPerson({ kinds: ['partner'], partnerId: there.partnerId })),
      'people.partner_unknown',
    ],
    [
      'link their child',
      () =>
        people.linkGuardian(curator, { childId: there.pupilId, guardianId: here.guardianId, relation: '' }),
      'people.not_found',
    ],
    [
      'link their guardian',
      () =>
        people.linkGuardian(curator, { childId: here.pupilId, guardianId: there.guardianId, relation: '' }),
      'people.not_found',
    ],
    [
      'unlink',
      () => people.unlinkGuardian(curator, { childId: there.pupilId, guardianId: there.guardianId }),
      'people.not_found',
    ],
    ['new class', () => people.classes.openNew(curator, organizationId), 'access.not_found'],
    ['classes', () => people.classes.list(curator, { organizationId, schoolYear: null }), 'access.not_found'],
    ['class', () => people.classes.view(curator, there.classId), 'people.class_not_found'],
    ['add a class', () => people.classes.add(curator, organizationId, form), 'access.not_found'],
    [
      'add a class with their teacher',
      () =>
        people.classes.add(curator, own, { ...form, submission: randomUUID(), teacherId: there.teacherId }),
      'people.teacher_unknown',
    ],
    [
      'edit a class',
      () =>
        people.classes.edit(curator, {
          classId: there.classId,
          version: 1,
          name: { grade: 7, letter: 'А' },
          teacherId: null,
        }),
      'people.class_not_found',
    ],
    ['remove a class', () => people.classes.remove(curator, there.classId), 'people.class_not_found'],
    [
      'move their pupil',
      () => people.classes.move(curator, own, move(there.pupilId, here.classId)),
      'people.not_found',
    ],
    [
      'move into their class',
      () => people.classes.move(curator, own, move(here.pupilId, there.classId)),
      'people.class_not_found',
    ],
    [
      'move there',
      () => people.classes.move(curator, organizationId, move(there.pupilId, there.otherClassId)),
      'access.not_found',
    ],
    [
      'preview their year',
      () => people.rollOvers.preview(curator, { organizationId, fromYear: 2026, fates: {} }),
      'access.not_found',
    ],
    [
      'roll their year over',
      () =>
        people.rollOvers.carryOut(curator, organizationId, {
          submission: randomUUID(),
          fromYear: 2026,
          fates: {},
        }),
      'access.not_found',
    ],
    [
      'take their year back',
      () => people.rollOvers.takeBack(curator, organizationId, 2026),
      'access.not_found',
    ],
    [
      'partners',
      () => people.partners.list(curator, { organizationId, withEnded: true }),
      'access.not_found',
    ],
    ['partner', () => people.partners.view(curator, there.partnerId), 'people.partner_not_found'],
    [
      'add a partner',
      () => people.partners.add(curator, organizationId, { submission: randomUUID(), ...partner('Чужой') }),
      'access.not_found',
    ],
    [
      'edit a partner',
      () => people.partners.edit(curator, { partnerId: there.partnerId, version: 1, ...partner('Чужой') }),
      'people.partner_not_found',
    ],
    ['codes there', () => people.codes.issue(curator, organizationId, codes), 'access.not_found'],
    ['a code of theirs', () => people.codes.issue(curator, own, codes), 'people.not_found'],
    ['revoke a code', () => people.codes.revoke(curator, there.pupilId), 'people.not_found'],
  ];
  for (const [what, attempt, code] of attempts)
    expect([what, refusedWith(await attempt())]).toEqual([what, code]);
  const fate = { [there.classId]: 'graduate' as const };
  const preview = accepted(
    await people.rollOvers.preview(curator, { organizationId: own, fromYear: 2026, fates: fate }),
  );
  expect(preview.classes.map(({ from }) => from.id).toSorted()).toEqual(
    [here.classId, here.otherClassId].toSorted(),
  );
  const page = accepted(await people.ownPage.view(curator, organizationId));
  expect(page).toMatchObject({ organizationName: '', people: [], tasks: [] });
  // What is filtered by a foreign class or partner is empty, not everybody.
  for (const more of [{ classId: there.classId }, { classId: 'nonsense' }, { partnerId: there.partnerId }]) {
    const found = accepted(
      await people.list(curator, {
        organizationId: own,
        list: 'everybody',
        search: '',
        withLeft: true,
        page: 1,
        ...more,
      }),
    );
    expect(found.total).toBe(0);
  }
  expect(accepted(await people.view(there.curator, there.pupilId)).person.version).toBe(1);
});

describe('inside a school', () => {
  test('an administrator, an upper level and staff without the work see no pupils', async () => {
    const town = await foundSchool(world, { kind: 'municipality' });
    await world.asOwner('update organizations set parent_id = $1 where id = $2', [
      town.organizationId,
      here.school.organizationId,
    ]);
    const above = await town.actor('municipal');
    expect(await seen(above)).toEqual([]);
    expect(refusedWith(await listed(above, 'pupils'))).toBe('access.not_allowed');
    expect(refusedWith(await people.view(above, here.pupilId))).toBe('people.not_found');
    // Even where such a role was given at the school itself.
    for (const role of ['administrator', 'municipal', 'regional'] as const) {
      const actor = await here.school.actor(role);
      expect(await seen(actor)).toEqual([here.teacherId]);
      expect(refusedWith(await listed(actor, 'pupils'))).toBe('access.not_allowed');
      expect(refusedWith(await people.view(actor, here.pupilId))).toBe('people.not_found');
      const { person, history } = accepted(await people.view(actor, here.teacherId));
      expect(person.birthDate).toBeNull();
      expect(history).toEqual([]);
      // What they may not see they do not wipe out by saving.
      accepted(await people.edit(actor, { ...person, personId: person.id, posts: [], kinds: ['pupil'] }));
      const kept = accepted(await people.view(here.curator, here.teacherId)).person;
      expect(kept).toMatchObject({ kinds: ['staff'], birthDate: '1980-05-05' });
      const pupil = newPerson({ familyName: 'Новых', kinds: ['pupil'] });
      expect(refusedWith(await people.add(actor, here.school.organizationId, pupil))).toBe(
        'access.not_allowed',
      );
    }
  });

  test('a class teacher sees the own class of this year with its guardians, and changes nothing', async () => {
    const teacher = await here.school.actor('class_teacher');
    expect(await seen(teacher)).toEqual([here.teacherId]);
    await world.asOwner('update people set account_id = $1 where id = $2', [
      teacher.accountId,
      here.teacherId,
    ]);
    expect((await seen(teacher)).toSorted()).toEqual(
      [here.teacherId, here.pupilId, here.guardianId].toSorted(),
    );
    const pupils = accepted(await listed(teacher, 'pupils'));
    expect([pupils.total, pupils.people[0]?.id, pupils.people[0]?.className]).toEqual([
      1,
      here.pupilId,
      '7А',
    ]);
    expect(accepted(await people.view(teacher, here.pupilId)).guardians).toHaveLength(1);
    expect(refusedWith(await people.view(teacher, here.otherPupilId))).toBe('people.not_found');
    expect(accepted(await people.classes.view(teacher, here.otherClassId)).members).toEqual([]);
    const { person } = accepted(await people.view(teacher, here.pupilId));
    const saved = await people.edit(teacher, { ...person, personId: person.id, posts: [], phone: '1' });
    expect(refusedWith(saved)).toBe('access.not_allowed');
    const sheet = { personIds: [here.pupilId], until: '2027-01-01', keepsOld: false };
    expect(refusedWith(await people.codes.issue(teacher, here.school.organizationId, sheet))).toBe(
      'access.not_allowed',
    );
    // The next school year the class is another's.
    const before = world.clock.now().toString();
    world.clock.set('2027-09-01T09:00:00Z');
    expect(await seen(teacher)).toEqual([here.teacherId]);
    world.clock.set(before);
    await world.asOwner('update role_assignments set ended_at = now() where account_id = $1', [
      teacher.accountId,
    ]);
    expect(await seen(teacher)).toEqual([]);
  });

  test('a visitor sees themselves; a guardian the own child, while it is one, and no other', async () => {
    const child = await visitor(here, here.pupilId);
    expect(await seen(child)).toEqual([here.pupilId]);
    const guardian = await visitor(here, here.guardianId);
    expect((await seen(guardian)).toSorted()).toEqual([here.pupilId, here.guardianId].toSorted());
    const before = world.clock.now().toString();
    world.clock.set('2030-03-01T09:00:00Z');
    expect(await seen(guardian)).toEqual([here.guardianId]);
    world.clock.set(before);
    // Without a birthday a graduate is taken for grown up.
    await world.asOwner(`update people set birth_date = null, kinds = '{graduate}' where id = $1`, [
      here.pupilId,
    ]);
    expect(await seen(guardian)).toEqual([here.guardianId]);
  });

  test('a visitor reads no other table of the school and writes to none', async () => {
    const child = await visitor(here, here.pupilId);
    const { organizationId } = here.school;
    const count = (table: string) =>
      world.db.withActor(child, 'test', async (tx) => {
        const { rows } = await sql<{
          count: number;
        }>`select count(*) as count from ${sql.table(table)}`.execute(tx.query);
        return rows[0]?.count ?? -1;
      });
    for (const table of [
      'partners',
      'guardianships',
      'person_codes',
      'person_merges',
      'year_rollovers',
      'teams',
      'staff_posts',
      'role_assignments',
      'papers',
      'roadmaps',
      'audit_rows',
    ]) {
      // The link to their own guardian is their own.
      expect([table, await count(table)]).toEqual([table, table === 'guardianships' ? 1 : 0]);
    }
    expect([await count('organizations'), await count('classes'), await count('class_members')]).toEqual([
      1, 1, 1,
    ]);
    const writes = [
      sql`update people set phone = '1'`,
      sql`insert into people (organization_id, family_name) values (${organizationId}, 'Чужих')`,
      sql`insert into guardianships (organization_id, guardian_id, child_id) values (${organizationId}, ${here.guardianId}, ${here.otherPupilId})`,
      sql`insert into class_members (organization_id, class_id, person_id) values (${organizationId}, ${here.otherClassId}, ${here.pupilId})`,
      sql`update organizations set short_name = 'Чужая'`,
    ];
    for (const write of writes) {
      const written = world.db.withActor(child, 'test', (tx) => write.execute(tx.query));
      await expect(written).rejects.toThrow(/row-level security/);
    }
    const removed = await world.db.withActor(child, 'test', (tx) =>
      sql`delete from class_members`.execute(tx.query),
    );
    expect(Number(removed.numAffectedRows ?? 0)).toBe(0);
  });
});
