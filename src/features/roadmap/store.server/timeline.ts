import { sql } from 'kysely';
import { toIso } from '#src/lib/iso-day.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import { filteredLines, type PlanLine, type PlanQuery } from '#src/features/roadmap/store.server/plan.ts';

/** A line as a bar of the timeline: its days and its state, without the counts that only a list shows. */
export type SpanLine = Pick<
  PlanLine,
  | 'occurrenceId'
  | 'activityId'
  | 'number'
  | 'title'
  | 'sectionId'
  | 'sectionNumber'
  | 'sectionTitle'
  | 'startsOn'
  | 'dueOn'
  | 'plannedDueOn'
  | 'doneOn'
  | 'state'
>;

/** A section with how many of its activities the query lets through. */
export interface CountedSection {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly activityCount: number;
}

/** The sections that have anything to show, in the order of the plan. */
export async function countSections(tx: ScopedTx, query: PlanQuery): Promise<CountedSection[]> {
  const rows = await filteredLines(tx, query)
    .select((eb) => ['s.id', 's.number', 's.title', eb.fn.count<number>('a.id').distinct().as('activities')])
    .groupBy(['r.period_start', 'r.id', 's.position', 's.id'])
    .orderBy('r.period_start', 'desc')
    .orderBy('r.id')
    .orderBy('s.position')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    number: row.number,
    title: row.title,
    activityCount: row.activities,
  }));
}

/**
 * The bars of one page of activities, in the order of the plan: a page counts activities, so that no activity is torn
 * in two. `sectionId` narrows to one section.
 */
export async function listSpans(
  tx: ScopedTx,
  query: PlanQuery,
  sectionId: string | null,
  page: { offset: number; limit: number },
): Promise<SpanLine[]> {
  let activities = filteredLines(tx, query);
  if (sectionId !== null) activities = activities.where('a.section_id', '=', sectionId);
  const wanted = await activities
    .select('a.id')
    .groupBy(['r.period_start', 'r.id', 's.position', 'a.position', 'a.id'])
    .orderBy('r.period_start', 'desc')
    .orderBy('r.id')
    .orderBy('s.position')
    .orderBy('a.position')
    .orderBy('a.id')
    .offset(page.offset)
    .limit(page.limit)
    .execute();
  if (wanted.length === 0) return [];
  const rows = await filteredLines(tx, query)
    .where('o.activity_id', '=', sql<string>`any(${wanted.map((one) => one.id)}::uuid[])`)
    .select([
      'o.id as occurrence_id',
      'o.activity_id',
      'o.starts_on',
      'o.due_on',
      'o.planned_due_on',
      'o.done_on',
      'o.state',
      'a.number',
      'a.title',
      's.id as section_id',
      's.number as section_number',
      's.title as section_title',
    ])
    .orderBy('r.period_start', 'desc')
    .orderBy('r.id')
    .orderBy('s.position')
    .orderBy('a.position')
    .orderBy('o.due_on')
    .orderBy('o.id')
    .execute();
  return rows.map((row) => ({
    occurrenceId: row.occurrence_id,
    activityId: row.activity_id,
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
  }));
}
