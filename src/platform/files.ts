import { createHash, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readFile, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { accept, refuse } from '#src/lib/result.ts';
import type { Result } from '#src/lib/result.ts';
import { isFileError } from './data-folder.ts';
import { sniffMediaType, sniffedBytes } from './media-type.ts';

export interface StoredFile {
  /** 64 hex digits; the key under which the file is read again. */
  readonly sha256: string;
  readonly sizeBytes: number;
  /** From the bytes, not from what the sender says. */
  readonly mediaType: string;
}

/**
 * Files by their content: the same bytes are kept once. A file is stored before the transaction that mentions it;
 * if that is rolled back, nobody mentions the file and `sweep` removes it later.
 */
export interface FileStore {
  /**
   * Stores bytes or a stream. Refuses `file.empty` and `file.too_large` (fact `limitMegabytes`), leaving nothing.
   * @param options.name helps to tell apart types that look alike inside; not stored.
   */
  put(
    content: Uint8Array | AsyncIterable<Uint8Array>,
    options?: { name?: string; maxBytes?: number },
  ): Promise<Result<StoredFile>>;
  /** All bytes, or undefined when there is no such file. */
  read(sha256: string): Promise<Uint8Array | undefined>;
  /** A stream of the bytes with their number, or undefined when there is no such file. */
  openStream(sha256: string): Promise<{ readonly sizeBytes: number; readonly stream: Readable } | undefined>;
  /** Removes one file that nothing mentions, e.g. of a restore that failed. */
  remove(sha256: string): Promise<void>;
  /** Keys of everything stored. */
  list(): AsyncIterable<string>;
  /**
   * Removes files that `findUsed` does not name among those asked about, unless younger than a day (their transaction
   * may still be open). Answers how many went.
   */
  sweep(findUsed: (sha256s: readonly string[]) => Promise<ReadonlySet<string>>): Promise<number>;
}

/** Largest file taken unless the caller says otherwise, bytes. */
export const usualMaxBytes = 50 * 1024 * 1024;

const sha256Pattern = /^[0-9a-f]{64}$/;
const youngestSwept = 24 * 60 * 60 * 1000;

/** A store in a folder: `ab/cdef…`, written beside, flushed to disk and moved into place whole. */
export function createFileStore(folder: string, now: () => number = () => Date.now()): FileStore {
  const placeOf = (sha256: string) => path.join(folder, sha256.slice(0, 2), sha256.slice(2));

  async function* list(): AsyncIterable<string> {
    for (const first of await readFolder(folder)) {
      if (!/^[0-9a-f]{2}$/.test(first)) continue;
      for (const rest of await readFolder(path.join(folder, first))) {
        if (sha256Pattern.test(first + rest)) yield first + rest;
      }
    }
  }

  async function sweepBatch(
    batch: readonly string[],
    findUsed: (sha256s: readonly string[]) => Promise<ReadonlySet<string>>,
  ): Promise<number> {
    const used = await findUsed(batch);
    let removed = 0;
    for (const sha256 of batch) {
      if (used.has(sha256)) continue;
      // Looked at last: a put of the same bytes meanwhile makes the file young again.
      const facts = await stat(placeOf(sha256)).catch(() => undefined);
      if (facts === undefined || now() - facts.mtimeMs < youngestSwept) continue;
      await rm(placeOf(sha256), { force: true });
      removed += 1;
    }
    return removed;
  }

  return {
    put: async (content, { name = '', maxBytes = usualMaxBytes } = {}) => {
      await mkdir(path.join(folder, 'incoming'), { recursive: true, mode: 0o700 });
      const draft = path.join(folder, 'incoming', randomBytes(12).toString('hex'));
      try {
        const written = await writeDraft(draft, content, maxBytes);
        if (written === 'empty') return refuse('file.empty');
        if (written === 'too_large') {
          return refuse('file.too_large', { limitMegabytes: Math.floor(maxBytes / 1_048_576) });
        }
        const { sha256, sizeBytes, head, tail } = written;
        await moveIntoPlace(draft, placeOf(sha256), now());
        return accept({ sha256, sizeBytes, mediaType: sniffMediaType(head, tail, name) });
      } finally {
        await rm(draft, { force: true });
      }
    },
    read: async (sha256) => {
      if (!sha256Pattern.test(sha256)) return undefined;
      try {
        return await readFile(placeOf(sha256));
      } catch (error) {
        if (isFileError(error, 'ENOENT')) return undefined;
        throw error;
      }
    },
    openStream: async (sha256) => {
      if (!sha256Pattern.test(sha256)) return undefined;
      const facts = await stat(placeOf(sha256)).catch(() => undefined);
      if (facts === undefined) return undefined;
      return { sizeBytes: facts.size, stream: createReadStream(placeOf(sha256)) };
    },
    remove: async (sha256) => {
      if (sha256Pattern.test(sha256)) await rm(placeOf(sha256), { force: true });
    },
    list,
    sweep: async (findUsed) => {
      let removed = 0;
      let batch: string[] = [];
      for await (const sha256 of list()) {
        batch.push(sha256);
        if (batch.length < 500) continue;
        removed += await sweepBatch(batch, findUsed);
        batch = [];
      }
      for (const abandoned of await readFolder(path.join(folder, 'incoming'))) {
        const file = path.join(folder, 'incoming', abandoned);
        const facts = await stat(file).catch(() => undefined);
        if (facts !== undefined && now() - facts.mtimeMs >= youngestSwept) await rm(file, { force: true });
      }
      return removed + (await sweepBatch(batch, findUsed));
    },
  };
}

interface Draft {
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly head: Uint8Array;
  readonly tail: Uint8Array;
}

async function writeDraft(
  draft: string,
  content: Uint8Array | AsyncIterable<Uint8Array>,
  maxBytes: number,
): Promise<Draft | 'empty' | 'too_large'> {
  const handle = await open(draft, 'wx+', 0o600);
  try {
    const hash = createHash('sha256');
    let sizeBytes = 0;
    for await (const chunk of content instanceof Uint8Array ? [content] : content) {
      sizeBytes += chunk.byteLength;
      if (sizeBytes > maxBytes) return 'too_large';
      hash.update(chunk);
      await handle.writeFile(chunk);
    }
    if (sizeBytes === 0) return 'empty';
    await handle.sync();
    const length = Math.min(sniffedBytes, sizeBytes);
    return {
      sha256: hash.digest('hex'),
      sizeBytes,
      head: await readPart(handle, 0, length),
      tail: await readPart(handle, sizeBytes - length, length),
    };
  } finally {
    await handle.close();
  }
}

async function readPart(handle: FileHandle, position: number, length: number): Promise<Uint8Array> {
  const part = new Uint8Array(length);
  const { bytesRead } = await handle.read(part, 0, length, position);
  return part.subarray(0, bytesRead);
}

async function moveIntoPlace(draft: string, place: string, now: number): Promise<void> {
  if ((await stat(place).catch(() => undefined)) !== undefined) {
    // The same bytes are there already; made young, so that a sweep at this moment leaves them.
    await utimes(place, now / 1000, now / 1000);
    if ((await stat(place).catch(() => undefined)) !== undefined) return;
  }
  const parent = path.dirname(place);
  await mkdir(parent, { recursive: true, mode: 0o700 });
  await rename(draft, place);
  await flushFolder(parent);
}

/** Makes a rename durable; Windows neither allows nor needs it. */
export async function flushFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function readFolder(folder: string): Promise<readonly string[]> {
  try {
    return (await readdir(folder)).toSorted();
  } catch (error) {
    if (isFileError(error, 'ENOENT')) return [];
    throw error;
  }
}
