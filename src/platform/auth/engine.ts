import { betterAuth, type BetterAuthPlugin } from 'better-auth';
import { createAuthEndpoint } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';
import { twoFactor } from 'better-auth/plugins/two-factor';
import { username } from 'better-auth/plugins/username';
import { z } from 'zod';
import type { Log } from '#src/platform/log.ts';
import type { AuthDb } from './connect.ts';
import { makeOneTimeCode } from './one-time-code.ts';
import { PASSWORD_MAX, PASSWORD_MIN } from './password-policy.ts';
import { isUserName, normalizeUserName, USER_NAME_MAX, USER_NAME_MIN } from '#src/lib/user-name.ts';

/** The header under which the caller's address reaches better-auth; anything a client sends under it is dropped. */
export const ADDRESS_HEADER = 'x-nastavnik-address';

export const DAYS_REMEMBERED = 30;
export const BACKUP_CODES = 10;

const DAY = 24 * 60 * 60;

/** Opens a session until the browser closes for somebody who has proved themselves otherwise; not reachable by HTTP. */
const sessionOpener = {
  id: 'session-opener',
  endpoints: {
    openSession: createAuthEndpoint.serverOnly(
      { method: 'POST', body: z.object({ userId: z.string() }), requireHeaders: true },
      async (ctx) => {
        const user = await ctx.context.internalAdapter.findUserById(ctx.body.userId);
        if (user === null) throw new Error('No such account to open a session for');
        const session = await ctx.context.internalAdapter.createSession(user.id, true);
        await setSessionCookie(ctx, { session, user }, true);
        return ctx.json({ sessionId: session.id });
      },
    ),
  },
} satisfies BetterAuthPlugin;

/**
 * better-auth with what this product uses of it. Its HTTP routes are mounted nowhere: pages call it on the server, so
 * sign-up, e-mail links and social sign-in are unreachable. It sends nothing to anybody.
 */
export function createEngine(deps: {
  db: AuthDb;
  secret: string;
  publicUrl: string;
  appName: string;
  log: Log;
}) {
  const isSecure = deps.publicUrl.startsWith('https://');
  return betterAuth({
    appName: deps.appName,
    baseURL: deps.publicUrl,
    secret: deps.secret,
    database: { db: deps.db, type: 'postgres', transaction: true },
    telemetry: { enabled: false },
    // Our own counters (attempts.ts) guard every way in; better-auth's count only its own routes.
    rateLimit: { enabled: false },
    logger: {
      level: 'error',
      log: (level, message) => {
        // The message only: the arguments of better-auth carry whole users.
        if (level === 'error') deps.log.error({ part: 'auth' }, message);
      },
    },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: PASSWORD_MIN,
      // The database of old hashes aside, better-auth counts UTF-16 units and the policy counts characters.
      maxPasswordLength: PASSWORD_MAX * 2,
    },
    session: {
      expiresIn: DAYS_REMEMBERED * DAY,
      updateAge: DAY,
      // 0: no page asks for a sign-in younger than a day; what matters asks for the password itself.
      freshAge: 0,
    },
    user: { changeEmail: { enabled: false }, deleteUser: { enabled: false } },
    advanced: {
      cookiePrefix: 'nastavnik',
      useSecureCookies: isSecure,
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', secure: isSecure, path: '/' },
      ipAddress: { ipAddressHeaders: [ADDRESS_HEADER], ipv6Subnet: 128 },
    },
    plugins: [
      sessionOpener,
      username({
        minUsernameLength: USER_NAME_MIN,
        maxUsernameLength: USER_NAME_MAX,
        usernameNormalization: normalizeUserName,
        usernameValidator: isUserName,
      }),
      twoFactor({
        issuer: deps.appName,
        twoFactorCookieMaxAge: 10 * 60,
        trustDeviceMaxAge: DAYS_REMEMBERED * DAY,
        accountLockout: { enabled: true, maxFailedAttempts: 10, durationSeconds: 15 * 60 },
        backupCodeOptions: {
          customBackupCodesGenerate: () => Array.from({ length: BACKUP_CODES }, makeOneTimeCode),
          storeBackupCodes: 'encrypted',
        },
      }),
    ],
  });
}

export type Engine = ReturnType<typeof createEngine>;
