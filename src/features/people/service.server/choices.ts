import type { ScopedTx } from '#src/platform/db/scope.ts';
import { fullName, nameWithInitials } from '#src/features/people/rules.ts';
import { listPeople } from '#src/features/people/store.server.ts';
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
  readonly memberIds: readonly string[];
}

/** People who work here now, by name, and teams, newest year first: what other rooms offer to choose from. */
export async function listStaffChoices(
  tx: ScopedTx,
  organizationId: string,
): Promise<{ people: StaffChoice[]; teams: TeamChoice[] }> {
  const { people } = await listPeople(
    tx,
    { organizationId, search: '', withLeft: false },
    { offset: 0, limit: CHOICE_LIMIT },
  );
  return {
    people: people.map((person) => ({
      id: person.id,
      name: fullName(person),
      shortName: nameWithInitials(person),
      posts: person.posts,
      accountId: person.accountId,
    })),
    teams: (await listTeams(tx, organizationId, null)).map(({ id, name, schoolYear, memberIds }) => ({
      id,
      name,
      schoolYear,
      memberIds,
    })),
  };
}
