import { accept, refuse, type Result } from '#src/lib/result.ts';
import type { Database, PersonActor, ScopedTx } from '#src/platform/db/scope.ts';
import type { TaskStarter } from '#src/platform/tasks/model.ts';
import { abilities } from '#src/features/accounts/access.ts';
import { standingOf } from '#src/features/accounts/service.server.ts';
import { documentsAccess } from '#src/features/documents/access.ts';
import { numberAndDate } from '#src/features/documents/rules.ts';
import { findPaperKind } from '#src/features/documents/rules/kinds.ts';
import { BULK_LIMIT, type PrintMany } from '#src/features/documents/schema/bulk.ts';
import {
  printAgainPath,
  type PrintAgain,
  type PrintFilter,
} from '#src/features/documents/schema/print-again.ts';
import type { DocumentsAbilities } from '#src/features/documents/service.server.ts';
import { listBulkSubjects, type BulkDeps } from '#src/features/documents/service.server/bulk-write.ts';
import { refuseUnlessMay } from '#src/features/documents/service.server/open.ts';
import { listPrintable, type PrintablePaper } from '#src/features/documents/store.server/printable.ts';
import { listPapersOf } from '#src/features/documents/store.server.ts';

export const PRINT_MANY_TASK = 'documents.print_many';
export const PRINT_PAGE_SIZE = 200;

/** A paper of the list: what it is, and whom it is about where that is one person or pair that is still known. */
export interface PrintableLine {
  readonly id: string;
  readonly label: string;
}

/** Registered papers as one file, as often as it is wanted: nothing is entered anew. */
export interface PrintingAgain {
  /** A page of those whose text was made here; null for whoever may not print them. */
  view(
    actor: PersonActor,
    organizationId: string,
    filter: PrintFilter,
  ): Promise<
    Result<{
      list: { readonly papers: readonly PrintableLine[]; readonly total: number } | null;
      can: DocumentsAbilities;
    }>
  >;
  /**
   * Begins the task that makes the file. Refuses by right, with `documents.nothing_to_print`, `documents.bulk_limit`
   * (facts `count`, `limit`) and `documents.print_changed` when one of those ticked is not in force any more.
   */
  start(
    actor: PersonActor,
    organizationId: string,
    filter: PrintFilter,
    sent: PrintAgain,
  ): Promise<Result<{ taskId: string }>>;
}

export function createPrintingAgain(
  deps: BulkDeps & { readonly db: Database; readonly tasks: TaskStarter },
): PrintingAgain {
  const { db } = deps;
  return {
    view: (actor, organizationId, filter) =>
      db.withActor(actor, 'documents.view_print_again', async (tx) => {
        const standing = await standingOf(tx, organizationId);
        const refused = refuseUnlessMay(standing, 'documents.list');
        if (refused !== null) return refused;
        const can = abilities(documentsAccess, standing);
        if (can['documents.draft'] !== true) return accept({ list: null, can });
        const { papers, total } = await listPrintable(
          tx,
          { organizationId, ...filter },
          { offset: (filter.page - 1) * PRINT_PAGE_SIZE, limit: PRINT_PAGE_SIZE },
        );
        return accept({ list: { papers: await nameEach(tx, deps, organizationId, papers), total }, can });
      }),

    start: (actor, organizationId, filter, sent) =>
      db.withActor(actor, 'documents.start_print_again', async (tx) => {
        const refused = refuseUnlessMay(await standingOf(tx, organizationId), 'documents.draft');
        if (refused !== null) return refused;
        const chosen = await chosenPapers(tx, organizationId, filter, sent);
        return chosen.ok
          ? startPrinting(tx, deps.tasks, organizationId, {
              papers: chosen.value,
              format: sent.format,
              oddStart: sent.oddStart,
              againTo: printAgainPath(filter),
              submission: sent.submission,
            })
          : chosen;
      }),
  };
}

/** The task that makes one file of these papers; the right is the caller's affair. */
export async function startPrinting(
  tx: ScopedTx,
  tasks: TaskStarter,
  organizationId: string,
  {
    papers,
    format,
    oddStart,
    againTo,
    submission,
  }: Pick<PrintMany, 'format' | 'oddStart'> & {
    readonly papers: readonly { readonly id: string; readonly kind: string }[];
    readonly againTo: string;
    readonly submission?: string;
  },
): Promise<Result<{ taskId: string }>> {
  const kinds = new Set(papers.map(({ kind }) => kind));
  const [kind] = kinds;
  const title = (kinds.size === 1 ? findPaperKind(kind ?? '')?.title : undefined) ?? 'Документы';
  const payload: PrintMany = { paperIds: papers.map(({ id }) => id), format, oddStart, title };
  return tasks.start(tx, {
    kind: PRINT_MANY_TASK,
    organizationId,
    title: `${title}: файл (${papers.length})`,
    payload,
    againTo,
    submission,
  });
}

async function chosenPapers(
  tx: ScopedTx,
  organizationId: string,
  filter: PrintFilter,
  { scope, paperIds }: PrintAgain,
): Promise<Result<readonly { id: string; kind: string }[]>> {
  if (scope === 'all') {
    const limit = { offset: 0, limit: BULK_LIMIT };
    const { papers, total } = await listPrintable(tx, { organizationId, ...filter }, limit);
    if (total > BULK_LIMIT) return refuse('documents.bulk_limit', { count: total, limit: BULK_LIMIT });
    return papers.length === 0 ? refuse('documents.nothing_to_print', undefined, 'scope') : accept(papers);
  }
  const asked = [...new Set(paperIds)];
  if (asked.length === 0) return refuse('documents.nothing_to_print', undefined, 'paperIds');
  const found = (await listPapersOf(tx, asked)).filter(
    (paper) => paper.organizationId === organizationId && paper.state === 'registered',
  );
  return found.length === asked.length ? accept(found) : refuse('documents.print_changed', {}, 'paperIds');
}

async function nameEach(
  tx: ScopedTx,
  deps: BulkDeps,
  organizationId: string,
  papers: readonly PrintablePaper[],
): Promise<PrintableLine[]> {
  const labels = new Map<string, string>();
  for (const kind of new Set(papers.map((paper) => paper.kind))) {
    const listed = await listBulkSubjects(tx, deps, organizationId, kind);
    for (const { id, label } of listed.ok ? listed.value.items : []) labels.set(`${kind} ${id}`, label);
  }
  return papers.map(({ id, kind, title, subjectIds, ...paper }) => {
    const [only] = subjectIds.length === 1 ? subjectIds : [];
    const about = only === undefined ? undefined : labels.get(`${kind} ${only}`);
    return { id, label: [`${title} ${numberAndDate(paper)}`, about].filter(Boolean).join(', ') };
  });
}
