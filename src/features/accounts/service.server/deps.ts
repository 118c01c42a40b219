import { accept, refuse, type Result } from '#src/lib/result.ts';
import type { Auth, QrCode } from '#src/platform/auth/create-auth.ts';
import type { Clock } from '#src/platform/clock.ts';
import type { Database, ScopedTx } from '#src/platform/db/scope.ts';
import type { Log } from '#src/platform/log.ts';
import {
  accountsAccess,
  givableRoles,
  may,
  type CommandOf,
  type Role,
  type Standing,
} from '#src/features/accounts/access.ts';
import { countHolders } from '#src/features/accounts/store.server.ts';
import type { Organization } from '#src/features/orgs/rules/organization.ts';
import { readOrganization, standingOf } from '#src/features/orgs/service.server.ts';

/**
 * What the list of staff does in the transactions of this room. The list stands below, so `compose.ts` hands it in.
 */
export interface StaffList {
  /** The new account becomes that of somebody on the list (`person` is an id), or of a new person (`'new'`). */
  join(
    tx: ScopedTx,
    joined: { organizationId: string; person: string; name: string; post: string; accountId: string },
  ): Promise<Result>;
  /** Enters the first people of an organization. */
  enter(
    tx: ScopedTx,
    organizationId: string,
    staff: readonly { name: string; post: string; accountId: string | null }[],
  ): Promise<void>;
}

export interface AccountsDeps {
  readonly db: Database;
  readonly auth: Auth;
  readonly clock: Clock;
  readonly log: Log;
  /** Origin of the site, for the links of invitations. */
  readonly publicUrl: string;
  /** IANA zone in which the installation counts its days. */
  readonly timeZone: string;
  /** The demo: anybody signs in as anybody without a password. */
  readonly isDemo: boolean;
  readonly staff: StaffList;
}

export interface Admitted {
  readonly organization: Organization;
  readonly standing: Standing;
  /** Roles that the actor gives and ends here. */
  readonly givable: readonly Role[];
}

/** The organization and what the actor is there, when they may carry the command out. */
export async function admit(
  tx: ScopedTx,
  organizationId: string,
  command: CommandOf<typeof accountsAccess>,
): Promise<Result<Admitted>> {
  const standing = await standingOf(tx, organizationId);
  const answer = may(accountsAccess, standing, command);
  if (answer !== true) return { ok: false, refusal: answer };
  const organization = await readOrganization(tx, organizationId);
  if (organization === null) return refuse('access.not_found');
  const hasDirector = (await countHolders(tx, organizationId, 'director')) > 0;
  return accept({ organization, standing, givable: givableRoles(standing, organization.kind, hasDirector) });
}

/** What is printed and handed over: where to go, the name, the code. */
export interface PrintedCode {
  readonly name: string;
  readonly userName: string;
  /** «K7M3X-P94EA». Shown this once. */
  readonly code: string;
  /** ISO instant. */
  readonly expiresAt: string;
  /** Where the person opens it: the invitation with the code in it, or the page of resets without. */
  readonly link: string;
  /** The link for a phone. */
  readonly qr: QrCode;
}
