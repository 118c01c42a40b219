import { sendCopy } from '#src/features/consents/pages/send-copy.ts';
import { requireOwnPerson } from '#src/web/context.ts';
import type { Route } from './+types/my-copy-file';

/** The copy of the reader's own data or of their child's. */
export function loader({ context, params, url }: Route.LoaderArgs) {
  return sendCopy(context, requireOwnPerson(context).actor, params.personId, url);
}
