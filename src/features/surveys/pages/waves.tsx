import { abilityTexts } from '#src/features/accounts/labels.ts';
import { surveysRefusalText, waveStateLabels } from '#src/features/surveys/labels.ts';
import { responseRate, WAVE_STATES } from '#src/features/surveys/rules.ts';
import { waveFilter } from '#src/features/surveys/schema.ts';
import { WaveStateBadge } from '#src/features/surveys/ui/state-badges.tsx';
import { SurveyTabs } from '#src/features/surveys/ui/survey-tabs.tsx';
import { ButtonLink } from '#src/ui/button.tsx';
import { DataTable, type Column } from '#src/ui/data-table.tsx';
import { formatDaysShort } from '#src/ui/days.ts';
import { SelectField } from '#src/ui/fields.tsx';
import { FilterBar } from '#src/ui/filter-bar.tsx';
import { TextLink } from '#src/ui/layout.tsx';
import { EmptyState, NoRight } from '#src/ui/notice.tsx';
import { Page } from '#src/ui/page.tsx';
import { Pagination } from '#src/ui/pagination.tsx';
import { requireOrganization, site } from '#src/web/context.ts';
import { throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/waves';

const pageSize = 50;

export async function loader({ context, url }: Route.LoaderArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const filter = waveFilter.parse(Object.fromEntries(url.searchParams));
  const found = await site(context).services.surveys.waves.list(signedIn, organizationId, filter);
  if (!found.ok) return throwRefusal(found.refusal, surveysRefusalText(found.refusal));
  const { rows, total, page, can } = found.value;
  return {
    total,
    page,
    isFiltered: filter.state !== undefined,
    can: abilityTexts(can),
    rows: rows.map(({ id, title, state, opensOn, closesOn, isAnonymous, invited, answered }) => ({
      id,
      title,
      state,
      opensOn,
      closesOn,
      isAnonymous,
      invited,
      answered,
    })),
  };
}

type Row = Route.ComponentProps['loaderData']['rows'][number];
const columns: readonly Column<Row>[] = [
  {
    key: 'title',
    header: 'Опрос',
    isTitle: true,
    cell: (row) => <TextLink to={`/surveys/waves/${row.id}`}>{row.title}</TextLink>,
  },
  { key: 'state', header: 'Состояние', cell: (row) => <WaveStateBadge state={row.state} /> },
  { key: 'days', header: 'Дни', cell: (row) => formatDaysShort(row.opensOn, row.closesOn) },
  { key: 'kind', header: 'Имена', cell: (row) => (row.isAnonymous ? 'без имён' : 'с именами') },
  {
    key: 'answered',
    header: 'Ответили',
    numeric: true,
    cell: (row) =>
      row.state === 'draft'
        ? 'не запущен'
        : `${row.answered} из ${row.invited} (${responseRate(row.answered, row.invited)} %)`,
  },
];

export default function Waves({ loaderData }: Route.ComponentProps) {
  const { rows, total, page, can, isFiltered } = loaderData;
  const mayRun = can['surveys.run'] === true;
  return (
    <Page
      title="Опросы"
      lead="Кого и о чём спрашивают, сколько ответили и что получилось."
      actions={
        mayRun ? (
          <ButtonLink look="main" to="/surveys/new">
            Новый опрос
          </ButtonLink>
        ) : undefined
      }
    >
      <SurveyTabs current="/surveys" />
      {can['surveys.run'] !== true && <NoRight reason={can['surveys.run']} />}
      <FilterBar>
        <SelectField
          name="state"
          label="Состояние"
          empty="Любое"
          options={WAVE_STATES.map((state) => ({ value: state, label: waveStateLabels[state] }))}
        />
      </FilterBar>
      <DataTable
        caption={`Опросов: ${total}`}
        columns={columns}
        rows={rows}
        rowKey={(row) => row.id}
        empty={
          isFiltered ? (
            <EmptyState
              title="Таких опросов нет"
              action={<ButtonLink to="/surveys">Показать все</ButtonLink>}
            >
              Выберите другое состояние.
            </EmptyState>
          ) : (
            <EmptyState
              title="Опросов пока не было"
              action={
                mayRun ? (
                  <ButtonLink look="main" to="/surveys/questionnaires/new">
                    Выбрать анкету из библиотеки
                  </ButtonLink>
                ) : undefined
              }
            >
              Сначала выберите анкету и опубликуйте её, потом решите, кого и когда спросить.
            </EmptyState>
          )
        }
      />
      <Pagination page={page} pageSize={pageSize} total={total} />
    </Page>
  );
}
