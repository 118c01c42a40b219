import { accept, refuse, type Result } from '#src/lib/result.ts';
import type { SentFile } from '#src/platform/kept-files.ts';
import type { PersonActor, ScopedTx } from '#src/platform/db/scope.ts';
import type { Paper } from '#src/features/documents/rules.ts';
import type { RegisterPaper } from '#src/features/documents/schema/drafts.ts';
import type { DocumentsDeps } from '#src/features/documents/service.server/deps.ts';
import { fixText } from '#src/features/documents/service.server/drafts.ts';
import { momentOf, sourceOf } from '#src/features/documents/service.server/facts.ts';
import { keepScan } from '#src/features/documents/service.server/keep-scan.ts';
import { openText } from '#src/features/documents/service.server/open.ts';
import { findPlaceFor } from '#src/features/documents/service.server/placing.ts';
import { refuseTwin } from '#src/features/documents/service.server/twins.ts';
import { findPaper, updatePaper } from '#src/features/documents/store.server.ts';
import { takePlace } from '#src/features/documents/store.server/series.ts';
import type { TextRow } from '#src/features/documents/store.server/texts.ts';

/**
 * Enters a drafted paper in the register: its words are fixed (unless approved before), it gets its number and day, the
 * paper that it replaces gives way, and whatever rests on it happens – pairs are in the order, activities are done. All
 * of it, or nothing with the reason.
 */
export async function registerDraft(
  deps: DocumentsDeps,
  actor: PersonActor,
  input: RegisterPaper,
  file: SentFile | null,
): Promise<Result<{ number: string }>> {
  return deps.db.withActor(actor, 'documents.register_draft', async (tx) => {
    const opened = await openText(tx, input.paperId, 'documents.register');
    if (!opened.ok) return opened;
    const { paper } = opened.value;
    if (paper.state !== 'draft' && paper.state !== 'approved') return refuse('documents.registered_already');
    if (paper.version !== input.version) return refuse('documents.stale');
    if (input.issuedOn > latestDay(deps)) return refuse('documents.future_day', undefined, 'issuedOn');
    const fixed = paper.state === 'draft' ? await fixText(tx, deps, opened.value, null) : accept(paper);
    if (!fixed.ok) return fixed;
    const kept = file === null ? null : await keepScan(tx, deps.files, paper.organizationId, file);
    if (kept !== null && !kept.ok) return kept;
    const { text } = opened.value;
    const entered = { paper: fixed.value, text };
    return enterRegister(tx, deps, actor, entered, { ...input, fileId: kept?.value.fileId ?? null });
  });
}

/**
 * Gives a paper whose words are fixed its number and day, and does what follows. Refuses as `registerDraft` does; the
 * right and the state of the paper are the caller's affair.
 */
export async function enterRegister(
  tx: ScopedTx,
  deps: RegisterDeps,
  actor: PersonActor,
  { paper, text }: { readonly paper: Paper; readonly text: Pick<TextRow, 'schoolYear' | 'subjectIds'> },
  input: { number: string; issuedOn: string; replacesId: string | null; fileId: string | null },
): Promise<Result<{ number: string }>> {
  const { issuedOn, fileId } = input;
  const placed = await findPlaceFor(tx, paper, input);
  if (!placed.ok) return placed;
  const { number } = placed.value;
  const twin = await refuseTwin(tx, { ...paper, number, issuedOn }, paper.id);
  if (twin !== null) return twin;
  const saved = await updatePaper(tx, paper.id, paper.version, {
    state: 'registered',
    number,
    issuedOn,
    ...(fileId === null ? {} : { fileId }),
  });
  if (saved === null) return refuse('documents.stale');
  await takePlace(tx, paper.id, placed.value.at);
  const followed = await followRegistration(tx, deps, actor, { ...paper, number, issuedOn }, text, input);
  return followed.ok ? accept({ number }) : followed;
}

type RegisterDeps = Pick<DocumentsDeps, 'clock' | 'timeZone' | 'sources' | 'onRegistered'>;

/** Papers are dated before they are signed, by a few days; a day of another year is a slip. */
export function latestDay({ clock, timeZone }: Pick<DocumentsDeps, 'clock' | 'timeZone'>): string {
  return clock.today(timeZone).add({ days: 31 }).toString();
}

async function followRegistration(
  tx: ScopedTx,
  deps: RegisterDeps,
  actor: PersonActor,
  paper: Paper & { issuedOn: string },
  text: Pick<TextRow, 'schoolYear' | 'subjectIds'>,
  { replacesId }: Pick<RegisterPaper, 'replacesId'>,
): Promise<Result> {
  if (replacesId !== null) {
    const replaced = await replacePaper(tx, paper, replacesId);
    if (!replaced.ok) return replaced;
  }
  const { kind, number, issuedOn } = paper;
  const done = await sourceOf(deps.sources ?? [], kind)?.registered?.(tx, {
    ...momentOf(deps, paper, text),
    paperId: paper.id,
    number,
    issuedOn,
    replacesId,
  });
  if (done !== undefined && !done.ok) return done;
  return (await deps.onRegistered?.(tx, actor, [paper])) ?? accept();
}

/** The older paper gives way; only one in force of the same organization can. */
async function replacePaper(tx: ScopedTx, by: Paper, replacesId: string): Promise<Result> {
  const older = await findPaper(tx, replacesId);
  if (older === null || older.organizationId !== by.organizationId || older.id === by.id) {
    return refuse('documents.replaced_unknown', undefined, 'replacesId');
  }
  if (older.state !== 'registered') return refuse('documents.replaced_unknown', undefined, 'replacesId');
  const saved = await updatePaper(tx, older.id, older.version, { state: 'replaced', replacedBy: by.id });
  return saved !== null ? accept() : refuse('documents.stale');
}
