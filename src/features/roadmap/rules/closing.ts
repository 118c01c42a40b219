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
  /** Progress of a count (pieces) or a share (percent) as somebody last wrote it. */
  readonly progress: number | null;
  /** What the room that does such work counts by itself; null when no room does. */
  readonly counted: Counted | null;
  /** Number or percent that counts as done; null when none was set. */
  readonly target: number | null;
  /** First and last day of the occurrence, ISO; null when it has none. */
  readonly startsOn: string | null;
  readonly dueOn: string | null;
}

/** A room's own count; see `ActivityProgress` of orgs. */
export interface Counted {
  readonly done: number;
  readonly total: number | null;
  readonly isDone: boolean;
}

/**
 * How far a part is and what it is measured by. What a room counts goes before what was written by hand, because it is
 * entered once; a number by hand stands where nothing was entered in the room. Without a target of its own a count waits for
 * everybody concerned, a share for 100 %.
 */
export function aimOf(step: Pick<StepFacts, 'closing' | 'progress' | 'target' | 'counted'>): {
  readonly progress: number | null;
  readonly target: number | null;
} {
  const { closing, counted } = step;
  const isCounted = counted !== null && (counted.done > 0 || step.progress === null);
  const everybody = closing === 'share' ? 100 : closing === 'count' && isCounted ? counted.total : null;
  return { progress: isCounted ? counted.done : step.progress, target: step.target ?? everybody };
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
  const isProved = step.evidenceCount > 0 || step.counted?.isDone === true;
  switch (closing) {
    case 'count':
    case 'share': {
      const { progress, target } = aimOf(step);
      if (target !== null && progress !== null) {
        // «Все» of an empty bank is nobody yet, not done.
        return progress >= target && progress > 0 ? { ready: true } : { ready: false, lack: 'target' };
      }
      return step.evidenceCount > 0 ? { ready: true } : { ready: false, lack: 'target' };
    }
    case 'period':
      if (step.dueOn !== null && today < step.dueOn) return { ready: false, lack: 'period' };
      return isProved ? { ready: true } : { ready: false, lack: 'evidence' };
    case 'event':
    case null:
      return isProved ? { ready: true } : { ready: false, lack: 'evidence' };
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
