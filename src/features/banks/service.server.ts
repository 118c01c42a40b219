import type { ScopedTx } from '#src/platform/db/scope.ts';
import type { OwnTask, OwnTaskSource } from '#src/features/people/service.server.ts';
import { createApplications, type Applications } from '#src/features/banks/service.server/applications.ts';
import { createApplying, type Applying } from '#src/features/banks/service.server/applying.ts';
import { createBlanks, type Blanks } from '#src/features/banks/service.server/blanks.ts';
import { createCalls, type Calls } from '#src/features/banks/service.server/calls.ts';
import { createAdmission, type Admission } from '#src/features/banks/service.server/admission.ts';
import type { BanksDeps } from '#src/features/banks/service.server/deps.ts';
import { createEntries, type Entries } from '#src/features/banks/service.server/entries.ts';
import { createBankLists, type BankLists } from '#src/features/banks/service.server/lists.ts';
import { createOwnClasses, type OwnClasses } from '#src/features/banks/service.server/own-classes.ts';
import { createOutside, type Outside } from '#src/features/banks/service.server/outside.ts';
import { createWords, type Words } from '#src/features/banks/service.server/words.ts';
import { listOwnEntries } from '#src/features/banks/store.server/own.ts';

export {
  bringInMentorships,
  bringInOffers,
  bringInRequests,
  mentorshipBank,
} from '#src/features/banks/service.server/bring-in.ts';
export { countPool } from '#src/features/banks/store.server/matchable.ts';
export type { PoolCounts } from '#src/features/banks/store.server/matchable.ts';
export { listMatchable } from '#src/features/banks/service.server/matchable.ts';
export { listOfferedFromOutside } from '#src/features/banks/service.server/outside.ts';
export { homesOf, takeInMentors } from '#src/features/banks/store.server/outside.ts';
export type { OutsideCard } from '#src/features/banks/service.server/outside.ts';
export type { MentorshipElsewhere, OfferedOutside } from '#src/features/banks/store.server/outside.ts';
export { bankListSequel } from '#src/features/banks/service.server/list-sequel.ts';
export type { GivenOffer, GivenRequest } from '#src/features/banks/service.server/bring-in.ts';
export type { CheckLine, LackLine, MentorCard } from '#src/features/banks/service.server/admission.ts';
export type { Candidate, ListedMentor } from '#src/features/banks/service.server/lists.ts';
export type { OpenCall } from '#src/features/banks/service.server/applying.ts';
export type { CallCard, ListedCall } from '#src/features/banks/service.server/calls.ts';
export type { ApplicationCard } from '#src/features/banks/service.server/applications.ts';
export type { Application } from '#src/features/banks/store.server/applications.ts';
export type { OwnClass, OwnPupil } from '#src/features/banks/service.server/own-classes.ts';
export type { MenteeLine } from '#src/features/banks/store.server/mentees.ts';
export type { BanksDeps };

export interface Banks {
  /** Offers and requests, one at a time. */
  readonly entries: Entries;
  /** The two banks, their XLSX, the card of a mentee. */
  readonly lists: BankLists;
  /** The dictionary of words. */
  readonly words: Words;
  /** The checklist of a mentor, pauses and leaves. */
  readonly admission: Admission;
  /** Paper forms of both sides: printed, and typed in by their numbers. */
  readonly blanks: Blanks;
  /** Open calls for candidates, as the curator keeps them. */
  readonly calls: Calls;
  /** What a stranger with the link of a call may do. */
  readonly applying: Applying;
  /** What came by the calls. */
  readonly applications: Applications;
  /** Mentors who let themselves be offered to other schools. */
  readonly outside: Outside;
  /** «Мои классы» of a class teacher. */
  readonly ownClasses: OwnClasses;
}

export function createBanks(deps: BanksDeps): Banks {
  const entries = createEntries(deps);
  return {
    entries,
    blanks: createBlanks(deps, entries),
    lists: createBankLists(deps),
    words: createWords(deps),
    admission: createAdmission(deps),
    calls: createCalls(deps),
    applying: createApplying(deps),
    applications: createApplications(deps),
    outside: createOutside(deps),
    ownClasses: createOwnClasses(deps),
  };
}

/** What waits for people on their own page: a request or an offer to fill in, or the one they have. */
export const ownBankTasks: OwnTaskSource = async (tx: ScopedTx, people) => {
  const entries = await listOwnEntries(
    tx,
    people.map(({ id }) => id),
  );
  return entries.flatMap((entry): OwnTask[] => {
    const person = people.find(({ id }) => id === entry.personId);
    if (person === undefined || !entry.hasConsent) return [];
    const forName = person.isSelf ? '' : person.name;
    const task = (title: string, path: string, isDone: boolean): OwnTask => ({
      title,
      forName,
      path: `${path}?person=${entry.personId}`,
      dueOn: null,
      state: isDone ? 'done' : 'waiting',
    });
    return [
      ...(entry.isAdultOnly ? [] : [task('Мой запрос: с чем нужна помощь', '/my/request', entry.hasRequest)]),
      ...(entry.isYoung ? [] : [task('Моё предложение: чем могу помочь', '/my/offer', entry.hasOffer)]),
    ];
  });
};
