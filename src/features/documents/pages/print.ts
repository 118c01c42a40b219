import { documentsRefusalText } from '#src/features/documents/labels.ts';
import { requireOrganization, site } from '#src/web/context.ts';
import { sendFile } from '#src/web/downloads.ts';
import { throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/print';

/** The paper as a file to sign (PDF) or to edit (DOCX). */
export async function loader({ context, params, url }: Route.LoaderArgs) {
  const { signedIn } = requireOrganization(context);
  const format = url.searchParams.get('format') === 'pdf' ? 'pdf' : 'docx';
  const made = await site(context).services.documents.drafts.print(signedIn, params.paperId, format);
  if (!made.ok) return throwRefusal(made.refusal, documentsRefusalText(made.refusal));
  return sendFile(made.value);
}
