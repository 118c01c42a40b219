import { z } from 'zod';
import { accept } from '#src/lib/result.ts';
import { defineTask, type TaskKind } from '#src/platform/tasks/model.ts';
import { runInThread } from '#src/platform/threads.ts';
import { schoolYearOf } from '#src/features/orgs/rules/school-year.ts';
import { peopleRefusalText } from '#src/features/people/labels.ts';
import { importedPeopleText, readListText } from '#src/features/people/labels/import.ts';
import { IMPORT_KINDS } from '#src/features/people/rules/import/records.ts';
import type { PeopleDeps } from '#src/features/people/service.server/deps.ts';
import {
  READ_LIST_TASK,
  refuseImport,
  STORE_LIST_TASK,
} from '#src/features/people/service.server/imports.ts';
import type { readList } from '#src/features/people/service.server/read-list.ts';
import { storeList } from '#src/features/people/service.server/store-list.ts';
import { insertImport } from '#src/features/people/store.server/imports.ts';

/** A list of 20,000 rows takes a few; whatever takes longer is made to break readers. Seconds. */
const LONGEST_READING = 60;
const reader = new URL('./service.server/read-list.ts', import.meta.url);
const again = { to: '/people/import', label: 'Выбрать другой файл' };

const lists = {
  staff: 'staff',
  pupil: 'pupils',
  graduate: 'graduates',
  student: 'outsiders',
  partner: 'outsiders',
} as const;

/** Long work of this room. */
export function peopleTasks({ clock, timeZone }: Pick<PeopleDeps, 'clock' | 'timeZone'>): TaskKind[] {
  return [
    defineTask({
      kind: READ_LIST_TASK,
      payload: z.strictObject({
        name: z.string(),
        origin: z.enum(['file', 'text']),
        kind: z.enum(IMPORT_KINDS),
        className: z.string(),
      }),
      describeRefusal: peopleRefusalText,
      again,
      run: async ({ payload, bytes, organizationId, report, signal, store }) => {
        const { name, origin, kind, className } = payload;
        const source = { origin, name, bytes: bytes ?? new Uint8Array(), kind };
        const run = await runInThread<typeof readList>(reader, 'readList', source, {
          signal,
          limitSeconds: LONGEST_READING,
          onProgress: report,
        });
        if (!run.ok) return run;
        const read = run.value;
        if (!read.ok) return read;
        return store('people.read_list', async (tx) => {
          const refused = await refuseImport(tx, organizationId, [kind]);
          if (refused !== null) return refused;
          const schoolYear = schoolYearOf(clock.today(timeZone));
          const draft = { ...read.value, organizationId, name, kind, className, schoolYear };
          const importId = await insertImport(tx, draft);
          return accept({
            next: `/people/import/${importId}`,
            message: readListText(read.value.rows.length),
          });
        });
      },
    }),
    defineTask({
      kind: STORE_LIST_TASK,
      payload: z.strictObject({ importId: z.uuid(), version: z.number() }),
      describeRefusal: peopleRefusalText,
      again,
      run: async ({ payload, report, store }) =>
        store('people.store_list', async (tx) => {
          const stored = await storeList(tx, payload, clock.today(timeZone).toString(), report);
          if (!stored.ok) return stored;
          const { added, changed, kind } = stored.value;
          return accept({ next: `/people?list=${lists[kind]}`, message: importedPeopleText(added, changed) });
        }),
    }),
  ];
}
