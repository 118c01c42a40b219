import type { ScopedTx } from '#src/platform/db/scope.ts';
import type { FullName } from '#src/features/people/rules.ts';
import type { ClassName } from '#src/features/people/rules/classes.ts';
import type { Contacts } from '#src/features/people/rules/contacts.ts';
import { findPerson } from '#src/features/people/store.server.ts';
import { findClassByName, insertClass, placeInClass } from '#src/features/people/store.server/classes.ts';
import { fillContacts } from '#src/features/people/store.server/contacts.ts';
import { listGuardians, setGuardianship } from '#src/features/people/store.server/guardians.ts';

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

export interface Reachable extends FullName, Contacts {
  readonly id: string;
}

/** A person and the guardians of theirs whom the actor may see, with how each is reached; null when there is no such person. */
export async function findReachable(
  tx: ScopedTx,
  personId: string,
): Promise<{ person: Reachable; guardians: Reachable[] } | null> {
  const person = await findPerson(tx, personId);
  if (person === null) return null;
  const guardians = await listGuardians(tx, [personId]);
  return { person, guardians: guardians.map((one) => ({ ...one, id: one.guardianId })) };
}

/** Contacts that somebody named go where their card has none; what the card has stays. */
export async function fillContactsOf(tx: ScopedTx, personId: string, said: Contacts): Promise<void> {
  await fillContacts(tx, personId, said);
}
