import { isId } from '#src/lib/id.ts';
import { accept, refuse, type Refusal, type Result } from '#src/lib/result.ts';
import type { Clock } from '#src/platform/clock.ts';
import type { Database, PersonActor, ScopedTx } from '#src/platform/db/scope.ts';
import { submitOnce } from '#src/platform/db/submission.ts';
import { renderXlsx } from '#src/platform/render/sheets.ts';
import { abilities, type CommandOf } from '#src/features/accounts/access.ts';
import { standingOf } from '#src/features/accounts/service.server.ts';
import { schoolYearOf } from '#src/features/orgs/rules/school-year.ts';
import { peopleAccess } from '#src/features/people/access.ts';
import { fullName, nameKey, type Person } from '#src/features/people/rules.ts';
import type { CheckedRow, StaffRow } from '#src/features/people/rules/staff-rows.ts';
import type { AddPerson, AddTeam, EditPerson, EditTeam } from '#src/features/people/schema.ts';
import { linkAccountTo, viewAccess, type AccountChoice } from '#src/features/people/service.server/access.ts';
import {
  listStaffChoices,
  listTeamChoices,
  nameStaff,
  type StaffChoice,
} from '#src/features/people/service.server/choices.ts';
import {
  checkImport,
  importPeople,
  readImport,
  type ImportSource,
} from '#src/features/people/service.server/import-people.ts';
import { refuseUnlessMay } from '#src/features/people/service.server/rights.ts';
import { staffSheet } from '#src/features/people/service.server/staff-sheet.ts';
import {
  addTeam,
  editTeam,
  viewTeam,
  viewTeams,
  type TeamView,
} from '#src/features/people/service.server/teams.ts';
import {
  findByAccount,
  findPerson,
  insertPeople,
  linkAccount,
  listNames,
  listPeople,
  setPosts,
  updatePerson,
  type NewPerson,
} from '#src/features/people/store.server.ts';
import { insertTeam, setTeamMembers } from '#src/features/people/store.server/teams.ts';

export interface PeopleDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly timeZone: string;
}

export type PeopleAbilities = Record<CommandOf<typeof peopleAccess>, true | Refusal>;
export { listStaffChoices, listTeamChoices, nameStaff };
export type { StaffChoice, TeamChoice } from '#src/features/people/service.server/choices.ts';
export { enterStaff, joinStaff } from '#src/features/people/service.server/access.ts';
export type { AccountChoice };
export const PEOPLE_PAGE_SIZE = 50;
const EXPORT_LIMIT = 20_000;

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
  /** Whom the access of a person can be joined to, and what it is joined to now. */
  viewAccess(
    actor: PersonActor,
    personId: string,
  ): Promise<Result<{ person: Person; accounts: readonly AccountChoice[] }>>;
  /** Those who work here and have no account, by name: whom an invitation may be for. */
  listWithoutAccount(
    actor: PersonActor,
    organizationId: string,
  ): Promise<Result<readonly { id: string; name: string; label: string }[]>>;
  /**
   * Joins a sign-in account to a person, or parts them (null): then «Сегодня» and the calendar know whose work it is.
   * Refuses with `people.stale`, `people.account_unknown`, `people.account_taken`.
   */
  linkAccount(
    actor: PersonActor,
    input: { personId: string; accountId: string | null; version: number },
  ): Promise<Result>;
  /** The list as XLSX, filtered as on the screen. */
  exportList(
    actor: PersonActor,
    input: { organizationId: string; search: string; withLeft: boolean },
  ): Promise<Result<Uint8Array>>;
  /** Rows of a pasted or loaded list, read but not judged. Refuses files as `readDocument` does. */
  readImport(
    actor: PersonActor,
    organizationId: string,
    source: ImportSource,
  ): Promise<Result<readonly StaffRow[]>>;
  /** What each row of a list is: new, a namesake of somebody, or wrong and why. Writes nothing. */
  checkImport(
    actor: PersonActor,
    organizationId: string,
    rows: readonly StaffRow[],
  ): Promise<Result<readonly CheckedRow[]>>;
  /** All settled rows in one transaction, or none with `people.import_errors` (fact `count`). */
  importPeople(
    actor: PersonActor,
    organizationId: string,
    submission: string,
    rows: readonly StaffRow[],
  ): Promise<Result<{ added: number; skipped: number }>>;
  /** Teams of a school year with the years that have any, and everybody who may be chosen. */
  teams(
    actor: PersonActor,
    input: { organizationId: string; schoolYear: number | null },
  ): Promise<
    Result<{
      schoolYear: number;
      currentYear: number;
      teams: readonly TeamView[];
      people: readonly StaffChoice[];
      can: PeopleAbilities;
    }>
  >;
  team(
    actor: PersonActor,
    teamId: string,
  ): Promise<Result<{ team: TeamView; people: readonly StaffChoice[]; can: PeopleAbilities }>>;
  addTeam(actor: PersonActor, organizationId: string, input: AddTeam): Promise<Result<{ teamId: string }>>;
  /** Refuses with `people.team_stale` when somebody saved meanwhile. */
  editTeam(actor: PersonActor, input: EditTeam): Promise<Result>;
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
            const twin = (await listNames(tx, organizationId)).find((name) => nameKey(name) === key);
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

    viewAccess: (actor, personId) =>
      db.withActor(actor, 'people.view_access', (tx) => viewAccess(tx, personId)),

    listWithoutAccount: (actor, organizationId) =>
      db.withActor(actor, 'people.list_without_account', async (tx) => {
        const refused = refuseUnlessMay(await standingOf(tx, organizationId), 'people.edit');
        if (refused !== null) return refused;
        const { people } = await listStaffChoices(tx, organizationId);
        return accept(
          people
            .filter(({ accountId }) => accountId === null)
            .map(({ id, name, posts }) => ({ id, name, label: [name, ...posts.slice(0, 1)].join(', ') })),
        );
      }),

    linkAccount: (actor, input) =>
      db.withActor(actor, 'people.link_account', (tx) => linkAccountTo(tx, input)),

    exportList: async (actor, { organizationId, search, withLeft }) => {
      const found = await db.withActor(actor, 'people.export', async (tx) => {
        const refused = refuseUnlessMay(await standingOf(tx, organizationId), 'people.list');
        if (refused !== null) return refused;
        const query = { organizationId, search: search.normalize('NFC').slice(0, 100), withLeft };
        return accept(await listPeople(tx, query, { offset: 0, limit: EXPORT_LIMIT }));
      });
      return found.ok ? accept(await renderXlsx([staffSheet(found.value.people)])) : found;
    },

    readImport: async (actor, organizationId, source) => {
      const allowed = await db.withActor(actor, 'people.read_import', async (tx) => {
        const refused = refuseUnlessMay(await standingOf(tx, organizationId), 'people.import');
        return refused ?? accept();
      });
      // Read after the transaction: a large file must not hold a connection.
      return allowed.ok ? readImport(source) : allowed;
    },

    checkImport: (actor, organizationId, rows) =>
      db.withActor(actor, 'people.check_import', (tx) => checkImport(tx, organizationId, rows)),

    importPeople: (actor, organizationId, submission, rows) =>
      db.withActor(actor, 'people.import', (tx) =>
        submitOnce(tx, submission, () => importPeople(tx, organizationId, rows)),
      ),

    teams: (actor, { organizationId, schoolYear }) =>
      db.withActor(actor, 'people.teams', async (tx) => {
        const standing = await standingOf(tx, organizationId);
        const refused = refuseUnlessMay(standing, 'people.list');
        if (refused !== null) return refused;
        const currentYear = schoolYearOf(clock.today(timeZone));
        const year = schoolYear ?? currentYear;
        return accept({
          schoolYear: year,
          currentYear,
          teams: await viewTeams(tx, organizationId, year),
          people: (await listStaffChoices(tx, organizationId)).people,
          can: abilities(peopleAccess, standing),
        });
      }),

    team: (actor, teamId) =>
      db.withActor(actor, 'people.team', async (tx) => {
        const team = isId(teamId) ? await viewTeam(tx, teamId) : null;
        if (team === null) return refuse('people.team_not_found');
        const standing = await standingOf(tx, team.organizationId);
        return (
          refuseUnlessMay(standing, 'people.list') ??
          accept({
            team,
            people: (await listStaffChoices(tx, team.organizationId)).people,
            can: abilities(peopleAccess, standing),
          })
        );
      }),

    addTeam: (actor, organizationId, input) =>
      db.withActor(actor, 'people.add_team', (tx) =>
        submitOnce(tx, input.submission, () => addTeam(tx, organizationId, input)),
      ),

    editTeam: (actor, input) => db.withActor(actor, 'people.edit_team', (tx) => editTeam(tx, input)),
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
