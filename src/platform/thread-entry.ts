import { parentPort, workerData } from 'node:worker_threads';
import type { Report, ThreadData, ThreadFunction, ThreadMessage } from './threads.ts';

/** Progress is looked at by people: more often than this nobody sees a difference. Milliseconds. */
const SAID_EVERY = 100;

const { module, name, input } = workerData as ThreadData;

function say(message: ThreadMessage): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread of Node has no origin
  parentPort?.postMessage(message);
}

let saidAt = -Infinity;
let saidStage = '';
const report: Report = (stage, done, total) => {
  const now = performance.now();
  if (stage === saidStage && now - saidAt < SAID_EVERY && done < total) return;
  saidAt = now;
  saidStage = stage;
  say({ progress: [stage, done, total] });
};

try {
  const work = ((await import(module)) as Record<string, unknown>)[name];
  if (typeof work !== 'function') throw new Error(`${module} exports no function ${name}`);
  say({ answer: await (work as ThreadFunction)(input, report) });
} catch (error) {
  say({ failure: error instanceof Error ? error : new Error(String(error)) });
}
