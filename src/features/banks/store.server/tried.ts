import { toIso } from '#src/lib/iso-day.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import { fullNameOf } from '#src/features/people/service.server.ts';

/** A mentor with whom it did not work out before it began, who of the two declined, the ISO day. */
export interface TriedPair {
  readonly mentorId: string;
  readonly mentorName: string;
  readonly declinedBy: 'mentor' | 'mentee' | 'both';
  readonly declinedOn: string;
}

/** Pairs of a mentee that somebody declined on the ISO day or later, the newest first. */
export async function listTried(tx: ScopedTx, menteeId: string, since: string): Promise<TriedPair[]> {
  const rows = await tx.query
    .selectFrom('declined_pairs as d')
    .innerJoin('people as p', 'p.id', 'd.mentor_id')
    .select(['d.mentor_id as mentorId', 'd.declined_by as declinedBy', 'd.declined_on as declinedOn'])
    .select(fullNameOf('p').as('mentorName'))
    .where('d.mentee_id', '=', menteeId)
    .where('d.declined_on', '>=', Temporal.PlainDate.from(since))
    .orderBy('d.declined_on', 'desc')
    .orderBy('d.id')
    .execute();
  return rows.map((row) => ({
    ...row,
    declinedBy: row.declinedBy as TriedPair['declinedBy'],
    declinedOn: toIso(row.declinedOn),
  }));
}
