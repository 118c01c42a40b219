import { z } from 'zod';
import { accept } from '#src/lib/result.ts';
import { defineTask, type TaskKind } from '#src/platform/tasks/model.ts';
import { runInThread } from '#src/platform/threads.ts';
import { importedText, roadmapRefusalText } from '#src/features/roadmap/labels.ts';
import { standingOf } from '#src/features/accounts/service.server.ts';
import { FOLDER_TASK } from '#src/features/roadmap/service.server/folder.ts';
import { makeFolder } from '#src/features/roadmap/service.server/folder/make.ts';
import { refuseUnlessMay, type RoadmapDeps } from '#src/features/roadmap/service.server/context.ts';
import { IMPORT_TASK, storeImport } from '#src/features/roadmap/service.server/import.ts';
import type { readSource, Source } from '#src/features/roadmap/service.server/read-source.ts';

/** A roadmap of 5,000 rows takes about ten; whatever takes longer is made to break readers. Seconds. */
const LONGEST_READING = 60;

const reader = new URL('./service.server/read-source.ts', import.meta.url);

/** Long work of this room. */
export function roadmapTasks(deps: RoadmapDeps): TaskKind[] {
  return [
    defineTask({
      kind: IMPORT_TASK,
      payload: z.strictObject({ origin: z.enum(['file', 'text']), name: z.string() }),
      describeRefusal: roadmapRefusalText,
      again: { to: '/roadmaps/new', label: 'Выбрать другой документ' },
      run: async ({ payload, bytes, organizationId, report, signal, store }) => {
        const source: Source = { ...payload, bytes: bytes ?? new Uint8Array() };
        const run = await runInThread<typeof readSource>(reader, 'readSource', source, {
          signal,
          limitSeconds: LONGEST_READING,
          onProgress: report,
        });
        if (!run.ok) return run;
        const read = run.value;
        if (!read.ok) return read;
        return store('roadmap.import', async (tx) => {
          const stored = await storeImport(tx, deps, { organizationId, source, read: read.value, report });
          if (!stored.ok) return stored;
          return accept({ next: `/roadmaps/${stored.value.roadmapId}/review`, message: importedText });
        });
      },
    }),
    defineTask({
      kind: FOLDER_TASK,
      payload: z.strictObject({ schoolYear: z.number(), roadmapId: z.string().nullable() }),
      describeRefusal: roadmapRefusalText,
      again: { to: '/plan/folder', label: 'Открыть содержание папки' },
      run: (run) => makeFolder(deps, run),
      mayTake: async (tx, organizationId) =>
        refuseUnlessMay(await standingOf(tx, organizationId), 'roadmap.folder') ?? accept(),
    }),
  ];
}
