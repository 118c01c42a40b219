import { abilityTexts } from '#src/features/accounts/labels.ts';
import { banksRefusalText, mentorStateLabels } from '#src/features/banks/labels.ts';
import { MENTOR_STATES } from '#src/features/banks/rules/admission.ts';
import { formatAges } from '#src/features/banks/rules/entries.ts';
import { mentorFilter } from '#src/features/banks/schema.ts';
import { BankFilters } from '#src/features/banks/ui/bank-filters.tsx';
import { BanksTabs } from '#src/features/banks/ui/banks-tabs.tsx';
import { ButtonLink } from '#src/ui/button.tsx';
import { DataTable, type Column } from '#src/ui/data-table.tsx';
import { formatDayShort } from '#src/ui/days.ts';
import { Text, TextLink } from '#src/ui/layout.tsx';
import { EmptyState } from '#src/ui/notice.tsx';
import { Page } from '#src/ui/page.tsx';
import { Pagination } from '#src/ui/pagination.tsx';
import { requireOrganization, site } from '#src/web/context.ts';
import { throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/mentors';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const { lists } = site(context).services.banks;
  const filter = mentorFilter.parse(Object.fromEntries(url.searchParams));
  const found = await lists.mentors(signedIn, organizationId, filter);
  if (!found.ok) return throwRefusal(found.refusal, banksRefusalText(found.refusal));
  const { page, q, class: className, tag, ...choices } = filter;
  const asked = new URLSearchParams(url.searchParams);
  asked.delete('page');
  return {
    ...found.value,
    can: abilityTexts(found.value.can),
    words: await lists.words(signedIn, organizationId),
    isFiltered:
      page > 1 ||
      q !== '' ||
      className !== '' ||
      tag !== '' ||
      Object.values(choices).some((one) => one !== undefined),
    exportTo: `/banks/mentors/export?${asked.toString()}`,
  };
}

type Line = Awaited<ReturnType<typeof loader>>['rows'][number];

const columns: readonly Column<Line>[] = [
  {
    key: 'name',
    header: 'Имя',
    isTitle: true,
    cell: (row) => (
      <>
        <TextLink to={`/banks/mentors/${row.personId}`}>{row.name}</TextLink>
        <Text size="small" tone="quiet">
          {row.workplace}
        </Text>
      </>
    ),
  },
  {
    key: 'offer',
    header: 'В чём помогает',
    cell: (row) => (
      <>
        {row.competences.join(', ')}
        {row.interests.length > 0 && (
          <Text size="small" tone="quiet">
            интересы: {row.interests.join(', ')}
          </Text>
        )}
      </>
    ),
  },
  { key: 'ages', header: 'Возраст', cell: (row) => formatAges(row) || 'любой' },
  { key: 'state', header: 'Состояние', cell: (row) => mentorStateLabels[row.state] },
  {
    key: 'mentees',
    header: 'Наставляемых',
    numeric: true,
    cell: (row) => `${row.mentees} из ${row.menteeLimit}`,
  },
  { key: 'entered', header: 'В базе с', cell: (row) => formatDayShort(row.enteredOn) },
];

export default function Mentors({ loaderData }: Route.ComponentProps) {
  const { rows, total, page, pageSize, can, words, isFiltered, exportTo } = loaderData;
  const mayEdit = can['banks.edit'] === true;
  return (
    <Page
      title="База наставников"
      lead="Кто и в чём готов помочь, кто допущен и у кого есть место. Здесь только те, чьё согласие действует."
      actions={
        <>
          {mayEdit && (
            <ButtonLink look="main" to="/banks/mentors/new">
              Внести наставника
            </ButtonLink>
          )}
          {mayEdit && <ButtonLink to="/banks/mentors/new?from=paper">Внести с бумаги</ButtonLink>}
          {can['banks.export'] === true && total > 0 && (
            <ButtonLink to={exportTo} download>
              Скачать XLSX
            </ButtonLink>
          )}
        </>
      }
    >
      <BanksTabs current="/banks/mentors" mayAdmit={can['banks.admit'] === true} />
      <BankFilters
        words={words}
        standing="Все, кто не в архиве"
        states={[
          ...MENTOR_STATES.map((state) => ({ value: state, label: mentorStateLabels[state] })),
          { value: 'admitted', label: 'все допущенные' },
          { value: 'all', label: 'все, и архив' },
        ]}
      />
      <DataTable
        caption={`Наставников: ${total}`}
        columns={columns}
        rows={rows}
        rowKey={(row) => row.id}
        empty={
          isFiltered ? (
            <EmptyState
              title="Никого не нашлось"
              action={<ButtonLink to="/banks/mentors">Показать всю базу</ButtonLink>}
            >
              Измените слова или снимите отбор.
            </EmptyState>
          ) : (
            <EmptyState
              title="В базе пока никого"
              action={
                mayEdit ? (
                  <ButtonLink look="main" to="/banks/mentors/new">
                    Внести первого наставника
                  </ButtonLink>
                ) : undefined
              }
            >
              Предложение вносит сам наставник со своей страницы, куратор – за него или с бумажного бланка.
            </EmptyState>
          )
        }
      />
      <Pagination page={page} pageSize={pageSize} total={total} />
    </Page>
  );
}
