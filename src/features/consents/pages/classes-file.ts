import { consentsRefusalText } from '#src/features/consents/labels.ts';
import { isPurpose } from '#src/features/consents/rules/purposes.ts';
import { requireOrganization, site } from '#src/web/context.ts';
import { sendFile } from '#src/web/downloads.ts';
import { throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/classes-file';

/** The sheet for the class teacher: of one class or of all. */
export async function loader({ context, url }: Route.LoaderArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const purpose = url.searchParams.get('purpose') ?? '';
  const made = await site(context).services.consents.classes.printReminder(signedIn, organizationId, {
    classId: url.searchParams.get('classId'),
    purpose: isPurpose(purpose) ? purpose : 'processing',
    format: url.searchParams.get('format') === 'docx' ? 'docx' : 'pdf',
  });
  if (!made.ok) return throwRefusal(made.refusal, consentsRefusalText(made.refusal));
  return sendFile(made.value);
}
