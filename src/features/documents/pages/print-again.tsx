import { data } from 'react-router';
import type { Refusal } from '#src/lib/result.ts';
import { platformRefusalText } from '#src/platform/labels.ts';
import { abilityTexts } from '#src/features/accounts/labels.ts';
import { documentsRefusalText } from '#src/features/documents/labels.ts';
import { findPaperKind } from '#src/features/documents/rules/kinds.ts';
import { printAgainForm, printFilter } from '#src/features/documents/schema/print-again.ts';
import { FileChoice } from '#src/features/documents/ui/file-choice.tsx';
import { ButtonLink } from '#src/ui/button.tsx';
import { CheckboxGroupField, RadioField } from '#src/ui/choice-fields.tsx';
import { DateField, SearchField, SelectField } from '#src/ui/fields.tsx';
import { FilterBar } from '#src/ui/filter-bar.tsx';
import { Form } from '#src/ui/form.tsx';
import { newSubmission, parseForm, refuseForm } from '#src/ui/form-state.ts';
import { EmptyState, NoRight } from '#src/ui/notice.tsx';
import { Page } from '#src/ui/page.tsx';
import { Pagination } from '#src/ui/pagination.tsx';
import { requireOrganization, site } from '#src/web/context.ts';
import { statusOf, throwRefusal } from '#src/web/problems.ts';
import { followTask } from '#src/web/tasks.ts';
import type { Route } from './+types/print-again';

const PAGE_SIZE = 200;

const labels = {
  scope: 'Какие документы',
  paperIds: 'Отмеченные',
  format: 'Формат',
  oddStart: 'Для двусторонней печати',
};

export async function loader({ context, url }: Route.LoaderArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const { documents, bulkPapers } = site(context).services;
  const filter = printFilter.parse(Object.fromEntries(url.searchParams));
  const found = await bulkPapers.again.view(signedIn, organizationId, filter);
  if (!found.ok) return throwRefusal(found.refusal, documentsRefusalText(found.refusal));
  return {
    filter,
    list: found.value.list,
    can: abilityTexts(found.value.can),
    isNarrowed: filter.kind !== '' || filter.q !== '' || filter.on !== '',
    submission: newSubmission(),
    kinds: documents.drafts
      .listKinds()
      .flatMap((id) => findPaperKind(id) ?? [])
      .map(({ id, title }) => ({ value: id, label: title })),
  };
}

export async function action({ context, request, url }: Route.ActionArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const { bulkPapers } = site(context).services;
  const form = parseForm(await request.formData(), printAgainForm, { lists: ['paperIds'], labels });
  if (!form.ok) return data(form, { status: 422 });
  const refused = (refusal: Refusal) => {
    const text = platformRefusalText(refusal) ?? documentsRefusalText(refusal);
    return data(refuseForm(form.values, refusal, text, labels), { status: statusOf(refusal) });
  };
  const filter = printFilter.parse(Object.fromEntries(url.searchParams));
  const started = await bulkPapers.again.start(signedIn, organizationId, filter, form.value);
  return started.ok ? followTask(context, started.value.taskId, refused) : refused(started.refusal);
}

export default function PrintAgain({ loaderData, actionData }: Route.ComponentProps) {
  const { can, filter, kinds, list, isNarrowed, submission } = loaderData;
  return (
    <Page
      title="Напечатать из реестра"
      lead="Зарегистрированные документы одним файлом, с их номерами и днями. В реестр ничего нового не попадает."
      breadcrumbs={[{ to: '/documents', label: 'Документы' }]}
    >
      {list === null ? (
        can['documents.draft'] !== true && <NoRight reason={can['documents.draft']} />
      ) : (
        <>
          <FilterBar label="Какие документы">
            <SelectField name="kind" label="Вид документа" empty="Любой вид" options={kinds} />
            <DateField name="on" label="День документов" />
            <SearchField name="q" label="Слова или номер" />
          </FilterBar>
          {list.total === 0 ? (
            <EmptyState title="Печатать нечего" action={<ButtonLink to="/documents">К реестру</ButtonLink>}>
              {isNarrowed
                ? 'Под отбор не подходит ни один зарегистрированный документ, текст которого готовился здесь. Измените отбор.'
                : 'Здесь появятся зарегистрированные документы, текст которых готовился в программе.'}
            </EmptyState>
          ) : (
            <>
              <Form
                key={`${filter.kind} ${filter.q} ${filter.on} ${filter.page}`}
                state={actionData}
                submission={submission}
              >
                <RadioField
                  name="scope"
                  label={labels.scope}
                  required
                  defaultValue={isNarrowed ? 'all' : 'chosen'}
                  options={[
                    {
                      value: 'all',
                      label: `Все ${list.total}`,
                      description: 'Все, что подходят под отбор выше',
                    },
                    {
                      value: 'chosen',
                      label: 'Только отмеченные ниже',
                      ...(list.total > list.papers.length
                        ? { description: 'Отметки действуют на одной странице списка' }
                        : {}),
                    },
                  ]}
                />
                <CheckboxGroupField
                  name="paperIds"
                  label="Документы"
                  options={list.papers.map(({ id, label }) => ({ value: id, label }))}
                />
                <FileChoice labels={labels} />
              </Form>
              <Pagination page={filter.page} pageSize={PAGE_SIZE} total={list.total} />
            </>
          )}
        </>
      )}
    </Page>
  );
}
