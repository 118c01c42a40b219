import { accept, refuse, type Result } from '#src/lib/result.ts';
import { actingAccount } from '#src/platform/db/acting-account.ts';
import type { PersonActor, ScopedTx } from '#src/platform/db/scope.ts';
import type { Report } from '#src/platform/threads.ts';
import { UNNUMBERED } from '#src/features/documents/rules/numbering.ts';
import type { BulkDeps, ReadyPaper, ReadyPapers } from '#src/features/documents/service.server/bulk-write.ts';
import { documentOf, lackOf } from '#src/features/documents/service.server/drafts.ts';
import { momentOf, sourceOf } from '#src/features/documents/service.server/facts.ts';
import { findPlacesFor, type Placed } from '#src/features/documents/service.server/placing.ts';
import { insertPapers, listTakenNumbers } from '#src/features/documents/store.server.ts';
import { insertTexts } from '#src/features/documents/store.server/texts.ts';

/** Papers of one statement: few enough that progress moves and that a cancellation is heard between two of them. */
const CHUNK = 100;

export interface RegisteredPaper {
  readonly id: string;
  readonly number: string;
}

/**
 * Enters a paper for each of the chosen in the register, with numbers in a row and its words fixed: all of them, or
 * nothing with the reason, as `registerDraft` refuses. The row of numbers is held until the transaction ends; papers
 * and texts are written a hundred at a time, because one by one each cost twenty small statements.
 */
export async function registerMany(
  tx: ScopedTx,
  deps: BulkDeps,
  actor: PersonActor,
  organizationId: string,
  { ready, issuedOn }: { ready: ReadyPapers; issuedOn: string },
  report: Report,
): Promise<Result<{ papers: RegisteredPaper[] }>> {
  const kind = ready.kind.id;
  const total = ready.papers.length;
  const lack = ready.papers.map(({ drafted }) => lackOf(drafted)).find((one) => one !== null);
  if (lack !== undefined) return { ok: false, refusal: lack };
  const places = await findPlacesFor(tx, { organizationId, kind }, { count: total, issuedOn });
  const numbers = places.map(({ number }) => number).filter((number) => number !== UNNUMBERED);
  const twin = (await listTakenNumbers(tx, organizationId, numbers)).find(
    (one) => one.kind === kind && one.issuedOn === issuedOn,
  );
  if (twin !== undefined)
    return refuse('documents.number_taken', { number: twin.number, issuedOn }, 'number');
  const done: RegisteredPaper[] = [];
  while (done.length < total) {
    report('Регистрируем документы', done.length, total);
    const from = done.length;
    const chunk = ready.papers.slice(from, from + CHUNK).map((paper, at) => {
      const placed = places[from + at];
      if (placed === undefined) throw new RangeError('Fewer places than papers');
      return { ...paper, placed };
    });
    const entered = await enterChunk(tx, deps, actor, organizationId, { ready, issuedOn, chunk });
    if (!entered.ok) return entered;
    done.push(...entered.value);
  }
  return accept({ papers: done });
}

async function enterChunk(
  tx: ScopedTx,
  deps: BulkDeps,
  actor: PersonActor,
  organizationId: string,
  {
    ready,
    issuedOn,
    chunk,
  }: {
    ready: ReadyPapers;
    issuedOn: string;
    chunk: readonly (ReadyPaper & { readonly placed: Placed })[];
  },
): Promise<Result<RegisteredPaper[]>> {
  const { issuer, wording, templateId, schoolYear, answers } = ready;
  const kind = ready.kind.id;
  const createdBy = actingAccount(tx);
  const papers = chunk.map(({ drafted, placed, subject }) => ({
    organizationId,
    kind,
    direction: 'issued' as const,
    number: placed.number,
    at: placed.at,
    issuedOn,
    title: drafted.title.slice(0, 500),
    issuer: '',
    note: '',
    state: 'registered' as const,
    fileId: null,
    createdBy,
    subjectIds: [subject.id],
    document: documentOf({ ...drafted, issuer, stamps: [] }),
  }));
  const ids = await insertPapers(tx, papers);
  const entered = papers.map((paper, at) => ({ ...paper, id: ids[at] ?? '' }));
  await insertTexts(
    tx,
    entered.map(({ id, subjectIds, document }) => ({
      paperId: id,
      organizationId,
      ...wording,
      answers,
      schoolYear,
      templateId,
      subjectIds,
      document,
    })),
  );
  const source = sourceOf(deps.sources ?? [], kind);
  for (const { id, number, subjectIds } of source?.registered === undefined ? [] : entered) {
    const moment = momentOf(deps, { organizationId, kind }, { schoolYear, subjectIds });
    const facts = { ...moment, paperId: id, number, issuedOn, replacesId: null };
    const followed = await source?.registered?.(tx, facts);
    if (followed !== undefined && !followed.ok) return followed;
  }
  const followed = (await deps.onRegistered?.(tx, actor, entered)) ?? accept();
  return followed.ok ? accept(entered.map(({ id, number }) => ({ id, number }))) : followed;
}
