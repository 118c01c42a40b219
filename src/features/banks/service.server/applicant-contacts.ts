import type { ScopedTx } from '#src/platform/db/scope.ts';
import { fullName, nameKey, parseFullName, type FullName } from '#src/features/people/rules.ts';
import { differingContacts } from '#src/features/people/rules/contacts.ts';
import {
  addGuardianOf,
  fillContactsOf,
  findReachable,
  type Reachable,
} from '#src/features/people/service.server/bring-in.ts';
import { addPeople } from '#src/features/people/service.server.ts';
import type { ApplicationAnswers } from '#src/features/banks/schema/calls.ts';

/** What an application says of somebody's contacts and their card says differently. */
export interface ContactDifference {
  readonly personId: string;
  readonly name: string;
  /** `guardian`: the card names guardians, but not the one who wrote. */
  readonly field: 'phone' | 'email' | 'guardian';
  readonly onCard: string;
  readonly inApplication: string;
}

/** The guardian who wrote, or null: then the contacts are the applicant's own. */
export function guardianOf({ guardianName }: ApplicationAnswers): FullName | null {
  return guardianName === '' ? null : parseFullName(guardianName);
}

/** A name that leaves the patronymic out is the same name. */
function isSameName(one: FullName, other: FullName): boolean {
  const isShort = one.patronymic === '' || other.patronymic === '';
  return isShort
    ? nameKey({ ...one, patronymic: '' }) === nameKey({ ...other, patronymic: '' })
    : nameKey(one) === nameKey(other);
}

type Known = NonNullable<Awaited<ReturnType<typeof findReachable>>>;

/** Whose contacts the application names among those who are known; null: of a guardian whom the card does not name. */
function findAddressee({ person, guardians }: Known, answers: ApplicationAnswers): Reachable | null {
  const guardian = guardianOf(answers);
  return guardian === null ? person : (guardians.find((one) => isSameName(one, guardian)) ?? null);
}

/** A new guardian of the child, with the contacts of the application. */
export async function enterGuardian(
  tx: ScopedTx,
  organizationId: string,
  childId: string,
  guardian: FullName,
  { phone, email }: ApplicationAnswers,
): Promise<void> {
  const [guardianId = ''] = await addPeople(tx, organizationId, [
    { ...guardian, phone, email, accountId: null, posts: [], kinds: ['guardian'] },
  ]);
  await addGuardianOf(tx, organizationId, { guardianId, childId, relation: '' });
}

/**
 * The contacts of an application taken for somebody known go where the card has none; a child without any guardian gets the
 * one who wrote. What the card has stays: `listDifferences` tells it.
 */
export async function fillFromApplication(
  tx: ScopedTx,
  organizationId: string,
  personId: string,
  answers: ApplicationAnswers,
): Promise<void> {
  const known = await findReachable(tx, personId);
  if (known === null) return;
  const addressee = findAddressee(known, answers);
  const guardian = guardianOf(answers);
  if (addressee !== null) await fillContactsOf(tx, addressee.id, answers);
  else if (guardian !== null && known.guardians.length === 0) {
    await enterGuardian(tx, organizationId, personId, guardian, answers);
  }
}

/** Where the card and the application say different things: for the curator to decide. */
export async function listDifferences(
  tx: ScopedTx,
  personId: string,
  answers: ApplicationAnswers,
): Promise<ContactDifference[]> {
  const known = await findReachable(tx, personId);
  if (known === null) return [];
  const addressee = findAddressee(known, answers);
  if (addressee === null) {
    return [
      {
        personId,
        name: fullName(known.person),
        field: 'guardian',
        onCard: known.guardians.map(fullName).join(', '),
        inApplication: [answers.guardianName, answers.phone, answers.email]
          .filter((part) => part !== '')
          .join(', '),
      },
    ];
  }
  return differingContacts(addressee, answers).map((field) => ({
    personId: addressee.id,
    name: fullName(addressee),
    field,
    onCard: addressee[field],
    inApplication: answers[field],
  }));
}
