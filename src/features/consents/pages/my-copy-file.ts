import { consentsRefusalText } from '#src/features/consents/labels.ts';
import { requireOwnPerson, site } from '#src/web/context.ts';
import { sendFile } from '#src/web/downloads.ts';
import { throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/my-copy-file';

/** The copy of the reader's own data or of their child's. */
export async function loader({ context, params, url }: Route.LoaderArgs) {
  const { actor } = requireOwnPerson(context);
  const asked = url.searchParams.get('format');
  const format = asked === 'docx' || asked === 'json' ? asked : 'pdf';
  const made = await site(context).services.consents.requests.copy(actor, params.personId, format);
  if (!made.ok) return throwRefusal(made.refusal, consentsRefusalText(made.refusal));
  return sendFile(made.value);
}
