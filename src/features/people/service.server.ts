import { isId } from '#src/lib/id.ts';
import { accept, refuse, type Refusal, type Result } from '#src/lib/result.ts';
import type { Clock } from '#src/platform/clock.ts';
import type { Database, PersonActor, ScopedTx } from '#src/platform/db/scope.ts';
import { submitOnce } from '#src/platform/db/submission.ts';
import { abilities, may, type CommandOf, type Standing } from '#src/features/accounts/access.ts';
import { standingOf } from '#src/features/accounts/service.server.ts';
import { peopleAccess } from '#src/features/people/access.ts';
import { fullName, nameKey, nameWithInitials, type Person } from '#src/features/people/rules.ts';
import type { AddPerson, EditPerson, EditTeam, TeamInput } from '#src/features/people/schema.ts';
import {
  findByAccount,
  findPerson,
  findTeamByName,
  insertPeople,
  insertTeam,
  linkAccount,
  listPeople,
  listTeams,
  setPosts,
  setTeamMembers,
  updatePerson,
  updateTeam,
  type NewPerson,
  type Team,
} from '#src/features/people/store.server.ts';

export interface PeopleDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly timeZone: string;
}

export type PeopleAbilities = Record<CommandOf<typeof peopleAccess>, true | Refusal>;
export const PEOPLE_PAGE_SIZE = 50;
/** Most people of one school that are offered in a choice; more than that is no school. */
const CHOICE_LIMIT = 2_000;

export interface People {
  list(
    actor: PersonActor,
    input: { organizationId: string; search: string; withLeft: boolean; page: number },
  ): Promise<
    Result<{ people: readonly Person[]; total: number; page: number; pageSize: number; can: PeopleAbilities }>
  >;
  view(actor: PersonActor, personId: string): Promise<Result<{ person: Person; can: PeopleAbilities }>>;
  /** Refuses with `people.same_name` until the person says that it is a namesake. */
  add(actor: PersonActor, organizationId: string, input: AddPerson): Promise<Result<{ personId: string }>>;
  /** Refuses with `people.stale` when somebody saved meanwhile. */
  edit(actor: PersonActor, input: EditPerson): Promise<Result>;
  teams(
    actor: PersonActor,
    input: { organizationId: string; schoolYear: number | null },
  ): Promise<Result<{ teams: readonly Team[]; people: readonly StaffChoice[]; can: PeopleAbilities }>>;
  addTeam(actor: PersonActor, organizationId: string, input: TeamInput): Promise<Result<{ teamId: string }>>;
  editTeam(actor: PersonActor, organizationId: string, input: EditTeam): Promise<Result>;
}

export function createPeople({ db, clock, timeZone }: PeopleDeps): People {
  return {
    list: (actor, { organizationId, search, withLeft, page }) =>
      db.withActor(actor, 'people.list', async (tx) => {
        const standing = await standingOf(tx, organizationId);
        const refused = refuseUnlessMay(standing, 'people.list');
        if (refused !== null) return refused;
        const rightPage = Number.isSafeInteger(page) && page >= 1 && page <= 10_000 ? page : 1;
        const found = await listPeople(
          tx,
          { organizationId, search: search.normalize('NFC').slice(0, 100), withLeft },
          { offset: (rightPage - 1) * PEOPLE_PAGE_SIZE, limit: PEOPLE_PAGE_SIZE },
        );
        return accept({
          ...found,
          page: rightPage,
          pageSize: PEOPLE_PAGE_SIZE,
          can: abilities(peopleAccess, standing),
        });
      }),

    view: (actor, personId) =>
      db.withActor(actor, 'people.view', async (tx) => {
        const person = isId(personId) ? await findPerson(tx, personId) : null;
        if (person === null) return refuse('people.not_found');
        const standing = await standingOf(tx, person.organizationId);
        return (
          refuseUnlessMay(standing, 'people.list') ??
          accept({ person, can: abilities(peopleAccess, standing) })
        );
      }),

    add: (actor, organizationId, input) =>
      db.withActor(actor, 'people.add', (tx) =>
        submitOnce(tx, input.submission, async () => {
          const refused = refuseUnlessMay(await standingOf(tx, organizationId), 'people.add');
          if (refused !== null) return refused;
          if (!input.isNamesake) {
            const key = nameKey(input);
            const { people } = await listPeople(
              tx,
              { organizationId, search: input.familyName, withLeft: false },
              { offset: 0, limit: CHOICE_LIMIT },
            );
            const twin = people.find((person) => nameKey(person) === key);
            if (twin !== undefined) return refuse('people.same_name', { name: fullName(twin) }, 'isNamesake');
          }
          const [personId = ''] = await insertPeople(tx, organizationId, [{ ...input, accountId: null }]);
          return accept({ personId });
        }),
      ),

    edit: (actor, input) =>
      db.withActor(actor, 'people.edit', async (tx) => {
        const person = await findPerson(tx, input.personId);
        if (person === null) return refuse('people.not_found');
        const refused = refuseUnlessMay(await standingOf(tx, person.organizationId), 'people.edit');
        if (refused !== null) return refused;
        const saved = await updatePerson(tx, { ...input, id: person.id });
        if (!saved) return refuse('people.stale');
        await setPosts(tx, person.organizationId, person.id, input.posts, clock.today(timeZone));
        return accept();
      }),

    teams: (actor, { organizationId, schoolYear }) =>
      db.withActor(actor, 'people.teams', async (tx) => {
        const standing = await standingOf(tx, organizationId);
        return (
          refuseUnlessMay(standing, 'people.list') ??
          accept({
            teams: await listTeams(tx, organizationId, schoolYear),
            people: (await listStaffChoices(tx, organizationId)).people,
            can: abilities(peopleAccess, standing),
          })
        );
      }),

    addTeam: (actor, organizationId, input) =>
      db.withActor(actor, 'people.add_team', async (tx) => {
        const refused = refuseUnlessMay(await standingOf(tx, organizationId), 'people.edit_teams');
        if (refused !== null) return refused;
        const taken = await refuseTakenName(tx, organizationId, input, null);
        if (taken !== null) return taken;
        const strangers = await refuseStrangers(tx, organizationId, input.memberIds);
        if (strangers !== null) return strangers;
        const teamId = await insertTeam(tx, organizationId, input);
        await setTeamMembers(tx, organizationId, teamId, [...new Set(input.memberIds)]);
        return accept({ teamId });
      }),

    editTeam: (actor, organizationId, input) =>
      db.withActor(actor, 'people.edit_team', async (tx) => {
        const refused = refuseUnlessMay(await standingOf(tx, organizationId), 'people.edit_teams');
        if (refused !== null) return refused;
        const teams = await listTeams(tx, organizationId, null);
        if (!teams.some((team) => team.id === input.teamId)) return refuse('people.team_not_found');
        const taken = await refuseTakenName(tx, organizationId, input, input.teamId);
        if (taken !== null) return taken;
        const strangers = await refuseStrangers(tx, organizationId, input.memberIds);
        if (strangers !== null) return strangers;
        if (!(await updateTeam(tx, { ...input, id: input.teamId }))) return refuse('people.stale');
        await setTeamMembers(tx, organizationId, input.teamId, [...new Set(input.memberIds)]);
        return accept();
      }),
  };
}

function refuseUnlessMay(standing: Standing, command: CommandOf<typeof peopleAccess>): Result<never> | null {
  const answer = may(peopleAccess, standing, command);
  return answer === true ? null : { ok: false, refusal: answer };
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
  const { people } = await listStaffChoices(tx, organizationId);
  const known = new Set(people.map((person) => person.id));
  return personIds.every((id) => known.has(id)) ? null : refuse('people.not_staff', undefined, 'memberIds');
}

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

/** The person of an account at an organization: who «мои» are in «Сегодня». */
export async function findPersonOfAccount(
  tx: ScopedTx,
  organizationId: string,
  accountId: string,
): Promise<Person | null> {
  return findByAccount(tx, organizationId, accountId);
}

/** People brought in by set-up, import or the demo: rights are the caller's affair. */
export async function addPeople(
  tx: ScopedTx,
  organizationId: string,
  people: readonly NewPerson[],
): Promise<string[]> {
  return insertPeople(tx, organizationId, people);
}

/** Joins a sign-in account to a person of the school. */
export async function linkPersonToAccount(tx: ScopedTx, personId: string, accountId: string): Promise<void> {
  await linkAccount(tx, personId, accountId);
}

/** A team brought in by the demo or a roll-over. */
export async function addTeamOf(
  tx: ScopedTx,
  organizationId: string,
  team: { schoolYear: number; name: string; kind: 'organizers' | 'other'; memberIds: readonly string[] },
): Promise<string> {
  const teamId = await insertTeam(tx, organizationId, team);
  await setTeamMembers(tx, organizationId, teamId, team.memberIds);
  return teamId;
}
