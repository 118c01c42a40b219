import type { ScopedTx } from '#src/platform/db/scope.ts';
import { fullName, nameWithInitials } from '#src/features/people/rules.ts';
import { listPresent, listPresentNames } from '#src/features/people/store.server/staff.ts';
import { listTeams } from '#src/features/people/store.server/teams.ts';

/** Most people of one school that are offered in a choice; more than that is no school. */
const CHOICE_LIMIT = 2_000;

export interface StaffChoice {
  readonly id: string;
  readonly name: string;
  readonly shortName: string;
  readonly posts: readonly string[];
  readonly accountId: string | null;
}

export interface TeamChoice {
  readonly id: string;
  readonly name: string;
  readonly schoolYear: number;
  readonly kind: 'organizers' | 'other';
  readonly memberIds: readonly string[];
  /** What somebody does in the team, by the id of the person. */
  readonly duties: Readonly<Record<string, string>>;
}

/** People who work here now, by name, and teams, newest year first: what other rooms offer to choose from. */
export async function listStaffChoices(
  tx: ScopedTx,
  organizationId: string,
): Promise<{ people: StaffChoice[]; teams: TeamChoice[] }> {
  const people = await listPresent(tx, organizationId, CHOICE_LIMIT);
  return {
    people: people.map((person) => ({
      id: person.id,
      name: fullName(person),
      shortName: nameWithInitials(person),
      posts: person.posts,
      accountId: person.accountId,
    })),
    teams: await listTeamChoices(tx, organizationId),
  };
}

/** Teams, newest year first. */
export async function listTeamChoices(tx: ScopedTx, organizationId: string): Promise<TeamChoice[]> {
  const teams = await listTeams(tx, organizationId, null);
  return teams.map(({ id, name, schoolYear, kind, memberIds, duties }) => ({
    id,
    name,
    schoolYear,
    kind,
    memberIds,
    duties,
  }));
}

/** Names of those of the given people who work here now, by name; for lists that need no posts and not everybody. */
export async function nameStaff(
  tx: ScopedTx,
  organizationId: string,
  ids: readonly string[],
): Promise<{ id: string; name: string }[]> {
  const people = await listPresentNames(tx, organizationId, ids);
  return people.map((person) => ({ id: person.id, name: fullName(person) }));
}
