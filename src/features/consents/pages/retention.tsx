import { consentsRefusalText } from '#src/features/consents/labels.ts';
import {
  findRetentionRule,
  RETENTION_RULES,
  RETENTION_SOURCE,
  RETENTION_VERSION,
  type RetentionRule,
} from '#src/features/consents/rules/retention.ts';
import type { Proposal } from '#src/features/consents/service.server.ts';
import { ConsentsTabs } from '#src/features/consents/ui/consents-tabs.tsx';
import { ButtonLink } from '#src/ui/button.tsx';
import { DataTable, type Column } from '#src/ui/data-table.tsx';
import { formatDayShort } from '#src/ui/days.ts';
import { SelectField } from '#src/ui/fields.tsx';
import { FilterBar } from '#src/ui/filter-bar.tsx';
import { Text, TextLink } from '#src/ui/layout.tsx';
import { Disclosure } from '#src/ui/menu.tsx';
import { EmptyState } from '#src/ui/notice.tsx';
import { Page } from '#src/ui/page.tsx';
import { Pagination } from '#src/ui/pagination.tsx';
import { plural } from '#src/lib/russian/plural.ts';
import { readTableQuery } from '#src/ui/table-query.ts';
import { requireOrganization, site } from '#src/web/context.ts';
import { throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/retention';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const isDecided = url.searchParams.get('view') === 'decided';
  const { page } = readTableQuery(url, ['day']);
  const found = await site(context).services.consents.retention.list(signedIn, organizationId, {
    isDecided,
    page,
  });
  if (!found.ok) return throwRefusal(found.refusal, consentsRefusalText(found.refusal));
  return { ...found.value, isDecided };
}

const ruleColumns: readonly Column<RetentionRule>[] = [
  { key: 'title', header: 'Правило', isTitle: true, cell: (row) => row.title },
  { key: 'months', header: 'Срок', cell: (row) => plural(row.months, 'месяц', 'месяца', 'месяцев') },
  { key: 'source', header: 'Основание', cell: (row) => row.source },
];

const waitingColumns: readonly Column<Proposal>[] = [
  {
    key: 'person',
    header: 'Человек',
    isTitle: true,
    cell: (row) => <TextLink to={`/consents/retention/${row.id}`}>{row.personName}</TextLink>,
  },
  { key: 'rule', header: 'Правило', cell: (row) => findRetentionRule(row.rule)?.title ?? row.rule },
  { key: 'reason', header: 'Почему', cell: (row) => row.reason },
  { key: 'on', header: 'Предложено', cell: (row) => formatDayShort(row.proposedOn) },
];

const decidedColumns: readonly Column<Proposal>[] = [
  { key: 'person', header: 'Человек', isTitle: true, cell: (row) => row.personName },
  { key: 'rule', header: 'Правило', cell: (row) => findRetentionRule(row.rule)?.title ?? row.rule },
  {
    key: 'decision',
    header: 'Решение',
    cell: (row) =>
      row.decision === 'keep' ? `оставить до ${formatDayShort(row.keepUntil ?? '')}` : 'уничтожить',
  },
  { key: 'on', header: 'Когда', cell: (row) => formatDayShort(row.decidedOn ?? '') },
  { key: 'note', header: 'Причина', cell: (row) => row.note },
];

export default function RetentionPage({ loaderData }: Route.ComponentProps) {
  const { proposals, total, page, pageSize, isDecided } = loaderData;
  return (
    <Page
      title="Сроки хранения"
      lead="Ночью программа находит тех, чьи данные хранятся дольше срока, и предлагает их уничтожить. Решает человек."
      breadcrumbs={[{ to: '/consents', label: 'Согласия' }]}
    >
      <ConsentsTabs current="/consents/retention" isKeeper />
      <FilterBar>
        <SelectField
          name="view"
          label="Предложения"
          empty="Ждут решения"
          options={[{ value: 'decided', label: 'Решено' }]}
        />
      </FilterBar>
      {isDecided ? (
        <DataTable
          caption={`Решений: ${total}`}
          columns={decidedColumns}
          rows={proposals}
          rowKey={(row) => row.id}
          empty={<EmptyState title="Решений пока нет">Здесь останется, что и почему решили.</EmptyState>}
        />
      ) : proposals.length === 0 ? (
        <EmptyState
          title="Решать нечего"
          action={<ButtonLink to="/consents/destruction">К уничтожению</ButtonLink>}
        >
          Ничьи данные не хранятся дольше срока. Правила стоят ниже.
        </EmptyState>
      ) : (
        <DataTable
          caption={`Ждут решения: ${total}`}
          columns={waitingColumns}
          rows={proposals}
          rowKey={(row) => row.id}
          empty={null}
        />
      )}
      <Pagination page={page} pageSize={pageSize} total={total} />
      <Disclosure title={`Правила, версия ${RETENTION_VERSION}`}>
        <Text tone="quiet" size="small">
          {RETENTION_SOURCE}
        </Text>
        <DataTable
          caption="Правила хранения"
          columns={ruleColumns}
          rows={RETENTION_RULES}
          rowKey={(row) => row.id}
          empty={null}
        />
      </Disclosure>
    </Page>
  );
}
