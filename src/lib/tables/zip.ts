import { Inflate } from 'fflate';
import type { Limits } from '#src/lib/tables/model.ts';
import { accept, refuse, type Refused, type Result } from '#src/lib/result.ts';

/** A zip container whose parts are unpacked one by one, on demand, against one budget. */
export interface Archive {
  /** Part names as stored, with forward slashes and no leading one. */
  readonly names: readonly string[];
  /** Unpacks one part (names compare without case); `undefined` when the container has no such part. */
  open(name: string): Result<Uint8Array | undefined>;
}

interface Entry {
  name: string;
  method: number;
  packed: number;
  unpacked: number;
  offset: number;
  encrypted: boolean;
}

const endSignature = 0x06054b50;
const entrySignature = 0x02014b50;
const localSignature = 0x04034b50;
/** Below this size a high ratio is ordinary: office XML is repetitive. */
const ratioFloor = 1024 * 1024;
/** A pushed slice unpacks to at most 1,032 times its size, so that a bomb is noticed within a few megabytes. */
const slice = 8 * 1024;

/**
 * Reads the central directory of a zip container. Declared sizes are checked here, real sizes while unpacking;
 * containers inside the container are never opened. Refuses damaged directories, bombs and encrypted parts.
 */
export function openArchive(bytes: Uint8Array, limits: Limits): Result<Archive> {
  const listed = listEntries(bytes);
  if (!listed.ok) return listed;
  const entries = listed.value;
  const declared = entries.reduce((sum, entry) => sum + entry.unpacked, 0);
  if (declared > limits.unpackedBytes) return refuse('tables.zip_bomb', { bytes: declared });
  if (entries.some((entry) => entry.encrypted)) return refuse('tables.password');
  const byName = new Map(entries.map((entry) => [entry.name.toLowerCase(), entry]));
  let left = limits.unpackedBytes;
  return accept({
    names: entries.map((entry) => entry.name),
    open(name: string): Result<Uint8Array | undefined> {
      const entry = byName.get(name.replace(/^\/+/, '').toLowerCase());
      if (entry === undefined) return accept(undefined);
      const unpacked = unpack(bytes, entry, Math.min(left, allowance(entry, limits)));
      if (unpacked.ok) left -= unpacked.value.length;
      return unpacked;
    },
  });
}

function allowance(entry: Entry, limits: Limits): number {
  return Math.max(ratioFloor, entry.packed * limits.ratio);
}

function listEntries(bytes: Uint8Array): Result<Entry[]> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = findEnd(view);
  if (end === undefined) return refuse('tables.damaged');
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  const entries: Entry[] = [];
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== entrySignature)
      return refuse('tables.damaged');
    const nameLength = view.getUint16(at + 28, true);
    const after = at + 46 + nameLength;
    if (after > bytes.length) return refuse('tables.damaged');
    entries.push({
      name: decodeName(bytes.subarray(at + 46, after)),
      encrypted: (view.getUint16(at + 8, true) & 1) === 1,
      method: view.getUint16(at + 10, true),
      packed: view.getUint32(at + 20, true),
      unpacked: view.getUint32(at + 24, true),
      offset: view.getUint32(at + 42, true),
    });
    at = after + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return accept(entries);
}

function findEnd(view: DataView): number | undefined {
  const first = Math.max(0, view.byteLength - 22 - 0xffff);
  for (let at = view.byteLength - 22; at >= first; at -= 1) {
    if (view.getUint32(at, true) === endSignature) return at;
  }
  return undefined;
}

function decodeName(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes).replaceAll('\\', '/').replace(/^\/+/, '');
}

function unpack(bytes: Uint8Array, entry: Entry, budget: number): Result<Uint8Array> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (entry.unpacked > budget) return bomb(entry);
  if (entry.offset + 30 > bytes.length || view.getUint32(entry.offset, true) !== localSignature) {
    return refuse('tables.damaged');
  }
  const start =
    entry.offset + 30 + view.getUint16(entry.offset + 26, true) + view.getUint16(entry.offset + 28, true);
  const packed = bytes.subarray(start, start + entry.packed);
  if (packed.length !== entry.packed) return refuse('tables.damaged');
  if (entry.method === 0) return packed.length > budget ? bomb(entry) : accept(packed);
  if (entry.method !== 8) return refuse('tables.unsupported');
  const inflated = inflate(packed, budget);
  if (inflated === 'damaged') return refuse('tables.damaged');
  if (inflated === 'too-big' || inflated.length > entry.unpacked) return bomb(entry);
  return inflated.length < entry.unpacked ? refuse('tables.damaged') : accept(inflated);
}

function bomb(entry: Entry): Refused {
  return refuse('tables.zip_bomb', { bytes: entry.unpacked });
}

/** Raw deflate data to bytes, stopping as soon as more than `budget` bytes come out. */
function inflate(packed: Uint8Array, budget: number): Uint8Array | 'damaged' | 'too-big' {
  const chunks: Uint8Array[] = [];
  const seen = { size: 0, finished: false };
  const stream = new Inflate((chunk, final) => {
    seen.size += chunk.length;
    if (seen.size <= budget) chunks.push(chunk);
    seen.finished = final;
  });
  try {
    for (let at = 0; at < packed.length && seen.size <= budget; at += slice) {
      stream.push(packed.subarray(at, at + slice), at + slice >= packed.length);
    }
  } catch {
    // The library throws on any malformed deflate data; the size seen so far decides which refusal it is.
    return seen.size > budget ? 'too-big' : 'damaged';
  }
  if (seen.size > budget) return 'too-big';
  if (!seen.finished) return 'damaged';
  const whole = new Uint8Array(seen.size);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}
