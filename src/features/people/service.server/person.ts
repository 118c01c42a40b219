import { isId } from '#src/lib/id.ts';
import { accept, refuse, type Refusal, type Result } from '#src/lib/result.ts';
import { listAudit } from '#src/platform/audit.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import { abilities, may, type CommandOf, type Standing } from '#src/features/accounts/access.ts';
import { namesOfAccounts, standingOf } from '#src/features/accounts/service.server.ts';
import { formatSchoolYear, schoolYearOf } from '#src/features/orgs/rules/school-year.ts';
import { peopleAccess } from '#src/features/people/access.ts';
import { fullName, type Person } from '#src/features/people/rules.ts';
import { className } from '#src/features/people/rules/classes.ts';
import { ageOn, birthSlip } from '#src/features/people/rules/kinds.ts';
import type { AddPerson, EditPerson } from '#src/features/people/schema.ts';
import { withoutPrivate } from '#src/features/people/service.server/list.ts';
import { refuseUnlessMay } from '#src/features/people/service.server/rights.ts';
import {
  findPerson,
  insertPeople,
  listNamesakes,
  setPosts,
  updatePerson,
} from '#src/features/people/store.server.ts';
import {
  findClass,
  leaveClasses,
  listAttendance,
  placeInClass,
} from '#src/features/people/store.server/classes.ts';
import { listCodesInForce } from '#src/features/people/store.server/codes.ts';
import {
  listChildren,
  listGuardians,
  setGuardianship,
  type Relative,
} from '#src/features/people/store.server/guardians.ts';
import { findPartner } from '#src/features/people/store.server/partners.ts';

/** Everything of a person that the viewer may see; days are ISO. */
export interface PersonCard {
  readonly person: Person;
  /** IANA zone in which instants of the card are shown. */
  readonly timeZone: string;
  /** Whole years, or null when nothing is known. */
  readonly age: number | null;
  readonly partner: { readonly id: string; readonly name: string } | null;
  /** The newest year first: «7А», «2026/27». */
  readonly classes: readonly {
    readonly classId: string;
    readonly name: string;
    readonly schoolYear: string;
    readonly leftOn: string | null;
    readonly isNow: boolean;
  }[];
  readonly guardians: readonly Relative[];
  readonly children: readonly Relative[];
  /** Who changed which fields and when, the newest first: for those who answer for people. */
  readonly history: readonly {
    readonly id: number;
    readonly at: string;
    /** A name, or empty for the program itself. */
    readonly by: string;
    readonly isFirst: boolean;
    /** Columns of the table of people. */
    readonly fields: readonly string[];
  }[];
  /** The code in force, for those who issue codes. */
  readonly code: { readonly expiresAt: string; readonly lastUsedAt: string | null } | null;
  readonly can: Record<CommandOf<typeof peopleAccess>, true | Refusal>;
}

/** The person, and what the actor is where the person belongs; a stranger and a hidden record are both «не найдено». */
export async function admitToPerson(
  tx: ScopedTx,
  personId: string,
): Promise<Result<{ person: Person; standing: Standing }>> {
  const person = isId(personId) ? await findPerson(tx, personId) : null;
  if (person === null) return refuse('people.not_found');
  return accept({ person, standing: await standingOf(tx, person.organizationId) });
}

export async function viewPerson(
  tx: ScopedTx,
  personId: string,
  { today, timeZone }: { today: Temporal.PlainDate; timeZone: string },
): Promise<Result<PersonCard>> {
  const admitted = await admitToPerson(tx, personId);
  if (!admitted.ok) return admitted;
  const { person, standing } = admitted.value;
  const isStaff = person.kinds.includes('staff');
  const refused = refuseUnlessMay(standing, isStaff ? 'people.list' : 'people.list_everyone');
  if (refused !== null) return refused;
  const sees = may(peopleAccess, standing, 'people.list_everyone') === true;
  const day = today.toString();
  const attendance = sees ? await listAttendance(tx, [person.id]) : [];
  const partner = person.partnerId === null ? null : await findPartner(tx, person.partnerId);
  const codes =
    may(peopleAccess, standing, 'people.issue_codes') === true
      ? await listCodesInForce(tx, [person.id])
      : new Map<string, never>();
  const code = codes.get(person.id);
  const isKeeper = may(peopleAccess, standing, 'people.edit_everyone') === true;
  const shown = withoutPrivate(person, standing);
  return accept({
    timeZone,
    person: shown,
    age: ageOn(shown, day),
    partner: partner === null ? null : { id: partner.id, name: partner.name },
    classes: attendance.map((one) => ({
      classId: one.classId,
      name: className(one),
      schoolYear: formatSchoolYear(one.schoolYear),
      leftOn: one.leftOn,
      isNow: one.schoolYear === schoolYearOf(today) && (one.leftOn === null || one.leftOn >= day),
    })),
    guardians: sees ? await listGuardians(tx, [person.id]) : [],
    children: sees ? await listChildren(tx, [person.id]) : [],
    history: isKeeper ? await readHistory(tx, person) : [],
    code:
      code === undefined
        ? null
        : { expiresAt: code.expiresAt.toString(), lastUsedAt: code.lastUsedAt?.toString() ?? null },
    can: abilities(peopleAccess, standing),
  });
}

const HISTORY_LIMIT = 30;

async function readHistory(tx: ScopedTx, person: Person): Promise<PersonCard['history']> {
  const { rows } = await listAudit(tx, {
    organizationId: person.organizationId,
    table: 'people',
    rowId: person.id,
    limit: HISTORY_LIMIT,
  });
  const names = await namesOfAccounts(
    tx,
    rows.map(({ actorId }) => actorId),
  );
  return rows.map((row) => ({
    id: row.id,
    at: row.at.toString(),
    by: names[row.actorId ?? ''] ?? '',
    isFirst: row.operation === 'insert',
    fields: row.after !== null && typeof row.after === 'object' ? Object.keys(row.after) : [],
  }));
}

type Facts = Pick<AddPerson, 'kinds' | 'birthDate' | 'partnerId' | 'graduatedIn'>;

/** What no form can know: today, and whose partner it is. */
async function refuseFacts(
  tx: ScopedTx,
  organizationId: string,
  facts: Facts,
  today: Temporal.PlainDate,
): Promise<Result<never> | null> {
  const slip = birthSlip(facts.birthDate, today.toString());
  if (slip !== null) return refuse(`people.birth_${slip}`, undefined, 'birthDate');
  if (facts.graduatedIn !== null && facts.graduatedIn > today.year) {
    return refuse('people.graduated_later', { year: today.year }, 'graduatedIn');
  }
  if (facts.partnerId !== null) {
    const partner = await findPartner(tx, facts.partnerId);
    if (partner?.organizationId !== organizationId) {
      return refuse('people.partner_unknown', undefined, 'partnerId');
    }
  }
  return null;
}

function mayEveryone(standing: Standing): boolean {
  return may(peopleAccess, standing, 'people.edit_everyone') === true;
}

/** Adds a person, a pupil at once into a class, a guardian at once to a child. Rights and refusals as in `People.add`. */
export async function addPerson(
  tx: ScopedTx,
  organizationId: string,
  input: AddPerson,
  today: Temporal.PlainDate,
): Promise<Result<{ personId: string }>> {
  const standing = await standingOf(tx, organizationId);
  const isOnlyStaff = input.kinds.every((kind) => kind === 'staff');
  const refused = refuseUnlessMay(standing, isOnlyStaff ? 'people.add' : 'people.edit_everyone');
  if (refused !== null) return refused;
  const wrong = await refuseFacts(tx, organizationId, input, today);
  if (wrong !== null) return wrong;
  const schoolClass = input.classId === null ? null : await findClass(tx, input.classId);
  if (input.classId !== null && schoolClass?.organizationId !== organizationId) {
    return refuse('people.class_not_found', undefined, 'classId');
  }
  const child = input.childId === null ? null : await findPerson(tx, input.childId);
  if (input.childId !== null && child?.organizationId !== organizationId) {
    return refuse('people.not_found', undefined, 'childId');
  }
  if (!input.isNamesake) {
    // Two pupils of one name and different birthdays are two pupils.
    const twin = (await listNamesakes(tx, organizationId, input)).find(
      ({ birthDate }) => birthDate === null || input.birthDate === null || birthDate === input.birthDate,
    );
    if (twin !== undefined) return refuse('people.same_name', { name: fullName(twin) }, 'isNamesake');
  }
  const [personId = ''] = await insertPeople(tx, organizationId, [{ ...input, accountId: null }]);
  if (schoolClass !== null && input.kinds.includes('pupil')) {
    const place = { organizationId, classId: schoolClass.id, schoolYear: schoolClass.schoolYear };
    await placeInClass(tx, { ...place, day: today.toString() }, [personId]);
  }
  if (child !== null) {
    await setGuardianship(tx, organizationId, {
      guardianId: personId,
      childId: child.id,
      relation: input.relation,
    });
  }
  return accept({ personId });
}

/** Saves a card; whoever answers for staff alone leaves the rest of it as it was. */
export async function editPerson(
  tx: ScopedTx,
  input: EditPerson,
  today: Temporal.PlainDate,
): Promise<Result> {
  const admitted = await admitToPerson(tx, input.personId);
  if (!admitted.ok) return admitted;
  const { person, standing } = admitted.value;
  const isStaff = person.kinds.includes('staff');
  const refused = refuseUnlessMay(standing, isStaff ? 'people.edit' : 'people.edit_everyone');
  if (refused !== null) return refused;
  const { kinds, birthDate, birthYear, workplace, partnerId, graduatedIn } = mayEveryone(standing)
    ? input
    : person;
  const facts = { kinds, birthDate, birthYear, workplace, partnerId, graduatedIn };
  const wrong = await refuseFacts(tx, person.organizationId, facts, today);
  if (wrong !== null) return wrong;
  if (person.kinds.includes('guardian') && !kinds.includes('guardian')) {
    const [child] = await listChildren(tx, [person.id]);
    if (child !== undefined) return refuse('people.has_children', { name: fullName(child) }, 'kinds');
  }
  const saved = await updatePerson(tx, { ...input, ...facts, id: person.id });
  if (!saved) return refuse('people.stale');
  await setPosts(tx, person.organizationId, person.id, input.posts, today);
  const isPupil = kinds.includes('pupil') && input.leftOn === null;
  if (person.kinds.includes('pupil') && !isPupil) {
    await leaveClasses(
      tx,
      {
        organizationId: person.organizationId,
        schoolYear: schoolYearOf(today),
        day: input.leftOn ?? today.toString(),
        exceptId: null,
      },
      [person.id],
    );
  }
  return accept();
}
