import { data } from 'react-router';
import { surveysRefusalText } from '#src/features/surveys/labels.ts';
import { libraryTitle, surveyLibrary } from '#src/features/surveys/rules/library.ts';
import { createSurveyForm } from '#src/features/surveys/schema.ts';
import { ButtonLink } from '#src/ui/button.tsx';
import { RadioField } from '#src/ui/choice-fields.tsx';
import { TextField } from '#src/ui/fields.tsx';
import { Form, FormButtons, SubmitButton } from '#src/ui/form.tsx';
import { newSubmission, parseForm, refuseForm } from '#src/ui/form-state.ts';
import { Page } from '#src/ui/page.tsx';
import { redirectWith } from '#src/web/cookies.ts';
import { requireOrganization, site } from '#src/web/context.ts';
import { forbidden, statusOf, throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/new-questionnaire';

const labels = { library: 'Анкета', title: 'Название' };

export async function loader({ context }: Route.LoaderArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const found = await site(context).services.surveys.editor.list(signedIn, organizationId, { page: 1 });
  if (!found.ok) return throwRefusal(found.refusal, surveysRefusalText(found.refusal));
  const may = found.value.can['surveys.edit'];
  if (may !== true) return forbidden(surveysRefusalText(may));
  return {
    submission: newSubmission(),
    library: surveyLibrary.map((entry) => ({
      value: entry.key,
      label: libraryTitle(entry),
      description: entry.about,
    })),
  };
}

export async function action({ context, request }: Route.ActionArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const form = parseForm(await request.formData(), createSurveyForm, { labels });
  if (!form.ok) return data(form, { status: 422 });
  const done = await site(context).services.surveys.editor.create(signedIn, organizationId, form.value);
  if (!done.ok) {
    const text = surveysRefusalText(done.refusal);
    return data(refuseForm(form.values, done.refusal, text, labels), { status: statusOf(done.refusal) });
  }
  return redirectWith(
    `/surveys/questionnaires/${done.value.surveyId}`,
    'Анкета добавлена. Проверьте вопросы и опубликуйте.',
  );
}

export default function NewQuestionnaire({ loaderData, actionData }: Route.ComponentProps) {
  const { library, submission } = loaderData;
  return (
    <Page
      title="Добавить анкету"
      width="narrow"
      breadcrumbs={[{ to: '/surveys/questionnaires', label: 'Анкеты' }]}
      lead="Готовую можно изменить под свою школу: это будет ваша анкета."
    >
      <Form state={actionData} submission={submission}>
        <RadioField
          name="library"
          label={labels.library}
          defaultValue={library[0]?.value}
          options={[
            ...library,
            { value: '', label: 'Пустая', description: 'Составить свою с начала. Нужно название.' },
          ]}
        />
        <TextField
          name="title"
          label={labels.title}
          maxLength={300}
          description="Для готовой можно не писать: останется её название."
        />
        <FormButtons>
          <SubmitButton>Добавить</SubmitButton>
          <ButtonLink to="/surveys/questionnaires">Отменить</ButtonLink>
        </FormButtons>
      </Form>
    </Page>
  );
}
