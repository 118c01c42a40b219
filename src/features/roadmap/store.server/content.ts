import { toJson } from '#src/platform/db/json.ts';
import type { Meaning } from '#src/lib/deadlines/meaning.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import type {
  Activity,
  ActivityDraft,
  Flag,
  Responsible,
  ResponsibleMeaning,
  RoadmapContent,
  Section,
  SectionDraft,
  Source,
} from '#src/features/roadmap/rules/model.ts';

/** Few enough that progress is seen and a cancelled work stops soon. */
const ROWS_AT_ONCE = 250;

interface InsertOptions {
  /** Position of the first section; 0 unless told. */
  readonly firstPosition?: number;
  /** Told how many rows are stored so far; what it throws ends the work. */
  readonly onStored?: (rows: number) => void;
}

/** Stores whole sections with rows, parts and responsibles: a few statements, not one a row. */
export async function insertContent(
  tx: ScopedTx,
  organizationId: string,
  roadmapId: string,
  sections: readonly SectionDraft[],
  { firstPosition = 0, onStored = () => undefined }: InsertOptions = {},
): Promise<void> {
  if (sections.length === 0) return;
  const sectionRows = await tx.query
    .insertInto('roadmap_sections')
    .values(
      sections.map((section, index) => ({
        organization_id: organizationId,
        roadmap_id: roadmapId,
        position: firstPosition + index,
        number: section.number,
        title: section.title,
      })),
    )
    .returning(['id', 'position'])
    .execute();
  const sectionIdByPosition = new Map(sectionRows.map((row) => [row.position, row.id]));
  let stored = 0;
  for (const [index, section] of sections.entries()) {
    const sectionId = sectionIdByPosition.get(firstPosition + index);
    if (sectionId === undefined) continue;
    const before = stored;
    await insertRows(tx, organizationId, roadmapId, sectionId, section.activities, (rows) =>
      onStored(before + rows),
    );
    stored += section.activities.length;
  }
}

/** One statement takes 65 535 values at most: a long section goes in by pieces, parents by number over all of it. */
async function insertRows(
  tx: ScopedTx,
  organizationId: string,
  roadmapId: string,
  sectionId: string,
  drafts: readonly ActivityDraft[],
  onStored: (rows: number) => void,
): Promise<void> {
  const ids: string[] = [];
  for (let from = 0; from < drafts.length; from += ROWS_AT_ONCE) {
    const piece = drafts.slice(from, from + ROWS_AT_ONCE);
    ids.push(...(await insertActivities(tx, organizationId, roadmapId, sectionId, piece, from)));
    onStored(ids.length);
  }
  await linkParents(tx, drafts, ids);
}

/** Appends rows to a section from `firstPosition` on; answers their ids in order. */
export async function insertActivities(
  tx: ScopedTx,
  organizationId: string,
  roadmapId: string,
  sectionId: string,
  drafts: readonly ActivityDraft[],
  firstPosition: number,
): Promise<string[]> {
  if (drafts.length === 0) return [];
  const rows = await tx.query
    .insertInto('activities')
    .values(
      drafts.map((draft, index) => ({
        organization_id: organizationId,
        roadmap_id: roadmapId,
        section_id: sectionId,
        position: firstPosition + index,
        number: draft.number,
        title: draft.title,
        sub_points: toJson(draft.subPoints),
        deadline_text: draft.deadlineText,
        meaning: draft.meaning === null ? null : toJson(draft.meaning),
        meaning_by: draft.meaningBy,
        responsible_text: draft.responsibleText,
        result_text: draft.resultText,
        activities_text: draft.activitiesText,
        is_group: draft.isGroup,
        source: draft.source === null ? null : toJson(draft.source),
        confidence: draft.confidence,
        flags: toJson(draft.flags),
      })),
    )
    .returning(['id', 'position'])
    .execute();
  const idByPosition = new Map(rows.map((row) => [row.position, row.id]));
  const ids = drafts.map((_, index) => idByPosition.get(firstPosition + index) ?? '');
  const parts = drafts.flatMap((draft, index) =>
    draft.parts.map((part, position) => ({
      organization_id: organizationId,
      activity_id: ids[index] ?? '',
      position,
      title: part.title.slice(0, 2000),
      kind: part.kind,
    })),
  );
  if (parts.length > 0) await tx.query.insertInto('activity_parts').values(parts).execute();
  const responsibles = drafts.flatMap((draft, index) =>
    draft.responsibles.map((responsible, position) => ({
      organization_id: organizationId,
      activity_id: ids[index] ?? '',
      position,
      words: responsible.words.slice(0, 300),
      person_id: responsible.personId,
      team_id: responsible.teamId,
      post: responsible.post,
    })),
  );
  if (responsibles.length > 0) {
    await tx.query.insertInto('activity_responsibles').values(responsibles).execute();
  }
  return ids;
}

async function linkParents(
  tx: ScopedTx,
  drafts: readonly ActivityDraft[],
  ids: readonly string[],
): Promise<void> {
  const idByNumber = new Map(drafts.map((draft, index) => [draft.number, ids[index] ?? '']));
  for (const [index, draft] of drafts.entries()) {
    const parentId = draft.parentNumber === null ? undefined : idByNumber.get(draft.parentNumber);
    if (parentId !== undefined && parentId !== ids[index]) {
      await tx.query
        .updateTable('activities')
        .set({ parent_id: parentId })
        .where('id', '=', ids[index] ?? '')
        .execute();
    }
  }
}

const ACTIVITY_COLUMNS = [
  'id',
  'section_id',
  'position',
  'number',
  'title',
  'sub_points',
  'deadline_text',
  'meaning',
  'meaning_by',
  'responsible_text',
  'result_text',
  'activities_text',
  'is_group',
  'parent_id',
  'source',
  'confidence',
  'flags',
  'reviewed_at',
  'version',
] as const;

/** All rows of a roadmap in order, with parts and responsibles: four queries whatever its length. */
export async function loadContent(tx: ScopedTx, roadmapId: string): Promise<RoadmapContent> {
  const sections = await tx.query
    .selectFrom('roadmap_sections')
    .select(['id', 'position', 'number', 'title'])
    .where('roadmap_id', '=', roadmapId)
    .orderBy('position')
    .execute();
  const activities = await loadActivities(tx, { roadmapId });
  return {
    sections: sections.map((section: Section) =>
      Object.assign({}, section, {
        activities: activities.filter((activity) => activity.sectionId === section.id),
      }),
    ),
  };
}

/** Number and title of one section; null when there is none such. */
export async function findSection(
  tx: ScopedTx,
  id: string,
): Promise<{ number: string; title: string } | null> {
  const row = await tx.query
    .selectFrom('roadmap_sections')
    .select(['number', 'title'])
    .where('id', '=', id)
    .executeTakeFirst();
  return row ?? null;
}

export async function loadActivities(
  tx: ScopedTx,
  which: { roadmapId: string } | { activityId: string },
): Promise<Activity[]> {
  const rows = await tx.query
    .selectFrom('activities')
    .select(ACTIVITY_COLUMNS)
    .where((eb) =>
      'roadmapId' in which ? eb('roadmap_id', '=', which.roadmapId) : eb('id', '=', which.activityId),
    )
    .orderBy('position')
    .orderBy('id')
    .execute();
  if (rows.length === 0) return [];
  const ids = rows.map((row) => row.id);
  const parts = await tx.query
    .selectFrom('activity_parts')
    .select(['id', 'activity_id', 'title', 'kind', 'kind_by', 'target'])
    .where('activity_id', 'in', ids)
    .orderBy('position')
    .execute();
  const responsibles = await tx.query
    .selectFrom('activity_responsibles')
    .select(['id', 'activity_id', 'words', 'person_id', 'team_id', 'post'])
    .where('activity_id', 'in', ids)
    .orderBy('position')
    .execute();
  const partsByActivity = Map.groupBy(parts, (part) => part.activity_id);
  const responsiblesByActivity = Map.groupBy(responsibles, (row) => row.activity_id);
  return rows.map((row) => ({
    id: row.id,
    sectionId: row.section_id,
    position: row.position,
    number: row.number,
    title: row.title,
    subPoints: row.sub_points as unknown as string[],
    deadlineText: row.deadline_text,
    meaning: row.meaning as unknown as Meaning | null,
    meaningBy: row.meaning_by as Activity['meaningBy'],
    responsibleText: row.responsible_text,
    responsibles: (responsiblesByActivity.get(row.id) ?? []).map((responsible): Responsible => ({
      id: responsible.id,
      words: responsible.words,
      personId: responsible.person_id,
      teamId: responsible.team_id,
      post: responsible.post,
    })),
    resultText: row.result_text,
    activitiesText: row.activities_text,
    isGroup: row.is_group,
    parentId: row.parent_id,
    source: row.source as unknown as Source | null,
    confidence: row.confidence as Activity['confidence'],
    flags: row.flags as unknown as Flag[],
    isReviewed: row.reviewed_at !== null,
    parts: (partsByActivity.get(row.id) ?? []).map((part) => ({
      id: part.id,
      title: part.title,
      kind: part.kind,
      kindBy: part.kind_by as 'rules' | 'person',
      target: part.target,
    })),
    version: row.version,
  }));
}

export async function loadResponsibleMeanings(
  tx: ScopedTx,
  organizationId: string,
): Promise<Map<string, ResponsibleMeaning>> {
  const rows = await tx.query
    .selectFrom('responsible_meanings')
    .select(['words', 'person_id', 'team_id', 'post'])
    .where('organization_id', '=', organizationId)
    .execute();
  return new Map(
    rows.map((row) => [row.words, { personId: row.person_id, teamId: row.team_id, post: row.post }]),
  );
}

/** What words mean at this school from now on; a meaning of nobody is forgotten. */
export async function saveResponsibleMeaning(
  tx: ScopedTx,
  organizationId: string,
  words: string,
  meaning: ResponsibleMeaning,
): Promise<void> {
  const values = { person_id: meaning.personId, team_id: meaning.teamId, post: meaning.post };
  if (Object.values(values).every((value) => value === null)) {
    await tx.query
      .deleteFrom('responsible_meanings')
      .where('organization_id', '=', organizationId)
      .where('words', '=', words)
      .execute();
    return;
  }
  await tx.query
    .insertInto('responsible_meanings')
    .values({ organization_id: organizationId, words, ...values })
    .onConflict((conflict) => conflict.columns(['organization_id', 'words']).doUpdateSet(values))
    .execute();
}
