import { banksRefusalText } from '#src/features/banks/labels.ts';
import { menteeFilter } from '#src/features/banks/schema.ts';
import { requireOrganization, site } from '#src/web/context.ts';
import { sendWorkbook } from '#src/web/downloads.ts';
import { throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/export-mentees';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const filter = menteeFilter.parse(Object.fromEntries(url.searchParams));
  const sheet = await site(context).services.banks.lists.exportMentees(signedIn, organizationId, filter);
  if (!sheet.ok) return throwRefusal(sheet.refusal, banksRefusalText(sheet.refusal));
  return sendWorkbook('База наставляемых.xlsx', sheet.value);
}
