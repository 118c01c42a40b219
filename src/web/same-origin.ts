/**
 * Whether a request that may change something comes from a page of this site.
 *
 * Browsers say so in `Sec-Fetch-Site` (on https and localhost) and in `Origin` (always with POST); scripts of other
 * sites cannot change either. A request that carries neither does not come from a form of ours and is refused.
 *
 * @param publicUrl address of the site as people type it; behind a proxy it differs from what the server sees.
 */
export function isSameOrigin(request: Request, publicUrl: string): boolean {
  if (isSafeMethod(request.method)) return true;
  const site = request.headers.get('Sec-Fetch-Site');
  // `none`: the person reloaded or restored the tab themselves.
  if (site !== null) return site === 'same-origin' || site === 'none';
  const origin = request.headers.get('Origin');
  if (origin === null) return false;
  const host = request.headers.get('Host') ?? new URL(request.url).host;
  return origin === new URL(publicUrl).origin || URL.parse(origin)?.host === host;
}

/** GET and its kin change nothing. */
export function isSafeMethod(method: string): boolean {
  return method === 'GET' || method === 'HEAD' || method === 'OPTIONS';
}
