import { accept, refuse, type Result } from '#src/lib/result.ts';
import type { Meaning } from '#src/lib/deadlines/meaning.ts';
import { readDeadline } from '#src/lib/deadlines/read.ts';
import type { PersonActor, ScopedTx } from '#src/platform/db/scope.ts';
import { correctRow } from '#src/features/roadmap/rules/correct.ts';
import type { Activity } from '#src/features/roadmap/rules/model.ts';
import { periodOf } from '#src/features/roadmap/rules/review.ts';
import type { FixInput, RowRef } from '#src/features/roadmap/schema.ts';
import {
  changeRoadmap,
  changeRoadmapOfActivity,
  type RoadmapDeps,
} from '#src/features/roadmap/service.server/context.ts';
import { explainResponsibles } from '#src/features/roadmap/service.server/explain-responsibles.ts';
import { loadActivities, loadContent } from '#src/features/roadmap/store.server/content.ts';
import {
  replaceResponsibles,
  updateActivity,
  updateSection,
} from '#src/features/roadmap/store.server/edits.ts';

const EDITABLE = ['review', 'draft'] as const;

/** «Всё верно»: the row leaves the list of unclear ones; an ambiguous deadline is settled as it was read. */
export async function confirmRow(deps: RoadmapDeps, actor: PersonActor, input: RowRef): Promise<Result> {
  const command = { name: 'roadmap.confirm_row', right: 'roadmap.review', states: EDITABLE } as const;
  return changeRoadmapOfActivity(deps, actor, command, input.activityId, async ({ tx }) => {
    const row = await loadRow(tx, input.activityId);
    if (row === null) return refuse('roadmap.row_not_found');
    const saved = await updateActivity(tx, row.id, input.version, {
      reviewedAt: deps.clock.now(),
      ...(row.deadlineText === '' ? {} : { meaningBy: 'person' as const }),
    });
    return saved ? accept() : refuse('roadmap.stale');
  });
}

/**
 * Confirms many rows at once, all or none. A deadline that may be read in two ways stays asked: such a row is looked
 * at singly.
 */
export async function confirmRows(
  deps: RoadmapDeps,
  actor: PersonActor,
  roadmapId: string,
  rows: readonly RowRef[],
): Promise<Result<{ count: number }>> {
  const command = { name: 'roadmap.confirm_rows', right: 'roadmap.review', states: EDITABLE } as const;
  return changeRoadmap(deps, actor, command, roadmapId, async ({ tx }) => {
    const known = new Set((await loadActivities(tx, { roadmapId })).map((row) => row.id));
    for (const { activityId, version } of rows) {
      if (!known.has(activityId)) return refuse('roadmap.row_not_found');
      const saved = await updateActivity(tx, activityId, version, { reviewedAt: deps.clock.now() });
      if (!saved) return refuse('roadmap.stale');
    }
    return accept({ count: rows.length });
  });
}

export async function chooseMeaning(
  deps: RoadmapDeps,
  actor: PersonActor,
  input: { activityId: string; version: number; meaning: Meaning },
): Promise<Result> {
  const command = { name: 'roadmap.choose_meaning', right: 'roadmap.review', states: EDITABLE } as const;
  return changeRoadmapOfActivity(deps, actor, command, input.activityId, async ({ tx }) => {
    const saved = await updateActivity(tx, input.activityId, input.version, {
      meaning: input.meaning,
      meaningBy: 'person',
      reviewedAt: deps.clock.now(),
    });
    return saved ? accept() : refuse('roadmap.stale');
  });
}

/**
 * What a finding offers, taken over with one press: `from` becomes `to` in one field of a row or in the title of a
 * section. A corrected deadline is read again. Refused with `roadmap.fix_gone` when the text is not there any more.
 */
export async function applyFix(
  deps: RoadmapDeps,
  actor: PersonActor,
  roadmapId: string,
  input: FixInput,
): Promise<Result> {
  const command = { name: 'roadmap.apply_fix', right: 'roadmap.review', states: EDITABLE } as const;
  return changeRoadmap(deps, actor, command, roadmapId, async ({ tx, roadmap }) => {
    const { sections } = await loadContent(tx, roadmapId);
    if (input.field === 'sectionTitle') {
      const section = sections.find((one) => one.id === input.targetId);
      if (section === undefined) return refuse('roadmap.section_not_found');
      if (!section.title.includes(input.from)) return refuse('roadmap.fix_gone');
      await updateSection(tx, section.id, {
        number: section.number,
        title: section.title.replace(input.from, () => input.to).slice(0, 2000),
      });
      return accept();
    }
    const row = sections.flatMap((section) => section.activities).find((one) => one.id === input.targetId);
    if (row === undefined) return refuse('roadmap.row_not_found');
    const patch = correctRow(row, input.field, input.from, input.to);
    if (patch === null) return refuse('roadmap.fix_gone');
    const saved = await updateActivity(tx, row.id, input.version, {
      ...patch,
      ...(patch.deadlineText === undefined
        ? {}
        : {
            meaning: readDeadline(patch.deadlineText, periodOf(roadmap)).meaning,
            meaningBy: 'reading' as const,
          }),
    });
    if (!saved) return refuse('roadmap.stale');
    if (patch.responsibleText !== undefined) {
      const { organizationId } = roadmap;
      const responsibles = await explainResponsibles(
        tx,
        organizationId,
        patch.responsibleText,
        row.responsibles,
      );
      await replaceResponsibles(tx, organizationId, row.id, responsibles);
    }
    return accept();
  });
}

async function loadRow(tx: ScopedTx, activityId: string): Promise<Activity | null> {
  return (await loadActivities(tx, { activityId }))[0] ?? null;
}
