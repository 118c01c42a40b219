import type { Attempts } from '#src/platform/auth/create-auth.ts';
import type { TaskStarter } from '#src/platform/tasks/model.ts';
import type { Clock } from '#src/platform/clock.ts';
import type { Database } from '#src/platform/db/scope.ts';
import type { ListSequel } from '#src/features/people/service.server/list-sequel.ts';
import type { OwnTaskSource } from '#src/features/people/service.server/own-tasks.ts';

export interface PeopleDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly timeZone: string;
}

/** What printed codes need besides. */
export interface CodesDeps extends PeopleDeps {
  /** The installation's secret; codes are kept as hashes keyed by it. */
  readonly secret: string;
  /** Origin of the site, for the address on the card and its QR. */
  readonly publicUrl: string;
  readonly attempts: Pick<Attempts, 'count'>;
}

export interface AllPeopleDeps extends CodesDeps {
  /** Long work: lists of thousands. */
  readonly tasks: TaskStarter;
  /** What banks and pairs tell besides people. */
  readonly sequel: ListSequel;
  /** What waits for people on their own page, from the rooms below. */
  readonly ownTasks: readonly OwnTaskSource[];
}
