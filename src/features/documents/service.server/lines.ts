import { accept, refuse, type Result } from '#src/lib/result.ts';
import { actingAccount } from '#src/platform/db/acting-account.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import { standingOf } from '#src/features/accounts/service.server.ts';
import { findPaperKind } from '#src/features/documents/rules/kinds.ts';
import {
  checkPaperLines,
  paperLineKey,
  type CheckedLine,
  type PaperLine,
} from '#src/features/documents/rules/lines.ts';
import { LINES_LIMIT } from '#src/features/documents/schema.ts';
import { refuseUnlessMay } from '#src/features/documents/service.server/open.ts';
import { findPlaceFor } from '#src/features/documents/service.server/placing.ts';
import { insertPaper, listTakenNumbers } from '#src/features/documents/store.server.ts';
import { takePlace } from '#src/features/documents/store.server/series.ts';

/** Pasted lines with what is wrong in each. Refuses an empty list and one that is too long. */
export async function checkLines(
  tx: ScopedTx,
  organizationId: string,
  lines: readonly PaperLine[],
): Promise<Result<CheckedLine[]>> {
  const refused = refuseUnlessMay(await standingOf(tx, organizationId), 'documents.register');
  if (refused !== null) return refused;
  if (lines.length === 0) return refuse('documents.nothing_to_add', undefined, 'text');
  if (lines.length > LINES_LIMIT) {
    return refuse('documents.too_many', { count: lines.length, limit: LINES_LIMIT }, 'text');
  }
  const numbers = new Set(lines.map((line) => line.number).filter((number) => number !== ''));
  const taken = await listTakenNumbers(tx, organizationId, [...numbers]);
  const keys = new Set(taken.map(paperLineKey));
  return accept(
    checkPaperLines(
      lines,
      (line) => keys.has(paperLineKey(line)),
      (kind) => findPaperKind(kind) !== undefined,
    ),
  );
}

/** All lines into the register, or none. */
export async function addMany(
  tx: ScopedTx,
  organizationId: string,
  lines: readonly PaperLine[],
): Promise<Result<{ count: number }>> {
  const checked = await checkLines(tx, organizationId, lines);
  if (!checked.ok) return checked;
  const wrong = checked.value.filter(({ errors }) => Object.keys(errors).length > 0);
  if (wrong.length > 0) return refuse('documents.line_errors', { count: wrong.length });
  for (const { kind, number, issuedOn, title } of lines) {
    const placed = await findPlaceFor(tx, { id: null, organizationId, kind }, { number, issuedOn });
    if (!placed.ok) return placed;
    const paperId = await insertPaper(tx, {
      organizationId,
      kind,
      direction: 'issued',
      number,
      issuedOn,
      title,
      issuer: '',
      note: '',
      state: 'registered',
      fileId: null,
      createdBy: actingAccount(tx),
    });
    await takePlace(tx, paperId, placed.value.at);
  }
  return accept({ count: lines.length });
}
