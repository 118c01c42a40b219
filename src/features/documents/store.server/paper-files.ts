import type { ScopedTx } from '#src/platform/db/scope.ts';

export type PaperFileRole = 'signature' | 'annex' | 'older-scan';

export interface PaperFileRow {
  readonly fileId: string;
  /** `scan`: the file of the paper itself. */
  readonly role: PaperFileRole | 'scan';
  readonly name: string;
  readonly sizeBytes: number;
  readonly sha256: string;
  readonly addedBy: string | null;
  readonly addedAt: Temporal.Instant;
}

const FILE = ['f.name', 'f.size_bytes as sizeBytes', 'f.sha256'] as const;

/** The scan of a paper, then everything beside it, oldest first. */
export async function listPaperFiles(tx: ScopedTx, paperId: string): Promise<PaperFileRow[]> {
  const scans = await tx.query
    .selectFrom('papers as p')
    .innerJoin('files as f', 'f.id', 'p.file_id')
    .select(['f.id as fileId', ...FILE, 'f.uploaded_by as addedBy', 'f.created_at as addedAt'])
    .where('p.id', '=', paperId)
    .execute();
  const beside = await tx.query
    .selectFrom('paper_files as pf')
    .innerJoin('files as f', 'f.id', 'pf.file_id')
    .select(['pf.file_id as fileId', 'pf.role', ...FILE, 'pf.added_by as addedBy', 'pf.added_at as addedAt'])
    .where('pf.paper_id', '=', paperId)
    .orderBy('pf.added_at')
    .orderBy('pf.file_id')
    .execute();
  return [
    ...scans.map((scan) => ({ ...scan, role: 'scan' as const })),
    ...beside.map((file) => ({ ...file, role: file.role as PaperFileRole })),
  ];
}

export async function insertPaperFile(
  tx: ScopedTx,
  file: {
    readonly paperId: string;
    readonly fileId: string;
    readonly organizationId: string;
    readonly role: PaperFileRole;
    readonly addedBy: string | null;
  },
): Promise<void> {
  await tx.query
    .insertInto('paper_files')
    .values({
      paper_id: file.paperId,
      file_id: file.fileId,
      organization_id: file.organizationId,
      role: file.role,
      added_by: file.addedBy,
      added_at: tx.now,
    })
    .execute();
}

/** Answers whether there was such a file beside the paper. The bytes go with the sweep. */
export async function deletePaperFile(tx: ScopedTx, paperId: string, fileId: string): Promise<boolean> {
  const { numDeletedRows } = await tx.query
    .deleteFrom('paper_files')
    .where('paper_id', '=', paperId)
    .where('file_id', '=', fileId)
    .executeTakeFirst();
  if (numDeletedRows === 0n) return false;
  await tx.query.deleteFrom('files').where('id', '=', fileId).execute();
  return true;
}
