import { consentsRefusalText } from '#src/features/consents/labels.ts';
import { requireOrganization, site } from '#src/web/context.ts';
import { sendFile } from '#src/web/downloads.ts';
import { throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/copy-file';

/** The copy of somebody's data for those who answer requests. */
export async function loader({ context, params, url }: Route.LoaderArgs) {
  const { signedIn } = requireOrganization(context);
  const asked = url.searchParams.get('format');
  const format = asked === 'docx' || asked === 'json' ? asked : 'pdf';
  const made = await site(context).services.consents.requests.copy(signedIn, params.personId, format);
  if (!made.ok) return throwRefusal(made.refusal, consentsRefusalText(made.refusal));
  return sendFile(made.value);
}
