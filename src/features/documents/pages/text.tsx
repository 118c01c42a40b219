import { data } from 'react-router';
import { documentsRefusalText } from '#src/features/documents/labels.ts';
import { problemText } from '#src/features/documents/labels/wording.ts';
import { textForm } from '#src/features/documents/schema/drafts.ts';
import { PaperSheet, type SheetOfPaper } from '#src/features/documents/ui/paper-sheet.tsx';
import { WordingFields, wordingLabels } from '#src/features/documents/ui/wording-fields.tsx';
import { ButtonLink } from '#src/ui/button.tsx';
import { HiddenField } from '#src/ui/fields.tsx';
import { Form, FormButtons, SubmitButton } from '#src/ui/form.tsx';
import { parseForm, refuseForm, type FormState } from '#src/ui/form-state.ts';
import { NoRight, Notice } from '#src/ui/notice.tsx';
import { Page, Section } from '#src/ui/page.tsx';
import { abilityTexts } from '#src/features/accounts/labels.ts';
import { redirectWith } from '#src/web/cookies.ts';
import { requireOrganization, site } from '#src/web/context.ts';
import { statusOf, throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/text';

interface Preview {
  readonly sheet: SheetOfPaper;
  readonly problems: readonly string[];
  readonly missing: readonly string[];
}

export async function loader({ context, params }: Route.LoaderArgs) {
  const { signedIn } = requireOrganization(context);
  const { documents } = site(context).services;
  const [card, text] = await Promise.all([
    documents.view(signedIn, params.paperId),
    documents.drafts.view(signedIn, params.paperId),
  ]);
  if (!text.ok) return throwRefusal(text.refusal, documentsRefusalText(text.refusal));
  if (!card.ok) return throwRefusal(card.refusal, documentsRefusalText(card.refusal));
  const { wording, fields, sheet, title, isFixed, problems, missing, can } = text.value;
  return {
    paperId: params.paperId,
    version: card.value.paper.version,
    wording,
    title,
    isFixed,
    fields,
    preview: { sheet, problems: problems.map(problemText), missing } satisfies Preview,
    can: abilityTexts(can),
  };
}

export async function action({ context, request, params }: Route.ActionArgs) {
  const { signedIn } = requireOrganization(context);
  const { drafts } = site(context).services.documents;
  const sent = await request.formData();
  sent.set('paperId', params.paperId);
  const form = parseForm(sent, textForm, { labels: wordingLabels });
  if (!form.ok) return data({ state: form, preview: null }, { status: 422 });
  const refused = (refusal: Parameters<typeof documentsRefusalText>[0]) => {
    const state = refuseForm(form.values, refusal, documentsRefusalText(refusal), wordingLabels);
    return data({ state, preview: null }, { status: statusOf(refusal) });
  };
  if (sent.get('intent') === 'preview') {
    const shown = await drafts.previewText(signedIn, params.paperId, form.value);
    if (!shown.ok) return refused(shown.refusal);
    const { sheet, problems, missing } = shown.value;
    // What was typed stays in the form beside the preview: the form is not saved yet.
    const typed: FormState = { ok: false, values: form.values, errors: {}, formErrors: [], labels: {} };
    return data({
      state: typed,
      preview: { sheet, problems: problems.map(problemText), missing } satisfies Preview,
    });
  }
  const done = await drafts.saveText(signedIn, form.value);
  return done.ok ? redirectWith(`/documents/${params.paperId}`, 'Текст сохранён.') : refused(done.refusal);
}

export default function PaperText({ loaderData, actionData }: Route.ComponentProps) {
  const { paperId, version, wording, title, isFixed, fields, can } = loaderData;
  const preview = actionData?.preview ?? loaderData.preview;
  const reason = isFixed ? 'Текст утверждён и больше не меняется.' : can['documents.draft'];
  return (
    <Page
      title="Текст документа"
      lead="Слова меняются свободно; в фигурных скобках стоят сведения, которые система подставит сама."
      breadcrumbs={[
        { to: '/documents', label: 'Документы' },
        { to: `/documents/${paperId}`, label: title },
      ]}
    >
      {reason === true ? (
        <Form state={actionData?.state}>
          <HiddenField name="version" value={version} />
          <WordingFields wording={wording} fields={fields} />
          <FormButtons>
            <SubmitButton look="main" pendingLabel="Сохраняем…">
              Сохранить текст
            </SubmitButton>
            <SubmitButton look="plain" name="intent" value="preview" pendingLabel="Собираем…">
              Посмотреть, не сохраняя
            </SubmitButton>
            <ButtonLink to={`/documents/${paperId}`}>Не менять</ButtonLink>
          </FormButtons>
        </Form>
      ) : (
        <NoRight reason={reason} />
      )}
      <Section title="Как это будет напечатано" id="preview">
        {preview.problems.length > 0 && (
          <Notice kind="error" title="В тексте есть ошибки">
            <ul>
              {preview.problems.map((problem) => (
                <li key={problem}>{problem}</li>
              ))}
            </ul>
          </Notice>
        )}
        {preview.missing.length > 0 && (
          <Notice kind="warning" title="Пока не известно">
            {preview.missing.join(', ')}
          </Notice>
        )}
        <PaperSheet sheet={preview.sheet} label="Документ, как он будет напечатан" />
      </Section>
    </Page>
  );
}
