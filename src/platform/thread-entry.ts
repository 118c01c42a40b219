import { parentPort } from 'node:worker_threads';
import type { Report, ThreadFunction, ThreadMessage, ThreadRequest } from './threads.ts';

/** Progress is looked at by people: more often than this nobody sees a difference. Milliseconds. */
const SAID_EVERY = 100;

function say(message: ThreadMessage): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread of Node has no origin
  parentPort?.postMessage(message);
}

/** A report that keeps to what people can see: each new stage, the end of it, and some steps between. */
function createReport(): Report {
  let saidAt = -Infinity;
  let saidStage = '';
  return (stage, done, total) => {
    const now = performance.now();
    if (stage === saidStage && now - saidAt < SAID_EVERY && done < total) return;
    saidAt = now;
    saidStage = stage;
    say({ progress: [stage, done, total] });
  };
}

async function answer({ module, name, input }: ThreadRequest): Promise<ThreadMessage> {
  try {
    const work = ((await import(module)) as Record<string, unknown>)[name];
    if (typeof work !== 'function') throw new Error(`${module} exports no function ${name}`);
    return { answer: await (work as ThreadFunction)(input, createReport()) };
  } catch (error) {
    return { failure: error instanceof Error ? error : new Error(String(error)) };
  }
}

parentPort?.on('message', (request: ThreadRequest) => void answer(request).then(say));
