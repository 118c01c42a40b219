import { accept, type Result } from '#src/lib/result.ts';
import { plural } from '#src/lib/russian/plural.ts';
import type { Database, ScopedTx } from '#src/platform/db/scope.ts';
import type { FileStore } from '#src/platform/files.ts';
import { renderDocxZip } from '#src/platform/render/docx-zip.ts';
import { MEDIA_TYPES } from '#src/platform/render/media-types.ts';
import type { PaperDocument } from '#src/platform/render/model.ts';
import { renderPdfBundle } from '#src/platform/render/pdf-bundle.ts';
import { keepTaskFile } from '#src/platform/tasks/keep-file.ts';
import {
  defineTask,
  type TaskKind,
  type TaskResult,
  type TaskRun,
  type TaskStarter,
} from '#src/platform/tasks/model.ts';
import { standingOf } from '#src/features/accounts/service.server.ts';
import { documentsRefusalText } from '#src/features/documents/labels.ts';
import {
  bulkPayload,
  printManyPayload,
  type BulkWork,
  type PrintMany,
} from '#src/features/documents/schema/bulk.ts';
import { printAgainPath } from '#src/features/documents/schema/print-again.ts';
import { BULK_TASK } from '#src/features/documents/service.server/bulk.ts';
import { PRINT_MANY_TASK, startPrinting } from '#src/features/documents/service.server/print-again.ts';
import { refuseUnlessMay } from '#src/features/documents/service.server/open.ts';
import {
  framesOf,
  readyPapers,
  refuseGaps,
  registeredFrames,
  type BulkDeps,
} from '#src/features/documents/service.server/bulk-write.ts';
import { registerMany } from '#src/features/documents/service.server/register-many.ts';

type Deps = BulkDeps & {
  readonly db: Database;
  readonly tasks: TaskStarter;
  readonly files: FileStore;
};

/** Long work of this room: papers for many as one file, and their registration. */
export function documentsTasks(deps: Deps): TaskKind[] {
  return [
    defineTask({
      kind: BULK_TASK,
      payload: bulkPayload,
      describeRefusal: documentsRefusalText,
      again: { to: '/documents/bulk', label: 'Документы на многих' },
      mayTake,
      run: (run) => (run.payload.way === 'print' ? printUnregistered(deps, run) : register(deps, run)),
    }),
    defineTask({
      kind: PRINT_MANY_TASK,
      payload: printManyPayload,
      describeRefusal: documentsRefusalText,
      again: { to: '/documents/print', label: 'Напечатать из реестра' },
      mayTake,
      run: async (run) => {
        const found = await deps.db.withActor(run.actor, 'documents.read_many', (tx) =>
          registeredFrames(tx, run.organizationId, run.payload),
        );
        return found.ok ? storeFile(deps.files, run, found.value, run.payload) : found;
      },
    }),
  ];
}

async function printUnregistered(deps: Deps, run: TaskRun<BulkWork>): Promise<Result<TaskResult>> {
  run.report('Собираем сведения', 0, run.payload.subjectIds.length);
  const ready = await deps.db.withActor(run.actor, 'documents.read_bulk', (tx) =>
    readyPapers(tx, deps, run.organizationId, run.payload),
  );
  if (!ready.ok) return ready;
  const lack = refuseGaps(ready.value.gaps);
  if (lack !== null) return lack;
  return storeFile(deps.files, run, framesOf(ready.value), { ...run.payload, title: ready.value.kind.title });
}

/**
 * All papers enter the register in the transaction that ends this task; a task of its own makes the file of them, so
 * that nobody waits for a number while pages are laid out, and a file that was cancelled takes no paper with it.
 */
function register(deps: Deps, run: TaskRun<BulkWork>): Promise<Result<TaskResult>> {
  const { payload, actor, organizationId, report } = run;
  return run.store('documents.register_bulk', async (tx) => {
    report('Собираем сведения', 0, payload.subjectIds.length);
    const ready = await readyPapers(tx, deps, organizationId, payload);
    if (!ready.ok) return ready;
    const lack = refuseGaps(ready.value.gaps);
    if (lack !== null) return lack;
    const issuedOn = payload.issuedOn ?? deps.clock.today(deps.timeZone).toString();
    const done = await registerMany(
      tx,
      deps,
      actor,
      organizationId,
      { ready: ready.value, issuedOn },
      report,
    );
    if (!done.ok) return done;
    const { papers } = done.value;
    const { format, oddStart } = payload;
    const { id: kind } = ready.value.kind;
    const printing = await startPrinting(tx, deps.tasks, organizationId, {
      papers: papers.map(({ id }) => ({ id, kind })),
      format,
      oddStart,
      // Registered they stay: a file that came to nothing is made again from the register.
      againTo: printAgainPath({ kind, q: '', on: issuedOn }),
    });
    if (!printing.ok) return printing;
    const numbers = [...new Set([papers[0]?.number ?? '', papers.at(-1)?.number ?? ''])].join(' – ');
    return accept({
      next: `/tasks/${printing.value.taskId}`,
      message: `Зарегистрировано: ${plural(papers.length, 'документ', 'документа', 'документов')} (№ ${numbers}). Файл готовится.`,
    });
  });
}

/** Lays the papers out as one file, which waits a day for whoever asked for it. */
async function storeFile<Payload>(
  files: FileStore,
  { report, signal, store }: TaskRun<Payload>,
  papers: readonly PaperDocument[],
  { format, oddStart, title }: Pick<PrintMany, 'format' | 'oddStart' | 'title'>,
): Promise<Result<TaskResult>> {
  const isPdf = format === 'pdf';
  const stage = isPdf ? 'Верстаем страницы' : 'Пишем файлы';
  const onProgress = (done: number) => report(stage, done, papers.length);
  onProgress(0);
  const bytes = isPdf
    ? await renderPdfBundle(papers, { title, oddStart, onProgress, signal })
    : await renderDocxZip(papers, { onProgress, signal });
  const kept = await keepTaskFile(files, bytes, {
    name: `${title} (${papers.length}).${isPdf ? 'pdf' : 'zip'}`,
    label: isPdf ? 'Скачать PDF' : 'Скачать архив DOCX',
    mediaType: isPdf ? MEDIA_TYPES.pdf : 'application/zip',
  });
  if (!kept.ok) return kept;
  return store('documents.keep_printed', async () =>
    accept({
      next: '/documents',
      message: `Файл готов: ${plural(papers.length, 'документ', 'документа', 'документов')}.`,
      files: [kept.value],
    }),
  );
}

/** Whoever has lost the right since has lost the file too: it names many people. */
async function mayTake(tx: ScopedTx, organizationId: string): Promise<Result> {
  return refuseUnlessMay(await standingOf(tx, organizationId), 'documents.draft') ?? accept();
}
