/**
 * States of the plan: a step is one part of one occurrence of an activity; an occurrence is done when all its steps
 * are; an activity is done when all its occurrences are.
 */
export const STEP_STATES = ['planned', 'in_progress', 'done', 'done_in_part', 'not_done', 'moved'] as const;
export type StepState = (typeof STEP_STATES)[number];

/** States that a person closes with. */
export const CLOSED_STATES = ['done', 'done_in_part', 'not_done'] as const;
export type ClosedState = (typeof CLOSED_STATES)[number];

/** True while somebody still owes something: planned, in progress, or moved to a later day. */
export function isOpen(state: StepState): boolean {
  return state === 'planned' || state === 'in_progress' || state === 'moved';
}

/**
 * State of an occurrence from its steps; `wasMoved` when its day was moved with a reason.
 * Partly done work is never called done: any closed step that is less than done makes the whole «частично».
 */
export function deriveOccurrenceState(steps: readonly StepState[], wasMoved: boolean): StepState {
  const untouched: StepState = wasMoved ? 'moved' : 'planned';
  if (steps.length === 0) return untouched;
  if (steps.every((state) => !isOpen(state))) {
    if (steps.every((state) => state === 'done')) return 'done';
    if (steps.every((state) => state === 'not_done')) return 'not_done';
    return 'done_in_part';
  }
  return steps.every((state) => state === 'planned' || state === 'moved') ? untouched : 'in_progress';
}

/** State of an activity from its occurrences; one with none yet (waits for its event) is planned. */
export function deriveActivityState(occurrences: readonly StepState[]): StepState {
  return deriveOccurrenceState(
    occurrences,
    occurrences.some((state) => state === 'moved'),
  );
}

/** Whether the day has passed with the work still open. Days are ISO; `dueOn` null waits for its event. */
export function isOverdue(state: StepState, dueOn: string | null, today: string): boolean {
  return dueOn !== null && dueOn < today && isOpen(state);
}
