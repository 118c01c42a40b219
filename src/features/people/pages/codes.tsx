import { data } from 'react-router';
import { abilityTexts } from '#src/features/accounts/labels.ts';
import { peopleRefusalText } from '#src/features/people/labels.ts';
import { fullName } from '#src/features/people/rules.ts';
import { issueCodesForm } from '#src/features/people/schema/codes.ts';
import { CodeSheet } from '#src/features/people/ui/code-sheet.tsx';
import { ButtonLink } from '#src/ui/button.tsx';
import { CheckboxField, CheckboxGroupField } from '#src/ui/choice-fields.tsx';
import { DateField } from '#src/ui/fields.tsx';
import { Form, FormButtons, SubmitButton } from '#src/ui/form.tsx';
import { parseForm, refuseForm } from '#src/ui/form-state.ts';
import { EmptyState, NoRight, Notice } from '#src/ui/notice.tsx';
import { Page } from '#src/ui/page.tsx';
import { requireOrganization, site } from '#src/web/context.ts';
import { notFound, statusOf, throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/codes';

const labels = { personIds: 'Кому', until: 'Действует до', keepsOld: 'Оставить прежние' };

export async function loader({ context, url }: Route.LoaderArgs) {
  const { signedIn } = requireOrganization(context);
  const { people } = site(context).services;
  const term = people.codes.usualTerm();
  const [classId, personId] = [url.searchParams.get('class'), url.searchParams.get('person')];
  if (classId !== null) {
    const found = await people.classes.view(signedIn, classId);
    if (!found.ok) return throwRefusal(found.refusal, peopleRefusalText(found.refusal));
    const { schoolClass, members, can } = found.value;
    return {
      title: `Коды: ${schoolClass.name}`,
      back: { to: `/people/classes/${classId}`, label: schoolClass.name },
      people: members
        .filter(({ hasAccount }) => !hasAccount)
        .map((one) => ({ value: one.personId, label: one.name })),
      can: abilityTexts(can),
      term,
    };
  }
  if (personId === null) return notFound('Кому печатать код, не указано');
  const found = await people.view(signedIn, personId);
  if (!found.ok) return throwRefusal(found.refusal, peopleRefusalText(found.refusal));
  const { person, can } = found.value;
  const name = fullName(person);
  return {
    title: `Код: ${name}`,
    back: { to: `/people/${person.id}`, label: name },
    people: person.accountId === null ? [{ value: person.id, label: name }] : [],
    can: abilityTexts(can),
    term,
  };
}

export async function action({ context, request }: Route.ActionArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const form = parseForm(await request.formData(), issueCodesForm, { labels, lists: ['personIds'] });
  if (!form.ok) return data({ state: form, sheet: null }, { status: 422 });
  const done = await site(context).services.people.codes.issue(signedIn, organizationId, form.value);
  if (done.ok) {
    // Codes are on this answer alone: neither a cache nor «назад» may show them again.
    return data({ state: null, sheet: done.value }, { headers: { 'Cache-Control': 'no-store' } });
  }
  return data(
    { state: refuseForm(form.values, done.refusal, peopleRefusalText(done.refusal), labels), sheet: null },
    { status: statusOf(done.refusal) },
  );
}

export default function Codes({ loaderData, actionData }: Route.ComponentProps) {
  const { title, back, people, can, term } = loaderData;
  const sheet = actionData?.sheet ?? null;
  const isOne = people.length === 1;
  return (
    <Page
      title={title}
      lead={
        // On paper its place belongs to the fourth row of cards.
        sheet === null
          ? 'Карточка с кодом впускает человека без учётной записи на его собственную страницу – и никуда больше.'
          : undefined
      }
      breadcrumbs={[{ to: '/people', label: 'Люди' }, back]}
    >
      {sheet !== null && <CodeSheet sheet={sheet} back={back} />}
      {sheet === null && can['people.issue_codes'] !== true && <NoRight reason={can['people.issue_codes']} />}
      {sheet === null && can['people.issue_codes'] === true && people.length === 0 && (
        <EmptyState title="Печатать нечего" action={<ButtonLink to={back.to}>Назад</ButtonLink>}>
          У всех здесь есть учётная запись: они входят по имени и паролю.
        </EmptyState>
      )}
      {sheet === null && can['people.issue_codes'] === true && people.length > 0 && (
        <Form state={actionData?.state}>
          <Notice kind="info">
            Коды показываются один раз: сразу распечатайте лист. Новый код отменяет прежний код того же
            человека.
          </Notice>
          <CheckboxGroupField
            name="personIds"
            label={labels.personIds}
            options={people}
            defaultValue={people.map(({ value }) => value)}
          />
          <DateField
            name="until"
            label={labels.until}
            description="Включительно"
            min={term.today}
            max={term.last}
            defaultValue={term.usual}
            required
          />
          {!isOne && (
            <CheckboxField
              name="keepsOld"
              label={labels.keepsOld}
              description="Не печатать тем, у кого действующий код уже есть"
              defaultChecked
            />
          )}
          <FormButtons>
            <SubmitButton pendingLabel="Готовим…">{isOne ? 'Выдать код' : 'Выдать коды'}</SubmitButton>
            <ButtonLink to={back.to}>Отменить</ButtonLink>
          </FormButtons>
        </Form>
      )}
    </Page>
  );
}
