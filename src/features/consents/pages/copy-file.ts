import { sendCopy } from '#src/features/consents/pages/send-copy.ts';
import { requireOrganization } from '#src/web/context.ts';
import type { Route } from './+types/copy-file';

/** The copy of somebody's data for those who answer requests. */
export function loader({ context, params, url }: Route.LoaderArgs) {
  return sendCopy(context, requireOrganization(context).signedIn, params.personId, url);
}
