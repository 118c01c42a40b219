import { setImmediate as nextTurn } from 'node:timers/promises';

import type { PdfPart } from '#src/platform/render/join-pdf.ts';
import type { PaperDocument } from '#src/platform/render/model.ts';
import { bundleSource, paperSource } from '#src/platform/render/pdf-source.ts';
import { pdfThread } from '#src/platform/render/pdf.ts';

export interface BundleOptions {
  /** Called with the number of papers done. */
  readonly onProgress?: (done: number) => void;
  readonly signal?: AbortSignal;
}

export interface PdfBundleOptions extends BundleOptions {
  /** The title of the whole file. */
  readonly title: string;
  /** Each paper begins on an odd page, so that none shares a sheet when printed on both sides. */
  readonly oddStart?: boolean;
}

/** The layouter's time grows with the square of what it lays out at once; so many papers are laid out fastest. */
const chunkPapers = 50;
/** Letters of source, about 100 pages. */
const chunkLength = 500_000;

/**
 * Lays out many papers as one PDF: each begins on a new page, counts its own pages from one and has an entry in the
 * outline with its headings below. PDF/A-2b when the fonts have all letters (see `renderPdf`).
 *
 * Papers are laid out in chunks in the thread of `renderPdf`; single papers asked for meanwhile come between chunks.
 * Papers may come one by one (`AsyncIterable`), so that the caller need not hold them all. On `signal` it rejects with
 * the signal's reason at once. Throws `RangeError` with the number of the paper that cannot be drawn, and for no papers.
 */
export async function renderPdfBundle(
  documents: Iterable<PaperDocument> | AsyncIterable<PaperDocument>,
  { title, oddStart = false, onProgress, signal }: PdfBundleOptions,
): Promise<Uint8Array> {
  const parts: PdfPart[] = [];
  let chunk: string[] = [];
  let length = 0;
  let done = 0;
  const layOut = async () => {
    const source = bundleSource(title, chunk);
    const count = chunk.length;
    chunk = [];
    length = 0;
    parts.push(await pdfThread.ask({ kind: 'layout', source }, signal));
    done += count;
    onProgress?.(done);
  };
  for await (const document of documents) {
    signal?.throwIfAborted();
    chunk.push(sourceOf(document, done + chunk.length + 1));
    length += chunk.at(-1)?.length ?? 0;
    if (chunk.length >= chunkPapers || length >= chunkLength) await layOut();
    // Others get their turn between papers of some size.
    else if (chunk.length % 10 === 0 || length > chunkLength / 10) await nextTurn();
  }
  if (chunk.length > 0) await layOut();
  if (parts.length === 0) throw new RangeError('A bundle of no papers');
  const [only] = parts;
  if (parts.length === 1 && only && !oddStart) return only.pdf;
  return (await pdfThread.ask({ kind: 'join', parts, oddStart }, signal)).pdf;
}

function sourceOf(document: PaperDocument, number: number): string {
  try {
    return paperSource(document);
  } catch (error) {
    if (error instanceof RangeError)
      throw new RangeError(`Paper ${number}: ${error.message}`, { cause: error });
    throw error;
  }
}
