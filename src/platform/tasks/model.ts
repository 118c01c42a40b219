import type { z } from 'zod';
import type { Refusal, Result } from '#src/lib/result.ts';
import type { PersonActor, ScopedTx } from '#src/platform/db/scope.ts';
import type { JsonValue } from '#src/platform/db/json.ts';
import type { Report } from '#src/platform/threads.ts';

/** queued → running → done, refused, cancelled or failed. Only `done` has left something stored. */
export type TaskState = 'queued' | 'running' | 'done' | 'refused' | 'cancelled' | 'failed';

/** A file that long work has made. No row of `files` mentions it, so the nightly sweep takes it after a day. */
export interface TaskFile {
  /** As the person will find it in their folder. */
  readonly name: string;
  /** What stands on the button: «Одним PDF». */
  readonly label: string;
  readonly mediaType: string;
  readonly sizeBytes: number;
  /** Its key in the file store. */
  readonly sha256: string;
}

/**
 * Where the work led: the page on which its result is (a path of this site), and what to say there. With `files` the
 * page of the task itself offers them, to nobody but who started it, and `next` is where to go from there.
 */
export interface TaskResult {
  readonly next: string;
  readonly message: string;
  readonly files?: readonly TaskFile[];
}

/** What a kind of task gets to do its work with. */
export interface TaskRun<Payload> {
  readonly payload: Payload;
  /** Who started it, and for whom it acts. */
  readonly actor: PersonActor;
  readonly organizationId: string;
  /** The bytes that were given at the start, if any. */
  readonly bytes: Uint8Array | null;
  /**
   * Says how far the work is: the stage in words («Читаем страницы»), how much of it is done, of how much (0: not
   * known). Costs nothing, so call it as often as you like. Throws when the work must stop.
   */
  readonly report: Report;
  /** Aborted when the person cancels, the program stops or another process has taken the task over. */
  readonly signal: AbortSignal;
  /**
   * The one transaction that stores what the task made. It ends the task as `done` together with its work, so that
   * neither is ever there without the other; when the person has cancelled meanwhile, nothing of it is kept. Call it
   * last and answer what it answers.
   */
  readonly store: (
    command: string,
    work: (tx: ScopedTx) => Promise<Result<TaskResult>>,
  ) => Promise<Result<TaskResult>>;
}

/** One kind of long work: a room's `jobs.server.ts` defines it, `compose.ts` joins them. */
export interface TaskKind<Payload = unknown> {
  /** Dotted, e.g. `roadmap.import`. */
  readonly kind: string;
  readonly payload: z.ZodType<Payload>;
  /** The room's words for its refusals. */
  readonly describeRefusal: (refusal: Refusal) => string;
  /** Where the person may try again. */
  readonly again: { readonly to: string; readonly label: string };
  /**
   * May be run again after its process was killed, so whatever it stores belongs into `store`. A throw is a bug: the
   * task ends as `failed`.
   */
  readonly run: (run: TaskRun<Payload>) => Promise<Result<TaskResult>>;
  /** Whether the actor may still have the files that it made: asked each time. Whoever began it unless told. */
  readonly mayTake?: (tx: ScopedTx, organizationId: string) => Promise<Result>;
}

/** Lets kinds of different payloads stand in one list without losing the check that each fits its schema. */
export function defineTask<Payload>(kind: TaskKind<Payload>): TaskKind {
  return {
    ...kind,
    run: (run) => kind.run({ ...run, payload: kind.payload.parse(run.payload) }),
  };
}

export interface NewTask {
  readonly kind: string;
  readonly organizationId: string;
  /** What the person sees above the bar, at most 300 characters. */
  readonly title: string;
  /** Kept until the task is over, hidden from the audit. */
  readonly payload: JsonValue;
  /** A file to work on, kept in the database until the task is over. */
  readonly bytes?: Uint8Array;
  /** The page from which it was begun, with what was chosen there (a path); where its kind begins unless told. */
  readonly againTo?: string;
  /** Id of the sent form: the same form sent twice starts one task, unless the first one came to nothing. */
  readonly submission?: string | undefined;
}

/** The port that services use: a task exists, and will be done, exactly when the transaction was committed. */
export interface TaskStarter {
  /** Refuses with `tasks.too_many` (fact `limit`) while the person has that many unfinished. */
  start(tx: ScopedTx, task: NewTask): Promise<Result<{ taskId: string }>>;
}

/** A task as the person who started it sees it. */
export interface TaskView {
  readonly id: string;
  readonly title: string;
  readonly state: TaskState;
  readonly stage: string;
  readonly done: number;
  /** 0 while not known. */
  readonly total: number;
  /** The person has cancelled; the work has not stopped yet. */
  readonly isCancelling: boolean;
  readonly result: TaskResult | null;
  readonly refusal: Refusal | null;
  /** The refusal in the words of its room. */
  readonly refusalText: string;
  readonly again: { readonly to: string; readonly label: string } | null;
}

export function isOver(state: TaskState): boolean {
  return state !== 'queued' && state !== 'running';
}
