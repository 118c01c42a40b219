import { recordView } from '#src/platform/audit.ts';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Readable } from 'node:stream';
import { z } from 'zod';
import { isId } from '#src/lib/id.ts';
import { accept, refuse, type Refusal, type Result } from '#src/lib/result.ts';
import type { PersonActor } from '#src/platform/db/scope.ts';
import type { FileStore } from '#src/platform/files.ts';
import { platformRefusalText } from '#src/platform/labels.ts';
import type { JobHandler, Schedule } from '#src/platform/jobs.ts';
import {
  isOver,
  type TaskFile,
  type TaskKind,
  type TaskResult,
  type TaskState,
  type TaskView,
} from './model.ts';
import { SWEEP_JOB, taskJobs, type TaskDeps } from './run.ts';
import { endTask, findTask, requestCancel } from './store.ts';

/** What pages and the worker do with tasks. */
export interface Tasks {
  /** Refuses with `tasks.not_found` for what is not there or is somebody else's. */
  view(actor: PersonActor, taskId: string): Promise<Result<TaskView>>;
  /** The same as soon as the task is over, at the latest after `seconds` (2 unless told): quick work needs no page. */
  waitBriefly(actor: PersonActor, taskId: string, seconds?: number): Promise<Result<TaskView>>;
  /** Asks the work to stop; nothing of it is kept. Refuses with `tasks.over` what has ended. */
  cancel(actor: PersonActor, taskId: string): Promise<Result>;
  /**
   * The bytes of a file that it made, counted from 0. Refuses with `tasks.not_found` what is not theirs, with
   * `tasks.file_gone` what was swept, and as the room does whose right it is.
   */
  openFile(
    actor: PersonActor,
    taskId: string,
    at: number,
  ): Promise<Result<{ readonly file: TaskFile; readonly stream: Readable }>>;
  readonly handlers: readonly JobHandler[];
  /** @param hour of the nightly sweep, 0–23. */
  schedules(hour: number): readonly Schedule[];
}

const resultSchema = z.object({
  next: z.string().startsWith('/'),
  message: z.string(),
  files: z
    .array(
      z.object({
        name: z.string(),
        label: z.string(),
        mediaType: z.string(),
        sizeBytes: z.number(),
        sha256: z.string(),
      }),
    )
    .default([]),
});
const refusalSchema: z.ZodType<Refusal> = z.object({
  code: z.string(),
  facts: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  field: z.string().optional(),
});

/** First pause between two looks at a quick task, milliseconds; each further one is longer. */
const FIRST_LOOK = 40;
const LONGEST_LOOK = 250;

export function createTasks(deps: TaskDeps & { readonly files: FileStore }): Tasks {
  const view: Tasks['view'] = (actor, taskId) =>
    deps.db.withActor(actor, 'tasks.view', async (tx) => {
      const task = isId(taskId) ? await findTask(tx, taskId) : null;
      return task === null ? refuse('tasks.not_found') : accept(toView(deps.kinds, task));
    });

  return {
    view,
    waitBriefly: async (actor, taskId, seconds = 2) => {
      const until = performance.now() + seconds * 1000;
      for (let pause = FIRST_LOOK; ; pause = Math.min(pause * 1.5, LONGEST_LOOK)) {
        const found = await view(actor, taskId);
        if (!found.ok || isOver(found.value.state) || performance.now() >= until) return found;
        await sleep(pause);
      }
    },
    cancel: (actor, taskId) =>
      deps.db.withActor(actor, 'tasks.cancel', async (tx) => {
        if (!isId(taskId) || (await findTask(tx, taskId)) === null) return refuse('tasks.not_found');
        const state = await requestCancel(tx, taskId);
        if (state === null) return refuse('tasks.over');
        if (state === 'queued') await endTask(tx, taskId, { state: 'cancelled' });
        return accept();
      }),
    openFile: async (actor, taskId, at) => {
      const found = await deps.db.withActor(actor, 'tasks.take_file', async (tx) => {
        const task = isId(taskId) ? await findTask(tx, taskId) : null;
        const file = task?.result == null ? undefined : resultSchema.parse(task.result).files[at];
        if (task === null || file === undefined) return refuse('tasks.not_found');
        const kind = deps.kinds.find((one) => one.kind === task.kind);
        const organizationId = task.organization_id;
        const allowed = (await kind?.mayTake?.(tx, organizationId)) ?? accept();
        if (!allowed.ok) return allowed;
        await recordView(tx, { organizationId, table: 'tasks', rowId: taskId, facts: { file: file.name } });
        return accept(file);
      });
      if (!found.ok) return found;
      const opened = await deps.files.openStream(found.value.sha256);
      return opened === undefined
        ? refuse('tasks.file_gone')
        : accept({ file: found.value, stream: opened.stream });
    },
    handlers: taskJobs(deps),
    schedules: (hour) => [{ name: SWEEP_JOB, hour, minute: 15 }],
  };
}

function toView(
  kinds: readonly TaskKind[],
  task: NonNullable<Awaited<ReturnType<typeof findTask>>>,
): TaskView {
  const kind = kinds.find((one) => one.kind === task.kind);
  const refusal = task.refusal === null ? null : refusalSchema.parse(task.refusal);
  const result: TaskResult | null = task.result === null ? null : resultSchema.parse(task.result);
  return {
    id: task.id,
    title: task.title,
    state: task.state as TaskState,
    stage: task.stage,
    done: task.done,
    total: task.total,
    isCancelling: task.cancel_requested_at !== null,
    result,
    refusal,
    refusalText:
      refusal === null
        ? ''
        : (platformRefusalText(refusal) ?? kind?.describeRefusal(refusal) ?? refusal.code),
    again: kind === undefined ? null : { ...kind.again, to: task.again_to ?? kind.again.to },
  };
}
