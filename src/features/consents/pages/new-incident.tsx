import { data } from 'react-router';
import { consentsRefusalText } from '#src/features/consents/labels.ts';
import { addIncidentForm } from '#src/features/consents/schema/duties.ts';
import { IncidentFields, incidentLabels } from '#src/features/consents/ui/incident-fields.tsx';
import { ButtonLink } from '#src/ui/button.tsx';
import { Form, FormButtons, SubmitButton } from '#src/ui/form.tsx';
import { newSubmission, parseForm, refuseForm } from '#src/ui/form-state.ts';
import { Page } from '#src/ui/page.tsx';
import { redirectWith } from '#src/web/cookies.ts';
import { requireOrganization, site } from '#src/web/context.ts';
import { statusOf, throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/new-incident';

export async function loader({ context }: Route.LoaderArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const found = await site(context).services.consents.incidents.begin(signedIn, organizationId);
  if (!found.ok) return throwRefusal(found.refusal, consentsRefusalText(found.refusal));
  return { ...found.value, submission: newSubmission() };
}

export async function action({ context, request }: Route.ActionArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const form = parseForm(await request.formData(), addIncidentForm, { labels: incidentLabels });
  if (!form.ok) return data(form, { status: 422 });
  const done = await site(context).services.consents.incidents.add(signedIn, organizationId, form.value);
  return done.ok
    ? redirectWith(
        `/consents/incidents/${done.value.incidentId}`,
        'Карточка заведена, сроки пошли.',
        'warning',
      )
    : data(refuseForm(form.values, done.refusal, consentsRefusalText(done.refusal), incidentLabels), {
        status: statusOf(done.refusal),
      });
}

export default function NewIncident({ loaderData, actionData }: Route.ComponentProps) {
  const { accounts, nowTyped, submission } = loaderData;
  return (
    <Page
      title="Новый инцидент"
      lead="Запишите, что известно сейчас: остальное допишете позже. Время — по часам школы."
      width="narrow"
      breadcrumbs={[
        { to: '/consents', label: 'Согласия' },
        { to: '/consents/incidents', label: 'Инциденты' },
      ]}
    >
      <Form state={actionData} submission={submission}>
        <IncidentFields
          accounts={accounts}
          values={{
            title: '',
            happenedAt: null,
            discoveredAt: nowTyped,
            accountId: null,
            windowStart: null,
            windowEnd: null,
            supposedCause: '',
            supposedHarm: '',
            measures: '',
            findings: '',
          }}
        />
        <FormButtons>
          <SubmitButton>Завести карточку</SubmitButton>
          <ButtonLink to="/consents/incidents">Отменить</ButtonLink>
        </FormButtons>
      </Form>
    </Page>
  );
}
