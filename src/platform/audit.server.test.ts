import { afterAll, beforeAll, expect, test } from 'vitest';
import { listAudit, recordView } from './audit.ts';
import type { PersonActor } from './db/scope.ts';
import { openTestDatabase } from './testing/database.ts';
import type { TestDatabase } from './testing/database.ts';

const anna: PersonActor = { kind: 'person', accountId: 'anna' };
const boris: PersonActor = { kind: 'person', accountId: 'boris' };
const organizationId = '00000000-0000-4000-8000-000000000001';
let world: TestDatabase;

beforeAll(async () => {
  world = await openTestDatabase();
});
afterAll(() => world.close());

test('a look is written down, and the list goes back page by page', async () => {
  for (const rowId of ['1', '2', '3']) {
    await world.db.withActor(anna, 'people.show', (tx) =>
      recordView(tx, { organizationId, table: 'people', rowId, facts: { part: 'phone' } }),
    );
  }
  const first = await world.db.withActor(anna, 'audit.list', (tx) =>
    listAudit(tx, { table: 'people', limit: 2 }),
  );
  expect(first.rows.map(({ rowId }) => rowId)).toEqual(['3', '2']);
  expect(first.rows[0]).toMatchObject({
    actorId: 'anna',
    systemReason: null,
    command: 'people.show',
    operation: 'view',
    after: { part: 'phone' },
  });
  expect(first.rows[0]?.at).toBeInstanceOf(Temporal.Instant);
  const rest = await world.db.withActor(anna, 'audit.list', (tx) =>
    listAudit(tx, { table: 'people', limit: 2, before: first.next }),
  );
  expect(rest).toMatchObject({ rows: [{ rowId: '1' }], next: undefined });
});

test('others see nothing of it unless a policy lets them, the program sees all', async () => {
  const list = { organizationId, rowId: '1' };
  expect((await world.db.withActor(boris, 'audit.list', (tx) => listAudit(tx, list))).rows).toEqual([]);
  expect((await world.db.asSystem('проверка', 'audit.list', (tx) => listAudit(tx, list))).rows).toHaveLength(
    1,
  );
});
