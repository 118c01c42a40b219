import { accept, type Result } from '#src/lib/result.ts';
import type { PersonActor, ScopedTx } from '#src/platform/db/scope.ts';
import { abilities, type Standing } from '#src/features/accounts/access.ts';
import { standingOf } from '#src/features/accounts/service.server.ts';
import { findPersonOfAccount, listStaffChoices } from '#src/features/people/service.server.ts';
import { roadmapAccess } from '#src/features/roadmap/access.ts';
import {
  bucketOf,
  CONTINUOUS_DAYS,
  missingNote,
  NEXT_DAYS,
  weekOf,
  type Bucket,
} from '#src/features/roadmap/rules/today.ts';
import type { PlanFilter } from '#src/features/roadmap/schema.ts';
import { todayOf } from '#src/features/roadmap/service.server/closing.ts';
import { refuseUnlessMay, type RoadmapDeps } from '#src/features/roadmap/service.server/context.ts';
import { loadEvidence } from '#src/features/roadmap/store.server/evidence.ts';
import { listPlan, type PlanLine, type PlanQuery } from '#src/features/roadmap/store.server/plan.ts';
import { listRoadmaps } from '#src/features/roadmap/store.server/roadmaps.ts';

export const PLAN_PAGE_SIZE = 50;
/** «Сегодня» is a page to read, not a register: what does not fit is behind «Показать все». */
const TODAY_LIMIT = 300;

interface InOrganization {
  readonly tx: ScopedTx;
  readonly standing: Standing;
}

async function readInOrganization<T>(
  deps: RoadmapDeps,
  actor: PersonActor,
  name: string,
  organizationId: string,
  work: (context: InOrganization) => Promise<Result<T>>,
): Promise<Result<T>> {
  return deps.db.withActor(actor, name, async (tx) => {
    const standing = await standingOf(tx, organizationId);
    return refuseUnlessMay(standing, 'roadmap.view') ?? work({ tx, standing });
  });
}

/** Roadmaps of the organization, newest period first. `page` counts from 1. */
export async function listOfOrganization(
  deps: RoadmapDeps,
  actor: PersonActor,
  organizationId: string,
  page: number,
) {
  return readInOrganization(deps, actor, 'roadmap.list', organizationId, async ({ tx, standing }) => {
    const limit = 20;
    const found = await listRoadmaps(tx, organizationId, todayOf(deps), {
      offset: (page - 1) * limit,
      limit,
    });
    return accept({ ...found, page, pageSize: limit, can: abilities(roadmapAccess, standing) });
  });
}

export interface TodayLine extends PlanLine {
  readonly bucket: Bucket;
  /** Quarter's end by which a continuous activity owes a note; null when nothing is owed. */
  readonly noteDueOn: string | null;
}

/** What waits: overdue, this week, next, running; of the person or of everybody. */
export async function getToday(
  deps: RoadmapDeps,
  actor: PersonActor,
  organizationId: string,
  whose: 'mine' | 'all',
) {
  return readInOrganization(deps, actor, 'roadmap.view_today', organizationId, async ({ tx, standing }) => {
    const today = todayOf(deps);
    const person = await findPersonOfAccount(tx, organizationId, actor.accountId);
    const mine = whose === 'mine' && person !== null;
    const horizon = Temporal.PlainDate.from(weekOf(today).end).add({ days: NEXT_DAYS }).toString();
    const { lines, total } = await listPlan(
      tx,
      {
        organizationId,
        state: 'open',
        personId: mine ? person.id : undefined,
        to: horizon,
        today,
      },
      'due',
      { offset: 0, limit: TODAY_LIMIT },
    );
    const continuous = lines.filter((line) => isContinuous(line));
    const evidence = await loadEvidence(
      tx,
      continuous.map((line) => line.activityId),
    );
    const notesByActivity = Map.groupBy(evidence, (one) => one.activityId);
    const withBuckets = lines.flatMap((line): TodayLine[] => {
      if (line.startsOn === null || line.dueOn === null) return [];
      const bucket = bucketOf({ state: line.state, startsOn: line.startsOn, dueOn: line.dueOn }, today);
      const notes = (notesByActivity.get(line.activityId) ?? []).map(
        (one) => one.happenedOn ?? one.createdAt.slice(0, 10),
      );
      const noteDueOn = isContinuous(line)
        ? missingNote({ start: line.startsOn, end: line.dueOn }, notes, today)
        : null;
      return [{ ...line, bucket, noteDueOn }];
    });
    const { rows: roadmaps } = await listRoadmaps(tx, organizationId, today, { offset: 0, limit: 20 });
    return accept({
      today,
      lines: withBuckets,
      total,
      whose: mine ? ('mine' as const) : ('all' as const),
      hasPerson: person !== null,
      roadmaps,
      can: abilities(roadmapAccess, standing),
    });
  });
}

function isContinuous(line: Pick<PlanLine, 'startsOn' | 'dueOn'>): boolean {
  if (line.startsOn === null || line.dueOn === null) return false;
  const span = Temporal.PlainDate.from(line.startsOn).until(line.dueOn, { largestUnit: 'days' });
  return span.days >= CONTINUOUS_DAYS;
}

function queryOf(
  organizationId: string,
  filter: PlanFilter,
  today: string,
  ownPersonId: string | null,
): PlanQuery {
  const who = filter.who === 'me' ? (ownPersonId ?? undefined) : filter.who;
  return {
    organizationId,
    roadmapId: filter.roadmap,
    personId: who === undefined || who === '' ? undefined : who,
    state: filter.state,
    kind: filter.kind === '' ? undefined : filter.kind,
    search: filter.q,
    today,
  };
}

/** The plan as a list by section, one page of it. */
export async function getPlan(
  deps: RoadmapDeps,
  actor: PersonActor,
  organizationId: string,
  filter: PlanFilter,
) {
  return readInOrganization(deps, actor, 'roadmap.view_plan', organizationId, async ({ tx, standing }) => {
    const today = todayOf(deps);
    const person = await findPersonOfAccount(tx, organizationId, actor.accountId);
    const { lines, total } = await listPlan(
      tx,
      queryOf(organizationId, withKnownPerson(filter), today, person?.id ?? null),
      'plan',
      { offset: (filter.page - 1) * PLAN_PAGE_SIZE, limit: PLAN_PAGE_SIZE },
    );
    return accept({
      today,
      lines,
      total,
      page: filter.page,
      pageSize: PLAN_PAGE_SIZE,
      roadmaps: (await listRoadmaps(tx, organizationId, today, { offset: 0, limit: 20 })).rows,
      staff: await listStaffChoices(tx, organizationId),
      can: abilities(roadmapAccess, standing),
    });
  });
}

/** Every line that touches the span, by day: for the month calendar and the timeline. At most 1,000. */
export async function getSpan(
  deps: RoadmapDeps,
  actor: PersonActor,
  organizationId: string,
  filter: PlanFilter,
  span: { from: string; to: string },
  order: 'plan' | 'due',
) {
  return readInOrganization(deps, actor, 'roadmap.view_span', organizationId, async ({ tx, standing }) => {
    const today = todayOf(deps);
    const person = await findPersonOfAccount(tx, organizationId, actor.accountId);
    const query = queryOf(organizationId, withKnownPerson(filter), today, person?.id ?? null);
    const { lines, total } = await listPlan(tx, { ...query, from: span.from, to: span.to }, order, {
      offset: 0,
      limit: 1_000,
    });
    return accept({
      today,
      lines,
      total,
      roadmaps: (await listRoadmaps(tx, organizationId, today, { offset: 0, limit: 20 })).rows,
      staff: await listStaffChoices(tx, organizationId),
      can: abilities(roadmapAccess, standing),
    });
  });
}

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/;

/** A person's id in an address is anybody's typing: what is no id narrows nothing. */
function withKnownPerson(filter: PlanFilter): PlanFilter {
  const { who } = filter;
  return who === undefined || who === 'me' || UUID.test(who) ? filter : { ...filter, who: undefined };
}

/** How much each person and team answers for: open, overdue, closed. */
export async function getByResponsible(
  deps: RoadmapDeps,
  actor: PersonActor,
  organizationId: string,
  filter: PlanFilter,
) {
  return readInOrganization(
    deps,
    actor,
    'roadmap.view_responsible',
    organizationId,
    async ({ tx, standing }) => {
      const today = todayOf(deps);
      const staff = await listStaffChoices(tx, organizationId);
      const people = [];
      for (const person of staff.people) {
        const { lines, total } = await listPlan(
          tx,
          { organizationId, roadmapId: filter.roadmap, personId: person.id, state: 'open', today },
          'due',
          { offset: 0, limit: 20 },
        );
        if (total > 0) people.push({ person, lines, total });
      }
      return accept({
        today,
        people,
        roadmaps: (await listRoadmaps(tx, organizationId, today, { offset: 0, limit: 20 })).rows,
        can: abilities(roadmapAccess, standing),
      });
    },
  );
}
