import { sql } from 'kysely';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import type { FullName, Person } from '#src/features/people/rules.ts';
import { COLUMNS, withPosts } from '#src/features/people/store.server.ts';

/** «Ответственный», a member of a team, somebody to be invited: staff, whatever else they are. */
const isStaff = sql<boolean>`'staff' = any (people.kinds)`;

/** Staff who work here now, by name; without the total, which choices have no need of. */
export async function listPresent(tx: ScopedTx, organizationId: string, limit: number): Promise<Person[]> {
  const rows = await tx.query
    .selectFrom('people')
    .select(COLUMNS)
    .where('organization_id', '=', organizationId)
    .where(isStaff)
    .where('left_on', 'is', null)
    .where('merged_into', 'is', null)
    .orderBy('name_key')
    .orderBy('id')
    .limit(limit)
    .execute();
  return withPosts(tx, rows);
}

/** Names of those of the given people who are staff here now, by name. */
export async function listPresentNames(
  tx: ScopedTx,
  organizationId: string,
  ids: readonly string[],
): Promise<(FullName & { id: string })[]> {
  if (ids.length === 0) return [];
  return tx.query
    .selectFrom('people')
    .select(['id', 'family_name as familyName', 'given_name as givenName', 'patronymic'])
    .where('organization_id', '=', organizationId)
    .where('id', '=', sql<string>`any(${ids}::uuid[])`)
    .where(isStaff)
    .where('left_on', 'is', null)
    .where('merged_into', 'is', null)
    .orderBy('name_key')
    .orderBy('id')
    .execute();
}

/** How many of these ids (each given once) are staff of the organization. */
export async function countStaff(
  tx: ScopedTx,
  organizationId: string,
  personIds: readonly string[],
): Promise<number> {
  if (personIds.length === 0) return 0;
  const { found } = await tx.query
    .selectFrom('people')
    .select((eb) => eb.fn.countAll<number>().as('found'))
    .where('organization_id', '=', organizationId)
    .where('id', 'in', [...personIds])
    .where(isStaff)
    .where('merged_into', 'is', null)
    .executeTakeFirstOrThrow();
  return found;
}
