import { abilityTexts } from '#src/features/accounts/labels.ts';
import {
  originLabels,
  roadmapRefusalText,
  roadmapStateLabels,
  roadmapStateTones,
} from '#src/features/roadmap/labels.ts';
import { StateBadge } from '#src/ui/badge.tsx';
import { ButtonLink } from '#src/ui/button.tsx';
import { DataTable, type Column } from '#src/ui/data-table.tsx';
import { formatDaysShort } from '#src/ui/days.ts';
import { TextLink } from '#src/ui/layout.tsx';
import { EmptyState, NoRight } from '#src/ui/notice.tsx';
import { Page } from '#src/ui/page.tsx';
import { Pagination } from '#src/ui/pagination.tsx';
import { readTableQuery } from '#src/ui/table-query.ts';
import { requireOrganization, site } from '#src/web/context.ts';
import { throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/roadmaps';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const { page } = readTableQuery(url, ['period']);
  const found = await site(context).services.roadmap.list(signedIn, organizationId, page);
  if (!found.ok) return throwRefusal(found.refusal, roadmapRefusalText(found.refusal));
  const { can, ...list } = found.value;
  return { ...list, can: abilityTexts(can) };
}

const columns: readonly Column<Route.ComponentProps['loaderData']['rows'][number]>[] = [
  {
    key: 'title',
    header: 'Дорожная карта',
    isTitle: true,
    cell: (row) => <TextLink to={`/roadmaps/${row.id}`}>{row.title}</TextLink>,
  },
  {
    key: 'period',
    header: 'Период',
    cell: (row) =>
      row.periodStart === null || row.periodEnd === null
        ? 'не указан'
        : formatDaysShort(row.periodStart, row.periodEnd),
  },
  { key: 'origin', header: 'Откуда', cell: (row) => originLabels[row.origin] },
  {
    key: 'state',
    header: 'Состояние',
    cell: (row) => <StateBadge tone={roadmapStateTones[row.state]} label={roadmapStateLabels[row.state]} />,
  },
  { key: 'activities', header: 'Мероприятий', numeric: true, cell: (row) => row.activityCount },
  { key: 'open', header: 'Открыто', numeric: true, cell: (row) => row.openCount },
  { key: 'overdue', header: 'Просрочено', numeric: true, cell: (row) => row.overdueCount },
];

export default function Roadmaps({ loaderData }: Route.ComponentProps) {
  const { rows, total, page, pageSize, can } = loaderData;
  return (
    <Page
      title="Дорожные карты"
      lead="Планы наставничества по годам: из вашего документа, по шаблону или из карты прошлого года."
      actions={
        can['roadmap.import'] === true ? (
          <ButtonLink look="main" to="/roadmaps/new">
            Добавить карту
          </ButtonLink>
        ) : undefined
      }
    >
      {can['roadmap.import'] !== true && <NoRight reason={can['roadmap.import']} />}
      <DataTable
        caption={`Дорожные карты: ${total}`}
        columns={columns}
        rows={rows}
        rowKey={(row) => row.id}
        empty={
          <EmptyState
            title="Дорожной карты пока нет"
            action={
              can['roadmap.import'] === true ? (
                <ButtonLink look="main" to="/roadmaps/new">
                  Загрузить документ школы
                </ButtonLink>
              ) : undefined
            }
          >
            Загрузите карту, которая у школы уже есть (DOCX, PDF, XLSX или текст), или начните с шаблона.
            Программа прочитает строки, сроки и ответственных, а вы проверите.
          </EmptyState>
        }
      />
      <Pagination page={page} pageSize={pageSize} total={total} />
    </Page>
  );
}
