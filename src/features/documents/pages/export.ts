import { documentsRefusalText } from '#src/features/documents/labels.ts';
import { paperFilter } from '#src/features/documents/schema.ts';
import { requireOrganization, site } from '#src/web/context.ts';
import { sendWorkbook } from '#src/web/downloads.ts';
import { throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/export';

/** The register as XLSX, filtered as the list is. */
export async function loader({ context, url }: Route.LoaderArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const filter = paperFilter.parse(Object.fromEntries(url.searchParams));
  const made = await site(context).services.documents.exportRegister(signedIn, organizationId, filter);
  if (!made.ok) return throwRefusal(made.refusal, documentsRefusalText(made.refusal));
  return sendWorkbook('Реестр документов.xlsx', made.value);
}
