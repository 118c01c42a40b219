import { roadmapRefusalText } from '#src/features/roadmap/labels.ts';
import { planFilterSchema } from '#src/features/roadmap/schema.ts';
import { PlanFilters, PlanTabs, shorten } from '#src/features/roadmap/ui/plan-frame.tsx';
import { timelineGroups } from '#src/features/roadmap/ui/plan-spans.ts';
import { lineTitle } from '#src/features/roadmap/ui/plan-words.ts';
import { ButtonLink } from '#src/ui/button.tsx';
import { formatDays } from '#src/ui/days.ts';
import { SelectField } from '#src/ui/fields.tsx';
import { Row, Text, TextLink } from '#src/ui/layout.tsx';
import { EmptyState } from '#src/ui/notice.tsx';
import { Page } from '#src/ui/page.tsx';
import { Pagination } from '#src/ui/pagination.tsx';
import { withQuery } from '#src/ui/table-query.ts';
import { Timeline } from '#src/ui/timeline.tsx';
import { requireOrganization, site } from '#src/web/context.ts';
import { throwRefusal } from '#src/web/problems.ts';
import { useLocation } from 'react-router';
import type { Route } from './+types/timeline';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const filter = planFilterSchema.parse(Object.fromEntries(url.searchParams));
  const asked = url.searchParams.get('year') ?? '';
  const year = /^20\d\d$/.test(asked) ? Number(asked) : null;
  const found = await site(context).services.roadmap.getTimeline(signedIn, organizationId, filter, year);
  if (!found.ok) return throwRefusal(found.refusal, roadmapRefusalText(found.refusal));
  const { can: _can, lines, ...rest } = found.value;
  return { ...rest, groups: timelineGroups(lines, rest.today) };
}

export default function PlanTimeline({ loaderData }: Route.ComponentProps) {
  const { span, startYear, today, groups, sections, total, page, pageSize } = loaderData;
  const location = useLocation();
  return (
    <Page title="План" lead="План и факт по месяцам: когда намечено и когда сделано.">
      <PlanTabs />
      <PlanFilters choices={loaderData} keep={['year']}>
        {sections.length > 1 && (
          <SelectField
            name="section"
            label="Раздел"
            empty="Все разделы"
            options={sections.map((section) => ({
              value: section.id,
              label: `${shorten(lineTitle(section) || 'Без раздела', 60)} (${section.activityCount})`,
            }))}
          />
        )}
      </PlanFilters>
      {startYear !== null && (
        <Row gap="medium">
          <span data-no-print>
            <TextLink to={withQuery(location, { year: String(startYear - 1), page: null })}>
              {`← ${startYear - 1}/${startYear} учебный год`}
            </TextLink>
          </span>
          <Text as="span" strong>{`${startYear}/${startYear + 1} учебный год`}</Text>
          <span data-no-print>
            <TextLink to={withQuery(location, { year: String(startYear + 1), page: null })}>
              {`${startYear + 1}/${startYear + 2} учебный год →`}
            </TextLink>
          </span>
        </Row>
      )}
      {groups.length === 0 ? (
        <EmptyState
          title="На эти месяцы ничего не намечено"
          action={<ButtonLink to="/plan">Открыть список</ButtonLink>}
        >
          Выберите другой учебный год или уберите часть отбора. Мероприятия без срока стоят в списке.
        </EmptyState>
      ) : (
        <Timeline
          caption={`План и факт: ${formatDays(span.from, span.to)}, мероприятий: ${total}`}
          from={span.from}
          to={span.to}
          today={today}
          groups={groups}
        />
      )}
      <Pagination page={page} pageSize={pageSize} total={total} />
    </Page>
  );
}
