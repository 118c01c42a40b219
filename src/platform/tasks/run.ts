import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { Database, PersonActor, ScopedTx } from '#src/platform/db/scope.ts';
import { defineJob, jobs, type JobHandler } from '#src/platform/jobs.ts';
import type { Log } from '#src/platform/log.ts';
import type { TaskKind, TaskResult } from './model.ts';
import { RUN_JOB } from './start.ts';
import {
  beginAttempt,
  endTask,
  findTask,
  lockTask,
  readInput,
  releaseAttempt,
  sweepTasks,
  touch,
  type TaskEnd,
} from './store.ts';

/** Progress goes to the database at most this often, and a sign of life at least this often. Milliseconds. */
const PROGRESS_EVERY = 250;
const ALIVE_EVERY = 1_000;
/** Without a sign of life for so long the process is taken for dead; looked at as often. Seconds. */
const LOST_AFTER = 20;
/** A document that kills its process must not do so for ever. */
const MOST_ATTEMPTS = 3;
const KEPT_DAYS = 7;

const CHECK_JOB = 'tasks.check';
export const SWEEP_JOB = 'tasks.sweep';

export interface TaskDeps {
  readonly db: Database;
  readonly log: Log;
  readonly kinds: readonly TaskKind[];
}

/** Why a run was stopped from outside; the reason of its signal. */
class TaskStopped extends Error {
  readonly why: 'cancelled' | 'taken_over' | 'stopping';
  constructor(why: TaskStopped['why']) {
    super(`The task was stopped: ${why}`);
    this.why = why;
  }
}

const ticket = z.strictObject({ taskId: z.uuid(), accountId: z.string().min(1) });
type Ticket = z.infer<typeof ticket>;

/** The jobs by which tasks are done, found again after their process died, and swept in the end. */
export function taskJobs(deps: TaskDeps): JobHandler[] {
  return [
    defineJob({ name: RUN_JOB, payload: ticket, handle: (sent, signal) => runTask(deps, sent, signal) }),
    defineJob({ name: CHECK_JOB, payload: ticket, handle: (sent) => checkTask(deps, sent) }),
    defineJob({
      name: SWEEP_JOB,
      payload: z.object({}).loose(),
      handle: async () => {
        const swept = await deps.db.asSystem('tasks that ended long ago', SWEEP_JOB, (tx) =>
          sweepTasks(tx, {
            endedBefore: tx.now.subtract({ hours: KEPT_DAYS * 24 }),
            startedBefore: tx.now.subtract({ hours: 24 }),
          }),
        );
        if (swept.removed + swept.lost > 0) deps.log.info({ event: SWEEP_JOB, ...swept }, 'swept old tasks');
      },
    }),
  ];
}

interface Attempt {
  readonly taskId: string;
  readonly actor: PersonActor;
  readonly number: number;
  readonly kind: TaskKind;
  readonly organizationId: string;
  readonly payload: unknown;
  readonly bytes: Uint8Array | null;
}

async function runTask(deps: TaskDeps, sent: Ticket, stopping: AbortSignal): Promise<void> {
  const attempt = await takeUp(deps, sent);
  if (attempt === null) return;
  const { db, log } = deps;
  const { taskId, actor } = attempt;
  const life = startLife(deps, attempt, stopping);
  let end: TaskEnd;
  try {
    const answer = await attempt.kind.run({
      payload: attempt.payload,
      actor,
      organizationId: attempt.organizationId,
      bytes: attempt.bytes,
      report: life.report,
      signal: life.signal,
      store: (command, work) =>
        db.withActor(actor, command, async (tx) => {
          const stored = await work(tx);
          if (!stored.ok) return stored;
          life.signal.throwIfAborted();
          const ended = await endTask(tx, taskId, { state: 'done', result: stored.value }, attempt.number);
          if (ended) return stored;
          const now = await findTask(tx, taskId);
          // Thrown inside the transaction, so that it takes the work back with it.
          throw life.stop(now?.cancel_requested_at == null ? 'taken_over' : 'cancelled');
        }),
    });
    end = answer.ok
      ? { state: 'done', result: answer.value satisfies TaskResult }
      : { state: 'refused', refusal: answer.refusal };
  } catch (error) {
    if (!life.signal.aborted) log.error({ event: 'task.failed', taskId, error }, 'a task failed');
    end = { state: 'failed' };
  }
  await life.end();
  const stopped: unknown = life.signal.aborted ? life.signal.reason : undefined;
  if (stopped instanceof TaskStopped) {
    if (stopped.why === 'stopping') return giveBack(deps, sent, attempt.number);
    if (stopped.why === 'taken_over') return;
    end = { state: 'cancelled' };
  }
  await finish(deps, actor, taskId, end, attempt.number);
}

/** The program stops, the work does not: whoever runs next does it. */
async function giveBack({ db }: TaskDeps, sent: Ticket, attempt: number): Promise<void> {
  await db.withActor({ kind: 'person', accountId: sent.accountId }, 'tasks.release', async (tx) => {
    // A job of its own: a queue that is being closed may not come to put this one back.
    if (await releaseAttempt(tx, sent.taskId, attempt)) await jobs.add(tx, RUN_JOB, sent);
  });
}

/** Writes how it ended; a `done` that somebody cancelled at the last moment, with nothing stored, is cancelled. */
async function finish(
  { db }: TaskDeps,
  actor: PersonActor,
  taskId: string,
  end: TaskEnd,
  attempt: number,
): Promise<void> {
  await db.withActor(actor, 'tasks.end', async (tx) => {
    if (await endTask(tx, taskId, end, attempt)) return;
    if (end.state === 'done') await endTask(tx, taskId, { state: 'cancelled' }, attempt);
  });
}

/** One more attempt, or null when there is nothing to do: over, cancelled, given up, or done by another process. */
async function takeUp({ db, kinds }: TaskDeps, { taskId, accountId }: Ticket): Promise<Attempt | null> {
  const actor: PersonActor = { kind: 'person', accountId };
  return db.withActor(actor, 'tasks.begin', async (tx) => {
    const task = await lockTask(tx, taskId);
    if (task === null || !['queued', 'running'].includes(task.state)) return null;
    if (task.state === 'running' && (task.secondsUnseen ?? Infinity) < LOST_AFTER) return null;
    const kind = kinds.find((one) => one.kind === task.kind);
    if (task.cancel_requested_at !== null) {
      await endTask(tx, taskId, { state: 'cancelled' });
      return null;
    }
    if (kind === undefined || task.attempts >= MOST_ATTEMPTS) {
      await endTask(tx, taskId, { state: 'failed' });
      return null;
    }
    const number = await beginAttempt(tx, taskId);
    await addCheck(tx, { taskId, accountId });
    return {
      taskId,
      actor,
      number,
      kind,
      organizationId: task.organization_id,
      payload: task.payload,
      bytes: await readInput(tx, taskId),
    };
  });
}

/** Looks again when the task would count as lost if this was its last sign of life. */
function addCheck(tx: ScopedTx, sent: Ticket, secondsUnseen = 0): Promise<void> {
  const inSeconds = Math.max(1, Math.ceil(LOST_AFTER - secondsUnseen));
  return jobs.add(tx, CHECK_JOB, sent, { inSeconds, key: `${CHECK_JOB}:${sent.taskId}` });
}

/** The queue holds the job of a killed process for hours. A running task without a sign of life is begun anew. */
async function checkTask({ db }: TaskDeps, sent: Ticket): Promise<void> {
  await db.withActor({ kind: 'person', accountId: sent.accountId }, CHECK_JOB, async (tx) => {
    const task = await lockTask(tx, sent.taskId);
    if (task?.state !== 'running') return;
    const unseen = task.secondsUnseen ?? Infinity;
    if (unseen < LOST_AFTER) await addCheck(tx, sent, unseen);
    else await jobs.add(tx, RUN_JOB, sent);
  });
}

/** Keeps telling the database that the work goes on and how far it is, and hears from it whether it should. */
function startLife({ db, log }: TaskDeps, attempt: Attempt, stopping: AbortSignal) {
  const work = new AbortController();
  const ended = new AbortController();
  let progress = { stage: '', done: 0, total: 0 };
  let said = progress;
  let saidAt = performance.now();

  function stop(why: TaskStopped['why']): TaskStopped {
    if (!work.signal.aborted) work.abort(new TaskStopped(why));
    return work.signal.reason as TaskStopped;
  }

  async function say(): Promise<void> {
    said = progress;
    saidAt = performance.now();
    const heard = await db.withActor(attempt.actor, 'tasks.progress', (tx) =>
      touch(tx, attempt.taskId, attempt.number, said),
    );
    if (ended.signal.aborted) return;
    if (heard === null) stop('taken_over');
    else if (heard.isCancelled) stop('cancelled');
  }

  async function keepSaying(): Promise<void> {
    while (!ended.signal.aborted) {
      await sleep(PROGRESS_EVERY, undefined, { signal: ended.signal }).catch(() => undefined);
      if (ended.signal.aborted) return;
      if (said === progress && performance.now() - saidAt < ALIVE_EVERY) continue;
      await say().catch((error: unknown) =>
        log.warn({ event: 'task.progress', taskId: attempt.taskId, error }, 'progress could not be stored'),
      );
    }
  }

  const onStopping = () => stop('stopping');
  if (stopping.aborted) onStopping();
  stopping.addEventListener('abort', onStopping);
  const saying = keepSaying();
  return {
    signal: work.signal,
    report: (stage: string, done: number, total: number): void => {
      work.signal.throwIfAborted();
      progress = { stage: stage.slice(0, 120), done: Math.floor(done), total: Math.floor(total) };
    },
    stop,
    end: async (): Promise<void> => {
      ended.abort();
      stopping.removeEventListener('abort', onStopping);
      await saying;
    },
  };
}
