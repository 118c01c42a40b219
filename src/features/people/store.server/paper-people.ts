import type { ScopedTx } from '#src/platform/db/scope.ts';
import type { Role } from '#src/features/accounts/access.ts';
import { placeOf } from '#src/features/people/store.server/fragments.ts';

/** Somebody as a paper names them. */
export interface PaperPersonRow {
  readonly id: string;
  readonly familyName: string;
  readonly givenName: string;
  readonly patronymic: string;
  /** Class, post or place of work; empty: none is known. */
  readonly place: string;
  readonly isPupil: boolean;
}

const people = (tx: ScopedTx) =>
  tx.query
    .selectFrom('people')
    .select((eb) => [
      'people.id',
      'people.family_name as familyName',
      'people.given_name as givenName',
      'people.patronymic',
      placeOf('people').as('place'),
      eb
        .exists(
          eb
            .selectFrom('class_members')
            .select('class_members.person_id')
            .whereRef('class_members.person_id', '=', 'people.id')
            .where('class_members.left_on', 'is', null),
        )
        .as('isPupil'),
    ]);

const named = (rows: (Omit<PaperPersonRow, 'isPupil'> & { isPupil: unknown })[]): PaperPersonRow[] =>
  rows.map((row) => ({ ...row, isPupil: row.isPupil === true }));

/** These people as far as the actor sees them, by name. */
export async function listPaperPeople(tx: ScopedTx, ids: readonly string[]): Promise<PaperPersonRow[]> {
  if (ids.length === 0) return [];
  return named(
    await people(tx)
      .where('people.id', 'in', [...ids])
      .orderBy('people.family_name')
      .orderBy('people.given_name')
      .orderBy('people.id')
      .execute(),
  );
}

/** Those who have a role in force at an organization and a record of theirs in it, whoever had it longest first. */
export async function listHoldersOfRole(
  tx: ScopedTx,
  organizationId: string,
  role: Role,
): Promise<PaperPersonRow[]> {
  return named(
    await people(tx)
      .innerJoin('role_assignments', 'role_assignments.account_id', 'people.account_id')
      .where('people.organization_id', '=', organizationId)
      .where('people.merged_into', 'is', null)
      .where('role_assignments.organization_id', '=', organizationId)
      .where('role_assignments.role', '=', role)
      .where('role_assignments.ended_at', 'is', null)
      .orderBy('role_assignments.created_at')
      .orderBy('people.id')
      .execute(),
  );
}
