import type { RouterContextProvider } from 'react-router';
import type { Services } from '#src/compose.ts';
import { createGuardedApp, type SiteOptions } from '#src/web/app.ts';
import { siteContext, type SignedIn, type SiteContext } from '#src/web/context.ts';

export const address = 'http://school.local:3000';

export const curator: SignedIn = {
  kind: 'person',
  accountId: 'account-1',
  name: 'Соколова Вера Андреевна',
  sessionId: 'session-1',
  organizationId: 'school-1',
  memberships: [
    { organizationId: 'school-1', organizationName: 'Школа № 1', role: 'Куратор', roles: ['curator'] },
    { organizationId: 'school-2', organizationName: 'Школа № 2', role: 'Рабочая группа', roles: ['team'] },
  ],
};

/** The site without pages: each request is answered with what the page would have seen. */
export function openSite(options: Partial<SiteOptions> = {}) {
  const seen: { site: SiteContext; request: Request }[] = [];
  const logged: object[] = [];
  const keep = (facts: object): void => void logged.push(facts);
  const app = createGuardedApp(
    {
      services: {} as Services,
      resolveActor: () => Promise.resolve(curator),
      config: { publicUrl: `${address}/` },
      log: { info: keep, warn: keep, error: keep },
      ...options,
    },
    (request: Request, context: RouterContextProvider) => {
      const site = context.get(siteContext);
      seen.push({ site, request });
      return Promise.resolve(new Response('page', { status: site.problem?.status ?? 200 }));
    },
    'public',
  );
  const ask = (path: string, init: RequestInit = {}) => app.fetch(new Request(new URL(path, address), init));
  return { ask, seen, logged };
}
