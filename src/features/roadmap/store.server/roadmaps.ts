import { isId } from '#src/lib/id.ts';
import { toDay, toIso } from '#src/lib/iso-day.ts';
import { toJson } from '#src/platform/db/json.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import type { Flag, Origin, Roadmap, RoadmapState, Shift, Stamp } from '#src/features/roadmap/rules/model.ts';

const ROADMAP_COLUMNS = [
  'id',
  'organization_id',
  'title',
  'period_start',
  'period_end',
  'period_words',
  'state',
  'origin',
  'source_file_id',
  'source_name',
  'template_id',
  'previous_id',
  'layout',
  'organization_words',
  'aim',
  'tasks',
  'stamps',
  'flags',
  'approved_on',
  'approval_number',
  'approval_paper_id',
  'shift',
  'version',
] as const;

interface RoadmapRow {
  id: string;
  organization_id: string;
  title: string;
  period_start: Temporal.PlainDate | null;
  period_end: Temporal.PlainDate | null;
  period_words: string;
  state: RoadmapState;
  origin: string;
  source_file_id: string | null;
  source_name: string;
  template_id: string | null;
  previous_id: string | null;
  layout: string;
  organization_words: string;
  aim: string;
  tasks: unknown;
  stamps: unknown;
  flags: unknown;
  approved_on: Temporal.PlainDate | null;
  approval_number: string;
  approval_paper_id: string | null;
  shift: string;
  version: number;
}

function rowToRoadmap(row: RoadmapRow): Roadmap {
  return {
    id: row.id,
    organizationId: row.organization_id,
    title: row.title,
    periodStart: toIso(row.period_start),
    periodEnd: toIso(row.period_end),
    periodWords: row.period_words,
    state: row.state,
    origin: row.origin as Origin,
    sourceFileId: row.source_file_id,
    sourceName: row.source_name,
    templateId: row.template_id,
    previousId: row.previous_id,
    layout: row.layout,
    organizationWords: row.organization_words,
    aim: row.aim,
    tasks: row.tasks as string[],
    stamps: row.stamps as Stamp[],
    flags: row.flags as Flag[],
    approvedOn: toIso(row.approved_on),
    approvalNumber: row.approval_number,
    approvalPaperId: row.approval_paper_id,
    shift: row.shift as Shift,
    version: row.version,
  };
}

export interface NewRoadmap {
  readonly organizationId: string;
  readonly title: string;
  readonly periodStart: string | null;
  readonly periodEnd: string | null;
  readonly periodWords: string;
  readonly state: RoadmapState;
  readonly origin: Origin;
  readonly sourceFileId: string | null;
  readonly sourceName: string;
  readonly sourceText: string;
  readonly templateId: string | null;
  readonly previousId: string | null;
  readonly layout: string;
  readonly organizationWords: string;
  readonly aim: string;
  readonly tasks: readonly string[];
  readonly stamps: readonly Stamp[];
  readonly flags: readonly Flag[];
  readonly createdBy: string | null;
}

export async function insertRoadmap(tx: ScopedTx, roadmap: NewRoadmap): Promise<string> {
  const row = await tx.query
    .insertInto('roadmaps')
    .values({
      organization_id: roadmap.organizationId,
      title: roadmap.title,
      period_start: toDay(roadmap.periodStart),
      period_end: toDay(roadmap.periodEnd),
      period_words: roadmap.periodWords,
      state: roadmap.state,
      origin: roadmap.origin,
      source_file_id: roadmap.sourceFileId,
      source_name: roadmap.sourceName,
      source_text: roadmap.sourceText,
      template_id: roadmap.templateId,
      previous_id: roadmap.previousId,
      layout: roadmap.layout,
      organization_words: roadmap.organizationWords,
      aim: roadmap.aim,
      tasks: toJson(roadmap.tasks),
      stamps: toJson(roadmap.stamps),
      flags: toJson(roadmap.flags),
      created_by: roadmap.createdBy,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

/** Locks the row, so that two people at one roadmap take turns. */
export async function lockRoadmap(tx: ScopedTx, id: string): Promise<Roadmap | null> {
  if (!isId(id)) return null;
  const row = await tx.query
    .selectFrom('roadmaps')
    .select(ROADMAP_COLUMNS)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row === undefined ? null : rowToRoadmap(row);
}

export async function findRoadmap(tx: ScopedTx, id: string): Promise<Roadmap | null> {
  if (!isId(id)) return null;
  const row = await tx.query
    .selectFrom('roadmaps')
    .select(ROADMAP_COLUMNS)
    .where('id', '=', id)
    .executeTakeFirst();
  return row === undefined ? null : rowToRoadmap(row);
}

export async function readSourceText(tx: ScopedTx, id: string): Promise<string> {
  const row = await tx.query
    .selectFrom('roadmaps')
    .select('source_text')
    .where('id', '=', id)
    .executeTakeFirst();
  return row?.source_text ?? '';
}

export interface RoadmapSummary extends Roadmap {
  readonly activityCount: number;
  readonly openCount: number;
  readonly overdueCount: number;
}

/** Newest period first; `today` (ISO) decides what is overdue. */
export async function listRoadmaps(
  tx: ScopedTx,
  organizationId: string,
  today: string,
  page: { offset: number; limit: number },
): Promise<{ rows: RoadmapSummary[]; total: number }> {
  const rows = await tx.query
    .selectFrom('roadmaps')
    .select(ROADMAP_COLUMNS)
    .select((eb) => [
      eb
        .selectFrom('activities')
        .whereRef('activities.roadmap_id', '=', 'roadmaps.id')
        .where('activities.is_group', '=', false)
        .select((e) => e.fn.countAll<number>().as('n'))
        .as('activity_count'),
      eb
        .selectFrom('activity_occurrences as o')
        .whereRef('o.roadmap_id', '=', 'roadmaps.id')
        .where('o.state', 'in', ['planned', 'in_progress', 'moved'])
        .select((e) => e.fn.countAll<number>().as('n'))
        .as('open_count'),
      eb
        .selectFrom('activity_occurrences as o')
        .whereRef('o.roadmap_id', '=', 'roadmaps.id')
        .where('o.state', 'in', ['planned', 'in_progress', 'moved'])
        .where('o.due_on', '<', toDay(today))
        .select((e) => e.fn.countAll<number>().as('n'))
        .as('overdue_count'),
      eb.fn.countAll<number>().over().as('total'),
    ])
    .where('organization_id', '=', organizationId)
    .orderBy('period_start', (o) => o.desc().nullsFirst())
    .orderBy('id', 'desc')
    .offset(page.offset)
    .limit(page.limit)
    .execute();
  return {
    total: rows[0]?.total ?? 0,
    rows: rows.map((row) =>
      Object.assign(rowToRoadmap(row), {
        activityCount: row.activity_count ?? 0,
        openCount: row.open_count ?? 0,
        overdueCount: row.overdue_count ?? 0,
      }),
    ),
  };
}

export interface RoadmapPatch {
  readonly title?: string;
  readonly periodStart?: string | null;
  readonly periodEnd?: string | null;
  readonly periodWords?: string;
  readonly state?: RoadmapState;
  readonly layout?: string;
  readonly organizationWords?: string;
  readonly aim?: string;
  readonly tasks?: readonly string[];
  readonly stamps?: readonly Stamp[];
  readonly flags?: readonly Flag[];
  readonly approvedOn?: string;
  readonly approvalNumber?: string;
  readonly approvalPaperId?: string | null;
  readonly shift?: Shift;
}

/** Raises the version. The caller holds the lock of `lockRoadmap` and has compared versions. */
export async function updateRoadmap(tx: ScopedTx, id: string, patch: RoadmapPatch): Promise<void> {
  await tx.query
    .updateTable('roadmaps')
    .set((eb) => ({
      version: eb('version', '+', 1),
      ...(patch.title === undefined ? {} : { title: patch.title }),
      ...(patch.periodStart === undefined ? {} : { period_start: toDay(patch.periodStart) }),
      ...(patch.periodEnd === undefined ? {} : { period_end: toDay(patch.periodEnd) }),
      ...(patch.periodWords === undefined ? {} : { period_words: patch.periodWords }),
      ...(patch.state === undefined ? {} : { state: patch.state }),
      ...(patch.layout === undefined ? {} : { layout: patch.layout }),
      ...(patch.organizationWords === undefined ? {} : { organization_words: patch.organizationWords }),
      ...(patch.aim === undefined ? {} : { aim: patch.aim }),
      ...(patch.tasks === undefined ? {} : { tasks: toJson(patch.tasks) }),
      ...(patch.stamps === undefined ? {} : { stamps: toJson(patch.stamps) }),
      ...(patch.flags === undefined ? {} : { flags: toJson(patch.flags) }),
      ...(patch.approvedOn === undefined ? {} : { approved_on: toDay(patch.approvedOn) }),
      ...(patch.approvalNumber === undefined ? {} : { approval_number: patch.approvalNumber }),
      ...(patch.approvalPaperId === undefined ? {} : { approval_paper_id: patch.approvalPaperId }),
      ...(patch.shift === undefined ? {} : { shift: patch.shift }),
    }))
    .where('id', '=', id)
    .execute();
}

export async function deleteRoadmap(tx: ScopedTx, id: string): Promise<void> {
  await tx.query.deleteFrom('roadmaps').where('id', '=', id).execute();
}
