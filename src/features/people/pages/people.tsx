import { abilityTexts } from '#src/features/accounts/labels.ts';
import { peopleListLabels, peopleRefusalText } from '#src/features/people/labels.ts';
import { readPeopleAsked } from '#src/features/people/pages/asked-people.ts';
import { fullName } from '#src/features/people/rules.ts';
import { PEOPLE_LISTS, type PeopleList } from '#src/features/people/rules/kinds.ts';
import {
  columnsByList,
  emptyLists,
  listLeads,
  type PersonRow,
} from '#src/features/people/ui/people-columns.tsx';
import { listPath, PeopleTabs } from '#src/features/people/ui/people-tabs.tsx';
import { ButtonLink } from '#src/ui/button.tsx';
import { CheckboxField } from '#src/ui/choice-fields.tsx';
import { DataTable } from '#src/ui/data-table.tsx';
import { formatDayShort } from '#src/ui/days.ts';
import { SearchField, SelectField } from '#src/ui/fields.tsx';
import { FilterBar } from '#src/ui/filter-bar.tsx';
import { EmptyState, Notice, NoRight } from '#src/ui/notice.tsx';
import { Page } from '#src/ui/page.tsx';
import { Pagination } from '#src/ui/pagination.tsx';
import { readTableQuery } from '#src/ui/table-query.ts';
import { requireOrganization, site } from '#src/web/context.ts';
import { throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/people';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const { people: room } = site(context).services;
  const { page } = readTableQuery(url, ['name']);
  const asked = readPeopleAsked(url, organizationId);
  const found = await room.list(signedIn, { ...asked, page });
  if (!found.ok) return throwRefusal(found.refusal, peopleRefusalText(found.refusal));
  const { people, can, ...list } = found.value;
  const classes = asked.list === 'pupils' ? await room.classes.choices(signedIn, organizationId) : null;
  const query = new URLSearchParams(url.searchParams);
  query.delete('page');
  return {
    ...list,
    list: asked.list,
    rows: people.map((person): PersonRow => ({
      id: person.id,
      name: fullName(person),
      kinds: person.kinds,
      posts: person.posts.join(', '),
      contacts: [person.email, person.phone].filter((part) => part !== '').join(', '),
      hasAccount: person.accountId !== null,
      leftOn: person.leftOn,
      className: person.className,
      born:
        person.birthDate === null
          ? person.birthYear === null
            ? ''
            : `${person.birthYear} год`
          : formatDayShort(person.birthDate),
      graduatedIn: String(person.graduatedIn ?? ''),
      from: person.from,
      children: person.children.join(', '),
    })),
    classes: classes?.ok === true ? classes.value.map(({ id, name }) => ({ value: id, label: name })) : [],
    can: abilityTexts(can),
    isFiltered: ['words', 'class', 'kind', 'partner'].some(
      (name) => (url.searchParams.get(name) ?? '') !== '',
    ),
    exportTo: query.size === 0 ? '/people/export' : `/people/export?${query.toString()}`,
  };
}

const searchLabels: Readonly<Record<PeopleList, string>> = {
  staff: 'Имя или должность',
  pupils: 'Имя или класс',
  graduates: 'Имя',
  outsiders: 'Имя или организация',
  guardians: 'Имя',
};

const addLabels: Readonly<Record<PeopleList, string>> = {
  staff: 'Добавить сотрудника',
  pupils: 'Добавить ученика',
  graduates: 'Добавить выпускника',
  outsiders: 'Добавить человека',
  guardians: 'Добавить родителя',
};

export default function People({ loaderData }: Route.ComponentProps) {
  const { rows, list, total, page, pageSize, can, classes, readAs, isFiltered, exportTo } = loaderData;
  const mayAdd = list === 'staff' ? can['people.add'] : can['people.edit_everyone'];
  const mayImport = can['people.import'] === true && mayAdd === true;
  const [kind] = PEOPLE_LISTS[list];
  return (
    <Page
      title={list === 'staff' ? 'Люди' : peopleListLabels[list]}
      lead={listLeads[list]}
      breadcrumbs={list === 'staff' ? [] : [{ to: '/people', label: 'Люди' }]}
      actions={
        <>
          {mayAdd === true && (
            <ButtonLink look="main" to={`/people/new?kind=${kind}`}>
              {addLabels[list]}
            </ButtonLink>
          )}
          {mayImport && (list === 'staff' || can['people.edit_everyone'] === true) && (
            <ButtonLink to={`/people/import?kind=${kind}`}>Внести списком</ButtonLink>
          )}
          {can['people.merge'] === true && (
            <ButtonLink look="quiet" to="/people/duplicates">
              Похожие записи
            </ButtonLink>
          )}
          {total > 0 && (
            <ButtonLink to={exportTo} download>
              Скачать XLSX
            </ButtonLink>
          )}
        </>
      }
    >
      <PeopleTabs current={list} seesEveryone={can['people.list_everyone'] === true} />
      {mayAdd !== true && <NoRight reason={mayAdd} />}
      <FilterBar keep={['list', 'partner']}>
        <SearchField name="words" label={searchLabels[list]} />
        {list === 'pupils' && classes.length > 0 && (
          <SelectField name="class" label="Класс" empty="Все классы" options={classes} />
        )}
        {list === 'outsiders' && (
          <SelectField
            name="kind"
            label="Кто"
            empty="Все"
            options={[
              { value: 'student', label: 'Студенты' },
              { value: 'partner', label: 'Сотрудники партнёров' },
            ]}
          />
        )}
        <CheckboxField
          name="left"
          label={list === 'staff' ? 'Показать и тех, кто уже не работает' : 'Показать и выбывших'}
        />
      </FilterBar>
      {readAs !== '' && (
        <Notice kind="info">
          Похоже, была включена другая раскладка клавиатуры: показаны те, кто нашёлся по словам «{readAs}».
        </Notice>
      )}
      <DataTable
        caption={`${peopleListLabels[list]}: ${total}`}
        columns={columnsByList[list]}
        rows={rows}
        rowKey={(row) => row.id}
        empty={
          isFiltered || page > 1 ? (
            <EmptyState
              title="Никто не нашёлся"
              action={<ButtonLink to={listPath(list)}>Показать всех</ButtonLink>}
            >
              Проверьте, как написано имя, или ищите по началу слова. Возможно, человек в другом списке.
            </EmptyState>
          ) : (
            <EmptyState
              title={emptyLists[list].title}
              action={
                mayImport && list === 'staff' ? (
                  <ButtonLink look="main" to="/people/import?kind=staff">
                    Внести список сотрудников
                  </ButtonLink>
                ) : list === 'pupils' && mayImport ? (
                  <ButtonLink look="main" to="/people/import?kind=pupil">
                    Внести список учеников
                  </ButtonLink>
                ) : undefined
              }
            >
              {emptyLists[list].text}
            </EmptyState>
          )
        }
      />
      <Pagination page={page} pageSize={pageSize} total={total} />
    </Page>
  );
}
