import { createReadStream } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Readable } from 'node:stream';

import { accept, type Result } from '#src/lib/result.ts';
import type { bindPages, takePages } from '#src/platform/render/bind-pdf.ts';
import { runInThread } from '#src/platform/threads.ts';

const work = new URL('./bind-pdf.ts', import.meta.url);
/** What takes longer is made to break readers. Seconds. */
const longestTaking = 60;
const longestBinding = 300;

/** What can stand in a PDF as pages. */
const bindable: ReadonlySet<string> = new Set(['application/pdf', 'image/png', 'image/jpeg']);

/** Joins papers and scans of all sorts into one PDF; they wait on the disk, so that one at a time is in memory. */
export interface PdfBinder {
  /**
   * Adds a PDF, a PNG or a JPEG at the end. Answers how many pages it has and a way to read them again, or why it
   * cannot be bound: `kind` (another sort of file), `encrypted`, `broken`.
   */
  add(
    title: string,
    bytes: Uint8Array,
    mediaType: string,
  ): Promise<BoundPart | 'kind' | 'encrypted' | 'broken'>;
  /** Number of pages of a PDF that is added nowhere. */
  count(pdf: Uint8Array): Promise<number>;
  /** One PDF: `front`, then everything added in its order. Refuses with `thread.too_long` and `thread.too_large`. */
  bind(title: string, front: { readonly title: string; readonly pdf: Uint8Array }): Promise<Result<Readable>>;
  /** Removes what waits on the disk. */
  close(): Promise<void>;
}

export interface BoundPart {
  readonly pages: number;
  readonly read: () => Promise<Uint8Array>;
}

/** Begins a binding; whoever does closes it. On `signal` everything rejects with the signal's reason. */
export async function createPdfBinder(signal: AbortSignal): Promise<PdfBinder> {
  const folder = await mkdtemp(path.join(tmpdir(), 'nastavnik-folder-'));
  const parts: { title: string; from: string }[] = [];
  let count = 0;

  async function take(bytes: Uint8Array, mediaType: string): Promise<{ taken: number | string; to: string }> {
    count += 1;
    const to = path.join(folder, `${count}.pdf`);
    const input = { bytes, mediaType, to };
    const run = await runInThread<typeof takePages>(work, 'takePages', input, {
      signal,
      limitSeconds: longestTaking,
    });
    return { taken: run.ok ? run.value : 'broken', to };
  }

  async function countPages(pdf: Uint8Array): Promise<{ pages: number; to: string }> {
    const { taken, to } = await take(pdf, 'application/pdf');
    if (typeof taken === 'string') throw new Error(`Our own PDF is ${taken}`);
    return { pages: taken, to };
  }

  return {
    add: async (title, bytes, mediaType) => {
      if (!bindable.has(mediaType)) return 'kind';
      const { taken, to } = await take(bytes, mediaType);
      if (typeof taken === 'string') return taken === 'encrypted' ? taken : 'broken';
      parts.push({ title, from: to });
      return { pages: taken, read: () => readFile(to) };
    },
    count: async (pdf) => (await countPages(pdf)).pages,
    bind: async (title, front) => {
      const { to: from } = await countPages(front.pdf);
      const to = path.join(folder, 'bound.pdf');
      const input = { title, parts: [{ title: front.title, from }, ...parts], to };
      const run = await runInThread<typeof bindPages>(work, 'bindPages', input, {
        signal,
        limitSeconds: longestBinding,
      });
      return run.ok ? accept(createReadStream(to)) : run;
    },
    close: () => rm(folder, { recursive: true, force: true }),
  };
}
