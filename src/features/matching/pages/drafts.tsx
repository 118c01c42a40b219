import { abilityTexts } from '#src/features/accounts/labels.ts';
import { plural } from '#src/lib/russian/plural.ts';
import { draftStateLabels, formatScore, matchingRefusalText } from '#src/features/matching/labels.ts';
import { formTitle } from '#src/features/programmes/rules/forms.ts';
import { StateBadge } from '#src/ui/badge.tsx';
import { ButtonLink } from '#src/ui/button.tsx';
import { DataTable, type Column } from '#src/ui/data-table.tsx';
import { formatDayShort } from '#src/ui/days.ts';
import { Card, Text, TextLink } from '#src/ui/layout.tsx';
import { EmptyState, NoRight } from '#src/ui/notice.tsx';
import { Page } from '#src/ui/page.tsx';
import { Pagination } from '#src/ui/pagination.tsx';
import { readTableQuery } from '#src/ui/table-query.ts';
import { requireOrganization, site } from '#src/web/context.ts';
import { throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/drafts';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const { page } = readTableQuery(url, ['id']);
  const found = await site(context).services.matching.list(signedIn, organizationId, page);
  if (!found.ok) return throwRefusal(found.refusal, matchingRefusalText(found.refusal));
  return { ...found.value, can: abilityTexts(found.value.can) };
}

type Line = Awaited<ReturnType<typeof loader>>['rows'][number];

const columns: readonly Column<Line>[] = [
  {
    key: 'title',
    header: 'Подбор',
    isTitle: true,
    cell: (row) => (
      <>
        <TextLink to={`/matching/${row.id}`}>{row.title}</TextLink>
        <Text size="small" tone="quiet">
          {row.settings.forms.map(({ form }) => formTitle(form)).join(', ')}
        </Text>
      </>
    ),
  },
  {
    key: 'state',
    header: 'Состояние',
    cell: (row) => (
      <StateBadge tone={row.state === 'approved' ? 'success' : 'info'} label={draftStateLabels[row.state]} />
    ),
  },
  {
    key: 'served',
    header: 'С парой',
    numeric: true,
    cell: (row) => (row.outcome === null ? '–' : `${row.outcome.served} из ${row.outcome.mentees}`),
  },
  {
    key: 'mean',
    header: 'В среднем',
    numeric: true,
    cell: (row) => formatScore(row.outcome?.meanScore ?? null),
  },
  {
    key: 'worst',
    header: 'Слабейшая',
    numeric: true,
    cell: (row) => formatScore(row.outcome?.worstScore ?? null),
  },
  { key: 'taken', header: 'Базы на', cell: (row) => formatDayShort(row.takenOn) },
];

export default function Drafts({ loaderData }: Route.ComponentProps) {
  const { rows, total, page, pageSize, banks, can } = loaderData;
  const mayEdit = can['matching.edit'] === true;
  return (
    <Page
      title="Подбор пар"
      lead="Программа предлагает лучшие пары и группы из баз и анкет, объясняет каждую и показывает цену любого вашего решения."
      actions={
        <>
          {mayEdit && (
            <ButtonLink look="main" to="/matching/new">
              Новый подбор
            </ButtonLink>
          )}
          <ButtonLink to="/matching/meeting">Групповая встреча</ButtonLink>
        </>
      }
    >
      {can['matching.edit'] !== true && <NoRight reason={can['matching.edit']} />}
      <Card soft>
        <Text>
          Ищут наставника: <TextLink to="/banks/mentees">{banks.waiting}</TextLink>. Готовы помочь:{' '}
          <TextLink to="/banks/mentors">
            {plural(banks.mentors, 'наставник', 'наставника', 'наставников')}
          </TextLink>
          , из них допущены {banks.admitted}, свободных мест {banks.places}.
        </Text>
        {banks.admitted < banks.mentors && (
          <Text size="small" tone="quiet">
            Кого и что держит – в разделе <TextLink to="/banks/admission">«Допуск»</TextLink>.
          </Text>
        )}
      </Card>
      <DataTable
        caption={`Подборов: ${total}`}
        columns={columns}
        rows={rows}
        rowKey={(row) => row.id}
        empty={
          <EmptyState
            title="Подборов пока нет"
            action={
              mayEdit ? (
                <ButtonLink look="main" to="/matching/new">
                  Сделать первый
                </ButtonLink>
              ) : undefined
            }
          >
            Нужны запросы наставляемых и предложения допущенных наставников – остальное программа сделает за
            секунду.
          </EmptyState>
        }
      />
      <Pagination page={page} pageSize={pageSize} total={total} />
    </Page>
  );
}
