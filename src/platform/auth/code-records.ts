import { hashPassword } from 'better-auth/crypto';
import { accept, refuse, type Result } from '#src/lib/result.ts';
import type { Clock } from '#src/platform/clock.ts';
import { replacePassword } from './account-records.ts';
import { actAs, actAsProgram } from './acting.ts';
import { toDate, type Attempts } from './attempts.ts';
import { actInTransactionAs, type AuthDb } from './connect.ts';
import { hashOneTimeCode, makeOneTimeCode, normalizeOneTimeCode, sameHash } from './one-time-code.ts';
import { checkPassword } from './password-policy.ts';
import { normalizeUserName } from '#src/lib/user-name.ts';

export const CODE_DAYS = 3;

export interface IssuedCode {
  /** As it is printed: «K7M3X-P94EA». Known only now; the database keeps a keyed hash. */
  readonly code: string;
  readonly expiresAt: Temporal.Instant;
}

export type CodePurpose = 'invitation' | 'reset';

export interface CodeRecords {
  /** Makes a code for an account; an earlier one stops working. `issuedBy` is null from the command line. */
  issueCode(order: {
    accountId: string;
    purpose: CodePurpose;
    issuedBy: string | null;
    dropsSecondFactor?: boolean;
  }): Promise<IssuedCode>;
  /** Whose invitation a code of a link is, or `auth.code_invalid`. Counts as a try of the address. */
  readInvitation(code: string, address: string): Promise<Result<{ userName: string; name: string }>>;
  /**
   * Sets a new password with a code, ends all sessions of the account and uses the code up, in one transaction.
   * Refuses with `auth.code_invalid` (wrong, used, expired, tried too often, or no such user name: one answer for all,
   * and equally slow), `auth.too_often`, or a password refusal, which costs no try.
   */
  redeemCode(
    given: { userName: string; code: string; password: string },
    address: string,
  ): Promise<Result<{ accountId: string; purpose: CodePurpose }>>;
  /** Which of these accounts have an invitation that still waits, and until when. */
  waitingInvitations(accountIds: readonly string[]): Promise<ReadonlyMap<string, Temporal.Instant>>;
}

export function createCodeRecords(deps: {
  db: AuthDb;
  secret: string;
  clock: Clock;
  attempts: Attempts;
}): CodeRecords {
  const { db, secret, clock, attempts } = deps;

  return {
    async issueCode({ accountId, purpose, issuedBy, dropsSecondFactor = false }) {
      if (issuedBy === null) actAsProgram('command line');
      else actAs(issuedBy);
      const now = clock.now();
      const expiresAt = now.add({ hours: CODE_DAYS * 24 });
      const code = makeOneTimeCode();
      const normalized = code.replace('-', '');
      await db.transaction().execute(async (tx) => {
        // Whoever issues second waits here, and so revokes the first code instead of colliding with it.
        await tx
          .selectFrom('user')
          .select('id')
          .where('id', '=', accountId)
          .forUpdate()
          .executeTakeFirstOrThrow();
        await tx
          .updateTable('one_time_code')
          .set({ revoked_at: toDate(now) })
          .where('user_id', '=', accountId)
          .where('used_at', 'is', null)
          .where('revoked_at', 'is', null)
          .execute();
        await tx
          .insertInto('one_time_code')
          .values({
            user_id: accountId,
            purpose,
            hash: hashOneTimeCode(normalized, secret),
            drops_two_factor: dropsSecondFactor,
            issued_by: issuedBy,
            issued_at: toDate(now),
            expires_at: toDate(expiresAt),
          })
          .execute();
      });
      return { code, expiresAt };
    },

    async readInvitation(typed, address) {
      const counted = await attempts.count([{ of: 'invitation', subject: address, max: 60, minutes: 15 }]);
      if (!counted.ok) return counted;
      const code = normalizeOneTimeCode(typed);
      if (code === null) return refuse('auth.code_invalid');
      const row = await db
        .selectFrom('one_time_code as c')
        .innerJoin('user as u', 'u.id', 'c.user_id')
        .select(['u.username', 'u.displayUsername', 'u.name'])
        .where('c.hash', '=', hashOneTimeCode(code, secret))
        .where('c.purpose', '=', 'invitation')
        .where('c.used_at', 'is', null)
        .where('c.revoked_at', 'is', null)
        .where('c.tries_left', '>', 0)
        .where('c.expires_at', '>', toDate(clock.now()))
        .executeTakeFirst();
      if (row === undefined) return refuse('auth.code_invalid');
      return accept({ userName: row.displayUsername ?? row.username ?? '', name: row.name });
    },

    async redeemCode({ userName, code: typed, password }, address) {
      const name = normalizeUserName(userName);
      const counted = await attempts.count([
        { of: 'code by address', subject: address, max: 60, minutes: 15 },
        { of: 'code by name', subject: name, max: 20, minutes: 60 },
      ]);
      if (!counted.ok) return counted;
      const code = normalizeOneTimeCode(typed);
      // What the policy says of a password must not depend on whether the account exists.
      const early = checkPassword(password, { userName, name: '' });
      if (early !== true) return early;
      // Hashed in every case and before anything is looked up: the answer takes as long for a name that nobody has.
      const hash = await hashPassword(password);
      const now = clock.now();
      return await db.transaction().execute(async (tx) => {
        const row = await tx
          .selectFrom('one_time_code as c')
          .innerJoin('user as u', 'u.id', 'c.user_id')
          .select([
            'c.id',
            'c.hash',
            'c.purpose',
            'c.user_id',
            'c.drops_two_factor',
            'c.tries_left',
            'u.name',
          ])
          .where('u.username', '=', name)
          .where('c.used_at', 'is', null)
          .where('c.revoked_at', 'is', null)
          .where('c.expires_at', '>', toDate(now))
          .forUpdate('c')
          .executeTakeFirst();
        if (row === undefined || row.tries_left === 0) return refuse('auth.code_invalid', undefined, 'code');
        if (code === null || !sameHash(row.hash, hashOneTimeCode(code, secret))) {
          await tx
            .updateTable('one_time_code')
            .set({ tries_left: row.tries_left - 1 })
            .where('id', '=', row.id)
            .execute();
          return refuse('auth.code_invalid', undefined, 'code');
        }
        const isGood = checkPassword(password, { userName, name: row.name });
        if (isGood !== true) return isGood;
        await actInTransactionAs(tx, row.user_id);
        await tx
          .updateTable('one_time_code')
          .set({ used_at: toDate(now) })
          .where('id', '=', row.id)
          .execute();
        await replacePassword(tx, row.user_id, hash, toDate(now));
        if (row.drops_two_factor) {
          await tx.deleteFrom('twoFactor').where('userId', '=', row.user_id).execute();
          await tx
            .updateTable('user')
            .set({ twoFactorEnabled: false })
            .where('id', '=', row.user_id)
            .execute();
        }
        return accept({ accountId: row.user_id, purpose: row.purpose });
      });
    },

    async waitingInvitations(accountIds) {
      if (accountIds.length === 0) return new Map();
      const rows = await db
        .selectFrom('one_time_code')
        .select(['user_id', 'expires_at'])
        .where('user_id', 'in', accountIds)
        .where('purpose', '=', 'invitation')
        .where('used_at', 'is', null)
        .where('revoked_at', 'is', null)
        .execute();
      return new Map(
        rows.map((row) => [row.user_id, Temporal.Instant.fromEpochMilliseconds(row.expires_at.getTime())]),
      );
    },
  };
}
