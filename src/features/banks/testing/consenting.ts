import type { TestDatabase } from '#src/platform/testing/database.ts';
import { recordPaperConsents } from '#src/features/consents/service.server.ts';
import { enterPerson } from '#src/features/consents/testing/people.ts';
import { accepted, type School } from '../../../../test/world.ts';

/** Consents to processing of these people, signed today by whom their ages ask for. */
export async function consent(
  world: TestDatabase,
  school: School,
  personIds: readonly string[],
): Promise<void> {
  const done = await world.db.asSystem('test', 'test.consent', (tx) =>
    recordPaperConsents(tx, {
      organizationId: school.organizationId,
      personIds,
      purposes: ['processing'],
      signedOn: '2026-09-10',
      signer: 'by_age',
    }),
  );
  accepted(done);
}

/** The consents of a person are withdrawn. */
export async function withdraw(world: TestDatabase, personId: string): Promise<void> {
  await world.asOwner(
    `update consents set withdrawn_on = '2026-11-19', withdrawn_at = now(), withdrawn_by = 'self' where person_id = $1`,
    [personId],
  );
}

/** People of the school with a consent in force. */
export async function enterConsenting(
  world: TestDatabase,
  school: School,
  people: readonly {
    kinds: readonly string[];
    birthDate?: string | null;
    familyName?: string;
    accountId?: string;
  }[],
): Promise<string[]> {
  const ids: string[] = [];
  for (const { birthDate, ...person } of people) {
    ids.push(await enterPerson(world, school, { birthDate: birthDate ?? null, ...person }));
  }
  await consent(world, school, ids);
  return ids;
}
