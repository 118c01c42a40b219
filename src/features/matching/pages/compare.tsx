import { matchingRefusalText } from '#src/features/matching/labels.ts';
import { ComparisonView } from '#src/features/matching/ui/comparison.tsx';
import { DRAFT_CRUMBS, DraftSummary, DraftTabs } from '#src/features/matching/ui/draft-head.tsx';
import { ButtonLink } from '#src/ui/button.tsx';
import { SelectField } from '#src/ui/fields.tsx';
import { FilterBar } from '#src/ui/filter-bar.tsx';
import { Grid, Text } from '#src/ui/layout.tsx';
import { EmptyState } from '#src/ui/notice.tsx';
import { Page, Section } from '#src/ui/page.tsx';
import { requireOrganization, site } from '#src/web/context.ts';
import { throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/compare';

export async function loader({ context, params, url }: Route.LoaderArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const { matching } = site(context).services;
  const found = await matching.settings(signedIn, params.draftId);
  if (!found.ok) return throwRefusal(found.refusal, matchingRefusalText(found.refusal));
  const all = await matching.list(signedIn, organizationId, 1);
  if (!all.ok) return throwRefusal(all.refusal, matchingRefusalText(all.refusal));
  const others = all.value.rows.filter(({ id }) => id !== params.draftId);
  const otherId = url.searchParams.get('with') ?? '';
  if (otherId === '') return { draft: found.value.draft, others, compared: null };
  const compared = await matching.compare(signedIn, params.draftId, otherId);
  if (!compared.ok) return throwRefusal(compared.refusal, matchingRefusalText(compared.refusal));
  return { draft: found.value.draft, others, compared: compared.value };
}

export default function Compare({ loaderData }: Route.ComponentProps) {
  const { draft, others, compared } = loaderData;
  return (
    <Page title={draft.title} breadcrumbs={DRAFT_CRUMBS}>
      <DraftTabs draftId={draft.id} current="/compare" />
      {others.length === 0 ? (
        <EmptyState
          title="Сравнивать пока не с чем"
          action={<ButtonLink to={`/matching/${draft.id}`}>К таблице</ButtonLink>}
        >
          Сделайте копию подбора, поменяйте в ней условия или отметки – и сравните оба варианта здесь.
        </EmptyState>
      ) : (
        <FilterBar label="С чем сравнить" submitLabel="Сравнить">
          <SelectField
            name="with"
            label="С каким подбором"
            empty="Выберите"
            options={others.map(({ id, title }) => ({ value: id, label: title }))}
          />
        </FilterBar>
      )}
      {compared !== null && (
        <>
          <Grid column={20}>
            <Section title={compared.one.title}>
              <DraftSummary draft={compared.one} />
            </Section>
            <Section title={compared.other.title}>
              <DraftSummary draft={compared.other} />
            </Section>
          </Grid>
          <Text size="small" tone="quiet">
            Оба варианта оценены весами первого: иначе оценки нельзя сравнивать.
          </Text>
          <ComparisonView
            comparison={compared.comparison}
            titles={{ before: compared.one.title, after: compared.other.title }}
          />
        </>
      )}
    </Page>
  );
}
