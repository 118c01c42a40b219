import { isId } from '#src/lib/id.ts';
import { accept, refuse, type Result } from '#src/lib/result.ts';
import type { PersonActor, ScopedTx } from '#src/platform/db/scope.ts';
import type { Side } from '#src/features/programmes/rules/sides.ts';
import { abilities } from '#src/features/accounts/access.ts';
import { schoolYearOf } from '#src/features/orgs/rules/school-year.ts';
import { fullName } from '#src/features/people/rules.ts';
import { parseClassName } from '#src/features/people/rules/classes.ts';
import { addPeopleToClass, findClassOf } from '#src/features/people/service.server/bring-in.ts';
import { findLookAlikes, type LookAlike } from '#src/features/people/service.server/look-alikes.ts';
import { addPeople } from '#src/features/people/service.server.ts';
import { banksAccess } from '#src/features/banks/access.ts';
import type { OfferDraft, RequestDraft } from '#src/features/banks/rules/entries.ts';
import type { ApplicationAnswers } from '#src/features/banks/schema/calls.ts';
import {
  enterGuardian,
  fillFromApplication,
  guardianOf,
  listDifferences,
  type ContactDifference,
} from '#src/features/banks/service.server/applicant-contacts.ts';
import { admit, type BanksDeps } from '#src/features/banks/service.server/deps.ts';
import type { BanksAbilities } from '#src/features/banks/service.server/lists.ts';
import {
  findApplication,
  forgetApplications,
  listTwins,
  moveApplication,
  type Application,
} from '#src/features/banks/store.server/applications.ts';
import { findOfferOf } from '#src/features/banks/store.server/offers.ts';
import { findParticipant, type Participant } from '#src/features/banks/store.server/participants.ts';
import { findRequestOf } from '#src/features/banks/store.server/requests.ts';

export interface ApplicationCard {
  readonly application: Application;
  /** Who of the school it may be; while it waits. */
  readonly lookAlikes: readonly LookAlike[];
  /** Other applications that wait and may be of the same person. */
  readonly twins: readonly { readonly id: string; readonly name: string; readonly receivedAt: string }[];
  /** Whom it was taken for, and whether they have an entry in the bank already. */
  readonly person: (Participant & { readonly hasEntry: boolean }) | null;
  /** Contacts that their card has differently, while the words of the applicant are kept. */
  readonly differences: readonly ContactDifference[];
  /** IANA zone in which instants are shown. */
  readonly timeZone: string;
  readonly can: BanksAbilities;
}

export interface EntryDraft {
  readonly personId: string;
  readonly offer: OfferDraft;
  readonly request: RequestDraft;
}

export interface Applications {
  /** Refuses with `banks.application_not_found`. */
  view(actor: PersonActor, applicationId: string): Promise<Result<ApplicationCard>>;
  /**
   * The applicant is this person of the school, or a new one is made (a pupil in the class that was named, when there is such a
   * class; a child under fourteen with the guardian who wrote). Contacts fill what a known card lacks. What was written stays as a draft until the consent to
   * processing is in force. Refuses with `banks.application_settled`, `banks.person_not_found`.
   */
  accept(
    actor: PersonActor,
    applicationId: string,
    input: { version: number; person: string },
  ): Promise<Result<{ personId: string }>>;
  /** What an accepted application says, as the form of the bank has it; null when there is no such draft of this side. */
  draft(actor: PersonActor, applicationId: string, side: Side): Promise<EntryDraft | null>;
  /** The words of the applicant go; the reason stays. */
  decline(
    actor: PersonActor,
    applicationId: string,
    input: { version: number; reason: string },
  ): Promise<Result>;
  /** Removes the words of those whom nobody answered in time. @returns of how many */
  sweep(): Promise<number>;
}

export function createApplications({ db, clock, timeZone }: BanksDeps): Applications {
  return {
    view: (actor, applicationId) =>
      db.withActor(actor, 'banks.view_application', async (tx) => {
        const found = await findOpen(tx, applicationId);
        if (!found.ok) return found;
        const { application, standing } = found.value;
        const { answers, organizationId, personId, side } = application;
        const isWaiting = application.state === 'waiting' && answers !== null;
        const person = personId === null ? null : await findParticipant(tx, personId);
        const entry =
          person === null
            ? null
            : side === 'mentor'
              ? await findOfferOf(tx, person.id)
              : await findRequestOf(tx, person.id);
        return accept({
          application,
          lookAlikes: isWaiting ? await findLookAlikes(tx, organizationId, answers) : [],
          twins: answers === null ? [] : await findTwins(tx, application, answers),
          person: person === null ? null : { ...person, hasEntry: entry !== null },
          differences:
            person === null || answers === null ? [] : await listDifferences(tx, person.id, answers),
          timeZone,
          can: abilities(banksAccess, standing),
        });
      }),

    accept: (actor, applicationId, { version, person }) =>
      db.withActor(actor, 'banks.accept_application', async (tx) => {
        const found = await findOpen(tx, applicationId);
        if (!found.ok) return found;
        const { application } = found.value;
        const { answers, organizationId } = application;
        if (answers === null || application.state !== 'waiting') return refuse('banks.application_settled');
        if (person !== 'new') {
          const known = await findParticipant(tx, person);
          if (known === null || known.organizationId !== organizationId) {
            return refuse('banks.person_not_found', undefined, 'person');
          }
        }
        const personId =
          person === 'new' ? await enterPerson(tx, organizationId, answers, clock.today(timeZone)) : person;
        if (person !== 'new') await fillFromApplication(tx, organizationId, personId, answers);
        const to = { state: 'accepted', personId } as const;
        return (await moveApplication(tx, { id: applicationId, version }, to))
          ? accept({ personId })
          : refuse('banks.stale');
      }),

    draft: (actor, applicationId, side) =>
      db.withActor(actor, 'banks.read_draft', async (tx) => {
        const draft = await readDraft(tx, applicationId);
        if (draft === null || draft.side !== side) return null;
        return { personId: draft.personId, ...draftOf(draft.answers) };
      }),

    decline: (actor, applicationId, { version, reason }) =>
      db.withActor(actor, 'banks.decline_application', async (tx) => {
        const found = await findOpen(tx, applicationId);
        if (!found.ok) return found;
        if (found.value.application.answers === null) return refuse('banks.application_settled');
        return (await moveApplication(tx, { id: applicationId, version }, { state: 'declined', reason }))
          ? accept()
          : refuse('banks.stale');
      }),

    sweep: () => db.asSystem('applications that nobody answered', 'banks.sweep', forgetApplications),
  };
}

async function findOpen(tx: ScopedTx, applicationId: string) {
  const application = isId(applicationId) ? await findApplication(tx, applicationId) : null;
  if (application === null) return refuse('banks.application_not_found');
  const admitted = await admit(tx, application.organizationId, 'banks.call');
  return admitted.ok ? accept({ application, standing: admitted.value }) : admitted;
}

function draftOf(answers: ApplicationAnswers): { offer: OfferDraft; request: RequestDraft } {
  const common = { forms: answers.forms, times: [], places: [], languages: [] };
  const when = answers.timeWords === '' ? '' : `Когда удобно: ${answers.timeWords}`;
  return {
    offer: {
      ...common,
      competences: answers.competences,
      interests: answers.interests,
      achievements: answers.achievements,
      ageFrom: null,
      ageTo: null,
      hoursAMonth: answers.hoursAMonth,
      menteeLimit: 1,
      timeWords: answers.timeWords,
      note: answers.wishes,
    },
    request: {
      ...common,
      mainRequest: answers.mainRequest,
      tags: answers.tags,
      wishes: [answers.wishes, when].filter((words) => words !== '').join('\n'),
      urgency: 2,
    },
  };
}

async function findTwins(tx: ScopedTx, application: Application, answers: ApplicationAnswers) {
  const twins = await listTwins(tx, { ...application, birthDate: answers.birthDate });
  return twins.flatMap((one) =>
    one.answers === null ? [] : [{ id: one.id, name: fullName(one.answers), receivedAt: one.receivedAt }],
  );
}

async function enterPerson(
  tx: ScopedTx,
  organizationId: string,
  answers: ApplicationAnswers,
  today: Temporal.PlainDate,
): Promise<string> {
  const { familyName, givenName, patronymic, birthDate, kind, phone, email, place } = answers;
  const isPupil = kind === 'pupil';
  const guardian = guardianOf(answers);
  const [personId = ''] = await addPeople(tx, organizationId, [
    {
      familyName,
      givenName,
      patronymic,
      birthDate,
      kinds: [kind],
      accountId: null,
      posts: [],
      // Where a guardian wrote, the contacts are theirs.
      phone: guardian === null ? phone : '',
      email: guardian === null ? email : '',
      workplace: isPupil ? '' : place,
    },
  ]);
  const named = isPupil ? parseClassName(place) : null;
  if (named !== null) {
    const schoolYear = schoolYearOf(today);
    const classId = await findClassOf(tx, organizationId, schoolYear, named);
    if (classId !== null) {
      const at = { organizationId, classId, schoolYear, day: today.toString() };
      await addPeopleToClass(tx, at, [personId]);
    }
  }
  if (guardian !== null) await enterGuardian(tx, organizationId, personId, guardian, answers);
  return personId;
}

/** An accepted application that waits for its entry in the bank; null when there is none or the actor may not see it. */
export async function readDraft(tx: ScopedTx, applicationId: string) {
  const found = await findOpen(tx, applicationId);
  if (!found.ok) return null;
  const { application } = found.value;
  const { answers, personId, state } = application;
  return state === 'accepted' && answers !== null && personId !== null
    ? { ...application, answers, personId }
    : null;
}
