import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { PersonActor } from '#src/platform/db/scope.ts';
import { openTestDatabase, type TestDatabase } from '#src/platform/testing/database.ts';
import type { Consents } from '#src/features/consents/service.server.ts';
import { enterPerson } from '#src/features/consents/testing/people.ts';
import { consentsOf } from '#src/features/consents/testing/rooms.ts';
import { accepted, foundSchool, refusedWith, type School } from '../../../test/world.ts';

let world: TestDatabase;
let consents: Consents;
let school: School;
let director: PersonActor;

beforeAll(async () => {
  world = await openTestDatabase();
  consents = consentsOf(world);
});
afterAll(() => world.close());
beforeEach(async () => {
  school = await foundSchool(world);
  director = await school.actor('director');
});

const card = (more = {}) => ({
  submission: randomUUID(),
  title: 'Потерян телефон с открытым входом',
  happenedAt: '2026-11-19T18:00',
  discoveredAt: '2026-11-20T09:30',
  accountId: null,
  windowStart: null,
  windowEnd: null,
  supposedCause: '',
  supposedHarm: '',
  measures: 'Вход закрыт',
  findings: '',
  ...more,
});
const add = (more = {}) => consents.incidents.add(director, school.organizationId, card(more));
const view = async (id: string) =>
  accepted(await consents.incidents.view(director, school.organizationId, id));

const paper = (personIds: string[]) => ({
  submission: randomUUID(),
  personIds,
  purposes: ['processing' as const],
  signedOn: '2026-09-10',
  signer: 'by_age' as const,
  guardianId: null,
  signerName: '',
  basis: '',
});

describe('an incident', () => {
  test('counts 24 and 72 hours from its discovery on the clock of the school', async () => {
    await world.asOwner(`update organizations set time_zone = 'Asia/Omsk' where id = $1`, [
      school.organizationId,
    ]);
    const { incidentId } = accepted(await add());
    const { incident, typed, timeZone } = await view(incidentId);
    expect(timeZone).toBe('Asia/Omsk');
    expect(incident.discoveredAt).toBe('2026-11-20T03:30:00Z');
    expect(typed).toEqual({
      happenedAt: '2026-11-19T18:00',
      discoveredAt: '2026-11-20T09:30',
      windowStart: null,
      windowEnd: null,
    });
    // It is 09:00 UTC.
    expect(incident.first).toEqual({ until: '2026-11-21T03:30:00Z', hoursLeft: 18, doneAt: null });
    expect(incident.second).toEqual({ until: '2026-11-23T03:30:00Z', hoursLeft: 66, doneAt: null });
  });

  test('finds whose records an account touched within the hours, by the audit', async () => {
    const curator = await school.actor('curator');
    await world.asOwner(`insert into auth."user" (id, name, email) values ($1, 'Куратор Школы', $2)`, [
      curator.accountId,
      `${randomUUID()}@example.org`,
    ]);
    const [touched, other] = [
      await enterPerson(world, school, { birthDate: '2010-05-05', familyName: 'Тронутая' }),
      await enterPerson(world, school, { birthDate: '2010-05-05', familyName: 'Директорская' }),
    ];
    accepted(await consents.enterPaper(curator, school.organizationId, paper([touched]), null));
    accepted(await consents.requests.copy(curator, touched, 'json'));
    accepted(await consents.enterPaper(director, school.organizationId, paper([other]), null));
    // The audit keeps the instants of the database itself.
    const [now] = await world.asOwner<{ start: string; end: string }>(
      `select to_char(now() at time zone 'Europe/Moscow' - interval '1 hour', 'YYYY-MM-DD"T"HH24:MI') as start,
         to_char(now() at time zone 'Europe/Moscow' + interval '1 hour', 'YYYY-MM-DD"T"HH24:MI') as end`,
    );
    const hours = { windowStart: now?.start ?? null, windowEnd: now?.end ?? null };
    const { incidentId } = accepted(await add({ accountId: curator.accountId, ...hours }));
    const { scope, accounts } = await view(incidentId);
    expect(accounts).toContainEqual({ id: curator.accountId, name: 'Куратор Школы' });
    expect(scope?.total).toBe(1);
    expect(scope?.people).toMatchObject([{ id: touched, name: 'Тронутая Саша Игоревич' }]);
    expect(scope?.people[0]?.times).toBeGreaterThanOrEqual(2);
    const { incidentId: anybody } = accepted(await add({ ...hours }));
    const all = (await view(anybody)).scope?.people.map(({ id }) => id) ?? [];
    expect(all).toContain(touched);
    expect(all).toContain(other);
    const outside = { windowStart: '2026-01-01T00:00', windowEnd: '2026-01-02T00:00' };
    const { incidentId: earlier } = accepted(await add({ ...outside }));
    expect((await view(earlier)).scope).toEqual({ people: [], total: 0 });
  });

  test('refuses what cannot be, keeps a stale form off, marks each step once, closes with findings', async () => {
    expect(refusedWith(await add({ discoveredAt: '2026-11-20T12:01' }))).toBe('consents.incident_future');
    expect(refusedWith(await add({ happenedAt: '2026-11-20T10:00' }))).toBe('consents.incident_turned');
    expect(refusedWith(await add({ windowStart: '2026-11-19T10:00' }))).toBe('consents.window_turned');
    const turned = { windowStart: '2026-11-19T10:00', windowEnd: '2026-11-19T09:00' };
    expect(refusedWith(await add(turned))).toBe('consents.window_turned');
    const stranger = await (await foundSchool(world)).actor('curator');
    expect(refusedWith(await add({ accountId: stranger.accountId }))).toBe('consents.account_unknown');

    const form = card();
    const twice = await Promise.all([
      consents.incidents.add(director, school.organizationId, form),
      consents.incidents.add(director, school.organizationId, form),
    ]);
    const { incidentId } = accepted(twice[0]);
    expect(accepted(twice[1])).toEqual({ incidentId });
    const mark = (what: 'first' | 'second' | 'closed', version: number) =>
      consents.incidents.mark(director, school.organizationId, {
        submission: randomUUID(),
        incidentId,
        version,
        what,
      });
    expect(refusedWith(await mark('closed', 1))).toBe('consents.incident_findings');
    accepted(await mark('first', 1));
    expect(refusedWith(await mark('first', 2))).toBe('consents.incident_marked');
    expect(refusedWith(await mark('second', 1))).toBe('consents.incident_stale');
    const edit = (version: number) =>
      consents.incidents.edit(director, school.organizationId, {
        ...card({ findings: 'К посторонним не попали' }),
        incidentId,
        version,
      });
    expect(refusedWith(await edit(1))).toBe('consents.incident_stale');
    accepted(await edit(2));
    accepted(await mark('second', 3));
    accepted(await mark('closed', 4));
    expect(refusedWith(await edit(5))).toBe('consents.incident_stale');
    const { incident } = await view(incidentId);
    expect(incident.first.doneAt).toBe('2026-11-20T09:00:00Z');
    expect(incident.closedAt).toBe('2026-11-20T09:00:00Z');
  });

  test('drafts its three notices as files', async () => {
    const { incidentId } = accepted(await add());
    for (const kind of ['first', 'second', 'subjects'] as const) {
      const asked = { kind, format: 'docx' as const };
      const made = accepted(
        await consents.incidents.printNotice(director, school.organizationId, incidentId, asked),
      );
      expect(made.name).toMatch(/\.docx$/);
      expect(made.bytes.byteLength).toBeGreaterThan(2000);
    }
  });

  test('is seen by nobody else', async () => {
    const { incidentId } = accepted(await add());
    const other = await foundSchool(world);
    const stranger = await other.actor('curator');
    const view = (actor: PersonActor, organizationId: string) =>
      consents.incidents.view(actor, organizationId, incidentId);
    expect(refusedWith(await view(stranger, school.organizationId))).toBe('access.not_found');
    expect(refusedWith(await view(stranger, other.organizationId))).toBe('consents.incident_not_found');
    expect(
      refusedWith(
        await consents.incidents.edit(stranger, other.organizationId, { ...card(), incidentId, version: 1 }),
      ),
    ).toBe('consents.incident_not_found');
    for (const role of ['team', 'psychologist', 'class_teacher', 'administrator', 'guardian'] as const) {
      expect(refusedWith(await view(await school.actor(role), school.organizationId))).toBe(
        'access.not_allowed',
      );
    }
    expect(refusedWith(await consents.incidents.view(director, school.organizationId, 'не номер'))).toBe(
      'consents.incident_not_found',
    );
  });
});
