import { sql } from 'kysely';
import type { ScopedTx } from '#src/platform/db/scope.ts';

/** What somebody has in the banks, for their own page. */
export interface OwnEntries {
  readonly personId: string;
  readonly hasConsent: boolean;
  readonly hasOffer: boolean;
  readonly hasRequest: boolean;
  /** Nobody's mentee: a guardian or an employee of a partner. */
  readonly isAdultOnly: boolean;
  /** Under fourteen: hardly anybody's mentor yet. */
  readonly isYoung: boolean;
}

export async function listOwnEntries(tx: ScopedTx, personIds: readonly string[]): Promise<OwnEntries[]> {
  if (personIds.length === 0) return [];
  const { rows } = await sql<OwnEntries>`
    select p.id as "personId",
      coalesce(p.processing_until >= app.today(), false) as "hasConsent",
      exists (select from mentor_offers o where o.person_id = p.id and o.ended_on is null) as "hasOffer",
      exists (select from mentee_requests r where r.person_id = p.id and r.ended_on is null) as "hasRequest",
      p.kinds <@ array['guardian', 'partner', 'graduate'] as "isAdultOnly",
      coalesce(p.birth_date > app.today() - interval '14 years', false) or p.kinds = array['guardian'] as "isYoung"
    from people p where p.id = any (${[...personIds]}::uuid[])`.execute(tx.query);
  return rows;
}
