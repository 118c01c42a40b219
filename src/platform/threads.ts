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

/** What the thread is made with and what it says. */
export interface ThreadData {
  readonly module: string;
  readonly name: string;
  readonly input: unknown;
}
export type ThreadMessage =
  | { readonly progress: Parameters<Report> }
  | { readonly answer: unknown }
  | { readonly failure: Error };

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
  const thread = new Worker(new URL('./thread-entry.ts', import.meta.url), {
    workerData: { module: module.href, name, input } satisfies ThreadData,
    resourceLimits: { maxOldGenerationSizeMb: memoryMegabytes },
  });
  const listening = new AbortController();
  try {
    return await new Promise((resolve, reject) => {
      const late = setTimeout(
        () => resolve(refuse('thread.too_long', { seconds: limitSeconds })),
        limitSeconds * 1000,
      );
      listening.signal.addEventListener('abort', () => clearTimeout(late));
      signal?.addEventListener('abort', () => reject(signal.reason as Error), { signal: listening.signal });
      thread.on('message', (message: ThreadMessage) => {
        if ('progress' in message) callBack(() => onProgress?.(...message.progress), reject);
        else if ('failure' in message) reject(message.failure);
        else resolve({ ok: true, value: message.answer as Awaited<ReturnType<F>> });
      });
      thread.on('messageerror', reject);
      thread.on('error', (error: NodeJS.ErrnoException) => {
        if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') resolve(refuse('thread.too_large'));
        else reject(error);
      });
      thread.on('exit', (code) => reject(new Error(`The thread of ${name} ended with code ${code}`)));
    });
  } finally {
    listening.abort();
    await thread.terminate();
  }
}

/** The caller's own function may throw to end the work; inside an event that would end the process instead. */
function callBack(work: () => void, reject: (error: unknown) => void): void {
  try {
    work();
  } catch (error) {
    reject(error);
  }
}
