import { data } from 'react-router';
import { formTitle, roleModelTitle } from '#src/features/programmes/rules/forms.ts';
import { mentorshipsRefusalText } from '#src/features/mentorships/labels.ts';
import { howAnswered, ownAnswerLabels } from '#src/features/mentorships/labels/answers.ts';
import { ANSWERS } from '#src/features/mentorships/rules/answers.ts';
import { answerProposalForm, REASON_LENGTH } from '#src/features/mentorships/schema/answers.ts';
import { ButtonLink } from '#src/ui/button.tsx';
import { RadioField } from '#src/ui/choice-fields.tsx';
import { formatDay, formatDayShort } from '#src/ui/days.ts';
import { HiddenField, TextAreaField } from '#src/ui/fields.tsx';
import { Form, FormButtons, SubmitButton } from '#src/ui/form.tsx';
import { newSubmission, parseForm, refuseForm } from '#src/ui/form-state.ts';
import { KeyValue } from '#src/ui/key-value.tsx';
import { Card, Stack, Text } from '#src/ui/layout.tsx';
import { Notice } from '#src/ui/notice.tsx';
import { Page, Section } from '#src/ui/page.tsx';
import { redirectWith } from '#src/web/cookies.ts';
import { requireOwnPerson, site } from '#src/web/context.ts';
import { statusOf, throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/my-proposal';

const labels = { answer: 'Ваш ответ', reason: 'Почему' };

export async function loader({ context, params, url }: Route.LoaderArgs) {
  const { actor, organizationId } = requireOwnPerson(context);
  const found = await site(context).services.mentorships.answering.open(actor, {
    organizationId,
    mentorshipId: params.mentorshipId,
    personId: url.searchParams.get('person'),
  });
  if (!found.ok) return throwRefusal(found.refusal, mentorshipsRefusalText(found.refusal));
  return { ...found.value, submission: newSubmission() };
}

export async function action({ context, request, params, url }: Route.ActionArgs) {
  const { actor, organizationId } = requireOwnPerson(context);
  const form = parseForm(await request.formData(), answerProposalForm, { labels });
  if (!form.ok) return data(form, { status: 422 });
  const at = {
    organizationId,
    mentorshipId: params.mentorshipId,
    personId: url.searchParams.get('person'),
  };
  const done = await site(context).services.mentorships.answering.answer(actor, at, form.value);
  if (!done.ok) {
    const text = mentorshipsRefusalText(done.refusal);
    return data(refuseForm(form.values, done.refusal, text, labels), { status: statusOf(done.refusal) });
  }
  return redirectWith(
    '/my',
    done.value.isAgreed
      ? 'Ответ принят: согласны все. Куратор скажет, когда первая встреча.'
      : 'Ответ принят. Пока куратор не закончил, его можно изменить.',
  );
}

export default function MyProposal({ loaderData, actionData }: Route.ComponentProps) {
  const { side, others, forName, given, mayAnswer, submission } = loaderData;
  const isMentee = side === 'mentee';
  const whom = isMentee
    ? others.length === 1
      ? 'наставника'
      : 'наставников'
    : others.length === 1
      ? 'наставляемого'
      : 'группу';
  return (
    <Page
      title={forName === '' ? `Вам предлагают ${whom}` : `Ребёнку предлагают ${whom}`}
      lead={forName === '' ? undefined : forName}
      width="narrow"
      breadcrumbs={[{ to: '/my', label: 'Моя страница' }]}
    >
      <Section title={isMentee ? 'Кто готов помогать' : 'Кому нужна помощь'}>
        <Stack gap="small">
          {others.map((other) => (
            <Card key={other.name}>
              <Text size="large" strong>
                {other.name}
              </Text>
              {other.place !== '' && <Text>{other.place}</Text>}
              {other.words.length > 0 && (
                <Text tone="quiet">
                  {isMentee ? 'Сильные стороны' : 'О чём просит'}: {other.words.join(', ')}
                </Text>
              )}
            </Card>
          ))}
        </Stack>
      </Section>
      <KeyValue
        items={[
          { key: 'Форма', value: `${formTitle(loaderData.form)}${loaderData.isGroup ? ', группа' : ''}` },
          ...(loaderData.roleModel === ''
            ? []
            : [{ key: 'Ролевая модель', value: roleModelTitle(loaderData.form, loaderData.roleModel) }]),
          {
            key: 'Срок',
            value: [
              loaderData.startsOn === null ? '' : `с ${formatDayShort(loaderData.startsOn)}`,
              loaderData.dueOn === null ? '' : `по ${formatDayShort(loaderData.dueOn)}`,
            ]
              .join(' ')
              .trim(),
          },
        ].filter(({ value }) => value !== '')}
      />
      {given !== null && (
        <Notice
          kind={given.answer === 'agreed' ? 'success' : 'warning'}
          title={given.answer === 'agreed' ? 'Вы согласны' : 'Вы не согласны'}
        >
          Ответ дан {formatDay(given.answeredOn)}, {howAnswered(given)}.
        </Notice>
      )}
      {mayAnswer ? (
        <Section title={given === null ? 'Ответить' : 'Изменить ответ'}>
          <Form state={actionData} submission={submission}>
            <HiddenField name="version" value={given?.version ?? 0} />
            <RadioField
              name="answer"
              label={labels.answer}
              required
              options={ANSWERS.map((answer) => ({ value: answer, label: ownAnswerLabels[answer] }))}
              defaultValue={given?.answer}
            />
            <TextAreaField
              name="reason"
              label={labels.reason}
              description="Можно не писать. Увидят только куратор и психолог школы"
              rows={3}
              maxLength={REASON_LENGTH}
              defaultValue={given?.reason}
            />
            <FormButtons>
              <SubmitButton pendingLabel="Сохраняем…">
                {given === null ? 'Ответить' : 'Сохранить'}
              </SubmitButton>
              <ButtonLink to="/my">К моей странице</ButtonLink>
            </FormButtons>
          </Form>
          <Text tone="quiet" size="small">
            Работа начнётся, когда согласны все. До этого вы видите друг о друге только то, что на этой
            странице.
          </Text>
        </Section>
      ) : (
        <Notice title="Отвечает родитель">
          Пока нет 14 лет, согласие даёт родитель. Покажите ему эту страницу или скажите куратору.
        </Notice>
      )}
    </Page>
  );
}
