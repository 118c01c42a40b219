import { shortDay } from '#src/lib/russian/short-day.ts';
import { accept, refuse, type Result } from '#src/lib/result.ts';
import type { Database, PersonActor, ScopedTx } from '#src/platform/db/scope.ts';
import type { PaperDocument } from '#src/platform/render/model.ts';
import { readOrganization } from '#src/features/orgs/service.server.ts';
import { signatureWords, stateLabels } from '#src/features/consents/labels.ts';
import { classReminders, type RemindedClass } from '#src/features/consents/papers.server/reminder.ts';
import {
  ageGroupOn,
  neededSigners,
  type Purpose,
  type TeenSigners,
} from '#src/features/consents/rules/purposes.ts';
import { matrixFilter } from '#src/features/consents/schema.ts';
import { LIST_PAGE_SIZE, viewMatrix, type MatrixRow } from '#src/features/consents/service.server/lists.ts';
import { renderPaper, type Printed, type PrintFormat } from '#src/platform/render/paper-file.ts';
import { admit, answersForSchool } from '#src/features/consents/service.server/rights.ts';
import { listClassConsents, type ClassConsents } from '#src/features/consents/store.server/classes.ts';
import { readSettings } from '#src/features/consents/store.server/settings.ts';

export type { ClassConsents } from '#src/features/consents/store.server/classes.ts';

/** Whose papers are still to come, class by class. */
export interface ClassLists {
  /** Classes of this school year; a class teacher sees their own. */
  list(
    actor: PersonActor,
    organizationId: string,
    purpose: Purpose,
  ): Promise<Result<{ classes: readonly ClassConsents[]; isOwnClass: boolean; isKeeper: boolean }>>;
  /**
   * The sheet for the class teacher, of one class or of all that have somebody to remind. Refuses with
   * `consents.class_not_found`, `consents.nobody_to_remind`.
   */
  printReminder(
    actor: PersonActor,
    organizationId: string,
    asked: { classId: string | null; purpose: Purpose; format: PrintFormat },
  ): Promise<Result<Printed>>;
}

export function createClassLists(db: Database): ClassLists {
  return {
    list: (actor, organizationId, purpose) =>
      db.withActor(actor, 'consents.list_classes', async (tx) => {
        const admitted = await admit(tx, organizationId, 'consents.list');
        if (!admitted.ok) return admitted;
        const onlyOfClass = !answersForSchool(admitted.value);
        return accept({
          classes: await listClassConsents(tx, { organizationId, purpose, onlyOfClass }),
          isOwnClass: onlyOfClass,
          isKeeper: admitted.value.roles.some((role) => role === 'director' || role === 'curator'),
        });
      }),
    printReminder: async (actor, organizationId, { classId, purpose, format }) => {
      const made = await db.withActor(actor, 'consents.print_reminder', (tx) =>
        writeReminder(tx, organizationId, classId, purpose),
      );
      return made.ok ? accept(await renderPaper(made.value, format)) : made;
    },
  };
}

async function writeReminder(
  tx: ScopedTx,
  organizationId: string,
  classId: string | null,
  purpose: Purpose,
): Promise<Result<PaperDocument>> {
  const admitted = await admit(tx, organizationId, 'consents.list');
  if (!admitted.ok) return admitted;
  const organization = await readOrganization(tx, organizationId);
  if (organization === null) return refuse('access.not_found');
  const onlyOfClass = !answersForSchool(admitted.value);
  const all = await listClassConsents(tx, { organizationId, purpose, onlyOfClass });
  const asked = classId === null ? all : all.filter(({ id }) => id === classId);
  if (classId !== null && asked.length === 0) return refuse('consents.class_not_found');
  const { teenSigners } = await readSettings(tx, organizationId);
  const classes: RemindedClass[] = [];
  let today = '';
  for (const one of asked.filter(({ wanted, expiring }) => wanted + expiring > 0)) {
    const filter = matrixFilter.parse({ classId: one.id, purpose });
    const found = await viewMatrix(tx, organizationId, filter, LIST_PAGE_SIZE);
    if (!found.ok) return found;
    today = found.value.today;
    const pupils = found.value.rows.flatMap((row) => reminderOf(row, purpose, teenSigners, today));
    if (pupils.length > 0) classes.push({ label: one.label, teacher: one.teacher, pupils });
  }
  if (classes.length === 0) return refuse('consents.nobody_to_remind');
  return accept(classReminders(organization, { purpose, classes, today }));
}

function reminderOf(
  row: MatrixRow,
  purpose: Purpose,
  teenSigners: TeenSigners,
  today: string,
): RemindedClass['pupils'][number][] {
  const cell = row.cells.find((one) => one.purpose === purpose);
  if (cell === undefined || cell.state === 'in_force' || cell.state === 'withdrawn') return [];
  const age = cell.isAskedAtEighteen ? 'adult' : ageGroupOn(row, today);
  const until = cell.until === null ? '' : ` ${shortDay(cell.until)}`;
  return [
    {
      name: row.name,
      state: `${stateLabels[cell.state]}${until}`,
      signature:
        cell.state === 'second'
          ? 'та, которой ещё нет'
          : `${signatureWords(neededSigners(age, teenSigners))}${cell.isAskedAtEighteen ? ' (с 18 лет)' : ''}`,
    },
  ];
}
