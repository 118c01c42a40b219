import { PassThrough } from 'node:stream';
import { createReadableStreamFromReadable } from '@react-router/node';
import { renderToPipeableStream } from 'react-dom/server';
import { ServerRouter, type EntryContext, type RouterContextProvider } from 'react-router';
import { site } from '#src/web/context.ts';
import { PageEnvironmentContext } from '#src/web/environment.ts';
import { maskSecrets } from '#src/web/masking.ts';

/** A page that is not ready by then is cut: somebody waits for it. */
const longestRenderMs = 15_000;

/**
 * Renders the whole page before the first byte leaves: a page must be complete and have the right status for a
 * browser that runs no scripts.
 */
export default function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  routerContext: EntryContext,
  loadContext: RouterContextProvider,
): Promise<Response> | Response {
  headers.set('Content-Type', 'text/html; charset=utf-8');
  // Pages hold personal data: never kept by a proxy, always asked for again.
  if (!headers.has('Cache-Control')) headers.set('Cache-Control', 'private, no-cache');
  if (request.method === 'HEAD') return new Response(null, { status, headers });

  const { nonce, requestId, colorScheme, log } = site(loadContext);
  return new Promise((resolve, reject) => {
    let finalStatus = status;
    const { pipe, abort } = renderToPipeableStream(
      <PageEnvironmentContext value={{ nonce, requestId, colorScheme }}>
        <ServerRouter context={routerContext} url={request.url} nonce={nonce} />
      </PageEnvironmentContext>,
      {
        nonce,
        onAllReady() {
          clearTimeout(timer);
          const body = new PassThrough();
          pipe(body);
          resolve(new Response(createReadableStreamFromReadable(body), { status: finalStatus, headers }));
        },
        onShellError(error) {
          clearTimeout(timer);
          reject(error);
        },
        onError(error) {
          finalStatus = 500;
          log.error({ err: error, requestId }, 'page render failed');
        },
      },
    );
    const timer = setTimeout(abort, longestRenderMs);
  });
}

/** A bug in a loader or an action: into the log under the number that the person sees. */
export function handleError(
  error: unknown,
  { request, context }: { request: Request; context: Readonly<RouterContextProvider> },
): void {
  if (request.signal.aborted) return;
  const { log, requestId, path } = site(context);
  const where = maskSecrets(path.split('?')[0] ?? '/');
  log.error({ err: error, requestId, method: request.method, path: where }, 'request failed');
}
