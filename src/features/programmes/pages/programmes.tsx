import { abilityTexts } from '#src/features/accounts/labels.ts';
import { formatSchoolYear, readSchoolYear, schoolYearsAround } from '#src/features/orgs/rules/school-year.ts';
import { programmesRefusalText, regimeLabels } from '#src/features/programmes/labels.ts';
import { formTitle } from '#src/features/programmes/rules/forms.ts';
import type { ProgrammeLine } from '#src/features/programmes/service.server.ts';
import { ProgrammeStateBadge } from '#src/features/programmes/ui/programme-state-badge.tsx';
import { ButtonLink } from '#src/ui/button.tsx';
import { DataTable, type Column } from '#src/ui/data-table.tsx';
import { formatDaysShort } from '#src/ui/days.ts';
import { SelectField } from '#src/ui/fields.tsx';
import { FilterBar } from '#src/ui/filter-bar.tsx';
import { TextLink } from '#src/ui/layout.tsx';
import { EmptyState, NoRight } from '#src/ui/notice.tsx';
import { Page } from '#src/ui/page.tsx';
import { requireOrganization, site } from '#src/web/context.ts';
import { throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/programmes';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const { programmes } = site(context).services;
  const asked = url.searchParams.get('year');
  const found = await programmes.list(signedIn, {
    organizationId,
    schoolYear: asked === null || asked === '' ? null : readSchoolYear(asked, new Date().getUTCFullYear()),
  });
  if (!found.ok) return throwRefusal(found.refusal, programmesRefusalText(found.refusal));
  return {
    rows: found.value.programmes,
    can: abilityTexts(found.value.can),
    isFiltered: asked !== null && asked !== '',
    years: schoolYearsAround(found.value.currentYear).map((year) => ({
      value: String(year),
      label: formatSchoolYear(year),
    })),
  };
}

const columns: readonly Column<ProgrammeLine>[] = [
  {
    key: 'title',
    header: 'Программа',
    isTitle: true,
    cell: (row) => <TextLink to={`/programmes/${row.id}`}>{row.title}</TextLink>,
  },
  { key: 'year', header: 'Учебный год', cell: (row) => formatSchoolYear(row.schoolYear) },
  { key: 'regime', header: 'Для кого', cell: (row) => regimeLabels[row.regime] },
  {
    key: 'forms',
    header: 'Формы',
    cell: (row) => (row.forms.length === 0 ? 'не выбраны' : row.forms.map(formTitle).join('; ')),
  },
  { key: 'days', header: 'Срок', cell: (row) => formatDaysShort(row.startsOn, row.endsOn) },
  { key: 'state', header: 'Состояние', cell: (row) => <ProgrammeStateBadge state={row.state} /> },
];

export default function ProgrammeList({ loaderData }: Route.ComponentProps) {
  const { rows, can, years, isFiltered } = loaderData;
  const mayEdit = can['programmes.edit'] === true;
  const begin = (
    <ButtonLink look="main" to="/programmes/new">
      Создать программу
    </ButtonLink>
  );
  return (
    <Page
      title="Программы"
      lead="Что школа ведёт в этом году: для кого, в каких формах, с какими партнёрами, на каком этапе."
      actions={
        <>
          {mayEdit && begin}
          <ButtonLink to="/programmes/agreements">Соглашения с партнёрами</ButtonLink>
        </>
      }
    >
      {can['programmes.edit'] !== true && <NoRight reason={can['programmes.edit']} />}
      <FilterBar>
        <SelectField name="year" label="Учебный год" empty="Все" options={years} />
      </FilterBar>
      <DataTable
        caption={`Программ: ${rows.length}`}
        columns={columns}
        rows={rows}
        rowKey={(row) => row.id}
        empty={
          isFiltered ? (
            <EmptyState
              title="В этом году программ нет"
              action={<ButtonLink to="/programmes">Показать все годы</ButtonLink>}
            >
              Выберите другой учебный год или создайте программу.
            </EmptyState>
          ) : (
            <EmptyState title="Программ пока нет" action={mayEdit ? begin : undefined}>
              Создайте программу и отметьте формы наставничества: они появятся в базах, опросах и при подборе
              пар.
            </EmptyState>
          )
        }
      />
    </Page>
  );
}
