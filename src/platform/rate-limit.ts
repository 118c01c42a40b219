import { accept, refuse } from '#src/lib/result.ts';
import type { Result } from '#src/lib/result.ts';
import type { Clock } from './clock.ts';

export interface RateLimit {
  /**
   * Counts one attempt for `key` (an address, an account). Refuses `rate.exceeded` with fact `retryInSeconds` when the
   * window's attempts are used up; attempts beyond the limit are not counted, so the wait never grows.
   */
  take(key: string): Result;
  /** Forgets the key, e.g. after a successful sign-in. */
  reset(key: string): void;
}

export interface RateLimitOptions {
  /** Attempts allowed in one window. */
  readonly limit: number;
  readonly windowSeconds: number;
  /** Most keys remembered; the oldest windows go first, so a flood of keys cannot fill the memory. */
  readonly maxKeys?: number;
}

interface Window {
  readonly endsAt: number;
  attempts: number;
}

/** Fixed windows in the memory of this process, each beginning with its key's first attempt. */
export function createRateLimit(clock: Clock, options: RateLimitOptions): RateLimit {
  const { limit, windowSeconds, maxKeys = 10_000 } = options;
  // Insertion order is order of window starts, and so of their ends.
  const windows = new Map<string, Window>();

  function dropEnded(now: number): void {
    for (const [key, { endsAt }] of windows) {
      if (endsAt > now && windows.size < maxKeys) return;
      windows.delete(key);
    }
  }

  return {
    take: (key) => {
      const now = clock.now().epochMilliseconds;
      const current = windows.get(key);
      if (current === undefined || current.endsAt <= now) {
        windows.delete(key);
        dropEnded(now);
        windows.set(key, { endsAt: now + windowSeconds * 1000, attempts: 1 });
        return accept();
      }
      if (current.attempts >= limit) {
        return refuse('rate.exceeded', { retryInSeconds: Math.ceil((current.endsAt - now) / 1000) });
      }
      current.attempts += 1;
      return accept();
    },
    reset: (key) => {
      windows.delete(key);
    },
  };
}
