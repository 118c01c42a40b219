import { sql, type RawBuilder } from 'kysely';
import { toDay, toIso } from '#src/lib/iso-day.ts';
import { containing } from '#src/platform/db/like-pattern.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';

/** How much somebody answers for. */
export interface Workload {
  readonly openCount: number;
  readonly overdueCount: number;
  readonly closedCount: number;
  /** The nearest day of what is open and not overdue; ISO, null when there is none. */
  readonly nextDueOn: string | null;
}

/** What is counted: one roadmap or all of them; `today` is ISO and decides what is overdue. */
export interface WorkloadQuery {
  readonly organizationId: string;
  readonly roadmapId?: string | undefined;
  readonly today: string;
}

export interface PersonWorkload extends Workload {
  readonly id: string;
  readonly familyName: string;
  readonly givenName: string;
  readonly patronymic: string;
  /** Posts held now, the main one first. */
  readonly posts: readonly string[];
}

interface CountsRow {
  open: number;
  overdue: number;
  closed: number;
  next_due_on: Temporal.PlainDate | null;
}

const workloadOf = (row: CountsRow): Workload => ({
  openCount: row.open,
  overdueCount: row.overdue,
  closedCount: row.closed,
  nextDueOn: toIso(row.next_due_on),
});

/** `counted`: the lines of each activity by state. */
function countedOf({ organizationId, roadmapId, today }: WorkloadQuery): RawBuilder<unknown> {
  const day = toDay(today);
  const inRoadmap = roadmapId === undefined ? sql<boolean>`true` : sql<boolean>`o.roadmap_id = ${roadmapId}`;
  return sql`counted as materialized (
      select o.activity_id,
        count(*) filter (where o.state in ('planned', 'in_progress', 'moved')) as open,
        count(*) filter (where o.state in ('planned', 'in_progress', 'moved') and o.due_on < ${day}) as overdue,
        count(*) filter (where o.state not in ('planned', 'in_progress', 'moved')) as closed,
        min(o.due_on) filter (where o.state in ('planned', 'in_progress', 'moved') and o.due_on >= ${day})
          as next_due_on
      from activity_occurrences o
      where o.organization_id = ${organizationId} and ${inRoadmap}
      group by o.activity_id
    )`;
}

const sums = sql`sum(c.open)::int as open, sum(c.overdue)::int as overdue, sum(c.closed)::int as closed,
      min(c.next_due_on) as next_due_on`;

/**
 * One page of those who work here now and answer for something by name, through a team or by a post (each line once),
 * the busiest with overdue work first; with the total before paging. `search` is any part of the name.
 */
export async function listPersonWorkloads(
  tx: ScopedTx,
  query: WorkloadQuery & { readonly search?: string | undefined },
  page: { offset: number; limit: number },
): Promise<{ people: PersonWorkload[]; total: number }> {
  const { organizationId } = query;
  const words = (query.search ?? '').trim().replaceAll(/\s+/g, ' ').toLowerCase().replaceAll('ё', 'е');
  const isMeant =
    words === ''
      ? sql<boolean>`true`
      : sql<boolean>`lower(translate(p.family_name || ' ' || p.given_name || ' ' || p.patronymic, 'ёЁ', 'ее'))
          like ${containing(words)}`;
  const { rows } = await sql<
    CountsRow & {
      id: string;
      family: string;
      given: string;
      patronymic: string;
      posts: string[];
      total: number;
    }
  >`
    with ${countedOf(query)}, responsible as materialized (
      select x.activity_id, x.person_id, x.team_id, x.post from activity_responsibles x
      where x.organization_id = ${organizationId} and x.activity_id in (select activity_id from counted)
    ), answers as (
      select x.activity_id, x.person_id from responsible x where x.person_id is not null
      union
      select x.activity_id, m.person_id from responsible x
      join team_members m on m.team_id = x.team_id and m.organization_id = ${organizationId}
      union
      select x.activity_id, t.person_id from responsible x
      join staff_posts t on t.organization_id = ${organizationId} and t.post = x.post and t.ended_on is null
    ), loads as (
      select w.person_id, ${sums} from answers w join counted c on c.activity_id = w.activity_id
      group by w.person_id
    ), shown as (
      select p.id, p.family_name as family, p.given_name as given, p.patronymic, l.open, l.overdue, l.closed,
        l.next_due_on, count(*) over ()::int as total
      from loads l join people p on p.id = l.person_id
      where p.organization_id = ${organizationId} and p.left_on is null and ${isMeant}
      order by l.overdue desc, l.open desc, p.family_name, p.given_name, p.patronymic, p.id
      offset ${page.offset} limit ${page.limit}
    )
    select s.*, array(
      select t.post from staff_posts t
      where t.person_id = s.id and t.organization_id = ${organizationId} and t.ended_on is null
      order by t.is_main desc, t.id) as posts
    from shown s
    order by s.overdue desc, s.open desc, s.family, s.given, s.patronymic, s.id`.execute(tx.query);
  return {
    total: rows[0]?.total ?? 0,
    people: rows.map((row) => ({
      id: row.id,
      familyName: row.family,
      givenName: row.given,
      patronymic: row.patronymic,
      posts: row.posts,
      ...workloadOf(row),
    })),
  };
}

/** Teams as such, by id, and the lines for which the plan means nobody of the school. */
export async function countTeamWorkloads(
  tx: ScopedTx,
  query: WorkloadQuery,
): Promise<{ byTeam: ReadonlyMap<string, Workload>; ofNobody: Workload }> {
  const { organizationId } = query;
  const { rows } = await sql<CountsRow & { team_id: string | null }>`
    with ${countedOf(query)}, answers as (
      select x.activity_id, x.team_id from activity_responsibles x
      where x.organization_id = ${organizationId} and x.team_id is not null
      union
      select c.activity_id, null from counted c
      where not exists (
        select from activity_responsibles x
        where x.activity_id = c.activity_id and x.organization_id = ${organizationId}
          and num_nonnulls(x.person_id, x.team_id, x.post) > 0)
    )
    select w.team_id, ${sums} from answers w join counted c on c.activity_id = w.activity_id
    group by w.team_id`.execute(tx.query);
  const nobody = rows.find((row) => row.team_id === null);
  return {
    byTeam: new Map(
      rows.flatMap((row) => (row.team_id === null ? [] : [[row.team_id, workloadOf(row)] as const])),
    ),
    ofNobody:
      nobody === undefined
        ? { openCount: 0, overdueCount: 0, closedCount: 0, nextDueOn: null }
        : workloadOf(nobody),
  };
}
