import { data } from 'react-router';
import { abilityTexts } from '#src/features/accounts/labels.ts';
import { formatSchoolYear } from '#src/features/orgs/rules/school-year.ts';
import { formTitle, roleModelTitle } from '#src/features/programmes/rules/forms.ts';
import {
  endedByLabels,
  mentorshipsRefusalText,
  mentorshipStateLabels,
  regimeLabels,
} from '#src/features/mentorships/labels.ts';
import { isForming } from '#src/features/mentorships/rules/answers.ts';
import {
  answerForForm,
  askAgainForm,
  dissolveForm,
  stepForm,
} from '#src/features/mentorships/schema/answers.ts';
import { endReasonTitle, isOpen } from '#src/features/mentorships/rules.ts';
import {
  endMentorshipForm,
  pauseMentorshipForm,
  replaceMentorForm,
  resumeMentorshipForm,
} from '#src/features/mentorships/schema.ts';
import { AnswersSection, answerForLabels } from '#src/features/mentorships/ui/answers-section.tsx';
import { EndForm, endLabels } from '#src/features/mentorships/ui/end-form.tsx';
import { MembersTable } from '#src/features/mentorships/ui/members-table.tsx';
import { StateOfMentorship } from '#src/features/mentorships/ui/state-of-mentorship.tsx';
import { StepForm, stepFormLabels } from '#src/features/mentorships/ui/step-form.tsx';
import type { Result } from '#src/lib/result.ts';
import { formatDayShort } from '#src/ui/days.ts';
import { DateField, HiddenField, SelectField, TextAreaField, TextField } from '#src/ui/fields.tsx';
import { ConfirmButton, Form, FormButtons, SubmitButton } from '#src/ui/form.tsx';
import { newSubmission, parseForm, refuseForm, type FormState } from '#src/ui/form-state.ts';
import { KeyValue } from '#src/ui/key-value.tsx';
import { TextLink } from '#src/ui/layout.tsx';
import { Disclosure } from '#src/ui/menu.tsx';
import { Notice } from '#src/ui/notice.tsx';
import { Page, Section } from '#src/ui/page.tsx';
import { redirectWith } from '#src/web/cookies.ts';
import { requireOrganization, site } from '#src/web/context.ts';
import { statusOf, throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/mentorship';

export async function loader({ context, params }: Route.LoaderArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const { mentorships } = site(context).services;
  const found = await mentorships.view(signedIn, params.mentorshipId);
  if (!found.ok) return throwRefusal(found.refusal, mentorshipsRefusalText(found.refusal));
  const can = abilityTexts(found.value.can);
  const mayEdit = can['mentorships.edit'] === true && isOpen(found.value.mentorship.state);
  const choices = mayEdit ? await mentorships.listChoices(signedIn, organizationId) : null;
  return {
    ...found.value,
    mayEdit,
    maySettle: can['mentorships.settle'] === true,
    mayReadReasons: can['mentorships.read_reasons'] === true,
    submission: newSubmission(),
    people: choices?.ok === true ? choices.value.map(({ id, name }) => ({ value: id, label: name })) : [],
  };
}

const replaceLabels = {
  memberId: 'Кого заменяем',
  mentorId: 'Новый наставник',
  replacedOn: 'С какого дня',
  reason: 'Причина',
  labourReason: 'Почему без согласия или соглашения (351.8)',
};

export async function action({ context, request, params }: Route.ActionArgs) {
  const { signedIn } = requireOrganization(context);
  const { mentorships } = site(context).services;
  const id = params.mentorshipId;
  const sent = await request.formData();
  const answer = (
    values: FormState['values'],
    done: Result,
    message: string,
    labels: FormState['labels'] = {},
  ) =>
    done.ok
      ? redirectWith(`/mentorships/${id}`, message)
      : data(refuseForm(values, done.refusal, mentorshipsRefusalText(done.refusal), labels), {
          status: statusOf(done.refusal),
        });
  switch (sent.get('intent')) {
    case 'pause': {
      const form = parseForm(sent, pauseMentorshipForm, { labels: { reason: 'Причина' } });
      if (!form.ok) return data(form, { status: 422 });
      return answer(form.values, await mentorships.pause(signedIn, id, form.value), 'Приостановлено.', {
        reason: 'Причина',
      });
    }
    case 'resume': {
      const form = parseForm(sent, resumeMentorshipForm);
      if (!form.ok) return data(form, { status: 422 });
      return answer(form.values, await mentorships.resume(signedIn, id, form.value), 'Работа продолжается.');
    }
    case 'replace': {
      const form = parseForm(sent, replaceMentorForm, { labels: replaceLabels });
      if (!form.ok) return data(form, { status: 422 });
      const done = await mentorships.replaceMentor(signedIn, id, form.value);
      return answer(form.values, done, 'Наставник заменён, прежний остался в истории.', replaceLabels);
    }
    case 'step': {
      const form = parseForm(sent, stepForm, { labels: stepFormLabels });
      if (!form.ok) return data(form, { status: 422 });
      const done = await mentorships.steps.step(signedIn, id, form.value);
      return answer(form.values, done, 'Шаг отмечен.', stepFormLabels);
    }
    case 'answer-for': {
      const form = parseForm(sent, answerForForm, { labels: answerForLabels });
      if (!form.ok) return data(form, { status: 422 });
      const done = await mentorships.answering.answerFor(signedIn, id, form.value);
      const isAgreed = done.ok && done.value.isAgreed;
      const message = isAgreed ? 'Ответ внесён: согласны все, состояние – «договорились».' : 'Ответ внесён.';
      return answer(form.values, done.ok ? { ok: true, value: undefined } : done, message, answerForLabels);
    }
    case 'ask-again': {
      const form = parseForm(sent, askAgainForm);
      if (!form.ok) return data(form, { status: 422 });
      const done = await mentorships.answering.askAgain(signedIn, id, form.value);
      return answer(form.values, done, 'Прежний ответ забыт: человек снова видит вопрос на своей странице.');
    }
    case 'dissolve': {
      const form = parseForm(sent, dissolveForm);
      if (!form.ok) return data(form, { status: 422 });
      const done = await mentorships.steps.dissolve(signedIn, id, form.value);
      if (done.ok && done.value.isWhole) {
        return redirectWith('/mentorships', 'Предложение снято, участники снова свободны.');
      }
      return answer(
        form.values,
        done.ok ? { ok: true, value: undefined } : done,
        'Те, кто не согласен, убраны. Остальные вместе.',
      );
    }
    default: {
      const form = parseForm(sent, endMentorshipForm, { labels: endLabels });
      if (!form.ok) return data(form, { status: 422 });
      return answer(form.values, await mentorships.end(signedIn, id, form.value), 'Завершено.', endLabels);
    }
  }
}

const day = (iso: string | null) => (iso === null ? '' : formatDayShort(iso));

export default function MentorshipCard({ loaderData, actionData }: Route.ComponentProps) {
  const { mentorship, mayEdit, people, today, answers, steps, submission } = loaderData;
  const { version, members } = mentorship;
  const mentors = members.filter(({ side, endedOn }) => side === 'mentor' && endedOn === null);
  return (
    <Page
      title={mentorship.isGroup ? 'Группа' : 'Пара'}
      lead={formTitle(mentorship.form)}
      width="narrow"
      breadcrumbs={[{ to: '/mentorships', label: 'Пары и группы' }]}
    >
      {mentorship.state === 'paused' && (
        <Notice kind="warning" title="Работа приостановлена">
          {mentorship.pausedReason}
        </Notice>
      )}
      <KeyValue
        items={[
          { key: 'Состояние', value: <StateOfMentorship state={mentorship.state} /> },
          { key: 'Учебный год', value: formatSchoolYear(mentorship.schoolYear) },
          ...(mentorship.roleModel === ''
            ? []
            : [{ key: 'Ролевая модель', value: roleModelTitle(mentorship.form, mentorship.roleModel) }]),
          {
            key: 'Порядок',
            value: `${regimeLabels[mentorship.regime]}${mentorship.labourCode ? ', ст. 351.8 ТК РФ' : ''}`,
          },
          ...(mentorship.labourReason === ''
            ? []
            : [{ key: 'Почему без согласия или соглашения', value: mentorship.labourReason }]),
          ...(steps.length === 0
            ? []
            : [
                {
                  key: 'Шаги',
                  value: steps
                    .map((step) => `${mentorshipStateLabels[step.state]} ${formatDayShort(step.steppedOn)}`)
                    .join(', '),
                },
              ]),
          ...(mentorship.orderPaperId === null
            ? []
            : [
                {
                  key: 'Приказ',
                  value: (
                    <TextLink to={`/documents/${mentorship.orderPaperId}`}>открыть в «Документах»</TextLink>
                  ),
                },
              ]),
          { key: 'Начало', value: day(mentorship.startsOn) },
          { key: 'Окончание по плану', value: day(mentorship.dueOn) },
          ...(mentorship.endedOn === null
            ? []
            : [
                { key: 'Закончено', value: day(mentorship.endedOn) },
                {
                  key: 'Причина',
                  value: [endReasonTitle(mentorship.endReasonKey), mentorship.endReason]
                    .filter((part) => part !== '')
                    .join('. '),
                },
                ...(mentorship.endedBy === null
                  ? []
                  : [{ key: 'Кто попросил', value: endedByLabels[mentorship.endedBy] }]),
                { key: 'Результаты', value: mentorship.results },
                {
                  key: 'Кейс или отзыв',
                  value:
                    mentorship.caseUrl === '' ? (
                      ''
                    ) : (
                      <a href={mentorship.caseUrl} rel="noreferrer">
                        {mentorship.caseUrl}
                      </a>
                    ),
                },
                {
                  key: 'Программу',
                  value:
                    mentorship.isCompleted === null ? '' : mentorship.isCompleted ? 'прошли' : 'не прошли',
                },
              ]),
        ]}
      />
      <Section title="Участники">
        <MembersTable members={members} />
      </Section>
      {(isForming(mentorship.state) || answers.length > 0) && (
        <AnswersSection
          members={members.filter(({ endedOn }) => endedOn === null)}
          answers={answers}
          version={version}
          today={today}
          submission={submission}
          maySettle={loaderData.maySettle && isForming(mentorship.state)}
          mayReadReasons={loaderData.mayReadReasons}
          state={actionData}
        />
      )}
      {mayEdit && (
        <Section title="Изменить">
          <StepForm current={mentorship.state} version={version} today={today} state={actionData} />
          {mentorship.state === 'paused' ? (
            <Form state={actionData} intent="resume">
              <HiddenField name="version" value={version} />
              <FormButtons>
                <SubmitButton>Продолжить работу</SubmitButton>
              </FormButtons>
            </Form>
          ) : (
            <ConfirmButton
              label="Приостановить"
              question="Пока работа приостановлена, встречи не ждут отчётов. Продолжить можно в любой день."
              confirmLabel="Приостановить"
              intent="pause"
              state={actionData}
              fields={{ version: String(version) }}
            >
              <TextField name="reason" label="Причина" required maxLength={1000} />
            </ConfirmButton>
          )}
          {mentors.length > 0 && (
            <Disclosure title="Заменить наставника" open={actionData?.values['intent'] === 'replace'}>
              <Form state={actionData} intent="replace">
                <HiddenField name="version" value={version} />
                <SelectField
                  name="memberId"
                  label={replaceLabels.memberId}
                  options={mentors.map(({ id, name }) => ({ value: id, label: name }))}
                />
                <SelectField
                  name="mentorId"
                  label={replaceLabels.mentorId}
                  required
                  empty="Начните набирать фамилию"
                  options={people}
                />
                <DateField
                  name="replacedOn"
                  label={replaceLabels.replacedOn}
                  required
                  max={today}
                  defaultValue={today}
                />
                <TextField name="reason" label={replaceLabels.reason} required maxLength={1000} />
                {mentorship.labourCode && (
                  <TextAreaField
                    name="labourReason"
                    label={replaceLabels.labourReason}
                    rows={2}
                    maxLength={1000}
                  />
                )}
                <FormButtons>
                  <SubmitButton>Заменить</SubmitButton>
                </FormButtons>
              </Form>
            </Disclosure>
          )}
          <EndForm version={version} today={today} state={actionData} />
        </Section>
      )}
    </Page>
  );
}
