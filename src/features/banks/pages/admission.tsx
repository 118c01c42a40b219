import { banksRefusalText } from '#src/features/banks/labels.ts';
import type { LackLine } from '#src/features/banks/service.server.ts';
import { BanksTabs } from '#src/features/banks/ui/banks-tabs.tsx';
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
import type { Route } from './+types/admission';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const { page } = readTableQuery(url, ['name']);
  const found = await site(context).services.banks.admission.lacks(signedIn, organizationId, page);
  if (!found.ok) return throwRefusal(found.refusal, banksRefusalText(found.refusal));
  return found.value;
}

const columns: readonly Column<LackLine>[] = [
  {
    key: 'name',
    header: 'Наставник',
    isTitle: true,
    cell: (row) => <TextLink to={`/banks/mentors/${row.personId}`}>{row.name}</TextLink>,
  },
  { key: 'lacking', header: 'Чего не хватает', cell: (row) => row.lacking.join('; ') || 'всё есть' },
  {
    key: 'ending',
    header: 'Что скоро кончится',
    cell: (row) =>
      row.ending.map(({ title, validUntil }) => `${title} – ${formatDayShort(validUntil)}`).join('; ') || '–',
  },
];

export default function Admission({ loaderData }: Route.ComponentProps) {
  const { rows, total, page, pageSize } = loaderData;
  return (
    <Page title="Допуск наставников" lead="Кому чего не хватает и что кончится в ближайшие 60 дней.">
      <BanksTabs current="/banks/admission" mayAdmit />
      <DataTable
        caption={`Наставников: ${total}`}
        columns={columns}
        rows={rows}
        rowKey={(row) => row.personId}
        empty={
          <EmptyState
            title="Все допущены"
            action={<ButtonLink to="/banks/mentors">К базе наставников</ButtonLink>}
          >
            Ни у кого ничего не просрочено и не кончается.
          </EmptyState>
        }
      />
      <Pagination page={page} pageSize={pageSize} total={total} />
    </Page>
  );
}
