import { data } from 'react-router';
import { orgsRefusalText } from '#src/features/orgs/labels.ts';
import { shownOrganization } from '#src/features/orgs/rules/organization.ts';
import {
  formatSchoolYear,
  readSchoolYear,
  schoolYearOf,
  schoolYearsAround,
} from '#src/features/orgs/rules/school-year.ts';
import { removeDayForm, setDayForm } from '#src/features/orgs/schema.ts';
import { StateBadge } from '#src/ui/badge.tsx';
import { RadioField } from '#src/ui/choice-fields.tsx';
import { DataTable, type Column } from '#src/ui/data-table.tsx';
import { formatDayWithWeekday } from '#src/ui/days.ts';
import { DateField, HiddenField, SelectField, TextField } from '#src/ui/fields.tsx';
import { FilterBar } from '#src/ui/filter-bar.tsx';
import { Form, FormButtons, SubmitButton } from '#src/ui/form.tsx';
import { parseForm, refuseForm } from '#src/ui/form-state.ts';
import { EmptyState, NoRight } from '#src/ui/notice.tsx';
import { Page, Section } from '#src/ui/page.tsx';
import { redirectWith } from '#src/web/cookies.ts';
import { requireOrganization, site } from '#src/web/context.ts';
import { statusOf, throwRefusal } from '#src/web/problems.ts';
import type { Refusal } from '#src/lib/result.ts';
import type { Route } from './+types/days';

const labels = { day: 'День', isWorking: 'Какой он', note: 'Почему' };

export async function loader({ context, url }: Route.LoaderArgs) {
  const { signedIn, organizationId: current } = requireOrganization(context);
  const { organizationId, of } = shownOrganization(url, current);
  const { orgs } = site(context).services;
  const card = await orgs.view(signedIn, organizationId);
  if (!card.ok) return throwRefusal(card.refusal, orgsRefusalText(card.refusal) ?? '');
  const currentYear = schoolYearOf(Temporal.PlainDate.from(card.value.today));
  const schoolYear = readSchoolYear(url.searchParams.get('year'), currentYear);
  const found = await orgs.days(signedIn, { organizationId, schoolYear });
  if (!found.ok) return throwRefusal(found.refusal, orgsRefusalText(found.refusal) ?? '');
  const may = found.value.can['orgs.set_days'];
  return {
    organization: found.value.organization,
    days: found.value.days,
    may: may === true ? (true as const) : (orgsRefusalText(may) ?? ''),
    schoolYear,
    years: schoolYearsAround(currentYear),
    of,
  };
}

export async function action({ context, request, url }: Route.ActionArgs) {
  const { signedIn } = requireOrganization(context);
  const { orgs } = site(context).services;
  const form = await request.formData();
  const here = `/organization/days${url.search}`;
  const refused = (values: Parameters<typeof refuseForm>[0], refusal: Refusal) =>
    data(refuseForm(values, refusal, orgsRefusalText(refusal) ?? '', labels), { status: statusOf(refusal) });
  if (form.get('intent') === 'remove') {
    const parsed = parseForm(form, removeDayForm, { labels });
    if (!parsed.ok) return data(parsed, { status: 422 });
    const removed = await orgs.removeDay(signedIn, parsed.value);
    return removed.ok
      ? redirectWith(here, 'День снова считается по общему календарю')
      : refused(parsed.values, removed.refusal);
  }
  const parsed = parseForm(form, setDayForm, { labels });
  if (!parsed.ok) return data(parsed, { status: 422 });
  const saved = await orgs.setDay(signedIn, parsed.value);
  return saved.ok ? redirectWith(here, 'День записан') : refused(parsed.values, saved.refusal);
}

type Day = Route.ComponentProps['loaderData']['days'][number];

const columns: Column<Day>[] = [
  { key: 'day', header: labels.day, isTitle: true, cell: (one) => formatDayWithWeekday(one.day) },
  {
    key: 'isWorking',
    header: labels.isWorking,
    cell: (one) => (
      <StateBadge tone={one.isWorking ? 'info' : 'neutral'} label={one.isWorking ? 'рабочий' : 'выходной'} />
    ),
  },
  { key: 'note', header: labels.note, cell: (one) => one.note || '–' },
];

function columnsWithRemoval(organizationId: string): Column<Day>[] {
  return [
    ...columns,
    {
      key: 'remove',
      header: 'Убрать',
      cell: (one) => (
        <Form intent="remove">
          <HiddenField name="organizationId" value={organizationId} />
          <HiddenField name="day" value={one.day} />
          <SubmitButton look="quiet" size="small">
            Убрать
          </SubmitButton>
        </Form>
      ),
    },
  ];
}

export default function Days({ loaderData, actionData }: Route.ComponentProps) {
  const { organization, days, may, schoolYear, years, of } = loaderData;
  return (
    <Page
      title="Свои рабочие и выходные дни"
      lead="Праздники и переносы всей страны программа знает. Здесь записывают то, чем отличается ваша организация: карантин, региональный праздник, рабочую субботу."
      breadcrumbs={[{ to: `/organization${of}`, label: organization.shortName }]}
    >
      {may !== true && <NoRight reason={may} />}
      <FilterBar keep={['of']}>
        <SelectField
          name="year"
          label="Учебный год"
          options={years.map((year) => ({ value: String(year), label: formatSchoolYear(year) }))}
          defaultValue={String(schoolYear)}
        />
      </FilterBar>
      <DataTable
        caption={`Свои дни в ${formatSchoolYear(schoolYear)} учебном году: ${days.length}`}
        columns={may === true ? columnsWithRemoval(organization.id) : columns}
        rows={days}
        rowKey={(one) => one.day}
        empty={
          <EmptyState title="Своих дней в этом году нет">
            Сроки считаются по общему календарю России и вашей учебной неделе.
          </EmptyState>
        }
      />
      {may === true && (
        <Section title="Записать день">
          {/* A new day begins with empty fields. */}
          <Form key={days.length} state={actionData} intent="set">
            <HiddenField name="organizationId" value={organization.id} />
            <DateField name="day" label={labels.day} required />
            <RadioField
              name="isWorking"
              label={labels.isWorking}
              defaultValue="off"
              options={[
                { value: 'off', label: 'выходной' },
                { value: 'working', label: 'рабочий' },
              ]}
            />
            <TextField
              name="note"
              label={labels.note}
              description="Например, карантин, приказ № 12 от 10.02.2027"
            />
            <FormButtons>
              <SubmitButton>Записать</SubmitButton>
            </FormButtons>
          </Form>
        </Section>
      )}
    </Page>
  );
}
