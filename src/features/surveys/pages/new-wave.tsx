import { data } from 'react-router';
import { SIDES } from '#src/features/programmes/rules/sides.ts';
import {
  activityKindLabels,
  momentLabels,
  personKindLabels,
  sidesLabels,
  sourceLabels,
  surveysRefusalText,
} from '#src/features/surveys/labels.ts';
import { mentoringForms } from '#src/features/programmes/rules/forms.ts';
import { ACTIVITY_KINDS, PERSON_KINDS } from '#src/features/surveys/rules.ts';
import { findLibraryEntry } from '#src/features/surveys/rules/library.ts';
import { MOMENTS } from '#src/features/surveys/rules/model.ts';
import { waveForm } from '#src/features/surveys/schema.ts';
import { ButtonLink } from '#src/ui/button.tsx';
import { CheckboxField, CheckboxGroupField, RadioField } from '#src/ui/choice-fields.tsx';
import { addDays } from '#src/ui/days.ts';
import { DateField, SelectField, TextField } from '#src/ui/fields.tsx';
import { FieldColumns, Form, FormButtons, SubmitButton } from '#src/ui/form.tsx';
import { newSubmission, parseForm, refuseForm } from '#src/ui/form-state.ts';
import { EmptyState } from '#src/ui/notice.tsx';
import { Page } from '#src/ui/page.tsx';
import { redirectWith } from '#src/web/cookies.ts';
import { requireOrganization, site } from '#src/web/context.ts';
import { statusOf, throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/new-wave';

const labels = {
  surveyId: 'Анкета',
  title: 'Название опроса',
  moment: 'Когда',
  after: 'Продолжает опрос',
  opensOn: 'Первый день',
  closesOn: 'Последний день',
  source: 'Кого спросить',
  isAnonymous: 'Без имён',
};

export async function loader({ context, url }: Route.LoaderArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const found = await site(context).services.surveys.waves.choices(signedIn, organizationId, '');
  if (!found.ok) return throwRefusal(found.refusal, surveysRefusalText(found.refusal));
  const { surveys, classes, earlier, today } = found.value;
  // By its id, or by what it is in the library.
  const library = url.searchParams.get('library');
  const asked = surveys.find(
    ({ surveyId, libraryKey }) =>
      surveyId === url.searchParams.get('survey') || (library !== null && libraryKey === library),
  );
  const entry = findLibraryEntry(asked?.libraryKey ?? null);
  return {
    surveys: surveys.map(({ surveyId, title }) => ({ value: surveyId, label: title })),
    classes: classes.map(({ id, label }) => ({ value: id, label })),
    earlier: earlier.map(({ id, title, isAnonymous }) => ({
      value: id,
      label: isAnonymous ? `${title} (без имён)` : title,
    })),
    today,
    asked: asked === undefined ? null : { surveyId: asked.surveyId, title: asked.title },
    activityKind: entry?.activityKind ?? null,
    moment: entry?.moments[0] ?? 'once',
    isAnonymous: entry?.anonymous ?? false,
    submission: newSubmission(),
  };
}

export async function action({ context, request }: Route.ActionArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const form = parseForm(await request.formData(), waveForm, {
    labels,
    lists: ['kinds', 'classIds', 'sides', 'forms', 'personIds'],
  });
  if (!form.ok) return data(form, { status: 422 });
  const done = await site(context).services.surveys.waves.create(signedIn, organizationId, form.value);
  if (!done.ok) {
    const text = surveysRefusalText(done.refusal);
    return data(refuseForm(form.values, done.refusal, text, labels), { status: statusOf(done.refusal) });
  }
  return redirectWith(
    `/surveys/waves/${done.value.waveId}`,
    'Опрос подготовлен. Проверьте, кого он спросит, и запустите.',
  );
}

export default function NewWave({ loaderData, actionData }: Route.ComponentProps) {
  const { surveys, classes, earlier, today, asked, activityKind, moment, isAnonymous, submission } =
    loaderData;
  const crumbs = [{ to: '/surveys', label: 'Опросы' }];
  if (surveys.length === 0)
    return (
      <Page title="Новый опрос" width="narrow" breadcrumbs={crumbs}>
        <EmptyState
          title="Нет опубликованных анкет"
          action={
            <ButtonLink look="main" to="/surveys/questionnaires/new">
              Выбрать анкету
            </ButtonLink>
          }
        >
          Возьмите готовую из библиотеки или составьте свою и опубликуйте её.
        </EmptyState>
      </Page>
    );
  return (
    <Page title="Новый опрос" width="narrow" breadcrumbs={crumbs}>
      <Form state={actionData} submission={submission}>
        <SelectField
          name="surveyId"
          label={labels.surveyId}
          required
          empty="Выберите анкету"
          options={surveys}
          defaultValue={asked?.surveyId}
        />
        <TextField
          name="title"
          label={labels.title}
          required
          maxLength={300}
          description="Его увидят те, кого спрашивают."
          defaultValue={asked?.title}
        />
        <FieldColumns>
          <DateField name="opensOn" label={labels.opensOn} required defaultValue={today} />
          <DateField name="closesOn" label={labels.closesOn} required defaultValue={addDays(today, 7)} />
        </FieldColumns>
        <RadioField
          name="source"
          label={labels.source}
          required
          defaultValue="people"
          options={Object.entries(sourceLabels).map(([value, label]) => ({ value, label }))}
        />
        <CheckboxGroupField
          name="kinds"
          label="Виды людей"
          description="Для отбора по людям школы."
          options={PERSON_KINDS.map((kind) => ({ value: kind, label: personKindLabels[kind] }))}
        />
        {classes.length > 0 && (
          <CheckboxGroupField
            name="classIds"
            label="Классы"
            description="Ничего не отмечено — все. Родителей выбирают по классу ребёнка."
            options={classes}
          />
        )}
        <CheckboxGroupField
          name="sides"
          label="Стороны"
          description="Для пар, групп и банков. Ничего не отмечено — обе."
          options={SIDES.map((side) => ({ value: side, label: sidesLabels[side] }))}
        />
        <CheckboxGroupField
          name="forms"
          label="Формы наставничества"
          description="Для пар, групп и банков. Ничего не отмечено — все."
          options={mentoringForms.map(({ id, title }) => ({ value: id, label: title }))}
        />
        <CheckboxField
          name="isAnonymous"
          label="Без имён"
          description="Ответы нельзя связать с человеком, но «до» и «после» одного человека сравнить можно. Итоги откроются после завершения, если ответят не меньше пяти."
          defaultChecked={isAnonymous}
        />
        <CheckboxField name="canChange" label="Ответы можно менять до завершения" defaultChecked />
        <FieldColumns>
          <SelectField
            name="moment"
            label={labels.moment}
            options={MOMENTS.map((one) => ({ value: one, label: momentLabels[one] }))}
            defaultValue={moment}
          />
          <SelectField
            name="after"
            label={labels.after}
            description="Чтобы сравнить «до» и «после»."
            empty="Самостоятельный опрос"
            options={earlier}
          />
        </FieldColumns>
        <SelectField
          name="activityKind"
          label="Мероприятие дорожной карты"
          empty="Не связан с картой"
          options={ACTIVITY_KINDS.map((kind) => ({ value: kind, label: activityKindLabels[kind] }))}
          defaultValue={activityKind}
        />
        <FormButtons>
          <SubmitButton pendingLabel="Готовим…">Подготовить опрос</SubmitButton>
          <ButtonLink to="/surveys">Отменить</ButtonLink>
        </FormButtons>
      </Form>
    </Page>
  );
}
