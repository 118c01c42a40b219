import { data } from 'react-router';
import { abilityTexts } from '#src/features/accounts/labels.ts';
import { documentsRefusalText } from '#src/features/documents/labels.ts';
import { groupTitles } from '#src/features/documents/labels/groups.ts';
import { findPaperKind } from '#src/features/documents/rules/kinds.ts';
import { startDraftForm } from '#src/features/documents/schema/drafts.ts';
import { paperFilter } from '#src/features/documents/schema.ts';
import { ButtonLink } from '#src/ui/button.tsx';
import { RadioField } from '#src/ui/choice-fields.tsx';
import { Form, FormButtons, SubmitButton } from '#src/ui/form.tsx';
import { newSubmission, parseForm, refuseForm } from '#src/ui/form-state.ts';
import { NoRight } from '#src/ui/notice.tsx';
import { Page } from '#src/ui/page.tsx';
import { redirectWith } from '#src/web/cookies.ts';
import { requireOrganization, site } from '#src/web/context.ts';
import { statusOf, throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/new-draft';

const labels = { kind: 'Какой документ нужен' };

export async function loader({ context, url }: Route.LoaderArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const { documents } = site(context).services;
  const found = await documents.list(signedIn, organizationId, paperFilter.parse({}));
  if (!found.ok) return throwRefusal(found.refusal, documentsRefusalText(found.refusal));
  const kinds = documents.drafts
    .listKinds()
    .map((id) => findPaperKind(id))
    .filter((kind) => kind !== undefined);
  return {
    can: abilityTexts(found.value.can),
    submission: newSubmission(),
    chosen: url.searchParams.get('kind') ?? '',
    kinds: kinds.map(({ id, title, group }) => ({
      value: id,
      label: title,
      description: groupTitles[group],
    })),
  };
}

export async function action({ context, request }: Route.ActionArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const form = parseForm(await request.formData(), startDraftForm, { lists: ['subjectIds'], labels });
  if (!form.ok) return data(form, { status: 422 });
  const done = await site(context).services.documents.drafts.start(signedIn, organizationId, form.value);
  if (!done.ok) {
    return data(refuseForm(form.values, done.refusal, documentsRefusalText(done.refusal), labels), {
      status: statusOf(done.refusal),
    });
  }
  return redirectWith(
    `/documents/${done.value.paperId}`,
    'Черновик готов: сведения школы уже в тексте. Проверьте, чего не хватает.',
  );
}

export default function NewDraft({ loaderData, actionData }: Route.ComponentProps) {
  const { can, kinds, submission, chosen } = loaderData;
  return (
    <Page
      title="Подготовить документ"
      lead="Текст соберётся из того, что уже внесено: имена, пары, реквизиты и даты вводить заново не нужно."
      width="narrow"
      breadcrumbs={[{ to: '/documents', label: 'Документы' }]}
    >
      {can['documents.draft'] === true ? (
        <Form state={actionData} submission={submission}>
          <RadioField name="kind" label={labels.kind} required options={kinds} defaultValue={chosen} />
          <FormButtons>
            <SubmitButton look="main" pendingLabel="Готовим…">
              Подготовить
            </SubmitButton>
            <ButtonLink to="/documents">К реестру</ButtonLink>
          </FormButtons>
        </Form>
      ) : (
        <NoRight reason={can['documents.draft']} />
      )}
    </Page>
  );
}
