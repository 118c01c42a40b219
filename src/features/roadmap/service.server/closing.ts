import { capitalize } from '#src/lib/russian/capitalize.ts';
import { accept, refuse, type Result } from '#src/lib/result.ts';
import type { PersonActor, ScopedTx } from '#src/platform/db/scope.ts';
import { may } from '#src/features/accounts/access.ts';
import { roadmapAccess } from '#src/features/roadmap/access.ts';
import { aimOf, checkClosing, closingOf, readinessOf } from '#src/features/roadmap/rules/closing.ts';
import { deriveOccurrenceState, isOpen, type ClosedState } from '#src/features/roadmap/rules/state.ts';
import {
  changeRoadmap,
  changeRoadmapOfActivity,
  once,
  type InRoadmap,
  type RoadmapDeps,
  type Sent,
} from '#src/features/roadmap/service.server/context.ts';
import { countSteps } from '#src/features/roadmap/service.server/progress.ts';
import {
  isResponsible,
  loadOccurrences,
  updateOccurrence,
  updateStep,
  type Occurrence,
  type Step,
} from '#src/features/roadmap/store.server/activity.ts';
import { loadEvidence, type Evidence } from '#src/features/roadmap/store.server/evidence.ts';
import { loadActivities } from '#src/features/roadmap/store.server/content.ts';

const LIVE = ['approved'] as const;

/** Leaders close anything; others only what they answer for. */
export async function refuseUnlessTheirs(
  { tx, standing }: Pick<InRoadmap, 'tx' | 'standing'>,
  actor: PersonActor,
  activityId: string,
): Promise<Result<never> | null> {
  if (may(roadmapAccess, standing, 'roadmap.close_any') === true) return null;
  return (await isResponsible(tx, activityId, actor.accountId)) ? null : refuse('roadmap.not_responsible');
}

/** Evidence that speaks for a step: of its part, or of the activity as a whole; of its occurrence, or of any. */
export function evidenceOf(
  step: Pick<Step, 'partId'>,
  occurrenceId: string,
  evidence: readonly Evidence[],
): Evidence[] {
  return evidence.filter(
    (one) =>
      (one.partId === null || one.partId === step.partId) &&
      (one.occurrenceId === null || one.occurrenceId === occurrenceId) &&
      // A draft or a cancelled paper proves nothing.
      (one.paper === null || one.paper.state === 'registered'),
  );
}

async function findStep(
  tx: ScopedTx,
  stepId: string,
): Promise<{ occurrence: Occurrence; step: Step } | null> {
  const [occurrence] = await loadOccurrences(tx, { stepId });
  const step = occurrence?.steps.find((one) => one.id === stepId);
  return occurrence === undefined || step === undefined ? null : { occurrence, step };
}

/** Finds by a step what `changeRoadmapOfActivity` finds by a row; a step of another school is not found. */
export async function changeStep<T>(
  deps: RoadmapDeps,
  actor: PersonActor,
  name: string,
  stepId: string,
  work: (context: InRoadmap, found: { occurrence: Occurrence; step: Step }) => Promise<Result<T>>,
): Promise<Result<T>> {
  const roadmapId = await deps.db.withActor(
    actor,
    name,
    async (tx) => (await findStep(tx, stepId))?.occurrence.roadmapId,
  );
  if (roadmapId === undefined) return refuse('roadmap.step_not_found');
  const command = { name, right: 'roadmap.close', states: LIVE } as const;
  return changeRoadmap(deps, actor, command, roadmapId, async (context) => {
    const found = await findStep(context.tx, stepId);
    if (found === null) return refuse('roadmap.step_not_found');
    return (await refuseUnlessTheirs(context, actor, found.occurrence.activityId)) ?? work(context, found);
  });
}

/** State and fact of the occurrence after its steps have changed; `doneOn` (ISO) counts when all are closed. */
export async function refreshOccurrence(
  deps: RoadmapDeps,
  tx: ScopedTx,
  occurrenceId: string,
  actor: PersonActor,
  doneOn: string,
): Promise<void> {
  const [occurrence] = await loadOccurrences(tx, { ids: [occurrenceId] });
  if (occurrence === undefined) return;
  const wasMoved = occurrence.plannedDueOn !== null && occurrence.plannedDueOn !== occurrence.dueOn;
  const state = deriveOccurrenceState(
    occurrence.steps.map((step) => step.state),
    wasMoved,
  );
  const closed = !isOpen(state);
  await updateOccurrence(tx, occurrenceId, {
    state,
    doneOn: closed ? doneOn : null,
    closedAt: closed ? deps.clock.now() : null,
    closedBy: closed ? actor.accountId : null,
  });
}

/** The day it is at the installation, ISO. */
export function todayOf(deps: RoadmapDeps): string {
  return deps.clock.today(deps.timeZone).toString();
}

export interface CloseInput {
  readonly stepId: string;
  readonly version: number;
  readonly state: ClosedState;
  readonly reason: string;
  readonly fact: string;
}

/**
 * Confirms one part of one occurrence. One press when it is ready (see `readinessOf`); earlier, later, partly or not
 * done takes words. Refused: `roadmap.stale`, `roadmap.closed_already`, `roadmap.not_responsible`.
 */
export async function closeStep(
  deps: RoadmapDeps,
  actor: PersonActor,
  input: CloseInput & Sent,
): Promise<Result> {
  return changeStep(deps, actor, 'roadmap.close_step', input.stepId, (context) =>
    once(context.tx, input, () => closeFoundStep(deps, actor, context, input)),
  );
}

/** The same within a command that has already found the step to be theirs. */
export async function closeFoundStep(
  deps: RoadmapDeps,
  actor: PersonActor,
  { tx, roadmap }: Pick<InRoadmap, 'tx' | 'roadmap'>,
  input: CloseInput,
): Promise<Result> {
  const found = await findStep(tx, input.stepId);
  if (found === null) return refuse('roadmap.step_not_found');
  const { occurrence, step } = found;
  if (step.version !== input.version) return refuse('roadmap.stale');
  if (!isOpen(step.state)) return refuse('roadmap.closed_already');
  const [activity] = await loadActivities(tx, { activityId: occurrence.activityId });
  const part = activity?.parts.find((one) => one.id === step.partId);
  const evidence = evidenceOf(step, occurrence.id, await loadEvidence(tx, [occurrence.activityId]));
  const today = todayOf(deps);
  const kind = part?.kind ?? null;
  const { startsOn, dueOn } = occurrence;
  const place = { organizationId: roadmap.organizationId, today };
  const asked = [{ id: step.id, kind, startsOn, dueOn }];
  const counted = (await countSteps(deps.sources ?? [], tx, place, asked)).get(step.id) ?? null;
  const facts = {
    closing: closingOf(kind),
    evidenceCount: evidence.length,
    progress: step.progress,
    counted,
    target: part?.target ?? null,
    startsOn,
    dueOn,
  };
  const readiness = readinessOf(facts, today);
  const { progress } = aimOf(facts);
  const checked = checkClosing(input.state, readiness, input);
  if (checked !== true) return { ok: false, refusal: checked };
  const saved = await updateStep(tx, step.id, input.version, {
    state: input.state,
    reason: input.reason,
    // What the room counted on this day is the proof: the bank changes, the report does not.
    fact: input.fact === '' && counted !== null ? capitalize(counted.words) : input.fact,
    ...(progress === null ? {} : { progress }),
    closedAt: deps.clock.now(),
    closedBy: actor.accountId,
  });
  if (!saved) return refuse('roadmap.stale');
  const happened = evidence
    .map((one) => one.happenedOn ?? one.paper?.issuedOn ?? null)
    .filter((one) => one !== null);
  await refreshOccurrence(deps, tx, occurrence.id, actor, happened.toSorted().at(-1) ?? todayOf(deps));
  return accept();
}

/** A closed part is opened again, with a reason; what was said before stays in the history. */
export async function reopenStep(
  deps: RoadmapDeps,
  actor: PersonActor,
  input: { stepId: string; version: number; reason: string },
): Promise<Result> {
  return changeStep(
    deps,
    actor,
    'roadmap.reopen_step',
    input.stepId,
    async ({ tx }, { occurrence, step }) => {
      if (step.version !== input.version) return refuse('roadmap.stale');
      if (isOpen(step.state)) return refuse('roadmap.open_already');
      const saved = await updateStep(tx, step.id, input.version, {
        state: 'in_progress',
        reason: input.reason,
        closedAt: null,
        closedBy: null,
      });
      if (!saved) return refuse('roadmap.stale');
      await refreshOccurrence(deps, tx, occurrence.id, actor, todayOf(deps));
      return accept();
    },
  );
}

/** Says how far a count (pieces) or a share (percent) is; the part is then in progress. */
export async function setProgress(
  deps: RoadmapDeps,
  actor: PersonActor,
  input: { stepId: string; version: number; progress: number },
): Promise<Result> {
  return changeStep(
    deps,
    actor,
    'roadmap.set_progress',
    input.stepId,
    async ({ tx }, { occurrence, step }) => {
      if (!isOpen(step.state)) return refuse('roadmap.closed_already');
      const saved = await updateStep(tx, step.id, input.version, {
        progress: input.progress,
        state: 'in_progress',
      });
      if (!saved) return refuse('roadmap.stale');
      await refreshOccurrence(deps, tx, occurrence.id, actor, todayOf(deps));
      return accept();
    },
  );
}

/** Moves the last day, with a reason; the planned day stays for «план и факт». */
export async function moveOccurrence(
  deps: RoadmapDeps,
  actor: PersonActor,
  activityId: string,
  input: { occurrenceId: string; version: number; dueOn: string; reason: string },
): Promise<Result> {
  const command = { name: 'roadmap.move_occurrence', right: 'roadmap.close', states: LIVE } as const;
  return changeRoadmapOfActivity(deps, actor, command, activityId, async (context) => {
    const refused = await refuseUnlessTheirs(context, actor, activityId);
    if (refused !== null) return refused;
    const { tx, roadmap } = context;
    const occurrence = (await loadOccurrences(tx, { activityId })).find(
      (one) => one.id === input.occurrenceId,
    );
    if (occurrence === undefined) return refuse('roadmap.occurrence_not_found');
    if (occurrence.version !== input.version) return refuse('roadmap.stale');
    if (!isOpen(occurrence.state)) return refuse('roadmap.closed_already');
    const latest = Temporal.PlainDate.from(roadmap.periodEnd ?? input.dueOn)
      .add({ years: 1 })
      .toString();
    if (input.dueOn > latest) return refuse('roadmap.moved_too_far', { latest }, 'dueOn');
    await updateOccurrence(tx, occurrence.id, {
      dueOn: input.dueOn,
      startsOn:
        occurrence.startsOn === null || occurrence.startsOn > input.dueOn ? input.dueOn : occurrence.startsOn,
      reason: input.reason,
      state: occurrence.state === 'in_progress' ? 'in_progress' : 'moved',
    });
    return accept();
  });
}
