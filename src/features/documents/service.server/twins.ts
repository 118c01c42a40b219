import { refuse, type Result } from '#src/lib/result.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import type { Paper } from '#src/features/documents/rules.ts';
import { UNNUMBERED } from '#src/features/documents/rules/numbering.ts';
import { findTwin } from '#src/features/documents/store.server.ts';

export type TwinInput = Pick<
  Paper,
  'organizationId' | 'kind' | 'direction' | 'number' | 'issuedOn' | 'issuer'
>;

/** `documents.number_taken` when the register has a paper of this kind, number and day, other than `exceptId`. */
export async function refuseTwin(
  tx: ScopedTx,
  paper: TwinInput,
  exceptId: string | null,
): Promise<Result<never> | null> {
  const { issuedOn } = paper;
  // Papers without a number of their own are told apart by their titles.
  if (paper.number === '' || paper.number === UNNUMBERED || issuedOn === null) return null;
  const twin = await findTwin(tx, { ...paper, issuedOn });
  return twin === null || twin === exceptId
    ? null
    : refuse('documents.number_taken', { number: paper.number, issuedOn }, 'number');
}
