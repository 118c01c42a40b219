import { Buffer } from 'node:buffer';

/**
 * As much of the ustar format as archives need: plain files with short names. An administrator can look into an
 * archive with any tar program.
 */
const blockSize = 512;

/** A damaged or foreign stream; `restore` turns it into a refusal. */
export class DamagedArchive extends Error {}

/** The 512 bytes before an entry's content. @param size of the content, bytes. */
export function tarHeader(name: string, size: number): Buffer {
  if (Buffer.byteLength(name) > 100) throw new Error(`Entry name too long: ${name}`);
  const header = Buffer.alloc(blockSize);
  header.write(name, 0, 'utf8');
  header.write('0000600\0', 100);
  header.write('0000000\0', 108);
  header.write('0000000\0', 116);
  header.write(`${size.toString(8).padStart(11, '0')}\0`, 124);
  header.write('00000000000\0', 136);
  header.write('        ', 148);
  header.write('0', 156);
  header.write('ustar\x0000', 257);
  header.write(`${checksum(header).toString(8).padStart(6, '0')}\0 `, 148);
  return header;
}

/** Zeros that fill an entry's content up to whole blocks. */
export function tarPadding(size: number): Buffer {
  return Buffer.alloc((blockSize - (size % blockSize)) % blockSize);
}

/** The two empty blocks at the end. */
export const tarEnd = Buffer.alloc(blockSize * 2);

export interface TarEntry {
  readonly name: string;
  readonly size: number;
  /** The content; must be read to its end before the next entry is asked for. */
  readonly body: AsyncIterable<Buffer>;
}

/** Entries of an uncompressed tar stream, one after another. Throws `DamagedArchive`. */
export async function* readTar(source: AsyncIterable<Buffer>): AsyncGenerator<TarEntry> {
  const input = new BlockReader(source);
  for (;;) {
    const header = await input.read(blockSize);
    if (header.every((byte) => byte === 0)) return;
    const stored = Number.parseInt(header.toString('latin1', 148, 156), 8);
    const blanked = Buffer.from(header);
    blanked.write('        ', 148);
    if (header.toString('latin1', 257, 262) !== 'ustar' || stored !== checksum(blanked)) {
      throw new DamagedArchive('an entry has no proper header');
    }
    const name = header.toString('utf8', 0, 100).replace(/\0.*$/s, '');
    const size = Number.parseInt(header.toString('latin1', 124, 136), 8);
    if (!Number.isSafeInteger(size)) throw new DamagedArchive('an entry has no proper size');
    let left = size;
    const body = (async function* content() {
      while (left > 0) {
        const part = await input.readSome(left);
        left -= part.length;
        yield part;
      }
    })();
    yield { name, size, body };
    if (left > 0) throw new DamagedArchive('an entry was not read to its end');
    await input.read(tarPadding(size).length);
  }
}

function checksum(header: Buffer): number {
  return header.reduce((sum, byte) => sum + byte, 0);
}

/** Hands out exact numbers of bytes from a stream of arbitrary chunks. */
class BlockReader {
  readonly #chunks: AsyncIterator<Buffer>;
  #rest: Buffer = Buffer.alloc(0);

  constructor(source: AsyncIterable<Buffer>) {
    this.#chunks = source[Symbol.asyncIterator]();
  }

  /** Between one byte and `most`. */
  async readSome(most: number): Promise<Buffer> {
    while (this.#rest.length === 0) {
      const next = await this.#chunks.next();
      if (next.done === true) throw new DamagedArchive('the file ends too early');
      this.#rest = next.value;
    }
    const part = this.#rest.subarray(0, most);
    this.#rest = this.#rest.subarray(part.length);
    return part;
  }

  async read(size: number): Promise<Buffer> {
    const parts: Buffer[] = [];
    for (let left = size; left > 0;) {
      const part = await this.readSome(left);
      parts.push(part);
      left -= part.length;
    }
    return parts.length === 1 && parts[0] !== undefined ? parts[0] : Buffer.concat(parts);
  }
}
