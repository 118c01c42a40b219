import { consentsRefusalText } from '#src/features/consents/labels.ts';
import { isPurpose } from '#src/features/consents/rules/purposes.ts';
import { matrixFilter } from '#src/features/consents/schema.ts';
import { requireOrganization, site } from '#src/web/context.ts';
import { sendFile } from '#src/web/downloads.ts';
import { throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/print-file';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const purposes = url.searchParams.getAll('purposes').filter(isPurpose);
  const made = await site(context).services.consents.print(signedIn, organizationId, {
    filter: matrixFilter.parse({ ...Object.fromEntries(url.searchParams), page: 1 }),
    personId: url.searchParams.get('personId'),
    purposes: purposes.length === 0 ? ['processing'] : [...new Set(purposes)],
    format: url.searchParams.get('format') === 'docx' ? 'docx' : 'pdf',
  });
  if (!made.ok) return throwRefusal(made.refusal, consentsRefusalText(made.refusal));
  return sendFile(made.value);
}
