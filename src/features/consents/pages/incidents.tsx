import { consentsRefusalText } from '#src/features/consents/labels.ts';
import type { IncidentTimer } from '#src/features/consents/rules/incidents.ts';
import type { TimedIncident } from '#src/features/consents/service.server.ts';
import { ConsentsTabs } from '#src/features/consents/ui/consents-tabs.tsx';
import { TimerBadge } from '#src/features/consents/ui/timer-badge.tsx';
import { StateBadge } from '#src/ui/badge.tsx';
import { ButtonLink } from '#src/ui/button.tsx';
import { DataTable, type Column } from '#src/ui/data-table.tsx';
import { formatInstant } from '#src/ui/days.ts';
import { TextLink } from '#src/ui/layout.tsx';
import { EmptyState } from '#src/ui/notice.tsx';
import { Page } from '#src/ui/page.tsx';
import { Pagination } from '#src/ui/pagination.tsx';
import { readTableQuery } from '#src/ui/table-query.ts';
import { requireOrganization, site } from '#src/web/context.ts';
import { throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/incidents';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const { page } = readTableQuery(url, ['day']);
  const found = await site(context).services.consents.incidents.list(signedIn, organizationId, page);
  return found.ok ? found.value : throwRefusal(found.refusal, consentsRefusalText(found.refusal));
}

function columnsOf(timeZone: string): readonly Column<TimedIncident>[] {
  const timer = (row: TimedIncident, one: IncidentTimer) =>
    row.closedAt !== null && one.doneAt === null ? (
      'не отправляли'
    ) : (
      <TimerBadge timer={one} timeZone={timeZone} />
    );
  return [
    {
      key: 'title',
      header: 'Что случилось',
      isTitle: true,
      cell: (row) => <TextLink to={`/consents/incidents/${row.id}`}>{row.title}</TextLink>,
    },
    { key: 'discovered', header: 'Обнаружено', cell: (row) => formatInstant(row.discoveredAt, timeZone) },
    { key: 'first', header: '24 часа', cell: (row) => timer(row, row.first) },
    { key: 'second', header: '72 часа', cell: (row) => timer(row, row.second) },
    {
      key: 'state',
      header: 'Состояние',
      cell: (row) =>
        row.closedAt === null ? (
          <StateBadge tone="warning" label="открыт" />
        ) : (
          <StateBadge tone="success" label="закрыт" />
        ),
    },
  ];
}

export default function IncidentsPage({ loaderData }: Route.ComponentProps) {
  const { incidents, total, page, pageSize, timeZone } = loaderData;
  return (
    <Page
      title="Инциденты"
      lead="Утечка или потеря данных: Роскомнадзору сообщают за 24 часа с обнаружения, о результатах расследования — за 72."
      breadcrumbs={[{ to: '/consents', label: 'Согласия' }]}
      actions={
        <ButtonLink look="main" to="/consents/incidents/new">
          Завести карточку
        </ButtonLink>
      }
    >
      <ConsentsTabs current="/consents/incidents" isKeeper />
      <DataTable
        caption={`Инцидентов: ${total}`}
        columns={columnsOf(timeZone)}
        rows={incidents}
        rowKey={(row) => row.id}
        empty={
          <EmptyState title="Инцидентов не было">
            Если данные могли попасть к посторонним, заведите карточку сразу: она посчитает сроки, найдёт по
            журналу, чьи записи тронуты, и подготовит уведомления.
          </EmptyState>
        }
      />
      <Pagination page={page} pageSize={pageSize} total={total} />
    </Page>
  );
}
