import { guessGender } from '#src/lib/russian/names.ts';
import type { PersonFact } from '#src/lib/wording/model.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import type { Role } from '#src/features/accounts/access.ts';
import {
  listHoldersOfRole,
  listPaperPeople,
  type PaperPersonRow,
} from '#src/features/people/store.server/paper-people.ts';

function toFact(row: PaperPersonRow): PersonFact {
  const { familyName, givenName, patronymic, place, isPupil, gender, forms } = row;
  const name = { familyName, givenName, patronymic };
  const pupil = (gender ?? guessGender(name)) === 'female' ? 'ученица' : 'ученик';
  const post = isPupil && place.endsWith('класс') ? `${pupil} ${place}а` : place;
  return { kind: 'person', name, gender, forms, post };
}

/**
 * How papers name these people, by id: the name with the gender and the forms that a person fixed, and the post. One query; whom
 * the actor does not see is left out; a record that was joined to another is named as it was.
 */
export async function paperPeople(
  tx: ScopedTx,
  ids: readonly string[],
): Promise<ReadonlyMap<string, PersonFact>> {
  const rows = await listPaperPeople(tx, ids);
  return new Map(rows.map((row) => [row.id, toFact(row)]));
}

/** How papers name those who have a role at an organization. */
export async function paperHolders(
  tx: ScopedTx,
  organizationId: string,
  role: Role,
): Promise<readonly PersonFact[]> {
  return (await listHoldersOfRole(tx, organizationId, role)).map(toFact);
}
