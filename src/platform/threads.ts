import { Worker } from 'node:worker_threads';
import { refuse, type Result } from '#src/lib/result.ts';

/** How far work is: a stage in words, how much of it is done, of how much (0: not known). */
export type Report = (stage: string, done: number, total: number) => void;

/** What runs in a thread: an exported function of what can be cloned, answering what can be cloned. */
// oxlint-disable-next-line typescript/no-explicit-any -- any input at all; the caller's type says which
export type ThreadFunction = (input: any, report: Report) => unknown;

export interface ThreadOptions {
  /** When aborted, the thread is ended at once and the call rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  /** After so many seconds the thread is ended and the work refused. */
  readonly limitSeconds: number;
  /** Memory for the thread's objects, megabytes; 1,024 unless told. */
  readonly memoryMegabytes?: number;
  readonly onProgress?: Report;
}

/** What a thread is asked for and what it says. */
export interface ThreadRequest {
  readonly module: string;
  readonly name: string;
  readonly input: unknown;
}
export type ThreadMessage =
  | { readonly progress: Parameters<Report> }
  | { readonly answer: unknown }
  | { readonly failure: Error };

/** Loading its modules costs a thread half a second, so one that has done its work waits this long for more. */
const IDLE_MILLISECONDS = 300_000;
const idleByKey = new Map<string, { readonly thread: Worker; readonly timer: NodeJS.Timeout }>();

/**
 * Runs an exported function of a module in a thread of its own, so that the caller's event loop goes on meanwhile and
 * work that never ends can be ended. Refuses with `thread.too_long` (fact `seconds`) and `thread.too_large` (the
 * memory ran out); rejects when the function throws or the signal is aborted.
 *
 * `runInThread<typeof readFile>(new URL('./read-file.ts', import.meta.url), 'readFile', input, { limitSeconds: 60 })`
 */
export async function runInThread<F extends ThreadFunction>(
  module: URL,
  name: string,
  input: Parameters<F>[0],
  options: ThreadOptions,
): Promise<Result<Awaited<ReturnType<F>>>> {
  const { signal, limitSeconds, memoryMegabytes = 1024, onProgress } = options;
  signal?.throwIfAborted();
  const key = `${memoryMegabytes} ${module.href}`;
  const thread = takeThread(key, memoryMegabytes);
  const listening = new AbortController();
  let isSound = false;
  try {
    return await new Promise((resolve, reject) => {
      const late = setTimeout(
        () => resolve(refuse('thread.too_long', { seconds: limitSeconds })),
        limitSeconds * 1000,
      );
      const stopListening = listenTo(thread, {
        message: (message: ThreadMessage) => {
          if ('progress' in message) return callBack(() => onProgress?.(...message.progress), reject);
          isSound = true;
          if ('failure' in message) reject(message.failure);
          else resolve({ ok: true, value: message.answer as Awaited<ReturnType<F>> });
        },
        messageerror: reject,
        error: (error: NodeJS.ErrnoException) => {
          if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') resolve(refuse('thread.too_large'));
          else reject(error);
        },
        exit: (code: number) => reject(new Error(`The thread of ${name} ended with code ${code}`)),
      });
      signal?.addEventListener('abort', () => reject(signal.reason as Error), { signal: listening.signal });
      listening.signal.addEventListener('abort', () => {
        clearTimeout(late);
        stopListening();
      });
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread of Node has no origin
      thread.postMessage({ module: module.href, name, input } satisfies ThreadRequest);
    });
  } finally {
    listening.abort();
    if (isSound) keepThread(key, thread);
    else await thread.terminate();
  }
}

function takeThread(key: string, memoryMegabytes: number): Worker {
  const idle = idleByKey.get(key);
  if (idle !== undefined) {
    idleByKey.delete(key);
    clearTimeout(idle.timer);
    idle.thread.ref();
    return idle.thread;
  }
  const thread = new Worker(new URL('./thread-entry.ts', import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: memoryMegabytes },
  });
  // An idle thread that breaks must not end the process; it is simply not taken again.
  thread.on('error', () => undefined);
  thread.on('exit', () => {
    if (idleByKey.get(key)?.thread === thread) idleByKey.delete(key);
  });
  return thread;
}

function keepThread(key: string, thread: Worker): void {
  if (idleByKey.has(key)) {
    void thread.terminate();
    return;
  }
  // An idle thread does not keep the process alive.
  thread.unref();
  const timer = setTimeout(() => {
    idleByKey.delete(key);
    void thread.terminate();
  }, IDLE_MILLISECONDS);
  idleByKey.set(key, { thread, timer: timer.unref() });
}

/** Listens until the answer is called. */
function listenTo(
  thread: Worker,
  // oxlint-disable-next-line typescript/no-explicit-any -- each event has its own argument
  listeners: Readonly<Record<string, (value: any) => void>>,
): () => void {
  for (const [event, listener] of Object.entries(listeners)) thread.on(event, listener);
  return () => {
    for (const [event, listener] of Object.entries(listeners)) thread.off(event, listener);
  };
}

/** The caller's own function may throw to end the work; inside an event that would end the process instead. */
function callBack(work: () => void, reject: (error: unknown) => void): void {
  try {
    work();
  } catch (error) {
    reject(error);
  }
}
