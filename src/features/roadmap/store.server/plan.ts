import { sql } from 'kysely';
import { toDay, toIso } from '#src/lib/iso-day.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import type { DatedOccurrence } from '#src/features/roadmap/rules/materialise.ts';
import type { PlanLook } from '#src/features/roadmap/rules/plan-look.ts';
import type { StepState } from '#src/features/roadmap/rules/state.ts';
import { hasPartOfKind, isAnsweredBy, speaksOf } from '#src/features/roadmap/store.server/plan-filters.ts';

const OPEN_STATES = ['planned', 'in_progress', 'moved'] as const;
const CHUNK = 1_000;

/** Dates of whole activities at once; answers how many occurrences were made. */
export async function insertOccurrences(
  tx: ScopedTx,
  roadmap: { id: string; organizationId: string },
  activities: readonly {
    activityId: string;
    partIds: readonly string[];
    occurrences: readonly DatedOccurrence[];
  }[],
): Promise<number> {
  const rows = activities.flatMap((activity) =>
    activity.occurrences.map((occurrence) => ({
      organization_id: roadmap.organizationId,
      roadmap_id: roadmap.id,
      activity_id: activity.activityId,
      starts_on: toDay(occurrence.startsOn),
      due_on: toDay(occurrence.dueOn),
      planned_due_on: toDay(occurrence.dueOn),
    })),
  );
  const partIdsByActivity = new Map(activities.map((activity) => [activity.activityId, activity.partIds]));
  for (let at = 0; at < rows.length; at += CHUNK) {
    const inserted = await tx.query
      .insertInto('activity_occurrences')
      .values(rows.slice(at, at + CHUNK))
      .returning(['id', 'activity_id'])
      .execute();
    const steps = inserted.flatMap((occurrence) =>
      (partIdsByActivity.get(occurrence.activity_id) ?? []).map((partId) => ({
        organization_id: roadmap.organizationId,
        occurrence_id: occurrence.id,
        part_id: partId,
      })),
    );
    for (let from = 0; from < steps.length; from += CHUNK) {
      await tx.query
        .insertInto('activity_steps')
        .values(steps.slice(from, from + CHUNK))
        .execute();
    }
  }
  return rows.length;
}

/** One line of the plan: an occurrence with what a list shows of its activity. */
export interface PlanLine {
  readonly occurrenceId: string;
  readonly activityId: string;
  readonly roadmapId: string;
  readonly number: string;
  readonly title: string;
  readonly sectionId: string;
  readonly sectionNumber: string;
  readonly sectionTitle: string;
  readonly startsOn: string | null;
  readonly dueOn: string | null;
  readonly plannedDueOn: string | null;
  readonly doneOn: string | null;
  readonly state: StepState;
  readonly stepCount: number;
  readonly closedStepCount: number;
  readonly evidenceCount: number;
  readonly responsibleText: string;
  readonly kinds: readonly string[];
}

/** What may narrow the plan. Days are ISO and inclusive. */
export interface PlanQuery {
  readonly organizationId: string;
  readonly roadmapId?: string | undefined;
  readonly activityId?: string | undefined;
  readonly who?: PlanLook | null | undefined;
  readonly state?: 'open' | 'overdue' | 'closed' | 'no_date' | undefined;
  readonly kind?: string | undefined;
  readonly search?: string | undefined;
  /** Spans that touch [from, to]. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** ISO day that decides what is overdue. */
  readonly today: string;
}

export type PlanOrder = 'plan' | 'due';

/** Lines of approved and closed roadmaps that the query lets through, joined with their activity, section and roadmap. */
export function filteredLines(tx: ScopedTx, query: PlanQuery) {
  let rows = tx.query
    .selectFrom('activity_occurrences as o')
    .innerJoin('activities as a', 'a.id', 'o.activity_id')
    .innerJoin('roadmap_sections as s', 's.id', 'a.section_id')
    .innerJoin('roadmaps as r', 'r.id', 'o.roadmap_id')
    // Said of each table, so that none is read through for every organization.
    .where('o.organization_id', '=', query.organizationId)
    .where('a.organization_id', '=', query.organizationId)
    .where('s.organization_id', '=', query.organizationId)
    .where('r.organization_id', '=', query.organizationId);
  if (query.roadmapId !== undefined) rows = rows.where('o.roadmap_id', '=', query.roadmapId);
  if (query.activityId !== undefined) rows = rows.where('o.activity_id', '=', query.activityId);
  if (query.state === 'open') rows = rows.where('o.state', 'in', OPEN_STATES);
  if (query.state === 'closed') rows = rows.where('o.state', 'not in', OPEN_STATES);
  if (query.state === 'overdue') {
    rows = rows.where('o.state', 'in', OPEN_STATES).where('o.due_on', '<', toDay(query.today));
  }
  if (query.state === 'no_date') rows = rows.where('o.due_on', 'is', null);
  if (query.to !== undefined) rows = rows.where('o.starts_on', '<=', toDay(query.to));
  if (query.from !== undefined) rows = rows.where('o.due_on', '>=', toDay(query.from));
  if (query.kind !== undefined) rows = rows.where(hasPartOfKind('a.id', query.kind));
  if (query.who != null) rows = rows.where(isAnsweredBy('a.id', query.who));
  if (query.search !== undefined && query.search.trim() !== '') rows = rows.where(speaksOf(query.search));
  return rows;
}

/** Lines of approved and closed roadmaps, with the total before paging. */
export async function listPlan(
  tx: ScopedTx,
  query: PlanQuery,
  order: PlanOrder,
  page: { offset: number; limit: number },
): Promise<{ lines: PlanLine[]; total: number }> {
  const selected = filteredLines(tx, query).select((eb) => [
    'o.id as occurrence_id',
    'o.activity_id',
    'o.roadmap_id',
    'o.starts_on',
    'o.due_on',
    'o.planned_due_on',
    'o.done_on',
    'o.state',
    'a.number',
    'a.title',
    'a.responsible_text',
    's.id as section_id',
    's.number as section_number',
    's.title as section_title',
    eb.fn.countAll<number>().over().as('total'),
    // One look at the steps of a line answers both counts.
    sql<readonly [number, number]>`(
      select array[count(*), count(*) filter (where t.state not in (${sql.join(OPEN_STATES)}))]
      from activity_steps t where t.occurrence_id = o.id)`.as('step_counts'),
    eb
      .selectFrom('activity_evidence as e')
      .whereRef('e.activity_id', '=', 'a.id')
      .where('e.withdrawn_at', 'is', null)
      .where((e) => e.or([e('e.occurrence_id', 'is', null), e('e.occurrence_id', '=', e.ref('o.id'))]))
      .select((e) => e.fn.countAll<number>().as('n'))
      .as('evidence_count'),
    eb
      .selectFrom('activity_parts as p')
      .whereRef('p.activity_id', '=', 'a.id')
      .where('p.kind', 'is not', null)
      .select((e) => e.fn.agg<string[]>('array_agg', ['p.kind']).as('kinds'))
      .as('kinds'),
  ]);
  const ordered =
    order === 'due'
      ? selected
          .orderBy('o.due_on', (o) => o.asc().nullsLast())
          .orderBy('s.position')
          .orderBy('a.position')
          .orderBy('o.id')
      : selected
          .orderBy('r.period_start', 'desc')
          .orderBy('r.id')
          .orderBy('s.position')
          .orderBy('a.position')
          .orderBy('o.due_on')
          .orderBy('o.id');
  const found = await ordered.offset(page.offset).limit(page.limit).execute();
  return {
    total: found[0]?.total ?? 0,
    lines: found.map((row) => ({
      occurrenceId: row.occurrence_id,
      activityId: row.activity_id,
      roadmapId: row.roadmap_id,
      number: row.number,
      title: row.title,
      sectionId: row.section_id,
      sectionNumber: row.section_number,
      sectionTitle: row.section_title,
      startsOn: toIso(row.starts_on),
      dueOn: toIso(row.due_on),
      plannedDueOn: toIso(row.planned_due_on),
      doneOn: toIso(row.done_on),
      state: row.state,
      stepCount: row.step_counts[0],
      closedStepCount: row.step_counts[1],
      evidenceCount: row.evidence_count ?? 0,
      responsibleText: row.responsible_text,
      kinds: row.kinds ?? [],
    })),
  };
}
