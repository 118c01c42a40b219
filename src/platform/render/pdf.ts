import type { PdfPart } from '#src/platform/render/join-pdf.ts';
import type { PaperDocument } from '#src/platform/render/model.ts';
import { packPaper } from '#src/platform/render/packed-paper.ts';
import type { PdfWork } from '#src/platform/render/pdf-worker.ts';
import { createWorkerQueue } from '#src/platform/render/worker-queue.ts';

/** The thread that lays out every PDF of this process. */
export const pdfThread = createWorkerQueue<PdfWork, PdfPart>(
  new URL('./pdf-worker.ts', import.meta.url),
  'PDF',
);

/**
 * Lays out a document as PDF with its fonts inside (PT Serif, PT Sans): PDF/A-2b, as archives keep it, with its title,
 * its language and an outline of its headings. Letters that these fonts lack are drawn with a font of the machine when
 * it has one; such a file is a plain PDF 1.7. The same document gives the same bytes: no time is written into it.
 *
 * Nothing is asked of the network. Documents are prepared and laid out one after another in a thread of their own: the
 * caller's event loop goes on meanwhile. Rejects with an `Error` when the layout fails or takes more than two minutes, throws
 * `RangeError` for a document that cannot be drawn (see `prepareDocument`).
 */
export async function renderPdf(document: PaperDocument): Promise<Uint8Array> {
  return (await pdfThread.ask({ kind: 'layout', paper: packPaper(document) })).pdf;
}

/** Ends the layout thread; papers in work are rejected. A later `renderPdf` starts it again. */
export async function closePdfRenderer(): Promise<void> {
  await pdfThread.close();
}
