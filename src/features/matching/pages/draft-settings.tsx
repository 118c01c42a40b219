import { useEffect, useRef } from 'react';
import { data, useFetcher } from 'react-router';
import { abilityTexts } from '#src/features/accounts/labels.ts';
import { matchingRefusalText } from '#src/features/matching/labels.ts';
import { settingsForm } from '#src/features/matching/schema.ts';
import type { loader as previewLoader } from '#src/features/matching/pages/draft-preview.ts';
import { ComparisonView } from '#src/features/matching/ui/comparison.tsx';
import { DRAFT_CRUMBS, DraftSummary, DraftTabs } from '#src/features/matching/ui/draft-head.tsx';
import { SettingsFields } from '#src/features/matching/ui/settings-fields.tsx';
import { ButtonLink } from '#src/ui/button.tsx';
import { HiddenField } from '#src/ui/fields.tsx';
import { Form, FormButtons, SubmitButton } from '#src/ui/form.tsx';
import { parseForm, refuseForm } from '#src/ui/form-state.ts';
import { Text } from '#src/ui/layout.tsx';
import { NoRight, Notice } from '#src/ui/notice.tsx';
import { Page, Section } from '#src/ui/page.tsx';
import { redirectWith } from '#src/web/cookies.ts';
import { requireOrganization, site } from '#src/web/context.ts';
import { followTask } from '#src/web/tasks.ts';
import { statusOf, throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/draft-settings';

const labels = {
  aim: 'Цель',
  minimumOverlap: 'Общих промежутков недели',
  seniorityGap: 'На сколько классов старше',
  minimumScore: 'Подходят не меньше чем на',
  rules: 'Условия',
};

export { shouldRevalidate } from '#src/features/matching/ui/after-conflict.ts';

export async function loader({ context, params }: Route.LoaderArgs) {
  const { signedIn } = requireOrganization(context);
  const found = await site(context).services.matching.settings(signedIn, params.draftId);
  if (!found.ok) return throwRefusal(found.refusal, matchingRefusalText(found.refusal));
  return { ...found.value, can: abilityTexts(found.value.can) };
}

export async function action({ context, request, params }: Route.ActionArgs) {
  const { signedIn } = requireOrganization(context);
  const form = parseForm(await request.formData(), settingsForm, { labels, lists: ['rules'] });
  if (!form.ok) return data(form, { status: 422 });
  const done = await site(context).services.matching.changeSettings(signedIn, params.draftId, form.value);
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
  return redirectWith(`/matching/${params.draftId}`, 'Условия сохранены, пары подобраны заново.');
}

/** Time after the last move of a slider before its effect is asked for, milliseconds. */
const PAUSE = 350;

export default function DraftSettings({ loaderData, actionData }: Route.ComponentProps) {
  const { draft, can } = loaderData;
  const mayShape = can['matching.edit'] === true && draft.state === 'open';
  const preview = useFetcher<typeof previewLoader>();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const ask = (target: EventTarget) => {
    const form = target instanceof Element ? target.closest('form') : null;
    if (form === null) return;
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      const query = new URLSearchParams();
      for (const [name, value] of new FormData(form))
        if (typeof value === 'string') query.append(name, value);
      void preview.load(`/matching/${draft.id}/preview?${query.toString()}`);
    }, PAUSE);
  };
  return (
    <Page title={draft.title} breadcrumbs={DRAFT_CRUMBS}>
      <DraftTabs draftId={draft.id} current="/settings" />
      {can['matching.edit'] !== true && <NoRight reason={can['matching.edit']} />}
      {can['matching.edit'] === true && draft.state !== 'open' && (
        <Notice title="Подбор уже предложен участникам">
          Условия показаны для памяти. Чтобы попробовать иначе, сделайте копию в таблице подбора.
        </Notice>
      )}
      <DraftSummary draft={draft} />
      <fieldset
        disabled={!mayShape}
        aria-label="Условия и веса"
        style={{ border: 0, margin: 0, padding: 0, minWidth: 0 }}
        onChange={(event) => ask(event.target)}
      >
        <Form state={actionData} wide>
          <HiddenField name="version" value={draft.version} />
          <SettingsFields settings={draft.settings} />
          {mayShape && (
            <FormButtons>
              <SubmitButton pendingLabel="Подбираем…">Сохранить и подобрать заново</SubmitButton>
              <ButtonLink to={`/matching/${draft.id}`}>Отменить</ButtonLink>
            </FormButtons>
          )}
        </Form>
      </fieldset>
      <div aria-live="polite">
        {preview.data !== undefined && (
          <Section title="Что изменится">
            {preview.data.ok ? (
              <ComparisonView
                comparison={preview.data.comparison}
                titles={{ before: 'Сейчас', after: 'Станет' }}
                shown={30}
              />
            ) : (
              <Notice kind="warning" title="С такими условиями подобрать нельзя">
                {preview.data.text}
              </Notice>
            )}
            {preview.state !== 'idle' && (
              <Text size="small" tone="quiet">
                Считаем…
              </Text>
            )}
          </Section>
        )}
      </div>
    </Page>
  );
}
