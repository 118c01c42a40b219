import { data } from 'react-router';
import { z } from 'zod';
import { roadmapRefusalText } from '#src/features/roadmap/labels.ts';
import {
  formatSchoolYear,
  periodOfSchoolYear,
  schoolYearsAround,
} from '#src/features/orgs/rules/school-year.ts';
import { ButtonLink } from '#src/ui/button.tsx';
import { DataTable, type Column } from '#src/ui/data-table.tsx';
import { formatDays } from '#src/ui/days.ts';
import { HiddenField, SelectField } from '#src/ui/fields.tsx';
import { FilterBar } from '#src/ui/filter-bar.tsx';
import { Form, FormButtons, SubmitButton } from '#src/ui/form.tsx';
import { parseForm, refuseForm, type FormState } from '#src/ui/form-state.ts';
import { Text } from '#src/ui/layout.tsx';
import { EmptyState, Notice } from '#src/ui/notice.tsx';
import { Page } from '#src/ui/page.tsx';
import { plural } from '#src/lib/russian/plural.ts';
import { redirectWith } from '#src/web/cookies.ts';
import { requireOrganization, site } from '#src/web/context.ts';
import { statusOf, throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/dates';

const takeSchema = z.object({
  startYear: z.coerce.number().int().min(2015).max(2100),
  which: z.enum(['all', 'chosen']).default('chosen'),
  ids: z.array(z.uuid()).max(5000),
});

export async function loader({ context, params, url }: Route.LoaderArgs) {
  const { signedIn } = requireOrganization(context);
  const { roadmap } = site(context).services;
  const overview = await roadmap.getOverview(signedIn, params.id);
  if (!overview.ok) return throwRefusal(overview.refusal, roadmapRefusalText(overview.refusal));
  const { periodStart, title, id, state } = overview.value.roadmap;
  const [thisYear, thisMonth] = overview.value.today.split('-').map(Number);
  const current = (thisMonth ?? 1) >= 9 ? (thisYear ?? 2020) : (thisYear ?? 2020) - 1;
  const ofPeriod =
    periodStart === null
      ? null
      : Number(periodStart.slice(0, 4)) - (Number(periodStart.slice(5, 7)) >= 7 ? 0 : 1);
  const years = schoolYearsAround(current);
  const asked = Number(url.searchParams.get('year'));
  const startYear = Number.isInteger(asked) && asked >= 2015 && asked <= 2100 ? asked : (ofPeriod ?? current);
  const offers = await roadmap.getDateOffers(signedIn, params.id, startYear);
  if (!offers.ok) return throwRefusal(offers.refusal, roadmapRefusalText(offers.refusal));
  return {
    roadmap: { id, title, state, hasPeriod: periodStart !== null },
    startYear,
    years: [...new Set([startYear, ...years])]
      .toSorted((a, b) => b - a)
      .map((year) => ({ value: String(year), label: formatSchoolYear(year) })),
    withoutDeadline: overview.value.counts.withoutDeadline,
    offers: offers.value.map(({ activityId, number, title: row, deadlineText, reason }) => ({
      activityId,
      number,
      title: row,
      deadlineText,
      reason,
    })),
  };
}

export async function action({ context, request, params }: Route.ActionArgs) {
  const { signedIn } = requireOrganization(context);
  const { roadmap } = site(context).services;
  const form = await request.formData();
  const parsed = parseForm(form, takeSchema, { lists: ['ids'] });
  if (!parsed.ok) return data<FormState>(parsed, { status: 422 });
  const { startYear, which, ids } = parsed.value;
  let activityIds: readonly string[] = ids;
  if (which === 'all') {
    const offers = await roadmap.getDateOffers(signedIn, params.id, startYear);
    if (offers.ok) activityIds = offers.value.map((offer) => offer.activityId);
  }
  const done = await roadmap.takeDates(signedIn, params.id, { startYear, activityIds });
  if (!done.ok) {
    const state = refuseForm(parsed.values, done.refusal, roadmapRefusalText(done.refusal));
    return data<FormState>(state, { status: statusOf(done.refusal) });
  }
  const { count } = done.value;
  return redirectWith(
    `/roadmaps/${params.id}/review?show=all`,
    `Сроки поставлены в ${plural(count, 'строке', 'строках', 'строках')}. Любой можно изменить.`,
  );
}

const columns: readonly Column<Route.ComponentProps['loaderData']['offers'][number]>[] = [
  {
    key: 'row',
    header: 'Мероприятие',
    isTitle: true,
    cell: (offer) => `${offer.number} ${offer.title}`.trim(),
  },
  { key: 'deadline', header: 'Предлагаемый срок', cell: (offer) => <strong>{offer.deadlineText}</strong> },
  {
    key: 'reason',
    header: 'Почему',
    cell: (offer) => (
      <Text as="span" tone="quiet" size="small">
        {offer.reason}
      </Text>
    ),
  },
];

export default function Dates({ loaderData, actionData }: Route.ComponentProps) {
  const { roadmap, startYear, years, offers, withoutDeadline } = loaderData;
  const { from, to } = periodOfSchoolYear(startYear);
  return (
    <Page
      title="Сроки по семи этапам"
      lead="Для строк, в которых срока нет: обычный ход целевой модели наставничества в учебном году."
      breadcrumbs={[
        { to: `/roadmaps/${roadmap.id}`, label: 'Обзор карты' },
        { to: `/roadmaps/${roadmap.id}/review`, label: 'Проверка' },
      ]}
    >
      <FilterBar>
        <SelectField name="year" label="Учебный год" options={years} defaultValue={String(startYear)} />
      </FilterBar>
      {!roadmap.hasPeriod && (
        <Notice>Период карты не указан: вместе со сроками будет поставлен {formatDays(from, to)}.</Notice>
      )}
      <Form state={actionData} wide>
        <HiddenField name="startYear" value={startYear} />
        <DataTable
          caption={`Предложено сроков: ${offers.length}`}
          columns={columns}
          rows={offers}
          rowKey={(offer) => offer.activityId}
          select={{
            name: 'ids',
            value: (offer) => offer.activityId,
            label: (offer) => `Взять срок для строки ${offer.number} ${offer.title.slice(0, 60)}`,
          }}
          empty={
            <EmptyState
              title={withoutDeadline === 0 ? 'У всех строк сроки есть' : 'Предложить нечего'}
              action={<ButtonLink to={`/roadmaps/${roadmap.id}/review?show=all`}>К строкам</ButtonLink>}
            >
              {withoutDeadline === 0
                ? 'Сроки по этапам предлагаются только строкам без срока.'
                : `Строк без срока: ${withoutDeadline}, но ни вид работы, ни раздел не подсказывают этап. Впишите сроки в строки.`}
            </EmptyState>
          }
        />
        {offers.length > 0 && (
          <FormButtons>
            <SubmitButton name="which" value="all">
              {`Взять все: ${offers.length}`}
            </SubmitButton>
            <SubmitButton name="which" value="chosen" look="plain">
              Взять отмеченные
            </SubmitButton>
            <ButtonLink to={`/roadmaps/${roadmap.id}/review`}>Отменить</ButtonLink>
          </FormButtons>
        )}
      </Form>
    </Page>
  );
}
