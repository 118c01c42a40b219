import { consentsRefusalText } from '#src/features/consents/labels.ts';
import { INCIDENT_NOTICES } from '#src/features/consents/rules/incidents.ts';
import { requireOrganization, site } from '#src/web/context.ts';
import { sendFile } from '#src/web/downloads.ts';
import { throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/notice-file';

/** A draft of a notice of an incident. */
export async function loader({ context, params, url }: Route.LoaderArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const { incidents } = site(context).services.consents;
  const made = await incidents.printNotice(signedIn, organizationId, params.incidentId, {
    kind: INCIDENT_NOTICES.find((one) => one === url.searchParams.get('kind')) ?? 'first',
    format: url.searchParams.get('format') === 'docx' ? 'docx' : 'pdf',
  });
  if (!made.ok) return throwRefusal(made.refusal, consentsRefusalText(made.refusal));
  return sendFile(made.value);
}
