import type { Refusal } from '#src/lib/result.ts';
import {
  findActivityKind,
  type Closing as KindClosing,
} from '#src/features/roadmap/rules/kinds/dictionary.ts';
import type { ClosedState } from '#src/features/roadmap/rules/state.ts';
import { isContinuousSpan } from '#src/features/roadmap/rules/today.ts';

/** How parts of a kind close (data/activity-kinds.json): by one event, by a count, by a share, at a period's end. */
export type Closing = KindClosing['mode'];

/** How parts of this kind close; null for an unknown kind. */
export function closingOf(kind: string | null): Closing | null {
  return kind === null ? null : (findActivityKind(kind)?.closing.mode ?? null);
}

export interface StepFacts {
  /** Null for a kind that nobody recognised: proved by any evidence, like an event. */
  readonly closing: Closing | null;
  /** How much evidence in force is attached to the part or to the activity as a whole. */
  readonly evidenceCount: number;
  /** Last known progress of a count (pieces) or a share (percent). */
  readonly progress: number | null;
  /** Number or percent that counts as done; null when none was set. */
  readonly target: number | null;
  /** First and last day of the occurrence, ISO; null when it has none. */
  readonly startsOn: string | null;
  readonly dueOn: string | null;
}

export type Readiness =
  | { readonly ready: true }
  | { readonly ready: false; readonly lack: 'evidence' | 'target' | 'period' };

/** «В течение учебного года» of a kind that usually closes by one event is work for the whole period. */
function effectiveClosing({ closing, startsOn, dueOn }: StepFacts): Closing | null {
  if (closing !== 'event' && closing !== null) return closing;
  return startsOn !== null && dueOn !== null && isContinuousSpan(startsOn, dueOn) ? 'period' : closing;
}

/**
 * Whether a step may be confirmed with one press. Nothing closes by a first record alone: a count or a share waits
 * for its target (a share without one for everybody, 100 %), a period for its end.
 */
export function readinessOf(step: StepFacts, today: string): Readiness {
  const closing = effectiveClosing(step);
  switch (closing) {
    case 'count':
    case 'share': {
      const target = step.target ?? (closing === 'share' ? 100 : null);
      if (target !== null && step.progress !== null) {
        return step.progress >= target ? { ready: true } : { ready: false, lack: 'target' };
      }
      return step.evidenceCount > 0 ? { ready: true } : { ready: false, lack: 'target' };
    }
    case 'period':
      if (step.dueOn !== null && today < step.dueOn) return { ready: false, lack: 'period' };
      return step.evidenceCount > 0 ? { ready: true } : { ready: false, lack: 'evidence' };
    case 'event':
    case null:
      return step.evidenceCount > 0 ? { ready: true } : { ready: false, lack: 'evidence' };
  }
}

/**
 * True, or why this closing needs more words. Closing as done before it is ready, in part, or as not done takes a
 * reason; a fact is welcome always and demanded for «частично», because a report without it says nothing.
 */
export function checkClosing(
  state: ClosedState,
  readiness: Readiness,
  said: { readonly reason: string; readonly fact: string },
): true | Refusal {
  const reason = said.reason.trim();
  if (state === 'done' && !readiness.ready && reason === '') {
    return { code: `roadmap.needs_reason_${readiness.lack}`, field: 'reason' };
  }
  if (state === 'not_done' && reason === '')
    return { code: 'roadmap.needs_reason_not_done', field: 'reason' };
  if (state === 'done_in_part' && said.fact.trim() === '') {
    return { code: 'roadmap.needs_fact', field: 'fact' };
  }
  return true;
}
