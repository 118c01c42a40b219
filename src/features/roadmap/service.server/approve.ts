import { accept, refuse, type Result } from '#src/lib/result.ts';
import type { PersonActor, ScopedTx } from '#src/platform/db/scope.ts';
import { registerPaper } from '#src/features/documents/service.server.ts';
import { isWorkingDay } from '#src/features/orgs/rules/calendar.ts';
import { findCalendar } from '#src/features/orgs/service.server.ts';
import { materialise } from '#src/features/roadmap/rules/materialise.ts';
import type { Roadmap } from '#src/features/roadmap/rules/model.ts';
import { deadlineQuestion, isUnclear, periodOf } from '#src/features/roadmap/rules/review.ts';
import { todayOf } from '#src/features/roadmap/service.server/closing.ts';
import { changeRoadmap, type RoadmapDeps } from '#src/features/roadmap/service.server/context.ts';
import { isOpen } from '#src/features/roadmap/rules/state.ts';
import { loadOccurrences } from '#src/features/roadmap/store.server/activity.ts';
import { loadContent } from '#src/features/roadmap/store.server/content.ts';
import { replaceParts, setPartTargets } from '#src/features/roadmap/store.server/edits.ts';
import { insertOccurrences } from '#src/features/roadmap/store.server/plan.ts';
import { updateRoadmap } from '#src/features/roadmap/store.server/roadmaps.ts';

/**
 * Review → draft: the reading is settled. Refused while rows are unclear (`roadmap.unclear_left`) or the period is
 * not known: a year cannot be dated without it.
 */
export async function acceptReview(
  deps: RoadmapDeps,
  actor: PersonActor,
  roadmapId: string,
  version: number,
): Promise<Result> {
  const command = { name: 'roadmap.accept_review', right: 'roadmap.review', states: ['review'] } as const;
  return changeRoadmap(deps, actor, command, roadmapId, async ({ tx, roadmap }) => {
    if (roadmap.version !== version) return refuse('roadmap.stale');
    const period = periodOf(roadmap);
    if (period === null) return refuse('roadmap.no_period', undefined, 'periodStart');
    const rows = (await loadContent(tx, roadmapId)).sections.flatMap((section) => section.activities);
    if (rows.length === 0) return refuse('roadmap.no_rows');
    const unclear = rows.filter((row) => isUnclear(row, deadlineQuestion(row, period)));
    if (unclear.length > 0) return refuse('roadmap.unclear_left', { count: unclear.length });
    await updateRoadmap(tx, roadmapId, { state: 'draft' });
    return accept();
  });
}

/** Draft → review again. */
export async function returnToReview(
  deps: RoadmapDeps,
  actor: PersonActor,
  roadmapId: string,
): Promise<Result> {
  const command = { name: 'roadmap.return_to_review', right: 'roadmap.review', states: ['draft'] } as const;
  return changeRoadmap(deps, actor, command, roadmapId, async ({ tx }) => {
    await updateRoadmap(tx, roadmapId, { state: 'review' });
    return accept();
  });
}

export interface ApproveInput {
  readonly version: number;
  readonly approvalNumber: string;
  /** ISO day of the order. */
  readonly approvedOn: string;
  /** Part id → how many, or what share in percent, counts as done; null for «все, кого это касается». */
  readonly targets: ReadonlyMap<string, number | null>;
}

/**
 * Draft → approved: the order enters the register of papers, every activity gets its dated occurrences, and every
 * occurrence one step a part. From here on rows are not rewritten, only moved and closed with reasons.
 * `pastCount` occurrences were due before today: a year begun in its middle.
 */
export async function approve(
  deps: RoadmapDeps,
  actor: PersonActor,
  roadmapId: string,
  input: ApproveInput,
): Promise<Result<{ occurrenceCount: number; pastCount: number }>> {
  const command = { name: 'roadmap.approve', right: 'roadmap.approve', states: ['draft'] } as const;
  return changeRoadmap(deps, actor, command, roadmapId, async ({ tx, roadmap }) => {
    if (roadmap.version !== input.version) return refuse('roadmap.stale');
    if (periodOf(roadmap) === null) return refuse('roadmap.no_period', undefined, 'periodStart');
    const paper = await registerPaper(tx, {
      organizationId: roadmap.organizationId,
      kind: 'order.roadmap',
      number: input.approvalNumber,
      issuedOn: input.approvedOn,
      title: `Об утверждении: ${roadmap.title}`.slice(0, 500),
      fileId: null,
    });
    if (!paper.ok) return paper;
    await setPartTargets(tx, await ownTargets(tx, roadmapId, input.targets));
    const made = await dateActivities(tx, roadmap, todayOf(deps));
    await updateRoadmap(tx, roadmapId, {
      state: 'approved',
      approvedOn: input.approvedOn,
      approvalNumber: input.approvalNumber,
      approvalPaperId: paper.value.paperId,
    });
    return accept(made);
  });
}

/** Targets of parts of this roadmap: an id of another one is no target here. */
async function ownTargets(
  tx: ScopedTx,
  roadmapId: string,
  targets: ApproveInput['targets'],
): Promise<Map<string, number | null>> {
  const rows = (await loadContent(tx, roadmapId)).sections.flatMap((section) => section.activities);
  const own = new Set(rows.flatMap((row) => row.parts.map((part) => part.id)));
  return new Map([...targets].filter(([partId]) => own.has(partId)));
}

async function dateActivities(
  tx: ScopedTx,
  roadmap: Roadmap,
  today: string,
): Promise<{ occurrenceCount: number; pastCount: number }> {
  const period = periodOf(roadmap);
  if (period === null) throw new Error('A roadmap without a period cannot be dated');
  const calendar = await findCalendar(tx, roadmap.organizationId);
  const isWorking = (day: string): boolean => isWorkingDay(day, calendar);
  // An activity of no known kind still has to be closed and proved: it gets one part of unknown kind.
  for (const section of (await loadContent(tx, roadmap.id)).sections) {
    for (const row of section.activities.filter((one) => !one.isGroup && one.parts.length === 0)) {
      await replaceParts(tx, roadmap.organizationId, row.id, [{ title: '', kind: null }], 'rules');
    }
  }
  const rows = (await loadContent(tx, roadmap.id)).sections
    .flatMap((section) => section.activities)
    .filter((row) => !row.isGroup);
  const dated = rows.map((row) => ({
    activityId: row.id,
    partIds: row.parts.map((part) => part.id),
    occurrences: materialise(row.meaning, period, roadmap.shift, isWorking),
  }));
  const occurrenceCount = await insertOccurrences(tx, roadmap, dated);
  const pastCount = dated
    .flatMap((row) => row.occurrences)
    .filter((one) => one.dueOn !== null && one.dueOn < today).length;
  return { occurrenceCount, pastCount };
}

/** Approved → closed: the year is over and told about. Refused while anything dated is open (`roadmap.open_left`). */
export async function closeRoadmap(
  deps: RoadmapDeps,
  actor: PersonActor,
  roadmapId: string,
): Promise<Result> {
  const command = { name: 'roadmap.close', right: 'roadmap.approve', states: ['approved'] } as const;
  return changeRoadmap(deps, actor, command, roadmapId, async ({ tx }) => {
    const open = (await loadOccurrences(tx, { roadmapId })).filter((one) => isOpen(one.state));
    if (open.length > 0) return refuse('roadmap.open_left', { count: open.length });
    await updateRoadmap(tx, roadmapId, { state: 'closed' });
    return accept();
  });
}

/** Closed → approved again: something was closed by mistake. */
export async function reopenRoadmap(
  deps: RoadmapDeps,
  actor: PersonActor,
  roadmapId: string,
): Promise<Result> {
  const command = { name: 'roadmap.reopen', right: 'roadmap.approve', states: ['closed'] } as const;
  return changeRoadmap(deps, actor, command, roadmapId, async ({ tx }) => {
    await updateRoadmap(tx, roadmapId, { state: 'approved' });
    return accept();
  });
}
