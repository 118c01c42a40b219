import { isId } from '#src/lib/id.ts';
import { accept, refuse, type Refusal, type Result } from '#src/lib/result.ts';
import type { PersonActor, ScopedTx } from '#src/platform/db/scope.ts';
import { submitOnce } from '#src/platform/db/submission.ts';
import { abilities, type CommandOf } from '#src/features/accounts/access.ts';
import { standingOf } from '#src/features/accounts/service.server.ts';
import { schoolYearOf } from '#src/features/orgs/rules/school-year.ts';
import { peopleAccess } from '#src/features/people/access.ts';
import { fullName } from '#src/features/people/rules.ts';
import { className, type SchoolClass } from '#src/features/people/rules/classes.ts';
import { orderKinds } from '#src/features/people/rules/kinds.ts';
import type { AddClass, EditClass, MovePupils } from '#src/features/people/schema/classes.ts';
import { listStaffChoices, type StaffChoice } from '#src/features/people/service.server/choices.ts';
import type { PeopleDeps } from '#src/features/people/service.server/deps.ts';
import { refuseUnlessMay } from '#src/features/people/service.server/rights.ts';
import { findPeopleByIds, findPerson, updatePerson } from '#src/features/people/store.server.ts';
import { listClassPage, listClassYears, listGrades } from '#src/features/people/store.server/class-list.ts';
import {
  deleteClass,
  findClass,
  findClassByName,
  insertClass,
  leaveClasses,
  listClasses,
  listClassMembers,
  placeInClass,
  updateClass,
  type ClassMember,
} from '#src/features/people/store.server/classes.ts';

/** Classes on one page of the list: all of a usual school. */
const PAGE_SIZE = 60;

type Can = Record<CommandOf<typeof peopleAccess>, true | Refusal>;

/** A class as lists and choices show it. */
export interface ListedClass extends SchoolClass {
  /** «7А». */
  readonly name: string;
  readonly teacherName: string;
  readonly memberCount: number;
}

export interface ClassCard {
  readonly schoolClass: SchoolClass & { readonly name: string; readonly teacherName: string };
  readonly members: readonly (ClassMember & { readonly name: string })[];
  /** Those who were in the class and left it. */
  readonly left: readonly (ClassMember & { readonly name: string })[];
  /** Classes of the same year, for moving. */
  readonly others: readonly { readonly id: string; readonly name: string }[];
  readonly staff: readonly StaffChoice[];
  readonly can: Can;
}

export interface Classes {
  /** A page of the classes of a school year with their teachers and how many are in each; refuses those who are no staff. */
  list(
    actor: PersonActor,
    input: {
      organizationId: string;
      /** Null: the one that goes on. */
      schoolYear: number | null;
      /** One parallel; all when absent. */
      grade?: number | null;
      page?: number;
    },
  ): Promise<
    Result<{
      schoolYear: number;
      currentYear: number;
      /** Years that have classes, the newest first. */
      years: readonly number[];
      /** Parallels that have classes in the year. */
      grades: readonly number[];
      classes: readonly ListedClass[];
      /** Of the year and the parallel. */
      total: number;
      pupils: number;
      page: number;
      pageSize: number;
      can: Can;
    }>
  >;
  /** What a new class may be given: the staff, by name; refuses those who may not make classes. */
  openNew(
    actor: PersonActor,
    organizationId: string,
  ): Promise<Result<{ staff: readonly StaffChoice[]; currentYear: number }>>;
  /** Classes of this school year by name alone, for choices; refuses those who are no staff. */
  choices(
    actor: PersonActor,
    organizationId: string,
  ): Promise<Result<readonly { readonly id: string; readonly name: string }[]>>;
  view(actor: PersonActor, classId: string): Promise<Result<ClassCard>>;
  /** Refuses with `people.class_exists`, `people.teacher_unknown`. */
  add(actor: PersonActor, organizationId: string, input: AddClass): Promise<Result<{ classId: string }>>;
  /** Refuses with `people.class_stale`, `people.class_exists`, `people.teacher_unknown`. */
  edit(actor: PersonActor, input: EditClass): Promise<Result>;
  /** Only a class that nobody was ever in; else `people.class_in_use`. */
  remove(actor: PersonActor, classId: string): Promise<Result>;
  /**
   * Moves people into a class of the same year from today on, out of every class, or into the graduates. Refuses with
   * `people.nobody_chosen`, `people.not_found` (somebody of another school), `people.not_pupils`.
   */
  move(actor: PersonActor, organizationId: string, input: MovePupils): Promise<Result<{ moved: number }>>;
}

export function createClasses({ db, clock, timeZone }: PeopleDeps): Classes {
  return {
    list: (actor, { organizationId, schoolYear, grade = null, page = 1 }) =>
      db.withActor(actor, 'people.classes', async (tx) => {
        const standing = await standingOf(tx, organizationId);
        const refused = refuseUnlessMay(standing, 'people.list');
        if (refused !== null) return refused;
        const currentYear = schoolYearOf(clock.today(timeZone));
        const year = schoolYear ?? currentYear;
        const { classes, total, pupils } = await listClassPage(
          tx,
          { organizationId, schoolYear: year, grade },
          { offset: (page - 1) * PAGE_SIZE, limit: PAGE_SIZE },
        );
        const names = await nameTeachers(tx, organizationId, classes);
        return accept({
          schoolYear: year,
          currentYear,
          years: await listClassYears(tx, organizationId),
          grades: await listGrades(tx, organizationId, year),
          classes: classes.map((one) => ({
            ...one,
            name: className(one),
            teacherName: names.get(one.teacherId ?? '') ?? '',
          })),
          total,
          pupils,
          page,
          pageSize: PAGE_SIZE,
          can: abilities(peopleAccess, standing),
        });
      }),

    openNew: (actor, organizationId) =>
      db.withActor(actor, 'people.new_class', async (tx) => {
        const refused = refuseUnlessMay(await standingOf(tx, organizationId), 'people.edit_classes');
        if (refused !== null) return refused;
        const { people: staff } = await listStaffChoices(tx, organizationId);
        return accept({ staff, currentYear: schoolYearOf(clock.today(timeZone)) });
      }),

    choices: (actor, organizationId) =>
      db.withActor(actor, 'people.class_choices', async (tx) => {
        const refused = refuseUnlessMay(await standingOf(tx, organizationId), 'people.list');
        if (refused !== null) return refused;
        const classes = await listClasses(tx, organizationId, schoolYearOf(clock.today(timeZone)));
        return accept(classes.map((one) => ({ id: one.id, name: className(one) })));
      }),

    view: (actor, classId) =>
      db.withActor(actor, 'people.class', async (tx) => {
        const schoolClass = isId(classId) ? await findClass(tx, classId) : null;
        if (schoolClass === null) return refuse('people.class_not_found');
        const { organizationId, schoolYear } = schoolClass;
        const standing = await standingOf(tx, organizationId);
        const refused = refuseUnlessMay(standing, 'people.list_everyone');
        if (refused !== null) return refused;
        const today = clock.today(timeZone).toString();
        const members = (await listClassMembers(tx, [classId])).map((one) => ({
          ...one,
          name: fullName(one),
        }));
        const isIn = ({ leftOn }: ClassMember) => leftOn === null || leftOn >= today;
        const others = await listClasses(tx, organizationId, schoolYear);
        return accept({
          schoolClass: {
            ...schoolClass,
            name: className(schoolClass),
            teacherName: await nameTeacher(tx, schoolClass.teacherId),
          },
          members: members.filter(isIn),
          left: members.filter((one) => !isIn(one)),
          others: others
            .filter(({ id }) => id !== classId)
            .map((one) => ({ id: one.id, name: className(one) })),
          staff: (await listStaffChoices(tx, organizationId)).people,
          can: abilities(peopleAccess, standing),
        });
      }),

    add: (actor, organizationId, input) =>
      db.withActor(actor, 'people.add_class', (tx) =>
        submitOnce(tx, input.submission, async () => {
          const refused = refuseUnlessMay(await standingOf(tx, organizationId), 'people.edit_classes');
          if (refused !== null) return refused;
          const wrong = await refuseClass(tx, organizationId, { ...input, id: null });
          if (wrong !== null) return wrong;
          return accept({ classId: await insertClass(tx, organizationId, { ...input, ...input.name }) });
        }),
      ),

    edit: (actor, input) =>
      db.withActor(actor, 'people.edit_class', async (tx) => {
        const admitted = await admitToClass(tx, input.classId);
        if (!admitted.ok) return admitted;
        const { organizationId, schoolYear, id } = admitted.value;
        const wrong = await refuseClass(tx, organizationId, { ...input, schoolYear, id });
        if (wrong !== null) return wrong;
        const saved = await updateClass(tx, { ...input, ...input.name, id });
        return saved ? accept() : refuse('people.class_stale');
      }),

    remove: (actor, classId) =>
      db.withActor(actor, 'people.remove_class', async (tx) => {
        const admitted = await admitToClass(tx, classId);
        if (!admitted.ok) return admitted;
        if ((await listClassMembers(tx, [classId])).length > 0) return refuse('people.class_in_use');
        await deleteClass(tx, classId);
        return accept();
      }),

    move: (actor, organizationId, input) =>
      db.withActor(actor, 'people.move_pupils', (tx) =>
        submitOnce(tx, input.submission, async () => {
          const refused = refuseUnlessMay(await standingOf(tx, organizationId), 'people.edit_classes');
          if (refused !== null) return refused;
          const ids = [...new Set(input.personIds)];
          if (ids.length === 0) return refuse('people.nobody_chosen');
          const people = await findPeopleByIds(tx, organizationId, ids);
          if (people.length !== ids.length) return refuse('people.not_found');
          if (people.some(({ kinds }) => !kinds.includes('pupil'))) return refuse('people.not_pupils');
          const today = clock.today(timeZone);
          const day = today.toString();
          if (input.to === 'graduate' || input.to === 'out') {
            await leaveClasses(
              tx,
              { organizationId, schoolYear: schoolYearOf(today), day, exceptId: null },
              ids,
            );
            if (input.to === 'graduate') {
              for (const person of people) {
                const kinds = orderKinds([...person.kinds.filter((kind) => kind !== 'pupil'), 'graduate']);
                await updatePerson(tx, { ...person, kinds, graduatedIn: today.year });
              }
            }
            return accept({ moved: ids.length });
          }
          const target = await findClass(tx, input.to);
          if (target?.organizationId !== organizationId)
            return refuse('people.class_not_found', undefined, 'to');
          await placeInClass(
            tx,
            { organizationId, classId: target.id, schoolYear: target.schoolYear, day },
            ids,
          );
          return accept({ moved: ids.length });
        }),
      ),
  };
}

async function nameTeachers(
  tx: ScopedTx,
  organizationId: string,
  classes: readonly SchoolClass[],
): Promise<ReadonlyMap<string, string>> {
  const ids = new Set(classes.map(({ teacherId }) => teacherId).filter((id) => id !== null));
  const teachers = await findPeopleByIds(tx, organizationId, [...ids]);
  return new Map(teachers.map((person) => [person.id, fullName(person)]));
}

async function nameTeacher(tx: ScopedTx, teacherId: string | null): Promise<string> {
  const teacher = teacherId === null ? null : await findPerson(tx, teacherId);
  return teacher === null ? '' : fullName(teacher);
}

async function admitToClass(tx: ScopedTx, classId: string): Promise<Result<SchoolClass>> {
  const schoolClass = isId(classId) ? await findClass(tx, classId) : null;
  if (schoolClass === null) return refuse('people.class_not_found');
  const refused = refuseUnlessMay(await standingOf(tx, schoolClass.organizationId), 'people.edit_classes');
  return refused ?? accept(schoolClass);
}

async function refuseClass(
  tx: ScopedTx,
  organizationId: string,
  one: Pick<AddClass, 'name' | 'teacherId' | 'schoolYear'> & { id: string | null },
): Promise<Result<never> | null> {
  const twin = await findClassByName(tx, organizationId, one.schoolYear, one.name);
  if (twin !== null && twin !== one.id) {
    return refuse('people.class_exists', { name: className(one.name) }, 'name');
  }
  if (one.teacherId === null) return null;
  const [teacher] = await findPeopleByIds(tx, organizationId, [one.teacherId]);
  const isFit = teacher !== undefined && teacher.kinds.includes('staff') && teacher.leftOn === null;
  return isFit ? null : refuse('people.teacher_unknown', undefined, 'teacherId');
}
