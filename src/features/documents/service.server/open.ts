import { accept, refuse, type Result } from '#src/lib/result.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import { isId } from '#src/lib/id.ts';
import { may, type CommandOf, type Standing } from '#src/features/accounts/access.ts';
import { standingOf } from '#src/features/accounts/service.server.ts';
import { documentsAccess } from '#src/features/documents/access.ts';
import type { Paper } from '#src/features/documents/rules.ts';
import { findPaper } from '#src/features/documents/store.server.ts';
import { findText, type TextRow } from '#src/features/documents/store.server/texts.ts';

/** The refusal of a command that these roles do not allow, or null. */
export function refuseUnlessMay(
  standing: Standing,
  command: CommandOf<typeof documentsAccess>,
): Result<never> | null {
  const answer = may(documentsAccess, standing, command);
  return answer === true ? null : { ok: false, refusal: answer };
}

export interface OpenedPaper {
  readonly paper: Paper;
  readonly standing: Standing;
}

export interface OpenedText extends OpenedPaper {
  readonly text: TextRow;
}

/** A paper of the register, for a command. Refuses with `documents.not_found` and by right. */
export async function openPaper(
  tx: ScopedTx,
  paperId: string,
  command: CommandOf<typeof documentsAccess>,
): Promise<Result<OpenedPaper>> {
  const paper = isId(paperId) ? await findPaper(tx, paperId) : null;
  if (paper === null) return refuse('documents.not_found');
  const standing = await standingOf(tx, paper.organizationId);
  return refuseUnlessMay(standing, command) ?? accept({ paper, standing });
}

/** `documents.closed` for a paper that is cancelled or replaced: it stays as it is. */
export function refuseIfClosed({ state }: Paper): Result<never> | null {
  return state === 'cancelled' || state === 'replaced' ? refuse('documents.closed') : null;
}

/**
 * A paper drafted here with its text, for a command. Refuses as `openPaper` does, and with `documents.no_text` for a
 * paper that was only entered in the register.
 */
export async function openText(
  tx: ScopedTx,
  paperId: string,
  command: CommandOf<typeof documentsAccess>,
): Promise<Result<OpenedText>> {
  const opened = await openPaper(tx, paperId, command);
  if (!opened.ok) return opened;
  const text = await findText(tx, paperId);
  return text === null ? refuse('documents.no_text') : accept({ ...opened.value, text });
}
