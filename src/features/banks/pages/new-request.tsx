import { addEntry, loadNewEntry } from '#src/features/banks/pages/new-entry.ts';
import { NewEntry } from '#src/features/banks/ui/new-entry.tsx';
import type { Route } from './+types/new-request';

export const loader = ({ context, url }: Route.LoaderArgs) => loadNewEntry(context, url, 'mentee');
export const action = ({ context, request }: Route.ActionArgs) => addEntry(context, request, 'mentee');

export default function NewRequest({ loaderData, actionData }: Route.ComponentProps) {
  return <NewEntry side="mentee" state={actionData} {...loaderData} />;
}
