import { data } from 'react-router';
import { abilityTexts } from '#src/features/accounts/labels.ts';
import { peopleRefusalText } from '#src/features/people/labels.ts';
import { addPartnerForm } from '#src/features/people/schema/partners.ts';
import { PartnerFields, partnerFieldLabels } from '#src/features/people/ui/partner-fields.tsx';
import { ButtonLink } from '#src/ui/button.tsx';
import { Form, FormButtons, SubmitButton } from '#src/ui/form.tsx';
import { newSubmission, parseForm, refuseForm } from '#src/ui/form-state.ts';
import { NoRight } from '#src/ui/notice.tsx';
import { Page } from '#src/ui/page.tsx';
import { redirectWith } from '#src/web/cookies.ts';
import { requireOrganization, site } from '#src/web/context.ts';
import { statusOf, throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/new-partner';

export async function loader({ context }: Route.LoaderArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const { partners } = site(context).services.people;
  const found = await partners.list(signedIn, { organizationId, withEnded: false });
  if (!found.ok) return throwRefusal(found.refusal, peopleRefusalText(found.refusal));
  return { can: abilityTexts(found.value.can), submission: newSubmission() };
}

export async function action({ context, request }: Route.ActionArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const form = parseForm(await request.formData(), addPartnerForm, { labels: partnerFieldLabels });
  if (!form.ok) return data(form, { status: 422 });
  const done = await site(context).services.people.partners.add(signedIn, organizationId, form.value);
  if (done.ok) return redirectWith(`/people/partners/${done.value.partnerId}`, 'Партнёр добавлен.');
  return data(refuseForm(form.values, done.refusal, peopleRefusalText(done.refusal), partnerFieldLabels), {
    status: statusOf(done.refusal),
  });
}

export default function NewPartner({ loaderData, actionData }: Route.ComponentProps) {
  const { can, submission } = loaderData;
  return (
    <Page
      title="Новый партнёр"
      width="narrow"
      breadcrumbs={[
        { to: '/people', label: 'Люди' },
        { to: '/people/partners', label: 'Партнёры' },
      ]}
    >
      {can['people.edit_partners'] === true ? (
        <Form state={actionData} submission={submission}>
          <PartnerFields />
          <FormButtons>
            <SubmitButton pendingLabel="Сохраняем…">Сохранить</SubmitButton>
            <ButtonLink to="/people/partners">Отменить</ButtonLink>
          </FormButtons>
        </Form>
      ) : (
        <NoRight reason={can['people.edit_partners']} />
      )}
    </Page>
  );
}
