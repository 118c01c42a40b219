import { data } from 'react-router';
import { documentsRefusalText } from '#src/features/documents/labels.ts';
import { paperKinds } from '#src/features/documents/rules/kinds.ts';
import { addPaperForm, paperFilter } from '#src/features/documents/schema.ts';
import { PaperFields, paperFieldLabels } from '#src/features/documents/ui/paper-fields.tsx';
import { ButtonLink } from '#src/ui/button.tsx';
import { Form, FormButtons, SubmitButton } from '#src/ui/form.tsx';
import { newSubmission, parseForm, refuseForm } from '#src/ui/form-state.ts';
import { NoRight } from '#src/ui/notice.tsx';
import { Page } from '#src/ui/page.tsx';
import { abilityTexts } from '#src/features/accounts/labels.ts';
import { redirectWith, safePath } from '#src/web/cookies.ts';
import { requireOrganization, site } from '#src/web/context.ts';
import { statusOf, throwRefusal } from '#src/web/problems.ts';
import { atFileField, readSentFile } from '#src/web/sent-file.ts';
import type { Route } from './+types/new-paper';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const { documents } = site(context).services;
  const found = await documents.list(signedIn, organizationId, paperFilter.parse({}));
  if (!found.ok) return throwRefusal(found.refusal, documentsRefusalText(found.refusal));
  return {
    can: abilityTexts(found.value.can),
    submission: newSubmission(),
    back: url.searchParams.has('back') ? safePath(url.searchParams.get('back'), '/documents') : null,
    kinds: paperKinds.map(({ id, title }) => ({ value: id, label: title })),
  };
}

export async function action({ context, request, url }: Route.ActionArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const { documents } = site(context).services;
  const sent = await request.formData();
  const form = parseForm(sent, addPaperForm, { labels: paperFieldLabels });
  if (!form.ok) return data(form, { status: 422 });
  const file = await readSentFile(sent);
  const done = await documents.add(signedIn, organizationId, form.value, file);
  if (!done.ok) {
    const refusal = atFileField(done.refusal);
    return data(refuseForm(form.values, refusal, documentsRefusalText(refusal), paperFieldLabels), {
      status: statusOf(refusal),
    });
  }
  const isDraft = form.value.number === '' || form.value.issuedOn === null;
  return redirectWith(
    url.searchParams.has('back')
      ? safePath(url.searchParams.get('back'), '/documents')
      : `/documents/${done.value.paperId}`,
    isDraft
      ? 'Документ сохранён как черновик: у него пока нет номера или даты. Впишите их, когда они появятся.'
      : 'Документ внесён в реестр.',
  );
}

export default function NewPaper({ loaderData, actionData }: Route.ComponentProps) {
  const { can, kinds, submission, back } = loaderData;
  return (
    <Page
      title="Новый документ"
      lead="С номером и датой документ сразу попадает в реестр, без них остаётся черновиком."
      width="narrow"
      breadcrumbs={[{ to: '/documents', label: 'Документы' }]}
    >
      {can['documents.register'] === true ? (
        <Form state={actionData} submission={submission} upload>
          <PaperFields kinds={kinds} />
          <FormButtons>
            <SubmitButton pendingLabel="Сохраняем…">Сохранить</SubmitButton>
            <ButtonLink to={back ?? '/documents'}>Отменить</ButtonLink>
          </FormButtons>
        </Form>
      ) : (
        <NoRight reason={can['documents.register']} />
      )}
    </Page>
  );
}
