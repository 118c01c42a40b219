import { consentsRefusalText } from '#src/features/consents/labels.ts';
import { readPrintChoice } from '#src/features/consents/schema/print.ts';
import { requireOrganization, site } from '#src/web/context.ts';
import { sendFile } from '#src/web/downloads.ts';
import { throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/print-file';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const choice = readPrintChoice(url.searchParams);
  const format = url.searchParams.get('format') === 'docx' ? 'docx' : 'pdf';
  const { blanks } = site(context).services.consents;
  const made = await blanks.print(signedIn, organizationId, choice, format);
  if (!made.ok) return throwRefusal(made.refusal, consentsRefusalText(made.refusal));
  return sendFile(made.value);
}
