import { sql } from 'kysely';
import { toDay } from '#src/lib/iso-day.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import type { PlanLook } from '#src/features/roadmap/rules/plan-look.ts';
import { hasPartOfKind, isAnsweredBy, speaksOf } from '#src/features/roadmap/store.server/plan-filters.ts';

/** Everybody who answers for anything in the plans of the organization, and whether a plan names them in person. */
export async function listAnswering(
  tx: ScopedTx,
  organizationId: string,
): Promise<{ id: string; isNamed: boolean }[]> {
  const { rows } = await sql<{ id: string; named: boolean }>`
    select id, bool_or(named) as named from (
      select x.person_id as id, true as named from activity_responsibles x
      where x.organization_id = ${organizationId} and x.person_id is not null
      union
      select m.person_id, false from team_members m
      where m.organization_id = ${organizationId}
        and m.team_id in (select x.team_id from activity_responsibles x where x.organization_id = ${organizationId})
      union
      select t.person_id, false from staff_posts t
      where t.organization_id = ${organizationId} and t.ended_on is null
        and t.post in (select x.post from activity_responsibles x where x.organization_id = ${organizationId})
    ) answering group by id order by named desc, id
  `.execute(tx.query);
  return rows.map((row) => ({ id: row.id, isNamed: row.named }));
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
