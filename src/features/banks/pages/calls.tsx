import { banksRefusalText, callStateLabels, sideLabels } from '#src/features/banks/labels.ts';
import type { CallState } from '#src/features/banks/rules/calls.ts';
import { BanksTabs } from '#src/features/banks/ui/banks-tabs.tsx';
import { StateBadge, type Tone } from '#src/ui/badge.tsx';
import { ButtonLink } from '#src/ui/button.tsx';
import { DataTable, type Column } from '#src/ui/data-table.tsx';
import { formatDayShort } from '#src/ui/days.ts';
import { TextLink } from '#src/ui/layout.tsx';
import { EmptyState } from '#src/ui/notice.tsx';
import { Page } from '#src/ui/page.tsx';
import { Pagination } from '#src/ui/pagination.tsx';
import { readTableQuery } from '#src/ui/table-query.ts';
import { requireOrganization, site } from '#src/web/context.ts';
import { throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/calls';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const { page } = readTableQuery(url, ['title']);
  const found = await site(context).services.banks.calls.list(signedIn, organizationId, page);
  if (!found.ok) return throwRefusal(found.refusal, banksRefusalText(found.refusal));
  const { calls, total, pageSize } = found.value;
  return { calls, total, page, pageSize };
}

type Line = Awaited<ReturnType<typeof loader>>['calls'][number];

const tones: Readonly<Record<CallState, Tone>> = {
  early: 'info',
  open: 'success',
  full: 'warning',
  over: 'neutral',
  closed: 'neutral',
};

const columns: readonly Column<Line>[] = [
  {
    key: 'title',
    header: 'Набор',
    isTitle: true,
    cell: (row) => <TextLink to={`/banks/calls/${row.id}`}>{row.title}</TextLink>,
  },
  { key: 'side', header: 'Кого зовём', cell: (row) => sideLabels[row.side] },
  {
    key: 'state',
    header: 'Состояние',
    cell: (row) => <StateBadge tone={tones[row.state]} label={callStateLabels[row.state]} />,
  },
  {
    key: 'term',
    header: 'Когда',
    cell: (row) => `${formatDayShort(row.opensOn)} – ${formatDayShort(row.closesOn)}`,
  },
  {
    key: 'received',
    header: 'Пришло',
    numeric: true,
    cell: (row) => `${row.received} из ${row.answerLimit}`,
  },
  { key: 'waiting', header: 'Ждут вас', numeric: true, cell: (row) => row.waiting },
];

export default function Calls({ loaderData }: Route.ComponentProps) {
  const { calls, total, page, pageSize } = loaderData;
  return (
    <Page
      title="Наборы и заявки"
      lead="Позовите кандидатов: по ссылке или квадрату с плаката каждый сам оставит заявку, без учётной записи."
      actions={
        <ButtonLink look="main" to="/banks/calls/new">
          Новый набор
        </ButtonLink>
      }
    >
      <BanksTabs current="/banks/calls" mayAdmit />
      <DataTable
        caption={`Наборов: ${total}`}
        columns={columns}
        rows={calls}
        rowKey={(row) => row.id}
        empty={
          <EmptyState
            title="Наборов пока нет"
            action={
              <ButtonLink look="main" to="/banks/calls/new">
                Открыть первый набор
              </ButtonLink>
            }
          >
            Напишите, кого вы ищете: программа даст ссылку и плакат, а заявки соберёт здесь.
          </EmptyState>
        }
      />
      <Pagination page={page} pageSize={pageSize} total={total} />
    </Page>
  );
}
