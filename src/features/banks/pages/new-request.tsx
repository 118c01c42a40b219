import { data } from 'react-router';
import { banksRefusalText } from '#src/features/banks/labels.ts';
import { addRequestForm, ENTRY_LISTS } from '#src/features/banks/schema.ts';
import { requestLabels, RequestFields } from '#src/features/banks/ui/entry-fields.tsx';
import { ButtonLink } from '#src/ui/button.tsx';
import { HiddenField, SelectField } from '#src/ui/fields.tsx';
import { Form, FormButtons, SubmitButton } from '#src/ui/form.tsx';
import { newSubmission, parseForm, refuseForm } from '#src/ui/form-state.ts';
import { TextLink } from '#src/ui/layout.tsx';
import { EmptyState, Notice } from '#src/ui/notice.tsx';
import { Page } from '#src/ui/page.tsx';
import { redirectWith } from '#src/web/cookies.ts';
import { requireOrganization, site } from '#src/web/context.ts';
import { statusOf, throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/new-request';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const { lists } = site(context).services.banks;
  const found = await lists.candidates(signedIn, organizationId, 'mentee');
  if (!found.ok) return throwRefusal(found.refusal, banksRefusalText(found.refusal));
  return {
    submission: newSubmission(),
    isPaper: url.searchParams.get('from') === 'paper',
    chosen: url.searchParams.get('person') ?? '',
    words: await lists.words(signedIn, organizationId),
    people: found.value.map(({ id, name, className }) => ({
      value: id,
      label: className === '' ? name : `${name}, ${className}`,
    })),
  };
}

export async function action({ context, request }: Route.ActionArgs) {
  const { signedIn } = requireOrganization(context);
  const sent = await request.formData();
  const isPaper = sent.get('from') === 'paper';
  const form = parseForm(sent, addRequestForm, { labels: requestLabels, lists: ENTRY_LISTS });
  if (!form.ok) return data(form, { status: 422 });
  const done = await site(context).services.banks.entries.addRequest(
    signedIn,
    form.value,
    isPaper ? 'paper' : 'screen',
  );
  if (!done.ok) {
    const text = banksRefusalText(done.refusal);
    return data(refuseForm(form.values, done.refusal, text, requestLabels), {
      status: statusOf(done.refusal),
    });
  }
  // From a pile of paper: the next one at once.
  return isPaper
    ? redirectWith('/banks/mentees/new?from=paper', 'Запрос внесён. Можно вносить следующий бланк.')
    : redirectWith(`/banks/mentees/${form.value.personId}`, 'Запрос внесён.');
}

export default function NewRequest({ loaderData, actionData }: Route.ComponentProps) {
  const { submission, isPaper, chosen, words, people } = loaderData;
  return (
    <Page
      title={isPaper ? 'Запрос с бумажного бланка' : 'Новый запрос'}
      width="narrow"
      breadcrumbs={[{ to: '/banks/mentees', label: 'База наставляемых' }]}
    >
      {people.length === 0 ? (
        <EmptyState title="Вносить некого" action={<ButtonLink to="/consents">Открыть согласия</ButtonLink>}>
          В списке только люди с действующим согласием, которых ещё нет в этой базе. Внесите согласие и
          вернитесь.
        </EmptyState>
      ) : (
        <Form key={submission} state={actionData} submission={submission}>
          <Notice title="Кто в списке">
            Люди с действующим согласием, которых ещё нет в этой базе. Не нашли –{' '}
            <TextLink to="/consents">проверьте согласие</TextLink>.
          </Notice>
          {isPaper && <HiddenField name="from" value="paper" />}
          <SelectField
            name="personId"
            label={requestLabels.personId}
            required
            empty="Начните набирать фамилию"
            options={people}
            defaultValue={chosen}
          />
          <RequestFields request={null} words={words} />
          <FormButtons>
            <SubmitButton pendingLabel="Сохраняем…">
              {isPaper ? 'Сохранить и дальше' : 'Сохранить'}
            </SubmitButton>
            <ButtonLink to="/banks/mentees">К базе</ButtonLink>
          </FormButtons>
        </Form>
      )}
    </Page>
  );
}
