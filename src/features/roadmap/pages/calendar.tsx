import { roadmapRefusalText } from '#src/features/roadmap/labels.ts';
import { planFilterSchema } from '#src/features/roadmap/schema.ts';
import { calendarItems } from '#src/features/roadmap/ui/plan-spans.ts';
import { PlanFilters, PlanTabs } from '#src/features/roadmap/ui/plan-frame.tsx';
import { Text } from '#src/ui/layout.tsx';
import { MonthCalendar } from '#src/ui/month-calendar.tsx';
import { Page } from '#src/ui/page.tsx';
import { withQuery } from '#src/ui/table-query.ts';
import { requireOrganization, site } from '#src/web/context.ts';
import { throwRefusal } from '#src/web/problems.ts';
import { useLocation } from 'react-router';
import type { Route } from './+types/calendar';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const filter = planFilterSchema.parse(Object.fromEntries(url.searchParams));
  const found = await site(context).services.roadmap.getMonth(signedIn, organizationId, filter);
  if (!found.ok) return throwRefusal(found.refusal, roadmapRefusalText(found.refusal));
  const { can: _can, lines, ...month } = found.value;
  return { ...month, shown: lines.length, ...calendarItems(lines, found.value.month, found.value.today) };
}

export default function Calendar({ loaderData }: Route.ComponentProps) {
  const { month, today, items, daysOff, running, total, shown } = loaderData;
  const location = useLocation();
  return (
    <Page title="План" lead="Последние дни сроков по дням месяца. Нерабочие дни школы выделены фоном.">
      <PlanTabs />
      <PlanFilters choices={loaderData} keep={['month']} />
      <MonthCalendar
        month={month}
        today={today}
        items={items}
        daysOff={daysOff}
        hrefOfMonth={(other) => withQuery(location, { month: other, page: null })}
      />
      {items.length === 0 && <Text tone="quiet">В этом месяце сроков нет.</Text>}
      {running > 0 && (
        <Text tone="quiet">{`Идёт весь месяц, без начала и конца в нём: ${running}. Эти работы видны на ленте.`}</Text>
      )}
      {total > shown && (
        <Text tone="quiet">{`Показано ${shown} из ${total}: уточните отбор, чтобы увидеть остальное.`}</Text>
      )}
    </Page>
  );
}
