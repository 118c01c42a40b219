import type { ScopedTx } from '#src/platform/db/scope.ts';
import type { FullName } from '#src/features/people/rules.ts';

export interface Team {
  readonly id: string;
  readonly organizationId: string;
  readonly schoolYear: number;
  readonly name: string;
  readonly kind: 'organizers' | 'other';
  readonly version: number;
  readonly memberIds: readonly string[];
  /** What somebody does in the team, by the id of the person; whoever has nothing written is left out. */
  readonly duties: Readonly<Record<string, string>>;
}

export async function listTeams(
  tx: ScopedTx,
  organizationId: string,
  schoolYear: number | null,
): Promise<Team[]> {
  let rows = tx.query.selectFrom('teams').where('organization_id', '=', organizationId);
  if (schoolYear !== null) rows = rows.where('school_year', '=', schoolYear);
  const found = await rows
    .select([
      'id',
      'organization_id as organizationId',
      'school_year as schoolYear',
      'name',
      'kind',
      'version',
    ])
    .orderBy('school_year', 'desc')
    .orderBy('name')
    .execute();
  if (found.length === 0) return [];
  const members = await listMembers(
    tx,
    found.map((team) => team.id),
  );
  const membersByTeam = Map.groupBy(members, ({ teamId }) => teamId);
  return found.map((team) => ({
    ...team,
    kind: team.kind as Team['kind'],
    ...told(membersByTeam.get(team.id) ?? []),
  }));
}

export async function findTeam(tx: ScopedTx, id: string): Promise<Team | null> {
  const row = await tx.query
    .selectFrom('teams')
    .select([
      'id',
      'organization_id as organizationId',
      'school_year as schoolYear',
      'name',
      'kind',
      'version',
    ])
    .where('id', '=', id)
    .executeTakeFirst();
  if (row === undefined) return null;
  const members = await listMembers(tx, [row.id]);
  return { ...row, kind: row.kind as Team['kind'], ...told(members) };
}

const told = (members: readonly Member[]): Pick<Team, 'memberIds' | 'duties'> => ({
  memberIds: members.map(({ personId }) => personId),
  duties: Object.fromEntries(
    members.filter(({ duty }) => duty !== '').map(({ personId, duty }) => [personId, duty]),
  ),
});

export interface Member extends FullName {
  readonly teamId: string;
  readonly personId: string;
  readonly duty: string;
  readonly hasLeft: boolean;
}

/** Members of some teams by name. */
export async function listMembers(tx: ScopedTx, teamIds: readonly string[]): Promise<Member[]> {
  if (teamIds.length === 0) return [];
  const rows = await tx.query
    .selectFrom('team_members as m')
    .innerJoin('people as p', 'p.id', 'm.person_id')
    .select([
      'm.team_id as teamId',
      'm.person_id as personId',
      'm.duty',
      'p.family_name as familyName',
      'p.given_name as givenName',
      'p.patronymic',
      'p.left_on as leftOn',
    ])
    .where('m.team_id', 'in', [...teamIds])
    .orderBy('p.family_name')
    .orderBy('p.given_name')
    .execute();
  return rows.map(({ leftOn, ...member }) => ({ ...member, hasLeft: leftOn !== null }));
}

export async function findTeamByName(
  tx: ScopedTx,
  organizationId: string,
  schoolYear: number,
  name: string,
): Promise<string | null> {
  const row = await tx.query
    .selectFrom('teams')
    .select('id')
    .where('organization_id', '=', organizationId)
    .where('school_year', '=', schoolYear)
    .where('name', '=', name)
    .executeTakeFirst();
  return row?.id ?? null;
}

export async function insertTeam(
  tx: ScopedTx,
  organizationId: string,
  team: { schoolYear: number; name: string; kind: string },
): Promise<string> {
  const row = await tx.query
    .insertInto('teams')
    .values({
      organization_id: organizationId,
      school_year: team.schoolYear,
      name: team.name,
      kind: team.kind,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

/** False when the team is no longer at `version`. */
export async function updateTeam(
  tx: ScopedTx,
  team: { id: string; version: number; schoolYear: number; name: string; kind: string },
): Promise<boolean> {
  const result = await tx.query
    .updateTable('teams')
    .set((eb) => ({
      school_year: team.schoolYear,
      name: team.name,
      kind: team.kind,
      version: eb('version', '+', 1),
    }))
    .where('id', '=', team.id)
    .where('version', '=', team.version)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

export async function setTeamMembers(
  tx: ScopedTx,
  organizationId: string,
  teamId: string,
  personIds: readonly string[],
  duties: Readonly<Record<string, string>> = {},
): Promise<void> {
  await tx.query.deleteFrom('team_members').where('team_id', '=', teamId).execute();
  if (personIds.length === 0) return;
  await tx.query
    .insertInto('team_members')
    .values(
      personIds.map((personId) => ({
        organization_id: organizationId,
        team_id: teamId,
        person_id: personId,
        duty: duties[personId] ?? '',
      })),
    )
    .execute();
}
