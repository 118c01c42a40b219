import type { ScopedTx } from '#src/platform/db/scope.ts';

/**
 * What the banks, which are below, know of those who join a mentorship and must hear of it. `compose.ts` hands it in. All of
 * it in the caller's transaction; the people are locked already.
 */
export interface MentorshipBank {
  /** How many mentees each of these mentors takes, and whether they still do; those without an offer are left out. */
  limitsOf(
    tx: ScopedTx,
    mentorIds: readonly string[],
  ): Promise<ReadonlyMap<string, { readonly limit: number; readonly isArchived: boolean }>>;
  /** Those of the mentors whose consent or additional agreement under art. 351.8 is not in force. */
  lackLabourPapers(tx: ScopedTx, mentorIds: readonly string[]): Promise<readonly string[]>;
  /** Mentorships of these mentees began or ended; `goesOn`: whoever ended looks for a mentor again. */
  keepInStep(tx: ScopedTx, menteeIds: readonly string[], goesOn: boolean): Promise<void>;
}
