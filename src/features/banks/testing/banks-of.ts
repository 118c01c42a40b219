import type { TestDatabase } from '#src/platform/testing/database.ts';
import { createMemoryFiles } from '#src/platform/testing/memory.ts';
import { createBanks, type Banks, type BanksDeps } from '#src/features/banks/service.server.ts';

/** The banks over a test database, with tries that nobody counts and nobody told unless a test says otherwise. */
export function banksOf(world: TestDatabase, more: Partial<BanksDeps> = {}): Banks {
  return createBanks({
    db: world.db,
    clock: world.clock,
    timeZone: 'Europe/Moscow',
    files: createMemoryFiles(),
    secret: 'секрет',
    publicUrl: 'http://localhost:3000',
    attempts: { count: async () => ({ ok: true, value: undefined }) },
    notify: async () => undefined,
    ...more,
  });
}
