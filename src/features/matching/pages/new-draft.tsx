import { data } from 'react-router';
import {
  aimHints,
  aimLabels,
  matchingRefusalText,
  otherSchoolsLabels,
} from '#src/features/matching/labels.ts';
import { AIMS } from '#src/features/matching/rules/settings.ts';
import { newDraftForm } from '#src/features/matching/schema.ts';
import { DRAFT_CRUMBS } from '#src/features/matching/ui/draft-head.tsx';
import { mentoringForms } from '#src/features/programmes/rules/forms.ts';
import { ButtonLink } from '#src/ui/button.tsx';
import { CheckboxField, CheckboxGroupField, RadioField } from '#src/ui/choice-fields.tsx';
import { SelectField, TextField } from '#src/ui/fields.tsx';
import { Form, FormButtons, SubmitButton } from '#src/ui/form.tsx';
import { newSubmission, parseForm, refuseForm } from '#src/ui/form-state.ts';
import { EmptyState } from '#src/ui/notice.tsx';
import { Page } from '#src/ui/page.tsx';
import { redirectWith } from '#src/web/cookies.ts';
import { requireOrganization, site } from '#src/web/context.ts';
import { followTask } from '#src/web/tasks.ts';
import { statusOf, throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/new-draft';

const labels = {
  title: 'Название',
  programmeId: 'Программа',
  forms: 'Формы наставничества',
  aim: 'Что важнее',
};

export async function loader({ context }: Route.LoaderArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const found = await site(context).services.matching.prepare(signedIn, organizationId);
  if (!found.ok) return throwRefusal(found.refusal, matchingRefusalText(found.refusal));
  return { ...found.value, submission: newSubmission() };
}

export async function action({ context, request }: Route.ActionArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const form = parseForm(await request.formData(), newDraftForm, { labels, lists: ['forms'] });
  if (!form.ok) return data(form, { status: 422 });
  const done = await site(context).services.matching.create(signedIn, organizationId, form.value);
  if (!done.ok) {
    return data(refuseForm(form.values, done.refusal, matchingRefusalText(done.refusal), labels), {
      status: statusOf(done.refusal),
    });
  }
  if ('taskId' in done.value) {
    return followTask(context, done.value.taskId, (refusal, text) =>
      data(refuseForm(form.values, refusal, text, labels), { status: statusOf(refusal) }),
    );
  }
  return redirectWith(
    `/matching/${done.value.draftId}`,
    'Пары подобраны. Посмотрите и поправьте, что нужно.',
  );
}

export default function NewDraft({ loaderData, actionData }: Route.ComponentProps) {
  const { programmes, forms, banks, outside, submission } = loaderData;
  const isEmpty = banks.waiting === 0 || banks.mentors + outside === 0;
  const programme = programmes.find((one) => one.forms.some(({ form }) => forms.includes(form)));
  const wanted = programme?.forms.map(({ form }) => form).filter((form) => forms.includes(form)) ?? [];
  return (
    <Page
      title="Новый подбор"
      lead={`Ищут наставника ${banks.waiting}, свободных мест у допущенных наставников ${banks.places}.`}
      width="narrow"
      breadcrumbs={DRAFT_CRUMBS}
    >
      {isEmpty ? (
        <EmptyState
          title={banks.waiting === 0 ? 'Никто не ищет наставника' : 'Ни один наставник не предложил помощь'}
          action={
            <ButtonLink look="main" to={banks.waiting === 0 ? '/banks/mentees' : '/banks/mentors'}>
              Открыть базу
            </ButtonLink>
          }
        >
          Подбирать можно, когда в обеих базах есть люди с действующим согласием.
        </EmptyState>
      ) : (
        <Form state={actionData} submission={submission}>
          <TextField
            name="title"
            label={labels.title}
            description="Чтобы отличать варианты, например «После групповой встречи»"
            required
            defaultValue="Подбор пар"
          />
          {programmes.length > 0 && (
            <SelectField
              name="programmeId"
              label={labels.programmeId}
              description="Из неё берутся возраст и число наставляемых у одного наставника"
              empty="Без программы"
              options={programmes.map(({ id, title }) => ({ value: id, label: title }))}
              defaultValue={programme?.id ?? ''}
            />
          )}
          <CheckboxGroupField
            name="forms"
            label={labels.forms}
            description="Если паре подойдут несколько форм, возьмётся первая по порядку"
            options={mentoringForms
              .filter(({ id }) => forms.includes(id))
              .map(({ id, title }) => ({ value: id, label: title }))}
            defaultValue={wanted.length > 0 ? wanted : forms.slice(0, 1)}
          />
          <RadioField
            name="aim"
            label={labels.aim}
            required
            options={AIMS.map((aim) => ({ value: aim, label: aimLabels[aim], description: aimHints[aim] }))}
            defaultValue="served"
          />
          {outside > 0 && (
            <CheckboxField
              name="withOtherSchools"
              label={`${otherSchoolsLabels.title}: ${outside}`}
              description={otherSchoolsLabels.hint}
            />
          )}
          <FormButtons>
            <SubmitButton pendingLabel="Подбираем…">Подобрать</SubmitButton>
            <ButtonLink to="/matching">Отменить</ButtonLink>
          </FormButtons>
        </Form>
      )}
    </Page>
  );
}
