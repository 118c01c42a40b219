import { data } from 'react-router';
import { abilityTexts } from '#src/features/accounts/labels.ts';
import { formatSchoolYear, schoolYearsAround } from '#src/features/orgs/rules/school-year.ts';
import { peopleRefusalText } from '#src/features/people/labels.ts';
import { addClassForm } from '#src/features/people/schema/classes.ts';
import { ClassFields, classFieldLabels } from '#src/features/people/ui/class-fields.tsx';
import { PeopleTabs } from '#src/features/people/ui/people-tabs.tsx';
import { ButtonLink } from '#src/ui/button.tsx';
import { DataTable, type Column } from '#src/ui/data-table.tsx';
import { HiddenField, SelectField } from '#src/ui/fields.tsx';
import { FilterBar } from '#src/ui/filter-bar.tsx';
import { Form, FormButtons, SubmitButton } from '#src/ui/form.tsx';
import { newSubmission, parseForm, refuseForm } from '#src/ui/form-state.ts';
import { TextLink } from '#src/ui/layout.tsx';
import { EmptyState, NoRight } from '#src/ui/notice.tsx';
import { Page, Section } from '#src/ui/page.tsx';
import { plural } from '#src/lib/russian/plural.ts';
import { redirectWith } from '#src/web/cookies.ts';
import { requireOrganization, site } from '#src/web/context.ts';
import { statusOf, throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/classes';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const { people } = site(context).services;
  const asked = url.searchParams.get('year') ?? '';
  const found = await people.classes.list(signedIn, {
    organizationId,
    schoolYear: /^20\d\d$/.test(asked) ? Number(asked) : null,
  });
  if (!found.ok) return throwRefusal(found.refusal, peopleRefusalText(found.refusal));
  const { classes, schoolYear, currentYear, years, staff, can } = found.value;
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
    total: classes.reduce((sum, one) => sum + one.memberCount, 0),
    years: [...offered]
      .toSorted((a, b) => b - a)
      .map((year) => ({ value: String(year), label: formatSchoolYear(year) })),
    staff: staff.map(({ id, name }) => ({ value: id, label: name })),
    can: abilityTexts(can),
    submission: newSubmission(),
  };
}

export async function action({ context, request }: Route.ActionArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const form = parseForm(await request.formData(), addClassForm, { labels: classFieldLabels });
  if (!form.ok) return data(form, { status: 422 });
  const done = await site(context).services.people.classes.add(signedIn, organizationId, form.value);
  if (done.ok) return redirectWith(`/people/classes?year=${form.value.schoolYear}`, 'Класс создан.');
  return data(refuseForm(form.values, done.refusal, peopleRefusalText(done.refusal), classFieldLabels), {
    status: statusOf(done.refusal),
  });
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

export default function Classes({ loaderData, actionData }: Route.ComponentProps) {
  const { rows, schoolYear, isNextYear, total, years, staff, can, submission } = loaderData;
  const title = years.find(({ value }) => value === String(schoolYear))?.label ?? '';
  const mayEdit = can['people.edit_classes'] === true;
  const sees = can['people.list_everyone'] === true;
  return (
    <Page
      title="Классы"
      lead="Классы учебного года, кто ими руководит и кто в них учится."
      breadcrumbs={[{ to: '/people', label: 'Люди' }]}
      actions={
        can['people.roll_over'] === true ? (
          <ButtonLink to="/people/classes/next-year">Перевести на новый учебный год</ButtonLink>
        ) : undefined
      }
    >
      <PeopleTabs current="classes" seesEveryone={sees} />
      {can['people.edit_classes'] !== true && <NoRight reason={can['people.edit_classes']} />}
      <FilterBar>
        <SelectField name="year" label="Учебный год" options={years} defaultValue={String(schoolYear)} />
      </FilterBar>
      <DataTable
        caption={`Классы ${title} учебного года: ${rows.length}${
          sees && rows.length > 0 ? `, ${plural(total, 'ученик', 'ученика', 'учеников')}` : ''
        }`}
        columns={columnsFor(sees)}
        rows={rows}
        rowKey={(row) => row.id}
        empty={
          <EmptyState
            title={`Классов ${title} учебного года пока нет`}
            action={
              mayEdit && isNextYear ? (
                <ButtonLink to="/people/classes/next-year">Перевести на новый учебный год</ButtonLink>
              ) : undefined
            }
          >
            {mayEdit
              ? 'Создайте первый ниже. Со второго года это делает перевод: он сам заводит классы нового года.'
              : 'Их создаёт куратор или директор.'}
          </EmptyState>
        }
      />
      {mayEdit && (
        <Section title="Новый класс">
          <Form state={actionData} submission={submission}>
            <HiddenField name="schoolYear" value={schoolYear} />
            <ClassFields staff={staff} />
            <FormButtons>
              <SubmitButton pendingLabel="Создаём…">Создать класс</SubmitButton>
            </FormButtons>
          </Form>
        </Section>
      )}
    </Page>
  );
}
