import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '#src/platform/testing/database.ts';
import { asConsequence } from './consequence.ts';
import type { ScopedTx } from './scope.ts';

let world: TestDatabase;
beforeAll(async () => {
  world = await openTestDatabase();
});
afterAll(() => world.close());

const somebody = { kind: 'person', accountId: 'somebody' } as const;
const isSystem = async (tx: ScopedTx): Promise<boolean> => {
  const { rows } = await sql<{ is: boolean }>`select app.is_system() as "is"`.execute(tx.query);
  return rows[0]?.is ?? false;
};

test('the right of the program lasts as long as the consequence', async () => {
  const seen = await world.db.withActor(somebody, 'test', async (tx) => [
    await isSystem(tx),
    await asConsequence(tx, 'a consequence', isSystem),
    await isSystem(tx),
  ]);
  expect(seen).toEqual([false, true, false]);
});

test('and no longer, even when it throws and the caller goes on', async () => {
  const after = await world.db.withActor(somebody, 'test', async (tx) => {
    await expect(
      asConsequence(tx, 'a consequence', async () => Promise.reject(new Error('a bug'))),
    ).rejects.toThrow('a bug');
    return isSystem(tx);
  });
  expect(after).toBe(false);
});

test('a consequence without a reason is a bug', async () => {
  await expect(world.db.withActor(somebody, 'test', (tx) => asConsequence(tx, '', isSystem))).rejects.toThrow(
    'needs a reason',
  );
});
