import type { Caller } from '#src/platform/auth/create-auth.ts';
import { site } from '#src/web/context.ts';
import type { RouterContextProvider } from 'react-router';

/** Who asks, as sign-in wants it: the browser's headers and the address that the web server saw. */
export function callerOf(request: Request, context: Readonly<RouterContextProvider>): Caller {
  return { headers: request.headers, address: site(context).clientAddress ?? '' };
}
