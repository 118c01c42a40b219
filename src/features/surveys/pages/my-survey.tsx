import { useState } from 'react';
import { data, redirect } from 'react-router';
import { surveysRefusalText } from '#src/features/surveys/labels.ts';
import { readAnswers, visibleItems, visiblePages } from '#src/features/surveys/rules/answers.ts';
import { allItems, rankedSides, type Answers } from '#src/features/surveys/rules/model.ts';
import { readSentPage, refusedPage } from '#src/features/surveys/ui/answer-form.ts';
import { ItemField } from '#src/features/surveys/ui/item-field.tsx';
import { Saving } from '#src/features/surveys/ui/saving.tsx';
import { ButtonLink } from '#src/ui/button.tsx';
import { formatDay } from '#src/ui/days.ts';
import { HiddenField } from '#src/ui/fields.tsx';
import { Form, FormButtons, SubmitButton } from '#src/ui/form.tsx';
import { Stack, Text } from '#src/ui/layout.tsx';
import { Notice } from '#src/ui/notice.tsx';
import { Page } from '#src/ui/page.tsx';
import { ProgressBar } from '#src/ui/progress-bar.tsx';
import { requireOwnPerson, site } from '#src/web/context.ts';
import { statusOf, throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/my-survey';

export async function loader({ context, params, url }: Route.LoaderArgs) {
  const { actor } = requireOwnPerson(context);
  const found = await site(context).services.surveys.answering.open(actor, params.invitationId);
  if (!found.ok) return throwRefusal(found.refusal, surveysRefusalText(found.refusal));
  const own = found.value;
  const pages = visiblePages(own.model, own.answers);
  const asked = Number(url.searchParams.get('page') ?? NaN);
  const isDone = url.searchParams.has('done');
  // Without a page in the address one goes on where one stopped: at the first page with something left.
  const seen = new Set(visibleItems(own.model, own.answers).map(({ id }) => id));
  const resumed = pages.find((index) =>
    own.model.pages[index]?.items.some(
      (item) =>
        seen.has(item.id) &&
        item.required === true &&
        item.kind !== 'ranking' &&
        own.answers[item.id] === undefined,
    ),
  );
  const page = pages.includes(asked) ? asked : (resumed ?? pages[0] ?? 0);
  return { ...own, pages, page, isDone };
}

export async function action({ context, request, params }: Route.ActionArgs) {
  const { actor } = requireOwnPerson(context);
  const { answering } = site(context).services.surveys;
  const form = await request.formData();
  const sent = readSentPage(form);
  const isBack = form.get('intent') === 'back';
  const here = `/my/surveys/${params.invitationId}`;
  const done = await answering.save(actor, {
    invitationId: params.invitationId,
    ...sent,
    intent: isBack ? 'save' : 'next',
  });
  if (!done.ok) {
    return data(refusedPage(form, {}, [], [surveysRefusalText(done.refusal)]), {
      status: statusOf(done.refusal),
    });
  }
  if (isBack) {
    const own = await answering.open(actor, params.invitationId);
    const before = own.ok
      ? visiblePages(own.value.model, own.value.answers).filter((index) => index < sent.page)
      : [];
    return redirect(`${here}?page=${before.at(-1) ?? 0}`);
  }
  const { errors, page } = done.value;
  if (Object.keys(errors).length > 0) {
    const own = await answering.open(actor, params.invitationId);
    return data(refusedPage(form, errors, own.ok ? allItems(own.value.model) : []), { status: 422 });
  }
  return redirect(page === null ? `${here}?done` : `${here}?page=${page}`);
}

export default function MySurvey({ loaderData, actionData }: Route.ComponentProps) {
  const { model, stage, isDone, isComplete, closesOn } = loaderData;
  if (stage !== 'open' || (isDone && isComplete)) return <Finished {...loaderData} />;
  return (
    <Page title={model.title} width="narrow">
      <AnswerPage key={loaderData.page} own={loaderData} state={actionData} />
      <Text tone="quiet" size="small">
        Ответить можно до {formatDay(closesOn)}.{' '}
        {loaderData.isAnonymous
          ? 'Анкета без имени: по ответам нельзя узнать, чьи они.'
          : rankedSides(model).length > 0
            ? 'Ответы увидят только куратор и психолог школы.'
            : 'Ответы увидят куратор, психолог и директор школы.'}
      </Text>
    </Page>
  );
}

function AnswerPage({
  own,
  state,
}: {
  own: Route.ComponentProps['loaderData'];
  state: Route.ComponentProps['actionData'];
}) {
  const { model, page, invitationId } = own;
  const [typed, setTyped] = useState<Answers>({});
  const here = model.pages[page];
  const items = here?.items ?? [];
  const answers = { ...own.answers, ...typed };
  const seen = new Set(visibleItems(model, answers).map(({ id }) => id));
  // Questions that were on the screen when the page was refused stay, so that their errors have a place.
  const shown = items.filter(({ id }) => seen.has(id));
  const pages = visiblePages(model, answers);
  const place = pages.indexOf(page);
  const isLast = place === pages.length - 1;
  const onAnswers = (form: FormData): void => {
    const { raw } = readSentPage(form);
    const read = readAnswers(shown, raw);
    const emptied = Object.fromEntries(read.emptied.map((id) => [id, '']));
    setTyped({ ...emptied, ...read.answers });
  };
  return (
    <Stack>
      {page === pages[0] && model.intro !== '' && <Text>{model.intro}</Text>}
      <ProgressBar label="Страница" done={place + 1} total={pages.length} />
      <Saving address={`/my/surveys/${invitationId}/save`} onAnswers={onAnswers}>
        <Form state={state} wide>
          <HiddenField name="page" value={page} />
          {here !== undefined && here.title !== '' && <h2>{here.title}</h2>}
          {shown.map((item) => (
            <div key={item.id}>
              <input type="hidden" name="shown" value={item.id} />
              <ItemField
                item={item}
                answer={own.answers[item.id]}
                ranking={own.rankings[item.id]}
                candidates={own.candidates[item.id] ?? []}
              />
            </div>
          ))}
          <FormButtons>
            <SubmitButton name="intent" value="next" pendingLabel="Сохраняем…">
              {isLast ? (own.isComplete ? 'Сохранить изменения' : 'Отправить ответы') : 'Дальше'}
            </SubmitButton>
            {place > 0 && (
              <SubmitButton look="plain" name="intent" value="back" pendingLabel="Сохраняем…">
                Назад
              </SubmitButton>
            )}
          </FormButtons>
        </Form>
      </Saving>
    </Stack>
  );
}

function Finished({
  model,
  stage,
  isComplete,
  canChange,
  closesOn,
  invitationId,
}: Route.ComponentProps['loaderData']) {
  const toOwn = (
    <ButtonLink look="main" to="/my">
      К моей странице
    </ButtonLink>
  );
  if (stage === 'not_yet')
    return (
      <Page title={model.title} width="narrow">
        <Notice title="Опрос ещё не начался">Загляните сюда в первый день опроса.</Notice>
        {toOwn}
      </Page>
    );
  if (stage === 'closed')
    return (
      <Page title={model.title} width="narrow">
        <Notice title="Опрос завершён">
          {isComplete ? 'Ваши ответы приняты.' : 'Ответы принимали до '}
          {!isComplete && `${formatDay(closesOn)}. Если вы хотели что-то сказать, обратитесь к куратору.`}
        </Notice>
        {toOwn}
      </Page>
    );
  return (
    <Page title={model.title} width="narrow">
      <Notice kind="success" title="Ответы приняты">
        {model.thanks}
      </Notice>
      {stage === 'open' && canChange && (
        <Text>
          Изменить ответы можно до {formatDay(closesOn)}.{' '}
          <ButtonLink look="quiet" to={`/my/surveys/${invitationId}?page=0`}>
            Изменить ответы
          </ButtonLink>
        </Text>
      )}
      {toOwn}
    </Page>
  );
}
