import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compose, type Composed } from '#src/compose.ts';
import type { PersonActor } from '#src/platform/db/scope.ts';
import { silentLog } from '#src/platform/log.ts';
import { openTestDatabase, type TestDatabase } from '#src/platform/testing/database.ts';
import { createMemoryFiles, createMemoryMail } from '#src/platform/testing/memory.ts';
import { accepted, refusedWith } from '../../test/world.ts';
import { fillDemo } from './demo.ts';

const config = {
  publicUrl: 'http://localhost:3000',
  timeZone: 'Europe/Moscow',
  host: '127.0.0.1',
  backupHour: 3,
  backupKeep: 14,
};

function composeOn(database: TestDatabase): Composed {
  return compose({
    config,
    db: database.db,
    clock: database.clock,
    log: silentLog,
    files: createMemoryFiles(),
    mail: createMemoryMail(),
    secret: 'a secret of forty characters for the test',
    isDemo: true,
  });
}

describe.each([
  {
    month: 'September',
    now: '2026-09-08T07:00:00Z',
    expected: ['next', 'running', 'thisWeek'],
    isReminded: false,
  },
  {
    month: 'November',
    now: '2026-11-21T02:00:00Z',
    expected: ['next', 'overdue', 'running', 'thisWeek'],
    isReminded: true,
  },
  {
    month: 'May',
    now: '2027-05-12T09:00:00Z',
    expected: ['next', 'overdue', 'running', 'thisWeek'],
    isReminded: false,
  },
  { month: 'July', now: '2027-07-14T09:00:00Z', expected: ['next', 'overdue', 'running'], isReminded: false },
])('the demo in $month', ({ now, expected, isReminded }) => {
  let database: TestDatabase;
  let composed: Composed;
  let personas: readonly { accountId: string; role: string; organizationName: string }[];

  beforeAll(async () => {
    database = await openTestDatabase({ now });
    composed = composeOn(database);
    accepted(await fill());
    personas = await composed.services.accounts.listPersonas();
  });
  afterAll(async () => {
    await composed.auth.close();
    await database.close();
  });

  const fill = () => fillDemo({ ...composed, db: database.db, config }, database.clock);
  const persona = (role: string, school = true): PersonActor => {
    const found = personas.find(
      (one) => one.role === role && one.organizationName.includes('СОШ') === school,
    );
    return { kind: 'person', accountId: found?.accountId ?? '' };
  };
  const organizationOf = async ({ accountId }: PersonActor): Promise<string> =>
    (await composed.services.accounts.memberships(accountId))[0]?.organizationId ?? '';

  it('has people for every role', () => {
    expect(personas.map(({ role }) => role).toSorted()).toEqual(
      [
        'class_teacher',
        'curator',
        'director',
        'director',
        'municipal',
        'psychologist',
        'regional',
        'team',
        'team',
        'team',
        'team',
      ].toSorted(),
    );
  });

  it('has a staff of forty, each once, those with accounts joined to them', async () => {
    const curator = persona('curator');
    const organizationId = await organizationOf(curator);
    const input = { organizationId, search: '', withLeft: true, page: 1 };
    const { people, total } = accepted(await composed.services.people.list(curator, input));
    expect(total).toBe(40);
    expect(people.filter((one) => one.accountId !== null)).toHaveLength(8);
  });

  it('shows something in each bucket of today', async () => {
    const curator = persona('curator');
    const organizationId = await organizationOf(curator);
    const today = accepted(await composed.services.roadmap.getToday(curator, organizationId, 'all'));
    const filled = Object.entries(today.buckets).filter(([, bucket]) => bucket.total > 0);
    expect(filled.map(([name]) => name).toSorted()).toEqual(expected);
    expect(today.buckets.overdue.total).toBeLessThanOrEqual(3);
  });

  it('gives the reminders of its day at once, without waiting for the morning', async () => {
    const curator = persona('curator');
    const organizationId = await organizationOf(curator);
    const { notices, total } = accepted(
      await composed.services.notices.view(curator, { organizationId, page: 1 }),
    );
    expect(notices.length).toBe(total);
    // A withdrawal waits in the demo at any time of the year; the work of the plan has its seasons.
    const kinds = notices.map(({ kind }) => kind);
    expect(kinds).toContain('consents.withdrawal');
    expect(kinds.some((kind) => ['digest', 'day_before', 'overdue'].includes(kind))).toBe(isReminded);
  });

  it('keeps last year closed and this year at work, with a second plan in review', async () => {
    const director = persona('director');
    const organizationId = await organizationOf(director);
    const { roadmap } = composed.services;
    const { rows } = accepted(await roadmap.list(director, organizationId, 1));
    expect(rows.map((row) => row.state).toSorted()).toEqual(['approved', 'approved', 'review']);
    const lastYear = rows.find((row) => row.state === 'approved' && row.title.includes('2025/2026'));
    const plan = accepted(
      await roadmap.getPlan(director, organizationId, { roadmap: lastYear?.id, state: 'open', page: 1 }),
    );
    expect(plan.total).toBe(0);
  });

  it('gives the municipality a plan of its own, and does not show it the school', async () => {
    const municipal = persona('municipal', false);
    const organizationId = await organizationOf(municipal);
    const { rows } = accepted(await composed.services.roadmap.list(municipal, organizationId, 1));
    expect(rows).toHaveLength(1);
  });

  it('is left alone at the next start', async () => {
    const before = await database.asOwner('select count(*) from audit_rows');
    accepted(await fill());
    const after = await database.asOwner('select count(*) from audit_rows');
    expect(Number(after[0]?.count) - Number(before[0]?.count)).toBeLessThanOrEqual(1);
  });
});

describe('the demo on a database that is not empty', () => {
  it('refuses and adds nothing', async () => {
    const database = await openTestDatabase();
    const composed = composeOn(database);
    await database.asOwner(
      `insert into organizations (kind, full_name, short_name, director_name)
       values ('school', 'Школа № 3', 'Школа № 3', 'Примерова Анна Сергеевна')`,
    );
    const answer = await fillDemo({ ...composed, db: database.db, config }, database.clock);
    expect(refusedWith(answer)).toBe('demo.not_empty');
    expect(await composed.services.accounts.listPersonas()).toEqual([]);
    await composed.auth.close();
    await database.close();
  });
});
