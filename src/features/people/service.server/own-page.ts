import { accept, type Result } from '#src/lib/result.ts';
import type { PersonActor, ScopedTx, VisitorActor } from '#src/platform/db/scope.ts';
import { readOrganization } from '#src/features/orgs/service.server.ts';
import { schoolYearOf } from '#src/features/orgs/rules/school-year.ts';
import { fullName } from '#src/features/people/rules.ts';
import { className } from '#src/features/people/rules/classes.ts';
import type { AllPeopleDeps } from '#src/features/people/service.server/deps.ts';
import type { OwnTask } from '#src/features/people/service.server/own-tasks.ts';
import { findByAccount, findPeopleByIds, findPerson } from '#src/features/people/store.server.ts';
import { listAttendance } from '#src/features/people/store.server/classes.ts';
import { listChildren } from '#src/features/people/store.server/guardians.ts';

/** One of those whose page it is: the person, or a child of theirs who is not of age. */
export interface OwnPerson {
  readonly id: string;
  readonly name: string;
  readonly givenName: string;
  readonly isSelf: boolean;
  /** «7А» of this school year, or empty. */
  readonly className: string;
}

export interface OwnPage {
  readonly organizationName: string;
  /** ISO day. */
  readonly today: string;
  /** The person first, then the children by name; nobody when the account is joined to no person. */
  readonly people: readonly OwnPerson[];
  /** What waits first, by its day; what is done after it. */
  readonly tasks: readonly OwnTask[];
}

/**
 * Whose page it is: the visitor, or the person of the account at the organization, with the children not of age. Rooms
 * below use it too, so that a person acts for nobody else. Empty for an account that is joined to nobody.
 */
export async function findOwnPeople(
  tx: ScopedTx,
  organizationId: string,
): Promise<readonly Omit<OwnPerson, 'className'>[]> {
  const { actor } = tx;
  if (actor.kind === 'system') return [];
  const self =
    actor.kind === 'visitor'
      ? await findPerson(tx, actor.personId)
      : await findByAccount(tx, organizationId, actor.accountId);
  if (self === null || self.organizationId !== organizationId) return [];
  // Children of staff are no business of the role: only those whom a parent sees as a parent.
  const links = await listChildren(tx, [self.id]);
  const minors = await findPeopleByIds(
    tx,
    organizationId,
    links.map(({ childId }) => childId),
    { onlyMinors: true },
  );
  return [self, ...minors].map((person) => ({
    id: person.id,
    name: fullName(person),
    givenName: person.givenName === '' ? person.familyName : person.givenName,
    isSelf: person.id === self.id,
  }));
}

const STATES: readonly OwnTask['state'][] = ['begun', 'waiting', 'done'];

function byUrgency(left: OwnTask, right: OwnTask): number {
  const done = Number(left.state === 'done') - Number(right.state === 'done');
  if (done !== 0) return done;
  const day = (left.dueOn ?? '9999').localeCompare(right.dueOn ?? '9999');
  return day === 0 ? STATES.indexOf(left.state) - STATES.indexOf(right.state) : day;
}

export function createOwnPage({ db, clock, timeZone, ownTasks }: AllPeopleDeps) {
  return {
    /** «Моя страница» of a visitor or of an account at an organization; never anybody else's. */
    view: (actor: PersonActor | VisitorActor, organizationId: string): Promise<Result<OwnPage>> =>
      db.withActor(actor, 'people.own_page', async (tx) => {
        const people = await findOwnPeople(tx, organizationId);
        const today = clock.today(timeZone);
        const attendance = await listAttendance(
          tx,
          people.map(({ id }) => id),
          schoolYearOf(today),
        );
        const tasks: OwnTask[] = [];
        if (people.length > 0) for (const source of ownTasks) tasks.push(...(await source(tx, people)));
        const organization = await readOrganization(tx, organizationId);
        return accept({
          today: today.toString(),
          organizationName: organization?.shortName ?? '',
          people: people.map((person) => {
            const now = attendance.find(
              (one) => one.personId === person.id && (one.leftOn === null || one.leftOn >= today.toString()),
            );
            return { ...person, className: now === undefined ? '' : className(now) };
          }),
          tasks: tasks.toSorted(byUrgency),
        });
      }),
  };
}
export type OwnPageService = ReturnType<typeof createOwnPage>;
