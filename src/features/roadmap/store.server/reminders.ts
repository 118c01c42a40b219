import { sql } from 'kysely';
import { toIso } from '#src/lib/iso-day.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import type { StepState } from '#src/features/roadmap/rules/state.ts';

/** One open occurrence of one person who answers for it. */
export interface OwedLine {
  readonly personId: string;
  readonly accountId: string | null;
  readonly occurrenceId: string;
  readonly activityId: string;
  readonly number: string;
  readonly title: string;
  readonly startsOn: string;
  readonly dueOn: string;
  readonly state: StepState;
}

/**
 * Open dated occurrences of approved roadmaps with everybody who answers for them: by name, through a team, or by a
 * post held now. Without `personId`: of everybody at the organization.
 */
export async function listOwed(
  tx: ScopedTx,
  organizationId: string,
  personId: string | null,
): Promise<OwedLine[]> {
  const { rows } = await sql<{
    personId: string;
    accountId: string | null;
    occurrenceId: string;
    activityId: string;
    number: string;
    title: string;
    startsOn: Temporal.PlainDate;
    dueOn: Temporal.PlainDate;
    state: StepState;
  }>`
    with responsible as (
      select x.activity_id, x.person_id from activity_responsibles x
      where x.organization_id = ${organizationId} and x.person_id is not null
      union
      select x.activity_id, m.person_id from activity_responsibles x
      join team_members m on m.team_id = x.team_id
      where x.organization_id = ${organizationId}
      union
      select x.activity_id, t.person_id from activity_responsibles x
      join staff_posts t on t.organization_id = x.organization_id and t.post = x.post and t.ended_on is null
      where x.organization_id = ${organizationId}
    )
    select p.id as "personId", p.account_id as "accountId", o.id as "occurrenceId", a.id as "activityId",
      a.number, a.title, o.starts_on as "startsOn", o.due_on as "dueOn", o.state
    from activity_occurrences o
    join roadmaps r on r.id = o.roadmap_id and r.state = 'approved'
    join activities a on a.id = o.activity_id
    join responsible x on x.activity_id = a.id
    join people p on p.id = x.person_id and p.left_on is null and p.merged_into is null and 'staff' = any (p.kinds)
    where o.organization_id = ${organizationId} and o.due_on is not null
      and o.state in ('planned', 'in_progress', 'moved')
      and (${personId}::uuid is null or p.id = ${personId}::uuid)
    order by o.due_on, a.position, o.id
  `.execute(tx.query);
  return rows.map((row) => ({ ...row, startsOn: toIso(row.startsOn), dueOn: toIso(row.dueOn) }));
}
