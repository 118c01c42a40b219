import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { DatabaseError } from 'pg';
import type { z } from 'zod';
import { accept, refuse } from '#src/lib/result.ts';
import type { Result } from '#src/lib/result.ts';
import { isFileError } from '#src/platform/data-folder.ts';
import { formatVersion, headerEntry, headerSchema, manifestEntry, manifestSchema } from './format.ts';
import type { ArchiveHeader, ArchiveManifest } from './format.ts';
import { DamagedArchive, readTar } from './tar.ts';
import type { TarEntry } from './tar.ts';

/** Longest entry that is read into memory at once, bytes: a part of rows, the manifest. */
const longestPart = 512 * 1024 * 1024;

export interface CheckedArchive {
  readonly header: ArchiveHeader;
  readonly manifest: ArchiveManifest;
}

/**
 * Reads an archive from its first to its last byte and checks everything that can be checked without a database.
 * Refuses `archive.not_found`, `archive.newer` (a format that this program does not know) and `archive.damaged` (fact
 * `reason`, for the log).
 */
export async function checkArchive(file: string): Promise<Result<CheckedArchive>> {
  try {
    let header: ArchiveHeader | undefined;
    let manifest: ArchiveManifest | undefined;
    const checksums: Record<string, string> = {};
    for await (const entry of readEntries(file)) {
      if (manifest !== undefined) throw new DamagedArchive('there is something after the manifest');
      if (header === undefined) {
        if (entry.name !== headerEntry) throw new DamagedArchive('this is no archive of this program');
        const { value, sha256 } = await readJson(entry);
        if (isNewer(value)) return refuse('archive.newer');
        header = parse(headerSchema, value);
        checksums[entry.name] = sha256;
      } else if (entry.name === manifestEntry) {
        manifest = parse(manifestSchema, (await readJson(entry)).value);
      } else {
        if (checksums[entry.name] !== undefined) throw new DamagedArchive(`${entry.name} is there twice`);
        checksums[entry.name] = await digest(entry.body);
      }
    }
    if (header === undefined || manifest === undefined) throw new DamagedArchive('the manifest is missing');
    compareChecksums(manifest.checksums, checksums);
    return accept({ header, manifest });
  } catch (error) {
    return refuseUnreadable(error);
  }
}

/** The refusal that an unreadable archive deserves; anything else is a bug and is thrown on. */
export function refuseUnreadable(error: unknown): Result<never> {
  if (isFileError(error, 'ENOENT', 'EISDIR')) return refuse('archive.not_found');
  const isGzipError = isFileError(error, 'Z_DATA_ERROR', 'Z_BUF_ERROR', 'Z_STREAM_ERROR');
  // Classes 22 and 23: a value that its column does not take, a row that breaks a constraint.
  const isBadRow = error instanceof DatabaseError && /^2[23]/.test(error.code ?? '');
  if (error instanceof DamagedArchive || isGzipError || isBadRow) {
    return refuse('archive.damaged', { reason: error instanceof Error ? error.message : '' });
  }
  throw error;
}

/** Entries of an archive file, in order. Throws `DamagedArchive` and the decompressor's errors. */
export async function* readEntries(file: string): AsyncGenerator<TarEntry> {
  const input = createReadStream(file);
  const unpacked = createGunzip();
  input.once('error', (error) => unpacked.destroy(error));
  input.pipe(unpacked);
  try {
    yield* readTar(unpacked);
    // What follows the end must still be a whole, undamaged stream.
    for await (const rest of unpacked as AsyncIterable<Buffer>) {
      if (rest.some((byte) => byte !== 0)) throw new DamagedArchive('there is something after the end');
    }
  } finally {
    input.destroy();
    unpacked.destroy();
  }
}

export async function readWhole(entry: TarEntry): Promise<Buffer> {
  if (entry.size > longestPart) throw new DamagedArchive(`${entry.name} is too long`);
  return Buffer.concat(await Array.fromAsync(entry.body));
}

async function readJson(entry: TarEntry): Promise<{ value: unknown; sha256: string }> {
  const bytes = await readWhole(entry);
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8'));
    return { value, sha256: createHash('sha256').update(bytes).digest('hex') };
  } catch {
    throw new DamagedArchive(`${entry.name} is no JSON`);
  }
}

function isNewer(value: unknown): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    'formatVersion' in value &&
    typeof value.formatVersion === 'number' &&
    value.formatVersion > formatVersion
  );
}

function parse<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new DamagedArchive(parsed.error.issues[0]?.message ?? 'unexpected content');
  return parsed.data;
}

async function digest(body: AsyncIterable<Buffer>): Promise<string> {
  const hash = createHash('sha256');
  for await (const part of body) hash.update(part);
  return hash.digest('hex');
}

function compareChecksums(
  expected: Readonly<Record<string, string>>,
  found: Readonly<Record<string, string>>,
): void {
  for (const [name, sha256] of Object.entries(expected)) {
    if (found[name] === undefined) throw new DamagedArchive(`${name} is missing`);
    if (found[name] !== sha256) throw new DamagedArchive(`${name} was changed`);
  }
  for (const name of Object.keys(found)) {
    if (expected[name] === undefined) throw new DamagedArchive(`${name} does not belong`);
  }
}
