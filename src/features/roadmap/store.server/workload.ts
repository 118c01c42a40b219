import { sql, type RawBuilder } from 'kysely';
import { toDay, toIso } from '#src/lib/iso-day.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import type { PlanLook } from '#src/features/roadmap/rules/plan-look.ts';
import { hasPartOfKind, isAnsweredBy, speaksOf } from '#src/features/roadmap/store.server/plan-filters.ts';

/** How much somebody answers for. */
export interface Workload {
  readonly openCount: number;
  readonly overdueCount: number;
  readonly closedCount: number;
  /** The nearest day of what is open and not overdue; ISO, null when there is none. */
  readonly nextDueOn: string | null;
}

export interface Workloads {
  readonly byPerson: ReadonlyMap<string, Workload>;
  readonly byTeam: ReadonlyMap<string, Workload>;
  /** Lines for which the plan means nobody of the school. */
  readonly ofNobody: Workload;
}

interface Row {
  person_id: string | null;
  team_id: string | null;
  open: number;
  overdue: number;
  closed: number;
  next_due_on: Temporal.PlainDate | null;
}

/** Rows `activity_id, person_id, team_id`: who answers by name, through a team, and by a post held now. */
function answersOf(organizationId: string): RawBuilder<unknown> {
  return sql`
      select x.activity_id, x.person_id, null::uuid as team_id
      from activity_responsibles x
      where x.organization_id = ${organizationId} and x.person_id is not null
      union
      select x.activity_id, m.person_id, null
      from activity_responsibles x
      join team_members m on m.team_id = x.team_id and m.organization_id = x.organization_id
      where x.organization_id = ${organizationId}
      union
      select x.activity_id, t.person_id, null
      from activity_responsibles x
      join staff_posts t on t.organization_id = x.organization_id and t.post = x.post and t.ended_on is null
      where x.organization_id = ${organizationId}`;
}

/** Everybody who answers for anything in the plans of the organization. */
export async function listAnswering(tx: ScopedTx, organizationId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select x.person_id as id from activity_responsibles x
    where x.organization_id = ${organizationId} and x.person_id is not null
    union
    select m.person_id from team_members m
    where m.organization_id = ${organizationId}
      and m.team_id in (select x.team_id from activity_responsibles x where x.organization_id = ${organizationId})
    union
    select t.person_id from staff_posts t
    where t.organization_id = ${organizationId} and t.ended_on is null
      and t.post in (select x.post from activity_responsibles x where x.organization_id = ${organizationId})
  `.execute(tx.query);
  return rows.map((row) => row.id);
}

/** Overdue lines of each person who has any, and the open lines of nobody; `today` is ISO. */
export async function countLate(
  tx: ScopedTx,
  organizationId: string,
  today: string,
): Promise<{ overdueByPerson: ReadonlyMap<string, number>; nobodyCount: number }> {
  const { rows } = await sql<{ person_id: string; overdue: number }>`
    with late as materialized (
      select o.activity_id, count(*) as lines
      from activity_occurrences o
      where o.organization_id = ${organizationId} and o.due_on < ${toDay(today)}
        and o.state in ('planned', 'in_progress', 'moved')
      group by o.activity_id
    ), responsible as materialized (
      select x.activity_id, x.person_id, x.team_id, x.post from activity_responsibles x
      where x.organization_id = ${organizationId} and x.activity_id in (select activity_id from late)
    ), answers as (
      select x.activity_id, x.person_id from responsible x
      where x.person_id is not null
      union
      select x.activity_id, m.person_id from responsible x
      join team_members m on m.team_id = x.team_id
      union
      select x.activity_id, t.person_id from responsible x
      join staff_posts t on t.organization_id = ${organizationId} and t.post = x.post and t.ended_on is null
    )
    select person_id, sum(lines)::int as overdue from answers join late using (activity_id) group by person_id
  `.execute(tx.query);
  const { nobody } = await tx.query
    .selectFrom('activity_occurrences as o')
    .select((eb) => eb.fn.countAll<number>().as('nobody'))
    .where('o.organization_id', '=', organizationId)
    .where('o.state', 'in', ['planned', 'in_progress', 'moved'])
    .where(isAnsweredBy('o.activity_id', { kind: 'nobody' }))
    .executeTakeFirstOrThrow();
  return { overdueByPerson: new Map(rows.map((row) => [row.person_id, row.overdue])), nobodyCount: nobody };
}

/**
 * Who answers for how much, in one query: people by name, through a team and by post (each line once), teams as such,
 * and the lines of nobody. `today` is ISO and decides what is overdue.
 */
export async function countWorkloads(
  tx: ScopedTx,
  query: { organizationId: string; roadmapId?: string | undefined; today: string },
): Promise<Workloads> {
  const { organizationId } = query;
  const today = toDay(query.today);
  const inRoadmap =
    query.roadmapId === undefined ? sql<boolean>`true` : sql<boolean>`o.roadmap_id = ${query.roadmapId}`;
  const found = await sql<Row>`
    with counted as materialized (
      select o.activity_id,
        count(*) filter (where o.state in ('planned', 'in_progress', 'moved')) as open,
        count(*) filter (where o.state in ('planned', 'in_progress', 'moved') and o.due_on < ${today}) as overdue,
        count(*) filter (where o.state not in ('planned', 'in_progress', 'moved')) as closed,
        min(o.due_on) filter (where o.state in ('planned', 'in_progress', 'moved') and o.due_on >= ${today})
          as next_due_on
      from activity_occurrences o
      where o.organization_id = ${organizationId} and ${inRoadmap}
      group by o.activity_id
    ), answers as (
      ${answersOf(organizationId)}
      union
      select x.activity_id, null, x.team_id
      from activity_responsibles x
      where x.organization_id = ${organizationId} and x.team_id is not null
      union
      select a.id, null, null
      from activities a
      where a.organization_id = ${organizationId} and not exists (
        select from activity_responsibles x
        where x.activity_id = a.id and x.organization_id = ${organizationId}
          and num_nonnulls(x.person_id, x.team_id, x.post) > 0)
    )
    select w.person_id, w.team_id, sum(c.open)::int as open, sum(c.overdue)::int as overdue,
      sum(c.closed)::int as closed, min(c.next_due_on) as next_due_on
    from answers w join counted c on c.activity_id = w.activity_id
    group by w.person_id, w.team_id`.execute(tx.query);
  const byPerson = new Map<string, Workload>();
  const byTeam = new Map<string, Workload>();
  let ofNobody: Workload = { openCount: 0, overdueCount: 0, closedCount: 0, nextDueOn: null };
  for (const row of found.rows) {
    const workload: Workload = {
      openCount: row.open,
      overdueCount: row.overdue,
      closedCount: row.closed,
      nextDueOn: toIso(row.next_due_on),
    };
    if (row.person_id !== null) byPerson.set(row.person_id, workload);
    else if (row.team_id !== null) byTeam.set(row.team_id, workload);
    else ofNobody = workload;
  }
  return { byPerson, byTeam, ofNobody };
}

/** An approved activity that has no day because its event has not happened yet. */
export interface WaitingLine {
  readonly activityId: string;
  readonly roadmapId: string;
  readonly number: string;
  readonly title: string;
  readonly sectionNumber: string;
  readonly sectionTitle: string;
  /** The condition as the document says it. */
  readonly deadlineText: string;
  readonly responsibleText: string;
}

/** Activities of approved roadmaps that wait for their event, in the order of the plan. */
export async function listWaiting(
  tx: ScopedTx,
  query: {
    organizationId: string;
    roadmapId?: string | undefined;
    who?: PlanLook | null | undefined;
    kind?: string | undefined;
    search?: string | undefined;
  },
  limit: number,
): Promise<WaitingLine[]> {
  let rows = tx.query
    .selectFrom('activities as a')
    .innerJoin('roadmap_sections as s', 's.id', 'a.section_id')
    .innerJoin('roadmaps as r', 'r.id', 'a.roadmap_id')
    .where('a.organization_id', '=', query.organizationId)
    .where('s.organization_id', '=', query.organizationId)
    .where('r.organization_id', '=', query.organizationId)
    .where('a.is_group', '=', false)
    .where('r.state', '=', 'approved')
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('activity_occurrences as o')
            .select('o.id')
            .whereRef('o.activity_id', '=', 'a.id')
            .where('o.organization_id', '=', query.organizationId),
        ),
      ),
    );
  if (query.roadmapId !== undefined) rows = rows.where('a.roadmap_id', '=', query.roadmapId);
  if (query.kind !== undefined) rows = rows.where(hasPartOfKind('a.id', query.kind));
  if (query.who != null) rows = rows.where(isAnsweredBy('a.id', query.who));
  if (query.search !== undefined && query.search.trim() !== '') rows = rows.where(speaksOf(query.search));
  const found = await rows
    .select([
      'a.id',
      'a.roadmap_id',
      'a.number',
      'a.title',
      'a.deadline_text',
      'a.responsible_text',
      's.number as section_number',
      's.title as section_title',
    ])
    .orderBy('r.period_start', 'desc')
    .orderBy('r.id')
    .orderBy('s.position')
    .orderBy('a.position')
    .limit(limit)
    .execute();
  return found.map((row) => ({
    activityId: row.id,
    roadmapId: row.roadmap_id,
    number: row.number,
    title: row.title,
    sectionNumber: row.section_number,
    sectionTitle: row.section_title,
    deadlineText: row.deadline_text,
    responsibleText: row.responsible_text,
  }));
}

/** Which of these activities the person answers for. */
export async function whichAreTheirs(
  tx: ScopedTx,
  activityIds: readonly string[],
  personId: string,
): Promise<ReadonlySet<string>> {
  if (activityIds.length === 0) return new Set();
  const rows = await tx.query
    .selectFrom('activities as a')
    .select('a.id')
    .where('a.id', 'in', [...activityIds])
    .where(isAnsweredBy('a.id', { kind: 'person', id: personId }))
    .execute();
  return new Set(rows.map((row) => row.id));
}

/** Kind and target of the parts of these activities, by part. */
export async function loadPartAims(
  tx: ScopedTx,
  activityIds: readonly string[],
): Promise<ReadonlyMap<string, { kind: string | null; target: number | null }>> {
  if (activityIds.length === 0) return new Map();
  const rows = await tx.query
    .selectFrom('activity_parts')
    .select(['id', 'kind', 'target'])
    .where('activity_id', 'in', [...activityIds])
    .execute();
  return new Map(rows.map((row) => [row.id, { kind: row.kind, target: row.target }]));
}
