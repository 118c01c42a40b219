import { createHmac } from 'node:crypto';
import { sql } from 'kysely';
import { accept, refuse, type Result } from '#src/lib/result.ts';
import type { Clock } from '#src/platform/clock.ts';
import type { AuthDb } from './connect.ts';

export interface Limit {
  /** What is counted: «sign-in by address». */
  readonly of: string;
  /** The name or address; stored as a keyed hash only. */
  readonly subject: string;
  /** How many tries are allowed in `minutes`. */
  readonly max: number;
  readonly minutes: number;
}

export interface Attempts {
  /** Counts one try against every limit; refuses with `auth.too_often` (fact `minutes`) when one is spent. */
  count(limits: readonly Limit[]): Promise<Result>;
  /** Forgets the tries, after one that succeeded. */
  forget(limits: readonly Limit[]): Promise<void>;
}

/** Counters in the database: they hold over restarts and for several processes. */
export function createAttempts(db: AuthDb, secret: string, clock: Clock): Attempts {
  const keyOf = (limit: Limit): string =>
    createHmac('sha256', `attempt:${secret}`).update(`${limit.of} ${limit.subject}`).digest('hex');

  return {
    async count(limits) {
      const now = clock.now();
      for (const limit of limits) {
        const since = now.subtract({ minutes: limit.minutes });
        const row = await db
          .insertInto('attempt')
          .values({ key: keyOf(limit), count: 1, window_start: toDate(now) })
          .onConflict((conflict) =>
            conflict.column('key').doUpdateSet({
              count: sql`case when attempt.window_start <= ${toDate(since)} then 1 else attempt.count + 1 end`,
              window_start: sql`case when attempt.window_start <= ${toDate(since)} then ${toDate(now)} else attempt.window_start end`,
            }),
          )
          .returning(['count', 'window_start'])
          .executeTakeFirstOrThrow();
        if (row.count > limit.max) {
          const left = row.window_start.getTime() + limit.minutes * 60_000 - now.epochMilliseconds;
          return refuse('auth.too_often', { minutes: Math.max(1, Math.ceil(left / 60_000)) });
        }
      }
      return accept();
    },

    async forget(limits) {
      await db.deleteFrom('attempt').where('key', 'in', limits.map(keyOf)).execute();
    },
  };
}

/** The driver of this pool speaks `Date`. */
export function toDate(instant: Temporal.Instant): Date {
  return new Date(instant.epochMilliseconds);
}
