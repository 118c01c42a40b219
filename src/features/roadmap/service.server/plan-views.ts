import { accept } from '#src/lib/result.ts';
import type { PersonActor } from '#src/platform/db/scope.ts';
import { abilities } from '#src/features/accounts/access.ts';
import { isWorkingDay } from '#src/features/orgs/rules/calendar.ts';
import { periodOfSchoolYear, schoolYearOf } from '#src/features/orgs/rules/school-year.ts';
import { findCalendar } from '#src/features/orgs/service.server.ts';
import { findPersonOfAccount } from '#src/features/people/service.server.ts';
import { roadmapAccess } from '#src/features/roadmap/access.ts';
import type { PlanFilter } from '#src/features/roadmap/schema.ts';
import { todayOf } from '#src/features/roadmap/service.server/closing.ts';
import type { RoadmapDeps } from '#src/features/roadmap/service.server/context.ts';
import { choicesOf, queryOf, readInOrganization } from '#src/features/roadmap/service.server/plan.ts';
import { listPlan } from '#src/features/roadmap/store.server/plan.ts';
import { countSections, listSpans } from '#src/features/roadmap/store.server/timeline.ts';

/** More days than that nobody reads in one month; the page says that the rest is behind the filter. */
const MONTH_LIMIT = 1_000;
/** Activities on one page of the timeline. */
export const TIMELINE_PAGE_SIZE = 50;
/** A longer period does not fit a timeline: it is shown by school years. */
const LONGEST_MONTHS = 15;

/** Lines that touch a month (`2022-10`; the current one when null), by day, with the days on which nobody works. */
export async function getMonth(
  deps: RoadmapDeps,
  actor: PersonActor,
  organizationId: string,
  filter: PlanFilter,
) {
  return readInOrganization(deps, actor, 'roadmap.view_month', organizationId, async ({ tx, standing }) => {
    const today = todayOf(deps);
    const month = Temporal.PlainYearMonth.from(filter.month ?? today.slice(0, 7));
    const days = Array.from({ length: month.daysInMonth }, (_, at) =>
      month.toPlainDate({ day: at + 1 }).toString(),
    );
    const span = { from: days[0] ?? today, to: days.at(-1) ?? today };
    const person = await findPersonOfAccount(tx, organizationId, actor.accountId);
    const query = queryOf(organizationId, filter, today, person?.id ?? null);
    const { lines, total } = await listPlan(tx, { ...query, ...span }, 'due', {
      offset: 0,
      limit: MONTH_LIMIT,
    });
    const calendar = await findCalendar(tx, organizationId);
    return accept({
      today,
      month: month.toString(),
      lines,
      total,
      daysOff: days.filter((day) => !isWorkingDay(day, calendar)),
      hasPerson: person !== null,
      ...(await choicesOf(tx, organizationId, today, query.who)),
      can: abilities(roadmapAccess, standing),
    });
  });
}

/**
 * One page of the activities of a span with their bars, in the order of the plan, and the sections that have any. A
 * page after the last is the last; a section that has nothing here narrows nothing. The span is the period of the chosen roadmap while it fits a screen,
 * otherwise one school year (given by its first calendar year; the current one when null).
 */
export async function getTimeline(
  deps: RoadmapDeps,
  actor: PersonActor,
  organizationId: string,
  filter: PlanFilter,
  startYear: number | null,
) {
  const name = 'roadmap.view_timeline';
  return readInOrganization(deps, actor, name, organizationId, async ({ tx, standing }) => {
    const today = todayOf(deps);
    const person = await findPersonOfAccount(tx, organizationId, actor.accountId);
    const query = queryOf(organizationId, filter, today, person?.id ?? null);
    const choices = await choicesOf(tx, organizationId, today, query.who);
    const roadmap = choices.roadmaps.find((one) => one.id === filter.roadmap);
    const whole =
      startYear === null && roadmap?.periodStart != null && roadmap.periodEnd !== null
        ? { from: roadmap.periodStart, to: roadmap.periodEnd }
        : null;
    const fits = whole !== null && monthsIn(whole) <= LONGEST_MONTHS;
    const year =
      startYear ??
      schoolYearOf(Temporal.PlainDate.from(whole === null || today >= whole.from ? today : whole.from));
    const span = fits ? whole : periodOfSchoolYear(year);
    const inSpan = { ...query, ...span };
    const sections = await countSections(tx, inSpan);
    const section = sections.find((one) => one.id === filter.section) ?? null;
    const total = section?.activityCount ?? sections.reduce((sum, one) => sum + one.activityCount, 0);
    const page = Math.max(1, Math.min(filter.page, Math.ceil(total / TIMELINE_PAGE_SIZE)));
    const lines = await listSpans(tx, inSpan, section?.id ?? null, {
      offset: (page - 1) * TIMELINE_PAGE_SIZE,
      limit: TIMELINE_PAGE_SIZE,
    });
    return accept({
      today,
      span,
      /** Null while the span is the whole roadmap: then there are no neighbouring years to leaf to. */
      startYear: fits ? null : year,
      lines,
      sections,
      /** Activities of the whole span or of the chosen section. */
      total,
      page,
      pageSize: TIMELINE_PAGE_SIZE,
      hasPerson: person !== null,
      ...choices,
      can: abilities(roadmapAccess, standing),
    });
  });
}

function monthsIn(span: { from: string; to: string }): number {
  return Temporal.PlainDate.from(span.from).until(span.to, { largestUnit: 'months' }).months + 1;
}
