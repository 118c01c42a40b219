import { actingAccount } from './db/acting-account.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import type { FileStore } from '#src/platform/files.ts';
import { accept, type Result } from '#src/lib/result.ts';

/** What the site lets through with a form, and its pages promise. */
const FILE_LIMIT = 25 * 1024 * 1024;

/** A file sent with a form: its name as the sender says, its bytes. */
export interface SentFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** A file that somebody uploaded and an organization keeps; the bytes lie in the store under `sha256`. */
export interface KeptFile {
  readonly id: string;
  readonly organizationId: string;
  readonly name: string;
  readonly mediaType: string;
  readonly sizeBytes: number;
  readonly sha256: string;
  /** A consent, a certificate: for those who answer for the programme, not for all staff. */
  readonly isPersonal: boolean;
}

/** Name of a file without folders, control characters and invisible marks, at most 200 characters; never empty. */
export function cleanFileName(name: string): string {
  const last = name.normalize('NFC').split(/[\\/]/).at(-1) ?? '';
  const cleaned = last
    .replaceAll(/[\p{Cc}\p{Cf}]/gu, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
  return cleaned === '' ? 'файл' : Array.from(cleaned).slice(-200).join('');
}

/**
 * Stores bytes and the row that says whose they are. The bytes come before the transaction's end: when that is rolled
 * back, the sweep of the file store removes them. Refuses as `FileStore.put` does.
 */
export async function keepFile(
  tx: ScopedTx,
  files: FileStore,
  file: SentFile & { organizationId: string; isPersonal?: boolean },
): Promise<Result<{ fileId: string }>> {
  const name = cleanFileName(file.name);
  const stored = await files.put(file.bytes, { name, maxBytes: FILE_LIMIT });
  if (!stored.ok) return stored;
  const { id } = await tx.query
    .insertInto('files')
    .values({
      organization_id: file.organizationId,
      name,
      media_type: stored.value.mediaType,
      size_bytes: stored.value.sizeBytes,
      sha256: stored.value.sha256,
      uploaded_by: actingAccount(tx),
      is_personal: file.isPersonal ?? false,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return accept({ fileId: id });
}

export async function findKeptFile(tx: ScopedTx, id: string): Promise<KeptFile | null> {
  return (await findKeptFiles(tx, [id])).at(0) ?? null;
}

/** These files as far as the actor sees them, in no order. */
export async function findKeptFiles(tx: ScopedTx, ids: readonly string[]): Promise<KeptFile[]> {
  if (ids.length === 0) return [];
  return tx.query
    .selectFrom('files')
    .select([
      'id',
      'organization_id as organizationId',
      'name',
      'media_type as mediaType',
      'size_bytes as sizeBytes',
      'sha256',
      'is_personal as isPersonal',
    ])
    .where('id', 'in', [...ids])
    .execute();
}

/** Which of these contents somebody's file holds: the rest the nightly sweep may remove. For the program itself. */
export async function findUsedFiles(tx: ScopedTx, sha256s: readonly string[]): Promise<ReadonlySet<string>> {
  if (sha256s.length === 0) return new Set();
  const rows = await tx.query
    .selectFrom('files')
    .select('sha256')
    .distinct()
    .where('sha256', 'in', [...sha256s])
    .execute();
  return new Set(rows.map((row) => row.sha256));
}
