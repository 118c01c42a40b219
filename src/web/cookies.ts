import { createCookie, redirect, type Cookie } from 'react-router';
import type { ColorScheme } from '#src/web/context.ts';

export type FlashKind = 'success' | 'info' | 'warning' | 'error';

/** A message that survives one redirect. */
export interface Flash {
  /** Tells two equal messages apart, so that the second is announced too. */
  readonly id: string;
  readonly kind: FlashKind;
  readonly text: string;
}

const year = 365 * 24 * 60 * 60;
const shared = { path: '/', sameSite: 'lax', httpOnly: true } as const;

/** A minute is enough for a redirect; a message that nobody fetched must not surface tomorrow. */
const flashStore: Cookie = createCookie('flash', { ...shared, maxAge: 60 });
const organizationStore: Cookie = createCookie('organization', { ...shared, maxAge: year });
const colorSchemeStore: Cookie = createCookie('appearance', { ...shared, maxAge: year });

/** The code of a printed card; opens one person's own page, so no script reads it and no other site sends it. */
const visitorStore: Cookie = createCookie('visitor', { ...shared });

/** What was entered at `/code`, or null; whether it still lets in is asked of the database. */
export async function readVisitorCode(request: Request): Promise<string | null> {
  const value: unknown = await visitorStore.parse(request.headers.get('Cookie'));
  return typeof value === 'string' && value !== '' && value.length <= 64 ? value : null;
}

/** Kept no longer than the code itself lets in; `secure` where the site speaks https. */
export function writeVisitorCode(
  code: string,
  until: { readonly seconds: number; readonly secure: boolean },
): Promise<string> {
  return visitorStore.serialize(code, { maxAge: Math.max(0, until.seconds), secure: until.secure });
}

export function dropVisitorCode(): Promise<string> {
  return visitorStore.serialize('', { maxAge: 0 });
}

const kinds: readonly FlashKind[] = ['success', 'info', 'warning', 'error'];
const longestFlash = 600;

/**
 * To a page with a message on top: `return redirectWith('/people', 'Сотрудник добавлен')`.
 * The message is cut to 600 characters: it travels in a cookie.
 */
export async function redirectWith(
  to: string,
  text: string,
  kind: FlashKind = 'success',
  headers: HeadersInit = {},
): Promise<Response> {
  const out = new Headers(headers);
  const flash: Flash = { id: crypto.randomUUID(), kind, text: text.slice(0, longestFlash) };
  out.append('Set-Cookie', await flashStore.serialize(flash));
  return redirect(to, { headers: out });
}

/** The waiting message, if any, and the header that removes it. */
export async function takeFlash(
  request: Request,
): Promise<{ flash: Flash | null; headers: Record<string, string> }> {
  const value: unknown = await flashStore.parse(request.headers.get('Cookie'));
  if (value === null) return { flash: null, headers: {} };
  return {
    flash: readFlash(value),
    headers: { 'Set-Cookie': await flashStore.serialize('', { maxAge: 0 }) },
  };
}

function readFlash(value: unknown): Flash | null {
  if (typeof value !== 'object' || value === null) return null;
  const { id, kind, text } = value as Partial<Record<keyof Flash, unknown>>;
  if (typeof id !== 'string' || typeof text !== 'string' || text === '') return null;
  const known = kinds.find((one) => one === kind);
  return known === undefined ? null : { id, kind: known, text: text.slice(0, longestFlash) };
}

/** The organization chosen in the header; whether the person belongs to it is checked by the reader. */
export async function readOrganization(request: Request): Promise<string | null> {
  const value: unknown = await organizationStore.parse(request.headers.get('Cookie'));
  return typeof value === 'string' ? value : null;
}

export function writeOrganization(organizationId: string): Promise<string> {
  return organizationStore.serialize(organizationId);
}

export async function readColorScheme(request: Request): Promise<ColorScheme> {
  const value: unknown = await colorSchemeStore.parse(request.headers.get('Cookie'));
  return isColorScheme(value) ? value : 'auto';
}

export function writeColorScheme(scheme: ColorScheme): Promise<string> {
  return colorSchemeStore.serialize(scheme);
}

export function isColorScheme(value: unknown): value is ColorScheme {
  return value === 'light' || value === 'dark' || value === 'auto';
}

/** A path of this site and nothing else, for «вернуться»: `//evil.example` and `https:` become the home page. */
export function safePath(value: unknown, fallback = '/'): string {
  if (typeof value !== 'string' || !value.startsWith('/')) return fallback;
  const base = 'http://here.invalid';
  const url = URL.parse(value, base);
  if (url === null || url.origin !== base || value.startsWith('/\\')) return fallback;
  // `/.//evil.example` is on this site, but its path without the dot would be another host.
  if (url.pathname.startsWith('//')) return fallback;
  return url.pathname + url.search + url.hash;
}
