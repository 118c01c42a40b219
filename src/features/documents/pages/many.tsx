import { data } from 'react-router';
import { abilityTexts } from '#src/features/accounts/labels.ts';
import { documentsRefusalText, lineErrorLabels } from '#src/features/documents/labels.ts';
import { guessPaperKind, paperKinds } from '#src/features/documents/rules/kinds.ts';
import { readPaperLines, type CheckedLine, type PaperLine } from '#src/features/documents/rules/lines.ts';
import { addLinesForm, paperFilter, pasteLinesForm } from '#src/features/documents/schema.ts';
import { LinesPreview } from '#src/features/documents/ui/lines-preview.tsx';
import { ButtonLink } from '#src/ui/button.tsx';
import { TextAreaField } from '#src/ui/fields.tsx';
import { Form, FormButtons, SubmitButton } from '#src/ui/form.tsx';
import { newSubmission, parseForm, refuseForm, type FormState } from '#src/ui/form-state.ts';
import { NoRight } from '#src/ui/notice.tsx';
import { Page } from '#src/ui/page.tsx';
import { plural } from '#src/lib/russian/plural.ts';
import { redirectWith } from '#src/web/cookies.ts';
import { requireOrganization, site } from '#src/web/context.ts';
import { statusOf, throwRefusal } from '#src/web/problems.ts';
import type { Refusal } from '#src/lib/result.ts';
import type { Route } from './+types/many';

const labels = { text: 'Список документов' };

export async function loader({ context }: Route.LoaderArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const { documents } = site(context).services;
  const found = await documents.list(signedIn, organizationId, paperFilter.parse({}));
  if (!found.ok) return throwRefusal(found.refusal, documentsRefusalText(found.refusal));
  return {
    can: abilityTexts(found.value.can),
    kinds: paperKinds.map(({ id, title }) => ({ value: id, label: title })),
  };
}

export async function action({ context, request }: Route.ActionArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const { documents } = site(context).services;
  const sent = await request.formData();
  const refused = (values: FormState['values'], refusal: Refusal) =>
    data(
      { state: refuseForm(values, refusal, documentsRefusalText(refusal), labels), preview: null },
      { status: statusOf(refusal) },
    );

  if (sent.get('intent') !== 'add') {
    const form = parseForm(sent, pasteLinesForm, { labels });
    if (!form.ok) return data({ state: form, preview: null }, { status: 422 });
    const lines = readPaperLines(form.value.text, guessPaperKind);
    const checked = await documents.checkLines(signedIn, organizationId, lines);
    if (!checked.ok) return refused(form.values, checked.refusal);
    return data({ state: null, preview: toPreview(checked.value) });
  }

  const form = parseForm(sent, addLinesForm);
  if (!form.ok) return data({ state: form, preview: null }, { status: 422 });
  const typed = form.value.rows.filter((row) => row.skip === undefined);
  const lines: PaperLine[] = [...form.value.ready, ...typed]
    .map(({ line, kind, number, issuedOn, title }) => ({ line, kind, number, issuedOn, title }))
    .toSorted((a, b) => a.line - b.line);
  if (lines.length === 0) return refused({}, { code: 'documents.all_skipped' });
  const done = await documents.addMany(signedIn, organizationId, form.value.submission, lines);
  if (done.ok) {
    return redirectWith(
      '/documents',
      `В реестр внесено: ${plural(done.value.count, 'документ', 'документа', 'документов')}.`,
    );
  }
  if (done.refusal.code !== 'documents.line_errors') return refused({}, done.refusal);
  const checked = await documents.checkLines(signedIn, organizationId, lines);
  if (!checked.ok) return refused({}, checked.refusal);
  return data({ state: null, preview: toPreview(checked.value) }, { status: 422 });
}

/** Lines that can be entered as they are, and those that a person must look at, with their errors in words. */
function toPreview(checked: readonly CheckedLine[]) {
  const wrong = checked.filter(({ errors }) => Object.keys(errors).length > 0);
  const errors: Record<string, string> = {};
  const values: Record<string, string> = { intent: 'add' };
  const fieldLabels: Record<string, string> = {};
  for (const [index, { paper, errors: found }] of wrong.entries()) {
    for (const field of ['kind', 'number', 'issuedOn', 'title'] as const) {
      const name = `rows.${index}.${field}`;
      values[name] = paper[field];
      fieldLabels[name] = `Строка ${paper.line}`;
      const error = found[field];
      if (error !== undefined) errors[name] = lineErrorLabels[error];
    }
  }
  const state: FormState = { ok: false, values, errors, formErrors: [], labels: fieldLabels };
  const ready = checked.filter((line) => !wrong.includes(line)).map(({ paper }) => paper);
  return { submission: newSubmission(), ready, wrong: wrong.map(({ paper }) => paper), state };
}

export default function Many({ loaderData, actionData }: Route.ComponentProps) {
  const { can, kinds } = loaderData;
  const preview = actionData?.preview ?? null;
  return (
    <Page
      title="Внести документы списком"
      lead={
        preview === null
          ? 'Вставьте список, по одному документу в строке. Ничего не сохранится, пока вы не проверите.'
          : 'Проверьте, как прочитан список. В реестр попадёт всё сразу или ничего.'
      }
      width={preview === null ? 'narrow' : 'full'}
      breadcrumbs={[{ to: '/documents', label: 'Документы' }]}
    >
      {can['documents.register'] !== true && <NoRight reason={can['documents.register']} />}
      {can['documents.register'] === true && preview !== null && <LinesPreview {...preview} kinds={kinds} />}
      {can['documents.register'] === true && preview === null && (
        <Form state={actionData?.state} intent="read">
          <TextAreaField
            name="text"
            label={labels.text}
            description="Например: Приказ № 259-од от 12.09.2022 О внедрении целевой модели наставничества"
            rows={12}
            required
          />
          <FormButtons>
            <SubmitButton pendingLabel="Читаем список…">Проверить список</SubmitButton>
            <ButtonLink to="/documents">Отменить</ButtonLink>
          </FormButtons>
        </Form>
      )}
    </Page>
  );
}
