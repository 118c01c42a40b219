import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createOrgs, findCalendar, foundOrganization, type Orgs } from '#src/features/orgs/service.server.ts';
import type { OrganizationKind } from '#src/features/orgs/rules/organization.ts';
import type { EditOrganization } from '#src/features/orgs/schema.ts';
import type { PersonActor } from '#src/platform/db/scope.ts';
import { openTestDatabase, type TestDatabase } from '#src/platform/testing/database.ts';

let world: TestDatabase;
let orgs: Orgs;
let number = 0;
let municipality: string;
let school: string;
let municipal: PersonActor;
let curator: PersonActor;
let mentor: PersonActor;

beforeAll(async () => {
  world = await openTestDatabase();
  orgs = createOrgs({ db: world.db, clock: world.clock });
});
afterAll(() => world.close());

async function organization(
  kind: OrganizationKind,
  parentId: string | null,
  shortName: string,
): Promise<string> {
  return await world.db.asSystem('test', 'test', (tx) =>
    foundOrganization(tx, {
      parentId,
      kind,
      fullName: `Муниципальное учреждение ${shortName}`,
      shortName,
      inn: null,
      address: '',
      city: 'Энск',
      directorName: '',
      directorPost: 'директор',
      schoolWeek: 6,
      timeZone: 'Asia/Omsk',
    }),
  );
}

async function person(organizationId: string, role: string): Promise<PersonActor> {
  number += 1;
  const accountId = `person-${number}`;
  await world.asOwner(
    'insert into role_assignments (organization_id, account_id, role) values ($1, $2, $3::account_role)',
    [organizationId, accountId, role],
  );
  return { kind: 'person', accountId };
}

beforeEach(async () => {
  municipality = await organization('municipality', null, 'Управление образования');
  school = await organization('school', municipality, 'Школа № 5');
  municipal = await person(municipality, 'municipal');
  curator = await person(school, 'curator');
  mentor = await person(school, 'mentor');
});

const refusal = (code: string) => ({ ok: false, refusal: { code } });

function edited(more: Partial<EditOrganization> = {}): EditOrganization {
  return {
    organizationId: school,
    version: 1,
    fullName: 'Муниципальная школа № 5 города Энска',
    shortName: 'МБОУ СОШ № 5',
    fullNameGenitive: '',
    inn: null,
    address: 'ул. Лесная, 1',
    city: 'Энск',
    directorName: 'Ветрова Нина Олеговна',
    directorPost: 'директор',
    schoolWeek: 5,
    timeZone: 'Asia/Omsk',
    ...more,
  };
}

describe('the card', () => {
  test('is seen by members with the organizations above, and by those above; changed by who may', async () => {
    expect(await orgs.view(curator, school)).toMatchObject({
      value: {
        organization: { shortName: 'Школа № 5' },
        ancestors: [{ id: municipality }],
        can: { 'orgs.edit': true },
      },
    });
    expect(await orgs.view(mentor, school)).toMatchObject({
      value: { can: { 'orgs.edit': { code: 'access.not_allowed' }, 'orgs.view': true } },
    });
    expect(await orgs.view(municipal, school)).toMatchObject({ value: { can: { 'orgs.edit': true } } });
    // The municipality above is named, not opened.
    expect(await orgs.view(curator, municipality)).toMatchObject(refusal('access.not_found'));
    for (const id of [randomUUID(), 'x', '', "' or 1=1"]) {
      expect(await orgs.view(curator, id)).toMatchObject(refusal('access.not_found'));
    }
  });

  test('saves once; a form that is older than the last save is refused and changes nothing', async () => {
    expect(await orgs.edit(curator, edited())).toMatchObject({ ok: true });
    expect(await orgs.edit(municipal, edited({ shortName: 'Другое имя' }))).toMatchObject(
      refusal('orgs.stale'),
    );
    expect(await orgs.view(curator, school)).toMatchObject({
      value: { organization: { shortName: 'МБОУ СОШ № 5', version: 2, schoolWeek: 5 } },
    });
    expect(await orgs.edit(mentor, edited({ version: 2 }))).toMatchObject(refusal('access.not_allowed'));
    const stranger = await person(await organization('school', null, 'Чужая'), 'director');
    expect(await orgs.edit(stranger, edited({ version: 2 }))).toMatchObject(refusal('access.not_found'));
  });

  test('an INN stands once among those one sees', async () => {
    const inn = '7707083893';
    expect(await orgs.edit(curator, edited({ inn }))).toMatchObject({ ok: true });
    expect(await orgs.edit(curator, edited({ inn, version: 2 }))).toMatchObject({ ok: true });
    expect(
      await orgs.addBelow(municipal, {
        submission: randomUUID(),
        parentId: municipality,
        kind: 'school',
        fullName: 'Школа',
        shortName: 'Школа № 6',
        inn,
        city: '',
      }),
    ).toMatchObject({ refusal: { code: 'orgs.inn_taken', field: 'inn', facts: { name: 'МБОУ СОШ № 5' } } });
  });

  test('past the service the policies hold: a curator writes neither the municipality nor a stranger', async () => {
    const changed = world.db.withActor(curator, 'test', (tx) =>
      tx.query.updateTable('organizations').set({ city: 'X' }).where('id', '=', municipality).execute(),
    );
    await expect(changed).rejects.toThrow(/row-level security/);
    const other = await organization('school', null, 'Чужая');
    const seen = await world.db.withActor(curator, 'test', (tx) =>
      tx.query.selectFrom('organizations').select('id').where('id', '=', other).execute(),
    );
    expect(seen).toEqual([]);
    await expect(
      world.db.withActor(mentor, 'test', (tx) =>
        tx.query
          .insertInto('organization_days')
          .values({ organization_id: school, day: Temporal.PlainDate.from('2026-12-31'), is_working: false })
          .execute(),
      ),
    ).rejects.toThrow(/row-level security/);
  });
});

describe('the name in the genitive', () => {
  test('is kept as somebody fixed it, and goes with the name that it was fixed for', async () => {
    const genitive = 'муниципальной школы № 5 города Энска';
    const saved = async () => {
      const seen = await orgs.view(curator, school);
      return seen.ok ? seen.value.organization.fullNameGenitive : null;
    };
    expect(await orgs.edit(curator, edited({ fullNameGenitive: genitive }))).toMatchObject({ ok: true });
    expect(await saved()).toBe(genitive);
    const same = edited({ version: 2, fullNameGenitive: genitive, address: 'ул. Лесная, 2' });
    expect(await orgs.edit(curator, same)).toMatchObject({ ok: true });
    expect(await saved()).toBe(genitive);
    const renamed = edited({ version: 3, fullName: 'Гимназия № 5', fullNameGenitive: genitive });
    expect(await orgs.edit(curator, renamed)).toMatchObject({ ok: true });
    expect(await saved()).toBe('');
  });
});

describe('organizations below', () => {
  const form = (more: object = {}) => ({
    submission: randomUUID(),
    parentId: municipality,
    kind: 'school' as OrganizationKind,
    fullName: 'Муниципальная школа № 7',
    shortName: 'Школа № 7',
    inn: null,
    city: 'Энск',
    ...more,
  });

  test('are added once, of kinds that stand there, and listed by name in pages', async () => {
    const twice = form();
    const [first, second] = await Promise.all([
      orgs.addBelow(municipal, twice),
      orgs.addBelow(municipal, twice),
    ]);
    expect(first).toMatchObject({ ok: true });
    expect(second).toEqual(first);
    expect(await orgs.addBelow(municipal, form({ kind: 'region' }))).toMatchObject(
      refusal('orgs.kind_below'),
    );
    expect(await orgs.addBelow(municipal, form({ parentId: school }))).toMatchObject(
      refusal('orgs.kind_below'),
    );
    expect(await orgs.addBelow(municipal, form({ shortName: 'Школа № 10' }))).toMatchObject({ ok: true });
    const list = (search: string) =>
      orgs.listBelow(municipal, { organizationId: municipality, search, page: 1 });
    const listed = await list('');
    if (!listed.ok) throw new Error(listed.refusal.code);
    // Numbers as people read them: 5, 7, 10.
    expect(listed.value.organizations.map(({ shortName }) => shortName)).toEqual([
      'Школа № 5',
      'Школа № 7',
      'Школа № 10',
    ]);
    expect(await list('школа № 10')).toMatchObject({ value: { total: 1 } });
    expect(await list('100%')).toMatchObject({ value: { total: 0 } });
  });

  test('are the business of the level above only', async () => {
    expect(await orgs.addBelow(curator, form({ parentId: school, kind: 'partner' }))).toMatchObject(
      refusal('access.not_allowed'),
    );
    expect(await orgs.addBelow(curator, form())).toMatchObject(refusal('access.not_found'));
    expect(
      await orgs.listBelow(curator, { organizationId: municipality, search: '', page: 1 }),
    ).toMatchObject(refusal('access.not_found'));
  });
});

describe('own days', () => {
  test('change the calendar of the school and nobody else’s', async () => {
    const set = (actor: PersonActor, day: string, isWorking: boolean, note = '') =>
      orgs.setDay(actor, { organizationId: school, day, isWorking, note });
    // 23 November 2026 is a Monday.
    expect(await set(curator, '2026-11-23', true)).toMatchObject(refusal('orgs.day_same'));
    expect(await set(curator, '2026-11-23', false, 'карантин')).toMatchObject({ ok: true });
    expect(await set(curator, '2026-11-23', false, 'карантин по приказу')).toMatchObject({ ok: true });
    expect(await set(mentor, '2026-11-24', false)).toMatchObject(refusal('access.not_allowed'));
    expect(await set(municipal, '2026-11-24', false)).toMatchObject(refusal('access.not_allowed'));
    expect(await orgs.days(mentor, { organizationId: school, schoolYear: 2026 })).toMatchObject({
      value: { days: [{ day: '2026-11-23', isWorking: false, note: 'карантин по приказу' }] },
    });
    expect(await orgs.days(curator, { organizationId: school, schoolYear: 2025 })).toMatchObject({
      value: { days: [] },
    });
    const calendar = await world.db.withActor(curator, 'test', (tx) => findCalendar(tx, school));
    expect(calendar).toMatchObject({ schoolWeek: 6, ownDays: [{ day: '2026-11-23', isWorking: false }] });
    expect(await orgs.removeDay(curator, { organizationId: school, day: '2026-11-23' })).toMatchObject({
      ok: true,
    });
    expect(await orgs.days(curator, { organizationId: school, schoolYear: 2026 })).toMatchObject({
      value: { days: [] },
    });
  });
});
