import { abilityTexts } from '#src/features/accounts/labels.ts';
import { surveyStateLabels, surveysRefusalText } from '#src/features/surveys/labels.ts';
import { SURVEY_STATES } from '#src/features/surveys/rules.ts';
import { surveyFilter } from '#src/features/surveys/schema.ts';
import { SurveyStateBadge } from '#src/features/surveys/ui/state-badges.tsx';
import { SurveyTabs } from '#src/features/surveys/ui/survey-tabs.tsx';
import { ButtonLink } from '#src/ui/button.tsx';
import { DataTable, type Column } from '#src/ui/data-table.tsx';
import { SelectField } from '#src/ui/fields.tsx';
import { FilterBar } from '#src/ui/filter-bar.tsx';
import { TextLink } from '#src/ui/layout.tsx';
import { EmptyState, NoRight } from '#src/ui/notice.tsx';
import { Page } from '#src/ui/page.tsx';
import { Pagination } from '#src/ui/pagination.tsx';
import { requireOrganization, site } from '#src/web/context.ts';
import { throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/questionnaires';

const pageSize = 50;

export async function loader({ context, url }: Route.LoaderArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const filter = surveyFilter.parse(Object.fromEntries(url.searchParams));
  const found = await site(context).services.surveys.editor.list(signedIn, organizationId, filter);
  if (!found.ok) return throwRefusal(found.refusal, surveysRefusalText(found.refusal));
  return { ...found.value, can: abilityTexts(found.value.can), isFiltered: filter.state !== undefined };
}

type Row = Route.ComponentProps['loaderData']['rows'][number];
const columns: readonly Column<Row>[] = [
  {
    key: 'title',
    header: 'Анкета',
    isTitle: true,
    cell: (row) => <TextLink to={`/surveys/questionnaires/${row.id}`}>{row.title}</TextLink>,
  },
  { key: 'state', header: 'Состояние', cell: (row) => <SurveyStateBadge state={row.state} /> },
  {
    key: 'number',
    header: 'Версия',
    cell: (row) => (row.isFrozen ? row.number : `${row.number}, ещё не опубликована`),
  },
  { key: 'origin', header: 'Откуда', cell: (row) => (row.libraryKey === null ? 'своя' : 'из библиотеки') },
  { key: 'waves', header: 'Опросов', numeric: true, cell: (row) => row.waves },
];

export default function Questionnaires({ loaderData }: Route.ComponentProps) {
  const { rows, total, page, can, isFiltered } = loaderData;
  const mayEdit = can['surveys.edit'] === true;
  const add = (
    <ButtonLink look="main" to="/surveys/questionnaires/new">
      Добавить анкету
    </ButtonLink>
  );
  return (
    <Page
      title="Анкеты"
      lead="То, чем спрашивают: готовые из библиотеки и свои."
      actions={mayEdit ? add : undefined}
    >
      <SurveyTabs current="/surveys/questionnaires" />
      {can['surveys.edit'] !== true && <NoRight reason={can['surveys.edit']} />}
      <FilterBar>
        <SelectField
          name="state"
          label="Состояние"
          empty="Любое"
          options={SURVEY_STATES.map((state) => ({ value: state, label: surveyStateLabels[state] }))}
        />
      </FilterBar>
      <DataTable
        caption={`Анкет: ${total}`}
        columns={columns}
        rows={rows}
        rowKey={(row) => row.id}
        empty={
          <EmptyState
            title={isFiltered ? 'Таких анкет нет' : 'Анкет пока нет'}
            action={
              isFiltered ? (
                <ButtonLink to="/surveys/questionnaires">Показать все</ButtonLink>
              ) : mayEdit ? (
                add
              ) : undefined
            }
          >
            {isFiltered
              ? 'Выберите другое состояние.'
              : 'В библиотеке есть анкеты для каждого шага программы: начните с готовой.'}
          </EmptyState>
        }
      />
      <Pagination page={page} pageSize={pageSize} total={total} />
    </Page>
  );
}
