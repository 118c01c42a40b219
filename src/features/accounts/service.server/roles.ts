import { accept, refuse, type Result } from '#src/lib/result.ts';
import { makeQrCode } from '#src/platform/auth/qr.ts';
import type { PersonActor, ScopedTx } from '#src/platform/db/scope.ts';
import { submitOnce } from '#src/platform/db/submission.ts';
import { isGivenByOthers, isNeverEmpty, mayIssueCodeTo } from '#src/features/accounts/access.ts';
import { roleLabels } from '#src/features/accounts/labels.ts';
import type {
  EndRoleInput,
  GrantRoleInput,
  HandOverInput,
  IssueCodeInput,
} from '#src/features/accounts/schema.ts';
import {
  admit,
  type AccountsDeps,
  type Admitted,
  type PrintedCode,
} from '#src/features/accounts/service.server/deps.ts';
import { printInvitation } from '#src/features/accounts/service.server/invite.ts';
import {
  countHolders,
  endAssignment,
  findAssignment,
  insertRole,
  listRolesOf,
  lockRoles,
  namesById,
  reachesBeyond,
  recordSignInEvent,
  type Assignment,
} from '#src/features/accounts/store.server.ts';

/** Gives a role to somebody whom the actor knows from the lists of their organizations. */
export function grantRole(
  { db, clock }: AccountsDeps,
  actor: PersonActor,
  input: GrantRoleInput,
): Promise<Result<{ accountId: string }>> {
  return db.withActor(actor, 'accounts.grant_role', (tx) =>
    submitOnce(tx, input.submission, async () => {
      const admitted = await admit(tx, input.organizationId, 'accounts.grant_role');
      if (!admitted.ok) return admitted;
      if (!admitted.value.givable.includes(input.role)) {
        return refuse('accounts.role_not_yours', undefined, 'role');
      }
      if (input.accountId === actor.accountId && isGivenByOthers(input.role)) {
        return refuse('accounts.role_oneself', { role: roleLabels[input.role] }, 'role');
      }
      if (!(await namesById(tx, [input.accountId])).has(input.accountId)) {
        return refuse('accounts.account_unknown', undefined, 'accountId');
      }
      const isGiven = await insertRole(tx, {
        organizationId: input.organizationId,
        accountId: input.accountId,
        role: input.role,
        grantedOn: clock.today(admitted.value.organization.timeZone),
      });
      return isGiven
        ? accept({ accountId: input.accountId })
        : refuse('accounts.role_held', undefined, 'role');
    }),
  );
}

/** Ends a role with a reason; the last holder of a role that must not be empty hands over instead. */
export function endRole(
  { db }: AccountsDeps,
  actor: PersonActor,
  input: EndRoleInput,
): Promise<Result<{ organizationId: string }>> {
  return db.withActor(actor, 'accounts.end_role', async (tx) => {
    const found = await findToEnd(tx, input.assignmentId, 'accounts.end_role');
    if (!found.ok) return found;
    const { assignment } = found.value;
    const { organizationId, role } = assignment;
    if (isNeverEmpty(role) && (await countHolders(tx, organizationId, role)) <= 1) {
      return refuse('accounts.role_last', { role: roleLabels[role] });
    }
    await endAssignment(tx, assignment.id, input.reason);
    return accept({ organizationId });
  });
}

/** Gives the role to the successor (who may hold it already) and ends it for the present holder, in one go. */
export function handOver(
  { db, clock }: AccountsDeps,
  actor: PersonActor,
  input: HandOverInput,
): Promise<Result<{ organizationId: string }>> {
  return db.withActor(actor, 'accounts.hand_over', async (tx) => {
    const found = await findToEnd(tx, input.assignmentId, 'accounts.hand_over');
    if (!found.ok) return found;
    const { assignment, admitted } = found.value;
    const { organizationId, role } = assignment;
    if (assignment.accountId === input.successorId) {
      return refuse('accounts.successor_same', undefined, 'successorId');
    }
    if ((await listRolesOf(tx, organizationId, input.successorId)).length === 0) {
      return refuse('accounts.account_unknown', undefined, 'successorId');
    }
    // First the successor: once the actor's own role is ended, the policies let the actor write nothing more.
    await insertRole(tx, {
      organizationId,
      accountId: input.successorId,
      role,
      grantedOn: clock.today(admitted.organization.timeZone),
    });
    await endAssignment(tx, assignment.id, input.reason);
    return accept({ organizationId });
  });
}

/** A role in force that the actor may end, with the roles of its organization locked. */
async function findToEnd(
  tx: ScopedTx,
  assignmentId: string,
  command: 'accounts.end_role' | 'accounts.hand_over',
): Promise<Result<{ assignment: Assignment; admitted: Admitted }>> {
  const seen = await findAssignment(tx, assignmentId);
  if (seen === null) return refuse('accounts.role_not_found');
  await lockRoles(tx, seen.organizationId);
  const admitted = await admit(tx, seen.organizationId, command);
  if (!admitted.ok) return admitted;
  // Read again: it may have been ended while this transaction waited.
  const assignment = await findAssignment(tx, assignmentId);
  if (assignment === null) return refuse('accounts.role_not_found');
  if (!admitted.value.givable.includes(assignment.role)) return refuse('accounts.role_not_yours');
  return accept({ assignment, admitted: admitted.value });
}

/**
 * A new printed code for somebody who cannot sign in: the first one again while the invitation waits, else a reset.
 * Refused for oneself, and for accounts that reach further than the actor: whoever holds the code holds the account.
 */
export async function issueCode(
  deps: AccountsDeps,
  actor: PersonActor,
  input: IssueCodeInput,
): Promise<Result<PrintedCode>> {
  const { db, auth } = deps;
  const waiting = await auth.waitingInvitations([input.accountId]);
  const isInvited = waiting.has(input.accountId);
  const allowed = await db.withActor(actor, 'accounts.issue_code', async (tx) => {
    const admitted = await admit(tx, input.organizationId, 'accounts.issue_code');
    if (!admitted.ok) return admitted;
    if (input.accountId === actor.accountId) return refuse('accounts.code_own');
    const roles = await listRolesOf(tx, input.organizationId, input.accountId);
    if (roles.length === 0) return refuse('accounts.account_unknown');
    if (!mayIssueCodeTo(admitted.value.givable, roles) || (await reachesBeyond(tx, input.accountId))) {
      return refuse('accounts.code_not_yours');
    }
    await recordSignInEvent(tx, {
      accountId: input.accountId,
      organizationId: input.organizationId,
      what: isInvited ? 'invitation issued again' : 'reset code issued',
    });
    return accept();
  });
  if (!allowed.ok) return allowed;
  if (isInvited) return accept(await printInvitation(deps, input.accountId, actor.accountId));
  return await printReset(deps, {
    accountId: input.accountId,
    issuedBy: actor.accountId,
    dropsSecondFactor: input.dropsSecondFactor,
  });
}

export async function printReset(
  deps: AccountsDeps,
  order: { accountId: string; issuedBy: string | null; dropsSecondFactor: boolean },
): Promise<Result<PrintedCode>> {
  const account = await deps.auth.findAccount(order.accountId);
  if (account === null) return refuse('accounts.account_unknown');
  const issued = await deps.auth.issueCode({ ...order, purpose: 'reset' });
  const link = `${deps.publicUrl}/reset`;
  return accept({
    name: account.name,
    userName: account.userName,
    code: issued.code,
    expiresAt: issued.expiresAt.toString(),
    link,
    qr: makeQrCode(link),
  });
}
