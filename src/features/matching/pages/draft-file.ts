import { matchingRefusalText } from '#src/features/matching/labels.ts';
import { requireOrganization, site } from '#src/web/context.ts';
import { sendWorkbook } from '#src/web/downloads.ts';
import { throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/draft-file';

export async function loader({ context, params }: Route.LoaderArgs) {
  const { signedIn } = requireOrganization(context);
  const made = await site(context).services.matching.sheet(signedIn, params.draftId);
  if (!made.ok) return throwRefusal(made.refusal, matchingRefusalText(made.refusal));
  return sendWorkbook(made.value.name, made.value.bytes);
}
