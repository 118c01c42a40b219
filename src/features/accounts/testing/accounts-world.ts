import { randomUUID } from 'node:crypto';
import { createAccounts, type Accounts, type AccountsDeps } from '#src/features/accounts/service.server.ts';
import type { Role } from '#src/features/accounts/access.ts';
import { insertRole } from '#src/features/accounts/store.server.ts';
import type { OrganizationKind } from '#src/features/orgs/rules/organization.ts';
import { foundOrganization } from '#src/features/orgs/service.server.ts';
import { enterStaff, joinStaff } from '#src/features/people/service.server.ts';
import type { Result } from '#src/lib/result.ts';
import { createAuth, type Auth, type Caller } from '#src/platform/auth/create-auth.ts';
import type { PersonActor } from '#src/platform/db/scope.ts';
import { silentLog } from '#src/platform/log.ts';
import { openTestDatabase, type TestDatabase } from '#src/platform/testing/database.ts';

/** The room of accounts over a test database, with organizations and people to be made as a test needs them. */
export interface AccountsWorld {
  readonly world: TestDatabase;
  readonly auth: Auth;
  readonly deps: AccountsDeps;
  readonly accounts: Accounts;
  /** Somebody at a machine from which nobody has tried before. */
  readonly caller: () => Caller;
  readonly organization: (kind: OrganizationKind, parentId?: string | null) => Promise<string>;
  /** The number in the names of whom or what was made last. */
  readonly lastNumber: () => number;
  /** Somebody new with these roles at an organization. */
  readonly person: (organizationId: string, ...roles: Role[]) => Promise<PersonActor>;
  /** The id of a role in force; of nobody's where there is none. */
  readonly assignmentOf: (accountId: string, role: Role) => Promise<string>;
  readonly close: () => Promise<void>;
}

export async function openAccounts(): Promise<AccountsWorld> {
  let number = 0;
  const world = await openTestDatabase();
  const auth = createAuth({
    connection: world.connection,
    secret: 's'.repeat(40),
    publicUrl: 'http://localhost:3000',
    appName: 'Наставник',
    clock: world.clock,
    log: silentLog,
  });
  const deps: AccountsDeps = {
    db: world.db,
    auth,
    clock: world.clock,
    log: silentLog,
    publicUrl: 'http://localhost:3000',
    timeZone: 'Europe/Moscow',
    isDemo: false,
    staff: { join: joinStaff, enter: enterStaff },
  };
  return {
    world,
    auth,
    deps,
    accounts: createAccounts(deps),
    caller: () => ({ headers: new Headers(), address: `10.9.${number >> 8}.${number & 255}` }),
    lastNumber: () => number,
    organization: async (kind, parentId = null) => {
      number += 1;
      return await world.db.asSystem('test', 'test', (tx) =>
        foundOrganization(tx, {
          parentId,
          kind,
          fullName: `Организация ${number}`,
          shortName: `Орг. ${number}`,
          inn: null,
          address: '',
          city: '',
          directorName: '',
          directorPost: 'директор',
          schoolWeek: 5,
          timeZone: 'Europe/Moscow',
        }),
      );
    },
    person: async (organizationId, ...roles) => {
      number += 1;
      const made = await auth.createAccount({ name: `Человек ${number}`, userName: `человек.${number}` });
      if (!made.ok) throw new Error(made.refusal.code);
      const { accountId } = made.value;
      await world.db.asSystem('test', 'test', async (tx) => {
        const grantedOn = world.clock.today('Europe/Moscow');
        for (const role of roles) await insertRole(tx, { organizationId, accountId, role, grantedOn });
      });
      return { kind: 'person', accountId };
    },
    assignmentOf: async (accountId, role) => {
      const [row] = await world.asOwner<{ id: string }>(
        'select id from role_assignments where account_id = $1 and role = $2 and ended_at is null',
        [accountId, role],
      );
      return row?.id ?? randomUUID();
    },
    close: async () => {
      await auth.close();
      await world.close();
    },
  };
}

export function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.refusal.code);
  return result.value;
}

export const refusal = (code: string) => ({ ok: false, refusal: { code } });
