import { accept, refuse, type Result } from '#src/lib/result.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import type { FileStore } from '#src/platform/files.ts';
import { findKeptFile, keepFile, type SentFile } from '#src/platform/kept-files.ts';
import { scanProblem } from '#src/features/documents/rules/scan-type.ts';

/**
 * Keeps the file of a paper. Refuses as `keepFile` does, with `documents.scan_ending` for a file of a sort that papers
 * do not have and with `documents.scan_type` for one that is not what its ending says; nothing of it stays.
 */
export async function keepScan(
  tx: ScopedTx,
  files: FileStore,
  organizationId: string,
  file: SentFile,
): Promise<Result<{ fileId: string }>> {
  const kept = await keepFile(tx, files, { organizationId, ...file });
  if (!kept.ok) return kept;
  const found = await findKeptFile(tx, kept.value.fileId);
  if (found === null) throw new Error('A file is not seen by whoever kept it');
  const problem = scanProblem(found.name, found.mediaType);
  if (problem === null) return accept({ fileId: found.id });
  return problem.code === 'ending'
    ? refuse('documents.scan_ending', { ending: problem.ending }, 'file')
    : refuse('documents.scan_type', { named: problem.named, inside: problem.inside }, 'file');
}
