import { matchingRefusalText } from '#src/features/matching/labels.ts';
import { meetingFilter } from '#src/features/matching/schema.ts';
import { requireOrganization, site } from '#src/web/context.ts';
import { sendFile } from '#src/web/downloads.ts';
import { throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/meeting-file';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const { form = null } = meetingFilter.parse(Object.fromEntries(url.searchParams));
  const format = url.searchParams.get('format') === 'docx' ? 'docx' : 'pdf';
  const made = await site(context).services.matching.printMeeting(signedIn, organizationId, form, format);
  if (!made.ok) return throwRefusal(made.refusal, matchingRefusalText(made.refusal));
  return sendFile(made.value);
}
