import { accept, refuse, type Result } from '#src/lib/result.ts';
import type { Caller, SignedIn, SignInStep } from '#src/platform/auth/create-auth.ts';
import type { Role } from '#src/features/accounts/access.ts';
import type { RedeemCodeInput, SignInInput } from '#src/features/accounts/schema.ts';
import type { AccountsDeps } from '#src/features/accounts/service.server/deps.ts';
import { listAllHolders, recordSignInEvent } from '#src/features/accounts/store.server.ts';

/** Signing in with name and password; the first of two steps when the account has a second factor. */
export async function signIn(
  deps: AccountsDeps,
  input: SignInInput,
  caller: Caller,
): Promise<Result<SignInStep>> {
  const answer = await deps.auth.signIn(input, caller);
  if (!answer.ok) {
    deps.log.info({ event: 'accounts.sign_in_refused', code: answer.refusal.code }, 'sign-in refused');
    return answer;
  }
  if (answer.value.step === 'done') await record(deps, answer.value.accountId, 'signed in');
  return answer;
}

export async function enterSignInCode(
  deps: AccountsDeps,
  input: { code: string; trustDevice: boolean },
  caller: Caller,
): Promise<Result<{ headers: Headers }>> {
  const answer = await deps.auth.enterCode(input, caller);
  if (!answer.ok) {
    deps.log.info({ event: 'accounts.sign_in_refused', code: answer.refusal.code }, 'second factor refused');
    return answer;
  }
  await record(deps, answer.value.accountId, 'signed in with second factor');
  return accept({ headers: answer.value.headers });
}

/**
 * Sets a password with a printed code. Signs in at once, unless the account has a second factor: then the person goes
 * through the usual way in (`step: 'sign_in'`).
 */
export async function redeemCode(
  deps: AccountsDeps,
  input: RedeemCodeInput,
  caller: Caller,
): Promise<Result<{ step: 'done'; headers: Headers } | { step: 'sign_in' }>> {
  const answer = await deps.auth.redeemCode(input, caller.address);
  if (!answer.ok) {
    deps.log.info({ event: 'accounts.code_refused', code: answer.refusal.code }, 'one-time code refused');
    return answer;
  }
  const { accountId, purpose } = answer.value;
  await record(deps, accountId, purpose === 'invitation' ? 'invitation accepted' : 'password reset by code');
  const account = await deps.auth.findAccount(accountId);
  if (account === null || account.hasSecondFactor) return accept({ step: 'sign_in' });
  return accept({ step: 'done', headers: await deps.auth.openSession(accountId, caller) });
}

export async function changePassword(
  deps: AccountsDeps,
  session: SignedIn,
  input: { currentPassword: string; password: string },
  caller: Caller,
): Promise<Result<{ headers: Headers }>> {
  const answer = await deps.auth.changePassword(
    { current: input.currentPassword, next: input.password },
    caller,
  );
  if (answer.ok) await record(deps, session.accountId, 'password changed');
  return answer;
}

/** Notes in the audit what an account did or what happened to it. */
export async function record(deps: AccountsDeps, accountId: string, what: string): Promise<void> {
  await deps.db.withActor({ kind: 'person', accountId }, 'accounts.sign_in', (tx) =>
    recordSignInEvent(tx, { accountId, what }),
  );
}

/** Somebody to look at the demo as. */
export interface Persona {
  readonly accountId: string;
  readonly name: string;
  readonly role: Role;
  readonly organizationName: string;
}

const MOST_PERSONAS = 12;

/** Nobody at all outside the demo. */
export async function listPersonas({ db, isDemo }: AccountsDeps): Promise<readonly Persona[]> {
  if (!isDemo) return [];
  return await db.asSystem('personas of the demo', 'accounts.list_personas', (tx) =>
    listAllHolders(tx, MOST_PERSONAS),
  );
}

export async function signInAsPersona(
  deps: AccountsDeps,
  accountId: string,
  caller: Caller,
): Promise<Result<{ headers: Headers }>> {
  const personas = await listPersonas(deps);
  if (!personas.some((persona) => persona.accountId === accountId)) return refuse('accounts.no_demo');
  return accept({ headers: await deps.auth.openSession(accountId, caller) });
}
