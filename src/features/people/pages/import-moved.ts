import { redirect } from 'react-router';
import type { Route } from './+types/import-moved';

/** Lists of staff and of everybody else have one address now. */
export function loader({ params }: Route.LoaderArgs) {
  return redirect(
    params.importId === undefined
      ? '/people/import'
      : `/people/import/${encodeURIComponent(params.importId)}`,
  );
}
