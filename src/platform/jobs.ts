import { Logger, parseCronItems, run } from 'graphile-worker';
import type { JobHelpers, Runner } from 'graphile-worker';
import { sql } from 'kysely';
import type { Pool } from 'pg';
import type { z } from 'zod';
import type { Clock } from './clock.ts';
import { toJson } from './db/json.ts';
import type { JsonValue } from './db/json.ts';
import type { Database, ScopedTx } from './db/scope.ts';
import type { Log } from './log.ts';

/** The port that services use: a job exists exactly when the transaction that added it was committed. */
export interface Jobs {
  /**
   * @param options.runAt not before this instant. @param options.inSeconds not before so many seconds from now, by the
   * clock of the database, which is that of the queue. @param options.key a job with the same key that has not begun is
   * replaced. @param options.maxAttempts tries with growing pauses before it is given up (25 unless told).
   */
  add(tx: ScopedTx, name: string, payload: JsonValue, options?: JobOptions): Promise<void>;
}

export interface JobOptions {
  readonly runAt?: Temporal.Instant;
  readonly inSeconds?: number;
  readonly key?: string;
  readonly maxAttempts?: number;
}

/** One kind of job: its name, the shape of its payload, what it does. A throw means «try again later». */
export interface JobHandler<Payload = unknown> {
  readonly name: string;
  readonly payload: z.ZodType<Payload>;
  /**
   * The handler opens its own transaction: `withActor` for whom it acts, or `asSystem`. It may run twice. The signal
   * is aborted when the program stops and has waited some seconds for it.
   */
  readonly handle: (payload: Payload, stopping: AbortSignal) => Promise<void>;
}

/** Lets handlers of different payloads stand in one list without losing the check that each fits its schema. */
export function defineJob<Payload>(handler: JobHandler<Payload>): JobHandler {
  return {
    name: handler.name,
    payload: handler.payload,
    handle: (payload, stopping) => handler.handle(handler.payload.parse(payload), stopping),
  };
}

/** A job that the worker adds by itself every day (or one day a week) at an hour of the installation's time zone. */
export interface Schedule {
  readonly name: string;
  /** 0–23. */
  readonly hour: number;
  /** 0–59; 0 unless told. */
  readonly minute?: number;
  /** ISO day, 1 = Monday … 7 = Sunday; every day unless told. */
  readonly dayOfWeek?: number;
  /** The handler is given this; `{}` unless told. */
  readonly payload?: Readonly<Record<string, JsonValue>>;
}

export const jobs: Jobs = {
  add: async (tx, name, payload, { runAt, inSeconds, key, maxAttempts } = {}) => {
    await sql`select app.add_job(${name}, ${toJson(payload)}::json,
      coalesce(${runAt?.toString() ?? null}::timestamptz, clock_timestamp() + ${inSeconds ?? null}::float8 * interval '1 second'),
      ${key ?? null}, ${maxAttempts ?? null}::integer)`.execute(tx.query);
  },
};

export interface Worker {
  /** Lets running jobs finish, then stops. */
  stop(): Promise<void>;
}

export interface WorkerOptions {
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Log;
  readonly handlers: readonly JobHandler[];
  readonly schedules: readonly Schedule[];
  /** IANA zone in which the schedules' hours are meant. */
  readonly timeZone: string;
  /** Jobs at a time; 2 unless told. */
  readonly concurrency?: number;
}

/** As pg-pool words it; it gives the error no code. */
const LATE = 'timeout exceeded when trying to connect';

/**
 * Connections of the queue. One that is late (the machine stood still for a while) fails with the code `ETIMEDOUT`, by which
 * graphile-worker knows to try again: without it the end of a job was lost, and the rejection that nobody waits for ends the program.
 */
export function createQueuePool(db: Database, max: number): Pool {
  const pool = db.createRolePool('nastavnik_jobs', { max });
  const connect = pool.connect.bind(pool) as (...callback: unknown[]) => Promise<unknown>;
  const connectOrTell = async () => {
    try {
      return await connect();
    } catch (error) {
      throw error instanceof Error && error.message === LATE
        ? Object.assign(error, { code: 'ETIMEDOUT' })
        : error;
    }
  };
  // The pool itself asks with a callback.
  pool.connect = ((...callback: unknown[]) =>
    callback.length > 0 ? connect(...callback) : connectOrTell()) as Pool['connect'];
  return pool;
}

/**
 * Works off the queue until stopped. A night missed because the program was off is made up for within twelve hours.
 * A payload that does not fit its schema fails the job with the reason; it is tried again like any failure.
 */
export async function startWorker(options: WorkerOptions): Promise<Worker> {
  const { db, log, handlers, schedules, timeZone, concurrency = 2 } = options;
  const pool = createQueuePool(db, concurrency + 3);
  let runner: Runner;
  try {
    runner = await run({
      pgPool: pool,
      concurrency,
      noHandleSignals: true,
      pollInterval: 2000,
      taskList: Object.fromEntries(
        handlers.map((handler) => [
          handler.name,
          (payload: unknown, { abortSignal }: JobHelpers) => runJob(handler, payload, abortSignal, log),
        ]),
      ),
      parsedCronItems: parseCronItems(
        schedules.map((schedule) => toCronItem(schedule, timeZone, options.clock)),
      ),
      logger: quietLogger(log),
    });
  } catch (error) {
    await pool.end();
    throw error;
  }
  return {
    stop: async () => {
      await runner.stop();
      await pool.end();
    },
  };
}

async function runJob(handler: JobHandler, payload: unknown, stopping: AbortSignal, log: Log): Promise<void> {
  const started = performance.now();
  const parsed = handler.payload.safeParse(withoutCronFacts(payload));
  if (!parsed.success) {
    log.error({ event: 'job.malformed', job: handler.name }, 'a job has a payload of the wrong shape');
    throw new Error(`Payload of job ${handler.name} has the wrong shape`, { cause: parsed.error });
  }
  try {
    await handler.handle(parsed.data, stopping);
    const milliseconds = Math.round(performance.now() - started);
    log.info({ event: 'job.done', job: handler.name, milliseconds }, 'did a job');
  } catch (error) {
    log.error({ event: 'job.failed', job: handler.name, error }, 'a job failed; it will be tried again');
    throw error;
  }
}

/** The queue adds a field of its own to scheduled payloads; strict schemas must not stumble over it. */
function withoutCronFacts(payload: unknown): unknown {
  if (typeof payload !== 'object' || payload === null || !('_cron' in payload)) return payload;
  const { _cron, ...rest } = payload;
  return rest;
}

/** The queue counts in UTC: the matcher turns each minute it asks about into the installation's own hour. */
function toCronItem(schedule: Schedule, timeZone: string, clock: Clock) {
  return {
    task: schedule.name,
    identifier: schedule.name,
    payload: { ...schedule.payload },
    options: { backfillPeriod: 12 * 60 * 60 * 1000, maxAttempts: 5 },
    match: (digest: { month: number; date: number; hour: number; min: number }) =>
      isDue(schedule, localTime(digest, timeZone, clock)),
  };
}

function localTime(
  { month, date, hour, min }: { month: number; date: number; hour: number; min: number },
  timeZone: string,
  clock: Clock,
): Temporal.ZonedDateTime {
  const now = clock.now().toZonedDateTimeISO('UTC');
  // The question carries no year. It is about now or the last hours: a December asked about in January is last year's.
  const year = month > now.month + 1 ? now.year - 1 : now.year;
  return Temporal.ZonedDateTime.from({
    year,
    month,
    day: date,
    hour,
    minute: min,
    timeZone: 'UTC',
  }).withTimeZone(timeZone);
}

/** Whether the schedule falls on this minute. */
export function isDue(schedule: Schedule, local: Temporal.ZonedDateTime): boolean {
  return (
    local.hour === schedule.hour &&
    local.minute === (schedule.minute ?? 0) &&
    (schedule.dayOfWeek === undefined || local.dayOfWeek === schedule.dayOfWeek)
  );
}

/** The queue's own chatter goes to our log, its levels one step quieter. */
function quietLogger(log: Log): Logger {
  return new Logger(() => (level, message) => {
    if (level === 'error') log.error({ event: 'queue' }, message);
    else if (level === 'warning') log.warn({ event: 'queue' }, message);
    else log.debug({ event: 'queue' }, message);
  });
}
