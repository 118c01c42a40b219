import { setImmediate as nextTurn } from 'node:timers/promises';

import type { PdfPart } from '#src/platform/render/join-pdf.ts';
import type { PaperDocument } from '#src/platform/render/model.ts';
import { packPaper, type PackedPaper } from '#src/platform/render/packed-paper.ts';
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
/** Bytes of packed papers, about 100 pages: the layouter's source of them has some half a million letters. */
const chunkBytes = 200_000;

/**
 * Lays out many papers as one PDF: each begins on a new page, counts its own pages from one and has an entry in the
 * outline with its headings below. PDF/A-2b when the fonts have all letters (see `renderPdf`).
 *
 * Papers are prepared and laid out in chunks in the thread of `renderPdf`; single papers asked for meanwhile come between chunks.
 * Papers may come one by one (`AsyncIterable`), so that the caller need not hold them all. On `signal` it rejects with
 * the signal's reason at once. Throws `RangeError` with the number of the paper that cannot be drawn, and for no papers.
 */
export async function renderPdfBundle(
  documents: Iterable<PaperDocument> | AsyncIterable<PaperDocument>,
  { title, oddStart = false, onProgress, signal }: PdfBundleOptions,
): Promise<Uint8Array> {
  const parts: PdfPart[] = [];
  let chunk: PackedPaper[] = [];
  let bytes = 0;
  let done = 0;
  const layOut = async () => {
    const papers = chunk;
    chunk = [];
    bytes = 0;
    parts.push(await pdfThread.ask({ kind: 'bundle', title, papers, from: done + 1 }, signal));
    done += papers.length;
    onProgress?.(done);
  };
  for await (const document of documents) {
    signal?.throwIfAborted();
    const paper = packPaper(document);
    chunk.push(paper);
    bytes += paper.length;
    if (chunk.length >= chunkPapers || bytes >= chunkBytes) await layOut();
    // Others get their turn between papers of some size.
    else if (chunk.length % 10 === 0 || bytes > chunkBytes / 10) await nextTurn();
  }
  if (chunk.length > 0) await layOut();
  if (parts.length === 0) throw new RangeError('A bundle of no papers');
  const [only] = parts;
  if (parts.length === 1 && only && !oddStart) return only.pdf;
  return (await pdfThread.ask({ kind: 'join', parts, oddStart }, signal)).pdf;
}
