import { data } from 'react-router';
import { SIDES } from '#src/features/programmes/rules/sides.ts';
import { banksRefusalText, sideLabels } from '#src/features/banks/labels.ts';
import { addCallForm, CALL_LISTS } from '#src/features/banks/schema/calls.ts';
import { callLabels, CallFields } from '#src/features/banks/ui/call-fields.tsx';
import { ButtonLink } from '#src/ui/button.tsx';
import { RadioField } from '#src/ui/choice-fields.tsx';
import { addDays } from '#src/ui/days.ts';
import { Form, FormButtons, SubmitButton } from '#src/ui/form.tsx';
import { newSubmission, parseForm, refuseForm } from '#src/ui/form-state.ts';
import { Page } from '#src/ui/page.tsx';
import { redirectWith } from '#src/web/cookies.ts';
import { requireOrganization, site } from '#src/web/context.ts';
import { statusOf, throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/new-call';

export async function loader({ context }: Route.LoaderArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const found = await site(context).services.banks.calls.list(signedIn, organizationId, 1);
  if (!found.ok) return throwRefusal(found.refusal, banksRefusalText(found.refusal));
  const { today } = found.value;
  return { submission: newSubmission(), term: { opensOn: today, closesOn: addDays(today, 30) } };
}

export async function action({ context, request }: Route.ActionArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const form = parseForm(await request.formData(), addCallForm, { labels: callLabels, lists: CALL_LISTS });
  if (!form.ok) return data(form, { status: 422 });
  const done = await site(context).services.banks.calls.add(signedIn, organizationId, form.value);
  if (done.ok)
    return redirectWith(
      `/banks/calls/${done.value.callId}`,
      'Набор открыт. Разошлите ссылку или повесьте плакат.',
    );
  return data(refuseForm(form.values, done.refusal, banksRefusalText(done.refusal), callLabels), {
    status: statusOf(done.refusal),
  });
}

export default function NewCall({ loaderData, actionData }: Route.ComponentProps) {
  const { submission, term } = loaderData;
  return (
    <Page title="Новый набор" width="narrow" breadcrumbs={[{ to: '/banks/calls', label: 'Наборы и заявки' }]}>
      <Form state={actionData} submission={submission}>
        <RadioField
          name="side"
          label={callLabels.side}
          required
          defaultValue="mentor"
          options={SIDES.map((side) => ({ value: side, label: sideLabels[side] }))}
        />
        <CallFields call={null} side={null} term={term} />
        <FormButtons>
          <SubmitButton pendingLabel="Открываем…">Открыть набор</SubmitButton>
          <ButtonLink to="/banks/calls">Отменить</ButtonLink>
        </FormButtons>
      </Form>
    </Page>
  );
}
