import { accept, type Result } from '#src/lib/result.ts';
import type { PersonActor, ScopedTx } from '#src/platform/db/scope.ts';
import { abilities, type Standing } from '#src/features/accounts/access.ts';
import { standingOf } from '#src/features/accounts/service.server.ts';
import { findPersonOfAccount, listTeamChoices, nameStaff } from '#src/features/people/service.server.ts';
import { fullName } from '#src/features/people/rules.ts';
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
  countTeamWorkloads,
  listPersonWorkloads,
  type Workload,
} from '#src/features/roadmap/store.server/by-responsible.ts';
import { listAnswering, listWaiting } from '#src/features/roadmap/store.server/workload.ts';

export const PLAN_PAGE_SIZE = 50;
/** More people than these make no choice that anybody reads to the end. */
const MOST_CHOICES = 200;
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
 * looked at now: a school of two thousand must not come along with every page, so where very many answer through a post
 * or a team, only those named in person are offered.
 */
export async function choicesOf(tx: ScopedTx, organizationId: string, today: string, who: PlanQuery['who']) {
  const answering = await listAnswering(tx, organizationId);
  const hasMorePeople = answering.length > MOST_CHOICES;
  const offered = answering.filter((one) => !hasMorePeople || one.isNamed).slice(0, MOST_CHOICES);
  const shown = offered.map((one) => one.id).concat(who?.kind === 'person' ? who.id : []);
  const teams = await listTeamChoices(tx, organizationId);
  return {
    people: await nameStaff(tx, organizationId, shown),
    hasMorePeople,
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

/**
 * How much each person and team answers for, the busiest with overdue work first; and what nobody answers for. One page
 * of people, of those whose name has the words `name`; a page after the last is the first.
 */
export async function getByResponsible(
  deps: RoadmapDeps,
  actor: PersonActor,
  organizationId: string,
  filter: Pick<PlanFilter, 'roadmap' | 'name' | 'page'>,
) {
  const name = 'roadmap.view_responsible';
  return readInOrganization(deps, actor, name, organizationId, async ({ tx, standing }) => {
    const today = todayOf(deps);
    const query = { organizationId, roadmapId: filter.roadmap, today };
    const readPage = (page: number) =>
      listPersonWorkloads(
        tx,
        { ...query, search: filter.name },
        { offset: (page - 1) * PLAN_PAGE_SIZE, limit: PLAN_PAGE_SIZE },
      );
    const found = await readPage(filter.page);
    const isBeyond = found.people.length === 0 && filter.page > 1;
    const { people, total } = isBeyond ? await readPage(1) : found;
    const { byTeam, ofNobody } = await countTeamWorkloads(tx, query);
    const teams = (await listTeamChoices(tx, organizationId)).flatMap(
      ({ id, name: teamName, schoolYear }) => {
        const workload = byTeam.get(id);
        return workload === undefined ? [] : [{ id, name: teamName, schoolYear, ...workload }];
      },
    );
    return accept({
      today,
      people: people.map(({ familyName, givenName, patronymic, ...person }) => ({
        ...person,
        name: fullName({ familyName, givenName, patronymic }),
      })),
      total,
      page: isBeyond ? 1 : filter.page,
      pageSize: PLAN_PAGE_SIZE,
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
