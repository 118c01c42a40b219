import type { PaperDocument } from '#src/platform/render/model.ts';
import type { BundleOptions } from '#src/platform/render/pdf-bundle.ts';
import { createWorkerQueue } from '#src/platform/render/worker-queue.ts';
import { collectChunks, zipFiles } from '#src/platform/render/zip.ts';

const docxThread = createWorkerQueue<PaperDocument, Uint8Array>(
  new URL('./docx-worker.ts', import.meta.url),
  'DOCX',
);

/**
 * `renderDocx` in a thread: a table of a thousand rows takes it a second, in which nobody else would be answered.
 * Throws `RangeError` for a document that cannot be drawn; on `signal` rejects with its reason at once.
 */
export async function renderDocxAside(document: PaperDocument, signal?: AbortSignal): Promise<Uint8Array> {
  return docxThread.ask(document, signal);
}

/** Ends the thread; papers in work are rejected. A later call starts it again. */
export async function closeDocxRenderer(): Promise<void> {
  await docxThread.close();
}

/**
 * Writes each paper as a DOCX named by its title (see `distinctNames`) into one zip, papers one after another in a
 * thread. They may come one by one, so that the caller need not hold them all. Rejects as `renderPdfBundle` does.
 */
export async function renderDocxZip(
  documents: Iterable<PaperDocument> | AsyncIterable<PaperDocument>,
  options: BundleOptions = {},
): Promise<Uint8Array> {
  return collectChunks(zipFiles(docxFiles(documents, options.signal), options));
}

async function* docxFiles(
  documents: Iterable<PaperDocument> | AsyncIterable<PaperDocument>,
  signal: AbortSignal | undefined,
) {
  let number = 0;
  for await (const document of documents) {
    number += 1;
    try {
      const content = await renderDocxAside(document, signal);
      // A stroke in a title («12/09») makes no folder.
      yield { name: `${document.title.replaceAll('/', ' ')}.docx`, content };
    } catch (error) {
      if (error instanceof RangeError)
        throw new RangeError(`Paper ${number}: ${error.message}`, { cause: error });
      throw error;
    }
  }
}
