import { accept, refuse, type Result } from '#src/lib/result.ts';
import type { PersonActor } from '#src/platform/db/scope.ts';
import { isOpen, type ClosedState } from '#src/features/roadmap/rules/state.ts';
import {
  refreshOccurrence,
  refuseUnlessTheirs,
  todayOf,
} from '#src/features/roadmap/service.server/closing.ts';
import {
  changeRoadmap,
  changeRoadmapOfActivity,
  once,
  type RoadmapDeps,
  type Sent,
} from '#src/features/roadmap/service.server/context.ts';
import {
  loadOccurrences,
  updateOccurrence,
  updateStep,
} from '#src/features/roadmap/store.server/activity.ts';
import { loadActivities } from '#src/features/roadmap/store.server/content.ts';
import { insertOccurrences } from '#src/features/roadmap/store.server/plan.ts';

const LIVE = ['approved'] as const;

/** The event of a conditional activity has happened: it gets its days now. */
export async function openConditional(
  deps: RoadmapDeps,
  actor: PersonActor,
  input: { activityId: string; startsOn: string; dueOn: string; reason: string } & Sent,
): Promise<Result> {
  const command = { name: 'roadmap.open_conditional', right: 'roadmap.close', states: LIVE } as const;
  return changeRoadmapOfActivity(deps, actor, command, input.activityId, async (context) => {
    const refused = await refuseUnlessTheirs(context, actor, input.activityId);
    if (refused !== null) return refused;
    const { tx, roadmap } = context;
    return once(tx, input, async () => {
      if (input.dueOn < input.startsOn) return refuse('roadmap.period_backwards', undefined, 'dueOn');
      const [activity] = await loadActivities(tx, { activityId: input.activityId });
      if (activity === undefined) return refuse('roadmap.row_not_found');
      if (activity.meaning?.kind !== 'event') return refuse('roadmap.not_conditional');
      await insertOccurrences(tx, roadmap, [
        {
          activityId: activity.id,
          partIds: activity.parts.map((part) => part.id),
          occurrences: [{ startsOn: input.startsOn, dueOn: input.dueOn }],
        },
      ]);
      const [opened] = (await loadOccurrences(tx, { activityId: activity.id })).toReversed();
      if (opened !== undefined) await updateOccurrence(tx, opened.id, { reason: input.reason });
      return accept();
    });
  });
}

/**
 * A roadmap begun in the middle of its year: past rows closed at once with what is known. All or nothing; rows that
 * are closed already or lie in the future are refused by name of their count.
 */
export async function closePast(
  deps: RoadmapDeps,
  actor: PersonActor,
  roadmapId: string,
  input: { occurrenceIds: readonly string[]; state: ClosedState; reason: string },
): Promise<Result<{ count: number }>> {
  const command = { name: 'roadmap.close_past', right: 'roadmap.close_any', states: LIVE } as const;
  return changeRoadmap(deps, actor, command, roadmapId, async ({ tx }) => {
    const occurrences = (await loadOccurrences(tx, { ids: input.occurrenceIds })).filter(
      (one) => one.roadmapId === roadmapId,
    );
    if (occurrences.length !== new Set(input.occurrenceIds).size)
      return refuse('roadmap.occurrence_not_found');
    const today = todayOf(deps);
    const wrong = occurrences.filter((one) => !isOpen(one.state) || one.dueOn === null || one.dueOn >= today);
    if (wrong.length > 0) return refuse('roadmap.not_past', { count: wrong.length });
    for (const occurrence of occurrences) {
      for (const step of occurrence.steps.filter((one) => isOpen(one.state))) {
        await updateStep(tx, step.id, step.version, {
          state: input.state,
          reason: input.reason,
          fact: input.state === 'done_in_part' ? input.reason : '',
          closedAt: deps.clock.now(),
          closedBy: actor.accountId,
        });
      }
      await refreshOccurrence(deps, tx, occurrence.id, actor, occurrence.dueOn ?? today);
    }
    return accept({ count: occurrences.length });
  });
}
