import { accept, refuse, type Result } from '#src/lib/result.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import type { PaperDocument } from '#src/platform/render/model.ts';
import { standingOf } from '#src/features/accounts/service.server.ts';
import type { PaperSubject } from '#src/features/orgs/papers.server.ts';
import { schoolYearOf } from '#src/features/orgs/rules/school-year.ts';
import { framePaper, type Issuer } from '#src/features/documents/papers/frame.ts';
import { readDraft, type Drafted } from '#src/features/documents/rules/draft.ts';
import { findPaperKind, type PaperKind } from '#src/features/documents/rules/kinds.ts';
import type { BulkWork, PrintMany } from '#src/features/documents/schema/bulk.ts';
import { keptDocument } from '#src/features/documents/schema/kept.ts';
import { readAnswers } from '#src/features/documents/service.server/answers.ts';
import type { DocumentsDeps } from '#src/features/documents/service.server/deps.ts';
import { fieldsOf, gatherFactsOfEach, sourceOf } from '#src/features/documents/service.server/facts.ts';
import { refuseUnlessMay } from '#src/features/documents/service.server/open.ts';
import { presentDraft } from '#src/features/documents/service.server/present.ts';
import { latestDay } from '#src/features/documents/service.server/register.ts';
import { findWording } from '#src/features/documents/service.server/wording.ts';
import { usualTemplates } from '#src/features/documents/service.server/usual-templates.ts';
import { listPapersOf } from '#src/features/documents/store.server.ts';
import { listKeptDocuments } from '#src/features/documents/store.server/texts.ts';

export type BulkDeps = Pick<DocumentsDeps, 'sources' | 'clock' | 'timeZone' | 'onRegistered'>;

/** A paper for one of many that cannot be made yet. */
export interface Gap {
  readonly label: string;
  readonly missing: readonly string[];
}

export interface ReadyPaper {
  readonly subject: PaperSubject;
  readonly drafted: Drafted;
}

export interface ReadyPapers {
  readonly kind: PaperKind;
  readonly issuer: Issuer;
  readonly wording: { readonly title: string; readonly body: string };
  readonly templateId: string | null;
  readonly schoolYear: number;
  readonly answers: unknown;
  /** In the order of the list. */
  readonly papers: readonly ReadyPaper[];
  readonly gaps: readonly Gap[];
}

/** What a kind of papers that are about one subject each can be about now. Refuses with `documents.not_bulk`. */
export async function listBulkSubjects(
  tx: ScopedTx,
  deps: BulkDeps,
  organizationId: string,
  kind: string,
): Promise<Result<{ label: string; items: readonly PaperSubject[] }>> {
  const subjects = sourceOf(deps.sources ?? [], kind)?.subjects?.(kind) ?? null;
  if (subjects?.takes !== 'one' || !usualTemplates.has(kind))
    return refuse('documents.not_bulk', undefined, 'kind');
  const today = deps.clock.today(deps.timeZone);
  const moment = { organizationId, kind, schoolYear: schoolYearOf(today), today: today.toString() };
  return accept({ label: subjects.label, items: await subjects.list(tx, moment) });
}

/**
 * The words of a paper for each of the chosen, in a few queries, with everything that is missing in them. Refuses by
 * right, with `documents.nobody_chosen`, with `documents.bulk_changed` when one of them is not there any more, and as
 * the registration of one paper does for a day that is too far ahead.
 */
export async function readyPapers(
  tx: ScopedTx,
  deps: BulkDeps,
  organizationId: string,
  work: BulkWork,
): Promise<Result<ReadyPapers>> {
  const command = work.way === 'print' ? 'documents.draft' : 'documents.register';
  const refused = refuseUnlessMay(await standingOf(tx, organizationId), command);
  if (refused !== null) return refused;
  if (work.way === 'register') {
    if (work.issuedOn === null) return refuse('documents.no_day', undefined, 'issuedOn');
    if (work.issuedOn > latestDay(deps)) return refuse('documents.future_day', undefined, 'issuedOn');
  }
  const listed = await listBulkSubjects(tx, deps, organizationId, work.kind);
  if (!listed.ok) return listed;
  const asked = new Set(work.subjectIds);
  const subjects = listed.value.items.filter(({ id }) => asked.has(id));
  if (asked.size === 0) return refuse('documents.nobody_chosen', undefined, 'subjectIds');
  if (subjects.length !== asked.size) return refuse('documents.bulk_changed', undefined, 'subjectIds');
  const kind = findPaperKind(work.kind);
  const inForce = await findWording(tx, organizationId, work.kind);
  if (kind === undefined || inForce === null) return refuse('documents.no_template', undefined, 'kind');
  const sources = deps.sources ?? [];
  const fields = fieldsOf(sources, kind.id);
  const answers = readAnswers(fields, {}, work.answers);
  if (!answers.ok) return answers;
  const { templateId, ...wording } = inForce;
  const today = deps.clock.today(deps.timeZone);
  const schoolYear = schoolYearOf(today);
  const { facts, issuer } = await gatherFactsOfEach(
    tx,
    sources,
    {
      organizationId,
      kind: kind.id,
      schoolYear,
      today: today.toString(),
      subjectIds: subjects.map(({ id }) => id),
    },
    { bases: [], answers: answers.value },
  );
  const draft = readDraft(wording, fields);
  const problems = draft.title.problems.length + draft.body.problems.length;
  if (problems > 0) return refuse('documents.wording_problems', { count: problems });
  const papers = subjects.map((subject) => ({
    subject,
    drafted: presentDraft(kind.id, draft, facts.get(subject.id) ?? {}, issuer),
  }));
  return accept({
    kind,
    issuer,
    wording,
    templateId,
    schoolYear,
    answers: answers.value,
    papers,
    gaps: papers
      .filter(({ drafted }) => drafted.missing.length > 0)
      .map(({ subject, drafted }) => ({ label: subject.label, missing: drafted.missing })),
  });
}

/** `documents.bulk_gaps` with the first of those whose papers lack something; null: nothing is missing. */
export function refuseGaps(gaps: readonly Gap[]): Result<never> | null {
  const [first] = gaps;
  if (first === undefined) return null;
  return refuse('documents.bulk_gaps', {
    count: gaps.length,
    first: first.label,
    fields: first.missing.join(', '),
  });
}

/** Papers to print and sign that nobody has registered. */
export function framesOf({ kind, issuer, papers }: ReadyPapers): PaperDocument[] {
  return papers.map(({ subject, drafted }) =>
    nameByPerson(
      framePaper({
        kind,
        title: drafted.title,
        blocks: drafted.blocks,
        issuer,
        number: '',
        issuedOn: null,
        stamps: [],
        readers: [],
      }),
      subject.label,
    ),
  );
}

/** In the outline of the file and among files of an archive papers of one title are told apart by whom they are about. */
function nameByPerson(paper: PaperDocument, label: string): PaperDocument {
  return { ...paper, title: `${paper.title}, ${label.replace(/\s*\([^()]*\)$/u, '')}`.slice(0, 150) };
}

/** Registered papers as they were fixed, in the order of their numbers. Refuses by right. */
export async function registeredFrames(
  tx: ScopedTx,
  organizationId: string,
  { paperIds }: PrintMany,
): Promise<Result<PaperDocument[]>> {
  const refused = refuseUnlessMay(await standingOf(tx, organizationId), 'documents.list');
  if (refused !== null) return refused;
  const documents = await listKeptDocuments(tx, paperIds);
  const papers = (await listPapersOf(tx, paperIds)).filter(
    (paper) => paper.organizationId === organizationId,
  );
  const frames = papers.flatMap((paper) => {
    const kind = findPaperKind(paper.kind);
    const document = documents.get(paper.id);
    if (kind === undefined || document === undefined) return [];
    const { title, blocks, issuer, stamps } = keptDocument.parse(document);
    const { number, issuedOn } = paper;
    const frame = framePaper({ kind, title, blocks, issuer, stamps, number, issuedOn, readers: [] });
    return [{ ...frame, title: `${title} № ${number}` }];
  });
  return frames.length === 0 ? refuse('documents.not_found') : accept(frames);
}
