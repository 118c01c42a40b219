import { data } from 'react-router';
import type { Refusal } from '#src/lib/result.ts';
import { plural } from '#src/lib/russian/plural.ts';
import { abilityTexts } from '#src/features/accounts/labels.ts';
import { platformRefusalText } from '#src/platform/labels.ts';
import { documentsRefusalText } from '#src/features/documents/labels.ts';
import { findPaperKind } from '#src/features/documents/rules/kinds.ts';
import { bulkFilter, bulkForm } from '#src/features/documents/schema/bulk.ts';
import type { Gap } from '#src/features/documents/service.server.ts';
import { BulkForm, bulkLabels } from '#src/features/documents/ui/bulk-form.tsx';
import { ButtonLink } from '#src/ui/button.tsx';
import { SearchField, SelectField } from '#src/ui/fields.tsx';
import { FilterBar } from '#src/ui/filter-bar.tsx';
import { newSubmission, parseForm, refuseForm, type FormState } from '#src/ui/form-state.ts';
import { Row, Text } from '#src/ui/layout.tsx';
import { EmptyState, NoRight, Notice } from '#src/ui/notice.tsx';
import { Page, Section } from '#src/ui/page.tsx';
import { Pagination } from '#src/ui/pagination.tsx';
import { requireOrganization, site } from '#src/web/context.ts';
import { statusOf, throwRefusal } from '#src/web/problems.ts';
import { followTask } from '#src/web/tasks.ts';
import type { Route } from './+types/bulk';

const PAGE_SIZE = 200;
/** So many of those whose papers lack something are named. */
const NAMED_GAPS = 100;

interface Refused extends FormState {
  readonly gaps: readonly Gap[];
}

export async function loader({ context, url }: Route.LoaderArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const { bulkPapers } = site(context).services;
  const filter = bulkFilter.parse(Object.fromEntries(url.searchParams));
  const found = await bulkPapers.view(signedIn, organizationId, filter);
  if (!found.ok) return throwRefusal(found.refusal, documentsRefusalText(found.refusal));
  return {
    filter,
    view: found.value.view,
    can: abilityTexts(found.value.can),
    submission: newSubmission(),
    kinds: bulkPapers
      .listKinds()
      .map((id) => findPaperKind(id))
      .filter((kind) => kind !== undefined)
      .map(({ id, title }) => ({ value: id, label: title })),
  };
}

export async function action({ context, request }: Route.ActionArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const { bulkPapers } = site(context).services;
  const form = parseForm(await request.formData(), bulkForm, {
    lists: ['subjectIds'],
    labels: bulkLabels,
  });
  if (!form.ok) return data({ ...form, gaps: [] } satisfies Refused, { status: 422 });
  const refused = (refusal: Refusal, text: string, gaps: readonly Gap[] = []) =>
    data({ ...refuseForm(form.values, refusal, text, bulkLabels), gaps } satisfies Refused, {
      status: statusOf(refusal),
    });
  const started = await bulkPapers.start(signedIn, organizationId, form.value);
  if (started.ok) return followTask(context, started.value.taskId, (refusal, text) => refused(refusal, text));
  const { refusal } = started;
  const text = platformRefusalText(refusal) ?? documentsRefusalText(refusal);
  if (refusal.code !== 'documents.bulk_gaps') return refused(refusal, text);
  const checked = await bulkPapers.check(signedIn, organizationId, form.value);
  return refused(refusal, text, checked.ok ? checked.value : []);
}

export default function Bulk({ loaderData, actionData }: Route.ComponentProps) {
  const { can, kinds, view, filter, submission } = loaderData;
  return (
    <Page
      title="Документы на многих"
      lead="На каждого человека или каждую пару – свой документ, а файл для печати один. Сведения подставятся сами."
      breadcrumbs={[{ to: '/documents', label: 'Документы' }]}
    >
      {can['documents.draft'] === true ? (
        <>
          <FilterBar label="Какие документы и на кого">
            <SelectField name="kind" label="Вид документа" empty="Выберите вид" options={kinds} />
            {view !== null && <SearchField name="q" label="Имя или другие слова" />}
            {view !== null && view.classes.length > 0 && (
              <SelectField
                name="className"
                label="Класс"
                empty="Все классы"
                options={view.classes.map((one) => ({ value: one, label: one }))}
              />
            )}
          </FilterBar>
          <Text>
            Согласия родителей печатаются из своего раздела: там программа знает, кто должен подписать.
          </Text>
          <Row>
            <ButtonLink to="/consents">К согласиям</ButtonLink>
          </Row>
          {actionData !== undefined && actionData.gaps.length > 0 && <Gaps gaps={actionData.gaps} />}
          {view === null ? null : view.total === 0 ? (
            <EmptyState title="Готовить не на кого">
              Под отбор никто не подходит. Снимите его или выберите другой вид документа.
            </EmptyState>
          ) : (
            <>
              <BulkForm
                key={`${filter.kind} ${filter.q} ${filter.className} ${filter.page}`}
                view={view}
                filter={filter}
                state={actionData}
                gaps={actionData?.gaps ?? []}
                submission={submission}
                mayRegister={can['documents.register'] === true}
              />
              <Pagination page={filter.page} pageSize={PAGE_SIZE} total={view.total} />
            </>
          )}
        </>
      ) : (
        <NoRight reason={can['documents.draft']} />
      )}
    </Page>
  );
}

function Gaps({ gaps }: { gaps: readonly Gap[] }) {
  return (
    <Section title="Кому чего не хватает">
      <Notice
        kind="warning"
        title={plural(gaps.length, 'документ не готов', 'документа не готовы', 'документов не готовы')}
      >
        <ul>
          {gaps.slice(0, NAMED_GAPS).map(({ label, missing }, index) => (
            <li key={`${index} ${label}`}>
              {label}: {missing.join(', ')}
            </li>
          ))}
        </ul>
        {gaps.length > NAMED_GAPS && `и ещё ${gaps.length - NAMED_GAPS}`}
      </Notice>
    </Section>
  );
}
