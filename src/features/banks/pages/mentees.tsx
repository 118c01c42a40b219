import { abilityTexts } from '#src/features/accounts/labels.ts';
import { formTitle } from '#src/features/programmes/rules/forms.ts';
import { banksRefusalText, requestStateLabels } from '#src/features/banks/labels.ts';
import { REQUEST_STATES } from '#src/features/banks/rules/entries.ts';
import { menteeFilter } from '#src/features/banks/schema.ts';
import { BankFilters } from '#src/features/banks/ui/bank-filters.tsx';
import { BanksTabs } from '#src/features/banks/ui/banks-tabs.tsx';
import { Badge } from '#src/ui/badge.tsx';
import { ButtonLink } from '#src/ui/button.tsx';
import { DataTable, type Column } from '#src/ui/data-table.tsx';
import { formatDayShort } from '#src/ui/days.ts';
import { Text, TextLink } from '#src/ui/layout.tsx';
import { EmptyState } from '#src/ui/notice.tsx';
import { Page } from '#src/ui/page.tsx';
import { Pagination } from '#src/ui/pagination.tsx';
import { requireOrganization, site } from '#src/web/context.ts';
import { throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/mentees';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const { lists } = site(context).services.banks;
  const filter = menteeFilter.parse(Object.fromEntries(url.searchParams));
  const found = await lists.mentees(signedIn, organizationId, filter);
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
    exportTo: `/banks/mentees/export?${asked.toString()}`,
  };
}

type Line = Awaited<ReturnType<typeof loader>>['rows'][number];

const columns: readonly Column<Line>[] = [
  {
    key: 'name',
    header: 'Имя',
    isTitle: true,
    cell: (row) => <TextLink to={`/banks/mentees/${row.personId}`}>{row.name}</TextLink>,
  },
  { key: 'class', header: 'Класс', cell: (row) => row.className || '–' },
  {
    key: 'request',
    header: 'Запрос',
    cell: (row) => (
      <>
        {row.mainRequest}
        {row.urgency === 3 && <Badge tone="warning">нужно скоро</Badge>}
        {row.tags.length > 0 && (
          <Text size="small" tone="quiet">
            {row.tags.join(', ')}
          </Text>
        )}
      </>
    ),
  },
  {
    key: 'state',
    header: 'Состояние',
    cell: (row) => (
      <>
        {requestStateLabels[row.state]}
        {row.state === 'searching' && row.supporter !== '' && (
          <Text size="small" tone="quiet">
            поддерживает {row.supporter}
          </Text>
        )}
      </>
    ),
  },
  {
    key: 'mentor',
    header: 'Наставник',
    cell: (row) => {
      const [first] = row.mentorships;
      return first === undefined ? (
        '–'
      ) : (
        <>
          {first.names.join(', ')}
          <Text size="small" tone="quiet">
            {formTitle(first.form)}
          </Text>
        </>
      );
    },
  },
  { key: 'entered', header: 'В базе с', cell: (row) => formatDayShort(row.enteredOn) },
];

export default function Mentees({ loaderData }: Route.ComponentProps) {
  const { rows, total, page, pageSize, can, words, isFiltered, exportTo } = loaderData;
  const mayEdit = can['banks.edit'] === true;
  return (
    <Page
      title="База наставляемых"
      lead="Кому и с чем нужна помощь. Здесь только те, чьё согласие действует."
      actions={
        <>
          {mayEdit && (
            <ButtonLink look="main" to="/banks/mentees/new">
              Внести запрос
            </ButtonLink>
          )}
          {mayEdit && <ButtonLink to="/banks/mentees/new?from=paper">Внести с бумаги</ButtonLink>}
          {can['banks.export'] === true && total > 0 && (
            <ButtonLink to={exportTo} download>
              Скачать XLSX
            </ButtonLink>
          )}
        </>
      }
    >
      <BanksTabs current="/banks/mentees" mayAdmit={can['banks.admit'] === true} />
      <BankFilters
        words={words}
        standing="Все действующие"
        states={[
          ...REQUEST_STATES.map((state) => ({ value: state, label: requestStateLabels[state] })),
          { value: 'all', label: 'все, и прошлые' },
        ]}
      />
      <DataTable
        caption={`Запросов: ${total}`}
        columns={columns}
        rows={rows}
        rowKey={(row) => row.id}
        empty={
          isFiltered ? (
            <EmptyState
              title="Никого не нашлось"
              action={<ButtonLink to="/banks/mentees">Показать всю базу</ButtonLink>}
            >
              Измените слова или снимите отбор.
            </EmptyState>
          ) : (
            <EmptyState
              title="В базе пока никого"
              action={
                mayEdit ? (
                  <ButtonLink look="main" to="/banks/mentees/new">
                    Внести первый запрос
                  </ButtonLink>
                ) : undefined
              }
            >
              Запрос вносит сам ученик или родитель со своей страницы, куратор – за него или с бумажного
              бланка.
            </EmptyState>
          )
        }
      />
      <Pagination page={page} pageSize={pageSize} total={total} />
    </Page>
  );
}
