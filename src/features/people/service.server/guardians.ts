import { accept, refuse, type Result } from '#src/lib/result.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import { orderKinds } from '#src/features/people/rules/kinds.ts';
import { admitToPerson } from '#src/features/people/service.server/person.ts';
import { refuseUnlessMay } from '#src/features/people/service.server/rights.ts';
import { updatePerson } from '#src/features/people/store.server.ts';
import { deleteGuardianship, setGuardianship } from '#src/features/people/store.server/guardians.ts';

export interface Guardianship {
  readonly childId: string;
  readonly guardianId: string;
  readonly relation: string;
}

/**
 * Somebody of the school's list becomes a guardian of a child, or the relation is put right. Refuses with
 * `people.not_found` (also people of another school), `people.own_guardian`.
 */
export async function linkGuardian(tx: ScopedTx, link: Guardianship): Promise<Result> {
  const child = await admitToPerson(tx, link.childId);
  if (!child.ok) return child;
  const refused = refuseUnlessMay(child.value.standing, 'people.edit_everyone');
  if (refused !== null) return refused;
  const guardian = await admitToPerson(tx, link.guardianId);
  if (!guardian.ok) return guardian;
  const { organizationId } = child.value.person;
  const { person } = guardian.value;
  if (person.organizationId !== organizationId) return refuse('people.not_found');
  if (person.id === child.value.person.id) return refuse('people.own_guardian', undefined, 'guardianId');
  if (!person.kinds.includes('guardian')) {
    const kinds = orderKinds([...person.kinds, 'guardian']);
    if (!(await updatePerson(tx, { ...person, kinds }))) return refuse('people.stale');
  }
  await setGuardianship(tx, organizationId, link);
  return accept();
}

/** Parts a guardian from a child; both records stay. */
export async function unlinkGuardian(
  tx: ScopedTx,
  link: { childId: string; guardianId: string },
): Promise<Result> {
  const child = await admitToPerson(tx, link.childId);
  if (!child.ok) return child;
  const refused = refuseUnlessMay(child.value.standing, 'people.edit_everyone');
  if (refused !== null) return refused;
  const guardian = await admitToPerson(tx, link.guardianId);
  if (!guardian.ok) return guardian;
  const isGone = await deleteGuardianship(tx, child.value.person.organizationId, {
    childId: child.value.person.id,
    guardianId: guardian.value.person.id,
  });
  return isGone ? accept() : refuse('people.not_found');
}
