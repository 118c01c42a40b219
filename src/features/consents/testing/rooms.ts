import type { Result } from '#src/lib/result.ts';
import type { PersonActor } from '#src/platform/db/scope.ts';
import type { TestDatabase } from '#src/platform/testing/database.ts';
import { tasks } from '#src/platform/tasks/start.ts';
import { createMemoryFiles } from '#src/platform/testing/memory.ts';
import { carryOutDestruction } from '#src/features/consents/service.server/destroy.ts';
import { createConsents, type Consents } from '#src/features/consents/service.server.ts';

/** The room over a test database, with files in memory and nobody below it. */
export function consentsOf(world: TestDatabase): Consents {
  const { db, clock } = world;
  return createConsents({ db, clock, files: createMemoryFiles(), timeZone: 'Europe/Moscow', tasks });
}

/** Confirms a destruction and does at once what its task would do; answers as the first of the two that is refused. */
export async function destroyNow(
  world: TestDatabase,
  consents: Consents,
  actor: PersonActor,
  organizationId: string,
  input: Parameters<Consents['destructions']['confirm']>[2],
): Promise<Result<{ count: number }>> {
  const started = await consents.destructions.confirm(actor, organizationId, input);
  if (!started.ok) return started;
  return world.db.withActor(actor, 'consents.destroy', (tx) =>
    carryOutDestruction(tx, [], organizationId, input, () => undefined),
  );
}
