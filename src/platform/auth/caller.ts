import { ADDRESS_HEADER } from './engine.ts';

/** Who asks: the request's headers (cookies, browser) and the network address as the web server knows it. */
export interface Caller {
  readonly headers: Headers;
  readonly address: string;
}

/** What better-auth gets to see of a request. */
export function headersOf(caller: Caller): Headers {
  const headers = new Headers();
  const cookie = caller.headers.get('cookie');
  if (cookie !== null) headers.set('cookie', cookie);
  const browser = caller.headers.get('user-agent');
  if (browser !== null) headers.set('user-agent', browser.slice(0, 500));
  headers.set(ADDRESS_HEADER, caller.address);
  return headers;
}

/** Only the cookies of an answer of better-auth: all that a page passes on. */
export function cookiesOf(answered: Headers | null | undefined): Headers {
  const headers = new Headers();
  for (const cookie of answered?.getSetCookie() ?? []) headers.append('set-cookie', cookie);
  return headers;
}
