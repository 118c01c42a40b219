import { accept, refuse, type Refusal, type Refused, type Result } from '#src/lib/result.ts';
import type { Clock } from '#src/platform/clock.ts';
import type { Database, PersonActor, ScopedTx } from '#src/platform/db/scope.ts';
import { submitOnce } from '#src/platform/db/submission.ts';
import { abilities, may, orgsAccess, type CommandOf, type Standing } from '#src/features/orgs/access.ts';
import { isWorkingDay } from '#src/features/orgs/rules/calendar.ts';
import {
  kindsBelow,
  type NewOrganization,
  type Organization,
} from '#src/features/orgs/rules/organization.ts';
import { periodOfSchoolYear } from '#src/features/orgs/rules/school-year.ts';
import type { AddOrganization, EditOrganization, SetDay } from '#src/features/orgs/schema.ts';
import {
  deleteDay,
  findByInn,
  findOrganization,
  findOrganizationsCalled,
  insertOrganization,
  isAnyOrganization,
  listAncestors,
  listBelow,
  listDays,
  rolesOfActor,
  saveDay,
  saveDirectorForms,
  updateOrganization,
  type OrganizationDay,
  type OrganizationLine,
} from '#src/features/orgs/store.server.ts';

export { findOrganizationsCalled, isAnyOrganization };
// Forms of the head's name are fixed where the cards are that they may come from: in the room of people.
export { saveDirectorForms };
export type { OrganizationDay, OrganizationLine };

export interface OrgsDeps {
  readonly db: Database;
  readonly clock: Clock;
}

export type OrgsAbilities = Record<CommandOf<typeof orgsAccess>, true | Refusal>;

export interface OrganizationCard {
  readonly organization: Organization;
  /** From the top of the tree down to the one directly above. */
  readonly ancestors: readonly OrganizationLine[];
  /** ISO day that it is there now. */
  readonly today: string;
  readonly can: OrgsAbilities;
}

export interface OrganizationsBelow {
  readonly parent: Organization;
  readonly organizations: readonly OrganizationLine[];
  readonly total: number;
  readonly page: number;
  readonly pageSize: number;
  readonly can: OrgsAbilities;
}

export const BELOW_PAGE_SIZE = 50;

export interface Orgs {
  /** The card of an organization that the person sees; `access.not_found` for any other. */
  view(actor: PersonActor, organizationId: string): Promise<Result<OrganizationCard>>;
  /** Saves requisites. Refuses with `orgs.stale` when somebody saved meanwhile, `orgs.inn_taken`. */
  edit(actor: PersonActor, input: EditOrganization): Promise<Result<{ organizationId: string }>>;
  /** Adds an organization below. Refuses with `orgs.kind_below`, `orgs.inn_taken`. */
  addBelow(actor: PersonActor, input: AddOrganization): Promise<Result<{ organizationId: string }>>;
  /** A page (from 1) of those directly below; `search` looks in names, town and INN. */
  listBelow(
    actor: PersonActor,
    input: { organizationId: string; search: string; page: number },
  ): Promise<Result<OrganizationsBelow>>;
  /** The organization's own days of a school year, with its name and the right to change them. */
  days(
    actor: PersonActor,
    input: { organizationId: string; schoolYear: number },
  ): Promise<Result<{ organization: Organization; days: readonly OrganizationDay[]; can: OrgsAbilities }>>;
  /**
   * Makes a day working or off against the common calendar; a second time changes the note. Refuses with
   * `orgs.day_same` when the calendar says so anyway.
   */
  setDay(actor: PersonActor, input: SetDay): Promise<Result>;
  /** Lets a day follow the common calendar again. Nothing happens when it does already. */
  removeDay(actor: PersonActor, input: { organizationId: string; day: string }): Promise<Result>;
}

export function createOrgs({ db, clock }: OrgsDeps): Orgs {
  return {
    view: (actor, organizationId) =>
      db.withActor(actor, 'orgs.view', async (tx) => {
        const found = await admit(tx, organizationId, 'orgs.view');
        if (!found.ok) return found;
        return accept({
          organization: found.value.organization,
          ancestors: await listAncestors(tx, organizationId),
          today: clock.today(found.value.organization.timeZone).toString(),
          can: abilities(orgsAccess, found.value.standing),
        });
      }),

    edit: (actor, input) =>
      db.withActor(actor, 'orgs.edit', async (tx) => {
        const { organizationId, version, ...requisites } = input;
        const found = await admit(tx, organizationId, 'orgs.edit');
        if (!found.ok) return found;
        const twin = await refuseTakenInn(tx, requisites.inn, organizationId);
        if (twin !== null) return twin;
        const { fullName, fullNameGenitive } = found.value.organization;
        // A form is of the name that it was fixed for.
        const isOutdated =
          requisites.fullName !== fullName && requisites.fullNameGenitive === fullNameGenitive;
        const isSaved = await updateOrganization(tx, {
          ...requisites,
          fullNameGenitive: isOutdated ? '' : requisites.fullNameGenitive,
          id: organizationId,
          version,
        });
        return isSaved ? accept({ organizationId }) : refuse('orgs.stale');
      }),

    addBelow: (actor, input) =>
      db.withActor(actor, 'orgs.add_below', (tx) =>
        submitOnce(tx, input.submission, async () => {
          const found = await admit(tx, input.parentId, 'orgs.add_below');
          if (!found.ok) return found;
          const parent = found.value.organization;
          if (!kindsBelow(parent.kind).includes(input.kind)) {
            return refuse('orgs.kind_below', undefined, 'kind');
          }
          const twin = await refuseTakenInn(tx, input.inn, null);
          if (twin !== null) return twin;
          const organizationId = await insertOrganization(tx, {
            parentId: parent.id,
            kind: input.kind,
            fullName: input.fullName,
            shortName: input.shortName,
            inn: input.inn,
            city: input.city,
            address: '',
            directorName: '',
            directorPost: input.kind === 'kindergarten' ? 'заведующий' : 'директор',
            schoolWeek: parent.schoolWeek,
            timeZone: parent.timeZone,
          });
          return accept({ organizationId });
        }),
      ),

    listBelow: (actor, { organizationId, search, page }) =>
      db.withActor(actor, 'orgs.list_below', async (tx) => {
        const found = await admit(tx, organizationId, 'orgs.list_below');
        if (!found.ok) return found;
        const rightPage = Number.isSafeInteger(page) && page >= 1 && page <= 10_000 ? page : 1;
        const listed = await listBelow(tx, organizationId, {
          search: search.normalize('NFC').replaceAll('\0', '').trim().slice(0, 100),
          offset: (rightPage - 1) * BELOW_PAGE_SIZE,
          limit: BELOW_PAGE_SIZE,
        });
        return accept({
          ...listed,
          parent: found.value.organization,
          page: rightPage,
          pageSize: BELOW_PAGE_SIZE,
          can: abilities(orgsAccess, found.value.standing),
        });
      }),

    days: (actor, { organizationId, schoolYear }) =>
      db.withActor(actor, 'orgs.days', async (tx) => {
        const found = await admit(tx, organizationId, 'orgs.view');
        if (!found.ok) return found;
        return accept({
          organization: found.value.organization,
          days: await listDays(tx, organizationId, periodOfSchoolYear(schoolYear)),
          can: abilities(orgsAccess, found.value.standing),
        });
      }),

    setDay: (actor, { organizationId, ...day }) =>
      db.withActor(actor, 'orgs.set_days', async (tx) => {
        const found = await admit(tx, organizationId, 'orgs.set_days');
        if (!found.ok) return found;
        const { schoolWeek } = found.value.organization;
        if (isWorkingDay(day.day, { schoolWeek }) === day.isWorking) {
          return refuse('orgs.day_same', undefined, 'day');
        }
        await saveDay(tx, organizationId, day);
        return accept();
      }),

    removeDay: (actor, { organizationId, day }) =>
      db.withActor(actor, 'orgs.set_days', async (tx) => {
        const found = await admit(tx, organizationId, 'orgs.set_days');
        if (!found.ok) return found;
        await deleteDay(tx, organizationId, day);
        return accept();
      }),
  };
}

/** The organization and what the actor is there, when they may carry the command out. */
async function admit(
  tx: ScopedTx,
  organizationId: string,
  command: CommandOf<typeof orgsAccess>,
): Promise<Result<{ organization: Organization; standing: Standing }>> {
  const standing = await standingOf(tx, organizationId);
  const answer = may(orgsAccess, standing, command);
  if (answer !== true) return { ok: false, refusal: answer };
  const organization = await findOrganization(tx, organizationId);
  return organization === null ? refuse('access.not_found') : accept({ organization, standing });
}

async function refuseTakenInn(
  tx: ScopedTx,
  inn: string | null,
  exceptId: string | null,
): Promise<Refused | null> {
  if (inn === null) return null;
  const twin = await findByInn(tx, inn, exceptId);
  return twin === null ? null : refuse('orgs.inn_taken', { name: twin.shortName }, 'inn');
}

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/**
 * What the actor of the transaction is at an organization: read here and now, so that a role ended a second ago does
 * not act any more. No roles for an organization that does not exist or that is not theirs, and for the program itself.
 */
export async function standingOf(tx: ScopedTx, organizationId: string): Promise<Standing> {
  if (tx.actor.kind !== 'person' || !UUID.test(organizationId)) {
    return { accountId: '', organizationId, roles: [], above: [] };
  }
  const { accountId } = tx.actor;
  return { accountId, organizationId, ...(await rolesOfActor(tx, accountId, organizationId)) };
}

/** Names and requisites for papers and headers of other rooms; null when the actor does not see the organization. */
export async function readOrganization(tx: ScopedTx, organizationId: string): Promise<Organization | null> {
  return UUID.test(organizationId) ? await findOrganization(tx, organizationId) : null;
}

/** Makes an organization without asking for a right: for set-up and the demo, which act as the program. */
export async function foundOrganization(tx: ScopedTx, organization: NewOrganization): Promise<string> {
  return await insertOrganization(tx, organization);
}

/** What decides the working days of an organization: its school week and the days that it moved itself. */
export async function findCalendar(
  tx: ScopedTx,
  organizationId: string,
): Promise<{ schoolWeek: 5 | 6; ownDays: readonly OrganizationDay[] }> {
  const organization = await findOrganization(tx, organizationId);
  return {
    schoolWeek: organization?.schoolWeek ?? 5,
    ownDays: await listDays(tx, organizationId),
  };
}
