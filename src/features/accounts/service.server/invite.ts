import { createHash } from 'node:crypto';
import { accept, refuse, type Result } from '#src/lib/result.ts';
import { makeQrCode } from '#src/platform/auth/qr.ts';
import { suggestUserName } from '#src/lib/user-name.ts';
import type { PersonActor } from '#src/platform/db/scope.ts';
import { submitOnce } from '#src/platform/db/submission.ts';
import type { Role } from '#src/features/accounts/access.ts';
import type { InviteInput } from '#src/features/accounts/schema.ts';
import { admit, type AccountsDeps, type PrintedCode } from '#src/features/accounts/service.server/deps.ts';
import { insertRole } from '#src/features/accounts/store.server.ts';

/**
 * An account for a person with roles here, without a password, and the printed code to set one. The account lives in
 * the sign-in schema, the roles in ours; so: ask for the right, make the account, give the roles (and the
 * place on the list of staff) in one transaction, and take the account back when that is refused. Sent twice, it is one account (its id follows from the submission),
 * and the code of the last answer is the one that works.
 */
export async function invite(
  deps: AccountsDeps,
  actor: PersonActor,
  input: InviteInput,
): Promise<Result<PrintedCode>> {
  const { db, auth, clock } = deps;
  const allowed = await db.withActor(actor, 'accounts.invite', async (tx) => {
    const admitted = await admit(tx, input.organizationId, 'accounts.invite');
    return admitted.ok ? refuseBeyond(admitted.value.givable, input.roles) : admitted;
  });
  if (!allowed.ok) return allowed;

  const accountId = accountIdOf(actor, input.submission);
  const made = await createInvited(deps, { accountId, ...input }, actor.accountId);
  if (!made.ok) return made;

  const given = await db.withActor(actor, 'accounts.invite', (tx) =>
    submitOnce(tx, input.submission, async () => {
      const admitted = await admit(tx, input.organizationId, 'accounts.invite');
      if (!admitted.ok) return admitted;
      const beyond = refuseBeyond(admitted.value.givable, input.roles);
      if (!beyond.ok) return beyond;
      for (const role of input.roles) {
        await insertRole(tx, {
          organizationId: input.organizationId,
          accountId,
          role,
          grantedOn: clock.today(admitted.value.organization.timeZone),
        });
      }
      if (input.person !== undefined) {
        const { organizationId, person, name, post = '' } = input;
        const joined = await deps.staff.join(tx, { organizationId, person, name, post, accountId });
        if (!joined.ok) return joined;
      }
      return accept({ accountId });
    }),
  );
  if (!given.ok) {
    if (made.value.isNew) await auth.removeAccount(accountId, actor.accountId);
    return given;
  }
  return accept(await printInvitation(deps, accountId, actor.accountId));
}

/** Issues the code and says what is printed with it. */
export async function printInvitation(
  deps: AccountsDeps,
  accountId: string,
  issuedBy: string | null,
): Promise<PrintedCode> {
  const account = await deps.auth.findAccount(accountId);
  if (account === null) throw new Error('Invited account is gone');
  const issued = await deps.auth.issueCode({ accountId, purpose: 'invitation', issuedBy });
  const link = `${deps.publicUrl}/invite/${issued.code}`;
  return {
    name: account.name,
    userName: account.userName,
    code: issued.code,
    expiresAt: issued.expiresAt.toString(),
    link,
    qr: makeQrCode(link),
  };
}

/**
 * Makes the account with the user name that was asked for, or with the next free one like the person's name. `madeBy`:
 * the account of the person who lets them in; left out when the program does.
 */
export async function createInvited(
  deps: AccountsDeps,
  { accountId, name, userName, email }: { accountId: string; name: string; userName: string; email: string },
  madeBy?: string,
): Promise<Result<{ isNew: boolean }>> {
  const { auth } = deps;
  const person = { accountId, name, userName, email, ...(madeBy === undefined ? {} : { madeBy }) };
  if ((await auth.findAccount(person.accountId)) !== null) return accept({ isNew: false });
  if (person.userName !== '') {
    const made = await auth.createAccount(person);
    return made.ok ? accept({ isNew: true }) : made;
  }
  const proposed = suggestUserName(person.name) ?? 'участник';
  // Somebody may take the free name at this very moment; then the next one is tried.
  for (let attempt = 1; ; attempt += 1) {
    const made = await auth.createAccount({ ...person, userName: await auth.freeUserName(proposed) });
    if (made.ok) return accept({ isNew: true });
    if (made.refusal.code !== 'auth.user_name_taken' || attempt === 5) return made;
  }
}

function refuseBeyond(givable: readonly Role[], asked: readonly Role[]): Result {
  return asked.every((role) => givable.includes(role))
    ? accept()
    : refuse('accounts.role_not_yours', undefined, 'roles');
}

/** A UUID that follows from who sent which form, so that the same form makes the same account. */
function accountIdOf(actor: PersonActor, submission: string): string {
  const hex = createHash('sha256').update(`invite ${actor.accountId} ${submission}`).digest('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}
