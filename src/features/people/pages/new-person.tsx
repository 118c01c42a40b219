import { data } from 'react-router';
import { abilityTexts } from '#src/features/accounts/labels.ts';
import { peopleRefusalText } from '#src/features/people/labels.ts';
import { addPersonForm } from '#src/features/people/schema.ts';
import { PersonFields, personFieldLabels } from '#src/features/people/ui/person-fields.tsx';
import { ButtonLink } from '#src/ui/button.tsx';
import { CheckboxField } from '#src/ui/choice-fields.tsx';
import { Form, FormButtons, SubmitButton } from '#src/ui/form.tsx';
import { newSubmission, parseForm, refuseForm } from '#src/ui/form-state.ts';
import { NoRight } from '#src/ui/notice.tsx';
import { Page } from '#src/ui/page.tsx';
import { redirectWith } from '#src/web/cookies.ts';
import { requireOrganization, site } from '#src/web/context.ts';
import { statusOf, throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/new-person';

export async function loader({ context }: Route.LoaderArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const found = await site(context).services.people.list(signedIn, {
    organizationId,
    search: '',
    withLeft: false,
    page: 1,
  });
  if (!found.ok) return throwRefusal(found.refusal, peopleRefusalText(found.refusal));
  return { can: abilityTexts(found.value.can), submission: newSubmission() };
}

export async function action({ context, request }: Route.ActionArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const { people } = site(context).services;
  const form = parseForm(await request.formData(), addPersonForm, { labels: personFieldLabels });
  if (!form.ok) return data(form, { status: 422 });
  const done = await people.add(signedIn, organizationId, form.value);
  if (!done.ok) {
    return data(refuseForm(form.values, done.refusal, peopleRefusalText(done.refusal), personFieldLabels), {
      status: statusOf(done.refusal),
    });
  }
  return redirectWith(`/people/${done.value.personId}`, 'Человек внесён.');
}

export default function NewPerson({ loaderData, actionData }: Route.ComponentProps) {
  const { can, submission } = loaderData;
  const asksNamesake =
    actionData?.errors['isNamesake'] !== undefined || actionData?.values['isNamesake'] !== undefined;
  return (
    <Page title="Новый человек" width="narrow" breadcrumbs={[{ to: '/people', label: 'Люди' }]}>
      {can['people.add'] === true ? (
        <Form state={actionData} submission={submission}>
          <PersonFields />
          {asksNamesake && (
            <CheckboxField
              name="isNamesake"
              label={personFieldLabels.isNamesake}
              description="Другой человек с таким же именем"
            />
          )}
          <FormButtons>
            <SubmitButton pendingLabel="Сохраняем…">Сохранить</SubmitButton>
            <ButtonLink to="/people">Отменить</ButtonLink>
          </FormButtons>
        </Form>
      ) : (
        <NoRight reason={can['people.add']} />
      )}
    </Page>
  );
}
