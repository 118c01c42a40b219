import { documentsRefusalText } from '#src/features/documents/labels.ts';
import { requireOrganization, site } from '#src/web/context.ts';
import { contentDisposition } from '#src/web/downloads.ts';
import { throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/file';

/** What browsers show without running anything of it; the rest is only saved. */
const SHOWN = new Set(['application/pdf', 'image/png', 'image/jpeg']);

/** A file that somebody uploaded: anything can be in it, so nothing of it may act as a page of this site. */
export async function loader({ context, params, url }: Route.LoaderArgs) {
  const { signedIn } = requireOrganization(context);
  const found = await site(context).services.documents.download(signedIn, params.fileId);
  if (!found.ok) return throwRefusal(found.refusal, documentsRefusalText(found.refusal));
  const { file, bytes } = found.value;
  const isShown = SHOWN.has(file.mediaType) && url.searchParams.has('show');
  const disposition = contentDisposition(file.name);
  return new Response(Uint8Array.from(bytes), {
    headers: {
      'Content-Type': file.mediaType,
      'Content-Disposition': isShown ? disposition.replace(/^attachment/, 'inline') : disposition,
      'Content-Security-Policy': "sandbox; default-src 'none'",
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': 'private, no-store',
    },
  });
}
