import { MEDIA_TYPES } from '#src/platform/render/media-types.ts';

/** A file for somebody's computer. */
export interface Download {
  /** As the person will find it in their folder; Russian letters are fine. */
  readonly name: string;
  /** Media type; text types get their charset added by the caller. */
  readonly type: string;
  readonly bytes: Uint8Array;
}

/**
 * Answers a loader with a file: always saved, never opened as a page of this site, because it may hold anything that
 * somebody uploaded. Not kept by proxies.
 */
export function sendFile({ name, type, bytes }: Download): Response {
  return new Response(Uint8Array.from(bytes), {
    headers: {
      'Content-Type': type,
      'Content-Disposition': contentDisposition(name),
      'Cache-Control': 'private, no-store',
      'X-Content-Type-Options': 'nosniff',
    },
  });
}

/** An XLSX, as lists are exported. */
export function sendWorkbook(name: string, bytes: Uint8Array): Response {
  return sendFile({ name, type: MEDIA_TYPES.xlsx, bytes });
}

/** Both forms of RFC 6266: Latin for old programs, UTF-8 for the rest. */
export function contentDisposition(name: string): string {
  // Control characters, slashes and the like would make a header or a path of it.
  const clean = name.replace(/[\p{Cc}\p{Cf}/\\:*?"<>|]+/gu, ' ').trim() || 'file';
  const latin = clean.replace(/[^\x20-\x7e]/g, '_').replace(/["\\%]/g, '_');
  const encoded = encodeURIComponent(clean.toWellFormed()).replace(/['()*]/g, escapeAscii);
  return `attachment; filename="${latin}"; filename*=UTF-8''${encoded}`;
}

function escapeAscii(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}
