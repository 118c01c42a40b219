import type { ScopedTx } from '#src/platform/db/scope.ts';

/** Of mentors who were taken in from other schools: where their home is. Others have no row. */
export async function listHomes(
  tx: ScopedTx,
  mentorIds: readonly string[],
): Promise<{ organizationId: string; personId: string }[]> {
  if (mentorIds.length === 0) return [];
  return tx.query
    .selectFrom('guest_mentors')
    .select(['home_organization_id as organizationId', 'home_person_id as personId'])
    .where('person_id', 'in', [...new Set(mentorIds)])
    .execute();
}

/** Records that these people, who are the actor's own, have at schools that took them in: by the record at home. */
export async function listGuestRecords(
  tx: ScopedTx,
  homeIds: readonly string[],
): Promise<{ personId: string; homeId: string }[]> {
  if (homeIds.length === 0) return [];
  return tx.query
    .selectFrom('guest_mentors')
    .select(['person_id as personId', 'home_person_id as homeId'])
    .where('home_person_id', 'in', [...homeIds])
    .execute();
}
