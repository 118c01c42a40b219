import { accept, refuse, type Result } from '#src/lib/result.ts';
import type { PersonActor, ScopedTx } from '#src/platform/db/scope.ts';
import type { TaskStarter } from '#src/platform/tasks/model.ts';
import type { FactKind } from '#src/lib/wording/model.ts';
import { abilities } from '#src/features/accounts/access.ts';
import { standingOf } from '#src/features/accounts/service.server.ts';
import type { PaperSubject } from '#src/features/orgs/papers.server.ts';
import { documentsAccess } from '#src/features/documents/access.ts';
import { classesOf, narrowSubjects } from '#src/features/documents/rules/bulk.ts';
import { findPaperKind } from '#src/features/documents/rules/kinds.ts';
import {
  BULK_LIMIT,
  bulkPath,
  type BulkFilter,
  type BulkWork,
  type StartBulk,
} from '#src/features/documents/schema/bulk.ts';
import type { DocumentsAbilities } from '#src/features/documents/service.server.ts';
import {
  listBulkSubjects,
  readyPapers,
  refuseGaps,
  type BulkDeps,
  type Gap,
} from '#src/features/documents/service.server/bulk-write.ts';
import type { DocumentsDeps } from '#src/features/documents/service.server/deps.ts';
import { listDraftKinds } from '#src/features/documents/service.server/drafts.ts';
import { fieldsOf, sourceOf } from '#src/features/documents/service.server/facts.ts';
import { refuseUnlessMay } from '#src/features/documents/service.server/open.ts';
import {
  createPrintingAgain,
  type PrintingAgain,
} from '#src/features/documents/service.server/print-again.ts';
import { peekNumber } from '#src/features/documents/service.server/placing.ts';

export const BULK_TASK = 'documents.bulk';
export const BULK_PAGE_SIZE = 200;

export interface BulkView {
  readonly label: string;
  /** A page of those whom the filter finds. */
  readonly subjects: readonly PaperSubject[];
  readonly total: number;
  readonly classes: readonly string[];
  /** What the wording may name; what nobody but the author knows (`isAsked`) is asked once for all. */
  readonly fields: readonly {
    readonly name: string;
    readonly kind: FactKind;
    readonly description: string;
    readonly isAsked: boolean;
  }[];
  /** The number that the first would get today; null: papers of this kind have none. */
  readonly nextNumber: string | null;
  readonly today: string;
}

/** A paper each for many: one wording, one day, one file. */
export interface BulkPapers {
  /** Registered papers as one file. */
  readonly again: PrintingAgain;
  /** Kinds that are about one subject each and have a wording. */
  listKinds(): readonly string[];
  /** `kind` empty: nothing was chosen yet, and `view` is null. Refuses by right and with `documents.not_bulk`. */
  view(
    actor: PersonActor,
    organizationId: string,
    filter: BulkFilter,
  ): Promise<Result<{ view: BulkView | null; can: DocumentsAbilities }>>;
  /** Whose papers lack what, of those chosen. Writes nothing; refuses as `start` does. */
  check(actor: PersonActor, organizationId: string, input: StartBulk): Promise<Result<readonly Gap[]>>;
  /**
   * Begins the task that makes the file, and the papers of the register when asked. Refuses with `documents.bulk_gaps`
   * while a paper lacks something: nothing is begun.
   */
  start(actor: PersonActor, organizationId: string, input: StartBulk): Promise<Result<{ taskId: string }>>;
}

export function createBulkPapers(
  deps: Pick<DocumentsDeps, 'db'> & BulkDeps & { readonly tasks: TaskStarter },
): BulkPapers {
  const { db, sources = [] } = deps;
  // An order is given once, whomever it names.
  const takesOne = (kind: string) =>
    sourceOf(sources, kind)?.subjects?.(kind)?.takes === 'one' && findPaperKind(kind)?.group !== 'order';
  return {
    again: createPrintingAgain(deps),
    listKinds: () => listDraftKinds().filter(takesOne),

    view: (actor, organizationId, filter) =>
      db.withActor(actor, 'documents.view_bulk', async (tx) => {
        const standing = await standingOf(tx, organizationId);
        const refused = refuseUnlessMay(standing, 'documents.list');
        if (refused !== null) return refused;
        const can = abilities(documentsAccess, standing);
        if (filter.kind === '' || can['documents.draft'] !== true) return accept({ view: null, can });
        const listed = await listBulkSubjects(tx, deps, organizationId, filter.kind);
        if (!listed.ok) return listed;
        const { label, items } = listed.value;
        const found = narrowSubjects(items, filter);
        const today = deps.clock.today(deps.timeZone).toString();
        const from = (filter.page - 1) * BULK_PAGE_SIZE;
        return accept({
          can,
          view: {
            label,
            subjects: found.slice(from, from + BULK_PAGE_SIZE),
            total: found.length,
            classes: classesOf(items),
            fields: fieldsOf(sources, filter.kind)
              .filter(({ kind }) => kind !== 'table')
              .map(({ name, kind, description, isAsked = false }) => ({ name, kind, description, isAsked })),
            nextNumber: await peekNumber(tx, organizationId, filter.kind, today),
            today,
          },
        });
      }),

    check: (actor, organizationId, input) =>
      db.withActor(actor, 'documents.check_bulk', async (tx) => {
        const work = await workOf(tx, deps, organizationId, input);
        if (!work.ok) return work;
        const ready = await readyPapers(tx, deps, organizationId, work.value);
        return ready.ok ? accept(ready.value.gaps) : ready;
      }),

    start: (actor, organizationId, input) =>
      db.withActor(actor, 'documents.start_bulk', async (tx) => {
        const work = await workOf(tx, deps, organizationId, input);
        if (!work.ok) return work;
        const ready = await readyPapers(tx, deps, organizationId, work.value);
        if (!ready.ok) return ready;
        const lack = refuseGaps(ready.value.gaps);
        if (lack !== null) return lack;
        const { kind, subjectIds, way } = work.value;
        const title = findPaperKind(kind)?.title ?? kind;
        return deps.tasks.start(tx, {
          kind: BULK_TASK,
          organizationId,
          title: `${title}: ${way === 'print' ? 'печать' : 'регистрация'} (${subjectIds.length})`,
          payload: work.value,
          againTo: bulkPath(input),
          submission: input.submission,
        });
      }),
  };
}

/** The chosen by their ids, in the order of the list: those ticked, or everybody whom the filter finds. */
async function workOf(
  tx: ScopedTx,
  deps: BulkDeps,
  organizationId: string,
  input: StartBulk,
): Promise<Result<BulkWork>> {
  const { kind, answers, way, issuedOn, format, oddStart } = input;
  // The list names people: whoever may not make papers does not get it.
  const command = way === 'print' ? 'documents.draft' : 'documents.register';
  const refused = refuseUnlessMay(await standingOf(tx, organizationId), command);
  if (refused !== null) return refused;
  const listed = await listBulkSubjects(tx, deps, organizationId, kind);
  if (!listed.ok) return listed;
  const ids =
    input.scope === 'chosen'
      ? [...new Set(input.subjectIds)]
      : narrowSubjects(listed.value.items, input).map(({ id }) => id);
  if (ids.length === 0) return refuse('documents.nobody_chosen', undefined, 'subjectIds');
  if (ids.length > BULK_LIMIT)
    return refuse('documents.bulk_limit', { count: ids.length, limit: BULK_LIMIT });
  return accept({ kind, answers, way, issuedOn, format, oddStart, subjectIds: ids });
}
