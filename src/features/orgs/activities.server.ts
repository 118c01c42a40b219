import type { ScopedTx } from '#src/platform/db/scope.ts';

/** One part of one occurrence of the plan, as a room that does such work needs to know it. Days are ISO. */
export interface ActivityMoment {
  readonly organizationId: string;
  /** Key of data/activity-kinds.json. */
  readonly kind: string;
  readonly startsOn: string | null;
  readonly dueOn: string | null;
  readonly today: string;
}

/** How far a room is with such work, counted from what people entered there. */
export interface ActivityProgress {
  /** What counts: people, papers; for a share, percent (0–100). */
  readonly done: number;
  /** Everybody concerned, where that is known; null: no such number. */
  readonly total: number | null;
  /** In words beside the bar: «27 в базе, у 25 есть запрос». Counts only, never names. */
  readonly words: string;
  /** Of work that simply happens (forms chosen, a programme corrected): that it did. */
  readonly isDone: boolean;
}

/**
 * What a room declares in its `activities.server.ts`: the kinds of the plan's work that are done there, where, and how
 * far they are. `compose.ts` hands all of them to the roadmap, which is below every room.
 */
export interface ActivitySource {
  readonly kinds: readonly string[];
  /** Where such work is done: an address of the site and the words of the link. */
  place(kind: string): { readonly path: string; readonly label: string };
  progress(tx: ScopedTx, moment: ActivityMoment): Promise<ActivityProgress | null>;
}
