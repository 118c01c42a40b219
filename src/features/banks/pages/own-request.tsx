import { data } from 'react-router';
import { banksRefusalText } from '#src/features/banks/labels.ts';
import { addRequestForm, editRequestForm, ENTRY_LISTS } from '#src/features/banks/schema.ts';
import { requestLabels, RequestFields } from '#src/features/banks/ui/entry-fields.tsx';
import { ButtonLink } from '#src/ui/button.tsx';
import { HiddenField } from '#src/ui/fields.tsx';
import { Form, FormButtons, SubmitButton } from '#src/ui/form.tsx';
import { newSubmission, parseForm, refuseForm } from '#src/ui/form-state.ts';
import { Text } from '#src/ui/layout.tsx';
import { EmptyState } from '#src/ui/notice.tsx';
import { Page } from '#src/ui/page.tsx';
import { redirectWith } from '#src/web/cookies.ts';
import { requireOwnPerson, site } from '#src/web/context.ts';
import { notFound, statusOf, throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/own-request';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { actor, organizationId } = requireOwnPerson(context);
  const { entries, lists } = site(context).services.banks;
  const found = await entries.viewRequest(actor, url.searchParams.get('person') ?? '');
  if (!found.ok) return throwRefusal(found.refusal, banksRefusalText(found.refusal));
  const { person, request } = found.value;
  // Staff enter for others in the banks; here everybody is only their own.
  if (!person.isOwn) return notFound('Такой страницы нет');
  return {
    person,
    request,
    submission: newSubmission(),
    words: person.hasConsent ? await lists.words(actor, organizationId) : [],
  };
}

export async function action({ context, request, url }: Route.ActionArgs) {
  const { actor } = requireOwnPerson(context);
  const { entries } = site(context).services.banks;
  const personId = url.searchParams.get('person') ?? '';
  const found = await entries.viewRequest(actor, personId);
  if (!found.ok) return throwRefusal(found.refusal, banksRefusalText(found.refusal));
  if (!found.value.person.isOwn) return notFound('Такой страницы нет');
  const sent = await request.formData();
  sent.set('personId', personId);
  const known = found.value.request;
  const options = { labels: requestLabels, lists: ENTRY_LISTS };
  if (known !== null && sent.has('version')) {
    const form = parseForm(sent, editRequestForm, options);
    if (!form.ok) return data(form, { status: 422 });
    const done = await entries.editRequest(actor, known.id, form.value);
    if (done.ok) return redirectWith('/my', 'Изменения сохранены.');
    const text = banksRefusalText(done.refusal);
    return data(refuseForm(form.values, done.refusal, text, requestLabels), {
      status: statusOf(done.refusal),
    });
  }
  const form = parseForm(sent, addRequestForm, options);
  if (!form.ok) return data(form, { status: 422 });
  const done = await entries.addRequest(actor, form.value, 'screen');
  if (done.ok) return redirectWith('/my', 'Запрос отправлен куратору.');
  const text = banksRefusalText(done.refusal);
  return data(refuseForm(form.values, done.refusal, text, requestLabels), { status: statusOf(done.refusal) });
}

export default function OwnRequest({ loaderData, actionData }: Route.ComponentProps) {
  const { person, request, submission, words } = loaderData;
  return (
    <Page
      title="Мой запрос"
      lead={person.name}
      width="narrow"
      breadcrumbs={[{ to: '/my', label: 'Моя страница' }]}
    >
      {!person.hasConsent ? (
        <EmptyState
          title="Сначала нужно согласие"
          action={
            <ButtonLink look="main" to="/my">
              К моей странице
            </ButtonLink>
          }
        >
          Без согласия на обработку данных школа не хранит запрос. Подпишите согласие на своей странице или на
          бумаге у куратора; за ребёнка до 14 лет подписывает родитель.
        </EmptyState>
      ) : (
        <Form state={actionData} {...(request === null ? { submission } : {})}>
          {request !== null && <HiddenField name="version" value={request.version} />}
          <Text tone="quiet">
            Прочтут куратор, психолог и классный руководитель. Пишите так, как вам удобно.
          </Text>
          <RequestFields request={request} words={words} />
          <FormButtons>
            <SubmitButton pendingLabel="Сохраняем…">
              {request === null ? 'Отправить' : 'Сохранить'}
            </SubmitButton>
            <ButtonLink to="/my">К моей странице</ButtonLink>
          </FormButtons>
        </Form>
      )}
    </Page>
  );
}
