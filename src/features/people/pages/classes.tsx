import { abilityTexts } from '#src/features/accounts/labels.ts';
import { formatSchoolYear, schoolYearsAround } from '#src/features/orgs/rules/school-year.ts';
import { peopleRefusalText } from '#src/features/people/labels.ts';
import { PeopleTabs } from '#src/features/people/ui/people-tabs.tsx';
import { ButtonLink } from '#src/ui/button.tsx';
import { DataTable, type Column } from '#src/ui/data-table.tsx';
import { SelectField } from '#src/ui/fields.tsx';
import { FilterBar } from '#src/ui/filter-bar.tsx';
import { Row, TextLink } from '#src/ui/layout.tsx';
import { EmptyState, NoRight } from '#src/ui/notice.tsx';
import { Page } from '#src/ui/page.tsx';
import { Pagination } from '#src/ui/pagination.tsx';
import { plural } from '#src/lib/russian/plural.ts';
import { readTableQuery } from '#src/ui/table-query.ts';
import { requireOrganization, site } from '#src/web/context.ts';
import { throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/classes';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const { people } = site(context).services;
  const asked = url.searchParams.get('year') ?? '';
  const grade = url.searchParams.get('grade') ?? '';
  const found = await people.classes.list(signedIn, {
    organizationId,
    schoolYear: /^20\d\d$/.test(asked) ? Number(asked) : null,
    grade: /^(?:\d|1[0-2])$/.test(grade) ? Number(grade) : null,
    page: readTableQuery(url, ['name']).page,
  });
  if (!found.ok) return throwRefusal(found.refusal, peopleRefusalText(found.refusal));
  const { classes, schoolYear, currentYear, years, grades, total, pupils, page, pageSize, can } = found.value;
  const offered = new Set([
    schoolYear,
    currentYear + 1,
    currentYear,
    ...years,
    ...schoolYearsAround(currentYear, 1),
  ]);
  return {
    rows: classes.map(({ id, name, teacherId, teacherName, memberCount }) => ({
      id,
      name,
      teacherId,
      teacherName,
      memberCount,
    })),
    schoolYear,
    isNextYear: schoolYear > currentYear,
    total,
    pupils,
    page,
    pageSize,
    isNarrowed: grade !== '' || page > 1,
    grades: grades.map((one) => ({ value: String(one), label: `${one}-е классы` })),
    years: [...offered]
      .toSorted((a, b) => b - a)
      .map((year) => ({ value: String(year), label: formatSchoolYear(year) })),
    can: abilityTexts(can),
  };
}

type ClassRow = Route.ComponentProps['loaderData']['rows'][number];

function columnsFor(sees: boolean): readonly Column<ClassRow>[] {
  return [
    {
      key: 'name',
      header: 'Класс',
      isTitle: true,
      cell: (row) => (sees ? <TextLink to={`/people/classes/${row.id}`}>{row.name}</TextLink> : row.name),
    },
    {
      key: 'teacher',
      header: 'Классный руководитель',
      cell: (row) =>
        row.teacherId === null ? (
          'не назначен'
        ) : (
          <TextLink to={`/people/${row.teacherId}`}>{row.teacherName}</TextLink>
        ),
    },
    // Whoever does not see pupils would see a nought.
    ...(sees
      ? [
          {
            key: 'count',
            header: 'Учеников',
            numeric: true,
            cell: (row: ClassRow) => row.memberCount,
          },
        ]
      : []),
  ];
}

export default function Classes({ loaderData }: Route.ComponentProps) {
  const { rows, schoolYear, isNextYear, isNarrowed, total, pupils, page, pageSize, years, grades, can } =
    loaderData;
  const title = years.find(({ value }) => value === String(schoolYear))?.label ?? '';
  const mayEdit = can['people.edit_classes'] === true;
  const sees = can['people.list_everyone'] === true;
  return (
    <Page
      title="Классы"
      lead="Классы учебного года, кто ими руководит и кто в них учится."
      breadcrumbs={[{ to: '/people', label: 'Люди' }]}
      actions={
        mayEdit ? (
          <Row>
            <ButtonLink look="main" to={`/people/classes/new?year=${schoolYear}`}>
              Новый класс
            </ButtonLink>
            {can['people.roll_over'] === true && (
              <ButtonLink to="/people/classes/next-year">Перевести на новый учебный год</ButtonLink>
            )}
          </Row>
        ) : undefined
      }
    >
      <PeopleTabs current="classes" seesEveryone={sees} />
      {can['people.edit_classes'] !== true && <NoRight reason={can['people.edit_classes']} />}
      <FilterBar>
        <SelectField name="year" label="Учебный год" options={years} defaultValue={String(schoolYear)} />
        <SelectField name="grade" label="Параллель" empty="Все" options={grades} />
      </FilterBar>
      <DataTable
        caption={`Классы ${title} учебного года: ${total}${
          sees && total > 0 ? `, ${plural(pupils, 'ученик', 'ученика', 'учеников')}` : ''
        }`}
        columns={columnsFor(sees)}
        rows={rows}
        rowKey={(row) => row.id}
        empty={
          isNarrowed ? (
            <EmptyState title="Здесь классов нет">Выберите другую параллель или все.</EmptyState>
          ) : (
            <EmptyState
              title={`Классов ${title} учебного года пока нет`}
              action={
                mayEdit && isNextYear ? (
                  <ButtonLink to="/people/classes/next-year">Перевести на новый учебный год</ButtonLink>
                ) : undefined
              }
            >
              {mayEdit
                ? 'Создайте первый. Со второго года это делает перевод: он сам заводит классы нового года.'
                : 'Их создаёт куратор или директор.'}
            </EmptyState>
          )
        }
      />
      <Pagination page={page} pageSize={pageSize} total={total} />
    </Page>
  );
}
