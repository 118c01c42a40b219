import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { accept, refuse } from '#src/lib/result.ts';
import { usualMaxBytes } from '#src/platform/files.ts';
import type { FileStore } from '#src/platform/files.ts';
import type { Letter, Mail } from '#src/platform/mail.ts';
import { sniffMediaType, sniffedBytes } from '#src/platform/media-type.ts';

/** Mail that keeps its letters. */
export interface MemoryMail extends Mail {
  readonly letters: readonly Letter[];
}

export function createMemoryMail(): MemoryMail {
  const letters: Letter[] = [];
  return {
    letters,
    isConfigured: true,
    send: async (letter) => {
      letters.push(letter);
      return 'sent';
    },
    close: () => undefined,
  };
}

/** Files in memory, by the rules of the real store; nothing is ever old enough to be swept. */
export function createMemoryFiles(): FileStore {
  const stored = new Map<string, Uint8Array>();
  return {
    put: async (content, { name = '', maxBytes = usualMaxBytes } = {}) => {
      const bytes = content instanceof Uint8Array ? content : Buffer.concat(await Array.fromAsync(content));
      if (bytes.byteLength === 0) return refuse('file.empty');
      if (bytes.byteLength > maxBytes) {
        return refuse('file.too_large', { limitMegabytes: Math.floor(maxBytes / 1_048_576) });
      }
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      stored.set(sha256, Uint8Array.from(bytes));
      const mediaType = sniffMediaType(bytes.subarray(0, sniffedBytes), bytes.subarray(-sniffedBytes), name);
      return accept({ sha256, sizeBytes: bytes.byteLength, mediaType });
    },
    read: async (sha256) => stored.get(sha256),
    openStream: async (sha256) => {
      const bytes = stored.get(sha256);
      return bytes === undefined
        ? undefined
        : { sizeBytes: bytes.byteLength, stream: Readable.from([Buffer.from(bytes)]) };
    },
    remove: async (sha256) => {
      stored.delete(sha256);
    },
    list: async function* list() {
      yield* [...stored.keys()].toSorted();
    },
    sweep: async () => 0,
  };
}
