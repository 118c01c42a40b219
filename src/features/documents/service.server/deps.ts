import type { Result } from '#src/lib/result.ts';
import type { Clock } from '#src/platform/clock.ts';
import type { Database, PersonActor, ScopedTx } from '#src/platform/db/scope.ts';
import type { FileStore } from '#src/platform/files.ts';
import type { PaperSource } from '#src/features/orgs/papers.server.ts';
import type { Paper } from '#src/features/documents/rules.ts';

/** An activity that a paper proves. */
export interface PaperUse {
  readonly activityId: string;
  readonly title: string;
}

export interface DocumentsDeps {
  readonly db: Database;
  readonly files: FileStore;
  readonly clock: Clock;
  readonly timeZone: string;
  /** What the rooms above know for papers of their kinds. */
  readonly sources?: readonly PaperSource[];
  /** What a paper proves. Rooms below know that; `compose.ts` hands it in. */
  readonly findUses?: (tx: ScopedTx, paperId: string) => Promise<readonly PaperUse[]>;
  /** What follows in rooms below from papers that have entered the register; a refusal stops the registration. */
  readonly onRegistered?: (
    tx: ScopedTx,
    actor: PersonActor,
    papers: readonly (Pick<Paper, 'id' | 'organizationId' | 'kind' | 'title'> & {
      readonly issuedOn: string;
    })[],
  ) => Promise<Result>;
}
