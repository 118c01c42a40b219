import { consentsRefusalText } from '#src/features/consents/labels.ts';
import {
  requestChannelLabels,
  requestKindLabels,
  requestStateLabels,
} from '#src/features/consents/labels/duties.ts';
import { REQUEST_STATES } from '#src/features/consents/rules/requests.ts';
import type { SubjectRequest } from '#src/features/consents/service.server.ts';
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
import type { Route } from './+types/requests';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const state = REQUEST_STATES.find((one) => one === url.searchParams.get('state'));
  const { page } = readTableQuery(url, ['due']);
  const found = await site(context).services.consents.requests.list(signedIn, organizationId, {
    state,
    page,
  });
  return found.ok
    ? { ...found.value, state }
    : throwRefusal(found.refusal, consentsRefusalText(found.refusal));
}

function columnsOf(today: string): readonly Column<SubjectRequest>[] {
  return [
    {
      key: 'applicant',
      header: 'Кто обратился',
      isTitle: true,
      cell: (row) => <TextLink to={`/consents/requests/${row.id}`}>{row.applicant}</TextLink>,
    },
    { key: 'kind', header: 'О чём', cell: (row) => requestKindLabels[row.kind] },
    {
      key: 'received',
      header: 'Получено',
      cell: (row) => `${formatDayShort(row.receivedOn)}, ${requestChannelLabels[row.channel]}`,
    },
    {
      key: 'due',
      header: 'Ответить до',
      cell: (row) => `${formatDayShort(row.dueOn)}${row.extendedReason === '' ? '' : ' (продлён)'}`,
    },
    { key: 'state', header: 'Состояние', cell: (row) => <RequestBadge row={row} today={today} /> },
  ];
}

function RequestBadge({ row, today }: { row: SubjectRequest; today: string }) {
  if (row.state === 'open') {
    return <StateBadge tone={row.dueOn < today ? 'danger' : 'warning'} label={formatDue(row.dueOn, today)} />;
  }
  const on = row.answeredOn === null ? '' : ` ${formatDayShort(row.answeredOn)}`;
  return (
    <StateBadge
      tone={row.state === 'answered' ? 'success' : 'neutral'}
      label={`${requestStateLabels[row.state]}${on}`}
    />
  );
}

export default function Requests({ loaderData }: Route.ComponentProps) {
  const { requests, total, page, pageSize, today, state } = loaderData;
  const add = (
    <ButtonLink look="main" to="/consents/requests/new">
      Внести письмо
    </ButtonLink>
  );
  return (
    <Page
      title="Обращения о персональных данных"
      lead="На обращение отвечают за 10 рабочих дней школы; ещё 5 можно взять один раз, назвав причину."
      breadcrumbs={[{ to: '/consents', label: 'Согласия' }]}
      actions={add}
    >
      <ConsentsTabs current="/consents/requests" isKeeper />
      <FilterBar>
        <SelectField
          name="state"
          label="Состояние"
          empty="Любое"
          options={REQUEST_STATES.map((value) => ({ value, label: requestStateLabels[value] }))}
        />
      </FilterBar>
      <DataTable
        caption={`Обращений: ${total}`}
        columns={columnsOf(today)}
        rows={requests}
        rowKey={(row) => row.id}
        empty={
          state === undefined && page === 1 ? (
            <EmptyState title="Обращений пока нет">
              Человек оставляет обращение на своей странице «Согласия», а письмо на бумаге вносите вы.
            </EmptyState>
          ) : (
            <EmptyState
              title="Ничего не нашлось"
              action={<ButtonLink to="/consents/requests">Показать все</ButtonLink>}
            >
              Таких обращений нет: снимите отбор.
            </EmptyState>
          )
        }
      />
      <Pagination page={page} pageSize={pageSize} total={total} />
    </Page>
  );
}
