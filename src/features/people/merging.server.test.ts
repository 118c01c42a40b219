import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { PersonActor } from '#src/platform/db/scope.ts';
import { openTestDatabase, type TestDatabase } from '#src/platform/testing/database.ts';
import { POINTERS } from '#src/features/people/rules/merge/pointers.ts';
import type { MergePeople } from '#src/features/people/schema/merge.ts';
import type { People } from '#src/features/people/service.server.ts';
import { PLACES_OF_ONE } from '#src/features/people/store.server/merge-clashes.ts';
import { accepted, foundSchool, newPerson, peopleOf, refusedWith, type School } from '../../../test/world.ts';

let world: TestDatabase;
let people: People;
let school: School;
let curator: PersonActor;

beforeAll(async () => {
  world = await openTestDatabase();
  people = peopleOf(world);
});
afterAll(() => world.close());
beforeEach(async () => {
  school = await foundSchool(world);
  curator = await school.actor('curator');
});

const add = async (more: Parameters<typeof newPerson>[0] = {}) =>
  accepted(
    await people.add(
      curator,
      school.organizationId,
      newPerson({ isNamesake: true, kinds: ['pupil'], ...more }),
    ),
  ).personId;
const run = (text: string, values: readonly unknown[] = []) => world.asOwner(text, values);
const one = async (text: string, values: readonly unknown[] = []): Promise<string> =>
  (await world.asOwner<{ id: string }>(text, values))[0]?.id ?? '';

async function versionsOf(ids: readonly string[]): Promise<number[]> {
  const rows = await world.asOwner<{ id: string; version: number }>(
    'select id, version from people where id = any ($1::uuid[])',
    [ids],
  );
  return ids.map((id) => rows.find((row) => row.id === id)?.version ?? 0);
}

async function merge(keptId: string, mergedId: string, more: Partial<MergePeople> = {}, actor = curator) {
  const [version = 1, mergedVersion = 1] = await versionsOf([keptId, mergedId]);
  return people.merging.merge(actor, {
    submission: randomUUID(),
    keptId,
    mergedId,
    version,
    mergedVersion,
    take: {},
    ...more,
  });
}

/** Every row of the database that points at one of the people, and their records, but for what counts changes. */
async function snapshot(ids: readonly string[]): Promise<Record<string, unknown[]>> {
  const places: Record<string, unknown[]> = {};
  for (const table of new Set(['people', ...POINTERS.map((pointer) => pointer.table)])) {
    if (table === 'person_merges') continue;
    const columns =
      table === 'people'
        ? ['id']
        : POINTERS.filter((pointer) => pointer.table === table).map(({ column }) => column);
    const rows = await world.asOwner<{ facts: unknown }>(
      `select to_jsonb(t) - 'version' as facts from ${table} t
       where ${columns.map((column) => `${column} = any ($1::uuid[])`).join(' or ')} order by to_jsonb(t)::text`,
      [ids],
    );
    places[table] = rows.map(({ facts }) => facts);
  }
  return places;
}

async function consent(personId: string): Promise<void> {
  const textId = await one(
    `insert into consent_texts (organization_id, purpose, number, origin, title, body, guardian_body, digest)
     values ($1, 'processing', 1, 'own', 'Согласие', 'Текст', 'Текст', repeat('a', 64))
     on conflict (organization_id, purpose, number) do update set retired_at = null returning id`,
    [school.organizationId],
  );
  await run(
    `insert into consents (organization_id, person_id, purpose, text_id, signer, channel, signed_on)
     values ($1, $2, 'processing', $3, 'guardian', 'paper', '2026-09-10')`,
    [school.organizationId, personId, textId],
  );
}

/** A pupil with something in nearly every place that can point at one. */
async function enterBusy(name: string, friendId: string, classLetter: string): Promise<string> {
  const { organizationId } = school;
  const id = await add({ familyName: name, birthDate: '2013-03-12', phone: `+7 900 ${name.length}` });
  await consent(id);
  const classId = await one(
    `insert into classes (organization_id, school_year, grade, letter) values ($1, 2025, 6, $2) returning id`,
    [organizationId, classLetter],
  );
  const guardianId = await add({ familyName: `${name}а`, kinds: ['guardian'] });
  const programme = await one(
    `insert into mentorships (organization_id, school_year, form, regime, source)
     values ($1, 2026, 'pupil-pupil', 'pupils', 'hand') returning id`,
    [organizationId],
  );
  for (const [text, values] of [
    ['insert into class_members (organization_id, class_id, person_id) values ($1, $2, $3)', [classId, id]],
    [
      `insert into guardianships (organization_id, guardian_id, child_id) values ($1, $2, $3)`,
      [guardianId, id],
    ],
    [
      `insert into mentorship_members (organization_id, mentorship_id, person_id, side) values ($1, $2, $3, 'mentee')`,
      [programme, id],
    ],
    [
      `insert into mentee_requests (organization_id, person_id, entered_on, main_request, source, supporter_id)
       values ($1, $2, '2026-09-20', 'Математика', 'curator', $3)`,
      [id, friendId],
    ],
    [
      `insert into psychologist_notes (organization_id, person_id, noted_on, note) values ($1, $2, '2026-10-01', $3)`,
      [id, `Заметка о ${name}`],
    ],
    [
      `insert into absences (organization_id, person_id, kind, starts_on) values ($1, $2, 'pause', '2026-10-01')`,
      [id],
    ],
    [
      `insert into person_codes (organization_id, person_id, hash, issued_at, expires_at)
       values ($1, $2, $3, now(), now() + interval '1 day')`,
      [id, randomUUID()],
    ],
  ] as const) {
    await run(text, [organizationId, ...values]);
  }
  return id;
}

describe('the places that point at a person', () => {
  it('all stand in the list, moved or not, with the reason', async () => {
    const references = await world.asOwner<{ place: string }>(
      `select c.conrelid::regclass::text || '.' || a.attname as place
       from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = any (c.conkey)
       where c.contype = 'f' and c.confrelid = 'people'::regclass and a.attname <> 'organization_id'`,
    );
    // A new table that names people needs a line in rules/merge/pointers.ts: whether its rows move with a record, or why not.
    expect(POINTERS.map(({ table, column }) => `${table}.${column}`).toSorted()).toEqual(
      [...new Set(references.map(({ place }) => place))].toSorted(),
    );
    expect(POINTERS.filter(({ staysBecause }) => staysBecause === '')).toEqual([]);
    const keys = await world.asOwner<{ table: string; key: string[] }>(
      `select i.indrelid::regclass::text as table, array_agg(a.attname::text order by a.attname) as key
       from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any (i.indkey::int2[])
       where i.indisprimary group by i.indrelid`,
    );
    const moved = POINTERS.filter(({ staysBecause }) => staysBecause === null);
    for (const { table, key } of moved) {
      expect({ table, key: key.toSorted() }).toEqual(keys.find((known) => known.table === table));
    }
  });
});

describe('what may stand once', () => {
  it('has a rule in the store for every unique index that names a person', async () => {
    const unique = await world.asOwner<{ place: string }>(
      `select distinct i.indrelid::regclass::text || '.' || a.attname as place
       from pg_index i
       join pg_constraint f on f.conrelid = i.indrelid and f.contype = 'f' and f.confrelid = 'people'::regclass
       join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any (f.conkey) and a.attname <> 'organization_id'
         and a.attnum = any (i.indkey::int2[])
       where i.indisunique`,
    );
    const moved = POINTERS.filter(({ staysBecause }) => staysBecause === null).map(
      ({ table, column }) => `${table}.${column}`,
    );
    // Joining refuses two members of one mentorship before a row moves.
    const refused = ['mentorship_members.person_id'];
    const known = new Set([...PLACES_OF_ONE, ...refused]);
    expect(
      unique.map(({ place }) => place).filter((place) => moved.includes(place) && !known.has(place)),
    ).toEqual([]);
  });
});

describe('two records of one person', () => {
  it('become one with everything that points at them, and are parted again exactly as they were', async () => {
    const friend = await add({ familyName: 'Дружинин', kinds: ['staff'] });
    const kept = await enterBusy('Ветлугин', friend, 'А');
    const merged = await enterBusy('Ветлугина', friend, 'Б');
    await run(`update people set patronymic = '', email = 'v@school.example' where id = $1`, [merged]);
    const before = await snapshot([kept, merged]);
    const view = accepted(await people.merging.view(curator, kept, merged));
    expect(view.refusal).toBeNull();
    expect(view.lines).toMatchObject(
      [
        ['Согласия', 1, 0],
        // Nobody is in two classes of one year.
        ['Классы', 0, 1],
        ['Родители', 1, 0],
        ['Коды для входа', 0, 1],
        ['Пары и группы', 1, 0],
        // Nobody has two requests in force: the second one waits behind the record that is hidden.
        ['Запросы наставляемого', 0, 1],
        ['Перерывы', 1, 0],
        ['Записи психолога', 1, 0],
      ].map(([title, moved, left]) => ({ title, moved, left })),
    );
    const { mergeId } = accepted(await merge(kept, merged, { take: { familyName: 'merged' } }));
    const { person } = accepted(await people.view(curator, kept));
    expect(person).toMatchObject({
      familyName: 'Ветлугина',
      patronymic: 'Петровна',
      email: 'v@school.example',
      phone: '+7 900 8',
    });
    expect(refusedWith(await people.view(curator, merged))).toBe('people.not_found');
    const after = await snapshot([kept]);
    expect(after['psychologist_notes']).toHaveLength(2);
    expect(after['mentorship_members']).toHaveLength(2);
    expect(after['guardianships']).toHaveLength(2);
    expect(after['mentee_requests']).toHaveLength(1);
    const card = accepted(await people.merging.view(curator, kept, null));
    expect(card.history).toMatchObject([{ name: 'Ветлугина Мария', isUndone: false }]);

    expect(accepted(await people.merging.part(curator, mergeId))).toEqual({ keptId: kept, changedSince: 0 });
    expect(await snapshot([kept, merged])).toEqual(before);
    expect(refusedWith(await people.merging.part(curator, mergeId))).toBe('people.merge_undone');
    const [audited] = await world.asOwner<{ rows: number }>(
      `select count(*)::int as rows from audit_rows where organization_id = $1 and command in ('people.merge', 'people.part')
         and table_name = 'psychologist_notes'`,
      [school.organizationId],
    );
    expect(audited?.rows).toBe(2);
  });

  it('parted keep what somebody changed after they were joined', async () => {
    const kept = await add({ phone: '1', email: 'a@school.example' });
    const merged = await add({ phone: '2', email: 'b@school.example' });
    const { mergeId } = accepted(await merge(kept, merged, { take: { phone: 'merged', email: 'merged' } }));
    const { person } = accepted(await people.view(curator, kept));
    accepted(await people.edit(curator, { ...person, personId: kept, posts: [], phone: '3' }));
    expect(accepted(await people.merging.part(curator, mergeId)).changedSince).toBe(1);
    expect(accepted(await people.view(curator, kept)).person).toMatchObject({
      phone: '3',
      email: 'a@school.example',
    });
    expect(accepted(await people.view(curator, merged)).person).toMatchObject({
      phone: '2',
      email: 'b@school.example',
    });
  });

  it('carry the account over and back; two accounts are for a person to settle', async () => {
    const kept = await add({ kinds: ['staff'] });
    const merged = await add({ kinds: ['staff', 'guardian'] });
    const teacher = await school.actor('class_teacher');
    await run('update people set account_id = $2 where id = $1', [merged, teacher.accountId]);
    const { mergeId } = accepted(await merge(kept, merged));
    const owner = () => one('select id from people where account_id = $1', [teacher.accountId]);
    expect(await owner()).toBe(kept);
    expect(accepted(await people.view(curator, kept)).person.kinds).toEqual(['staff', 'guardian']);
    accepted(await people.merging.part(curator, mergeId));
    expect(await owner()).toBe(merged);
    expect(accepted(await people.view(curator, kept)).person.kinds).toEqual(['staff']);
    await run('update people set account_id = $2 where id = $1', [
      kept,
      (await school.actor('team')).accountId,
    ]);
    expect(refusedWith(await merge(kept, merged))).toBe('people.merge_two_accounts');
  });

  it('are not joined when that would say something untrue', async () => {
    const kept = await add({ birthDate: '2013-03-12' });
    const merged = await add({ birthDate: '2013-03-12' });
    expect(refusedWith(await merge(kept, kept))).toBe('people.merge_same');
    expect(refusedWith(await merge(kept, merged, { version: 7 }))).toBe('people.stale');
    const link = [school.organizationId, kept, merged];
    await run('insert into guardianships (organization_id, guardian_id, child_id) values ($1, $2, $3)', link);
    expect(refusedWith(await merge(merged, kept))).toBe('people.merge_kin');
    await run('delete from guardianships where guardian_id = $1', [kept]);
    await consent(kept);
    await consent(merged);
    const mentorship = await one(
      `insert into mentorships (organization_id, school_year, form, regime, source)
       values ($1, 2026, 'pupil-pupil', 'pupils', 'hand') returning id`,
      [school.organizationId],
    );
    for (const [id, side] of [
      [kept, 'mentor'],
      [merged, 'mentee'],
    ]) {
      await run(
        `insert into mentorship_members (organization_id, mentorship_id, person_id, side) values ($1, $2, $3, $4)`,
        [school.organizationId, mentorship, id, side],
      );
    }
    expect(refusedWith(await merge(kept, merged))).toBe('people.merge_same_mentorship');
    await run('delete from mentorship_members where person_id = $1', [kept]);
    await run(
      `update consents set withdrawn_on = '2026-11-19', withdrawn_at = now(), withdrawn_by = 'self' where person_id = $1`,
      [kept],
    );
    expect(refusedWith(await merge(kept, merged))).toBe('people.merge_destroyed');
    await run(`update destructions set state = 'cancelled' where person_id = $1`, [kept]);
    expect(refusedWith(await merge(kept, merged))).toBe('people.merge_withdrawn');
    await run(`delete from destructions where person_id = any ($1::uuid[])`, [[kept, merged]]);
    await run(`delete from consents where person_id = any ($1::uuid[])`, [[kept, merged]]);
    expect(refusedWith(await merge(kept, merged))).toBe('people.merge_no_consent');
    expect((await versionsOf([kept]))[0]).toBe(1);
  });

  it('are parted in the order in which they were joined', async () => {
    const [first, second, third] = [await add(), await add(), await add()];
    const inner = accepted(await merge(second, third));
    const outer = accepted(await merge(first, second));
    expect(refusedWith(await people.merging.part(curator, inner.mergeId))).toBe('people.part_first');
    accepted(await people.merging.part(curator, outer.mergeId));
    accepted(await people.merging.part(curator, inner.mergeId));
  });
});

describe('probable doubles', () => {
  it('are found by name and birthday, offered until somebody says that they are two people, and paged', async () => {
    const all = [
      await add({ familyName: 'Королёв', givenName: 'Пётр', patronymic: 'Ильич', birthDate: '2013-03-12' }),
      await add({ familyName: 'КОРОЛЕВ', givenName: 'Петр', patronymic: 'Ильич', birthDate: '2013-03-12' }),
      await add({ familyName: 'Пётр', givenName: 'Ильич', patronymic: 'Королёв' }),
      await add({ familyName: 'Королев', givenName: 'Пётр', patronymic: 'Ильич', birthDate: '2014-01-01' }),
      await add({ familyName: 'Росина', givenName: 'Вера', birthDate: '2012-02-01' }),
      await add({ familyName: 'Росинна', givenName: 'Вера', birthDate: '2012-02-01' }),
    ];
    const list = async () => accepted(await people.merging.doubles(curator, school.organizationId, 1));
    const { pairs } = await list();
    expect(
      pairs
        .map((pair) => `${all.indexOf(pair.one.id)}-${all.indexOf(pair.other.id)} ${pair.reason}`)
        .toSorted((a, b) => a.localeCompare(b)),
    ).toEqual(['0-1 same_birthday', '0-2 same_name', '1-2 same_name', '2-3 same_name', '4-5 slip']);
    accepted(await people.merging.setDistinct(curator, { oneId: all[5] ?? '', otherId: all[4] ?? '' }));
    expect((await list()).total).toBe(4);
    expect(accepted(await people.merging.doubles(curator, school.organizationId, 2)).pairs).toEqual([]);
    const card = accepted(await people.merging.view(curator, all[3] ?? '', null));
    expect(card.doubles.map(({ one: left }) => left.id)).toEqual([all[2]]);
  });
});

describe('strangers', () => {
  it('neither see doubles nor join or part records, whichever id they name', async () => {
    const [kept, merged] = [await add(), await add()];
    const { mergeId } = accepted(await merge(kept, merged));
    const elsewhere = await foundSchool(world);
    const stranger = await elsewhere.actor('director');
    const theirs = accepted(await people.add(stranger, elsewhere.organizationId, newPerson())).personId;
    expect(refusedWith(await people.merging.doubles(stranger, school.organizationId, 1))).toBe(
      'access.not_found',
    );
    expect(refusedWith(await people.merging.view(stranger, kept, null))).toBe('people.not_found');
    expect(refusedWith(await people.merging.view(stranger, theirs, kept))).toBe('people.not_found');
    expect(refusedWith(await merge(theirs, kept, {}, stranger))).toBe('people.not_found');
    expect(refusedWith(await people.merging.part(stranger, mergeId))).toBe('people.merge_not_found');
    expect(refusedWith(await people.merging.setDistinct(stranger, { oneId: theirs, otherId: kept }))).toBe(
      'people.not_found',
    );
    const third = await add();
    for (const role of ['team', 'psychologist', 'administrator'] as const) {
      const actor = await school.actor(role);
      const answers = [
        refusedWith(await people.merging.doubles(actor, school.organizationId, 1)),
        refusedWith(await merge(kept, third, {}, actor)),
        refusedWith(await people.merging.part(actor, mergeId)),
      ];
      expect(answers.filter((code) => code === null || !/not_(?:allowed|found)$/.test(code))).toEqual([]);
    }
    // Whoever leads two schools does not join a child of the one with a child of the other.
    const accountId = curator.accountId;
    await run(
      `insert into role_assignments (organization_id, account_id, role) values ($1, $2, 'director')`,
      [elsewhere.organizationId, accountId],
    );
    expect(refusedWith(await merge(kept, theirs))).toBe('people.not_found');
  });
});
