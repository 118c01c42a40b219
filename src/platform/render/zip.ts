import { crc32 } from 'node:zlib';

import { distinctNames } from '#src/platform/render/file-names.ts';

/** A file to be put into a zip; `content` may be read only when its turn comes. */
export interface ZipEntry {
  /** With its extension; `/` makes folders. Cleaned and made distinct by `distinctNames`. */
  readonly name: string;
  readonly content: Uint8Array | (() => Promise<Uint8Array>);
}

export interface ZipOptions {
  /** Called with the number of files done. */
  readonly onProgress?: (done: number) => void;
  readonly signal?: AbortSignal;
  /** The time that the files get; the first of January 1980 unless told, so that the same files give the same zip. */
  readonly at?: Temporal.PlainDateTime;
}

/** What 32 bits can count; the wider format is not understood by every program. */
const mostBytes = 0xffff_fffe;
const mostFiles = 0xffff;

/**
 * Packs files into a zip, a file at a time: no more than one is held in memory, and the next is read when the one
 * before has been taken. Files are not compressed: DOCX, PDF and scans are already. Throws `RangeError` past 4 GB or
 * 65,535 files, and the signal's reason when it is aborted.
 */
export async function* zipFiles(
  entries: Iterable<ZipEntry> | AsyncIterable<ZipEntry>,
  { onProgress, signal, at }: ZipOptions = {},
): AsyncGenerator<Uint8Array, void, undefined> {
  const nameOf = distinctNames();
  const directory: Buffer[] = [];
  let offset = 0;
  for await (const entry of entries) {
    signal?.throwIfAborted();
    const content = typeof entry.content === 'function' ? await entry.content() : entry.content;
    signal?.throwIfAborted();
    const name = Buffer.from(nameOf(entry.name));
    if (directory.length >= mostFiles) throw new RangeError(`More than ${mostFiles} files in a zip`);
    const next = offset + 30 + name.length + content.length;
    if (next > mostBytes) throw new RangeError('A zip of more than 4 GB');
    const facts = factsOf(name, content, at);
    directory.push(directoryEntry(facts, name, offset));
    yield Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), facts, name]);
    yield content;
    offset = next;
    onProgress?.(directory.length);
  }
  const size = directory.reduce((sum, part) => sum + part.length, 0);
  if (offset + size > mostBytes) throw new RangeError('A zip of more than 4 GB');
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(directory.length, 8);
  end.writeUInt16LE(directory.length, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  yield Buffer.concat([...directory, end]);
}

/** What a file's header and its line in the directory have in common: 26 bytes. */
function factsOf(name: Buffer, content: Uint8Array, at: Temporal.PlainDateTime | undefined): Buffer {
  const facts = Buffer.alloc(26);
  facts.writeUInt16LE(20, 0);
  // The name is UTF-8.
  facts.writeUInt16LE(0x0800, 2);
  facts.writeUInt16LE(at ? (at.hour << 11) | (at.minute << 5) | (at.second >> 1) : 0, 6);
  facts.writeUInt16LE(at ? ((at.year - 1980) << 9) | (at.month << 5) | at.day : (1 << 5) | 1, 8);
  facts.writeUInt32LE(crc32(content), 10);
  facts.writeUInt32LE(content.length, 14);
  facts.writeUInt32LE(content.length, 18);
  facts.writeUInt16LE(name.length, 22);
  return facts;
}

function directoryEntry(facts: Buffer, name: Buffer, offset: number): Buffer {
  const rest = Buffer.alloc(14);
  rest.writeUInt32LE(offset, 10);
  return Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), facts, rest, name]);
}

/** All of a zip at once, for one that is known to be small. */
export async function collectChunks(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  return new Uint8Array(Buffer.concat(await Array.fromAsync(chunks)));
}
