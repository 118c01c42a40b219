import { parentPort } from 'node:worker_threads';

import type { WorkerAnswer, WorkerRequest } from '#src/platform/render/worker-queue.ts';

/**
 * The thread's side of a `WorkerQueue`: does what is asked and answers with the result or with what went wrong.
 * @param memoryOf the memory of a result that the asker gets instead of a copy.
 */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- it says what the messages hold
export function answerWork<Work, Result>(
  perform: (work: Work) => Result | Promise<Result>,
  memoryOf: (result: Result) => readonly ArrayBuffer[],
): void {
  const answer = async ({ id, work }: WorkerRequest<Work>) => {
    try {
      const result = await perform(work);
      parentPort?.postMessage({ id, result } satisfies WorkerAnswer<Result>, [...memoryOf(result)]);
    } catch (error) {
      const failure = error instanceof Error ? error.message : String(error);
      const told: WorkerAnswer<Result> = { id, failure, isRange: error instanceof RangeError };
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread of Node has no origin
      parentPort?.postMessage(told);
    }
  };
  parentPort?.on('message', (request: WorkerRequest<Work>) => void answer(request));
}
