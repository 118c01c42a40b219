import '#src/ui/styles.ts';
import cyrillicFont from '@fontsource-variable/golos-text/files/golos-text-cyrillic-wght-normal.woff2?url';
import type { ReactNode } from 'react';
import {
  data,
  Links,
  Meta,
  Outlet,
  Scripts,
  ScrollRestoration,
  useLocation,
  useRouteLoaderData,
} from 'react-router';
import { AppFrame } from '#src/ui/app-frame.tsx';
import { UiProvider } from '#src/ui/provider.tsx';
import { site } from '#src/web/context.ts';
import { takeFlash } from '#src/web/cookies.ts';
import { usePageEnvironment } from '#src/web/environment.ts';
import { ErrorPage } from '#src/web/error-page.tsx';
import { navigationFor } from '#src/web/navigation.ts';
import { throwProblem } from '#src/web/problems.ts';
import type { Route } from './+types/root';

/** A request that was refused at the door runs no page: not its loader, not its action. */
const refuseAtTheDoor: Route.MiddlewareFunction = ({ context }) => {
  const { problem } = site(context);
  if (problem !== null) throwProblem(problem);
};

export const middleware: Route.MiddlewareFunction[] = [refuseAtTheDoor];

export async function loader({ request, context }: Route.LoaderArgs) {
  const { signedIn, services, log, requestId } = site(context);
  const { flash, headers } = await takeFlash(request);
  return data(
    {
      flash,
      ...navigationFor(signedIn),
      unread: await countUnread(),
      person: signedIn === null ? null : { name: signedIn.name, memberships: signedIn.memberships },
      organizationId: signedIn?.organizationId ?? null,
    },
    { headers },
  );

  /** A bell that cannot be rung must not keep the page from opening. */
  async function countUnread(): Promise<number> {
    if (signedIn === null || signedIn.organizationId === null) return 0;
    try {
      return await services.notices.countUnread(signedIn, signedIn.organizationId);
    } catch (error) {
      log.error({ err: error, requestId }, 'unread notices not counted');
      return 0;
    }
  }
}

export const links: Route.LinksFunction = () => [
  { rel: 'icon', href: '/favicon.svg', type: 'image/svg+xml' },
  { rel: 'preload', href: cyrillicFont, as: 'font', type: 'font/woff2', crossOrigin: 'anonymous' },
];

export function Layout({ children }: { children: ReactNode }) {
  const frame = useRouteLoaderData<typeof loader>('root');
  const { nonce, requestId, colorScheme } = usePageEnvironment();
  const location = useLocation();
  return (
    <html
      lang="ru"
      data-appearance={colorScheme}
      data-request-id={requestId}
      data-mantine-color-scheme={colorScheme === 'dark' ? 'dark' : 'light'}
      // The script below may have changed the scheme before hydration.
      suppressHydrationWarning
    >
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content={colorScheme === 'auto' ? 'light dark' : colorScheme} />
        <meta name="robots" content="noindex" />
        {colorScheme === 'auto' && (
          <script
            nonce={nonce}
            suppressHydrationWarning
            // Before the first paint, so that a dark device sees no white flash.
            dangerouslySetInnerHTML={{ __html: followDevice }}
          />
        )}
        <Meta />
        <Links nonce={nonce} />
      </head>
      <body>
        <UiProvider nonce={nonce} colorScheme={colorScheme}>
          <AppFrame
            navigation={frame?.rooms ?? []}
            menu={frame?.menu ?? []}
            unread={frame?.unread ?? 0}
            person={frame?.person ?? null}
            organizationId={frame?.organizationId ?? null}
            colorScheme={colorScheme}
            flash={frame?.flash ?? null}
            path={location.pathname + location.search}
          >
            {children}
          </AppFrame>
        </UiProvider>
        <ScrollRestoration nonce={nonce} />
        <Scripts nonce={nonce} />
      </body>
    </html>
  );
}

const followDevice =
  "if(matchMedia('(prefers-color-scheme: dark)').matches)document.documentElement.setAttribute('data-mantine-color-scheme','dark')";

export default function App() {
  return <Outlet />;
}

export function ErrorBoundary({ error }: Route.ErrorBoundaryProps) {
  return <ErrorPage error={error} />;
}
