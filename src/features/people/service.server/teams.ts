import { accept, refuse, type Result } from '#src/lib/result.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import { standingOf } from '#src/features/accounts/service.server.ts';
import { fullName } from '#src/features/people/rules.ts';
import type { EditTeam, TeamInput } from '#src/features/people/schema.ts';
import { refuseUnlessMay } from '#src/features/people/service.server/rights.ts';
import { countStaff } from '#src/features/people/store.server/staff.ts';
import {
  findTeam,
  findTeamByName,
  insertTeam,
  listMembers,
  listTeams,
  setTeamMembers,
  updateTeam,
  type Team,
} from '#src/features/people/store.server/teams.ts';

/** A team with the names of its members; those who left stay, so that the past stays explained. */
export interface TeamView extends Team {
  readonly members: readonly {
    readonly id: string;
    readonly name: string;
    /** What they do in the team; empty: nobody wrote it. */
    readonly duty: string;
    readonly hasLeft: boolean;
  }[];
}

async function withMembers(tx: ScopedTx, teams: readonly Team[]): Promise<TeamView[]> {
  const members = Map.groupBy(
    await listMembers(
      tx,
      teams.map(({ id }) => id),
    ),
    ({ teamId }) => teamId,
  );
  return teams.map((team) => ({
    ...team,
    members: (members.get(team.id) ?? []).map(({ personId, duty, hasLeft, ...name }) => ({
      id: personId,
      name: fullName(name),
      duty,
      hasLeft,
    })),
  }));
}

export async function viewTeams(
  tx: ScopedTx,
  organizationId: string,
  schoolYear: number,
): Promise<TeamView[]> {
  return withMembers(tx, await listTeams(tx, organizationId, schoolYear));
}

export async function viewTeam(tx: ScopedTx, teamId: string): Promise<TeamView | null> {
  const team = await findTeam(tx, teamId);
  return team === null ? null : ((await withMembers(tx, [team]))[0] ?? null);
}

export async function addTeam(
  tx: ScopedTx,
  organizationId: string,
  input: TeamInput,
): Promise<Result<{ teamId: string }>> {
  const refused = refuseUnlessMay(await standingOf(tx, organizationId), 'people.edit_teams');
  if (refused !== null) return refused;
  const memberIds = [...new Set(input.memberIds)];
  const wrong =
    (await refuseTakenName(tx, organizationId, input, null)) ??
    (await refuseStrangers(tx, organizationId, memberIds));
  if (wrong !== null) return wrong;
  const teamId = await insertTeam(tx, organizationId, input);
  await setTeamMembers(tx, organizationId, teamId, memberIds, input.duties);
  return accept({ teamId });
}

export async function editTeam(tx: ScopedTx, input: EditTeam): Promise<Result> {
  const team = await findTeam(tx, input.teamId);
  if (team === null) return refuse('people.team_not_found');
  const { organizationId } = team;
  const refused = refuseUnlessMay(await standingOf(tx, organizationId), 'people.edit_teams');
  if (refused !== null) return refused;
  const memberIds = [...new Set(input.memberIds)];
  const wrong =
    (await refuseTakenName(tx, organizationId, input, team.id)) ??
    (await refuseStrangers(tx, organizationId, memberIds));
  if (wrong !== null) return wrong;
  if (!(await updateTeam(tx, { ...input, id: team.id }))) return refuse('people.team_stale');
  await setTeamMembers(tx, organizationId, team.id, memberIds, input.duties);
  return accept();
}

async function refuseTakenName(
  tx: ScopedTx,
  organizationId: string,
  team: { schoolYear: number; name: string },
  exceptId: string | null,
): Promise<Result<never> | null> {
  const twin = await findTeamByName(tx, organizationId, team.schoolYear, team.name);
  return twin === null || twin === exceptId
    ? null
    : refuse('people.team_name_taken', { name: team.name }, 'name');
}

async function refuseStrangers(
  tx: ScopedTx,
  organizationId: string,
  personIds: readonly string[],
): Promise<Result<never> | null> {
  const known = await countStaff(tx, organizationId, personIds);
  return known === personIds.length ? null : refuse('people.not_staff', undefined, 'memberIds');
}
