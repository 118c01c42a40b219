import type { Clock } from '#src/platform/clock.ts';
import type { Database } from '#src/platform/db/scope.ts';
import type { MentorshipBank } from '#src/features/mentorships/service.server/bank.ts';

export interface MentorshipsDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly timeZone: string;
  readonly bank: MentorshipBank;
}
