import { data } from 'react-router';
import { shownOrganization } from '#src/features/orgs/rules/organization.ts';
import { peopleRefusalText } from '#src/features/people/labels.ts';
import { signerFormsForm } from '#src/features/people/schema/name-forms.ts';
import {
  SignerForms,
  signerFormLabels,
  type RefusedSignerForms,
} from '#src/features/people/ui/signer-forms.tsx';
import { parseForm, refuseForm } from '#src/ui/form-state.ts';
import { redirectWith } from '#src/web/cookies.ts';
import { requireOrganization, site } from '#src/web/context.ts';
import { statusOf, throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/director-forms';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { signedIn, organizationId: current } = requireOrganization(context);
  const { organizationId, of } = shownOrganization(url, current);
  const found = await site(context).services.people.signerForms.view(signedIn, { organizationId });
  if (!found.ok) return throwRefusal(found.refusal, peopleRefusalText(found.refusal));
  return { view: found.value, of };
}

export async function action({ context, request, url }: Route.ActionArgs) {
  const { signedIn, organizationId: current } = requireOrganization(context);
  const { organizationId, of } = shownOrganization(url, current);
  const { signerForms } = site(context).services.people;
  const form = parseForm(await request.formData(), signerFormsForm, { labels: signerFormLabels });
  if (!form.ok) return data({ ...form, newer: null } satisfies RefusedSignerForms, { status: 422 });
  const done = await signerForms.fix(signedIn, { organizationId }, form.value);
  if (done.ok) return redirectWith(`/organization/name-forms${of}`, 'Сохранено.');
  const now =
    done.refusal.code === 'orgs.stale' ? await signerForms.view(signedIn, { organizationId }) : null;
  const state: RefusedSignerForms = {
    ...refuseForm(form.values, done.refusal, peopleRefusalText(done.refusal), signerFormLabels),
    newer: now?.ok === true ? now.value : null,
  };
  return data(state, { status: statusOf(done.refusal) });
}

export default function DirectorForms({ loaderData, actionData }: Route.ComponentProps) {
  const view = actionData?.newer ?? loaderData.view;
  return (
    <SignerForms
      view={view}
      state={actionData}
      back={{ to: `/organization${loaderData.of}`, label: view.of }}
    />
  );
}
