import { isId } from '#src/lib/id.ts';
import { accept, refuse, type Refusal, type Result } from '#src/lib/result.ts';
import type { PersonActor, ScopedTx } from '#src/platform/db/scope.ts';
import { submitOnce } from '#src/platform/db/submission.ts';
import { renderXlsx } from '#src/platform/render/sheets.ts';
import { abilities, type CommandOf } from '#src/features/accounts/access.ts';
import { standingOf } from '#src/features/accounts/service.server.ts';
import { schoolYearOf } from '#src/features/orgs/rules/school-year.ts';
import { peopleAccess } from '#src/features/people/access.ts';
import { fullName, type Person } from '#src/features/people/rules.ts';
import type { AddPerson, AddTeam, EditPerson, EditTeam } from '#src/features/people/schema.ts';
import { linkAccountTo, viewAccess, type AccountChoice } from '#src/features/people/service.server/access.ts';
import {
  listStaffChoices,
  listTeamChoices,
  nameStaff,
  type StaffChoice,
} from '#src/features/people/service.server/choices.ts';
import { createClasses, type Classes } from '#src/features/people/service.server/classes.ts';
import { createCodes, type Codes } from '#src/features/people/service.server/codes.ts';
import type { AllPeopleDeps } from '#src/features/people/service.server/deps.ts';
import {
  linkGuardian,
  unlinkGuardian,
  type Guardianship,
} from '#src/features/people/service.server/guardians.ts';
import {
  findPeople,
  withoutPrivate,
  type FoundPeople,
  type PeopleAsked,
} from '#src/features/people/service.server/list.ts';
import { createNameForms, type NameFormsService } from '#src/features/people/service.server/name-forms.ts';
import {
  createSignerForms,
  type SignerFormsService,
} from '#src/features/people/service.server/signer-forms.ts';
import { createOwnPage, type OwnPageService } from '#src/features/people/service.server/own-page.ts';
import { createPartners, type Partners } from '#src/features/people/service.server/partners.ts';
import {
  addPerson,
  editPerson,
  viewPerson,
  type PersonCard,
} from '#src/features/people/service.server/person.ts';
import { createMerging, type Merging } from '#src/features/people/service.server/merging.ts';
import { createImports, type Imports } from '#src/features/people/service.server/imports.ts';
import { refuseUnlessMay } from '#src/features/people/service.server/rights.ts';
import { createRollOvers, type RollOvers } from '#src/features/people/service.server/roll-over.ts';
import { peopleSheet } from '#src/features/people/service.server/people-sheet.ts';
import {
  addTeam,
  editTeam,
  viewTeam,
  viewTeams,
  type TeamView,
} from '#src/features/people/service.server/teams.ts';
import {
  findByAccount,
  findPeopleByIds,
  insertPeople,
  linkAccount,
  type NewPerson,
} from '#src/features/people/store.server.ts';
import { insertTeam, setTeamMembers } from '#src/features/people/store.server/teams.ts';

export type PeopleAbilities = Record<CommandOf<typeof peopleAccess>, true | Refusal>;
export { listStaffChoices, listTeamChoices, nameStaff };
export type { StaffChoice, TeamChoice } from '#src/features/people/service.server/choices.ts';
export { enterStaff, joinStaff } from '#src/features/people/service.server/access.ts';
export type { AccountChoice, FoundPeople, PeopleAsked, PersonCard };
export type { ListedPerson } from '#src/features/people/service.server/list.ts';
export {
  addGuardianOf,
  addPeopleToClass,
  ensureClass,
} from '#src/features/people/service.server/bring-in.ts';
export {
  paperGuardians,
  paperHolders,
  paperHoldersById,
  paperPeople,
  paperSigner,
} from '#src/features/people/service.server/paper-people.ts';
export { listClassLabels, listMinors } from '#src/features/people/store.server/paper-people.ts';
export { contactOf, findPartner, listPartners } from '#src/features/people/store.server/partners.ts';
export { findOwnPeople } from '#src/features/people/service.server/own-page.ts';
// For the stores of rooms below.
export {
  classLabelOf,
  ageOf,
  fullNameOf,
  isMinorOf,
  placeOf,
  THIS_SCHOOL_YEAR,
} from '#src/features/people/store.server/fragments.ts';
export type { OwnTask, OwnTaskSource } from '#src/features/people/service.server/own-tasks.ts';
export type { ListSequel, SequelInput, SequelPlan } from '#src/features/people/service.server/list-sequel.ts';
export type { Visitor } from '#src/features/people/service.server/codes.ts';
export const PEOPLE_PAGE_SIZE = 50;
const EXPORT_LIMIT = 20_000;

export interface People {
  /** A page of people (from 1), as the list, its filters and the search say. */
  list(
    actor: PersonActor,
    input: PeopleAsked & { page: number },
  ): Promise<Result<FoundPeople & { page: number; pageSize: number; can: PeopleAbilities }>>;
  /** Everything of a person that the actor may see; anybody else is `people.not_found`. */
  view(actor: PersonActor, personId: string): Promise<Result<PersonCard>>;
  /**
   * Refuses with `people.same_name` until the person says that it is a namesake; with `people.birth_future`,
   * `people.birth_too_old`, `people.graduated_later`, `people.partner_unknown`, `people.class_not_found`.
   */
  add(actor: PersonActor, organizationId: string, input: AddPerson): Promise<Result<{ personId: string }>>;
  /** Refuses with `people.stale` when somebody saved meanwhile, `people.has_children`, and as `add` does. */
  edit(actor: PersonActor, input: EditPerson): Promise<Result>;
  /** Somebody known becomes a guardian of a child; `people.not_found`, `people.own_guardian`. */
  linkGuardian(actor: PersonActor, link: Guardianship): Promise<Result>;
  unlinkGuardian(actor: PersonActor, link: { childId: string; guardianId: string }): Promise<Result>;
  /** Whom the access of a person can be joined to, and what it is joined to now. */
  viewAccess(
    actor: PersonActor,
    personId: string,
  ): Promise<Result<{ person: Person; accounts: readonly AccountChoice[] }>>;
  /** Staff who have no account, by name: whom an invitation may be for; `alsoId` adds one person of any kind. */
  listWithoutAccount(
    actor: PersonActor,
    organizationId: string,
    alsoId?: string | null,
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
  exportList(actor: PersonActor, input: PeopleAsked): Promise<Result<Uint8Array>>;
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
  readonly classes: Classes;
  readonly rollOvers: RollOvers;
  readonly imports: Imports;
  readonly merging: Merging;
  readonly partners: Partners;
  readonly codes: Codes;
  readonly ownPage: OwnPageService;
  readonly nameForms: NameFormsService;
  readonly signerForms: SignerFormsService;
}

export function createPeople(deps: AllPeopleDeps): People {
  const { db, clock, timeZone } = deps;
  return {
    classes: createClasses(deps),
    rollOvers: createRollOvers(deps),
    imports: createImports(deps),
    merging: createMerging(deps),
    partners: createPartners(deps),
    codes: createCodes(deps),
    ownPage: createOwnPage(deps),
    nameForms: createNameForms(deps),
    signerForms: createSignerForms(deps),
    list: (actor, { page, ...asked }) =>
      db.withActor(actor, 'people.list', async (tx) => {
        const rightPage = Number.isSafeInteger(page) && page >= 1 && page <= 10_000 ? page : 1;
        const place = { offset: (rightPage - 1) * PEOPLE_PAGE_SIZE, limit: PEOPLE_PAGE_SIZE };
        const found = await findPeople(tx, asked, place, clock.today(timeZone));
        if (!found.ok) return found;
        const { standing, people, total, readAs } = found.value;
        return accept({
          people: people.map((person) => withoutPrivate(person, standing)),
          total,
          readAs,
          page: rightPage,
          pageSize: PEOPLE_PAGE_SIZE,
          can: abilities(peopleAccess, standing),
        });
      }),

    view: (actor, personId) =>
      db.withActor(actor, 'people.view', (tx) =>
        viewPerson(tx, personId, { today: clock.today(timeZone), timeZone }),
      ),

    add: (actor, organizationId, input) =>
      db.withActor(actor, 'people.add', (tx) =>
        submitOnce(tx, input.submission, () => addPerson(tx, organizationId, input, clock.today(timeZone))),
      ),

    edit: (actor, input) =>
      db.withActor(actor, 'people.edit', (tx) => editPerson(tx, input, clock.today(timeZone))),

    linkGuardian: (actor, link) =>
      db.withActor(actor, 'people.link_guardian', (tx) => linkGuardian(tx, link)),

    unlinkGuardian: (actor, link) =>
      db.withActor(actor, 'people.unlink_guardian', (tx) => unlinkGuardian(tx, link)),

    viewAccess: (actor, personId) =>
      db.withActor(actor, 'people.view_access', (tx) => viewAccess(tx, personId)),

    listWithoutAccount: (actor, organizationId, alsoId = null) =>
      db.withActor(actor, 'people.list_without_account', async (tx) => {
        const refused = refuseUnlessMay(await standingOf(tx, organizationId), 'people.edit');
        if (refused !== null) return refused;
        const { people: staff } = await listStaffChoices(tx, organizationId);
        const isListed = alsoId === null || staff.some(({ id }) => id === alsoId);
        const [also] = isListed || !isId(alsoId) ? [] : await findPeopleByIds(tx, organizationId, [alsoId]);
        const people = [...(also === undefined ? [] : [{ ...also, name: fullName(also) }]), ...staff];
        return accept(
          people
            .filter(({ accountId }) => accountId === null)
            .map(({ id, name, posts }) => ({ id, name, label: [name, ...posts.slice(0, 1)].join(', ') })),
        );
      }),

    linkAccount: (actor, input) =>
      db.withActor(actor, 'people.link_account', (tx) => linkAccountTo(tx, input)),

    exportList: async (actor, asked) => {
      const today = clock.today(timeZone);
      const found = await db.withActor(actor, 'people.export', async (tx) => {
        const all = await findPeople(tx, asked, { offset: 0, limit: EXPORT_LIMIT }, today);
        if (!all.ok) return all;
        const { standing, people } = all.value;
        return accept(people.map((person) => withoutPrivate(person, standing)));
      });
      return found.ok ? accept(await renderXlsx([peopleSheet(asked.list ?? 'staff', found.value)])) : found;
    },

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
  team: {
    schoolYear: number;
    name: string;
    kind: 'organizers' | 'other';
    memberIds: readonly string[];
    duties?: Readonly<Record<string, string>>;
  },
): Promise<string> {
  const teamId = await insertTeam(tx, organizationId, team);
  await setTeamMembers(tx, organizationId, teamId, team.memberIds, team.duties);
  return teamId;
}
