import { data } from 'react-router';
import { abilityTexts } from '#src/features/accounts/labels.ts';
import { surveysRefusalText } from '#src/features/surveys/labels.ts';
import { type Edit } from '#src/features/surveys/rules/edit.ts';
import {
  moveItemForm,
  removeItemForm,
  surveyHeadForm,
  surveyPageForm,
  waveStepForm,
} from '#src/features/surveys/schema.ts';
import { EditorPages } from '#src/features/surveys/ui/editor-pages.tsx';
import { SurveyStateBadge } from '#src/features/surveys/ui/state-badges.tsx';
import { ButtonLink } from '#src/ui/button.tsx';
import { HiddenField, TextAreaField, TextField } from '#src/ui/fields.tsx';
import { ConfirmButton, Form, SubmitButton } from '#src/ui/form.tsx';
import { parseForm, refuseForm } from '#src/ui/form-state.ts';
import { KeyValue } from '#src/ui/key-value.tsx';
import { Row } from '#src/ui/layout.tsx';
import { Disclosure } from '#src/ui/menu.tsx';
import { NoRight, Notice } from '#src/ui/notice.tsx';
import { Page, Section } from '#src/ui/page.tsx';
import { redirectWith } from '#src/web/cookies.ts';
import { requireOrganization, site } from '#src/web/context.ts';
import { statusOf, throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/questionnaire';

export async function loader({ context, params }: Route.LoaderArgs) {
  const { signedIn } = requireOrganization(context);
  const found = await site(context).services.surveys.editor.view(signedIn, params.surveyId);
  if (!found.ok) return throwRefusal(found.refusal, surveysRefusalText(found.refusal));
  return { ...found.value, can: abilityTexts(found.value.can) };
}

export async function action({ context, request, params }: Route.ActionArgs) {
  const { signedIn } = requireOrganization(context);
  const { editor } = site(context).services.surveys;
  const sent = await request.formData();
  const intent = sent.get('intent');
  const { surveyId } = params;
  const here = `/surveys/questionnaires/${surveyId}`;
  const read = () => {
    switch (intent) {
      case 'head':
        return parseForm(
          sent,
          surveyHeadForm.transform((value) => ({
            version: value.version,
            edit: { do: 'head', ...value } as Edit,
          })),
          { labels },
        );
      case 'move':
        return parseForm(
          sent,
          moveItemForm.transform(({ version, itemId, by }) => ({
            version,
            edit: { do: 'move', itemId, by: by === '1' ? 1 : -1 } as Edit,
          })),
        );
      case 'remove':
        return parseForm(
          sent,
          removeItemForm.transform(({ version, itemId }) => ({
            version,
            edit: { do: 'remove', itemId } as Edit,
          })),
        );
      case 'rename-page':
        return parseForm(
          sent,
          surveyPageForm.transform(({ version, page, title }) => ({
            version,
            edit: { do: 'rename_page', page, title } as Edit,
          })),
        );
      case 'remove-page':
        return parseForm(
          sent,
          surveyPageForm.transform(({ version, page }) => ({
            version,
            edit: { do: 'remove_page', page } as Edit,
          })),
        );
      case 'add-page':
        return parseForm(
          sent,
          waveStepForm.transform(({ version }) => ({ version, edit: { do: 'add_page' } as Edit })),
        );
      default:
        return parseForm(
          sent,
          waveStepForm.transform(({ version }) => ({ version, edit: null as Edit | null })),
        );
    }
  };
  const form = read();
  if (!form.ok) return data(form, { status: 422 });
  const { version, edit } = form.value;
  const done =
    edit !== null
      ? await editor.edit(signedIn, { surveyId, version, edit })
      : intent === 'publish'
        ? await editor.publish(signedIn, { surveyId, version })
        : intent === 'discard'
          ? await editor.discard(signedIn, { surveyId, version })
          : await editor.setRetired(signedIn, { surveyId, version, isRetired: intent === 'retire' });
  if (!done.ok) {
    return data(refuseForm(form.values, done.refusal, surveysRefusalText(done.refusal)), {
      status: statusOf(done.refusal),
    });
  }
  if (done.value?.isGone === true) return redirectWith('/surveys/questionnaires', 'Анкета удалена.');
  return redirectWith(here, said[typeof intent === 'string' ? intent : ''] ?? 'Изменено.');
}

const labels = { title: 'Название', intro: 'Вступление', thanks: 'Слова после ответа' };
const said: Readonly<Record<string, string>> = {
  publish: 'Анкета опубликована. Теперь по ней можно провести опрос.',
  discard: 'Неопубликованные изменения отброшены.',
  retire: 'Анкета больше не предлагается для новых опросов.',
  restore: 'Анкета снова предлагается для опросов.',
  move: 'Вопрос перемещён.',
  remove: 'Вопрос убран.',
};

export default function Questionnaire({ loaderData, actionData }: Route.ComponentProps) {
  const { survey, model, number, isFrozen, hasPublished, faults, can } = loaderData;
  const mayEdit = can['surveys.edit'] === true;
  const here = `/surveys/questionnaires/${survey.id}`;
  const version = String(survey.version);
  return (
    <Page
      title={model.title}
      breadcrumbs={[{ to: '/surveys/questionnaires', label: 'Анкеты' }]}
      actions={
        <>
          {survey.state === 'published' && can['surveys.run'] === true && (
            <ButtonLink look="main" to={`/surveys/new?survey=${survey.id}`}>
              Провести опрос
            </ButtonLink>
          )}
          <ButtonLink to={`${here}/preview`}>Как увидят на телефоне</ButtonLink>
        </>
      }
    >
      {!mayEdit && <NoRight reason={String(can['surveys.edit'])} />}
      <KeyValue
        items={[
          { key: 'Состояние', value: <SurveyStateBadge state={survey.state} /> },
          { key: 'Версия', value: isFrozen ? `${number}, опубликована` : `${number}, ещё не опубликована` },
        ]}
      />
      {isFrozen && mayEdit && (
        <Notice title="Эта версия не изменится">
          Если поправить вопрос, начнётся следующая версия. Прежние ответы останутся при своей.
        </Notice>
      )}
      {faults.length > 0 && (
        <Notice kind="warning" title={`Прежде чем публиковать, исправьте: ${faults.length}`}>
          <ul>
            {faults.map(({ itemId, text }) => (
              <li key={`${itemId ?? ''} ${text}`}>
                {itemId === null ? text : <a href={`#item-${itemId}`}>{text}</a>}
              </li>
            ))}
          </ul>
        </Notice>
      )}
      {mayEdit && (
        <Row>
          {!isFrozen && (
            <Form intent="publish" state={actionData}>
              <HiddenField name="version" value={version} />
              <SubmitButton>Опубликовать</SubmitButton>
            </Form>
          )}
          {!isFrozen && (
            <ConfirmButton
              label={hasPublished ? 'Отбросить изменения' : 'Удалить анкету'}
              question={
                hasPublished
                  ? 'Останется опубликованная версия, изменения пропадут.'
                  : 'Анкета не опубликована, ответов по ней нет. Вернуть её нельзя.'
              }
              confirmLabel={hasPublished ? 'Отбросить' : 'Удалить'}
              intent="discard"
              fields={{ version }}
              danger
              state={actionData}
            />
          )}
          {hasPublished && (
            <Form intent={survey.state === 'retired' ? 'restore' : 'retire'} state={actionData}>
              <HiddenField name="version" value={version} />
              <SubmitButton look="plain">
                {survey.state === 'retired' ? 'Снова предлагать' : 'Больше не предлагать'}
              </SubmitButton>
            </Form>
          )}
        </Row>
      )}
      {mayEdit && (
        <Disclosure
          title="Название и слова в начале и в конце"
          open={actionData?.values['intent'] === 'head'}
        >
          <Form intent="head" state={actionData}>
            <HiddenField name="version" value={version} />
            <TextField
              name="title"
              label={labels.title}
              required
              defaultValue={model.title}
              maxLength={300}
            />
            <TextAreaField name="intro" label={labels.intro} defaultValue={model.intro} />
            <TextAreaField name="thanks" label={labels.thanks} rows={2} defaultValue={model.thanks} />
            <SubmitButton look="plain">Сохранить</SubmitButton>
          </Form>
        </Disclosure>
      )}
      <Section title="Вопросы">
        <EditorPages
          model={model}
          surveyId={survey.id}
          version={version}
          faults={faults}
          mayEdit={mayEdit}
          state={actionData}
        />
      </Section>
    </Page>
  );
}
