import type { Generated } from 'kysely';

/** The part of the schema `auth` that our own queries touch; better-auth knows the rest itself. */
export interface AuthTables {
  user: UserTable;
  session: SessionTable;
  account: AccountTable;
  verification: VerificationTable;
  twoFactor: TwoFactorTable;
  one_time_code: OneTimeCodeTable;
  attempt: AttemptTable;
}

interface UserTable {
  id: string;
  name: string;
  email: string;
  username: string | null;
  displayUsername: string | null;
  twoFactorEnabled: Generated<boolean>;
  createdAt: Date;
  updatedAt: Date;
}

interface SessionTable {
  id: string;
  userId: string;
  token: string;
  expiresAt: Date;
  ipAddress: string | null;
  userAgent: string | null;
  createdAt: Date;
  updatedAt: Date;
}

interface AccountTable {
  id: string;
  issuer: string;
  accountId: string;
  providerId: string;
  userId: string;
  password: string | null;
  createdAt: Date;
  updatedAt: Date;
}

interface VerificationTable {
  id: string;
  identifier: string;
  /** For a remembered device or an unfinished sign-in: the id of the user. */
  value: string;
  expiresAt: Date;
}

interface TwoFactorTable {
  id: string;
  userId: string;
  secret: string;
  verified: boolean;
}

interface OneTimeCodeTable {
  id: Generated<string>;
  user_id: string;
  purpose: 'invitation' | 'reset';
  hash: string;
  drops_two_factor: boolean;
  issued_by: string | null;
  issued_at: Date;
  expires_at: Date;
  tries_left: Generated<number>;
  used_at: Generated<Date | null>;
  revoked_at: Generated<Date | null>;
}

interface AttemptTable {
  key: string;
  count: number;
  window_start: Date;
}
