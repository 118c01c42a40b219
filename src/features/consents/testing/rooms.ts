import type { TestDatabase } from '#src/platform/testing/database.ts';
import { createMemoryFiles } from '#src/platform/testing/memory.ts';
import { createConsents, type Consents } from '#src/features/consents/service.server.ts';

/** The room over a test database, with files in memory and nobody below it. */
export function consentsOf(world: TestDatabase): Consents {
  const { db, clock } = world;
  return createConsents({ db, clock, files: createMemoryFiles(), timeZone: 'Europe/Moscow' });
}
