import { peopleListLabels, peopleRefusalText } from '#src/features/people/labels.ts';
import { readPeopleAsked } from '#src/features/people/pages/asked-people.ts';
import { requireOrganization, site } from '#src/web/context.ts';
import { sendWorkbook } from '#src/web/downloads.ts';
import { throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/export';

/** People as XLSX, filtered as the list is. */
export async function loader({ context, url }: Route.LoaderArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const asked = readPeopleAsked(url, organizationId);
  const made = await site(context).services.people.exportList(signedIn, asked);
  if (!made.ok) return throwRefusal(made.refusal, peopleRefusalText(made.refusal));
  return sendWorkbook(`${peopleListLabels[asked.list]}.xlsx`, made.value);
}
