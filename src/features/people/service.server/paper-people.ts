import { withinSentence } from '#src/lib/russian/capitalize.ts';
import { guessGender } from '#src/lib/russian/names.ts';
import type { PersonFact } from '#src/lib/wording/model.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import type { Role } from '#src/features/accounts/access.ts';
import { listGuardians } from '#src/features/people/store.server/guardians.ts';
import { nameOfSigner, type Signer, type SignerCard } from '#src/features/people/rules/signer-forms.ts';
import {
  findSignerCard,
  listHoldersOfRole,
  listPaperPeople,
  type PaperPersonRow,
} from '#src/features/people/store.server/paper-people.ts';

function toFact(row: PaperPersonRow): PersonFact {
  const { familyName, givenName, patronymic, place, isPupil, isStaff, gender, forms } = row;
  const name = { familyName, givenName, patronymic };
  const pupil = (gender ?? guessGender(name)) === 'female' ? 'ученица' : 'ученик';
  const post =
    isPupil && place.endsWith('класс') ? `${pupil} ${place}а` : isStaff ? withinSentence(place) : place;
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

/** The same by id. */
export async function paperHoldersById(
  tx: ScopedTx,
  organizationId: string,
  role: Role,
): Promise<ReadonlyMap<string, PersonFact>> {
  const rows = await listHoldersOfRole(tx, organizationId, role);
  return new Map(rows.map((row) => [row.id, toFact(row)]));
}

/** How papers name the guardians of children, by the child; what they are to the child stands as their post. */
export async function paperGuardians(
  tx: ScopedTx,
  childIds: readonly string[],
): Promise<ReadonlyMap<string, readonly PersonFact[]>> {
  const links = await listGuardians(tx, childIds);
  const people = await paperPeople(tx, [...new Set(links.map(({ guardianId }) => guardianId))]);
  const byChild = new Map<string, PersonFact[]>();
  for (const { childId, guardianId, relation } of links) {
    const person = people.get(guardianId);
    if (person !== undefined)
      byChild.set(childId, [...(byChild.get(childId) ?? []), { ...person, post: relation }]);
  }
  return byChild;
}

/**
 * How papers name the head of an organization, or who signs for a partner: by the requisites, with the forms that a person fixed
 * on the card of the same name, else with the requisites. Null: no name is known.
 */
export async function paperSigner(
  tx: ScopedTx,
  of: { readonly organizationId: string; readonly partnerId: string | null },
  signer: Signer,
): Promise<PersonFact | null> {
  const name = signer.name.trim();
  if (name === '') return null;
  const card = await findCardOf(tx, { ...of, name });
  const { parts, gender, forms } = nameOfSigner(signer, card);
  const post = signer.post.trim();
  return { kind: 'person', name: parts, gender, forms, post, postForms: signer.forms.post };
}

/** The card of whoever signs; null: there is none. */
export async function findCardOf(
  tx: ScopedTx,
  of: { readonly organizationId: string; readonly partnerId: string | null; readonly name: string },
): Promise<SignerCard | null> {
  const row = await findSignerCard(tx, of);
  if (row === null) return null;
  const { id, familyName, givenName, patronymic, gender, forms } = row;
  return { id, name: { familyName, givenName, patronymic }, gender, forms };
}

/** How papers name those who have a role at an organization. */
export async function paperHolders(
  tx: ScopedTx,
  organizationId: string,
  role: Role,
): Promise<readonly PersonFact[]> {
  return (await listHoldersOfRole(tx, organizationId, role)).map(toFact);
}
