import { loadOwnEntry, saveOwnEntry } from '#src/features/banks/pages/own-entry.ts';
import { OfferFields } from '#src/features/banks/ui/entry-fields.tsx';
import { OutsideOfferSection } from '#src/features/banks/ui/outside-offer.tsx';
import { OwnEntry } from '#src/features/banks/ui/own-entry.tsx';
import type { Route } from './+types/own-offer';

export const loader = ({ context, url }: Route.LoaderArgs) => loadOwnEntry(context, url, 'mentor');
export const action = ({ context, request, url }: Route.ActionArgs) =>
  saveOwnEntry(context, request, url, 'mentor');

export default function OwnOffer({ loaderData, actionData }: Route.ComponentProps) {
  const { person, offer, outside, submission, words } = loaderData;
  // Both forms of the page answer to their own state alone.
  const isOutside = String(actionData?.values['intent'] ?? '').endsWith('-outside');
  return (
    <OwnEntry
      side="mentor"
      state={isOutside ? undefined : actionData}
      submission={submission}
      person={person}
      version={offer?.version ?? null}
      after={
        outside === null ? null : (
          <OutsideOfferSection card={outside} state={isOutside ? actionData : undefined} isOwn />
        )
      }
    >
      <OfferFields offer={offer} words={words} />
    </OwnEntry>
  );
}
