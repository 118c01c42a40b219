import { isId } from '#src/lib/id.ts';
import { accept, refuse, type Refusal, type Result } from '#src/lib/result.ts';
import { actingAccount } from '#src/platform/db/acting-account.ts';
import type { PersonActor, ScopedTx } from '#src/platform/db/scope.ts';
import { submitOnce } from '#src/platform/db/submission.ts';
import { findKeptFile, type KeptFile, type SentFile } from '#src/platform/kept-files.ts';
import { renderXlsx } from '#src/platform/render/sheets.ts';
import { abilities, type CommandOf } from '#src/features/accounts/access.ts';
import { standingOf } from '#src/features/accounts/service.server.ts';
import { documentsAccess } from '#src/features/documents/access.ts';
import type { Paper } from '#src/features/documents/rules.ts';
import { findPaperKind } from '#src/features/documents/rules/kinds.ts';
import type { CheckedLine, PaperLine } from '#src/features/documents/rules/lines.ts';
import type { AddPaper, EditPaper, PaperFilter } from '#src/features/documents/schema.ts';
import type { RegisterPaper } from '#src/features/documents/schema/drafts.ts';
import type { DocumentsDeps, PaperUse } from '#src/features/documents/service.server/deps.ts';
import {
  createAcquaintance,
  type AcquaintanceService,
} from '#src/features/documents/service.server/acquaintance.ts';
import { createDrafts, type Drafts } from '#src/features/documents/service.server/drafts.ts';
import { keepScan } from '#src/features/documents/service.server/keep-scan.ts';
import {
  createPaperFiles,
  keepOlderScan,
  type PaperFiles,
} from '#src/features/documents/service.server/paper-files.ts';
import { addMany, checkLines } from '#src/features/documents/service.server/lines.ts';
import { createNumbering, type Numbering } from '#src/features/documents/service.server/numbering.ts';
import { openPaper, refuseIfClosed, refuseUnlessMay } from '#src/features/documents/service.server/open.ts';
import { findPlaceFor, peekNumber, type Placed } from '#src/features/documents/service.server/placing.ts';
import { registerDraft } from '#src/features/documents/service.server/register.ts';
import { createTemplates, type Templates } from '#src/features/documents/service.server/templates.ts';
import { registerSheet } from '#src/features/documents/service.server/register-sheet.ts';
import {
  findPaper as findPaperRow,
  insertPaper,
  listPapers,
  updatePaper,
  type PaperQuery,
} from '#src/features/documents/store.server.ts';
import { takePlace } from '#src/features/documents/store.server/series.ts';
import { findText } from '#src/features/documents/store.server/texts.ts';
import { refuseTwin, type TwinInput } from '#src/features/documents/service.server/twins.ts';

export type { DocumentsDeps, PaperUse } from '#src/features/documents/service.server/deps.ts';
export {
  createBulkPapers,
  type BulkPapers,
  type BulkView,
} from '#src/features/documents/service.server/bulk.ts';
export type { Gap } from '#src/features/documents/service.server/bulk-write.ts';
export { papersToKnow } from '#src/features/documents/service.server/acquaintance.ts';
export type { Drafts } from '#src/features/documents/service.server/drafts.ts';
export type { TemplateLine } from '#src/features/documents/service.server/templates.ts';
export type { PaperFileView } from '#src/features/documents/service.server/paper-files.ts';
export type { TextView } from '#src/features/documents/service.server/text-view.ts';
export {
  gatherPapers,
  paperDocumentOf,
  type KeptPaper,
} from '#src/features/documents/service.server/kept-papers.ts';
export { listPaperChoices } from '#src/features/documents/service.server/choices.ts';
export { listDraftKinds, startDraft } from '#src/features/documents/service.server/drafts.ts';
const noUses = async (): Promise<readonly PaperUse[]> => [];

export type DocumentsAbilities = Record<CommandOf<typeof documentsAccess>, true | Refusal>;
export const PAPERS_PAGE_SIZE = 50;
/** A sheet longer than this nobody reads; a register of a school is far shorter. */
const EXPORT_LIMIT = 20_000;

export interface Documents {
  /** Papers whose text is made here. */
  readonly drafts: Drafts;
  /** Who has to know a paper. */
  readonly acquaintance: AcquaintanceService;
  /** Signatures, annexes, scans. */
  readonly paperFiles: PaperFiles;
  /** Wordings of the organization. */
  readonly templates: Templates;
  /** How its numbers are given. */
  readonly numbering: Numbering;
  /** See `registerDraft`. */
  registerDraft(
    actor: PersonActor,
    input: RegisterPaper,
    file: SentFile | null,
  ): Promise<Result<{ number: string }>>;
  list(
    actor: PersonActor,
    organizationId: string,
    filter: PaperFilter,
  ): Promise<
    Result<{
      papers: readonly Paper[];
      total: number;
      page: number;
      pageSize: number;
      can: DocumentsAbilities;
    }>
  >;
  view(
    actor: PersonActor,
    paperId: string,
  ): Promise<
    Result<{
      paper: Paper;
      uses: readonly PaperUse[];
      /** Its text is made here. */
      isDrafted: boolean;
      /** The number that it would get today; null: it has one, or needs none. */
      nextNumber: string | null;
      /** What took its place. */
      replacedBy: Paper | null;
      can: DocumentsAbilities;
    }>
  >;
  /** With number and date the paper is registered, without them a draft. Refuses with `documents.number_taken`. */
  add(
    actor: PersonActor,
    organizationId: string,
    input: AddPaper,
    file: SentFile | null,
  ): Promise<Result<{ paperId: string }>>;
  /** What is wrong with each pasted line, beside the others and beside the register. Writes nothing. */
  checkLines(
    actor: PersonActor,
    organizationId: string,
    lines: readonly PaperLine[],
  ): Promise<Result<readonly CheckedLine[]>>;
  /** Existing orders entered at once: all, or none with `documents.line_errors` (fact `count`). */
  addMany(
    actor: PersonActor,
    organizationId: string,
    submission: string,
    lines: readonly PaperLine[],
  ): Promise<Result<{ count: number }>>;
  /** The register as XLSX, newest first, with the filter of the list. */
  exportRegister(
    actor: PersonActor,
    organizationId: string,
    filter: PaperFilter,
  ): Promise<Result<Uint8Array>>;
  edit(actor: PersonActor, input: EditPaper, file: SentFile | null): Promise<Result>;
  /** The paper stays in the register, its number is never given again. */
  cancel(actor: PersonActor, input: { paperId: string; version: number; reason: string }): Promise<Result>;
  /** The bytes of a file, for whoever may read the papers of its organization. */
  download(actor: PersonActor, fileId: string): Promise<Result<{ file: KeptFile; bytes: Uint8Array }>>;
}

export function createDocuments(deps: DocumentsDeps): Documents {
  const { db, files, findUses = noUses } = deps;
  return {
    drafts: createDrafts(deps),
    acquaintance: createAcquaintance(deps),
    paperFiles: createPaperFiles(deps),
    templates: createTemplates(deps),
    numbering: createNumbering(deps),
    registerDraft: (actor, input, file) => registerDraft(deps, actor, input, file),

    list: (actor, organizationId, filter) =>
      db.withActor(actor, 'documents.list', async (tx) => {
        const standing = await standingOf(tx, organizationId);
        const refused = refuseUnlessMay(standing, 'documents.list');
        if (refused !== null) return refused;
        const found = await listPapers(tx, queryOf(organizationId, filter), {
          offset: (filter.page - 1) * PAPERS_PAGE_SIZE,
          limit: PAPERS_PAGE_SIZE,
        });
        return accept({
          ...found,
          page: filter.page,
          pageSize: PAPERS_PAGE_SIZE,
          can: abilities(documentsAccess, standing),
        });
      }),

    view: (actor, paperId) =>
      db.withActor(actor, 'documents.view', async (tx) => {
        const opened = await openPaper(tx, paperId, 'documents.list');
        if (!opened.ok) return opened;
        const { paper, standing } = opened.value;
        const { organizationId, kind } = paper;
        const today = deps.clock.today(deps.timeZone).toString();
        return accept({
          paper,
          uses: await findUses(tx, paper.id),
          isDrafted: (await findText(tx, paper.id)) !== null,
          nextNumber:
            paper.number === '' && paper.direction === 'issued'
              ? await peekNumber(tx, organizationId, kind, today)
              : null,
          replacedBy: paper.replacedBy === null ? null : await findPaperRow(tx, paper.replacedBy),
          can: abilities(documentsAccess, standing),
        });
      }),

    add: (actor, organizationId, input, file) =>
      db.withActor(actor, 'documents.register', (tx) =>
        submitOnce(tx, input.submission, async () => {
          const refused = refuseUnlessMay(await standingOf(tx, organizationId), 'documents.register');
          if (refused !== null) return refused;
          const kept = file === null ? null : await keepScan(tx, files, organizationId, file);
          if (kept !== null && !kept.ok) return kept;
          return storePaper(tx, { ...input, organizationId, fileId: kept?.value.fileId ?? null });
        }),
      ),

    checkLines: (actor, organizationId, lines) =>
      db.withActor(actor, 'documents.check_lines', (tx) => checkLines(tx, organizationId, lines)),

    addMany: (actor, organizationId, submission, lines) =>
      db.withActor(actor, 'documents.register_many', (tx) =>
        submitOnce(tx, submission, () => addMany(tx, organizationId, lines)),
      ),

    exportRegister: async (actor, organizationId, filter) => {
      const found = await db.withActor(actor, 'documents.export', async (tx) => {
        const standing = await standingOf(tx, organizationId);
        const refused = refuseUnlessMay(standing, 'documents.list');
        if (refused !== null) return refused;
        return accept(
          await listPapers(tx, queryOf(organizationId, filter), { offset: 0, limit: EXPORT_LIMIT }),
        );
      });
      return found.ok ? accept(await renderXlsx([registerSheet(found.value.papers)])) : found;
    },

    edit: (actor, input, file) =>
      db.withActor(actor, 'documents.edit', async (tx) => {
        const opened = await openPaper(tx, input.paperId, 'documents.edit');
        if (!opened.ok) return opened;
        const { paper } = opened.value;
        const closed = refuseIfClosed(paper);
        if (closed !== null) return closed;
        if ((await findText(tx, paper.id)) !== null) return refuse('documents.drafted_here');
        const isComplete = input.number !== '' && input.issuedOn !== null;
        if (paper.state === 'registered' && !isComplete)
          return refuse('documents.keep_number', undefined, 'number');
        const { organizationId } = paper;
        const twin = await refuseTwin(tx, { ...input, organizationId }, paper.id);
        if (twin !== null) return twin;
        const placed = await placeOf(tx, { ...input, organizationId, id: paper.id });
        if (!placed.ok) return placed;
        const kept = file === null ? null : await keepScan(tx, files, organizationId, file);
        if (kept !== null && !kept.ok) return kept;
        const { paperId, version, ...fields } = input;
        const saved = await updatePaper(tx, paperId, version, {
          ...fields,
          state: isComplete ? 'registered' : 'draft',
          ...(kept === null ? {} : { fileId: kept.value.fileId }),
        });
        if (saved === null) return refuse('documents.stale');
        if (kept !== null) await keepOlderScan(tx, paper);
        await takePlace(tx, paperId, placed.value.at);
        const isNew = paper.state !== 'registered' && isComplete;
        const now = isNew ? await findPaperRow(tx, paperId) : null;
        if (now === null || now.issuedOn === null) return accept();
        return (await deps.onRegistered?.(tx, actor, [{ ...now, issuedOn: now.issuedOn }])) ?? accept();
      }),

    cancel: (actor, { paperId, version, reason }) =>
      db.withActor(actor, 'documents.cancel', async (tx) => {
        const opened = await openPaper(tx, paperId, 'documents.cancel');
        if (!opened.ok) return opened;
        const { paper } = opened.value;
        const closed = refuseIfClosed(paper);
        if (closed !== null) return closed;
        const saved = await updatePaper(tx, paperId, version, { state: 'cancelled', stateReason: reason });
        return saved !== null ? accept() : refuse('documents.stale');
      }),

    download: async (actor, fileId) => {
      const found = await db.withActor(actor, 'documents.download', async (tx) => {
        const file = isId(fileId) ? await findKeptFile(tx, fileId) : null;
        if (file === null) return refuse('documents.file_not_found');
        const refused = refuseUnlessMay(await standingOf(tx, file.organizationId), 'documents.download');
        return refused ?? accept(file);
      });
      if (!found.ok) return found;
      const bytes = await files.read(found.value.sha256);
      return bytes === undefined ? refuse('documents.file_lost') : accept({ file: found.value, bytes });
    },
  };
}

function queryOf(organizationId: string, filter: PaperFilter): PaperQuery {
  return { organizationId, kind: filter.kind, state: filter.state, search: filter.q };
}

async function storePaper(
  tx: ScopedTx,
  paper: TwinInput & { title: string; note: string; fileId: string | null },
): Promise<Result<{ paperId: string }>> {
  if (findPaperKind(paper.kind) === undefined) return refuse('documents.unknown_kind', undefined, 'kind');
  const twin = await refuseTwin(tx, paper, null);
  if (twin !== null) return twin;
  const placed = await placeOf(tx, { ...paper, id: null });
  if (!placed.ok) return placed;
  const paperId = await insertPaper(tx, {
    ...paper,
    state: paper.number !== '' && paper.issuedOn !== null ? 'registered' : 'draft',
    createdBy: actingAccount(tx),
  });
  await takePlace(tx, paperId, placed.value.at);
  return accept({ paperId });
}

/** The place of a paper entered by hand: of the organization's own only, and once it has a number and a day. */
async function placeOf(tx: ScopedTx, paper: TwinInput & { id: string | null }): Promise<Result<Placed>> {
  const { number, issuedOn, direction } = paper;
  if (direction === 'incoming' || number === '' || issuedOn === null) return accept({ number, at: null });
  return findPlaceFor(tx, paper, { number, issuedOn });
}

/** Registers an issued paper within another room's transaction; the right is the caller's affair. */
export async function registerPaper(
  tx: ScopedTx,
  paper: {
    organizationId: string;
    kind: string;
    number: string;
    issuedOn: string;
    title: string;
    fileId: string | null;
  },
): Promise<Result<{ paperId: string }>> {
  return storePaper(tx, { ...paper, direction: 'issued', issuer: '', note: '' });
}

/** A paper that the actor sees; null for any other. */
export async function findPaper(tx: ScopedTx, id: string): Promise<Paper | null> {
  return isId(id) ? findPaperRow(tx, id) : null;
}
