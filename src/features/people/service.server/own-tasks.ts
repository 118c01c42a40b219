import type { ScopedTx } from '#src/platform/db/scope.ts';

/** Something that waits for a person: a consent to sign, a questionnaire, an offer or a request to fill in. */
export interface OwnTask {
  readonly title: string;
  /** Whom it concerns when a guardian acts for a child; empty for oneself. */
  readonly forName: string;
  /** Where it is done, an address below `/my`. */
  readonly path: string;
  /** ISO day, or null. */
  readonly dueOn: string | null;
  readonly state: 'waiting' | 'begun' | 'done';
}

/**
 * What a room below has for people on their own page `/my`. `personIds` are the person and their children not of age; the
 * transaction is the visitor's or the account's own, so that row-level security holds. `compose.ts` gathers the sources.
 */
export type OwnTaskSource = (
  tx: ScopedTx,
  people: readonly { readonly id: string; readonly name: string; readonly isSelf: boolean }[],
) => Promise<readonly OwnTask[]>;
