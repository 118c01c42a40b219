import { abilityTexts } from '#src/features/accounts/labels.ts';
import { peopleRefusalText } from '#src/features/people/labels.ts';
import { fullName } from '#src/features/people/rules.ts';
import { PeopleTabs } from '#src/features/people/ui/people-tabs.tsx';
import { Badge } from '#src/ui/badge.tsx';
import { ButtonLink } from '#src/ui/button.tsx';
import { CheckboxField } from '#src/ui/choice-fields.tsx';
import { DataTable, type Column } from '#src/ui/data-table.tsx';
import { formatDayShort } from '#src/ui/days.ts';
import { SearchField } from '#src/ui/fields.tsx';
import { FilterBar } from '#src/ui/filter-bar.tsx';
import { Row, TextLink } from '#src/ui/layout.tsx';
import { EmptyState, NoRight } from '#src/ui/notice.tsx';
import { Page } from '#src/ui/page.tsx';
import { Pagination } from '#src/ui/pagination.tsx';
import { readTableQuery } from '#src/ui/table-query.ts';
import { requireOrganization, site } from '#src/web/context.ts';
import { throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/people';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const { page } = readTableQuery(url, ['name']);
  const search = url.searchParams.get('words') ?? '';
  const withLeft = url.searchParams.has('left');
  const found = await site(context).services.people.list(signedIn, {
    organizationId,
    search,
    withLeft,
    page,
  });
  if (!found.ok) return throwRefusal(found.refusal, peopleRefusalText(found.refusal));
  const { people, can, ...list } = found.value;
  const asked = new URLSearchParams(url.searchParams);
  asked.delete('page');
  return {
    ...list,
    rows: people.map(({ id, posts, email, phone, accountId, leftOn, ...name }) => ({
      id,
      name: fullName(name),
      posts: posts.join(', '),
      contacts: [email, phone].filter((part) => part !== '').join(', '),
      hasAccount: accountId !== null,
      leftOn,
    })),
    can: abilityTexts(can),
    isFiltered: search.trim() !== '',
    exportTo: asked.size === 0 ? '/people/export' : `/people/export?${asked.toString()}`,
  };
}

interface PersonRow {
  readonly id: string;
  readonly name: string;
  readonly posts: string;
  readonly contacts: string;
  readonly hasAccount: boolean;
  readonly leftOn: string | null;
}

const columns: readonly Column<PersonRow>[] = [
  {
    key: 'name',
    header: 'Имя',
    isTitle: true,
    cell: (row) => (
      <Row>
        <TextLink to={`/people/${row.id}`}>{row.name}</TextLink>
        {row.leftOn !== null && <Badge>не работает с {formatDayShort(row.leftOn)}</Badge>}
      </Row>
    ),
  },
  { key: 'posts', header: 'Должность', cell: (row) => (row.posts === '' ? 'не указана' : row.posts) },
  { key: 'contacts', header: 'Почта, телефон', cell: (row) => (row.contacts === '' ? 'нет' : row.contacts) },
  { key: 'account', header: 'Доступ в программу', cell: (row) => (row.hasAccount ? 'есть' : 'нет') },
];

export default function People({ loaderData }: Route.ComponentProps) {
  const { rows, total, page, pageSize, can, isFiltered, exportTo } = loaderData;
  const mayImport = can['people.import'] === true;
  return (
    <Page
      title="Люди"
      lead="Все, кому можно поручить мероприятие: сотрудники школы и рабочие группы."
      actions={
        <>
          {can['people.add'] === true && (
            <ButtonLink look="main" to="/people/new">
              Добавить человека
            </ButtonLink>
          )}
          {mayImport && <ButtonLink to="/people/import">Внести списком</ButtonLink>}
          {total > 0 && (
            <ButtonLink to={exportTo} download>
              Скачать XLSX
            </ButtonLink>
          )}
        </>
      }
    >
      <PeopleTabs current="/people" />
      {can['people.add'] !== true && <NoRight reason={can['people.add']} />}
      <FilterBar>
        <SearchField name="words" label="Имя или должность" />
        <CheckboxField name="left" label="Показать и тех, кто уже не работает" />
      </FilterBar>
      <DataTable
        caption={`Людей: ${total}`}
        columns={columns}
        rows={rows}
        rowKey={(row) => row.id}
        empty={
          isFiltered || page > 1 ? (
            <EmptyState title="Никто не нашёлся" action={<ButtonLink to="/people">Показать всех</ButtonLink>}>
              Проверьте, как написано имя, или ищите по части слова.
            </EmptyState>
          ) : (
            <EmptyState
              title="Сотрудников пока нет"
              action={
                mayImport ? (
                  <ButtonLink look="main" to="/people/import">
                    Внести список сотрудников
                  </ButtonLink>
                ) : undefined
              }
            >
              Внесите их, чтобы назначать ответственных: вставьте список или загрузите файл Excel.
            </EmptyState>
          )
        }
      />
      <Pagination page={page} pageSize={pageSize} total={total} />
    </Page>
  );
}
