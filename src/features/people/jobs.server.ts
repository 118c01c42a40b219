import { z } from 'zod';
import { accept } from '#src/lib/result.ts';
import { defineTask, type TaskKind } from '#src/platform/tasks/model.ts';
import { runInThread } from '#src/platform/threads.ts';
import { schoolYearOf } from '#src/features/orgs/rules/school-year.ts';
import { peopleRefusalText } from '#src/features/people/labels.ts';
import { importedPeopleText, readListText } from '#src/features/people/labels/import.ts';
import { IMPORT_KINDS } from '#src/features/people/rules/import/records.ts';
import {
  READ_LIST_TASK,
  type ImportsDeps,
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

/** «База наставников 2023-2024.xlsx» → 2023; null when the name tells no school year. */
function readSchoolYear(name: string): number | null {
  const found = /(20\d{2})\s*[-–—/_]\s*(?:20)?(\d{2})(?!\d)/.exec(name);
  const year = Number(found?.[1]);
  return found !== null && Number(found[2]) === (year + 1) % 100 ? year : null;
}

/** Long work of this room. */
export function peopleTasks({
  clock,
  timeZone,
  sequel,
}: Pick<ImportsDeps, 'clock' | 'timeZone' | 'sequel'>): TaskKind[] {
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
          const ids: string[] = [];
          for (const { columns, rows, sort, sheet } of read.value) {
            ids.push(
              await insertImport(tx, {
                columns,
                rows,
                sort,
                organizationId,
                name: (sheet === '' ? name : `${name}, лист «${sheet}»`).slice(0, 300),
                kind,
                className,
                schoolYear:
                  sort === 'people' ? schoolYear : (readSchoolYear(`${name} ${sheet}`) ?? schoolYear),
              }),
            );
          }
          return accept({
            next: ids.length === 1 ? `/people/import/${ids[0] ?? ''}` : '/people/import',
            message: readListText(
              read.value.reduce((sum, { rows }) => sum + rows.length, 0),
              ids.length,
            ),
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
          const stored = await storeList(tx, payload, clock.today(timeZone).toString(), report, sequel);
          if (!stored.ok) return stored;
          const { added, changed, kind, made } = stored.value;
          return accept({
            next:
              made === null
                ? `/people?list=${lists[kind]}`
                : made.offers > 0
                  ? '/banks/mentors'
                  : '/banks/mentees',
            message: importedPeopleText(added, changed, made),
          });
        }),
    }),
  ];
}
