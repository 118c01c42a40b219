import { data, redirect } from 'react-router';
import { accountsRefusalText } from '#src/features/accounts/labels.ts';
import { banksRefusalText } from '#src/features/banks/labels.ts';
import { libraryTags } from '#src/features/banks/rules/tags.ts';
import { APPLICATION_LISTS, applyForm } from '#src/features/banks/schema/calls.ts';
import { ApplyFields, applyLabels } from '#src/features/banks/ui/apply-fields.tsx';
import { formatDay } from '#src/ui/days.ts';
import { Form, FormButtons, SubmitButton } from '#src/ui/form.tsx';
import { newSubmission, parseForm, refuseForm } from '#src/ui/form-state.ts';
import { Text } from '#src/ui/layout.tsx';
import { Notice } from '#src/ui/notice.tsx';
import { Page } from '#src/ui/page.tsx';
import { site } from '#src/web/context.ts';
import { statusOf, throwProblem } from '#src/web/problems.ts';
import type { Refusal } from '#src/lib/result.ts';
import type { Route } from './+types/apply';

/** Words that every school begins with: those of this school's people are nobody else's affair. */
const words = libraryTags.map(({ word }) => word);
const textOf = (refusal: Refusal) =>
  refusal.code === 'auth.too_often' ? accountsRefusalText(refusal) : banksRefusalText(refusal);

function refuseLink(refusal: Refusal): never {
  const isTooOften = refusal.code === 'auth.too_often';
  return throwProblem({
    status: isTooOften ? statusOf(refusal) : 404,
    title: isTooOften ? 'Слишком много попыток' : 'Такой ссылки нет',
    text: textOf(refusal),
    todo: 'Наберите адрес с плаката ещё раз или наведите камеру на квадрат.',
  });
}

export async function loader({ context, params, url }: Route.LoaderArgs) {
  const { services, clientAddress } = site(context);
  const found = await services.banks.applying.open(params.word, clientAddress ?? '');
  if (!found.ok) return refuseLink(found.refusal);
  return { call: found.value, isSent: url.searchParams.has('sent'), submission: newSubmission(), words };
}

export async function action({ context, request, params }: Route.ActionArgs) {
  const { services, clientAddress } = site(context);
  const form = parseForm(await request.formData(), applyForm, {
    labels: applyLabels,
    lists: APPLICATION_LISTS,
  });
  if (!form.ok) return data(form, { status: 422 });
  const done = await services.banks.applying.apply(params.word, form.value, clientAddress ?? '');
  if (done.ok) return redirect(`/apply/${params.word}?sent`);
  if (done.refusal.code === 'banks.link_unknown') return refuseLink(done.refusal);
  return data(refuseForm(form.values, done.refusal, textOf(done.refusal), applyLabels), {
    status: statusOf(done.refusal),
  });
}

const closedWords = {
  early: 'Набор ещё не начался',
  full: 'Заявок уже столько, сколько школа может принять',
  over: 'Набор закончился',
  closed: 'Набор закрыт',
} as const;

export default function Apply({ loaderData, actionData }: Route.ComponentProps) {
  const { call, isSent, submission } = loaderData;
  const { state } = call;
  return (
    <Page title={call.title} lead={call.schoolName} width="narrow">
      {isSent ? (
        <Notice kind="success" title="Заявка отправлена">
          Её прочтёт куратор наставничества школы и ответит по телефону или почте, которые вы оставили. Эту
          страницу можно закрыть.
        </Notice>
      ) : (
        <>
          {call.invitation !== '' && <Text verbatim>{call.invitation}</Text>}
          {state === 'open' ? (
            <Form state={actionData} submission={submission}>
              <Text tone="quiet">
                Заявки принимают до {formatDay(call.closesOn)}. Учётная запись не нужна.
              </Text>
              <ApplyFields call={call} words={loaderData.words} />
              <FormButtons>
                <SubmitButton pendingLabel="Отправляем…">Отправить заявку</SubmitButton>
              </FormButtons>
            </Form>
          ) : (
            <Notice kind="info" title={closedWords[state]}>
              {state === 'early'
                ? `Заявки начнут принимать ${formatDay(call.opensOn)}: вернитесь по этой же ссылке.`
                : 'Заявки по этой ссылке больше не принимают. Если хотите участвовать, обратитесь в школу.'}
            </Notice>
          )}
        </>
      )}
    </Page>
  );
}
