import type { ScopedTx } from '#src/platform/db/scope.ts';
import { toIso } from '#src/lib/iso-day.ts';
import type { FullName } from '#src/features/people/rules.ts';

export interface Relative extends FullName {
  readonly guardianId: string;
  readonly childId: string;
  /** «мать», «опекун»; perhaps empty. */
  readonly relation: string;
  readonly email: string;
  readonly phone: string;
  readonly birthDate: string | null;
}

const NAME = [
  'g.guardian_id as guardianId',
  'g.child_id as childId',
  'g.relation',
  'p.family_name as familyName',
  'p.given_name as givenName',
  'p.patronymic',
  'p.email',
  'p.phone',
  'p.birth_date as birthDate',
] as const;

/** Guardians of children, by name: those whom the actor may see. */
export async function listGuardians(tx: ScopedTx, childIds: readonly string[]): Promise<Relative[]> {
  if (childIds.length === 0) return [];
  const rows = await tx.query
    .selectFrom('guardianships as g')
    .innerJoin('people as p', 'p.id', 'g.guardian_id')
    .select(NAME)
    .where('g.child_id', 'in', [...childIds])
    .where('p.merged_into', 'is', null)
    .orderBy('p.name_key')
    .execute();
  return rows.map((row) => ({ ...row, birthDate: toIso(row.birthDate) }));
}

/** Children of guardians, by name: those whom the actor may see. */
export async function listChildren(tx: ScopedTx, guardianIds: readonly string[]): Promise<Relative[]> {
  if (guardianIds.length === 0) return [];
  const rows = await tx.query
    .selectFrom('guardianships as g')
    .innerJoin('people as p', 'p.id', 'g.child_id')
    .select(NAME)
    .where('g.guardian_id', 'in', [...guardianIds])
    .where('p.merged_into', 'is', null)
    .orderBy('p.name_key')
    .execute();
  return rows.map((row) => ({ ...row, birthDate: toIso(row.birthDate) }));
}

/** A link, or the relation of one that there is. */
export async function setGuardianship(
  tx: ScopedTx,
  organizationId: string,
  link: { guardianId: string; childId: string; relation: string },
): Promise<void> {
  await tx.query
    .insertInto('guardianships')
    .values({
      organization_id: organizationId,
      guardian_id: link.guardianId,
      child_id: link.childId,
      relation: link.relation,
    })
    .onConflict((conflict) =>
      conflict.columns(['guardian_id', 'child_id']).doUpdateSet({ relation: link.relation }),
    )
    .execute();
}

/** @returns false when there was no such link. */
export async function deleteGuardianship(
  tx: ScopedTx,
  organizationId: string,
  link: { guardianId: string; childId: string },
): Promise<boolean> {
  const result = await tx.query
    .deleteFrom('guardianships')
    .where('organization_id', '=', organizationId)
    .where('guardian_id', '=', link.guardianId)
    .where('child_id', '=', link.childId)
    .executeTakeFirst();
  return result.numDeletedRows === 1n;
}
