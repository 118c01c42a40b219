import { randomBytes, randomUUID } from 'node:crypto';
import { hashPassword } from 'better-auth/crypto';
import { sql } from 'kysely';
import type { Transaction } from 'kysely';
import { DatabaseError } from 'pg';
import { accept, refuse, type Result } from '#src/lib/result.ts';
import type { Clock } from '#src/platform/clock.ts';
import { actAs, actAsProgram } from './acting.ts';
import { toDate } from './attempts.ts';
import type { AuthDb } from './connect.ts';
import { checkPassword } from './password-policy.ts';
import type { AuthTables } from './tables.ts';
import { isUserName, normalizeUserName } from '#src/lib/user-name.ts';

export interface NewAccount {
  /** Chosen by the caller so that trying again does not make a second account; a new one when left out. */
  readonly accountId?: string;
  /** «Иванова Мария Петровна». */
  readonly name: string;
  readonly userName: string;
  readonly email?: string;
  /** Left out for an invited person, who sets it with a one-time code. */
  readonly password?: string;
  /** The account of the person who lets them in; left out when the program does (first set-up, command line). */
  readonly madeBy?: string;
}

export interface AccountRecord {
  readonly accountId: string;
  readonly name: string;
  readonly userName: string;
  /** null when the account has none. */
  readonly email: string | null;
  readonly hasSecondFactor: boolean;
}

export interface AccountRecords {
  /** Refuses with `auth.user_name_invalid`, `auth.user_name_taken`, `auth.email_invalid`, `auth.email_taken` or a
   * password refusal. Answers the account that is there already when `accountId` is taken. The account can do nothing
   * until a role is given. */
  createAccount(account: NewAccount): Promise<Result<{ accountId: string }>>;
  /** Name and e-mail, by the person themselves. Refuses with `auth.email_invalid`, `auth.email_taken`, `auth.name_empty`. */
  changeAccount(accountId: string, change: { name: string; email: string }): Promise<Result>;
  /** For an account that was made and not used: undoes `createAccount`, by whoever made it. */
  removeAccount(accountId: string, madeBy?: string): Promise<void>;
  findAccount(accountId: string): Promise<AccountRecord | null>;
  findAccountByUserName(userName: string): Promise<AccountRecord | null>;
  /** A user name like the proposed one that nobody has: «иванова.мп», «иванова.мп2», … */
  freeUserName(proposed: string): Promise<string>;
}

const NO_EMAIL = '@no-email.invalid';
const EMAIL = /^[^\s@]{1,64}@[^\s@.]+(\.[^\s@.]+)+$/;
// The only issuer that better-auth knows for passwords (createLocalAccountIssuer('credential')).
const PASSWORD_ISSUER = 'local:credential';

export function createAccountRecords(db: AuthDb, clock: Clock): AccountRecords {
  return {
    async createAccount({ accountId = randomUUID(), name, userName, email = '', password, madeBy }) {
      actAsMaker(madeBy);
      const checked = checkAccount(name, email);
      if (!checked.ok) return checked;
      if (!isUserName(userName)) return refuse('auth.user_name_invalid', undefined, 'userName');
      if (password !== undefined) {
        const isGood = checkPassword(password, { userName, name });
        if (isGood !== true) return isGood;
      }
      const now = toDate(clock.now());
      // An invited person has a password that nobody knows, so that signing in takes equally long for every name.
      const hash = await hashPassword(password ?? randomBytes(32).toString('base64url'));
      const made = await refusingDuplicates(() =>
        db.transaction().execute(async (tx) => {
          await tx
            .insertInto('user')
            .values({
              id: accountId,
              name: checked.value.name,
              email: checked.value.email === '' ? `${accountId}${NO_EMAIL}` : checked.value.email,
              username: normalizeUserName(userName),
              displayUsername: userName.normalize('NFC').trim(),
              createdAt: now,
              updatedAt: now,
            })
            .execute();
          await tx
            .insertInto('account')
            .values({
              id: randomUUID(),
              issuer: PASSWORD_ISSUER,
              accountId,
              providerId: 'credential',
              userId: accountId,
              password: hash,
              createdAt: now,
              updatedAt: now,
            })
            .execute();
          return accept({ accountId });
        }),
      );
      if (made.ok) return made;
      const earlier = await db.selectFrom('user').select('id').where('id', '=', accountId).executeTakeFirst();
      return earlier === undefined ? made : accept({ accountId });
    },

    async changeAccount(accountId, { name, email }) {
      actAs(accountId);
      const checked = checkAccount(name, email);
      if (!checked.ok) return checked;
      return await refusingDuplicates(async () => {
        await db
          .updateTable('user')
          .set({
            name: checked.value.name,
            email: checked.value.email === '' ? `${accountId}${NO_EMAIL}` : checked.value.email,
            updatedAt: toDate(clock.now()),
          })
          .where('id', '=', accountId)
          .execute();
        return accept();
      });
    },

    async removeAccount(accountId, madeBy) {
      actAsMaker(madeBy);
      await db.deleteFrom('user').where('id', '=', accountId).execute();
    },

    async findAccount(accountId) {
      const row = await db.selectFrom('user').selectAll().where('id', '=', accountId).executeTakeFirst();
      return row === undefined ? null : toRecord(row);
    },

    async findAccountByUserName(userName) {
      const row = await db
        .selectFrom('user')
        .selectAll()
        .where('username', '=', normalizeUserName(userName))
        .executeTakeFirst();
      return row === undefined ? null : toRecord(row);
    },

    async freeUserName(proposed) {
      const stem = normalizeUserName(proposed);
      const taken = new Set(
        (
          await db
            .selectFrom('user')
            .select('username')
            .where(sql<boolean>`starts_with(username, ${stem})`)
            .execute()
        ).map((row) => row.username),
      );
      if (!taken.has(stem)) return stem;
      let number = 2;
      while (taken.has(`${stem}${number}`)) number += 1;
      return `${stem}${number}`;
    },
  };
}

function actAsMaker(madeBy: string | undefined): void {
  if (madeBy === undefined) actAsProgram('first set-up or command line');
  else actAs(madeBy);
}

function toRecord(row: {
  id: string;
  name: string;
  username: string | null;
  displayUsername: string | null;
  email: string;
  twoFactorEnabled: boolean;
}): AccountRecord {
  return {
    accountId: row.id,
    name: row.name,
    userName: row.displayUsername ?? row.username ?? '',
    email: row.email.endsWith(NO_EMAIL) ? null : row.email,
    hasSecondFactor: row.twoFactorEnabled,
  };
}

function checkAccount(name: string, email: string): Result<{ name: string; email: string }> {
  const plainName = name.normalize('NFC').trim().replaceAll(/\s+/g, ' ');
  if (plainName === '') return refuse('auth.name_empty', undefined, 'name');
  if (plainName.length > 200) return refuse('auth.name_long', { max: 200 }, 'name');
  const plainEmail = email.trim().toLowerCase();
  const isGood = plainEmail.length <= 254 && EMAIL.test(plainEmail) && !plainEmail.endsWith('.invalid');
  if (plainEmail !== '' && !isGood) return refuse('auth.email_invalid', undefined, 'email');
  return accept({ name: plainName, email: plainEmail });
}

async function refusingDuplicates<T>(work: () => Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof DatabaseError && error.code === '23505') {
      if (error.constraint === 'user_username_key' || error.constraint === 'user_pkey') {
        return refuse('auth.user_name_taken', undefined, 'userName');
      }
      if (error.constraint === 'user_email_key') return refuse('auth.email_taken', undefined, 'email');
    }
    throw error;
  }
}

/** Sets a password (already hashed) and ends everything that was opened with the old one. */
export async function replacePassword(
  tx: Transaction<AuthTables>,
  accountId: string,
  hash: string,
  now: Date,
): Promise<void> {
  await tx
    .updateTable('account')
    .set({ password: hash, updatedAt: now })
    .where('userId', '=', accountId)
    .where('providerId', '=', 'credential')
    .execute();
  await tx.deleteFrom('session').where('userId', '=', accountId).execute();
  await forgetDevices(tx, accountId);
}

/** Remembered devices and unfinished sign-ins: both are verification rows whose value is the account. */
export async function forgetDevices(db: AuthDb | Transaction<AuthTables>, accountId: string): Promise<void> {
  await db.deleteFrom('verification').where('value', '=', accountId).execute();
}
