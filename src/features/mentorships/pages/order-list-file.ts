import { mentorshipsRefusalText } from '#src/features/mentorships/labels.ts';
import { orderListFilter } from '#src/features/mentorships/schema/answers.ts';
import { requireOrganization, site } from '#src/web/context.ts';
import { sendFile } from '#src/web/downloads.ts';
import { throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/order-list-file';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const filter = orderListFilter.parse(Object.fromEntries(url.searchParams));
  const asked = url.searchParams.get('format');
  const format = asked === 'xlsx' || asked === 'pdf' ? asked : 'docx';
  const made = await site(context).services.mentorships.orderLists.print(
    signedIn,
    organizationId,
    filter,
    format,
  );
  if (!made.ok) return throwRefusal(made.refusal, mentorshipsRefusalText(made.refusal));
  return sendFile(made.value);
}
