import { consentsRefusalText } from '#src/features/consents/labels.ts';
import { requireOrganization, site } from '#src/web/context.ts';
import { sendFile } from '#src/web/downloads.ts';
import { throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/act-file';

/** The act of a destruction with its log. */
export async function loader({ context, params, url }: Route.LoaderArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const format = url.searchParams.get('format') === 'docx' ? 'docx' : 'pdf';
  const { destructions } = site(context).services.consents;
  const made = await destructions.printAct(signedIn, organizationId, params.destructionId, format);
  if (!made.ok) return throwRefusal(made.refusal, consentsRefusalText(made.refusal));
  return sendFile(made.value);
}
