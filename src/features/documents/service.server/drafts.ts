import { accept, refuse, type Refusal, type Result } from '#src/lib/result.ts';
import { renderPaper, type PrintFormat, type Printed } from '#src/platform/render/paper-file.ts';
import { actingAccount } from '#src/platform/db/acting-account.ts';
import type { PersonActor, ScopedTx } from '#src/platform/db/scope.ts';
import { submitOnce } from '#src/platform/db/submission.ts';
import { standingOf } from '#src/features/accounts/service.server.ts';
import { schoolYearOf } from '#src/features/orgs/rules/school-year.ts';
import { readOrganization } from '#src/features/orgs/service.server.ts';
import type { FramedPaper } from '#src/features/documents/papers/frame.ts';
import type { Paper } from '#src/features/documents/rules.ts';
import type { Drafted } from '#src/features/documents/rules/draft.ts';
import { findPaperKind, paperKinds } from '#src/features/documents/rules/kinds.ts';
import { usualStamps } from '#src/features/documents/papers/usual-stamps.ts';
import type { SaveAnswers, SaveText, StartDraft } from '#src/features/documents/schema/drafts.ts';
import { readAnswers } from '#src/features/documents/service.server/answers.ts';
import type { DocumentsDeps } from '#src/features/documents/service.server/deps.ts';
import { sourceOf } from '#src/features/documents/service.server/facts.ts';
import { openText, refuseUnlessMay, type OpenedText } from '#src/features/documents/service.server/open.ts';
import { presentText, type PresentedText } from '#src/features/documents/service.server/present.ts';
import {
  frameOf,
  sheetOf,
  viewText,
  type Sheet,
  type TextView,
} from '#src/features/documents/service.server/text-view.ts';
import { usualTemplates } from '#src/features/documents/service.server/usual-templates.ts';
import { findWording } from '#src/features/documents/service.server/wording.ts';
import { replaceBases } from '#src/features/documents/store.server/bases.ts';
import { insertPaper, listPapersOf, updatePaper } from '#src/features/documents/store.server.ts';
import { insertText, updateText, type NewText } from '#src/features/documents/store.server/texts.ts';

export interface Drafts {
  /** Kinds that have a wording, in the order of the dictionary. */
  listKinds(): readonly string[];
  /**
   * A draft from the wording in force, filled from what is known; its kind must have a wording
   * (`documents.no_template`).
   */
  start(actor: PersonActor, organizationId: string, input: StartDraft): Promise<Result<{ paperId: string }>>;
  /** The text of a paper: live while it is a draft. `documents.no_text` for a paper entered by hand. */
  view(actor: PersonActor, paperId: string): Promise<Result<TextView>>;
  /** What nobody but the author knows, whom it is about, what it rests on. Refuses as `edit` of a paper does. */
  saveAnswers(actor: PersonActor, input: SaveAnswers): Promise<Result>;
  /** The wording of this one paper. A wording with problems is kept, but cannot be approved. */
  saveText(actor: PersonActor, input: SaveText): Promise<Result>;
  /** The same wording as it would look; writes nothing. */
  previewText(
    actor: PersonActor,
    paperId: string,
    wording: { title: string; body: string },
  ): Promise<Result<Omit<Drafted, 'blocks'> & { sheet: Sheet }>>;
  /** Its words change no more. Refuses with `documents.wording_problems` and `documents.gaps` (fact `fields`). */
  approve(actor: PersonActor, input: { paperId: string; version: number }): Promise<Result>;
  /** Back to a draft; what was approved is forgotten. Not after registration. */
  reopen(actor: PersonActor, input: { paperId: string; version: number }): Promise<Result>;
  /** The file to sign or to edit. Refuses with `documents.gaps` while something is missing. */
  print(actor: PersonActor, paperId: string, format: PrintFormat): Promise<Result<Printed>>;
}

export function createDrafts(deps: DocumentsDeps): Drafts {
  const { db } = deps;
  return {
    listKinds: listDraftKinds,

    start: (actor, organizationId, input) =>
      db.withActor(actor, 'documents.start_draft', (tx) =>
        submitOnce(tx, input.submission, async () => {
          const refused = refuseUnlessMay(await standingOf(tx, organizationId), 'documents.draft');
          return refused ?? startDraft(tx, deps, organizationId, input);
        }),
      ),

    view: (actor, paperId) =>
      db.withActor(actor, 'documents.view_text', async (tx) => {
        const opened = await openText(tx, paperId, 'documents.list');
        return opened.ok ? accept(await viewText(tx, deps, opened.value)) : opened;
      }),

    saveAnswers: (actor, input) =>
      changeText(deps, actor, 'documents.save_answers', input, async (tx, { paper, text }) => {
        const presented = await presentText(tx, deps, paper, text);
        const read = readAnswers(presented.fields, presented.answers, input.answers);
        if (!read.ok) return read;
        const bases = await listPapersOf(tx, input.baseIds);
        const usable = bases.filter(
          ({ organizationId, state, id }) =>
            organizationId === paper.organizationId && state === 'registered' && id !== paper.id,
        );
        if (usable.length !== new Set(input.baseIds).size)
          return refuse('documents.base_unknown', {}, 'baseIds');
        await replaceBases(tx, paper, [...new Set(input.baseIds)]);
        await updateText(tx, paper.id, {
          answers: read.value,
          subjectIds: input.subjectIds,
          stamps: input.stamps,
        });
        return accept();
      }),

    saveText: (actor, input) =>
      changeText(deps, actor, 'documents.save_text', input, async (tx, { paper }) => {
        await updateText(tx, paper.id, { title: input.title, body: input.body });
        return accept();
      }),

    previewText: (actor, paperId, wording) =>
      db.withActor(actor, 'documents.preview_text', async (tx) => {
        const opened = await openText(tx, paperId, 'documents.draft');
        if (!opened.ok) return opened;
        const { paper, text } = opened.value;
        const presented = await presentText(tx, deps, paper, { ...text, ...wording, document: null });
        const { blocks: _blocks, ...drafted } = presented;
        return accept({ ...drafted, sheet: sheetOf(await frameOf(tx, paper, presented)) });
      }),

    approve: (actor, input) =>
      changeText(deps, actor, 'documents.approve', input, async (tx, opened) => {
        const fixed = await fixText(tx, deps, opened, 'approved');
        return fixed.ok ? accept() : fixed;
      }),

    reopen: (actor, { paperId, version }) =>
      db.withActor(actor, 'documents.reopen', async (tx) => {
        const opened = await openText(tx, paperId, 'documents.draft');
        if (!opened.ok) return opened;
        const { paper } = opened.value;
        if (paper.state !== 'approved') return refuse('documents.not_approved');
        if ((await updatePaper(tx, paper.id, version, { state: 'draft' })) === null)
          return refuse('documents.stale');
        await updateText(tx, paper.id, { document: null });
        return accept();
      }),

    print: async (actor, paperId, format) => {
      const found = await db.withActor(actor, 'documents.print', async (tx) => {
        const opened = await openText(tx, paperId, 'documents.list');
        if (!opened.ok) return opened;
        const { paper, text } = opened.value;
        const presented = await presentText(tx, deps, paper, text);
        const lack = lackOf(presented);
        if (lack !== null) return { ok: false, refusal: lack } as const;
        return accept({
          document: await frameOf(tx, paper, presented),
          name: fileNameOf(paper, presented.title),
        });
      });
      return found.ok ? accept(await renderPaper(found.value.document, format, found.value.name)) : found;
    },
  };
}

/** Kinds that have a wording, in the order of the dictionary. */
export function listDraftKinds(): string[] {
  return paperKinds.map(({ id }) => id).filter((id) => usualTemplates.has(id));
}

/** A draft within another room's transaction; the right is the caller's affair. */
export async function startDraft(
  tx: ScopedTx,
  deps: Pick<DocumentsDeps, 'sources' | 'clock' | 'timeZone'>,
  organizationId: string,
  input: { kind: string; subjectIds: readonly string[]; schoolYear?: number },
): Promise<Result<{ paperId: string }>> {
  const wording = await findWording(tx, organizationId, input.kind);
  if (wording === null) return refuse('documents.no_template', undefined, 'kind');
  const today = deps.clock.today(deps.timeZone);
  const schoolYear = input.schoolYear ?? schoolYearOf(today);
  const subjects = sourceOf(deps.sources ?? [], input.kind)?.subjects?.(input.kind) ?? null;
  const moment = { organizationId, kind: input.kind, schoolYear, today: today.toString() };
  const usualIds =
    subjects === null || input.subjectIds.length > 0
      ? input.subjectIds
      : (await subjects.list(tx, moment)).filter(({ isUsual }) => isUsual).map(({ id }) => id);
  const kind = findPaperKind(input.kind);
  const organization = await readOrganization(tx, organizationId);
  const paperId = await insertDraft(tx, {
    organizationId,
    kind: input.kind,
    ...wording,
    stamps: kind === undefined ? [] : usualStamps(kind, organization?.shortName ?? ''),
    schoolYear,
    subjectIds: subjects?.takes === 'one' ? usualIds.slice(0, 1) : usualIds,
  });
  return accept({ paperId });
}

/** A draft with its wording. */
export async function insertDraft(
  tx: ScopedTx,
  draft: Omit<NewText, 'paperId'> & { readonly kind: string },
): Promise<string> {
  const { kind, ...text } = draft;
  const paperId = await insertPaper(tx, {
    organizationId: text.organizationId,
    kind,
    direction: 'issued',
    number: '',
    issuedOn: null,
    title: findPaperKind(kind)?.title ?? text.title,
    issuer: '',
    note: '',
    state: 'draft',
    fileId: null,
    createdBy: actingAccount(tx),
  });
  await insertText(tx, { paperId, ...text });
  return paperId;
}

/** A change of a draft: at the version of the form, while its words may still change. */
async function changeText(
  { db }: DocumentsDeps,
  actor: PersonActor,
  name: string,
  { paperId, version }: { paperId: string; version: number },
  work: (tx: ScopedTx, opened: OpenedText) => Promise<Result>,
): Promise<Result> {
  return db.withActor(actor, name, async (tx) => {
    const opened = await openText(tx, paperId, 'documents.draft');
    if (!opened.ok) return opened;
    if (opened.value.paper.state !== 'draft') return refuse('documents.fixed');
    const now = await updatePaper(tx, paperId, version, {});
    if (now === null) return refuse('documents.stale');
    return work(tx, { ...opened.value, paper: { ...opened.value.paper, version: now } });
  });
}

/** Keeps the words as they stand now; answers the paper as it is then. It has been found at its version. */
export async function fixText(
  tx: ScopedTx,
  deps: DocumentsDeps,
  { paper, text }: OpenedText,
  state: 'approved' | null,
): Promise<Result<Paper>> {
  return fixPresented(tx, paper, await presentText(tx, deps, paper, text), state);
}

/** The same with words that are at hand. */
export async function fixPresented(
  tx: ScopedTx,
  paper: Paper,
  presented: Pick<PresentedText, 'title' | 'blocks' | 'issuer' | 'stamps' | 'problems' | 'missing'>,
  state: 'approved' | null,
): Promise<Result<Paper>> {
  const lack = lackOf(presented);
  if (lack !== null) return { ok: false, refusal: lack };
  await updateText(tx, paper.id, { document: documentOf(presented) });
  const patch = { title: presented.title.slice(0, 500), ...(state === null ? {} : { state }) };
  const version = await updatePaper(tx, paper.id, paper.version, patch);
  return version === null ? refuse('documents.stale') : accept({ ...paper, ...patch, version });
}

/** What is kept of a text whose words are fixed. */
export function documentOf({
  title,
  blocks,
  issuer,
  stamps,
}: Readonly<Pick<FramedPaper, 'title' | 'blocks' | 'issuer' | 'stamps'>>): Pick<
  FramedPaper,
  'title' | 'blocks' | 'issuer' | 'stamps'
> {
  return { title, blocks, issuer, stamps };
}

/** What keeps a paper from being printed or approved. */
export function lackOf({ problems, missing }: Pick<PresentedText, 'problems' | 'missing'>): Refusal | null {
  if (problems.length > 0) return { code: 'documents.wording_problems', facts: { count: problems.length } };
  if (missing.length > 0) return { code: 'documents.gaps', facts: { fields: missing.join(', ') } };
  return null;
}

function fileNameOf(paper: Paper, title: string): string {
  const number = paper.number === '' ? '' : ` № ${paper.number}`;
  return `${findPaperKind(paper.kind)?.group === 'order' ? `Приказ${number} ` : ''}${title}`.slice(0, 120);
}
