import type { Side } from '#src/features/programmes/rules/sides.ts';
import { abilityTexts } from '#src/features/accounts/labels.ts';
import { formatSchoolYear, schoolYearsAround } from '#src/features/orgs/rules/school-year.ts';
import { formTitle, mentoringForms, roleModelTitle } from '#src/features/programmes/rules/forms.ts';
import { mentorshipsRefusalText, mentorshipStateLabels } from '#src/features/mentorships/labels.ts';
import { MENTORSHIP_STATES } from '#src/features/mentorships/rules.ts';
import { mentorshipFilter } from '#src/features/mentorships/schema.ts';
import { StateOfMentorship } from '#src/features/mentorships/ui/state-of-mentorship.tsx';
import { ButtonLink } from '#src/ui/button.tsx';
import { DataTable, type Column } from '#src/ui/data-table.tsx';
import { formatDayShort } from '#src/ui/days.ts';
import { SearchField, SelectField } from '#src/ui/fields.tsx';
import { FilterBar } from '#src/ui/filter-bar.tsx';
import { Text, TextLink } from '#src/ui/layout.tsx';
import { EmptyState, NoRight } from '#src/ui/notice.tsx';
import { Page } from '#src/ui/page.tsx';
import { Pagination } from '#src/ui/pagination.tsx';
import { requireOrganization, site } from '#src/web/context.ts';
import { throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/mentorships';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const filter = mentorshipFilter.parse(Object.fromEntries(url.searchParams));
  const found = await site(context).services.mentorships.list(signedIn, organizationId, filter);
  if (!found.ok) return throwRefusal(found.refusal, mentorshipsRefusalText(found.refusal));
  const isFiltered =
    filter.page > 1 ||
    filter.q !== '' ||
    filter.form !== undefined ||
    filter.state !== undefined ||
    filter.year !== undefined;
  return { ...found.value, can: abilityTexts(found.value.can), isFiltered };
}

type Line = Awaited<ReturnType<typeof loader>>['rows'][number];

function namesOf(row: Line, side: Side): string {
  const there = row.members.filter(
    (one) => one.side === side && (row.endedOn !== null || one.endedOn === null),
  );
  return (
    there.map(({ name }) => name || 'имя не показывается').join(', ') || 'имя не показывается: нет согласия'
  );
}

const columns: readonly Column<Line>[] = [
  {
    key: 'who',
    header: 'Наставник',
    isTitle: true,
    cell: (row) => <TextLink to={`/mentorships/${row.id}`}>{namesOf(row, 'mentor')}</TextLink>,
  },
  { key: 'mentees', header: 'Наставляемые', cell: (row) => namesOf(row, 'mentee') },
  {
    key: 'form',
    header: 'Форма',
    cell: (row) => (
      <>
        {formTitle(row.form)}
        {row.isGroup && ', группа'}
        {row.roleModel !== '' && (
          <Text size="small" tone="quiet">
            {roleModelTitle(row.form, row.roleModel)}
          </Text>
        )}
      </>
    ),
  },
  { key: 'state', header: 'Состояние', cell: (row) => <StateOfMentorship state={row.state} /> },
  {
    key: 'days',
    header: 'Срок',
    cell: (row) =>
      [
        row.startsOn === null ? '' : `с ${formatDayShort(row.startsOn)}`,
        row.dueOn === null ? '' : `по ${formatDayShort(row.dueOn)}`,
      ]
        .join(' ')
        .trim() || '–',
  },
];

export default function Mentorships({ loaderData }: Route.ComponentProps) {
  const { rows, total, page, pageSize, schoolYear, can, isFiltered } = loaderData;
  const mayEdit = can['mentorships.edit'] === true;
  return (
    <Page
      title="Пары и группы"
      lead={`Кто с кем работает, ${formatSchoolYear(schoolYear)} учебный год.`}
      actions={
        mayEdit ? (
          <ButtonLink look="main" to="/mentorships/new">
            Добавить
          </ButtonLink>
        ) : undefined
      }
    >
      {can['mentorships.edit'] !== true && <NoRight reason={can['mentorships.edit']} />}
      <FilterBar>
        <SearchField name="q" label="Имя участника" />
        <SelectField
          name="year"
          label="Учебный год"
          empty="Текущий"
          options={schoolYearsAround(schoolYear).map((year) => ({
            value: String(year),
            label: formatSchoolYear(year),
          }))}
        />
        <SelectField
          name="state"
          label="Состояние"
          empty="Любое"
          options={[
            { value: 'open', label: 'все, кто работает' },
            ...MENTORSHIP_STATES.map((state) => ({ value: state, label: mentorshipStateLabels[state] })),
          ]}
        />
        <SelectField
          name="form"
          label="Форма"
          empty="Любая"
          options={mentoringForms.map(({ id, title }) => ({ value: id, label: title }))}
        />
      </FilterBar>
      <DataTable
        caption={`Пар и групп: ${total}`}
        columns={columns}
        rows={rows}
        rowKey={(row) => row.id}
        empty={
          isFiltered ? (
            <EmptyState
              title="Ничего не нашлось"
              action={<ButtonLink to="/mentorships">Показать все</ButtonLink>}
            >
              Измените имя или снимите отбор.
            </EmptyState>
          ) : (
            <EmptyState
              title="Пар и групп пока нет"
              action={
                mayEdit ? (
                  <ButtonLink look="main" to="/mentorships/new">
                    Добавить первую
                  </ButtonLink>
                ) : undefined
              }
            >
              Внесите пары, о которых уже договорились: у обоих должно быть действующее согласие.
            </EmptyState>
          )
        }
      />
      <Pagination page={page} pageSize={pageSize} total={total} />
    </Page>
  );
}
