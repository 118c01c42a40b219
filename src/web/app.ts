import type { HttpBindings } from '@hono/node-server';
import { getConnInfo } from '@hono/node-server/conninfo';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono, type Context, type MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { compress } from 'hono/compress';
import { requestId } from 'hono/request-id';
import { RouterContextProvider } from 'react-router';
import type { Services } from '#src/compose.ts';
import { siteContext, type SiteContext, type SiteLog } from '#src/web/context.ts';
import { readColorScheme } from '#src/web/cookies.ts';
import { createIdentify, nobody, type IdentifyOptions, type Sender } from '#src/web/identity.ts';
import { maskSecrets } from '#src/web/masking.ts';
import { isProblem, type Problem } from '#src/web/problems.ts';
import {
  foreignForm,
  largeForm,
  largeUpload,
  lastResort,
  sessionLookupFailed,
  tooOften,
  unknownSender,
  unreadableForm,
} from '#src/web/refusals.ts';
import { isSafeMethod, isSameOrigin } from '#src/web/same-origin.ts';
import { securityHeaders } from '#src/web/security.ts';

/** Bytes; `refusals.ts` says them to people in megabytes. */
const formLimit = 2 * 1024 * 1024;
const uploadLimit = 25 * 1024 * 1024;

/** What the site is made of; everything that lives longer than a request comes from outside. */
export interface SiteOptions extends IdentifyOptions {
  readonly services: Services;
  readonly config: {
    /** Address of the site as people type it, without a slash at the end. */
    readonly publicUrl: string;
    /** Believe `X-Forwarded-For` of a proxy in front; false when the program meets the network itself. */
    readonly trustProxy?: boolean;
    /** Folder of the built browser files; beside the server build when absent. */
    readonly clientDirectory?: string;
  };
  readonly log: SiteLog;
  /** Asked before every request but static files; `retryAfter` in seconds. */
  rateLimit?(attempt: RateLimitAttempt): RateLimitAnswer | Promise<RateLimitAnswer>;
  /** Resolves when the database answers; rejects when it does not. */
  ping?(): Promise<unknown>;
}

export interface RateLimitAttempt {
  readonly address: string | null;
  readonly method: string;
  readonly path: string;
}

export type RateLimitAnswer =
  | { readonly allowed: true }
  | { readonly allowed: false; readonly retryAfter: number };

export interface Env {
  Bindings: Partial<HttpBindings>;
  Variables: {
    requestId: string;
    secureHeadersNonce?: string;
    problem: Problem | undefined;
    /** Who sent the request, once it was asked. */
    sender: Sender | undefined;
  };
}

/** Answers one request with a page; the router's build in the product, anything in a test. */
export type PageHandler = (request: Request, context: RouterContextProvider) => Promise<Response>;

/**
 * Everything around the pages: files, guards, limits, and the context that loaders and actions get.
 *
 * @param clientDirectory folder of the built browser files.
 */
export function createGuardedApp(
  options: SiteOptions,
  handlePage: PageHandler,
  clientDirectory: string,
): Hono<Env> {
  const { config, log } = options;
  const publicUrl = config.publicUrl.replace(/\/+$/, '');
  const app = new Hono<Env>();

  // A number of our own: one that a client sends could be made to collide or to fill the log.
  app.use(requestId({ headerName: '' }));
  app.use(async (c, next) => {
    const startedAt = performance.now();
    await next();
    c.res.headers.set('X-Request-Id', c.get('requestId'));
    const facts = {
      requestId: c.get('requestId'),
      method: c.req.method,
      path: maskSecrets(c.req.path),
      status: c.res.status,
      ms: Math.round(performance.now() - startedAt),
    };
    if (!c.req.path.startsWith('/assets/')) log.info(facts, 'request');
  });
  app.use(securityHeaders(publicUrl));
  app.use(compress());

  const files = serveStatic({ root: clientDirectory });
  // The name of a built file holds a hash of its content: it never changes under the same address.
  app.use('/assets/*', keptFor('public, max-age=31536000, immutable'), files);
  // What `public` holds lies at the top; pages have no dot in their address.
  app.get('/:file{[a-z0-9-]+\\.[a-z0-9]+}', keptFor('public, max-age=3600'), files);

  app.get('/healthz', async (c) => {
    try {
      await options.ping?.();
      return c.json({ ok: true });
    } catch (error) {
      log.error({ err: error }, 'health check failed');
      return c.json({ ok: false }, 503);
    }
  });

  app.use(async (c, next) => {
    const answer = await options.rateLimit?.({
      address: clientAddress(c, config.trustProxy ?? false),
      method: c.req.method,
      path: c.req.path,
    });
    if (answer?.allowed === false) {
      const seconds = Math.max(1, Math.ceil(answer.retryAfter));
      c.set('problem', tooOften(seconds));
      await next();
      c.res.headers.set('Retry-After', String(seconds));
      return;
    }
    if (!isSameOrigin(c.req.raw, publicUrl)) c.set('problem', foreignForm);
    await next();
  });
  app.use(async (c, next) => {
    if (c.get('problem') !== undefined || isSafeMethod(c.req.method)) return next();
    const type = c.req.header('Content-Type')?.toLowerCase() ?? '';
    const isUpload = type.startsWith('multipart/form-data');
    if (!isUpload && !type.startsWith('application/x-www-form-urlencoded')) {
      c.set('problem', unreadableForm);
      return next();
    }
    // Files come from people who signed in: nobody else makes the program read more than a form's worth of them.
    const isKnown = isUpload && (await senderOf(c)).signedIn !== null;
    if (c.get('problem') !== undefined) return next();
    return bodyLimit({
      maxSize: isKnown ? uploadLimit : formLimit,
      onError: (tooLarge: Context<Env>) => {
        tooLarge.set('problem', isKnown ? largeUpload : isUpload ? unknownSender : largeForm);
        return answerPage(tooLarge);
      },
    })(c, async () => {
      if (isUpload && !(await isReadableUpload(c.req.raw))) c.set('problem', unreadableForm);
      await next();
    });
  });

  const identify = createIdentify(options);
  /** Asked once a request, by its headers alone; a problem when it cannot be told. */
  async function senderOf(c: Context<Env>): Promise<Sender> {
    const known = c.get('sender');
    if (known !== undefined) return known;
    try {
      const sender = await identify(c.req.raw, c.get('requestId'));
      c.set('sender', sender);
      return sender;
    } catch (error) {
      log.error({ err: error, requestId: c.get('requestId') }, 'session lookup failed');
      c.set('problem', sessionLookupFailed);
      return nobody;
    }
  }

  async function answerPage(c: Context<Env>): Promise<Response> {
    const request = c.req.raw;
    const { signedIn, visitor, renewed } = c.get('problem') === undefined ? await senderOf(c) : nobody;
    const problem = c.get('problem') ?? null;
    const context = new RouterContextProvider();
    const seen: SiteContext = {
      services: options.services,
      signedIn,
      visitor,
      requestId: c.get('requestId'),
      nonce: c.get('secureHeadersNonce') ?? '',
      publicUrl,
      path: visiblePath(new URL(request.url)),
      colorScheme: await readColorScheme(request),
      clientAddress: clientAddress(c, config.trustProxy ?? false),
      log,
      problem,
      fileProblem: null,
    };
    context.set(siteContext, seen);
    let answer = await handlePage(problem === null ? request : withoutBody(request), context);
    // An address of a file has no page of its own to say why there is none: somebody who looks at it gets ours.
    const fileProblem = isLookedAt(request) ? await problemOf(answer) : null;
    if (fileProblem !== null) {
      context.set(siteContext, { ...seen, fileProblem });
      answer = await handlePage(
        new Request(new URL(NO_FILE, request.url), { headers: request.headers }),
        context,
      );
    }
    // Pages and the data behind them are personal: no proxy keeps them, a browser asks again.
    if (!answer.headers.has('Cache-Control')) answer.headers.set('Cache-Control', 'private, no-cache');
    // An action may have ended the session or opened another: its own cookie must be the last word.
    if (isSafeMethod(c.req.method)) {
      for (const cookie of renewed.getSetCookie()) answer.headers.append('Set-Cookie', cookie);
    }
    return answer;
  }

  app.all('*', (c) => answerPage(c));
  app.onError((error, c) => {
    log.error({ err: error, requestId: c.get('requestId') }, 'request failed outside the pages');
    return c.html(lastResort(c.get('requestId')), 500);
  });
  return app;
}

/** How long browsers and proxies may keep a file; a file that is not there is answered by the pages. */
function keptFor(cacheControl: string): MiddlewareHandler<Env> {
  return async (c, next) => {
    await next();
    // What the pages answered (`/people.data` looks like a file, too) says itself how long it may be kept.
    if (c.res.ok && !c.res.headers.has('Cache-Control')) c.res.headers.set('Cache-Control', cacheControl);
  };
}

function clientAddress(c: Context<Env>, trustProxy: boolean): string | null {
  if (trustProxy) {
    // The nearest proxy appends what it saw; everything before that was written by the client.
    const forwarded = c.req.header('X-Forwarded-For')?.split(',').at(-1)?.trim();
    if (forwarded !== undefined && forwarded !== '') return forwarded;
  }
  // Absent when the site is called without a socket, as tests do.
  return c.env?.incoming === undefined ? null : (getConnInfo(c).remote.address ?? null);
}

/** Whether the parts of an upload can be told apart; a page that reads it afterwards may rely on it. */
async function isReadableUpload(request: Request): Promise<boolean> {
  try {
    await request.clone().formData();
    return true;
  } catch (error) {
    // What the parser throws; a body beyond the limit is another error, and not ours.
    if (error instanceof TypeError) return false;
    throw error;
  }
}

/** `/people.data?_routes=…` is asked by scripts on `/people`. */
function visiblePath(url: URL): string {
  const pathname = url.pathname.replace(/\/?_root\.data$|\.data$|\/_\.data$/, '') || '/';
  const query = new URLSearchParams(url.search);
  query.delete('_routes');
  query.delete('index');
  return query.size === 0 ? pathname : `${pathname}?${query.toString()}`;
}

/** Any address that only the last page of `routes.ts` answers. */
const NO_FILE = '/-/no-file';

/** A browser that goes to the address, not a script that asks for it. */
function isLookedAt(request: Request): boolean {
  const accepts = request.headers.get('Accept') ?? '';
  return accepts.includes('text/html') && !new URL(request.url).pathname.endsWith('.data');
}

/** What `throwProblem` told instead of a file. */
async function problemOf(answer: Response): Promise<Problem | null> {
  if (answer.ok || answer.headers.get('Content-Type')?.startsWith('application/json') !== true) return null;
  const told: unknown = await answer.clone().json();
  return isProblem(told) ? told : null;
}

/** A refused request keeps its address and method, but nobody reads what it carried. */
function withoutBody(request: Request): Request {
  const headers = new Headers(request.headers);
  for (const name of ['Content-Length', 'Content-Type', 'Transfer-Encoding']) headers.delete(name);
  return new Request(request.url, { method: request.method, headers });
}
