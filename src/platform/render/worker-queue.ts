import { Worker } from 'node:worker_threads';

/** What a thread is asked for and what it answers; ids pair them. */
export interface WorkerRequest<Work> {
  readonly id: number;
  readonly work: Work;
}
export type WorkerAnswer<Result> =
  | { readonly id: number; readonly result: Result }
  /** `isRange`: a `RangeError`, by which the work says that what it was asked for cannot be done. */
  | { readonly id: number; readonly failure: string; readonly isRange: boolean };

/** A thread that does pieces of work one after another. */
export interface WorkerQueue<Work, Result> {
  /**
   * Has a piece of work done when its turn comes. On `signal` the answer is a rejection with the signal's reason at
   * once; work that has begun is finished by the thread and thrown away. Rejects with an `Error` when the work fails or
   * takes too long, and with a `RangeError` when it threw one.
   */
  ask(work: Work, signal?: AbortSignal): Promise<Result>;
  /** Ends the thread; work not done is rejected. The next `ask` starts it again. */
  close(): Promise<void>;
}

interface Task<Work, Result> {
  readonly id: number;
  readonly work: Work;
  readonly signal: AbortSignal | undefined;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: Error) => void;
}

/** No paper takes so long; whatever does is given up, so that the next one gets its turn. */
const limit = 120_000;
/** After so long without work the thread ends and gives back its memory. */
const idleLimit = 300_000;

/**
 * Makes a queue before a thread that runs `module`; the thread starts with the first piece of work.
 * @param name what failures call it.
 */
export function createWorkerQueue<Work, Result>(module: URL, name: string): WorkerQueue<Work, Result> {
  const queue: Task<Work, Result>[] = [];
  let worker: Worker | null = null;
  let current: Task<Work, Result> | null = null;
  let timer: NodeJS.Timeout | undefined;
  let nextId = 1;

  async function ask(work: Work, signal?: AbortSignal): Promise<Result> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) {
        reject(reasonOf(signal));
        return;
      }
      const abort = () => reject(reasonOf(signal));
      const end =
        <T>(act: (value: T) => void) =>
        (value: T) => {
          signal?.removeEventListener('abort', abort);
          act(value);
        };
      signal?.addEventListener('abort', abort, { once: true });
      queue.push({ id: nextId, work, signal, resolve: end(resolve), reject: end(reject) });
      nextId += 1;
      startNext();
    });
  }

  async function close(): Promise<void> {
    const ending = worker;
    clearTimeout(timer);
    const tasks = [...(current ? [current] : []), ...queue.splice(0)];
    current = null;
    worker = null;
    for (const task of tasks) task.reject(new Error(`The ${name} renderer was closed`));
    await ending?.terminate();
  }

  function startNext(): void {
    if (current) return;
    clearTimeout(timer);
    let task = queue.shift();
    // Nobody waits for what was cancelled.
    while (task?.signal?.aborted) task = queue.shift();
    if (!task) {
      // An idle thread does not keep the process alive.
      worker?.unref();
      timer = setTimeout(() => void close(), idleLimit).unref();
      return;
    }
    current = task;
    worker ??= startWorker();
    worker.ref();
    timer = setTimeout(() => {
      const stuck = worker;
      settle({ failure: new Error(`A ${name} was not laid out in ${limit / 1000} s`) }, false);
      void stuck?.terminate();
    }, limit);
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread of Node has no origin
    worker.postMessage({ id: task.id, work: task.work } satisfies WorkerRequest<Work>);
  }

  function startWorker(): Worker {
    const started = new Worker(module);
    started.on('message', (answer: WorkerAnswer<Result>) => {
      if (answer.id !== current?.id) return;
      if ('result' in answer) settle(answer, true);
      else if (answer.isRange) settle({ failure: new RangeError(answer.failure) }, true);
      else settle({ failure: new Error(`The ${name} layout failed: ${answer.failure}`) }, true);
    });
    started.on('error', (error) => {
      if (started === worker)
        settle({ failure: error instanceof Error ? error : new Error(String(error)) }, false);
    });
    started.on('exit', (code) => {
      if (started === worker)
        settle({ failure: new Error(`The ${name} thread ended with code ${code}`) }, false);
    });
    return started;
  }

  /** Answers the current task and goes on; a thread that is not sound is not used again. */
  function settle(
    outcome: { readonly result: Result } | { readonly failure: Error },
    isSound: boolean,
  ): void {
    const task = current;
    current = null;
    if (!isSound) worker = null;
    if ('result' in outcome) task?.resolve(outcome.result);
    else task?.reject(outcome.failure);
    startNext();
  }

  return { ask, close };
}

function reasonOf(signal: AbortSignal | undefined): Error {
  const reason: unknown = signal?.reason;
  return reason instanceof Error ? reason : new Error('Cancelled');
}
