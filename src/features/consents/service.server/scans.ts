import { accept, type Result } from '#src/lib/result.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import type { FileStore } from '#src/platform/files.ts';
import { keepFile, type SentFile } from '#src/platform/kept-files.ts';

/** Keeps the scan of a paper for those who answer for personal data; null when none was sent. Refuses as `FileStore.put`. */
export async function keepScan(
  tx: ScopedTx,
  files: FileStore,
  organizationId: string,
  scan: SentFile | null,
): Promise<Result<string | null>> {
  if (scan === null) return accept(null);
  const kept = await keepFile(tx, files, { organizationId, ...scan, isPersonal: true });
  return kept.ok ? accept(kept.value.fileId) : kept;
}
