import type { RouterContextProvider } from 'react-router';
import { requireOrganization, type SignedIn } from '#src/web/context.ts';

/**
 * Whose accounts a page shows: of the organization in `?of=` (one below, opened from the list of schools), else of the
 * current one. `path` keeps the mark in links; whether the person may see it, the service decides.
 */
export function shownOrganization(
  url: URL,
  context: Readonly<RouterContextProvider>,
): { signedIn: SignedIn; organizationId: string; of: string } {
  const { signedIn, organizationId } = requireOrganization(context);
  const named = url.searchParams.get('of');
  return named === null || named === ''
    ? { signedIn, organizationId, of: '' }
    : { signedIn, organizationId: named, of: `?of=${encodeURIComponent(named)}` };
}
