import { randomBytes, randomUUID } from 'node:crypto';
import accountsFile from '#data/demo/accounts.json' with { type: 'json' };
import organizations from '#data/demo/organizations.json' with { type: 'json' };
import staffFile from '#data/demo/staff.json' with { type: 'json' };
import type { PersonActor } from '#src/platform/db/scope.ts';
import { suggestUserName } from '#src/lib/user-name.ts';
import type { Role } from '#src/features/accounts/access.ts';
import type { Caller } from '#src/platform/auth/create-auth.ts';
import type { OrganizationKind } from '#src/features/orgs/rules/organization.ts';
import { fullName } from '#src/features/people/rules.ts';
import { accepted } from '#src/main/demo/accepted.ts';
import type { Installation } from '#src/main/installation.ts';

/** What the demo needs of an installation. */
export type DemoInstallation = Pick<Installation, 'services' | 'auth' | 'db'> & {
  readonly config: Pick<Installation['config'], 'timeZone'>;
};

const REGIONAL_CURATOR = 'Травина Алевтина Борисовна';

/** Where the demo plays and who acts in it; people are found by their keys of `data/demo/staff.json`. */
export interface DemoTown {
  readonly schoolId: string;
  readonly municipalityId: string;
  actor(key: string): PersonActor;
}

/** The school's INN: entered last of all, it says that the demo is complete. */
export const DEMO_INN: string = organizations.school.inn;

/** Region → municipality → school, each made and its people let in by those above, as in life. */
export async function foundTown(installation: DemoInstallation): Promise<DemoTown> {
  const { accounts, orgs } = installation.services;
  const actors = new Map<string, PersonActor>();
  const actor = (key: string): PersonActor => {
    const found = actors.get(key);
    if (found === undefined) throw new Error(`Nobody in the demo is called «${key}»`);
    return found;
  };

  actors.set('regional', await setUpRegion(installation));
  const [region] = await accounts.memberships(actor('regional').accountId);
  const regionId = region?.organizationId ?? '';

  const addBelow = async (
    parentId: string,
    by: string,
    which: 'municipality' | 'school',
  ): Promise<string> => {
    const { kind, fullName: full, shortName, city } = organizations[which];
    const added = await orgs.addBelow(actor(by), {
      submission: randomUUID(),
      parentId,
      kind: kind as OrganizationKind,
      fullName: full,
      shortName,
      inn: null,
      city,
    });
    return accepted(added, `add ${shortName}`).organizationId;
  };
  const letIn = async (organizationId: string, which: 'municipality' | 'school'): Promise<void> => {
    for (const account of accountsFile[which]) {
      const person = staffFile[which].find((one) => 'key' in one && one.key === account.key);
      if (person === undefined) throw new Error(`Nobody on the staff is called «${account.key}»`);
      const invited = await invite(installation, actor(account.invitedBy), {
        organizationId,
        name: fullName(person),
        roles: account.roles as Role[],
        isWaiting: 'isWaiting' in account && account.isWaiting === true,
      });
      actors.set(account.key, invited);
    }
  };

  const municipalityId = await addBelow(regionId, 'regional', 'municipality');
  await letIn(municipalityId, 'municipality');
  await editRequisites(installation, actor('head'), municipalityId, 'municipality', true);
  const schoolId = await addBelow(municipalityId, 'municipal', 'school');
  await letIn(schoolId, 'school');
  await editRequisites(installation, actor('director'), schoolId, 'school', false);
  return { schoolId, municipalityId, actor };
}

/** Enters the school's INN: from here on a restart finds the demo filled. */
export async function markComplete(installation: DemoInstallation, town: DemoTown): Promise<void> {
  await editRequisites(installation, town.actor('director'), town.schoolId, 'school', true);
}

async function setUpRegion({ services, auth, config }: DemoInstallation): Promise<PersonActor> {
  const { setUp } = services.accounts;
  const link = await setUp.open();
  if (link === null) throw new Error('The demo was set up by somebody else meanwhile');
  const region = organizations.region;
  const userName = suggestUserName(REGIONAL_CURATOR) ?? '';
  const done = await setUp.complete(
    new URL(link).searchParams.get('token') ?? '',
    {
      ...region,
      kind: region.kind as OrganizationKind,
      timeZone: config.timeZone,
      hasDirectorAccount: false,
      keeperName: REGIONAL_CURATOR,
      userName,
      email: '',
      password: unknownPassword(),
    },
    callerOf(new Headers()),
  );
  await signOut({ services }, accepted(done, 'set up').headers);
  return actorCalled(auth, userName);
}

async function editRequisites(
  { services, config }: DemoInstallation,
  actor: PersonActor,
  organizationId: string,
  which: 'municipality' | 'school',
  withInn: boolean,
): Promise<void> {
  const { organization } = accepted(await services.orgs.view(actor, organizationId), `view ${which}`);
  const { kind: _kind, inn, ...requisites } = organizations[which];
  const edited = await services.orgs.edit(actor, {
    ...requisites,
    fullNameGenitive: '',
    organizationId,
    version: organization.version,
    inn: withInn ? inn : null,
    schoolWeek: 5,
    timeZone: config.timeZone,
  });
  accepted(edited, `requisites of ${which}`);
}

/** Invites and, unless the invitation is left waiting, accepts it with a password that nobody knows. */
async function invite(
  { services, auth }: DemoInstallation,
  by: PersonActor,
  person: { organizationId: string; name: string; roles: Role[]; isWaiting: boolean },
): Promise<PersonActor> {
  const { isWaiting, ...who } = person;
  const input = { ...who, submission: randomUUID(), userName: '', email: '' };
  const printed = accepted(await services.accounts.invite(by, input), `invite ${person.name}`);
  if (!isWaiting) {
    const { userName, code } = printed;
    const password = unknownPassword();
    const redeemed = await services.accounts.redeemCode(
      { userName, code, password },
      callerOf(new Headers()),
    );
    const step = accepted(redeemed, `accept the invitation of ${person.name}`);
    if (step.step === 'done') await signOut({ services }, step.headers);
  }
  return actorCalled(auth, printed.userName);
}

async function actorCalled(auth: DemoInstallation['auth'], userName: string): Promise<PersonActor> {
  const account = await auth.findAccountByUserName(userName);
  if (account === null) throw new Error(`No account «${userName}»`);
  return { kind: 'person', accountId: account.accountId };
}

/** Ends the session that an answer has just opened, so that the lists of sessions begin empty. */
async function signOut({ services }: Pick<DemoInstallation, 'services'>, answer: Headers): Promise<void> {
  const cookie = answer
    .getSetCookie()
    .map((one) => one.split(';', 1)[0])
    .join('; ');
  await services.accounts.signOut(callerOf(new Headers({ cookie })));
}

/** One click signs in, so passwords of the demo are of no use to anybody. */
function unknownPassword(): string {
  return randomBytes(24).toString('base64url');
}

function callerOf(headers: Headers): Caller {
  return { headers, address: 'demo' };
}
