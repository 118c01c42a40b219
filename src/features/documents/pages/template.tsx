import { data } from 'react-router';
import { abilityTexts } from '#src/features/accounts/labels.ts';
import { documentsRefusalText } from '#src/features/documents/labels.ts';
import { problemText } from '#src/features/documents/labels/wording.ts';
import { templateForm } from '#src/features/documents/schema/settings.ts';
import { WordingFields, wordingLabels } from '#src/features/documents/ui/wording-fields.tsx';
import { ButtonLink } from '#src/ui/button.tsx';
import { formatInstant } from '#src/ui/days.ts';
import { HiddenField } from '#src/ui/fields.tsx';
import { ConfirmButton, Form, FormButtons, SubmitButton } from '#src/ui/form.tsx';
import { parseForm, refuseForm } from '#src/ui/form-state.ts';
import { Text } from '#src/ui/layout.tsx';
import { Disclosure } from '#src/ui/menu.tsx';
import { NoRight, Notice } from '#src/ui/notice.tsx';
import { Page, Section } from '#src/ui/page.tsx';
import { redirectWith } from '#src/web/cookies.ts';
import { requireOrganization, site } from '#src/web/context.ts';
import { statusOf, throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/template';

export async function loader({ context, params }: Route.LoaderArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const found = await site(context).services.documents.templates.view(signedIn, organizationId, params.kind);
  if (!found.ok) return throwRefusal(found.refusal, documentsRefusalText(found.refusal));
  return { ...found.value, may: abilityTexts(found.value.can)['documents.settings'] };
}

export async function action({ context, request, params }: Route.ActionArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const sent = await request.formData();
  sent.set('kind', params.kind);
  const form = parseForm(sent, templateForm, { labels: wordingLabels });
  if (!form.ok) return data({ state: form, problems: [] }, { status: 422 });
  const done = await site(context).services.documents.templates.save(signedIn, organizationId, form.value);
  if (done.ok) {
    return redirectWith(
      `/documents/templates/${params.kind}`,
      `Образец сохранён: редакция ${done.value.revision}. Новые документы готовятся по нему.`,
    );
  }
  const state = refuseForm(form.values, done.refusal, documentsRefusalText(done.refusal), wordingLabels);
  const problems = 'problems' in done ? done.problems.map(problemText) : [];
  return data({ state, problems }, { status: statusOf(done.refusal) });
}

export default function TemplatePage({ loaderData, actionData }: Route.ComponentProps) {
  const { kindTitle, wording, revision, usual, fields, revisions, may, timeZone } = loaderData;
  const problems = actionData?.problems ?? [];
  return (
    <Page
      title={`Образец: ${kindTitle}`}
      lead={
        revision === 0
          ? 'Сейчас действует исходный текст. Измените его, и документы школы будут готовиться по-вашему.'
          : `Сейчас действует текст школы, редакция ${revision}.`
      }
      width="narrow"
      breadcrumbs={[
        { to: '/documents', label: 'Документы' },
        { to: '/documents/templates', label: 'Образцы' },
      ]}
    >
      {problems.length > 0 && (
        <Notice kind="error" title="Что исправить в тексте">
          <ul>
            {problems.map((problem) => (
              <li key={problem}>{problem}</li>
            ))}
          </ul>
        </Notice>
      )}
      {may === true ? (
        <Form state={actionData?.state}>
          {/* After a clash the next try carries the revision that is now in force. */}
          <HiddenField name="revision" value={revision} />
          <WordingFields wording={wording} fields={fields} />
          <FormButtons>
            <SubmitButton look="main" pendingLabel="Сохраняем…">
              Сохранить образец
            </SubmitButton>
            <ButtonLink to="/documents/templates">К образцам</ButtonLink>
          </FormButtons>
        </Form>
      ) : (
        <>
          <NoRight reason={may} />
          <Text verbatim>{wording.body}</Text>
        </>
      )}
      {may === true && revision > 0 && (
        <ConfirmButton
          label="Вернуть исходный текст"
          question="Исходный текст станет новой редакцией; тексты школы останутся в списке ниже."
          confirmLabel="Вернуть исходный текст"
          fields={{ revision: String(revision), title: usual.title, body: usual.body }}
        />
      )}
      <Section title="Откуда содержание">
        <Text>{usual.source}</Text>
      </Section>
      {revisions.length > 0 && (
        <Section title="Редакции школы">
          {revisions.map((one) => (
            <Disclosure
              key={one.revision}
              title={`Редакция ${one.revision}: ${formatInstant(one.savedAt, timeZone)}${one.savedBy === '' ? '' : `, ${one.savedBy}`}`}
            >
              <Text strong>{one.title}</Text>
              <Text verbatim>{one.body}</Text>
            </Disclosure>
          ))}
        </Section>
      )}
    </Page>
  );
}
