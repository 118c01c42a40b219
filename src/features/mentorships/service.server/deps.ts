import type { Clock } from '#src/platform/clock.ts';
import type { Database, ScopedTx } from '#src/platform/db/scope.ts';
import type { Role } from '#src/features/accounts/access.ts';
import type { MentorshipBank } from '#src/features/mentorships/service.server/bank.ts';

export interface MentorshipsDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly timeZone: string;
  readonly bank: MentorshipBank;
  /** Tells those who answer for something; in the transaction of the program itself. */
  readonly notify: (
    tx: ScopedTx,
    notice: {
      readonly organizationId: string;
      readonly roles: readonly Role[];
      readonly kind: 'proposal';
      readonly subjectId: string;
      readonly day: string;
      readonly text: string;
      readonly path: string;
    },
  ) => Promise<void>;
}
