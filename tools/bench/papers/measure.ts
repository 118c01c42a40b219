/** What a piece of work took and gave. */
export interface Measured<T> {
  readonly value: T;
  readonly seconds: number;
  /** Seconds of the processor, of all threads. */
  readonly processor: number;
  /** Peak resident memory of this process above what it had before, threads included, MB. */
  readonly peakMegabytes: number;
  /** The longest time in which the caller's event loop answered nobody, ms. */
  readonly longestPause: number;
}

/** Runs once, watching memory and the event loop. */
export async function measure<T>(work: () => Promise<T>): Promise<Measured<T>> {
  const before = process.memoryUsage.rss();
  let peak = before;
  let longestPause = 0;
  const usage = process.cpuUsage();
  const start = performance.now();
  let last = start;
  const look = () => {
    const now = performance.now();
    longestPause = Math.max(longestPause, now - last);
    last = now;
    peak = Math.max(peak, process.memoryUsage.rss());
  };
  const timer = setInterval(look, 2);
  const value = await work();
  look();
  clearInterval(timer);
  const seconds = (performance.now() - start) / 1_000;
  const { user, system } = process.cpuUsage(usage);
  const processor = (user + system) / 1e6;
  return { value, seconds, processor, peakMegabytes: Math.round((peak - before) / 2 ** 20), longestPause };
}

/** Pages of PDFs of any writer: counted by the reader, because page objects may be compressed. */
export async function countPages(pdfs: readonly Uint8Array[]): Promise<number> {
  const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs');
  let pages = 0;
  for (const pdf of pdfs) {
    const document = await getDocument({ data: Uint8Array.from(pdf), verbosity: 0 }).promise;
    pages += document.numPages;
    await document.loadingTask.destroy();
  }
  return pages;
}
