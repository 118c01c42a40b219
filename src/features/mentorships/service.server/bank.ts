import type { ScopedTx } from '#src/platform/db/scope.ts';

/**
 * What the banks, which are below, know of those who join a mentorship and must hear of it. `compose.ts` hands it in. All of
 * it in the caller's transaction; the people are locked already.
 */
/** A mentor as admission looks at them: `age` in full years today, null when no birth date is known. */
export interface MentorToAdmit {
  readonly id: string;
  readonly kinds: readonly string[];
  readonly age: number | null;
}

export interface MentorshipBank {
  /** How many mentees each of these mentors takes, and whether they still do; those without an offer are left out. */
  limitsOf(
    tx: ScopedTx,
    mentorIds: readonly string[],
  ): Promise<ReadonlyMap<string, { readonly limit: number; readonly isArchived: boolean }>>;
  /** Those of the mentors whose consent or additional agreement under art. 351.8 is not in force. */
  lackLabourPapers(tx: ScopedTx, mentorIds: readonly string[]): Promise<readonly string[]>;
  /**
   * Those of the mentors who are not admitted yet, by id; `certificate`: it is the clean record that is not in force, without
   * which an adult from outside may not work with children (ТК РФ art. 351.1).
   */
  lackAdmission(
    tx: ScopedTx,
    mentors: readonly MentorToAdmit[],
  ): Promise<ReadonlyMap<string, { readonly certificate: boolean }>>;
  /** Mentorships of these mentees began or ended; `goesOn`: whoever ended looks for a mentor again. */
  keepInStep(tx: ScopedTx, menteeIds: readonly string[], goesOn: boolean): Promise<void>;
}
