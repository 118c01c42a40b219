import { loadOwnEntry, saveOwnEntry } from '#src/features/banks/pages/own-entry.ts';
import { RequestFields } from '#src/features/banks/ui/entry-fields.tsx';
import { OwnEntry } from '#src/features/banks/ui/own-entry.tsx';
import type { Route } from './+types/own-request';

export const loader = ({ context, url }: Route.LoaderArgs) => loadOwnEntry(context, url, 'mentee');
export const action = ({ context, request, url }: Route.ActionArgs) =>
  saveOwnEntry(context, request, url, 'mentee');

export default function OwnRequest({ loaderData, actionData }: Route.ComponentProps) {
  const { person, request, submission, words } = loaderData;
  return (
    <OwnEntry
      side="mentee"
      state={actionData}
      submission={submission}
      person={person}
      version={request?.version ?? null}
    >
      <RequestFields request={request} words={words} />
    </OwnEntry>
  );
}
