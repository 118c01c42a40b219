import { causeLabels, consentsRefusalText, destructionStateLabels } from '#src/features/consents/labels.ts';
import type { Destruction } from '#src/features/consents/service.server.ts';
import { ConsentsTabs } from '#src/features/consents/ui/consents-tabs.tsx';
import { StateBadge } from '#src/ui/badge.tsx';
import { ButtonLink } from '#src/ui/button.tsx';
import { DataTable, type Column } from '#src/ui/data-table.tsx';
import { formatDayShort, formatDue } from '#src/ui/days.ts';
import { SelectField } from '#src/ui/fields.tsx';
import { FilterBar } from '#src/ui/filter-bar.tsx';
import { TextLink } from '#src/ui/layout.tsx';
import { EmptyState } from '#src/ui/notice.tsx';
import { Page } from '#src/ui/page.tsx';
import { Pagination } from '#src/ui/pagination.tsx';
import { readTableQuery } from '#src/ui/table-query.ts';
import { requireOrganization, site } from '#src/web/context.ts';
import { throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/destructions';

const states = ['due', 'done', 'cancelled'] as const;

export async function loader({ context, url }: Route.LoaderArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const state = states.find((one) => one === url.searchParams.get('state'));
  const { page } = readTableQuery(url, ['due']);
  const { destructions } = site(context).services.consents;
  const found = await destructions.list(signedIn, organizationId, page, state);
  return found.ok
    ? { ...found.value, state }
    : throwRefusal(found.refusal, consentsRefusalText(found.refusal));
}

function columnsOf(today: string): readonly Column<Destruction>[] {
  return [
    {
      key: 'person',
      header: 'Человек',
      isTitle: true,
      cell: (row) => <TextLink to={`/consents/destruction/${row.id}`}>{row.personName}</TextLink>,
    },
    { key: 'cause', header: 'Основание', cell: (row) => causeLabels[row.cause] },
    { key: 'begun', header: 'Начато', cell: (row) => formatDayShort(row.begunOn) },
    { key: 'due', header: 'Уничтожить до', cell: (row) => formatDayShort(row.dueOn) },
    { key: 'state', header: 'Состояние', cell: (row) => <DestructionBadge row={row} today={today} /> },
  ];
}

function DestructionBadge({ row, today }: { row: Destruction; today: string }) {
  if (row.state === 'done') {
    const on = row.doneOn === null ? '' : ` ${formatDayShort(row.doneOn)}, акт № ${row.actNumber}`;
    return <StateBadge tone="success" label={`${destructionStateLabels.done}${on}`} />;
  }
  if (row.state === 'cancelled')
    return <StateBadge tone="neutral" label={destructionStateLabels.cancelled} />;
  return <StateBadge tone={row.dueOn < today ? 'danger' : 'warning'} label={formatDue(row.dueOn, today)} />;
}

export default function Destructions({ loaderData }: Route.ComponentProps) {
  const { destructions, total, page, pageSize, today, state } = loaderData;
  return (
    <Page
      title="Уничтожение данных"
      lead="После отзыва согласия на уничтожение данных есть 30 дней. Новое согласие останавливает срок само."
      breadcrumbs={[{ to: '/consents', label: 'Согласия' }]}
    >
      <ConsentsTabs current="/consents/destruction" isKeeper />
      <FilterBar>
        <SelectField
          name="state"
          label="Состояние"
          empty="Любое"
          options={states.map((value) => ({ value, label: destructionStateLabels[value] }))}
        />
      </FilterBar>
      <DataTable
        caption={`Записей: ${total}`}
        columns={columnsOf(today)}
        rows={destructions}
        rowKey={(row) => row.id}
        empty={
          state === undefined && page === 1 ? (
            <EmptyState title="Уничтожать нечего">
              Запись появится сама, когда кто-то отзовёт согласие на обработку. По требованию человека её
              создают на его странице в разделе «Согласия».
            </EmptyState>
          ) : (
            <EmptyState
              title="Ничего не нашлось"
              action={<ButtonLink to="/consents/destruction">Показать все</ButtonLink>}
            >
              Таких записей нет: снимите отбор.
            </EmptyState>
          )
        }
      />
      <Pagination page={page} pageSize={pageSize} total={total} />
    </Page>
  );
}
