import { accept, refuse, type Refusal, type Result } from '#src/lib/result.ts';
import type { PersonActor, ScopedTx } from '#src/platform/db/scope.ts';
import { submitOnce } from '#src/platform/db/submission.ts';
import { abilities, type CommandOf } from '#src/features/accounts/access.ts';
import { namesOfAccounts, standingOf } from '#src/features/accounts/service.server.ts';
import { periodOfSchoolYear, schoolYearOf } from '#src/features/orgs/rules/school-year.ts';
import { peopleAccess } from '#src/features/people/access.ts';
import { className } from '#src/features/people/rules/classes.ts';
import { planRollOver, type ClassFate, type PlannedClass } from '#src/features/people/rules/roll-over.ts';
import type { RollOver } from '#src/features/people/schema/classes.ts';
import type { PeopleDeps } from '#src/features/people/service.server/deps.ts';
import { refuseUnlessMay } from '#src/features/people/service.server/rights.ts';
import { findPeopleByIds } from '#src/features/people/store.server.ts';
import { listClassYears } from '#src/features/people/store.server/class-list.ts';
import { findClassByName, insertClass, listClasses } from '#src/features/people/store.server/classes.ts';
import {
  countRemaining,
  graduate,
  insertRollOver,
  listChangedSince,
  listRollOvers,
  lockRollOver,
  moveUp,
  undoRollOver,
  type RollOverMade,
} from '#src/features/people/store.server/roll-overs.ts';

export interface RollOverPreview {
  readonly fromYear: number;
  /** School years that have classes and have begun, the newest first; `fromYear` among them. */
  readonly offeredYears: readonly number[];
  /** IANA zone in which `last.doneAt` is shown. */
  readonly timeZone: string;
  readonly classes: readonly PlannedClass[];
  /** Class teachers who do not work here any more: their classes go up without one. */
  readonly withoutTeacher: readonly string[];
  /** The last one that was not taken back. */
  readonly last: {
    readonly doneAt: string;
    readonly doneBy: string;
    readonly moved: number;
    readonly graduated: number;
  } | null;
  readonly can: Record<CommandOf<typeof peopleAccess>, true | Refusal>;
}

export interface RollOvers {
  /** What would become of each class; changes nothing. Counts are of pupils who are in no class of the next year yet. */
  preview(
    actor: PersonActor,
    input: { organizationId: string; fromYear: number | null; fates: Readonly<Record<string, ClassFate>> },
  ): Promise<Result<RollOverPreview>>;
  /**
   * Classes move up, leavers become graduates. May be done again when somebody was added since: only they are moved.
   * Refuses with `people.roll_over_early` (the year has not begun), `people.roll_over_nothing`.
   */
  carryOut(
    actor: PersonActor,
    organizationId: string,
    input: RollOver,
  ): Promise<Result<{ moved: number; graduated: number; classes: number }>>;
  /** Takes the last one back. Refuses with `people.roll_over_none`, `people.roll_over_in_use` (fact `classes`). */
  takeBack(actor: PersonActor, organizationId: string, fromYear: number): Promise<Result>;
}

export function createRollOvers({ db, clock, timeZone }: PeopleDeps): RollOvers {
  async function plan(
    tx: ScopedTx,
    organizationId: string,
    fromYear: number,
    fates: Readonly<Record<string, ClassFate>>,
  ): Promise<PlannedClass[]> {
    const classes = await listClasses(tx, organizationId, fromYear);
    const counts = await countRemaining(
      tx,
      organizationId,
      classes.map(({ id }) => id),
      fromYear + 1,
      lastDayOf(fromYear),
    );
    const teachers = await findPeopleByIds(
      tx,
      organizationId,
      classes.map(({ teacherId }) => teacherId).filter((id) => id !== null),
    );
    const staying = new Set(
      teachers.filter(({ leftOn, kinds }) => leftOn === null && kinds.includes('staff')).map(({ id }) => id),
    );
    return planRollOver(
      classes.map((one) => ({
        ...one,
        memberCount: counts.get(one.id) ?? 0,
        teacherStays: one.teacherId !== null && staying.has(one.teacherId),
      })),
      new Map(Object.entries(fates)),
      await listClasses(tx, organizationId, fromYear + 1),
    );
  }

  /** The last day so far of a year: whoever left the class before it stays behind. */
  function lastDayOf(fromYear: number): string {
    const today = clock.today(timeZone).toString();
    const { from, to } = periodOfSchoolYear(fromYear);
    return today > to ? to : today < from ? from : today;
  }

  return {
    preview: (actor, { organizationId, fromYear, fates }) =>
      db.withActor(actor, 'people.preview_roll_over', async (tx) => {
        const standing = await standingOf(tx, organizationId);
        const refused = refuseUnlessMay(standing, 'people.roll_over');
        if (refused !== null) return refused;
        const today = clock.today(timeZone);
        // In autumn the year that ended is rolled over, before summer the one that runs.
        const current = schoolYearOf(today);
        const begun = (await listClassYears(tx, organizationId)).filter((one) => one <= current);
        const ended = begun.find((one) => one < current);
        const year = fromYear ?? (today.month >= 9 ? (ended ?? current) : current);
        const classes = await plan(tx, organizationId, year, fates);
        const [last] = await listRollOvers(tx, organizationId, year);
        const names = last === undefined ? {} : await namesOfAccounts(tx, [last.doneBy]);
        return accept({
          fromYear: year,
          offeredYears: [...new Set([...begun, year])].toSorted((a, b) => b - a),
          timeZone,
          classes,
          withoutTeacher: classes
            .filter(({ from, fate }) => fate === 'up' && from.teacherId !== null && !from.teacherStays)
            .map(({ from }) => className(from)),
          last:
            last === undefined
              ? null
              : {
                  doneAt: last.doneAt.toString(),
                  doneBy: names[last.doneBy ?? ''] ?? '',
                  moved: last.made.members.length,
                  graduated: last.made.graduates.length,
                },
          can: abilities(peopleAccess, standing),
        });
      }),

    carryOut: (actor, organizationId, input) =>
      db.withActor(actor, 'people.roll_over', (tx) =>
        submitOnce(tx, input.submission, async () => {
          const refused = refuseUnlessMay(await standingOf(tx, organizationId), 'people.roll_over');
          if (refused !== null) return refused;
          if (input.fromYear > schoolYearOf(clock.today(timeZone))) return refuse('people.roll_over_early');
          await lockRollOver(tx, organizationId);
          const planned = await plan(tx, organizationId, input.fromYear, input.fates);
          const made = await carryOut(tx, organizationId, input.fromYear, planned, lastDayOf(input.fromYear));
          const { classes, members, graduates } = made;
          if (classes.length + members.length + graduates.length === 0) {
            return refuse('people.roll_over_nothing');
          }
          await insertRollOver(tx, organizationId, input.fromYear, made);
          return accept({ moved: members.length, graduated: graduates.length, classes: classes.length });
        }),
      ),

    takeBack: (actor, organizationId, fromYear) =>
      db.withActor(actor, 'people.take_back_roll_over', async (tx) => {
        const refused = refuseUnlessMay(await standingOf(tx, organizationId), 'people.roll_over');
        if (refused !== null) return refused;
        await lockRollOver(tx, organizationId);
        const [last] = await listRollOvers(tx, organizationId, fromYear);
        if (last === undefined) return refuse('people.roll_over_none');
        const changed = await listChangedSince(tx, last.made);
        if (changed.length > 0) return refuse('people.roll_over_in_use', { classes: changed.join(', ') });
        await undoRollOver(tx, last);
        return accept();
      }),
  };
}

async function carryOut(
  tx: ScopedTx,
  organizationId: string,
  fromYear: number,
  planned: readonly PlannedClass[],
  lastDay: string,
): Promise<RollOverMade> {
  const classes: string[] = [];
  const members: [string, string][] = [];
  const graduates: RollOverMade['graduates'][number][] = [];
  const nextYear = fromYear + 1;
  for (const { from, fate, to } of planned) {
    if (fate === 'graduate') {
      graduates.push(...(await graduate(tx, organizationId, { fromId: from.id, nextYear, lastDay })));
    }
    if (to === null) continue;
    let toId = await findClassByName(tx, organizationId, nextYear, to);
    if (toId === null) {
      toId = await insertClass(tx, organizationId, { ...to, schoolYear: nextYear });
      classes.push(toId);
    }
    const entered = await moveUp(tx, organizationId, { fromId: from.id, toId, nextYear, lastDay });
    for (const personId of entered) members.push([toId, personId]);
  }
  return { classes, members, graduates };
}
