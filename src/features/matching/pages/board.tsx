import { abilityTexts } from '#src/features/accounts/labels.ts';
import { matchingRefusalText } from '#src/features/matching/labels.ts';
import { tableFilter } from '#src/features/matching/schema.ts';
import { shapeDraft } from '#src/features/matching/pages/shape.ts';
import { Board } from '#src/features/matching/ui/board.tsx';
import { DRAFT_CRUMBS, DraftSummary, DraftTabs } from '#src/features/matching/ui/draft-head.tsx';
import { RefusedChange } from '#src/features/matching/ui/refused-change.tsx';
import { HiddenField } from '#src/ui/fields.tsx';
import { Form, SubmitButton } from '#src/ui/form.tsx';
import { NoRight } from '#src/ui/notice.tsx';
import { Page } from '#src/ui/page.tsx';
import { Pagination } from '#src/ui/pagination.tsx';
import { requireOrganization, site } from '#src/web/context.ts';
import { throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/board';

export { shouldRevalidate } from '#src/features/matching/ui/after-conflict.ts';

export async function loader({ context, params, url }: Route.LoaderArgs) {
  const { signedIn } = requireOrganization(context);
  const found = await site(context).services.matching.board(
    signedIn,
    params.draftId,
    tableFilter.parse(Object.fromEntries(url.searchParams)).page,
  );
  if (!found.ok) return throwRefusal(found.refusal, matchingRefusalText(found.refusal));
  return { ...found.value, can: abilityTexts(found.value.can) };
}

export async function action({ context, request, params, url }: Route.ActionArgs) {
  const here = `/matching/${params.draftId}/board${url.search}`;
  return shapeDraft(context, params.draftId, await request.formData(), here);
}

export default function DraftBoard({ loaderData, actionData }: Route.ComponentProps) {
  const { draft, unmatched, unmatchedCount, columns, total, page, pageSize, can } = loaderData;
  const mayShape = can['matching.edit'] === true && draft.state === 'open';
  return (
    <Page
      title={draft.title}
      breadcrumbs={DRAFT_CRUMBS}
      actions={
        mayShape ? (
          <Form intent="undo">
            <HiddenField name="version" value={draft.version} />
            <SubmitButton look="plain" pendingLabel="Отменяем…">
              Отменить последнее
            </SubmitButton>
          </Form>
        ) : undefined
      }
    >
      <DraftTabs draftId={draft.id} current="/board" />
      {can['matching.edit'] !== true && <NoRight reason={can['matching.edit']} />}
      <RefusedChange state={actionData} />
      <DraftSummary draft={draft} />
      <Board
        draftId={draft.id}
        version={draft.version}
        columns={columns}
        unmatched={unmatched}
        unmatchedCount={unmatchedCount}
        mayShape={mayShape}
      />
      <Pagination page={page} pageSize={pageSize} total={total} />
    </Page>
  );
}
