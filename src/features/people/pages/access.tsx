import { data } from 'react-router';
import { peopleRefusalText } from '#src/features/people/labels.ts';
import { fullName, type Person } from '#src/features/people/rules.ts';
import { linkAccountForm } from '#src/features/people/schema.ts';
import { ButtonLink } from '#src/ui/button.tsx';
import { HiddenField, SelectField } from '#src/ui/fields.tsx';
import { Form, FormButtons, SubmitButton } from '#src/ui/form.tsx';
import { parseForm, refuseForm, type FormState } from '#src/ui/form-state.ts';
import { KeyValue } from '#src/ui/key-value.tsx';
import { Row, Text, TextLink } from '#src/ui/layout.tsx';
import { Notice } from '#src/ui/notice.tsx';
import { Page, Section } from '#src/ui/page.tsx';
import { redirectWith } from '#src/web/cookies.ts';
import { requireOrganization, site } from '#src/web/context.ts';
import { statusOf, throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/access';

const labels = { accountId: 'Учётная запись' };

/** A refused form; after a clash also the card as it stands now, so that the next try carries its version. */
interface Refused extends FormState {
  readonly newer: Person | null;
}

export async function loader({ context, params }: Route.LoaderArgs) {
  const { signedIn } = requireOrganization(context);
  const found = await site(context).services.people.viewAccess(signedIn, params.personId);
  return found.ok ? found.value : throwRefusal(found.refusal, peopleRefusalText(found.refusal));
}

export async function action({ context, request, params }: Route.ActionArgs) {
  const { signedIn } = requireOrganization(context);
  const { people } = site(context).services;
  const sent = await request.formData();
  // Whose card it is says the address, never a field.
  sent.set('personId', params.personId);
  const form = parseForm(sent, linkAccountForm, { labels });
  if (!form.ok) return data({ ...form, newer: null } satisfies Refused, { status: 422 });
  const done = await people.linkAccount(signedIn, form.value);
  if (done.ok) {
    const said = form.value.accountId === null ? 'Учётная запись отсоединена.' : 'Учётная запись соединена.';
    return redirectWith(`/people/${params.personId}`, said);
  }
  const now =
    done.refusal.code === 'people.stale' ? await people.viewAccess(signedIn, params.personId) : null;
  const state: Refused = {
    ...refuseForm(form.values, done.refusal, peopleRefusalText(done.refusal), labels),
    newer: now?.ok === true ? now.value.person : null,
  };
  return data(state, { status: statusOf(done.refusal) });
}

export default function Access({ loaderData, actionData }: Route.ComponentProps) {
  const { accounts } = loaderData;
  const person = actionData?.newer ?? loaderData.person;
  const name = fullName(person);
  const own = accounts.find(({ accountId }) => accountId === person.accountId);
  return (
    <Page
      title={`Доступ: ${name}`}
      lead="Когда учётная запись соединена с человеком, его мероприятия видны ему как «мои» – в «Сегодня» и в календаре телефона."
      width="narrow"
      breadcrumbs={[
        { to: '/people', label: 'Люди' },
        { to: `/people/${person.id}`, label: name },
      ]}
    >
      <KeyValue
        items={[
          {
            key: 'Учётная запись',
            value:
              own === undefined ? (
                person.accountId === null ? (
                  'нет'
                ) : (
                  'есть, но роли в школе уже нет'
                )
              ) : (
                <TextLink to={`/accounts/${own.accountId}`}>{own.name}</TextLink>
              ),
          },
        ]}
      />
      {person.accountId === null && (
        <Notice kind="info" title="Человек ещё не входит в программу">
          <Text>Дайте доступ: программа напечатает листок с одноразовым кодом.</Text>
          <Row>
            <ButtonLink look="main" to={`/accounts/new?person=${person.id}`}>
              Пригласить
            </ButtonLink>
          </Row>
        </Notice>
      )}
      <Section title={person.accountId === null ? 'Или соединить с той, что уже есть' : 'Соединить с другой'}>
        <Form state={actionData}>
          <HiddenField name="version" value={person.version} />
          <SelectField
            name="accountId"
            label={labels.accountId}
            description="Показаны те, у кого есть роль в школе и кто ещё не соединён с другим человеком"
            empty="Нет учётной записи"
            options={accounts.map((one) => ({ value: one.accountId, label: one.name }))}
            defaultValue={person.accountId ?? ''}
          />
          <FormButtons>
            <SubmitButton look={person.accountId === null ? 'plain' : 'main'} pendingLabel="Сохраняем…">
              Сохранить
            </SubmitButton>
            <ButtonLink to={`/people/${person.id}`}>Отменить</ButtonLink>
          </FormButtons>
        </Form>
      </Section>
    </Page>
  );
}
