import { join } from 'node:path';
import type { Hono } from 'hono';
import { createRequestHandler, type ServerBuild } from 'react-router';
import * as build from 'virtual:react-router/server-build';
import { createGuardedApp, type Env, type SiteOptions } from '#src/web/app.ts';

/** The whole site as one `fetch`; the caller serves it and closes what it made itself. */
export function createSite(options: SiteOptions): Hono<Env> {
  const handlePage = createRequestHandler(
    // Our own check in `app.ts` knows the public address; the router's would compare with what a proxy wrote.
    // Anything but a list of patterns would leave that check on.
    { ...(build as ServerBuild), allowedActionOrigins: ['**'] },
    'production',
  );
  const clientDirectory = options.config.clientDirectory ?? join(import.meta.dirname, '..', 'client');
  return createGuardedApp(options, handlePage, clientDirectory);
}

export type { RateLimitAnswer, RateLimitAttempt, SiteOptions } from '#src/web/app.ts';
