import staffFile from '#data/demo/staff.json' with { type: 'json' };
import teamsFile from '#data/demo/teams.json' with { type: 'json' };
import { addPeople, addTeamOf, linkPersonToAccount } from '#src/features/people/service.server.ts';
import type { DemoInstallation, DemoTown } from '#src/main/demo/town.ts';
import accountsFile from '#data/demo/accounts.json' with { type: 'json' };

/** Ids of people and teams by their keys in `data/demo`. */
export interface DemoStaff {
  readonly personIds: ReadonlyMap<string, string>;
  readonly idByFamilyName: ReadonlyMap<string, string>;
  /** Teams of this school year and of the last one. */
  readonly teamIds: ReadonlyMap<string, string>;
  readonly lastYearTeamIds: ReadonlyMap<string, string>;
}

interface DemoTeam {
  readonly key: string;
  readonly name: string;
  readonly kind: string;
  readonly members: readonly string[];
  readonly duties?: Readonly<Record<string, string | undefined>>;
}

/** Forty people of the school in its teams, five of the municipality; those with accounts are joined to them. */
export async function addStaff(
  installation: DemoInstallation,
  town: DemoTown,
  schoolYear: number,
): Promise<{ school: DemoStaff; municipality: DemoStaff }> {
  return {
    school: await addStaffOf(installation, town, 'school', town.schoolId, 'director', schoolYear),
    municipality: await addStaffOf(
      installation,
      town,
      'municipality',
      town.municipalityId,
      'municipal',
      schoolYear,
    ),
  };
}

async function addStaffOf(
  { db }: DemoInstallation,
  town: DemoTown,
  which: 'school' | 'municipality',
  organizationId: string,
  by: string,
  schoolYear: number,
): Promise<DemoStaff> {
  return db.withActor(town.actor(by), 'demo.add_staff', async (tx) => {
    const staff = staffFile[which];
    const ids = await addPeople(
      tx,
      organizationId,
      staff.map((person) => ({ ...person, email: '', phone: '', accountId: null })),
    );
    const personIds = new Map<string, string>();
    const idByFamilyName = new Map<string, string>();
    for (const [index, person] of staff.entries()) {
      const id = ids[index] ?? '';
      idByFamilyName.set(person.familyName, id);
      if ('key' in person && person.key !== undefined) personIds.set(person.key, id);
    }
    for (const { key } of accountsFile[which]) {
      await linkPersonToAccount(tx, personIds.get(key) ?? '', town.actor(key).accountId);
    }
    const addTeams = async (
      teams: readonly DemoTeam[],
      year: number,
    ): Promise<ReadonlyMap<string, string>> => {
      const teamIds = new Map<string, string>();
      for (const { key, name, kind, members, duties } of which === 'school' ? teams : []) {
        const memberIds = members.flatMap((member) => idByFamilyName.get(member) ?? []);
        const teamKind = kind === 'organizers' ? 'organizers' : 'other';
        const team = {
          schoolYear: year,
          name,
          kind: teamKind,
          memberIds,
          duties: Object.fromEntries(
            Object.entries(duties ?? {}).map(([member, duty]) => [
              idByFamilyName.get(member) ?? '',
              duty ?? '',
            ]),
          ),
        } as const;
        teamIds.set(key, await addTeamOf(tx, organizationId, team));
      }
      return teamIds;
    };
    return {
      personIds,
      idByFamilyName,
      teamIds: await addTeams(teamsFile.thisYear, schoolYear),
      lastYearTeamIds: await addTeams(teamsFile.lastYear, schoolYear - 1),
    };
  });
}
