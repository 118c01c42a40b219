import { isId } from '#src/lib/id.ts';
import { toJson } from '#src/platform/db/json.ts';
import type { Meaning } from '#src/lib/deadlines/meaning.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import type {
  Activity,
  Flag,
  ResponsibleMeaning,
  Section,
  Source,
} from '#src/features/roadmap/rules/model.ts';

export interface ActivityPatch {
  readonly sectionId?: string;
  readonly position?: number;
  readonly number?: string;
  readonly title?: string;
  readonly subPoints?: readonly string[];
  readonly deadlineText?: string;
  readonly meaning?: Meaning | null;
  readonly meaningBy?: Activity['meaningBy'];
  readonly responsibleText?: string;
  readonly resultText?: string;
  readonly activitiesText?: string;
  readonly isGroup?: boolean;
  readonly confidence?: Activity['confidence'];
  readonly flags?: readonly Flag[];
  readonly source?: Source | null;
  readonly reviewedAt?: Temporal.Instant | null;
}

/** False when the row is no longer at `expectedVersion`: somebody else changed it meanwhile. */
export async function updateActivity(
  tx: ScopedTx,
  id: string,
  expectedVersion: number,
  patch: ActivityPatch,
): Promise<boolean> {
  const result = await tx.query
    .updateTable('activities')
    .set((eb) => ({
      version: eb('version', '+', 1),
      ...(patch.sectionId === undefined ? {} : { section_id: patch.sectionId }),
      ...(patch.position === undefined ? {} : { position: patch.position }),
      ...(patch.number === undefined ? {} : { number: patch.number }),
      ...(patch.title === undefined ? {} : { title: patch.title }),
      ...(patch.subPoints === undefined ? {} : { sub_points: toJson(patch.subPoints) }),
      ...(patch.deadlineText === undefined ? {} : { deadline_text: patch.deadlineText }),
      ...(patch.meaning === undefined
        ? {}
        : { meaning: patch.meaning === null ? null : toJson(patch.meaning) }),
      ...(patch.meaningBy === undefined ? {} : { meaning_by: patch.meaningBy }),
      ...(patch.responsibleText === undefined ? {} : { responsible_text: patch.responsibleText }),
      ...(patch.resultText === undefined ? {} : { result_text: patch.resultText }),
      ...(patch.activitiesText === undefined ? {} : { activities_text: patch.activitiesText }),
      ...(patch.isGroup === undefined ? {} : { is_group: patch.isGroup }),
      ...(patch.confidence === undefined ? {} : { confidence: patch.confidence }),
      ...(patch.flags === undefined ? {} : { flags: toJson(patch.flags) }),
      ...(patch.source === undefined ? {} : { source: patch.source === null ? null : toJson(patch.source) }),
      ...(patch.reviewedAt === undefined ? {} : { reviewed_at: patch.reviewedAt }),
    }))
    .where('id', '=', id)
    .where('version', '=', expectedVersion)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** False when the row is no longer at `expectedVersion`. */
export async function deleteActivity(tx: ScopedTx, id: string, expectedVersion: number): Promise<boolean> {
  const result = await tx.query
    .deleteFrom('activities')
    .where('id', '=', id)
    .where('version', '=', expectedVersion)
    .executeTakeFirst();
  return result.numDeletedRows === 1n;
}

/** The roadmap a row belongs to; null for a row that does not exist or is not the actor's to see. */
export async function roadmapOfActivity(tx: ScopedTx, activityId: string): Promise<string | null> {
  if (!isId(activityId)) return null;
  const row = await tx.query
    .selectFrom('activities')
    .select('roadmap_id')
    .where('id', '=', activityId)
    .executeTakeFirst();
  return row?.roadmap_id ?? null;
}

/** Makes room after `position` in a section. */
export async function shiftPositions(
  tx: ScopedTx,
  sectionId: string,
  from: number,
  by: number,
): Promise<void> {
  await tx.query
    .updateTable('activities')
    .set((eb) => ({ position: eb('position', '+', by) }))
    .where('section_id', '=', sectionId)
    .where('position', '>=', from)
    .execute();
}

/** Parts whose evidence and steps exist keep their id: parts are matched by order. */
export async function replaceParts(
  tx: ScopedTx,
  organizationId: string,
  activityId: string,
  parts: readonly { title: string; kind: string | null }[],
  by: 'rules' | 'person',
): Promise<void> {
  const old = await tx.query
    .selectFrom('activity_parts')
    .select(['id', 'position', 'kind', 'kind_by'])
    .where('activity_id', '=', activityId)
    .orderBy('position')
    .execute();
  for (const [position, part] of parts.entries()) {
    const before = old[position];
    if (before === undefined) {
      await tx.query
        .insertInto('activity_parts')
        .values({
          organization_id: organizationId,
          activity_id: activityId,
          position,
          title: part.title.slice(0, 2000),
          kind: part.kind,
          kind_by: by,
        })
        .execute();
    } else {
      await tx.query
        .updateTable('activity_parts')
        .set({
          position,
          title: part.title.slice(0, 2000),
          kind: part.kind,
          kind_by: before.kind === part.kind ? before.kind_by : by,
        })
        .where('id', '=', before.id)
        .execute();
    }
  }
  const surplus = old.slice(parts.length).map((part) => part.id);
  if (surplus.length > 0) {
    await tx.query.deleteFrom('activity_parts').where('id', 'in', surplus).execute();
  }
}

export async function replaceResponsibles(
  tx: ScopedTx,
  organizationId: string,
  activityId: string,
  responsibles: readonly ({ words: string } & ResponsibleMeaning)[],
): Promise<void> {
  await tx.query.deleteFrom('activity_responsibles').where('activity_id', '=', activityId).execute();
  if (responsibles.length === 0) return;
  await tx.query
    .insertInto('activity_responsibles')
    .values(
      responsibles.map((responsible, position) => ({
        organization_id: organizationId,
        activity_id: activityId,
        position,
        words: responsible.words.slice(0, 300),
        person_id: responsible.personId,
        team_id: responsible.teamId,
        post: responsible.post,
      })),
    )
    .execute();
}

/** Gives one meaning to responsible rows of a roadmap by id: all rows in which the same words stand. */
export async function setResponsibleMeaning(
  tx: ScopedTx,
  ids: readonly string[],
  meaning: ResponsibleMeaning,
): Promise<void> {
  if (ids.length === 0) return;
  await tx.query
    .updateTable('activity_responsibles')
    .set({ person_id: meaning.personId, team_id: meaning.teamId, post: meaning.post })
    .where('id', 'in', [...ids])
    .execute();
}

export async function setPartTargets(
  tx: ScopedTx,
  targets: ReadonlyMap<string, number | null>,
): Promise<void> {
  for (const [partId, target] of targets) {
    await tx.query.updateTable('activity_parts').set({ target }).where('id', '=', partId).execute();
  }
}

export async function insertSection(
  tx: ScopedTx,
  organizationId: string,
  roadmapId: string,
  section: Omit<Section, 'id'>,
): Promise<string> {
  await tx.query
    .updateTable('roadmap_sections')
    .set((eb) => ({ position: eb('position', '+', 1) }))
    .where('roadmap_id', '=', roadmapId)
    .where('position', '>=', section.position)
    .execute();
  const row = await tx.query
    .insertInto('roadmap_sections')
    .values({
      organization_id: organizationId,
      roadmap_id: roadmapId,
      position: section.position,
      number: section.number,
      title: section.title,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

export async function updateSection(
  tx: ScopedTx,
  id: string,
  patch: { number: string; title: string },
): Promise<void> {
  await tx.query.updateTable('roadmap_sections').set(patch).where('id', '=', id).execute();
}

export async function deleteSection(tx: ScopedTx, id: string): Promise<void> {
  await tx.query.deleteFrom('roadmap_sections').where('id', '=', id).execute();
}
