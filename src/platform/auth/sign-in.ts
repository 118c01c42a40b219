import { hashPassword } from 'better-auth/crypto';
import { isAPIError } from 'better-auth/api';
import { accept, refuse, type Result } from '#src/lib/result.ts';
import { forgetDevices } from './account-records.ts';
import { actAs } from './acting.ts';
import type { Attempts, Limit } from './attempts.ts';
import { cookiesOf, headersOf, type Caller } from './caller.ts';
import type { AuthDb } from './connect.ts';
import type { Engine } from './engine.ts';
import { normalizeOneTimeCode } from './one-time-code.ts';
import { checkPassword, PASSWORD_MAX } from './password-policy.ts';
import { normalizeUserName } from '#src/lib/user-name.ts';

/** The person behind a request, as far as signing in knows them. */
export interface SignedIn {
  readonly accountId: string;
  readonly sessionId: string;
  readonly name: string;
  readonly userName: string;
  readonly hasSecondFactor: boolean;
}

export interface OpenSession {
  readonly id: string;
  readonly isCurrent: boolean;
  readonly startedAt: Temporal.Instant;
  /** To within a day: sessions are renewed daily. */
  readonly lastSeenAt: Temporal.Instant;
  readonly expiresAt: Temporal.Instant;
  readonly address: string;
  /** The browser's own words (`User-Agent`); show, never trust. */
  readonly browser: string;
}

export type SignInStep =
  | { readonly step: 'done'; readonly accountId: string; readonly headers: Headers }
  /** The password was right, a code of the second factor is asked next; nothing is open yet. */
  | { readonly step: 'code'; readonly headers: Headers };

export interface SignIn {
  /** The session of a request, or null; `headers` carry a renewed cookie and go into the answer. */
  readSession(request: Headers): Promise<{ session: SignedIn | null; headers: Headers }>;
  /**
   * By user name or e-mail. Refuses with `auth.bad_credentials` whatever was wrong, or `auth.too_often`.
   * `remember`: 30 days instead of until the browser closes (at most a day).
   */
  signIn(
    given: { name: string; password: string; remember: boolean },
    caller: Caller,
  ): Promise<Result<SignInStep>>;
  /**
   * The second step: six digits of the application, or one of the backup codes, which is used up.
   * Refuses with `auth.second_factor_wrong`, `auth.second_factor_over` (sign in again) or `auth.too_often`.
   */
  enterCode(
    given: { code: string; trustDevice: boolean },
    caller: Caller,
  ): Promise<Result<{ accountId: string; headers: Headers }>>;
  signOut(caller: Caller): Promise<Headers>;
  /** Opens a session without a password: for a person who has just proved themselves by a one-time code, and the demo. */
  openSession(accountId: string, caller: Caller): Promise<Headers>;
  /** Refuses with `auth.bad_password` or a refusal of the policy. Ends all other sessions. */
  changePassword(
    given: { current: string; next: string },
    caller: Caller,
  ): Promise<Result<{ headers: Headers }>>;
  listSessions(caller: Caller): Promise<readonly OpenSession[]>;
  /** One of the caller's own sessions; `auth.session_unknown` for any other. */
  endSession(sessionId: string, caller: Caller): Promise<Result>;
  /** All but the one of this request. @returns how many were ended */
  endOtherSessions(caller: Caller): Promise<number>;
}

export function createSignIn(deps: { db: AuthDb; engine: Engine; attempts: Attempts }): SignIn {
  const { db, engine, attempts } = deps;

  async function readSession(request: Headers): Promise<{ session: SignedIn | null; headers: Headers }> {
    if (!request.has('cookie')) return { session: null, headers: new Headers() };
    const answer = await engine.api.getSession({
      headers: headersOf({ headers: request, address: '' }),
      returnHeaders: true,
    });
    const found = answer.response;
    return {
      session:
        found === null
          ? null
          : {
              accountId: found.user.id,
              sessionId: found.session.id,
              name: found.user.name,
              userName: found.user.displayUsername ?? found.user.username ?? '',
              hasSecondFactor: found.user.twoFactorEnabled === true,
            },
      headers: cookiesOf(answer.headers),
    };
  }

  async function needSession(caller: Caller): Promise<SignedIn> {
    const { session } = await readSession(caller.headers);
    if (session === null) throw new Error('Called without a session: the page has to require one first.');
    actAs(session.accountId);
    return session;
  }

  return {
    readSession,

    async signIn({ name, password, remember }, caller) {
      const subject = normalizeUserName(name).slice(0, 254);
      const perName: Limit[] = [
        { of: 'sign-in by name and address', subject: `${subject} ${caller.address}`, max: 8, minutes: 15 },
        { of: 'sign-in by name', subject, max: 60, minutes: 15 },
      ];
      const counted = await attempts.count([
        // A whole school may sit behind one address.
        { of: 'sign-in by address', subject: caller.address, max: 150, minutes: 15 },
        ...perName,
      ]);
      if (!counted.ok) return counted;
      if (password.length > PASSWORD_MAX * 2) {
        await hashPassword('equally slow');
        return refuse('auth.bad_credentials');
      }
      try {
        const headers = headersOf(caller);
        const answer = subject.includes('@')
          ? await engine.api.signInEmail({
              body: { email: subject, password, rememberMe: remember },
              headers,
              returnHeaders: true,
            })
          : await engine.api.signInUsername({
              body: { username: subject, password, rememberMe: remember },
              headers,
              returnHeaders: true,
            });
        await attempts.forget(perName);
        const cookies = cookiesOf(answer.headers);
        // The declared type knows nothing of the second factor's answer.
        const said: { twoFactorRedirect?: boolean; user?: { id: string } } = answer.response;
        if (said.twoFactorRedirect === true) return accept({ step: 'code', headers: cookies });
        if (said.user === undefined) throw new Error('better-auth signed in without a user');
        return accept({ step: 'done', accountId: said.user.id, headers: cookies });
      } catch (error) {
        if (!isAPIError(error) || error.statusCode >= 500) throw error;
        return refuse('auth.bad_credentials');
      }
    },

    async enterCode({ code, trustDevice }, caller) {
      const counted = await attempts.count([
        { of: 'second factor by address', subject: caller.address, max: 60, minutes: 15 },
      ]);
      if (!counted.ok) return counted;
      const digits = code.replaceAll(/\s/g, '');
      const backup = normalizeOneTimeCode(code);
      const headers = headersOf(caller);
      try {
        const answer = /^\d{6}$/.test(digits)
          ? await engine.api.verifyTOTP({ body: { code: digits, trustDevice }, headers, returnHeaders: true })
          : await engine.api.verifyBackupCode({
              body: { code: withHyphen(backup ?? ''), trustDevice },
              headers,
              returnHeaders: true,
            });
        return accept({ accountId: answer.response.user.id, headers: cookiesOf(answer.headers) });
      } catch (error) {
        if (!isAPIError(error) || error.statusCode >= 500) throw error;
        const reason = error.body?.code;
        if (reason === 'ACCOUNT_TEMPORARILY_LOCKED') return refuse('auth.too_often', { minutes: 15 });
        if (reason === 'INVALID_CODE' || reason === 'INVALID_BACKUP_CODE') {
          return refuse('auth.second_factor_wrong', undefined, 'code');
        }
        return refuse('auth.second_factor_over');
      }
    },

    async signOut(caller) {
      const { session } = await readSession(caller.headers);
      if (session !== null) actAs(session.accountId);
      const answer = await engine.api.signOut({ headers: headersOf(caller), returnHeaders: true });
      return cookiesOf(answer.headers);
    },

    async openSession(accountId, caller) {
      actAs(accountId);
      const answer = await engine.api.openSession({
        body: { userId: accountId },
        headers: headersOf(caller),
        returnHeaders: true,
      });
      return cookiesOf(answer.headers);
    },

    async changePassword({ current, next }, caller) {
      const session = await needSession(caller);
      const perAccount: Limit[] = [{ of: 'password', subject: session.accountId, max: 10, minutes: 15 }];
      const counted = await attempts.count(perAccount);
      if (!counted.ok) return counted;
      const isGood = checkPassword(next, session);
      if (isGood !== true) return isGood;
      try {
        const answer = await engine.api.changePassword({
          body: { currentPassword: current, newPassword: next, revokeOtherSessions: true },
          headers: headersOf(caller),
          returnHeaders: true,
        });
        await forgetDevices(db, session.accountId);
        await attempts.forget(perAccount);
        return accept({ headers: cookiesOf(answer.headers) });
      } catch (error) {
        if (isAPIError(error) && error.body?.code === 'INVALID_PASSWORD') {
          return refuse('auth.bad_password', undefined, 'currentPassword');
        }
        throw error;
      }
    },

    async listSessions(caller) {
      const session = await needSession(caller);
      const rows = await db
        .selectFrom('session')
        .selectAll()
        .where('userId', '=', session.accountId)
        .where('expiresAt', '>', new Date())
        .orderBy('updatedAt', 'desc')
        .limit(100)
        .execute();
      return rows.map((row) => ({
        id: row.id,
        isCurrent: row.id === session.sessionId,
        startedAt: toInstant(row.createdAt),
        lastSeenAt: toInstant(row.updatedAt),
        expiresAt: toInstant(row.expiresAt),
        address: row.ipAddress ?? '',
        browser: row.userAgent ?? '',
      }));
    },

    async endSession(sessionId, caller) {
      const session = await needSession(caller);
      // The id comes from a form; a text with NUL would be a database error.
      if (sessionId.includes('\0')) return refuse('auth.session_unknown');
      const ended = await db
        .deleteFrom('session')
        .where('id', '=', sessionId)
        .where('userId', '=', session.accountId)
        .executeTakeFirst();
      return ended.numDeletedRows === 1n ? accept() : refuse('auth.session_unknown');
    },

    async endOtherSessions(caller) {
      const session = await needSession(caller);
      const ended = await db
        .deleteFrom('session')
        .where('userId', '=', session.accountId)
        .where('id', '<>', session.sessionId)
        .executeTakeFirst();
      return Number(ended.numDeletedRows);
    },
  };
}

function toInstant(date: Date): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(date.getTime());
}

function withHyphen(code: string): string {
  return `${code.slice(0, 5)}-${code.slice(5)}`;
}
