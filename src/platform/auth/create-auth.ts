import { hash as digest } from 'node:crypto';
import type { PoolConfig } from 'pg';
import type { Clock } from '#src/platform/clock.ts';
import type { Log } from '#src/platform/log.ts';
import { actAsProgram, asCommands } from './acting.ts';
import { createAccountRecords, type AccountRecords } from './account-records.ts';
import { createAttempts, toDate, type Attempts } from './attempts.ts';
import { createCodeRecords, type CodeRecords } from './code-records.ts';
import { connectAuthDb } from './connect.ts';
import { createEngine } from './engine.ts';
import { createSecondFactor, type SecondFactor } from './second-factor.ts';
import { createSignIn, type SignIn } from './sign-in.ts';

export type { AccountRecord, NewAccount } from './account-records.ts';
export type { Attempts } from './attempts.ts';
export type { Caller } from './caller.ts';
export type { CodePurpose, IssuedCode } from './code-records.ts';
export type { QrCode } from './qr.ts';
export type { PendingSecondFactor } from './second-factor.ts';
export type { OpenSession, SignedIn, SignInStep } from './sign-in.ts';

/** Signing in, whole: sessions, the second factor, accounts without rights, printed one-time codes. */
export interface Auth extends SignIn, AccountRecords, CodeRecords {
  readonly secondFactor: SecondFactor;
  /** Counters of tries, for whatever else lets people in. */
  readonly attempts: Attempts;
  /** Removes what has run out: for a nightly job. @returns how many rows */
  removeExpired(): Promise<number>;
  /** Closes the connections. */
  close(): Promise<void>;
}

export interface AuthDeps {
  /** How to reach the database; sign-in opens its own connections as `nastavnik_auth`. */
  readonly connection: PoolConfig;
  /** The installation's secret, at least 32 characters: signs cookies, encrypts secrets of second factors. */
  readonly secret: string;
  /** Origin of the site; https makes the cookies `Secure`. */
  readonly publicUrl: string;
  /** How applications of one-time codes list the account: «Наставник». */
  readonly appName: string;
  readonly clock: Clock;
  readonly log: Log;
}

export function createAuth(deps: AuthDeps): Auth {
  const { clock, publicUrl, appName, log } = deps;
  // A key of its own: what signs here opens nothing elsewhere.
  const secret = digest('sha256', `auth:${deps.secret}`, 'hex');
  const db = connectAuthDb(deps.connection);
  const attempts = createAttempts(db, secret, clock);
  const engine = createEngine({ db, secret, publicUrl, appName, log });
  const commands = asCommands({
    ...createSignIn({ db, engine, attempts }),
    ...createAccountRecords(db, clock),
    ...createCodeRecords({ db, secret, clock, attempts }),

    async removeExpired() {
      actAsProgram('what has run out');
      const now = clock.now();
      const counts = await Promise.all([
        db.deleteFrom('session').where('expiresAt', '<', toDate(now)).executeTakeFirst(),
        db.deleteFrom('verification').where('expiresAt', '<', toDate(now)).executeTakeFirst(),
        db
          .deleteFrom('attempt')
          .where('window_start', '<', toDate(now.subtract({ hours: 24 })))
          .executeTakeFirst(),
        db
          .deleteFrom('one_time_code')
          .where('expires_at', '<', toDate(now.subtract({ hours: 24 * 30 })))
          .executeTakeFirst(),
      ]);
      return counts.reduce((sum, { numDeletedRows }) => sum + Number(numDeletedRows), 0);
    },
  });
  const secondFactor = asCommands(
    createSecondFactor({ db, engine, secret, appName, attempts }),
    'auth.second_factor',
  );
  return {
    ...commands,
    secondFactor,
    attempts: asCommands(attempts, 'auth.attempts'),
    close: () => db.destroy(),
  };
}
