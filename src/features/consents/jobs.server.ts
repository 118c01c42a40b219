import { z } from 'zod';
import { accept, type Result } from '#src/lib/result.ts';
import { plural } from '#src/lib/russian/plural.ts';
import type { Database } from '#src/platform/db/scope.ts';
import type { FileStore } from '#src/platform/files.ts';
import { keepTaskFile } from '#src/platform/tasks/keep-file.ts';
import { defineTask, type TaskKind, type TaskResult, type TaskRun } from '#src/platform/tasks/model.ts';
import { consentsRefusalText } from '#src/features/consents/labels.ts';
import { printPayload, readPrintChoice, type PrintWork } from '#src/features/consents/schema/print.ts';
import { BLANKS_TASK, gatherBlanks, renderBlanks } from '#src/features/consents/service.server/blanks.ts';
import { carryOutDestruction, DESTROY_TASK } from '#src/features/consents/service.server/destroy.ts';
import { admit } from '#src/features/consents/service.server/rights.ts';
import type { ConsentSequel } from '#src/features/consents/service.server/sequels.ts';

interface Deps {
  readonly db: Database;
  readonly files: FileStore;
  readonly sequels: readonly ConsentSequel[];
}

/** Long work of this room: papers for many, and the audit of many years searched for whoever is destroyed. */
export function consentWork(deps: Deps): TaskKind[] {
  return [
    defineTask({
      kind: BLANKS_TASK,
      payload: printPayload,
      describeRefusal: consentsRefusalText,
      again: { to: '/consents/print', label: 'К бланкам согласий' },
      run: (run) => makeBlanks(deps, run),
      // The file names children: whoever has lost the right since has lost it too.
      mayTake: async (tx, organizationId) => {
        const admitted = await admit(tx, organizationId, 'consents.enter');
        return admitted.ok ? accept() : admitted;
      },
    }),
    defineTask({
      kind: DESTROY_TASK,
      payload: z.strictObject({ destructionId: z.uuid(), version: z.number(), actNumber: z.string() }),
      describeRefusal: consentsRefusalText,
      again: { to: '/consents/destruction', label: 'К списку' },
      run: async ({ payload, organizationId, report, store }) =>
        store(DESTROY_TASK, async (tx) => {
          const done = await carryOutDestruction(tx, deps.sequels, organizationId, payload, report);
          if (!done.ok) return done;
          return accept({
            next: `/consents/destruction/${payload.destructionId}`,
            message: 'Данные уничтожены. Напечатайте акт и подпишите его.',
          });
        }),
    }),
  ];
}

async function makeBlanks(
  { db, files }: Deps,
  { payload, actor, organizationId, report, signal, store }: TaskRun<PrintWork>,
): Promise<Result<TaskResult>> {
  const { query, format } = payload;
  const choice = readPrintChoice(new URLSearchParams(query));
  report('Собираем сведения', 0, 0);
  const gathered = await db.withActor(actor, 'consents.print', (tx) =>
    gatherBlanks(tx, organizationId, choice),
  );
  if (!gathered.ok) return gathered;
  const { length } = gathered.value.papers;
  const isPdf = format === 'pdf';
  // A DOCX is one document and is written in one go: nobody can say how far it is.
  report(isPdf ? 'Верстаем страницы' : 'Пишем файл', 0, isPdf ? length : 0);
  const onProgress = (done: number) => report('Верстаем страницы', done, length);
  const { oddStart } = choice;
  const made = await renderBlanks(gathered.value, { format, oddStart, onProgress, signal });
  const kept = await keepTaskFile(files, made.bytes, {
    name: `${gathered.value.title} (${length}).${format}`,
    label: isPdf ? 'Скачать PDF' : 'Скачать DOCX',
    mediaType: made.type,
  });
  if (!kept.ok) return kept;
  return store('consents.keep_printed', async () =>
    accept({
      next: `/consents/print?${query}`,
      message: `Файл готов: ${plural(length, 'бланк', 'бланка', 'бланков')}.`,
      files: [kept.value],
    }),
  );
}
