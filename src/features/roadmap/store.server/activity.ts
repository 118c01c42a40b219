import { sql } from 'kysely';
import { isId } from '#src/lib/id.ts';
import { toDay, toIso } from '#src/lib/iso-day.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import type { ResponsibleMeaning } from '#src/features/roadmap/rules/model.ts';
import type { StepState } from '#src/features/roadmap/rules/state.ts';

export interface Step {
  readonly id: string;
  readonly partId: string;
  readonly state: StepState;
  readonly progress: number | null;
  readonly reason: string;
  readonly fact: string;
  readonly closedAt: string | null;
  readonly closedBy: string | null;
  readonly version: number;
}

export interface Occurrence {
  readonly id: string;
  readonly activityId: string;
  readonly roadmapId: string;
  readonly startsOn: string | null;
  readonly dueOn: string | null;
  readonly plannedDueOn: string | null;
  readonly state: StepState;
  readonly reason: string;
  readonly doneOn: string | null;
  readonly version: number;
  readonly steps: readonly Step[];
}

/** Occurrences of an activity, of a roadmap, of given ids, or the one that holds a step; by day, with their steps. */
export async function loadOccurrences(
  tx: ScopedTx,
  which: { activityId: string } | { ids: readonly string[] } | { stepId: string } | { roadmapId: string },
): Promise<Occurrence[]> {
  if ('stepId' in which && !isId(which.stepId)) return [];
  let rows = tx.query
    .selectFrom('activity_occurrences')
    .select([
      'id',
      'activity_id',
      'roadmap_id',
      'starts_on',
      'due_on',
      'planned_due_on',
      'state',
      'reason',
      'done_on',
      'version',
    ])
    .orderBy('due_on')
    .orderBy('id');
  if ('activityId' in which) rows = rows.where('activity_id', '=', which.activityId);
  else if ('roadmapId' in which) rows = rows.where('roadmap_id', '=', which.roadmapId);
  else if ('ids' in which) rows = rows.where('id', 'in', [...which.ids]);
  else {
    rows = rows.where('id', '=', (eb) =>
      eb.selectFrom('activity_steps as t').select('t.occurrence_id').where('t.id', '=', which.stepId),
    );
  }
  const found = await rows.execute();
  if (found.length === 0) return [];
  const steps = await tx.query
    .selectFrom('activity_steps as t')
    .innerJoin('activity_parts as p', 'p.id', 't.part_id')
    .select([
      't.id',
      't.occurrence_id',
      't.part_id',
      't.state',
      't.progress',
      't.reason',
      't.fact',
      't.closed_at',
      't.closed_by',
      't.version',
    ])
    .where(
      't.occurrence_id',
      'in',
      found.map((row) => row.id),
    )
    .orderBy('p.position')
    .execute();
  const stepsByOccurrence = Map.groupBy(steps, (step) => step.occurrence_id);
  return found.map((row) => ({
    id: row.id,
    activityId: row.activity_id,
    roadmapId: row.roadmap_id,
    startsOn: toIso(row.starts_on),
    dueOn: toIso(row.due_on),
    plannedDueOn: toIso(row.planned_due_on),
    state: row.state,
    reason: row.reason,
    doneOn: toIso(row.done_on),
    version: row.version,
    steps: (stepsByOccurrence.get(row.id) ?? []).map((step) => ({
      id: step.id,
      partId: step.part_id,
      state: step.state,
      progress: step.progress,
      reason: step.reason,
      fact: step.fact,
      closedAt: step.closed_at?.toString() ?? null,
      closedBy: step.closed_by,
      version: step.version,
    })),
  }));
}

export interface StepPatch {
  readonly state?: StepState;
  readonly progress?: number;
  readonly reason?: string;
  readonly fact?: string;
  readonly closedAt?: Temporal.Instant | null;
  readonly closedBy?: string | null;
}

/** False when the step is no longer at `expectedVersion`. */
export async function updateStep(
  tx: ScopedTx,
  id: string,
  expectedVersion: number,
  patch: StepPatch,
): Promise<boolean> {
  const result = await tx.query
    .updateTable('activity_steps')
    .set((eb) => ({
      version: eb('version', '+', 1),
      ...(patch.state === undefined ? {} : { state: patch.state }),
      ...(patch.progress === undefined ? {} : { progress: patch.progress }),
      ...(patch.reason === undefined ? {} : { reason: patch.reason }),
      ...(patch.fact === undefined ? {} : { fact: patch.fact }),
      ...(patch.closedAt === undefined ? {} : { closed_at: patch.closedAt }),
      ...(patch.closedBy === undefined ? {} : { closed_by: patch.closedBy }),
    }))
    .where('id', '=', id)
    .where('version', '=', expectedVersion)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

export interface OccurrencePatch {
  readonly state?: StepState;
  readonly startsOn?: string;
  readonly dueOn?: string;
  readonly reason?: string;
  readonly doneOn?: string | null;
  readonly closedAt?: Temporal.Instant | null;
  readonly closedBy?: string | null;
}

/** The caller has locked the roadmap and compared versions. */
export async function updateOccurrence(tx: ScopedTx, id: string, patch: OccurrencePatch): Promise<void> {
  await tx.query
    .updateTable('activity_occurrences')
    .set((eb) => ({
      version: eb('version', '+', 1),
      ...(patch.state === undefined ? {} : { state: patch.state }),
      ...(patch.startsOn === undefined ? {} : { starts_on: toDay(patch.startsOn) }),
      ...(patch.dueOn === undefined ? {} : { due_on: toDay(patch.dueOn) }),
      ...(patch.reason === undefined ? {} : { reason: patch.reason }),
      ...(patch.doneOn === undefined ? {} : { done_on: toDay(patch.doneOn) }),
      ...(patch.closedAt === undefined ? {} : { closed_at: patch.closedAt }),
      ...(patch.closedBy === undefined ? {} : { closed_by: patch.closedBy }),
    }))
    .where('id', '=', id)
    .execute();
}

/** Whether the account's person answers for the activity: by name, through a team, or by a post they hold. */
export async function isResponsible(tx: ScopedTx, activityId: string, accountId: string): Promise<boolean> {
  const row = await tx.query
    .selectFrom('activity_responsibles as x')
    .innerJoin('people as h', 'h.organization_id', 'x.organization_id')
    .select('x.id')
    .where('x.activity_id', '=', activityId)
    .where('h.account_id', '=', accountId)
    .where('h.merged_into', 'is', null)
    .where(sql<boolean>`'staff' = any (h.kinds)`)
    .where((eb) =>
      eb.or([
        eb('x.person_id', '=', eb.ref('h.id')),
        eb.exists(
          eb
            .selectFrom('team_members as m')
            .select('m.team_id')
            .whereRef('m.team_id', '=', 'x.team_id')
            .whereRef('m.person_id', '=', 'h.id'),
        ),
        eb.exists(
          eb
            .selectFrom('staff_posts as t')
            .select('t.id')
            .whereRef('t.post', '=', 'x.post')
            .whereRef('t.person_id', '=', 'h.id')
            .where('t.ended_on', 'is', null),
        ),
      ]),
    )
    .executeTakeFirst();
  return row !== undefined;
}

/** One more who answers for the activity, after those whom the plan names. */
export async function appendResponsible(
  tx: ScopedTx,
  organizationId: string,
  activityId: string,
  responsible: { words: string } & ResponsibleMeaning,
): Promise<void> {
  await tx.query
    .insertInto('activity_responsibles')
    .values((eb) => ({
      organization_id: organizationId,
      activity_id: activityId,
      position: eb
        .selectFrom('activity_responsibles')
        .where('activity_id', '=', activityId)
        .select((e) => e.fn.coalesce(e(e.fn.max('position'), '+', 1), e.lit(0)).as('next')),
      words: responsible.words.slice(0, 300),
      person_id: responsible.personId,
      team_id: responsible.teamId,
      post: responsible.post,
    }))
    .execute();
}
