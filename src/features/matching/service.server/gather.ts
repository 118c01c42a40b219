import type { ScopedTx } from '#src/platform/db/scope.ts';
import { countPool, listMatchable } from '#src/features/banks/service.server.ts';
import type { MatchInput } from '#src/features/matching/rules/facts.ts';
import { gatherRelations } from '#src/features/matching/store.server/relations.ts';

/** How many pairs are possible at most: what decides whether a draft is long work. */
export async function countPairs(tx: ScopedTx, organizationId: string): Promise<number> {
  const { waiting, mentors } = await countPool(tx, organizationId);
  return waiting * mentors;
}

/** The pool of a school as its banks and questionnaires are now; only people with a consent in force are in it. */
export async function gatherInput(
  tx: ScopedTx,
  organizationId: string,
  ages: { readonly ageFrom: number | null; readonly ageTo: number | null },
): Promise<MatchInput> {
  const { mentees, mentors, today } = await listMatchable(tx, organizationId);
  return {
    ...ages,
    mentees: mentees.map(({ enteredOn, ...one }) => ({ ...one, hasConsent: true, waitsSince: enteredOn })),
    mentors: mentors.map((one) => ({ ...one, hasConsent: true })),
    relations: await gatherRelations(
      tx,
      organizationId,
      mentees.map(({ personId }) => personId),
      mentors.map(({ personId }) => personId),
    ),
    takenOn: today,
  };
}
