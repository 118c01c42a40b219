import { loadOwnEntry, saveOwnEntry } from '#src/features/banks/pages/own-entry.ts';
import { OfferFields } from '#src/features/banks/ui/entry-fields.tsx';
import { OwnEntry } from '#src/features/banks/ui/own-entry.tsx';
import type { Route } from './+types/own-offer';

export const loader = ({ context, url }: Route.LoaderArgs) => loadOwnEntry(context, url, 'mentor');
export const action = ({ context, request, url }: Route.ActionArgs) =>
  saveOwnEntry(context, request, url, 'mentor');

export default function OwnOffer({ loaderData, actionData }: Route.ComponentProps) {
  const { person, offer, submission, words } = loaderData;
  return (
    <OwnEntry
      side="mentor"
      state={actionData}
      submission={submission}
      person={person}
      version={offer?.version ?? null}
    >
      <OfferFields offer={offer} words={words} />
    </OwnEntry>
  );
}
