import { matchingRefusalText } from '#src/features/matching/labels.ts';
import { settingsForm } from '#src/features/matching/schema.ts';
import type { ShownComparison } from '#src/features/matching/service.server.ts';
import { parseForm } from '#src/ui/form-state.ts';
import { requireOrganization, site } from '#src/web/context.ts';
import { throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/draft-preview';

type Preview =
  | { readonly ok: true; readonly comparison: ShownComparison }
  | { readonly ok: false; readonly text: string };

/** What the settings in the address would change, for the page of settings while its sliders move. Keeps nothing. */
export async function loader({ context, params, url }: Route.LoaderArgs): Promise<Preview> {
  const { signedIn } = requireOrganization(context);
  const sent = new FormData();
  for (const [name, value] of url.searchParams) sent.append(name, value);
  const form = parseForm(sent, settingsForm, { lists: ['rules'] });
  if (!form.ok) return { ok: false, text: [...form.formErrors, ...Object.values(form.errors)].join(' ') };
  const done = await site(context).services.matching.preview(signedIn, params.draftId, form.value);
  if (done.ok) return { ok: true, comparison: done.value };
  const text = matchingRefusalText(done.refusal);
  if (done.refusal.code === 'matching.not_found' || done.refusal.code.startsWith('access.')) {
    return throwRefusal(done.refusal, text);
  }
  return { ok: false, text };
}
