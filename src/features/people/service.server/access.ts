import { isId } from '#src/lib/id.ts';
import { accept, refuse, type Result } from '#src/lib/result.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import { listHolders, standingOf } from '#src/features/accounts/service.server.ts';
import { nameKey, parseFullName, type FullName, type Person } from '#src/features/people/rules.ts';
import { refuseUnlessMay } from '#src/features/people/service.server/rights.ts';
import {
  findPerson,
  insertPeople,
  linkAccount,
  listAccountOwners,
  listNamesakes,
} from '#src/features/people/store.server.ts';

/** Somebody who joins the staff together with an account, or before having one. */
export interface NewStaff {
  readonly name: string;
  readonly post: string;
  readonly accountId: string | null;
}

/** An account of the school that may be joined to a person: nobody's yet, or theirs. */
export interface AccountChoice {
  readonly accountId: string;
  readonly name: string;
}

/** A person with the accounts that may be joined: those with a role here that no other person of the list has. */
export async function viewAccess(
  tx: ScopedTx,
  personId: string,
): Promise<Result<{ person: Person; accounts: readonly AccountChoice[] }>> {
  const person = isId(personId) ? await findPerson(tx, personId) : null;
  if (person === null) return refuse('people.not_found');
  const refused = refuseUnlessMay(await standingOf(tx, person.organizationId), 'people.edit');
  if (refused !== null) return refused;
  const owners = await listAccountOwners(tx, person.organizationId);
  const accounts = (await listHolders(tx, person.organizationId)).filter(({ accountId }) => {
    const owner = owners.get(accountId);
    return owner === undefined || owner === person.id;
  });
  return accept({ person, accounts });
}

/**
 * Joins an account to a person of the list, or parts them (`accountId` null). Refuses with `people.not_found`,
 * `people.stale`, `people.account_unknown` (no role here), `people.account_taken` (it is another person's).
 */
export async function linkAccountTo(
  tx: ScopedTx,
  input: { personId: string; accountId: string | null; version: number },
): Promise<Result> {
  const person = isId(input.personId) ? await findPerson(tx, input.personId) : null;
  if (person === null) return refuse('people.not_found');
  const { organizationId } = person;
  const refused = refuseUnlessMay(await standingOf(tx, organizationId), 'people.edit');
  if (refused !== null) return refused;
  if (person.version !== input.version) return refuse('people.stale');
  if (input.accountId !== null) {
    const holders = await listHolders(tx, organizationId);
    if (!holders.some(({ accountId }) => accountId === input.accountId)) {
      return refuse('people.account_unknown', undefined, 'accountId');
    }
    const owner = (await listAccountOwners(tx, organizationId)).get(input.accountId);
    if (owner !== undefined && owner !== person.id) {
      return refuse('people.account_taken', undefined, 'accountId');
    }
  }
  await linkAccount(tx, person.id, input.accountId);
  return accept();
}

/**
 * The part of an invitation that concerns the list of staff: the new account becomes the account of somebody on the
 * list, or of a new person (`person: 'new'`). Refuses with `accounts.person_unknown`, `accounts.person_has_account`,
 * `accounts.person_same` (such a name is on the list already), `accounts.person_name`, or for want of the right.
 */
export async function joinStaff(
  tx: ScopedTx,
  joined: { organizationId: string; person: string; name: string; post: string; accountId: string },
): Promise<Result> {
  const { organizationId, accountId } = joined;
  const refused = refuseUnlessMay(await standingOf(tx, organizationId), 'people.edit');
  if (refused !== null) return refused;
  if (joined.person !== 'new') {
    const person = isId(joined.person) ? await findPerson(tx, joined.person) : null;
    if (person === null || person.organizationId !== organizationId || person.leftOn !== null) {
      return refuse('accounts.person_unknown', undefined, 'person');
    }
    if (person.accountId !== null) return refuse('accounts.person_has_account', undefined, 'person');
    await linkAccount(tx, person.id, accountId);
    return accept();
  }
  const name = parseFullName(joined.name);
  if (name === null || isTooLong(name)) return refuse('accounts.person_name', undefined, 'name');
  if ((await listNamesakes(tx, organizationId, name)).length > 0) {
    return refuse('accounts.person_same', undefined, 'person');
  }
  await insertPeople(tx, organizationId, [
    { ...name, email: '', phone: '', accountId, posts: joined.post === '' ? [] : [joined.post] },
  ]);
  return accept();
}

/** The first people of an organization, entered by its set-up; one person with both posts where the names are one. */
export async function enterStaff(
  tx: ScopedTx,
  organizationId: string,
  staff: readonly NewStaff[],
): Promise<void> {
  const people = new Map<string, { name: FullName; posts: string[]; accountId: string | null }>();
  for (const { name: typed, post, accountId } of staff) {
    const name = parseFullName(typed);
    if (name === null || isTooLong(name)) continue;
    const known = people.get(nameKey(name));
    if (known === undefined) people.set(nameKey(name), { name, posts: [post], accountId });
    else
      people.set(nameKey(name), {
        name,
        posts: [...known.posts, post],
        accountId: known.accountId ?? accountId,
      });
  }
  await insertPeople(
    tx,
    organizationId,
    [...people.values()].map(({ name, posts, accountId }) => ({
      ...name,
      email: '',
      phone: '',
      accountId,
      posts,
    })),
  );
}

function isTooLong({ familyName, givenName, patronymic }: FullName): boolean {
  return [familyName, givenName, patronymic].some((part) => part.length > 100);
}
