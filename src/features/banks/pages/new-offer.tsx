import { addEntry, loadNewEntry } from '#src/features/banks/pages/new-entry.ts';
import { NewEntry } from '#src/features/banks/ui/new-entry.tsx';
import type { Route } from './+types/new-offer';

export const loader = ({ context, url }: Route.LoaderArgs) => loadNewEntry(context, url, 'mentor');
export const action = ({ context, request }: Route.ActionArgs) => addEntry(context, request, 'mentor');

export default function NewOffer({ loaderData, actionData }: Route.ComponentProps) {
  return <NewEntry side="mentor" state={actionData} {...loaderData} />;
}
