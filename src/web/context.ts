import { createContext, redirect, type RouterContextProvider } from 'react-router';
import type { Services } from '#src/compose.ts';
import type { PersonActor, VisitorActor } from '#src/platform/db/scope.ts';
import type { Visitor } from '#src/features/people/service.server.ts';
import type { Role } from '#src/features/orgs/access.ts';
import { throwProblem, type Problem } from '#src/web/problems.ts';

/** The roles of somebody at an organization, as the header needs them. */
export interface Membership {
  readonly organizationId: string;
  readonly organizationName: string;
  /** In words, for the header: «Директор, наставник». */
  readonly role: string;
  readonly roles: readonly Role[];
}

/** Who sent this request, as the session says. Fits wherever a service takes its `PersonActor`. */
export interface SignedIn {
  readonly kind: 'person';
  readonly accountId: string;
  readonly name: string;
  readonly sessionId: string;
  readonly memberships: readonly Membership[];
  /** The organization whose affairs are on the screen now; always one of `memberships`, or null if there is none. */
  readonly organizationId: string | null;
}

/** What the site needs of a log; pino fits. */
export interface SiteLog {
  info(facts: object, message: string): void;
  warn(facts: object, message: string): void;
  error(facts: object, message: string): void;
}

export type ColorScheme = 'light' | 'dark' | 'auto';

/** What every loader and action can reach. One object for one request. */
export interface SiteContext {
  readonly services: Services;
  readonly signedIn: SignedIn | null;
  /** Whom a printed code let in without an account, to their own page and nothing else; null beside a session. */
  readonly visitor: Visitor | null;
  /** Printed on error pages and written into the log, so that one leads to the other. */
  readonly requestId: string;
  /** Of this answer's Content-Security-Policy. */
  readonly nonce: string;
  /** Address of the site without a slash at the end, for links in letters, QR codes and calendars. */
  readonly publicUrl: string;
  /** Path and query that the person sees, without the marks that the router adds. */
  readonly path: string;
  readonly colorScheme: ColorScheme;
  /** Address of the client, for limits and the list of sessions; null when unknown. */
  readonly clientAddress: string | null;
  readonly log: SiteLog;
  /** A refusal made before any page ran (too large, too often, foreign form); shown in the frame. */
  readonly problem: Problem | null;
  /** Why an address that answers a file has none for this person; shown by the page of addresses that do not exist. */
  readonly fileProblem: Problem | null;
}

export const siteContext = createContext<SiteContext>();

type Context = Readonly<RouterContextProvider>;

/** Everything of this request: `const { services, publicUrl } = site(context)`. */
export function site(context: Context): SiteContext {
  return context.get(siteContext);
}

/** Where a printed code leads, and from where it leads nowhere else. */
export const OWN_PAGE = '/my';

/**
 * Whose own pages these are: somebody let in by a code, or a signed-in account at its organization. Rooms put what people
 * do for themselves below `/my` and ask here; nobody → to the page where a code is typed in.
 */
export function requireOwnPerson(context: Context): {
  actor: PersonActor | VisitorActor;
  organizationId: string;
  name: string;
  isVisitor: boolean;
} {
  const { signedIn, visitor } = site(context);
  if (signedIn === null && visitor !== null) {
    const { actor, organizationId, name } = visitor;
    return { actor, organizationId, name, isVisitor: true };
  }
  if (signedIn === null) throw redirect('/code');
  const { organizationId } = requireOrganization(context);
  return { actor: signedIn, organizationId, name: signedIn.name, isVisitor: false };
}

/** Who is signed in; nobody → to the sign-in page and back here afterwards. */
export function requireSignedIn(context: Context): SignedIn {
  const { signedIn, visitor, path } = site(context);
  if (signedIn !== null) return signedIn;
  if (visitor !== null) throw redirect(OWN_PAGE);
  throw redirect(path === '/' ? '/signin' : `/signin?next=${encodeURIComponent(path)}`);
}

/** Who is signed in and for which organization they act now; without any organization → a page that says what to do. */
export function requireOrganization(context: Context): { signedIn: SignedIn; organizationId: string } {
  const signedIn = requireSignedIn(context);
  if (signedIn.organizationId === null) {
    return throwProblem({
      status: 403,
      title: 'У вас пока нет роли ни в одной организации',
      text: 'Вы вошли, но ваша учётная запись не связана ни с одной школой.',
      todo: 'Попросите куратора или администратора своей школы добавить вам роль и обновите страницу.',
    });
  }
  return { signedIn, organizationId: signedIn.organizationId };
}
