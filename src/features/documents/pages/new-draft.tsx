import { data } from 'react-router';
import { abilityTexts } from '#src/features/accounts/labels.ts';
import { documentsRefusalText } from '#src/features/documents/labels.ts';
import { familyTitles } from '#src/features/documents/labels/groups.ts';
import { findPaperKind } from '#src/features/documents/rules/kinds.ts';
import { startDraftForm } from '#src/features/documents/schema/drafts.ts';
import { paperFilter } from '#src/features/documents/schema.ts';
import { Form, SubmitButton } from '#src/ui/form.tsx';
import { newSubmission, parseForm, refuseForm } from '#src/ui/form-state.ts';
import { Row, Text, TextLink } from '#src/ui/layout.tsx';
import { NoRight } from '#src/ui/notice.tsx';
import { Page, Section } from '#src/ui/page.tsx';
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
    // In the order in which a family first comes in the dictionary: orders, acts, agreements.
    groups: [...new Set(kinds.map(({ group }) => group))].map((group) => ({
      title: familyTitles[group] ?? group,
      kinds: kinds.filter((kind) => kind.group === group).map(({ id, title }) => ({ id, title })),
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
  const { can, groups, submission, chosen } = loaderData;
  return (
    <Page
      title="Подготовить документ"
      lead="Нажмите на документ: текст соберётся из того, что уже внесено. Имена, пары, реквизиты и даты вводить заново не нужно."
      width="narrow"
      breadcrumbs={[{ to: '/documents', label: 'Документы' }]}
    >
      {can['documents.draft'] === true ? (
        <Form state={actionData} submission={submission}>
          <Text>
            Нужны дипломы, благодарности или соглашения сразу многим?{' '}
            <TextLink to="/documents/bulk">Подготовить на многих</TextLink>: один файл на всех.
          </Text>
          {groups.map(({ title, kinds }) => (
            <Section key={title} title={title}>
              <Row>
                {kinds.map((kind) => (
                  <SubmitButton
                    key={kind.id}
                    name="kind"
                    value={kind.id}
                    look={kind.id === chosen ? 'main' : 'plain'}
                    pendingLabel="Готовим…"
                  >
                    {kind.title}
                  </SubmitButton>
                ))}
              </Row>
            </Section>
          ))}
        </Form>
      ) : (
        <NoRight reason={can['documents.draft']} />
      )}
    </Page>
  );
}
