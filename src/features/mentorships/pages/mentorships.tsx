import { data } from 'react-router';
import type { Side } from '#src/features/programmes/rules/sides.ts';
import { abilityTexts } from '#src/features/accounts/labels.ts';
import { formatSchoolYear, schoolYearsAround } from '#src/features/orgs/rules/school-year.ts';
import { formTitle, mentoringForms, roleModelTitle } from '#src/features/programmes/rules/forms.ts';
import { mentorshipsRefusalText, mentorshipStateLabels } from '#src/features/mentorships/labels.ts';
import { manyDeedLabels, manyDoneTexts } from '#src/features/mentorships/labels/answers.ts';
import { MENTORSHIP_STATES } from '#src/features/mentorships/rules.ts';
import { isForming } from '#src/features/mentorships/rules/answers.ts';
import { mentorshipFilter } from '#src/features/mentorships/schema.ts';
import { MANY_DEEDS, manyForm } from '#src/features/mentorships/schema/answers.ts';
import { ManyResult } from '#src/features/mentorships/ui/many-result.tsx';
import { StateOfMentorship } from '#src/features/mentorships/ui/state-of-mentorship.tsx';
import { Badge } from '#src/ui/badge.tsx';
import { ButtonLink } from '#src/ui/button.tsx';
import { DataTable, type Column } from '#src/ui/data-table.tsx';
import { formatDayShort } from '#src/ui/days.ts';
import { DateField, SearchField, SelectField } from '#src/ui/fields.tsx';
import { FilterBar } from '#src/ui/filter-bar.tsx';
import { FieldColumns, Form, FormButtons, SubmitButton } from '#src/ui/form.tsx';
import { newSubmission, parseForm, refuseForm } from '#src/ui/form-state.ts';
import { Text, TextLink } from '#src/ui/layout.tsx';
import { EmptyState, NoRight } from '#src/ui/notice.tsx';
import { Page, Section } from '#src/ui/page.tsx';
import { Pagination } from '#src/ui/pagination.tsx';
import { requireOrganization, site } from '#src/web/context.ts';
import { statusOf, throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/mentorships';

const labels = { deed: 'Что сделать с отмеченными', steppedOn: 'Когда', items: 'Пары и группы' };

export async function action({ context, request }: Route.ActionArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const form = parseForm(await request.formData(), manyForm, { labels, lists: ['items'] });
  if (!form.ok) return data({ refused: form, done: null, deed: null }, { status: 422 });
  const { steps } = site(context).services.mentorships;
  const done = await steps.doWithMany(signedIn, organizationId, form.value);
  if (!done.ok) {
    const refused = refuseForm(form.values, done.refusal, mentorshipsRefusalText(done.refusal), labels);
    return data({ refused, done: null, deed: null }, { status: statusOf(done.refusal) });
  }
  return { refused: null, done: done.value, deed: form.value.deed };
}

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
  return {
    ...found.value,
    can: abilityTexts(found.value.can),
    isFiltered,
    submission: newSubmission(),
  };
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
  {
    key: 'state',
    header: 'Состояние',
    cell: (row) => (
      <>
        <StateOfMentorship state={row.state} />
        {row.answers !== null && (
          <Text size="small" tone="quiet">
            согласны {row.answers.agreed} из {row.answers.asked}
          </Text>
        )}
        {row.answers !== null && row.answers.declined > 0 && (
          <Badge tone="danger">не согласны: {row.answers.declined}</Badge>
        )}
      </>
    ),
  },
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

const titleOf = (row: Line) => `${namesOf(row, 'mentor')} – ${namesOf(row, 'mentee')}`;

export default function Mentorships({ loaderData, actionData }: Route.ComponentProps) {
  const { rows, total, page, pageSize, schoolYear, can, isFiltered, submission, today } = loaderData;
  const mayEdit = can['mentorships.edit'] === true;
  const hasForming = mayEdit && rows.some(({ state }) => isForming(state));
  const table = (
    <DataTable
      caption={`Пар и групп: ${total}`}
      columns={columns}
      rows={rows}
      rowKey={(row) => row.id}
      {...(hasForming
        ? {
            select: {
              name: 'items',
              value: (row: Line) => `${row.id}.${row.version}`,
              label: titleOf,
            },
          }
        : {})}
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
  );
  return (
    <Page
      title="Пары и группы"
      lead={`Кто с кем работает, ${formatSchoolYear(schoolYear)} учебный год.`}
      actions={
        <>
          {mayEdit && (
            <ButtonLink look="main" to="/mentorships/new">
              Добавить
            </ButtonLink>
          )}
          {mayEdit && <ButtonLink to="/matching">Подобрать пары</ButtonLink>}
          <ButtonLink to="/mentorships/order-list">Список к приказу</ButtonLink>
        </>
      }
    >
      {actionData?.done != null && (
        <ManyResult
          done={actionData.done}
          what={manyDoneTexts[actionData.deed]}
          titleOf={(id) => rows.filter((row) => row.id === id).map(titleOf)[0] ?? ''}
        />
      )}
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
            { value: 'open', label: 'всё, что не закончено' },
            { value: 'forming', label: 'складываются: до договорённости' },
            { value: 'declined', label: 'есть несогласные' },
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
      {hasForming ? (
        <Form key={submission} state={actionData?.refused} submission={submission} wide>
          {table}
          <Section title="С отмеченными" level={2}>
            <FieldColumns>
              <SelectField
                name="deed"
                label={labels.deed}
                required
                empty="Выберите"
                options={MANY_DEEDS.filter(
                  (deed) => deed !== 'dissolve' || can['mentorships.settle'] === true,
                ).map((deed) => ({ value: deed, label: manyDeedLabels[deed] }))}
              />
              <DateField
                name="steppedOn"
                label={labels.steppedOn}
                required
                max={today}
                defaultValue={today}
              />
            </FieldColumns>
            <FormButtons>
              <SubmitButton pendingLabel="Отмечаем…">Сделать</SubmitButton>
            </FormButtons>
          </Section>
        </Form>
      ) : (
        table
      )}
      <Pagination page={page} pageSize={pageSize} total={total} />
    </Page>
  );
}
