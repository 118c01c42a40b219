import { data } from 'react-router';
import { peopleRefusalText } from '#src/features/people/labels.ts';
import { doubleReasonLabels } from '#src/features/people/labels/merge.ts';
import { distinctForm } from '#src/features/people/schema/merge.ts';
import type { DoubleView } from '#src/features/people/service.server/merging.ts';
import { RecordFacts } from '#src/features/people/ui/record-facts.tsx';
import { ButtonLink } from '#src/ui/button.tsx';
import { DataTable, type Column } from '#src/ui/data-table.tsx';
import { ConfirmButton } from '#src/ui/form.tsx';
import { parseForm } from '#src/ui/form-state.ts';
import { Row } from '#src/ui/layout.tsx';
import { EmptyState } from '#src/ui/notice.tsx';
import { Page } from '#src/ui/page.tsx';
import { Pagination } from '#src/ui/pagination.tsx';
import { readTableQuery } from '#src/ui/table-query.ts';
import { redirectWith } from '#src/web/cookies.ts';
import { requireOrganization, site } from '#src/web/context.ts';
import { throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/duplicates';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const { page } = readTableQuery(url, ['name']);
  const found = await site(context).services.people.merging.doubles(signedIn, organizationId, page);
  if (!found.ok) return throwRefusal(found.refusal, peopleRefusalText(found.refusal));
  return found.value;
}

export async function action({ context, request, url }: Route.ActionArgs) {
  const { signedIn } = requireOrganization(context);
  const form = parseForm(await request.formData(), distinctForm);
  if (!form.ok) return data(form, { status: 422 });
  const done = await site(context).services.people.merging.setDistinct(signedIn, form.value);
  if (!done.ok) return throwRefusal(done.refusal, peopleRefusalText(done.refusal));
  return redirectWith(`/people/duplicates${url.search}`, 'Отмечено: это разные люди.');
}

const columns: readonly Column<DoubleView>[] = [
  { key: 'one', header: 'Запись', isTitle: true, cell: ({ one }) => <RecordFacts person={one} /> },
  { key: 'other', header: 'Похожая запись', cell: ({ other }) => <RecordFacts person={other} /> },
  { key: 'reason', header: 'Почему похожи', cell: ({ reason }) => doubleReasonLabels[reason] },
  {
    key: 'do',
    header: 'Что сделать',
    screenOnly: true,
    cell: ({ one, other }) => (
      <Row>
        <ButtonLink size="small" to={`/people/${one.id}/merge?with=${other.id}`}>
          Сравнить
        </ButtonLink>
        <ConfirmButton
          label="Разные люди"
          question="Эта пара больше не появится среди похожих. Записи останутся как есть."
          confirmLabel="Это разные люди"
          intent="distinct"
          fields={{ oneId: one.id, otherId: other.id }}
        />
      </Row>
    ),
  },
];

export default function Duplicates({ loaderData }: Route.ComponentProps) {
  const { pairs, total, page, pageSize } = loaderData;
  return (
    <Page
      title="Похожие записи"
      lead="Возможно, один человек внесён дважды. Сравните записи и объедините или отметьте, что это разные люди."
      breadcrumbs={[{ to: '/people', label: 'Люди' }]}
    >
      <DataTable
        caption={`Похожих пар: ${total}`}
        columns={columns}
        rows={pairs}
        rowKey={({ one, other }) => `${one.id} ${other.id}`}
        empty={
          <EmptyState
            title={page > 1 ? 'На этой странице пар больше нет' : 'Похожих записей нет'}
            action={
              <ButtonLink to={page > 1 ? '/people/duplicates' : '/people'}>
                {page > 1 ? 'К первой странице' : 'К людям'}
              </ButtonLink>
            }
          >
            Сравниваются имена с датой рождения: «ё», латинские буквы, переставленные фамилия и имя, одна
            лишняя буква.
          </EmptyState>
        }
      />
      <Pagination page={page} pageSize={pageSize} total={total} />
    </Page>
  );
}
