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

export interface OpenedText {
  readonly paper: Paper;
  readonly text: TextRow;
  readonly standing: Standing;
}

/**
 * A paper drafted here with its text, for a command. Refuses with `documents.not_found`, by right, and with
 * `documents.no_text` for a paper that was only entered in the register.
 */
export async function openText(
  tx: ScopedTx,
  paperId: string,
  command: CommandOf<typeof documentsAccess>,
): Promise<Result<OpenedText>> {
  const paper = isId(paperId) ? await findPaper(tx, paperId) : null;
  if (paper === null) return refuse('documents.not_found');
  const standing = await standingOf(tx, paper.organizationId);
  const refused = refuseUnlessMay(standing, command);
  if (refused !== null) return refused;
  const text = await findText(tx, paperId);
  return text === null ? refuse('documents.no_text') : accept({ paper, text, standing });
}
