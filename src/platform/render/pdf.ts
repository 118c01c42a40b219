import { Worker } from 'node:worker_threads';

import type { PaperDocument } from '#src/platform/render/model.ts';
import { pdfSource } from '#src/platform/render/pdf-source.ts';
import type { PdfAnswer, PdfRequest } from '#src/platform/render/pdf-worker.ts';

interface Task {
  readonly id: number;
  readonly source: string;
  readonly resolve: (pdf: Uint8Array) => void;
  readonly reject: (error: Error) => void;
}

/** No paper takes so long; whatever does is given up, so that the next one gets its turn. */
const limit = 120_000;
/** After so long without work the thread ends and gives back its memory. */
const idleLimit = 300_000;

const queue: Task[] = [];
let worker: Worker | null = null;
let current: Task | null = null;
let timer: NodeJS.Timeout | undefined;
let nextId = 1;

/**
 * Lays out a document as PDF with its fonts inside (PT Serif, PT Sans; characters they lack are drawn with a font of
 * the machine when it has one). Nothing is asked of the network. Documents are laid out one after another in a thread
 * of their own: the caller's event loop goes on meanwhile. Rejects with an `Error` when the layout fails or takes more
 * than two minutes, throws `RangeError` for a document that cannot be drawn (see `prepareDocument`).
 */
export async function renderPdf(document: PaperDocument): Promise<Uint8Array> {
  const source = pdfSource(document);
  return new Promise((resolve, reject) => {
    queue.push({ id: nextId, source, resolve, reject });
    nextId += 1;
    startNext();
  });
}

/** Ends the layout thread; papers in work are rejected. A later `renderPdf` starts it again. */
export async function closePdfRenderer(): Promise<void> {
  const ending = worker;
  failAll(new Error('The PDF renderer was closed'));
  await ending?.terminate();
}

function startNext(): void {
  if (current) return;
  clearTimeout(timer);
  const task = queue.shift();
  if (!task) {
    // An idle thread does not keep the process alive.
    worker?.unref();
    timer = setTimeout(() => void closePdfRenderer(), idleLimit).unref();
    return;
  }
  current = task;
  worker ??= startWorker();
  worker.ref();
  timer = setTimeout(() => {
    const stuck = worker;
    settle(null, new Error(`A PDF was not laid out in ${limit / 1000} s`));
    void stuck?.terminate();
  }, limit);
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread of Node has no origin
  worker.postMessage({ id: task.id, source: task.source } satisfies PdfRequest);
}

function startWorker(): Worker {
  const started = new Worker(new URL('./pdf-worker.ts', import.meta.url));
  started.on('message', (answer: PdfAnswer) => {
    if (answer.id !== current?.id) return;
    if ('pdf' in answer) settle(answer.pdf, null);
    else settle(null, new Error(`The PDF layout failed: ${answer.failure}`), true);
  });
  started.on('error', (error) => {
    if (started === worker) settle(null, error instanceof Error ? error : new Error(String(error)));
  });
  started.on('exit', (code) => {
    if (started === worker) settle(null, new Error(`The PDF thread ended with code ${code}`));
  });
  return started;
}

/** Answers the current task and goes on; a thread that failed is not used again, unless it says that it is sound. */
function settle(pdf: Uint8Array | null, error: Error | null, sound = error === null): void {
  const task = current;
  current = null;
  if (!sound) worker = null;
  if (pdf) task?.resolve(pdf);
  else task?.reject(error ?? new Error('No PDF'));
  startNext();
}

function failAll(error: Error): void {
  clearTimeout(timer);
  const tasks = [...(current ? [current] : []), ...queue.splice(0)];
  current = null;
  worker = null;
  for (const task of tasks) task.reject(error);
}
