import { data } from 'react-router';
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
import type { Route } from './+types/contact-forms';

export async function loader({ context, params: { partnerId } }: Route.LoaderArgs) {
  const { signedIn } = requireOrganization(context);
  const found = await site(context).services.people.signerForms.view(signedIn, { partnerId });
  return found.ok ? { view: found.value } : throwRefusal(found.refusal, peopleRefusalText(found.refusal));
}

export async function action({ context, request, params: { partnerId } }: Route.ActionArgs) {
  const { signedIn } = requireOrganization(context);
  const { signerForms } = site(context).services.people;
  const form = parseForm(await request.formData(), signerFormsForm, { labels: signerFormLabels });
  if (!form.ok) return data({ ...form, newer: null } satisfies RefusedSignerForms, { status: 422 });
  const done = await signerForms.fix(signedIn, { partnerId }, form.value);
  if (done.ok) return redirectWith(`/people/partners/${partnerId}/name-forms`, 'Сохранено.');
  const now = done.refusal.code === 'people.stale' ? await signerForms.view(signedIn, { partnerId }) : null;
  const state: RefusedSignerForms = {
    ...refuseForm(form.values, done.refusal, peopleRefusalText(done.refusal), signerFormLabels),
    newer: now?.ok === true ? now.value : null,
  };
  return data(state, { status: statusOf(done.refusal) });
}

export default function ContactForms({ loaderData, actionData, params }: Route.ComponentProps) {
  const view = actionData?.newer ?? loaderData.view;
  return (
    <SignerForms
      view={view}
      state={actionData}
      back={{ to: `/people/partners/${params.partnerId}`, label: view.of }}
    />
  );
}
