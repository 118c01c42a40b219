import { data } from 'react-router';
import { abilityTexts } from '#src/features/accounts/labels.ts';
import { peopleRefusalText } from '#src/features/people/labels.ts';
import { fullName, type Person as PersonCard } from '#src/features/people/rules.ts';
import { editPersonForm } from '#src/features/people/schema.ts';
import { PersonFields, personFieldLabels } from '#src/features/people/ui/person-fields.tsx';
import { ButtonLink } from '#src/ui/button.tsx';
import { formatDayShort } from '#src/ui/days.ts';
import { DateField, HiddenField } from '#src/ui/fields.tsx';
import { Form, FormButtons, SubmitButton } from '#src/ui/form.tsx';
import { parseForm, refuseForm, type FormState } from '#src/ui/form-state.ts';
import { KeyValue } from '#src/ui/key-value.tsx';
import { Row, Text, TextLink } from '#src/ui/layout.tsx';
import { NoRight } from '#src/ui/notice.tsx';
import { Page, Section } from '#src/ui/page.tsx';
import { redirectWith } from '#src/web/cookies.ts';
import { requireOrganization, site } from '#src/web/context.ts';
import { statusOf, throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/person';

/** A refused form; after a clash also the card as it stands now, so that the next try carries its version. */
interface Refused extends FormState {
  readonly newer: PersonCard | null;
}

export async function loader({ context, params }: Route.LoaderArgs) {
  const { signedIn } = requireOrganization(context);
  const found = await site(context).services.people.view(signedIn, params.personId);
  if (!found.ok) return throwRefusal(found.refusal, peopleRefusalText(found.refusal));
  return { person: found.value.person, can: abilityTexts(found.value.can) };
}

export async function action({ context, request, params }: Route.ActionArgs) {
  const { signedIn } = requireOrganization(context);
  const { people } = site(context).services;
  const sent = await request.formData();
  // Whose card it is says the address, never a field.
  sent.set('personId', params.personId);
  const form = parseForm(sent, editPersonForm, { labels: personFieldLabels });
  if (!form.ok) return data({ ...form, newer: null }, { status: 422 });
  const done = await people.edit(signedIn, form.value);
  if (done.ok) return redirectWith(`/people/${params.personId}`, 'Изменения сохранены.');
  const now = done.refusal.code === 'people.stale' ? await people.view(signedIn, params.personId) : null;
  const state: Refused = {
    ...refuseForm(form.values, done.refusal, peopleRefusalText(done.refusal), personFieldLabels),
    newer: now?.ok === true ? now.value.person : null,
  };
  return data(state, { status: statusOf(done.refusal) });
}

export default function Person({ loaderData, actionData }: Route.ComponentProps) {
  const { can } = loaderData;
  const person = actionData?.newer ?? loaderData.person;
  const mayEdit = can['people.edit'] === true;
  return (
    <Page title={fullName(person)} width="narrow" breadcrumbs={[{ to: '/people', label: 'Люди' }]}>
      {can['people.edit'] !== true && <NoRight reason={can['people.edit']} />}
      <KeyValue
        items={[
          {
            key: 'Должность',
            value: person.posts.length === 0 ? null : <Text verbatim>{person.posts.join('\n')}</Text>,
          },
          { key: 'Почта', value: person.email },
          { key: 'Телефон', value: person.phone },
          {
            key: 'Доступ в программу',
            value: (
              <Row>
                <Text as="span">{person.accountId === null ? 'нет' : 'есть'}</Text>
                {mayEdit && (
                  <TextLink to={`/people/${person.id}/access`}>
                    {person.accountId === null ? 'Дать доступ' : 'Учётная запись и роли'}
                  </TextLink>
                )}
              </Row>
            ),
          },
          ...(person.leftOn === null ? [] : [{ key: 'Не работает с', value: formatDayShort(person.leftOn) }]),
        ]}
      />
      {mayEdit && (
        <Section title="Изменить" id="edit">
          <Form state={actionData}>
            <HiddenField name="version" value={person.version} />
            <PersonFields person={person} />
            <DateField
              name="leftOn"
              label={personFieldLabels.leftOn}
              description="Заполните, когда человек уволился: его больше не предложат в ответственные, прошлое останется"
              defaultValue={person.leftOn}
            />
            <FormButtons>
              <SubmitButton pendingLabel="Сохраняем…">Сохранить</SubmitButton>
              <ButtonLink to="/people">К списку</ButtonLink>
            </FormButtons>
          </Form>
        </Section>
      )}
    </Page>
  );
}
