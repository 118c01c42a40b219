import { sql } from 'kysely';
import { toIso } from '#src/lib/iso-day.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import { ageOf, isMinorOf } from '#src/features/people/service.server.ts';
import type { KnownEntries } from '#src/features/banks/rules/list-entries.ts';

const day = <R extends { enteredOn: Temporal.PlainDate }>(row: R) => ({
  ...row,
  enteredOn: toIso(row.enteredOn),
});

/** Requests, offers and pairs of these people, over the years; of those without a consent in force nothing is seen. */
export async function listKnownEntries(
  tx: ScopedTx,
  organizationId: string,
  personIds: readonly string[],
): Promise<KnownEntries> {
  if (personIds.length === 0) return { requests: [], offers: [], pairs: [] };
  const isOne = (column: string) => sql<boolean>`${sql.ref(column)} = any (${[...personIds]}::uuid[])`;
  const requests = await tx.query
    .selectFrom('mentee_requests')
    .select(['person_id as personId', 'entered_on as enteredOn', 'main_request as mainRequest'])
    .select(sql<boolean>`ended_on is null`.as('isOpen'))
    .where('organization_id', '=', organizationId)
    .where(isOne('person_id'))
    .execute();
  const offers = await tx.query
    .selectFrom('mentor_offers')
    .select(['person_id as personId', 'entered_on as enteredOn'])
    .select(sql<boolean>`ended_on is null`.as('isOpen'))
    .where('organization_id', '=', organizationId)
    .where(isOne('person_id'))
    .execute();
  const pairs = await tx.query
    .selectFrom('mentorship_members as mine')
    .innerJoin('mentorships as m', 'm.id', 'mine.mentorship_id')
    .innerJoin('mentorship_members as theirs', 'theirs.mentorship_id', 'm.id')
    .select(['mine.person_id as mentorId', 'theirs.person_id as menteeId', 'm.ended_on as endedOn'])
    .where('mine.organization_id', '=', organizationId)
    .where('mine.side', '=', 'mentor')
    .where('theirs.side', '=', 'mentee')
    .where(isOne('mine.person_id'))
    .execute();
  return {
    requests: requests.map(day),
    offers: offers.map(day),
    pairs: pairs.map((row) => ({ ...row, endedOn: toIso(row.endedOn) })),
  };
}

/** What admission and the law ask of two who work together: `age` in full years today, null without a birth date. */
export interface Joiner {
  readonly id: string;
  readonly kinds: readonly string[];
  readonly age: number | null;
  readonly isMinor: boolean;
}

export async function listJoiners(tx: ScopedTx, personIds: readonly string[]): Promise<Joiner[]> {
  if (personIds.length === 0) return [];
  return tx.query
    .selectFrom('people')
    .select(['id', 'kinds'])
    .select([ageOf('people').as('age'), isMinorOf('people').as('isMinor')])
    .where('id', '=', sql<string>`any(${[...personIds]}::uuid[])`)
    .execute();
}

/** Those of the people who have a consent to processing in force. */
export async function listConsentingOf(tx: ScopedTx, personIds: readonly string[]): Promise<Set<string>> {
  if (personIds.length === 0) return new Set();
  const rows = await tx.query
    .selectFrom('people')
    .select('id')
    .where('id', '=', sql<string>`any(${[...personIds]}::uuid[])`)
    .where('processing_until', '>=', sql<Temporal.PlainDate>`app.today()`)
    .execute();
  return new Set(rows.map(({ id }) => id));
}
