import type { ScopedTx } from '#src/platform/db/scope.ts';
import {
  countPool,
  listMatchable,
  listOfferedFromOutside,
  type OfferedOutside,
} from '#src/features/banks/service.server.ts';
import type { MatchInput, MentorFacts, Relation } from '#src/features/matching/rules/facts.ts';
import { gatherRelations } from '#src/features/matching/store.server/relations.ts';

/** How many pairs are possible at most: what decides whether a draft is long work. */
export async function countPairs(tx: ScopedTx, organizationId: string): Promise<number> {
  const { waiting, mentors } = await countPool(tx, organizationId);
  return waiting * mentors;
}

/**
 * The pool of a school as its banks and questionnaires are now; only people with a consent in force are in it. Teachers of other
 * schools stand after the school's own mentors.
 */
export async function gatherInput(
  tx: ScopedTx,
  organizationId: string,
  ages: { readonly ageFrom: number | null; readonly ageTo: number | null },
  withOtherSchools = false,
): Promise<MatchInput> {
  const { mentees, mentors, today } = await listMatchable(tx, organizationId);
  const menteeIds = mentees.map(({ personId }) => personId);
  const own: MatchInput = {
    ...ages,
    mentees: mentees.map(({ enteredOn, ...one }) => ({ ...one, hasConsent: true, waitsSince: enteredOn })),
    mentors: mentors.map((one) => ({ ...one, hasConsent: true })),
    relations: await gatherRelations(
      tx,
      organizationId,
      menteeIds,
      mentors.map(({ personId }) => personId),
    ),
    takenOn: today,
  };
  if (!withOtherSchools) return own;
  const outside = await gatherOutside(tx, organizationId, menteeIds);
  return {
    ...own,
    mentors: [...own.mentors, ...outside.mentors],
    relations: [...own.relations, ...outside.relations],
  };
}

/** Teachers of other schools who are offered to this one, with what is known here of them and these mentees. */
export async function gatherOutside(
  tx: ScopedTx,
  organizationId: string,
  menteeIds: readonly string[],
): Promise<{ readonly mentors: MentorFacts[]; readonly relations: Relation[] }> {
  const offered = await listOfferedFromOutside(tx, organizationId);
  // What was between them and the mentees of this school is written about their record here.
  const homeOf = new Map(
    offered.flatMap(({ guestId, personId }) => (guestId === null ? [] : [[guestId, personId] as const])),
  );
  const relations = await gatherRelations(tx, organizationId, menteeIds, [...homeOf.keys()]);
  return {
    mentors: offered.map(toFacts),
    relations: relations.map((one) => ({ ...one, mentorId: homeOf.get(one.mentorId) ?? one.mentorId })),
  };
}

/** Seen from the mentee's school the mentor's own is a partner's place; who named no place comes there or meets at a distance. */
function placesFromHere(places: readonly string[]): string[] {
  if (places.length === 0) return ['partner', 'distance'];
  return [...new Set(places.map((place) => (place === 'school' ? 'partner' : place)))];
}

function toFacts(given: OfferedOutside): MentorFacts {
  const { guestId: _, schoolName, free, ...offered } = given;
  return {
    ...offered,
    places: placesFromHere(offered.places),
    elsewhere: schoolName,
    kinds: ['staff'],
    age: null,
    isMinor: false,
    className: '',
    grade: null,
    interests: [],
    hasConsent: true,
    limit: free,
    taken: 0,
    // Only those whom their own school admitted are offered; it has seen their clean record when it employed them.
    isAdmitted: true,
    lacking: [],
    needsCertificate: false,
    hasCertificate: true,
    finished: 0,
  };
}
