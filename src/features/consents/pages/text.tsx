import { data } from 'react-router';
import { abilityTexts } from '#src/features/accounts/labels.ts';
import { consentsRefusalText, purposeLabels } from '#src/features/consents/labels.ts';
import { isPurpose } from '#src/features/consents/rules/purposes.ts';
import { FIELDS, termWords } from '#src/features/consents/rules/wording.ts';
import { matrixFilter, textForm } from '#src/features/consents/schema.ts';
import { PaperPreview } from '#src/features/consents/ui/paper-preview.tsx';
import { ButtonLink } from '#src/ui/button.tsx';
import { formatDayShort } from '#src/ui/days.ts';
import { HiddenField, NumberField, TextAreaField, TextField } from '#src/ui/fields.tsx';
import { Form, FormButtons, SubmitButton } from '#src/ui/form.tsx';
import { parseForm, refuseForm, type FormState } from '#src/ui/form-state.ts';
import { KeyValue } from '#src/ui/key-value.tsx';
import { Text, TextLink } from '#src/ui/layout.tsx';
import { Disclosure } from '#src/ui/menu.tsx';
import { NoRight } from '#src/ui/notice.tsx';
import { Page, Section } from '#src/ui/page.tsx';
import type { Refusal } from '#src/lib/result.ts';
import { redirectWith } from '#src/web/cookies.ts';
import { requireOrganization, site } from '#src/web/context.ts';
import { notFound, statusOf, throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/text';

const labels = {
  title: 'Название документа',
  body: 'Когда человек подписывает за себя',
  guardianBody: 'Когда представитель подписывает за ребёнка',
  months: 'Срок действия, месяцев',
};

export async function loader({ context, params, url }: Route.LoaderArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const { consents } = site(context).services;
  const { purpose } = params;
  if (!isPurpose(purpose)) return notFound('Такого согласия нет');
  const card = await consents.text(signedIn, organizationId, purpose);
  if (!card.ok) return throwRefusal(card.refusal, consentsRefusalText(card.refusal));
  const list = await consents.matrix(signedIn, organizationId, matrixFilter.parse({}));
  if (!list.ok) return throwRefusal(list.refusal, consentsRefusalText(list.refusal));
  const { versions, inForce } = card.value;
  const asked = Number(url.searchParams.get('version'));
  return {
    purpose,
    inForce,
    shown: versions.find(({ number }) => number === asked) ?? inForce,
    versions: versions.map(({ number, createdAt, isRetired, origin }) => ({
      number,
      createdAt,
      isRetired,
      origin,
    })),
    can: abilityTexts(list.value.can),
  };
}

export async function action({ context, request, params }: Route.ActionArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const { consents } = site(context).services;
  const sent = await request.formData();
  sent.set('purpose', params.purpose);
  const form = parseForm(sent, textForm, { labels });
  if (!form.ok) return data({ state: form, preview: null }, { status: 422 });
  const refused = (values: FormState['values'], refusal: Refusal) =>
    data(
      { state: refuseForm(values, refusal, consentsRefusalText(refusal), labels), preview: null },
      { status: statusOf(refusal) },
    );
  if (sent.get('step') === 'preview') {
    const preview = await consents.previewText(signedIn, organizationId, form.value);
    if (!preview.ok) return refused(form.values, preview.refusal);
    const state: FormState = { ok: false, values: form.values, errors: {}, formErrors: [], labels };
    return data({ state, preview: preview.value });
  }
  const done = await consents.changeText(signedIn, organizationId, form.value);
  return done.ok
    ? redirectWith(
        `/consents/texts/${params.purpose}`,
        `Версия № ${done.value.number} утверждена: с этого дня подписывают её.`,
      )
    : refused(form.values, done.refusal);
}

export default function TextPage({ loaderData, actionData }: Route.ComponentProps) {
  const { purpose, inForce, shown, versions, can } = loaderData;
  const mayEdit = can['consents.edit_texts'] === true;
  const preview = actionData?.preview ?? null;
  return (
    <Page
      title={purposeLabels[purpose]}
      lead={`${shown.title}. Версия № ${shown.number}, действует ${termWords(shown.months)}.`}
      breadcrumbs={[
        { to: '/consents', label: 'Согласия' },
        { to: '/consents/texts', label: 'Тексты' },
      ]}
    >
      {!mayEdit && <NoRight reason={String(can['consents.edit_texts'])} />}
      {preview !== null && (
        <Section title="Как это будет на бумаге">
          <PaperPreview paper={preview} />
        </Section>
      )}
      {preview === null && (
        <>
          <Section title={labels.body}>
            <Text verbatim>{shown.body}</Text>
          </Section>
          <Section title={labels.guardianBody}>
            <Text verbatim>{shown.guardianBody}</Text>
          </Section>
        </>
      )}
      {mayEdit && (
        <Disclosure title="Изменить текст" open={actionData !== undefined}>
          <Form state={actionData?.state} wide>
            <HiddenField name="baseId" value={inForce.id} />
            <TextField
              name="title"
              label={labels.title}
              required
              defaultValue={inForce.title}
              maxLength={300}
            />
            <TextAreaField name="body" label={labels.body} required rows={16} defaultValue={inForce.body} />
            <TextAreaField
              name="guardianBody"
              label={labels.guardianBody}
              required
              rows={16}
              defaultValue={inForce.guardianBody}
            />
            <NumberField
              name="months"
              label={labels.months}
              description="Пусто: до отзыва"
              defaultValue={inForce.months}
            />
            <FormButtons>
              <SubmitButton name="step" value="save" pendingLabel="Сохраняем…">
                Утвердить новую версию
              </SubmitButton>
              <SubmitButton look="plain" name="step" value="preview">
                Посмотреть
              </SubmitButton>
            </FormButtons>
          </Form>
          <Section title="Поля, которые можно вставить" level={3}>
            <KeyValue
              items={Object.entries(FIELDS).map(([name, words]) => ({ key: `{${name}}`, value: words }))}
            />
          </Section>
        </Disclosure>
      )}
      <Section title="Версии">
        <ul>
          {versions.map((version) => (
            <li key={version.number}>
              <TextLink to={`/consents/texts/${purpose}?version=${version.number}`}>
                № {version.number} от {formatDayShort(version.createdAt.slice(0, 10))}
              </TextLink>
              {version.isRetired ? ', прежняя' : ', действует'}
              {version.origin === 'library' ? ', текст программы' : ', текст школы'}
            </li>
          ))}
        </ul>
        <ButtonLink to="/consents/texts">Ко всем текстам</ButtonLink>
      </Section>
    </Page>
  );
}
