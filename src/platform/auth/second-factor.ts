import { isAPIError } from 'better-auth/api';
import { symmetricDecrypt } from 'better-auth/crypto';
import { accept, refuse, type Result } from '#src/lib/result.ts';
import { forgetDevices } from './account-records.ts';
import { actAs } from './acting.ts';
import type { Attempts } from './attempts.ts';
import { cookiesOf, headersOf, type Caller } from './caller.ts';
import type { AuthDb } from './connect.ts';
import type { Engine } from './engine.ts';
import { makeQrCode, type QrCode } from './qr.ts';
import type { SignedIn } from './sign-in.ts';

/** What the person enters into their application of one-time codes. */
export interface PendingSecondFactor {
  readonly qr: QrCode;
  /** The same as the picture, to type in: Base32. */
  readonly secret: string;
}

/** One-time codes of an application (TOTP) on top of the password. All of it belongs to the caller's own account. */
export interface SecondFactor {
  /** Begins: makes a secret, which changes nothing until it is confirmed. Refuses with `auth.bad_password`. */
  start(given: { password: string }, caller: Caller, session: SignedIn): Promise<Result>;
  /** The secret that waits to be confirmed, or null. */
  pending(session: SignedIn): Promise<PendingSecondFactor | null>;
  /** Switches it on and answers the ten backup codes, shown this once. Refuses with `auth.second_factor_wrong`. */
  confirm(
    given: { code: string },
    caller: Caller,
    session: SignedIn,
  ): Promise<Result<{ backupCodes: readonly string[]; headers: Headers }>>;
  /** Ten new backup codes; the old ones stop working. Refuses with `auth.bad_password`. */
  renewBackupCodes(
    given: { password: string },
    caller: Caller,
    session: SignedIn,
  ): Promise<Result<{ backupCodes: readonly string[] }>>;
  /** Switches it off. Refuses with `auth.bad_password`. */
  stop(given: { password: string }, caller: Caller, session: SignedIn): Promise<Result<{ headers: Headers }>>;
}

export function createSecondFactor(deps: {
  db: AuthDb;
  engine: Engine;
  secret: string;
  appName: string;
  attempts: Attempts;
}): SecondFactor {
  const { db, engine, secret, appName, attempts } = deps;

  async function guarded<T>(
    session: SignedIn,
    field: 'password' | 'code',
    work: () => Promise<T>,
  ): Promise<Result<T>> {
    actAs(session.accountId);
    const limits = [{ of: 'second factor settings', subject: session.accountId, max: 10, minutes: 15 }];
    const counted = await attempts.count(limits);
    if (!counted.ok) return counted;
    try {
      const value = await work();
      await attempts.forget(limits);
      return accept(value);
    } catch (error) {
      if (!isAPIError(error) || error.statusCode >= 500) throw error;
      return refuse(field === 'code' ? 'auth.second_factor_wrong' : 'auth.bad_password', undefined, field);
    }
  }

  return {
    async start({ password }, caller, session) {
      if (session.hasSecondFactor) return refuse('auth.second_factor_on');
      const done = await guarded(session, 'password', () =>
        engine.api.enableTwoFactor({ body: { password, method: 'totp' }, headers: headersOf(caller) }),
      );
      return done.ok ? accept() : done;
    },

    async pending(session) {
      if (session.hasSecondFactor) return null;
      const row = await db
        .selectFrom('twoFactor')
        .select(['secret', 'verified'])
        .where('userId', '=', session.accountId)
        .executeTakeFirst();
      if (row === undefined || row.verified) return null;
      const base32 = toBase32(Buffer.from(await symmetricDecrypt({ key: secret, data: row.secret }), 'utf8'));
      const label = encodeURIComponent(`${appName}:${session.userName}`);
      const issuer = encodeURIComponent(appName);
      return {
        secret: base32,
        qr: makeQrCode(`otpauth://totp/${label}?secret=${base32}&issuer=${issuer}&digits=6&period=30`),
      };
    },

    async confirm({ code }, caller, session) {
      return await guarded(session, 'code', async () => {
        const answer = await engine.api.verifyTOTP({
          body: { code: code.replaceAll(/\s/g, '') },
          headers: headersOf(caller),
          returnHeaders: true,
        });
        const { backupCodes } = await engine.api.viewBackupCodes({ body: { userId: session.accountId } });
        return { backupCodes, headers: cookiesOf(answer.headers) };
      });
    },

    async renewBackupCodes({ password }, caller, session) {
      return await guarded(session, 'password', async () => {
        const { backupCodes } = await engine.api.generateBackupCodes({
          body: { password },
          headers: headersOf(caller),
        });
        return { backupCodes };
      });
    },

    async stop({ password }, caller, session) {
      return await guarded(session, 'password', async () => {
        const answer = await engine.api.disableTwoFactor({
          body: { password },
          headers: headersOf(caller),
          returnHeaders: true,
        });
        await forgetDevices(db, session.accountId);
        return { headers: cookiesOf(answer.headers) };
      });
    },
  };
}

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** RFC 4648 Base32 without padding, as applications of one-time codes want it. */
export function toBase32(bytes: Uint8Array): string {
  let text = '';
  let held = 0;
  let bits = 0;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += BASE32.charAt((held >> bits) & 31);
    }
    held &= (1 << bits) - 1;
  }
  return bits === 0 ? text : text + BASE32.charAt((held << (5 - bits)) & 31);
}
