import { accept, refuse, type Result } from '#src/lib/result.ts';
import { actingAccount } from '#src/platform/db/acting-account.ts';
import type { PersonActor, ScopedTx } from '#src/platform/db/scope.ts';
import { keepFile, type SentFile } from '#src/platform/kept-files.ts';
import { namesOfAccounts } from '#src/features/accounts/service.server.ts';
import { isId } from '#src/lib/id.ts';
import type { Paper } from '#src/features/documents/rules.ts';
import { isSignature } from '#src/features/documents/rules/signature.ts';
import type { DocumentsDeps } from '#src/features/documents/service.server/deps.ts';
import { keepScan } from '#src/features/documents/service.server/keep-scan.ts';
import { openPaper, refuseIfClosed } from '#src/features/documents/service.server/open.ts';
import { updatePaper } from '#src/features/documents/store.server.ts';
import {
  deletePaperFile,
  insertPaperFile,
  listPaperFiles,
  type PaperFileRow,
} from '#src/features/documents/store.server/paper-files.ts';

/** Files of one paper: its scan with the older ones, signatures, annexes. */
const MOST_FILES = 40;

export interface PaperFileView extends Omit<PaperFileRow, 'addedBy' | 'addedAt'> {
  /** Empty: nobody whom the actor may know. */
  readonly addedBy: string;
  /** An instant in ISO. */
  readonly addedAt: string;
}

export interface PaperFiles {
  /** The scan first, then the rest as they came. Refuses as the paper's page does. */
  list(actor: PersonActor, paperId: string): Promise<Result<readonly PaperFileView[]>>;
  /**
   * A detached signature (`documents.not_signature` for anything else; nothing is verified) or an annex beside the
   * paper. Refuses with `documents.closed` for a paper that is cancelled or replaced.
   */
  attach(
    actor: PersonActor,
    input: { paperId: string; role: 'signature' | 'annex' },
    file: SentFile | null,
  ): Promise<Result>;
  /** Takes a signature or an annex away; once the paper is registered they stay (`documents.files_fixed`). */
  remove(actor: PersonActor, input: { paperId: string; fileId: string }): Promise<Result>;
  /** The scan of a paper; the one before it stays among its files. `documents.stale`, `documents.closed`. */
  replaceScan(
    actor: PersonActor,
    input: { paperId: string; version: number },
    file: SentFile | null,
  ): Promise<Result>;
}

export function createPaperFiles({ db, files }: DocumentsDeps): PaperFiles {
  return {
    list: (actor, paperId) =>
      db.withActor(actor, 'documents.list_files', async (tx) => {
        const opened = await openPaper(tx, paperId, 'documents.list');
        if (!opened.ok) return opened;
        const rows = await listPaperFiles(tx, paperId);
        const names = await namesOfAccounts(
          tx,
          rows.map(({ addedBy }) => addedBy),
        );
        return accept(
          rows.map((row) => ({
            ...row,
            addedBy: row.addedBy === null ? '' : (names[row.addedBy] ?? ''),
            addedAt: row.addedAt.toString(),
          })),
        );
      }),

    attach: (actor, { paperId, role }, file) =>
      db.withActor(actor, 'documents.attach_file', async (tx) => {
        const opened = await openToFiles(tx, paperId);
        if (!opened.ok) return opened;
        if (file === null) return refuse('documents.no_file', undefined, 'file');
        const { organizationId } = opened.value;
        if ((await listPaperFiles(tx, paperId)).length >= MOST_FILES)
          return refuse('documents.too_many_files', { limit: MOST_FILES }, 'file');
        if (role === 'signature' && file.bytes.byteLength > 0 && !isSignature(file.bytes))
          return refuse('documents.not_signature', undefined, 'file');
        const kept =
          role === 'signature'
            ? await keepFile(tx, files, { organizationId, ...file })
            : await keepScan(tx, files, organizationId, file);
        if (!kept.ok) return kept;
        const { fileId } = kept.value;
        await insertPaperFile(tx, { paperId, fileId, organizationId, role, addedBy: actingAccount(tx) });
        return accept();
      }),

    remove: (actor, { paperId, fileId }) =>
      db.withActor(actor, 'documents.remove_file', async (tx) => {
        const opened = await openToFiles(tx, paperId);
        if (!opened.ok) return opened;
        if (opened.value.state === 'registered') return refuse('documents.files_fixed');
        return isId(fileId) && (await deletePaperFile(tx, paperId, fileId))
          ? accept()
          : refuse('documents.file_not_found');
      }),

    replaceScan: (actor, { paperId, version }, file) =>
      db.withActor(actor, 'documents.replace_scan', async (tx) => {
        const opened = await openToFiles(tx, paperId);
        if (!opened.ok) return opened;
        if (file === null) return refuse('documents.no_file', undefined, 'file');
        const kept = await keepScan(tx, files, opened.value.organizationId, file);
        if (!kept.ok) return kept;
        if ((await updatePaper(tx, paperId, version, { fileId: kept.value.fileId })) === null)
          return refuse('documents.stale');
        await keepOlderScan(tx, opened.value);
        return accept();
      }),
  };
}

/** The scan that has just been replaced stays in the history of a registered paper. */
export async function keepOlderScan(
  tx: ScopedTx,
  before: Pick<Paper, 'id' | 'fileId' | 'organizationId' | 'state'>,
): Promise<void> {
  const { id, fileId, organizationId, state } = before;
  if (fileId === null || state !== 'registered') return;
  const addedBy = actingAccount(tx);
  await insertPaperFile(tx, { paperId: id, fileId, organizationId, role: 'older-scan', addedBy });
}

/** A paper whose files may change. */
async function openToFiles(tx: ScopedTx, paperId: string): Promise<Result<Paper>> {
  const opened = await openPaper(tx, paperId, 'documents.edit');
  if (!opened.ok) return opened;
  return refuseIfClosed(opened.value.paper) ?? accept(opened.value.paper);
}
