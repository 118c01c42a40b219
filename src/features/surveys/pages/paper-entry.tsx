import { data } from 'react-router';
import { surveysRefusalText } from '#src/features/surveys/labels.ts';
import { allItems } from '#src/features/surveys/rules/model.ts';
import { CodeSearch } from '#src/features/surveys/ui/code-search.tsx';
import { FastEntry } from '#src/features/surveys/ui/fast-entry.tsx';
import { readFastEntry, wrongFastEntry } from '#src/features/surveys/ui/fast-entry-form.ts';
import { PrintForms } from '#src/features/surveys/ui/print-forms.tsx';
import { waveCrumbs } from '#src/features/surveys/ui/survey-tabs.tsx';
import { refuseForm } from '#src/ui/form-state.ts';
import { Notice } from '#src/ui/notice.tsx';
import { Page, Section } from '#src/ui/page.tsx';
import { redirectWith } from '#src/web/cookies.ts';
import { requireOrganization, site } from '#src/web/context.ts';
import { statusOf, throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/paper-entry';

export async function loader({ context, params, url }: Route.LoaderArgs) {
  const { signedIn } = requireOrganization(context);
  const { paper } = site(context).services.surveys;
  const code = (url.searchParams.get('code') ?? '').trim().slice(0, 12);
  const found = await paper.view(signedIn, params.waveId, code);
  const isWrong = !found.ok && found.refusal.code === 'surveys.code_unknown';
  const shown = isWrong ? await paper.view(signedIn, params.waveId, '') : found;
  if (!shown.ok) return throwRefusal(shown.refusal, surveysRefusalText(shown.refusal));
  const { wave, model, found: form, waiting, answered } = shown.value;
  return {
    wave: { id: wave.id, title: wave.title, isAnonymous: wave.isAnonymous },
    items: allItems(model).filter(({ kind }) => kind !== 'ranking'),
    form,
    waiting,
    answered,
    code,
    wrongCode: isWrong && !found.ok ? surveysRefusalText(found.refusal) : null,
  };
}

export async function action({ context, request, params }: Route.ActionArgs) {
  const { signedIn } = requireOrganization(context);
  const form = await request.formData();
  const { values, code, typed } = readFastEntry(form);
  const done = await site(context).services.surveys.paper.enter(signedIn, {
    waveId: params.waveId,
    code,
    typed,
  });
  if (!done.ok)
    return data(refuseForm(values, done.refusal, surveysRefusalText(done.refusal), { code: 'Код анкеты' }), {
      status: statusOf(done.refusal),
    });
  const { errors, name } = done.value;
  if (Object.keys(errors).length > 0) {
    return data(wrongFastEntry(values, errors), { status: 422 });
  }
  return redirectWith(
    `/surveys/waves/${params.waveId}/paper`,
    name === '' ? 'Анкета внесена.' : `Анкета внесена: ${name}.`,
  );
}

export default function PaperEntryPage({ loaderData, actionData }: Route.ComponentProps) {
  const { wave, items, form, waiting, answered, code, wrongCode } = loaderData;
  const isReady = wave.isAnonymous || form !== null;
  return (
    <Page
      title="Бумажные анкеты"
      lead={`${wave.title}. Внесено и отвечено: ${answered}.`}
      breadcrumbs={waveCrumbs(wave.id, wave.title)}
    >
      <Section title="Внести анкету">
        {!wave.isAnonymous && (
          <CodeSearch
            label="Код анкеты"
            description="Он стоит справа вверху. После кода нажмите Enter."
            maxLength={7}
            code={code}
            error={wrongCode}
            submitLabel="Открыть анкету"
            takesFocus={form === null}
          />
        )}
        {form !== null && form.isAnswered && (
          <Notice kind="warning" title={form.name}>
            Ответ уже есть. Проверьте код на анкете.
          </Notice>
        )}
        {isReady && form?.isAnswered !== true && (
          <FastEntry
            key={`${code} ${answered}`}
            items={items}
            code={wave.isAnonymous ? null : code}
            name={form?.name ?? ''}
            state={actionData}
          />
        )}
      </Section>
      <PrintForms waveId={wave.id} isAnonymous={wave.isAnonymous} waiting={waiting} />
    </Page>
  );
}
