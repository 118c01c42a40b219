import { accept, type Result } from '#src/lib/result.ts';
import type { PersonActor, ScopedTx } from '#src/platform/db/scope.ts';
import { abilities, type Standing } from '#src/features/accounts/access.ts';
import { standingOf } from '#src/features/accounts/service.server.ts';
import {
  findPersonOfAccount,
  listStaffChoices,
  listTeamChoices,
  nameStaff,
} from '#src/features/people/service.server.ts';
import { roadmapAccess } from '#src/features/roadmap/access.ts';
import { activityKinds } from '#src/features/roadmap/rules/kinds/dictionary.ts';
import { readLook } from '#src/features/roadmap/rules/plan-look.ts';
import type { PlanFilter } from '#src/features/roadmap/schema.ts';
import { todayOf } from '#src/features/roadmap/service.server/closing.ts';
import {
  readInRoadmap,
  refuseUnlessMay,
  type RoadmapDeps,
} from '#src/features/roadmap/service.server/context.ts';
import { listPlan, type PlanQuery } from '#src/features/roadmap/store.server/plan.ts';
import { listRoadmaps } from '#src/features/roadmap/store.server/roadmaps.ts';
import {
  countWorkloads,
  listAnswering,
  listWaiting,
  type Workload,
} from '#src/features/roadmap/store.server/workload.ts';

export const PLAN_PAGE_SIZE = 50;
/** More conditional activities than these no plan has; the list stays a page to read. */
const WAITING_LIMIT = 200;
const PAST_LIMIT = 1_000;

interface InOrganization {
  readonly tx: ScopedTx;
  readonly standing: Standing;
}

/** A reading of one organization's plan by somebody who may look at it. */
export async function readInOrganization<T>(
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

/** The filter of an address as a query. */
export function queryOf(
  organizationId: string,
  filter: PlanFilter,
  today: string,
  ownPersonId: string | null,
): PlanQuery {
  return {
    organizationId,
    roadmapId: filter.roadmap,
    who: readLook(filter.who, ownPersonId),
    state: filter.state,
    kind: filter.kind === '' ? undefined : filter.kind,
    search: filter.q,
    today,
  };
}

/** Roadmaps for the filters, newest period first. */
async function roadmapChoicesOf(tx: ScopedTx, organizationId: string, today: string) {
  const { rows } = await listRoadmaps(tx, organizationId, today, { offset: 0, limit: 20 });
  return rows.map(({ id, title, state, periodStart, periodEnd, overdueCount }) => ({
    id,
    title,
    state,
    periodStart,
    periodEnd,
    overdueCount,
  }));
}

/**
 * What the filters of every view of the plan are made of. People are those who answer for something, and the one who is
 * looked at now: a school of two thousand must not come along with every page.
 */
export async function choicesOf(tx: ScopedTx, organizationId: string, today: string, who: PlanQuery['who']) {
  const answering = await listAnswering(tx, organizationId);
  const shown = who?.kind === 'person' ? [...answering, who.id] : answering;
  const teams = await listTeamChoices(tx, organizationId);
  return {
    people: await nameStaff(tx, organizationId, shown),
    teams: teams.map(({ id, name, schoolYear }) => ({ id, name, schoolYear })),
    roadmaps: await roadmapChoicesOf(tx, organizationId, today),
    kinds: activityKinds.map(({ id, title }) => ({ id, title })),
  };
}

/**
 * The plan as a list by section, one page of it. Conditional activities have no days and so no lines; they come as
 * `waiting`, unless the filter asks for a state that only a line can have.
 */
export async function getPlan(
  deps: RoadmapDeps,
  actor: PersonActor,
  organizationId: string,
  filter: PlanFilter,
) {
  return readInOrganization(deps, actor, 'roadmap.view_plan', organizationId, async ({ tx, standing }) => {
    const today = todayOf(deps);
    const person = await findPersonOfAccount(tx, organizationId, actor.accountId);
    const query = queryOf(organizationId, filter, today, person?.id ?? null);
    const { lines, total } = await listPlan(tx, query, 'plan', {
      offset: (filter.page - 1) * PLAN_PAGE_SIZE,
      limit: PLAN_PAGE_SIZE,
    });
    const showsWaiting = filter.state === undefined || filter.state === 'open' || filter.state === 'no_date';
    return accept({
      today,
      lines,
      total,
      waiting: showsWaiting ? await listWaiting(tx, query, WAITING_LIMIT) : [],
      page: filter.page,
      pageSize: PLAN_PAGE_SIZE,
      hasPerson: person !== null,
      ...(await choicesOf(tx, organizationId, today, query.who)),
      can: abilities(roadmapAccess, standing),
    });
  });
}

/** How much each person and team answers for, the busiest with overdue work first; and what nobody answers for. */
export async function getByResponsible(
  deps: RoadmapDeps,
  actor: PersonActor,
  organizationId: string,
  filter: Pick<PlanFilter, 'roadmap'>,
) {
  const name = 'roadmap.view_responsible';
  return readInOrganization(deps, actor, name, organizationId, async ({ tx, standing }) => {
    const today = todayOf(deps);
    const staff = await listStaffChoices(tx, organizationId);
    const query = { organizationId, roadmapId: filter.roadmap, today };
    const { byPerson, byTeam, ofNobody } = await countWorkloads(tx, query);
    const people = staff.people.flatMap((person) => {
      const workload = byPerson.get(person.id);
      return workload === undefined
        ? []
        : [{ id: person.id, name: person.name, posts: person.posts, ...workload }];
    });
    const teams = staff.teams.flatMap((team) => {
      const workload = byTeam.get(team.id);
      return workload === undefined
        ? []
        : [{ id: team.id, name: team.name, schoolYear: team.schoolYear, ...workload }];
    });
    return accept({
      today,
      people: people.toSorted(byUrgency),
      teams: teams.toSorted(byUrgency),
      ofNobody,
      roadmaps: await roadmapChoicesOf(tx, organizationId, today),
      can: abilities(roadmapAccess, standing),
    });
  });
}

function byUrgency(a: Workload, b: Workload): number {
  return b.overdueCount - a.overdueCount || b.openCount - a.openCount;
}

/** Open lines of one roadmap whose day has passed: what may be closed in bulk. At most 1,000. */
export async function getPast(deps: RoadmapDeps, actor: PersonActor, roadmapId: string) {
  return readInRoadmap(deps, actor, 'roadmap.view_past', roadmapId, async ({ tx, roadmap, standing }) => {
    const today = todayOf(deps);
    const { organizationId } = roadmap;
    const { lines, total } = await listPlan(
      tx,
      { organizationId, roadmapId, state: 'overdue', today },
      'plan',
      { offset: 0, limit: PAST_LIMIT },
    );
    const { id, title, state } = roadmap;
    return accept({
      today,
      roadmap: { id, title, state },
      lines,
      total,
      can: abilities(roadmapAccess, standing),
    });
  });
}
