import { sql } from 'kysely';
import type { Refusal } from '#src/lib/result.ts';
import { toJson } from '#src/platform/db/json.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import type { NewTask, TaskResult, TaskState } from './model.ts';

const UNFINISHED = ['queued', 'running'] as const;

/** One of a person's starts at a time, so that two at the same moment do not both fit under the limit. */
export async function lockStarts(tx: ScopedTx, accountId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`tasks of ${accountId}`}, 0))`.execute(tx.query);
}

export async function countUnfinished(tx: ScopedTx, accountId: string): Promise<number> {
  const { count } = await tx.query
    .selectFrom('tasks')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('account_id', '=', accountId)
    .where('finished_at', 'is', null)
    .executeTakeFirstOrThrow();
  return count;
}

/** The task that this form started before, unless it came to nothing. */
export async function findBySubmission(
  tx: ScopedTx,
  accountId: string,
  submission: string,
): Promise<string | null> {
  const row = await tx.query
    .selectFrom('tasks')
    .select('id')
    .where('account_id', '=', accountId)
    .where('submission_id', '=', submission)
    .where('state', 'in', ['queued', 'running', 'done'])
    .executeTakeFirst();
  return row?.id ?? null;
}

export async function insertTask(tx: ScopedTx, accountId: string, task: NewTask): Promise<string> {
  const { id } = await tx.query
    .insertInto('tasks')
    .values({
      organization_id: task.organizationId,
      account_id: accountId,
      kind: task.kind,
      title: task.title.slice(0, 300),
      payload: toJson(task.payload),
      again_to: task.againTo ?? null,
      submission_id: task.submission ?? null,
      created_at: tx.now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  if (task.bytes !== undefined) {
    await tx.query
      .insertInto('task_inputs')
      .values({ task_id: id, account_id: accountId, bytes: Buffer.from(task.bytes) })
      .execute();
  }
  return id;
}

const COLUMNS = [
  'id',
  'organization_id',
  'kind',
  'title',
  'state',
  'stage',
  'done',
  'total',
  'payload',
  'result',
  'refusal',
  'again_to',
  'attempts',
  'cancel_requested_at',
] as const;

/** The actor's task; null when there is none, or it is somebody else's. */
export async function findTask(tx: ScopedTx, taskId: string) {
  const row = await tx.query.selectFrom('tasks').select(COLUMNS).where('id', '=', taskId).executeTakeFirst();
  return row ?? null;
}

/** The same, held until the transaction ends, with the seconds since the last sign of life (null: never any). */
export async function lockTask(tx: ScopedTx, taskId: string) {
  const row = await tx.query
    .selectFrom('tasks')
    .select([
      ...COLUMNS,
      sql<number | null>`extract(epoch from clock_timestamp() - seen_at)::float8`.as('secondsUnseen'),
    ])
    .where('id', '=', taskId)
    .forUpdate()
    .executeTakeFirst();
  return row ?? null;
}

export async function readInput(tx: ScopedTx, taskId: string): Promise<Uint8Array | null> {
  const row = await tx.query
    .selectFrom('task_inputs')
    .select('bytes')
    .where('task_id', '=', taskId)
    .executeTakeFirst();
  return row?.bytes ?? null;
}

/** Takes the task up: one more attempt, progress from the beginning. Answers the number of the attempt. */
export async function beginAttempt(tx: ScopedTx, taskId: string): Promise<number> {
  const { attempts } = await tx.query
    .updateTable('tasks')
    .set((eb) => ({
      state: 'running',
      attempts: eb('attempts', '+', 1),
      started_at: eb.fn.coalesce('started_at', sql<Temporal.Instant>`${tx.now}::timestamptz`),
      seen_at: sql<Temporal.Instant>`clock_timestamp()`,
      stage: '',
      done: 0,
      total: 0,
    }))
    .where('id', '=', taskId)
    .returning('attempts')
    .executeTakeFirstOrThrow();
  return attempts;
}

/** Puts the task back into the queue as if this attempt had not been. Answers whether it still was to be put back. */
export async function releaseAttempt(tx: ScopedTx, taskId: string, attempt: number): Promise<boolean> {
  const { numUpdatedRows } = await tx.query
    .updateTable('tasks')
    .set({ state: 'queued', attempts: attempt - 1, seen_at: null })
    .where('id', '=', taskId)
    .where('attempts', '=', attempt)
    .where('state', '=', 'running')
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/**
 * A sign of life with the progress so far. Answers whether the person has cancelled; null when this attempt is not the
 * one that counts any more.
 */
export async function touch(
  tx: ScopedTx,
  taskId: string,
  attempt: number,
  progress: { stage: string; done: number; total: number },
): Promise<{ isCancelled: boolean } | null> {
  const row = await tx.query
    .updateTable('tasks')
    .set({ ...progress, seen_at: sql<Temporal.Instant>`clock_timestamp()` })
    .where('id', '=', taskId)
    .where('attempts', '=', attempt)
    .where('state', '=', 'running')
    .returning('cancel_requested_at')
    .executeTakeFirst();
  return row === undefined ? null : { isCancelled: row.cancel_requested_at !== null };
}

export type TaskEnd =
  | { readonly state: 'done'; readonly result: TaskResult }
  | { readonly state: 'refused'; readonly refusal: Refusal }
  | { readonly state: 'cancelled' | 'failed' };

/**
 * Ends a task and removes what it worked on. With `attempt` only when that attempt still counts; `done` only when
 * nobody has cancelled. Answers whether it was ended.
 */
export async function endTask(
  tx: ScopedTx,
  taskId: string,
  end: TaskEnd,
  attempt?: number,
): Promise<boolean> {
  let ending = tx.query
    .updateTable('tasks')
    .set({
      state: end.state,
      result: end.state === 'done' ? toJson(end.result) : null,
      refusal: end.state === 'refused' ? toJson(end.refusal) : null,
      payload: null,
      finished_at: tx.now,
    })
    .where('id', '=', taskId)
    .where('state', 'in', UNFINISHED);
  if (attempt !== undefined) ending = ending.where('attempts', '=', attempt);
  if (end.state === 'done') ending = ending.where('cancel_requested_at', 'is', null);
  const { numUpdatedRows } = await ending.executeTakeFirst();
  if (numUpdatedRows === 0n) return false;
  await tx.query.deleteFrom('task_inputs').where('task_id', '=', taskId).execute();
  return true;
}

/** Asks the process that does the task to stop. Answers the state it is in; null when it is over already. */
export async function requestCancel(tx: ScopedTx, taskId: string): Promise<TaskState | null> {
  const row = await tx.query
    .updateTable('tasks')
    .set((eb) => ({
      cancel_requested_at: eb.fn.coalesce(
        'cancel_requested_at',
        sql<Temporal.Instant>`${tx.now}::timestamptz`,
      ),
    }))
    .where('id', '=', taskId)
    .where('state', 'in', UNFINISHED)
    .returning('state')
    .executeTakeFirst();
  return (row?.state as TaskState | undefined) ?? null;
}

/**
 * Removes tasks that ended before `endedBefore`, and ends those that nobody will do any more: without a sign of life
 * for an hour, or in the queue since before `startedBefore`. Answers how many of each.
 */
export async function sweepTasks(
  tx: ScopedTx,
  { endedBefore, startedBefore }: { endedBefore: Temporal.Instant; startedBefore: Temporal.Instant },
): Promise<{ removed: number; lost: number }> {
  const removed = await tx.query
    .deleteFrom('tasks')
    .where('finished_at', '<', endedBefore)
    .executeTakeFirst();
  const lost = await tx.query
    .selectFrom('tasks')
    .select('id')
    .where((eb) =>
      eb.or([
        eb.and([
          eb('state', '=', 'running'),
          eb('seen_at', '<', sql<Temporal.Instant>`clock_timestamp() - interval '1 hour'`),
        ]),
        eb.and([eb('state', '=', 'queued'), eb('created_at', '<', startedBefore)]),
      ]),
    )
    .forUpdate()
    .execute();
  for (const { id } of lost) await endTask(tx, id, { state: 'failed' });
  return { removed: Number(removed.numDeletedRows), lost: lost.length };
}
