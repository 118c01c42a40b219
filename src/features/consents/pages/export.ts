import { consentsRefusalText } from '#src/features/consents/labels.ts';
import { matrixFilter } from '#src/features/consents/schema.ts';
import { requireOrganization, site } from '#src/web/context.ts';
import { sendWorkbook } from '#src/web/downloads.ts';
import { throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/export';

/** The register as XLSX, filtered as the list is. */
export async function loader({ context, url }: Route.LoaderArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const filter = matrixFilter.parse(Object.fromEntries(url.searchParams));
  const made = await site(context).services.consents.exportRegister(signedIn, organizationId, filter);
  if (!made.ok) return throwRefusal(made.refusal, consentsRefusalText(made.refusal));
  return sendWorkbook('Реестр согласий.xlsx', made.value);
}
