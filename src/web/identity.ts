import type { SignedIn, SiteContext } from '#src/web/context.ts';
import { readOrganization, readVisitorCode } from '#src/web/cookies.ts';

/** Who sent a request: somebody with a session, somebody whom a printed code lets in, or nobody known. */
export interface Sender {
  readonly signedIn: SignedIn | null;
  /** Null beside a session. */
  readonly visitor: SiteContext['visitor'];
  /** The session's cookie, if it was renewed on the way. */
  readonly renewed: Headers;
}

export const nobody: Sender = { signedIn: null, visitor: null, renewed: new Headers() };

export interface IdentifyOptions {
  /**
   * Who sent the request, by its session cookie; null when nobody is signed in. A cookie that was renewed on the way
   * is appended to `renewed` as `Set-Cookie`.
   */
  resolveActor(request: Request, renewed: Headers): Promise<SignedIn | null>;
  /** Whom a printed code lets in, by its cookie; asked when nobody is signed in. */
  resolveVisitor?(code: string, requestId: string): Promise<SiteContext['visitor']>;
}

/** Tells the sender by the headers of a request; its body is not touched. Rejects when the database does not answer. */
export function createIdentify(
  options: IdentifyOptions,
): (request: Request, requestId: string) => Promise<Sender> {
  return async (request, requestId) => {
    const renewed = new Headers();
    const signedIn = withChosenOrganization(
      await options.resolveActor(request, renewed),
      await readOrganization(request),
    );
    const code = signedIn === null ? await readVisitorCode(request) : null;
    const visitor = code === null ? null : ((await options.resolveVisitor?.(code, requestId)) ?? null);
    return { signedIn, visitor, renewed };
  };
}

/** The cookie of the switch in the header wins over the default, if the person still belongs there. */
function withChosenOrganization(signedIn: SignedIn | null, chosen: string | null): SignedIn | null {
  if (signedIn === null) return null;
  const belongs = (id: string | null): boolean =>
    signedIn.memberships.some((membership) => membership.organizationId === id);
  if (chosen !== null && belongs(chosen)) return { ...signedIn, organizationId: chosen };
  if (belongs(signedIn.organizationId)) return signedIn;
  return { ...signedIn, organizationId: signedIn.memberships[0]?.organizationId ?? null };
}
