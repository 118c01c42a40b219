import { data } from 'react-router';
import { z } from 'zod';
import { abilityTexts } from '#src/features/accounts/labels.ts';
import { line } from '#src/features/orgs/schema.ts';
import { peopleRefusalText, personKindLabels } from '#src/features/people/labels.ts';
import { fullName } from '#src/features/people/rules.ts';
import { ButtonLink } from '#src/ui/button.tsx';
import { RadioField } from '#src/ui/choice-fields.tsx';
import { SearchField, TextField } from '#src/ui/fields.tsx';
import { FilterBar } from '#src/ui/filter-bar.tsx';
import { Form, FormButtons, SubmitButton } from '#src/ui/form.tsx';
import { parseForm, refuseForm } from '#src/ui/form-state.ts';
import { EmptyState, NoRight } from '#src/ui/notice.tsx';
import { Page } from '#src/ui/page.tsx';
import { redirectWith } from '#src/web/cookies.ts';
import { requireOrganization, site } from '#src/web/context.ts';
import { statusOf, throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/guardians';

const labels = { guardianId: 'Кто', relation: 'Кем приходится' };
const linkForm = z.object({
  guardianId: z.uuid('выберите, кого привязать'),
  relation: line(60).default(''),
});
/** More than these are not offered: a name narrows them down. */
const SHOWN = 20;

export async function loader({ context, params, url }: Route.LoaderArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const { people } = site(context).services;
  const child = await people.view(signedIn, params.personId);
  if (!child.ok) return throwRefusal(child.refusal, peopleRefusalText(child.refusal));
  const words = url.searchParams.get('words') ?? '';
  const found =
    words.trim() === ''
      ? null
      : await people.list(signedIn, {
          organizationId,
          list: 'everybody',
          search: words,
          withLeft: false,
          page: 1,
        });
  if (found !== null && !found.ok) return throwRefusal(found.refusal, peopleRefusalText(found.refusal));
  const linked = new Set(child.value.guardians.map(({ guardianId }) => guardianId));
  const fitting = (found?.value.people ?? []).filter(
    ({ id, kinds }) => id !== params.personId && !kinds.includes('pupil') && !linked.has(id),
  );
  return {
    child: { id: child.value.person.id, name: fullName(child.value.person) },
    asked: words.trim() !== '',
    isCut: fitting.length > SHOWN,
    choices: fitting.slice(0, SHOWN).map((person) => ({
      value: person.id,
      label: fullName(person),
      description: [
        person.kinds.map((kind) => personKindLabels[kind]).join(', '),
        person.phone,
        person.children.length === 0 ? '' : `дети: ${person.children.join(', ')}`,
      ]
        .filter((part) => part !== '')
        .join('; '),
    })),
    can: abilityTexts(child.value.can),
  };
}

export async function action({ context, request, params }: Route.ActionArgs) {
  const { signedIn } = requireOrganization(context);
  const form = parseForm(await request.formData(), linkForm, { labels });
  if (!form.ok) return data(form, { status: 422 });
  const done = await site(context).services.people.linkGuardian(signedIn, {
    ...form.value,
    childId: params.personId,
  });
  if (done.ok) return redirectWith(`/people/${params.personId}`, 'Родитель привязан.');
  return data(refuseForm(form.values, done.refusal, peopleRefusalText(done.refusal), labels), {
    status: statusOf(done.refusal),
  });
}

export default function Guardians({ loaderData, actionData }: Route.ComponentProps) {
  const { child, asked, choices, isCut, can } = loaderData;
  const newLink = <ButtonLink to={`/people/new?kind=guardian&child=${child.id}`}>Внести нового</ButtonLink>;
  return (
    <Page
      title="Выбрать родителя"
      lead={`Кто из тех, кто уже есть в списках школы, родитель или законный представитель: ${child.name}.`}
      width="narrow"
      breadcrumbs={[
        { to: '/people', label: 'Люди' },
        { to: `/people/${child.id}`, label: child.name },
      ]}
    >
      {can['people.edit_everyone'] === true ? (
        <>
          <FilterBar label="Поиск">
            <SearchField name="words" label="Имя родителя" />
          </FilterBar>
          {choices.length > 0 && (
            <Form state={actionData}>
              <RadioField
                name="guardianId"
                label={labels.guardianId}
                description={isCut ? `Показаны первые ${SHOWN}: напишите имя полнее` : undefined}
                options={choices}
                required
              />
              <TextField
                name="relation"
                label={labels.relation}
                description="Мать, отец, опекун…"
                maxLength={60}
              />
              <FormButtons>
                <SubmitButton>Привязать</SubmitButton>
                {newLink}
              </FormButtons>
            </Form>
          )}
          {choices.length === 0 && (
            <EmptyState title={asked ? 'Никто не нашёлся' : 'Напишите имя'} action={newLink}>
              {asked
                ? 'Проверьте, как написано имя, или внесите нового человека.'
                : 'Найдутся сотрудники, родители других детей, выпускники – все, кроме учеников.'}
            </EmptyState>
          )}
        </>
      ) : (
        <NoRight reason={can['people.edit_everyone']} />
      )}
    </Page>
  );
}
