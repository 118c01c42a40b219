import { randomUUID } from 'node:crypto';
import { accept, refuse, type Result } from '#src/lib/result.ts';
import type { Role } from '#src/features/accounts/access.ts';
import { roleLabels } from '#src/features/accounts/labels.ts';
import type { AccountsDeps, PrintedCode } from '#src/features/accounts/service.server/deps.ts';
import { createInvited, printInvitation } from '#src/features/accounts/service.server/invite.ts';
import { printReset } from '#src/features/accounts/service.server/roles.ts';
import { insertRole, recordSignInEvent } from '#src/features/accounts/store.server.ts';
import { rolesAt } from '#src/features/orgs/rules/organization.ts';
import { findOrganizationsCalled } from '#src/features/orgs/service.server.ts';

/**
 * `nastavnik user add`: whoever runs the program on its own machine may let anybody in. `organization`: an INN or the
 * exact short name; left out when the installation has one organization only.
 * Refuses with `accounts.organization_unknown`, `accounts.role_absent` and the refusals of making an account.
 */
export async function addUser(
  deps: AccountsDeps,
  user: { name: string; userName?: string; email?: string; role: Role; organization?: string },
): Promise<Result<PrintedCode>> {
  const { db, auth, clock } = deps;
  const accountId = randomUUID();
  const made = await createInvited(deps, {
    accountId,
    name: user.name,
    userName: user.userName ?? '',
    email: user.email ?? '',
  });
  if (!made.ok) return made;
  const given = await db.asSystem('command line', 'accounts.add_user', async (tx) => {
    const [organization, another] = await findOrganizationsCalled(tx, user.organization ?? null);
    if (organization === undefined || another !== undefined) return refuse('accounts.organization_unknown');
    if (!rolesAt(organization.kind).includes(user.role)) {
      return refuse('accounts.role_absent', { role: roleLabels[user.role] });
    }
    await insertRole(tx, {
      organizationId: organization.id,
      accountId,
      role: user.role,
      grantedOn: clock.today(deps.timeZone),
    });
    return accept();
  });
  if (!given.ok) {
    await auth.removeAccount(accountId);
    return given;
  }
  return accept(await printInvitation(deps, accountId, null));
}

/** `nastavnik user reset NAME`: a code for a new password. Refuses with `accounts.account_unknown`. */
export async function resetUser(
  deps: AccountsDeps,
  user: { userName: string; dropsSecondFactor: boolean },
): Promise<Result<PrintedCode>> {
  const account = await deps.auth.findAccountByUserName(user.userName);
  if (account === null) return refuse('accounts.account_unknown');
  await deps.db.asSystem('command line', 'accounts.reset_user', (tx) =>
    recordSignInEvent(tx, { accountId: account.accountId, what: 'reset code issued' }),
  );
  return await printReset(deps, {
    accountId: account.accountId,
    issuedBy: null,
    dropsSecondFactor: user.dropsSecondFactor,
  });
}
