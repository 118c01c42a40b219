import { data } from 'react-router';
import { abilityTexts } from '#src/features/accounts/labels.ts';
import { peopleRefusalText } from '#src/features/people/labels.ts';
import { fullName, type Person } from '#src/features/people/rules.ts';
import { editPersonForm } from '#src/features/people/schema.ts';
import { leftLabel, PersonFields, personFieldLabels } from '#src/features/people/ui/person-fields.tsx';
import { ButtonLink } from '#src/ui/button.tsx';
import { DateField, HiddenField } from '#src/ui/fields.tsx';
import { Form, FormButtons, SubmitButton } from '#src/ui/form.tsx';
import { parseForm, refuseForm, type FormState } from '#src/ui/form-state.ts';
import { NoRight } from '#src/ui/notice.tsx';
import { Page } from '#src/ui/page.tsx';
import { redirectWith } from '#src/web/cookies.ts';
import { requireOrganization, site } from '#src/web/context.ts';
import { statusOf, throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/edit-person';

/** A refused form; after a clash also the card as it stands now, so that the next try carries its version. */
interface Refused extends FormState {
  readonly newer: Person | null;
}

export async function loader({ context, params }: Route.LoaderArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const { people } = site(context).services;
  const found = await people.view(signedIn, params.personId);
  if (!found.ok) return throwRefusal(found.refusal, peopleRefusalText(found.refusal));
  const { person, partner, can } = found.value;
  const listed = await people.partners.list(signedIn, { organizationId, withEnded: false });
  const partners = listed.ok ? listed.value.partners.map(({ id, name }) => ({ value: id, label: name })) : [];
  // A partner whose cooperation ended stays the one that it was.
  const isListed = partner === null || partners.some(({ value }) => value === partner.id);
  return {
    person,
    partners: isListed ? partners : [...partners, { value: partner.id, label: partner.name }],
    can: abilityTexts(can),
  };
}

export async function action({ context, request, params }: Route.ActionArgs) {
  const { signedIn } = requireOrganization(context);
  const { people } = site(context).services;
  const sent = await request.formData();
  // Whose card it is says the address, never a field.
  sent.set('personId', params.personId);
  const form = parseForm(sent, editPersonForm, { labels: personFieldLabels, lists: ['kinds'] });
  if (!form.ok) return data({ ...form, newer: null } satisfies Refused, { status: 422 });
  const done = await people.edit(signedIn, form.value);
  if (done.ok) return redirectWith(`/people/${params.personId}`, 'Изменения сохранены.');
  const now = done.refusal.code === 'people.stale' ? await people.view(signedIn, params.personId) : null;
  const state: Refused = {
    ...refuseForm(form.values, done.refusal, peopleRefusalText(done.refusal), personFieldLabels),
    newer: now?.ok === true ? now.value.person : null,
  };
  return data(state, { status: statusOf(done.refusal) });
}

export default function EditPerson({ loaderData, actionData }: Route.ComponentProps) {
  const { partners, can } = loaderData;
  const person = actionData?.newer ?? loaderData.person;
  const name = fullName(person);
  const isStaff = person.kinds.includes('staff');
  const mayEdit = isStaff ? can['people.edit'] : can['people.edit_everyone'];
  return (
    <Page
      title={`Изменить: ${name}`}
      width="narrow"
      breadcrumbs={[
        { to: '/people', label: 'Люди' },
        { to: `/people/${person.id}`, label: name },
      ]}
    >
      {mayEdit === true ? (
        <Form state={actionData}>
          <HiddenField name="version" value={person.version} />
          <PersonFields
            person={person}
            kinds={person.kinds}
            partners={partners}
            mayEveryone={can['people.edit_everyone'] === true}
          />
          <DateField
            name="leftOn"
            label={leftLabel(person.kinds)}
            description={
              isStaff
                ? 'Заполните, когда человек уволился: его больше не предложат в ответственные, прошлое останется'
                : 'Заполните, когда человек ушёл: прошлое останется'
            }
            defaultValue={person.leftOn}
          />
          <FormButtons>
            <SubmitButton pendingLabel="Сохраняем…">Сохранить</SubmitButton>
            <ButtonLink to={`/people/${person.id}`}>Отменить</ButtonLink>
          </FormButtons>
        </Form>
      ) : (
        <NoRight reason={mayEdit} />
      )}
    </Page>
  );
}
