import type { ScopedTx } from '#src/platform/db/scope.ts';
import type { ClassName } from '#src/features/people/rules/classes.ts';
import { findClassByName, insertClass, placeInClass } from '#src/features/people/store.server/classes.ts';
import { setGuardianship } from '#src/features/people/store.server/guardians.ts';

// People brought in by an import, the demo or another room's command: rights are the caller's affair.

/** The class of a school year, made when there is none. @returns its id */
export async function ensureClass(
  tx: ScopedTx,
  organizationId: string,
  schoolYear: number,
  name: ClassName,
): Promise<string> {
  const known = await findClassByName(tx, organizationId, schoolYear, name);
  return known ?? (await insertClass(tx, organizationId, { ...name, schoolYear, teacherId: null }));
}

/** The class of a school year that is called so; null when there is none. */
export async function findClassOf(
  tx: ScopedTx,
  organizationId: string,
  schoolYear: number,
  name: ClassName,
): Promise<string | null> {
  return findClassByName(tx, organizationId, schoolYear, name);
}

/** Pupils come into a class on a day (ISO) and are in no other of its school year. */
export async function addPeopleToClass(
  tx: ScopedTx,
  place: { organizationId: string; classId: string; schoolYear: number; day: string },
  personIds: readonly string[],
): Promise<void> {
  await placeInClass(tx, place, personIds);
}

/** A guardian and a child of one organization. */
export async function addGuardianOf(
  tx: ScopedTx,
  organizationId: string,
  link: { guardianId: string; childId: string; relation: string },
): Promise<void> {
  await setGuardianship(tx, organizationId, link);
}
