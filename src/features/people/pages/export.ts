import { peopleRefusalText } from '#src/features/people/labels.ts';
import { requireOrganization, site } from '#src/web/context.ts';
import { sendFile } from '#src/web/downloads.ts';
import { throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/export';

/** People as XLSX, filtered as the list is. */
export async function loader({ context, url }: Route.LoaderArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const made = await site(context).services.people.exportList(signedIn, {
    organizationId,
    search: url.searchParams.get('words') ?? '',
    withLeft: url.searchParams.has('left'),
  });
  if (!made.ok) return throwRefusal(made.refusal, peopleRefusalText(made.refusal));
  return sendFile({
    name: 'Люди.xlsx',
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    body: Uint8Array.from(made.value),
  });
}
