import { accept, refuse, type Refusal, type Result } from '#src/lib/result.ts';
import type { Caller, OpenSession, SignedIn, SignInStep } from '#src/platform/auth/create-auth.ts';
import type { PersonActor, ScopedTx } from '#src/platform/db/scope.ts';
import {
  abilities,
  accountsAccess,
  mayIssueCodeTo,
  type CommandOf,
  type Role,
} from '#src/features/accounts/access.ts';
import { roleLabels } from '#src/features/accounts/labels.ts';
import type {
  EndRoleInput,
  GrantRoleInput,
  HandOverInput,
  InviteInput,
  IssueCodeInput,
  RedeemCodeInput,
  SignInInput,
} from '#src/features/accounts/schema.ts';
import { addUser, resetUser } from '#src/features/accounts/service.server/command-line.ts';
import { admit, type AccountsDeps, type PrintedCode } from '#src/features/accounts/service.server/deps.ts';
import { invite } from '#src/features/accounts/service.server/invite.ts';
import { endRole, grantRole, handOver, issueCode } from '#src/features/accounts/service.server/roles.ts';
import { createSetUp, type SetUp } from '#src/features/accounts/service.server/set-up.ts';
import {
  changePassword,
  enterSignInCode,
  listPersonas,
  record,
  redeemCode,
  signIn,
  signInAsPersona,
  type Persona,
} from '#src/features/accounts/service.server/sign-in.ts';
import {
  listAccounts,
  listMemberships,
  namesById,
  type AccountLine,
} from '#src/features/accounts/store.server.ts';
import type { Organization } from '#src/features/orgs/rules/organization.ts';

export { listAccountsWith } from '#src/features/accounts/store.server.ts';
export { standingOf } from '#src/features/orgs/service.server.ts';
export type { AccountLine, AccountsDeps, Persona, PrintedCode, SetUp };

export const ACCOUNTS_PAGE_SIZE = 50;

/** One person of the list of those with access. */
export interface ListedAccount extends AccountLine {
  readonly isSelf: boolean;
  /** The invitation that nobody has used yet: until when (ISO), and whether it has run out. */
  readonly invitation: { readonly expiresAt: string; readonly isExpired: boolean } | null;
  /** Whether the actor may issue a code to them, as far as the roles here tell. */
  readonly mayIssueCode: boolean;
}

export interface AccountsList {
  readonly organization: Organization;
  readonly accounts: readonly ListedAccount[];
  readonly total: number;
  readonly page: number;
  readonly pageSize: number;
  readonly givable: readonly Role[];
  readonly can: Record<CommandOf<typeof accountsAccess>, true | Refusal>;
}

export interface AccountCard {
  readonly organization: Organization;
  readonly account: ListedAccount;
  readonly givable: readonly Role[];
  /** Others with access here, by name; at most 200. */
  readonly successors: readonly { readonly accountId: string; readonly name: string }[];
  readonly can: AccountsList['can'];
}

const MOST_SUCCESSORS = 200;

export interface Membership {
  readonly organizationId: string;
  readonly organizationName: string;
  readonly roles: readonly Role[];
  /** «Директор, наставник». */
  readonly role: string;
}

export interface Accounts {
  /** Organizations where an account has a role, for the header and the switcher. */
  memberships(accountId: string): Promise<readonly Membership[]>;
  /** People with access at an organization; page from 1. */
  list(
    actor: PersonActor,
    input: { organizationId: string; search: string; page: number },
  ): Promise<Result<AccountsList>>;
  /** One of them, with those to whom a role could be handed over; `accounts.account_unknown`. */
  view(
    actor: PersonActor,
    input: { organizationId: string; accountId: string },
  ): Promise<Result<AccountCard>>;
  invite(actor: PersonActor, input: InviteInput): Promise<Result<PrintedCode>>;
  grantRole(actor: PersonActor, input: GrantRoleInput): Promise<Result<{ accountId: string }>>;
  endRole(actor: PersonActor, input: EndRoleInput): Promise<Result<{ organizationId: string }>>;
  handOver(actor: PersonActor, input: HandOverInput): Promise<Result<{ organizationId: string }>>;
  issueCode(actor: PersonActor, input: IssueCodeInput): Promise<Result<PrintedCode>>;

  signIn(input: SignInInput, caller: Caller): Promise<Result<SignInStep>>;
  enterSignInCode(
    input: { code: string; trustDevice: boolean },
    caller: Caller,
  ): Promise<Result<{ headers: Headers }>>;
  signOut(caller: Caller): Promise<Headers>;
  /** Whose invitation this is; `auth.code_invalid`. */
  readInvitation(code: string, caller: Caller): Promise<Result<{ userName: string; name: string }>>;
  redeemCode(
    input: RedeemCodeInput,
    caller: Caller,
  ): Promise<Result<{ step: 'done'; headers: Headers } | { step: 'sign_in' }>>;

  /** The caller's own account: all of these end in `null` or throw without a session. */
  session(caller: Caller): Promise<SignedIn | null>;
  readOwn(session: SignedIn): Promise<{ name: string; userName: string; email: string } | null>;
  changeOwn(session: SignedIn, input: { name: string; email: string }): Promise<Result>;
  changePassword(
    session: SignedIn,
    input: { currentPassword: string; password: string },
    caller: Caller,
  ): Promise<Result<{ headers: Headers }>>;
  listSessions(caller: Caller): Promise<readonly OpenSession[]>;
  endSession(sessionId: string, caller: Caller): Promise<Result>;
  endOtherSessions(caller: Caller): Promise<number>;
  readonly secondFactor: AccountsDeps['auth']['secondFactor'];

  readonly setUp: SetUp;
  listPersonas(): Promise<readonly Persona[]>;
  signInAsPersona(accountId: string, caller: Caller): Promise<Result<{ headers: Headers }>>;
  addUser(user: Parameters<typeof addUser>[1]): Promise<Result<PrintedCode>>;
  resetUser(user: Parameters<typeof resetUser>[1]): Promise<Result<PrintedCode>>;
}

export function createAccounts(deps: AccountsDeps): Accounts {
  const { db, auth, clock } = deps;

  /** Adds what the sign-in schema and the actor's own roles say of each. */
  async function describe(
    lines: readonly AccountLine[],
    actor: PersonActor,
    givable: readonly Role[],
  ): Promise<ListedAccount[]> {
    const waiting = await auth.waitingInvitations(lines.map(({ accountId }) => accountId));
    return lines.map((line) => {
      const until = waiting.get(line.accountId);
      const isSelf = line.accountId === actor.accountId;
      const held = line.roles.map(({ role }) => role);
      return {
        ...line,
        isSelf,
        invitation:
          until === undefined
            ? null
            : { expiresAt: until.toString(), isExpired: Temporal.Instant.compare(until, clock.now()) <= 0 },
        mayIssueCode: !isSelf && mayIssueCodeTo(givable, held),
      };
    });
  }

  return {
    async memberships(accountId) {
      const rows = await db.withActor({ kind: 'person', accountId }, 'accounts.memberships', (tx) =>
        listMemberships(tx, accountId),
      );
      return rows.map((row) => ({ ...row, role: row.roles.map((role) => roleLabels[role]).join(', ') }));
    },

    async list(actor, { organizationId, search, page }) {
      const listed = await db.withActor(actor, 'accounts.list', async (tx) => {
        const admitted = await admit(tx, organizationId, 'accounts.list');
        if (!admitted.ok) return admitted;
        const rightPage = Number.isSafeInteger(page) && page >= 1 && page <= 10_000 ? page : 1;
        const { accounts, total } = await listAccounts(tx, organizationId, {
          search: search.normalize('NFC').replaceAll('\0', '').trim().slice(0, 100),
          offset: (rightPage - 1) * ACCOUNTS_PAGE_SIZE,
          limit: ACCOUNTS_PAGE_SIZE,
        });
        return accept({ ...admitted.value, accounts, total, page: rightPage });
      });
      if (!listed.ok) return listed;
      const { organization, standing, givable, accounts, total, page: rightPage } = listed.value;
      return accept({
        organization,
        total,
        page: rightPage,
        pageSize: ACCOUNTS_PAGE_SIZE,
        givable,
        can: abilities(accountsAccess, standing),
        accounts: await describe(accounts, actor, givable),
      });
    },

    async view(actor, { organizationId, accountId }) {
      const found = await db.withActor(actor, 'accounts.list', async (tx) => {
        const admitted = await admit(tx, organizationId, 'accounts.list');
        if (!admitted.ok) return admitted;
        // The database takes no NUL, and no account has one in its id.
        if (accountId.includes('\0')) return refuse('accounts.account_unknown');
        const one = await listAccounts(tx, organizationId, { search: '', offset: 0, limit: 1, accountId });
        const [line] = one.accounts;
        if (line === undefined) return refuse('accounts.account_unknown');
        const all = await listAccounts(tx, organizationId, { search: '', offset: 0, limit: MOST_SUCCESSORS });
        return accept({ ...admitted.value, line, others: all.accounts });
      });
      if (!found.ok) return found;
      const { organization, standing, givable, line, others } = found.value;
      const [account] = await describe([line], actor, givable);
      if (account === undefined) return refuse('accounts.account_unknown');
      return accept({
        organization,
        account,
        givable,
        successors: others
          .filter((other) => other.accountId !== accountId)
          .map((other) => ({ accountId: other.accountId, name: other.name })),
        can: abilities(accountsAccess, standing),
      });
    },

    invite: (actor, input) => invite(deps, actor, input),
    grantRole: (actor, input) => grantRole(deps, actor, input),
    endRole: (actor, input) => endRole(deps, actor, input),
    handOver: (actor, input) => handOver(deps, actor, input),
    issueCode: (actor, input) => issueCode(deps, actor, input),

    signIn: (input, caller) => signIn(deps, input, caller),
    enterSignInCode: (input, caller) => enterSignInCode(deps, input, caller),
    signOut: (caller) => auth.signOut(caller),
    readInvitation: (code, caller) => auth.readInvitation(code, caller.address),
    redeemCode: (input, caller) => redeemCode(deps, input, caller),

    session: async (caller) => (await auth.readSession(caller.headers)).session,
    async readOwn({ accountId }) {
      const account = await auth.findAccount(accountId);
      return account === null
        ? null
        : { name: account.name, userName: account.userName, email: account.email ?? '' };
    },
    async changeOwn(session, input) {
      const changed = await auth.changeAccount(session.accountId, input);
      if (changed.ok) await record(deps, session.accountId, 'name or e-mail changed');
      return changed;
    },
    changePassword: (session, input, caller) => changePassword(deps, session, input, caller),
    listSessions: (caller) => auth.listSessions(caller),
    endSession: (sessionId, caller) => auth.endSession(sessionId, caller),
    endOtherSessions: (caller) => auth.endOtherSessions(caller),
    secondFactor: auth.secondFactor,

    setUp: createSetUp(deps),
    listPersonas: () => listPersonas(deps),
    signInAsPersona: (accountId, caller) => signInAsPersona(deps, accountId, caller),
    addUser: (user) => addUser(deps, user),
    resetUser: (user) => resetUser(deps, user),
  };
}

/**
 * Names by account id, for «кто сделал» in lists and histories of other rooms: of accounts that the actor may know;
 * the rest are left out. Takes the nulls of columns as they come.
 */
export async function namesOfAccounts(
  tx: ScopedTx,
  accountIds: readonly (string | null)[],
): Promise<Readonly<Record<string, string>>> {
  const known = await namesById(tx, [...new Set(accountIds.filter((id) => id !== null))]);
  return Object.fromEntries(Array.from(known, ([id, { name }]) => [id, name]));
}

/** Everybody with a role in force at an organization, by name: whom other rooms offer to choose. At most 2,000. */
export async function listHolders(
  tx: ScopedTx,
  organizationId: string,
): Promise<readonly { accountId: string; name: string }[]> {
  const { accounts } = await listAccounts(tx, organizationId, { search: '', offset: 0, limit: 2_000 });
  return accounts.map(({ accountId, name }) => ({ accountId, name }));
}
