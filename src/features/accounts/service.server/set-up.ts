import { randomBytes, randomUUID } from 'node:crypto';
import { accept, refuse, type Result } from '#src/lib/result.ts';
import type { Caller } from '#src/platform/auth/create-auth.ts';
import { hashOneTimeCode, sameHash } from '#src/platform/auth/one-time-code.ts';
import type { Role } from '#src/features/accounts/access.ts';
import { roleLabels } from '#src/features/accounts/labels.ts';
import type { SetUpInput } from '#src/features/accounts/schema.ts';
import type { AccountsDeps, PrintedCode } from '#src/features/accounts/service.server/deps.ts';
import { createInvited, printInvitation } from '#src/features/accounts/service.server/invite.ts';
import { insertRole, lockFirstSetUp } from '#src/features/accounts/store.server.ts';
import { keeperRole } from '#src/features/orgs/rules/organization.ts';
import { foundOrganization, isAnyOrganization } from '#src/features/orgs/service.server.ts';

/** The first set-up of an installation, by whoever holds the link that the program printed at its start. */
export interface SetUp {
  /** The link to print, made anew at every call; null when an organization exists already. */
  open(): Promise<string | null>;
  /** Whether the page may be shown: `accounts.set_up_done`, `accounts.set_up_token`. */
  check(token: string): Promise<Result>;
  /**
   * Makes the organization, the account of the person who sets up (curator, or the municipal or regional curator) and
   * signs them in; with `hasDirectorAccount` also an invitation for the director. Only once, whoever comes first.
   */
  complete(
    token: string,
    input: SetUpInput,
    caller: Caller,
  ): Promise<Result<{ headers: Headers; director: PrintedCode | null }>>;
}

export function createSetUp(deps: AccountsDeps): SetUp {
  const { db, auth, clock } = deps;
  // The token lives as long as the process that printed it. Hashes, so that comparing tells nothing.
  const key = randomBytes(32).toString('hex');
  let expected: string | null = null;

  const isDone = () => db.asSystem('first set-up', 'accounts.set_up', isAnyOrganization);
  const isRight = (token: string) => expected !== null && sameHash(expected, hashOneTimeCode(token, key));

  return {
    async open() {
      if (await isDone()) return null;
      const token = randomBytes(24).toString('base64url');
      expected = hashOneTimeCode(token, key);
      return `${deps.publicUrl}/setup?token=${token}`;
    },

    async check(token) {
      if (await isDone()) return refuse('accounts.set_up_done');
      return isRight(token) ? accept() : refuse('accounts.set_up_token');
    },

    async complete(token, input, caller) {
      const open = await this.check(token);
      if (!open.ok) return open;
      const keeperId = randomUUID();
      const keeper = await auth.createAccount({
        accountId: keeperId,
        name: input.keeperName,
        userName: input.userName,
        email: input.email,
        password: input.password,
      });
      // The field of the form is called after the person, not after the account.
      if (!keeper.ok) {
        const { code, facts, field } = keeper.refusal;
        return refuse(code, facts, field === 'name' ? 'keeperName' : field);
      }
      const directorId = input.hasDirectorAccount ? randomUUID() : null;
      let isFounded = false;
      try {
        if (directorId !== null) {
          const director = await createInvited(deps, {
            accountId: directorId,
            name: input.directorName,
            userName: '',
            email: '',
          });
          if (!director.ok) return director;
        }
        const founded = await found(deps, input, keeperId, directorId);
        if (!founded.ok) return founded;
        isFounded = true;
      } finally {
        if (!isFounded) {
          await auth.removeAccount(keeperId);
          if (directorId !== null) await auth.removeAccount(directorId);
        }
      }
      expected = null;
      return accept({
        headers: await auth.openSession(keeperId, caller),
        director: directorId === null ? null : await printInvitation(deps, directorId, keeperId),
      });
    },
  };

  function found(
    { db, staff }: AccountsDeps,
    input: SetUpInput,
    keeperId: string,
    directorId: string | null,
  ): Promise<Result> {
    return db.asSystem('first set-up', 'accounts.set_up', async (tx) => {
      await lockFirstSetUp(tx);
      if (await isAnyOrganization(tx)) return refuse('accounts.set_up_done');
      const organizationId = await foundOrganization(tx, {
        parentId: null,
        kind: input.kind,
        fullName: input.fullName,
        shortName: input.shortName,
        inn: input.inn,
        address: input.address,
        city: input.city,
        directorName: input.directorName,
        directorPost: input.directorPost,
        schoolWeek: 5,
        timeZone: input.timeZone,
      });
      const grantedOn = clock.today(input.timeZone);
      const roles: { accountId: string; role: Role }[] = [
        { accountId: keeperId, role: keeperRole(input.kind) },
        // Whoever sets the program up also keeps its settings.
        { accountId: keeperId, role: 'administrator' },
        ...(directorId === null ? [] : [{ accountId: directorId, role: 'director' as const }]),
      ];
      for (const role of roles) await insertRole(tx, { ...role, organizationId, grantedOn });
      await staff.enter(tx, organizationId, [
        {
          name: input.keeperName,
          post: roleLabels[keeperRole(input.kind)].toLowerCase(),
          accountId: keeperId,
        },
        { name: input.directorName, post: input.directorPost, accountId: directorId },
      ]);
      return accept();
    });
  }
}
