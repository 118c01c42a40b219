import { isId } from '#src/lib/id.ts';
import { accept, refuse, type Result } from '#src/lib/result.ts';
import { asConsequence } from '#src/platform/db/consequence.ts';
import type { PersonActor, ScopedTx, VisitorActor } from '#src/platform/db/scope.ts';
import { submitOnce } from '#src/platform/db/submission.ts';
import { may } from '#src/features/accounts/access.ts';
import { standingOf } from '#src/features/accounts/service.server.ts';
import { findOwnPeople, type OwnTaskSource } from '#src/features/people/service.server.ts';
import { refuseWithoutConsent } from '#src/features/consents/service.server.ts';
import { mentorshipsAccess } from '#src/features/mentorships/access.ts';
import { proposalTitle } from '#src/features/mentorships/labels/answers.ts';
import { isForming, type GivenAnswer } from '#src/features/mentorships/rules/answers.ts';
import type { AnswerFor, AnswerProposal, AskAgain } from '#src/features/mentorships/schema/answers.ts';
import type { MentorshipsDeps } from '#src/features/mentorships/service.server/deps.ts';
import { loadMentorship } from '#src/features/mentorships/service.server/load.ts';
import { settleAgreed } from '#src/features/mentorships/service.server/settle.ts';
import {
  deleteAnswers,
  listAnswers,
  listOwnProposals,
  saveAnswers,
  setReason,
  type NewAnswer,
  type OwnProposal,
} from '#src/features/mentorships/store.server/answers.ts';
import { listGuestRecords } from '#src/features/mentorships/store.server/guests.ts';
import { bumpVersion, lockMentorships } from '#src/features/mentorships/store.server/steps.ts';

/** Somebody's own page about a mentorship that they are asked about. */
export interface AskedProposal extends OwnProposal {
  /** Whom it concerns, when a guardian answers for a child; empty for oneself. */
  readonly forName: string;
  readonly given: GivenAnswer | null;
}

type Participant = PersonActor | VisitorActor;

export interface Answering {
  /** What the person of the actor, or a child under 14 of theirs, is asked; `mentorships.no_proposal` for anything else. */
  open(
    actor: Participant,
    at: { organizationId: string; mentorshipId: string; personId: string | null },
  ): Promise<Result<AskedProposal>>;
  /**
   * May be changed until everybody has agreed. Answers whether that was the last answer. Refuses with
   * `mentorships.no_proposal`, `mentorships.asked_guardian` (a child under 14), `mentorships.answer_stale`.
   */
  answer(
    actor: Participant,
    at: { organizationId: string; mentorshipId: string; personId: string | null },
    input: AnswerProposal,
  ): Promise<Result<{ isAgreed: boolean }>>;
  /** The curator writes down what a member said or signed. `mentorships.not_forming`, `mentorships.member_unknown`, `mentorships.future`. */
  answerFor(
    actor: PersonActor,
    mentorshipId: string,
    input: AnswerFor,
  ): Promise<Result<{ isAgreed: boolean }>>;
  /** Forgets the answer of somebody who declined, after a talk: they are asked anew. */
  askAgain(actor: PersonActor, mentorshipId: string, input: AskAgain): Promise<Result>;
}

export function createAnswering({ db, clock, timeZone, bank, notify }: MentorshipsDeps): Answering {
  const today = () => clock.today(timeZone).toString();

  /** What follows from an answer, whoever gave it: the version moves on, the last yes settles it, a no is told to curators. */
  const conclude = async (tx: ScopedTx, given: NewAnswer, isTold: boolean): Promise<boolean> => {
    await asConsequence(tx, 'an answer to a proposal', async (inner) => {
      await bumpVersion(inner, given.mentorshipId);
      if (given.answer === 'declined' && !isTold) {
        await notify(inner, {
          organizationId: given.organizationId,
          roles: ['curator'],
          kind: 'proposal',
          subjectId: given.mentorshipId,
          day: today(),
          text: 'С предложенной парой или группой кто-то не согласен. Посмотрите ответы и поговорите.',
          path: `/mentorships/${given.mentorshipId}`,
        });
      }
    });
    if (given.answer === 'declined') return false;
    return (await settleAgreed(tx, bank, [given.mentorshipId], today())).length > 0;
  };

  return {
    open: (actor, at) =>
      db.withActor(actor, 'mentorships.open_proposal', async (tx) => {
        const found = await findOwn(tx, at);
        return found === null ? refuse('mentorships.no_proposal') : accept(found);
      }),

    answer: (actor, at, input) =>
      db.withActor(actor, 'mentorships.answer', (tx) =>
        submitOnce(tx, input.submission, async () => {
          if (!isId(at.mentorshipId)) return refuse('mentorships.no_proposal');
          await lockMentorships(tx, [at.mentorshipId]);
          const found = await findOwn(tx, at);
          if (found === null) return refuse('mentorships.no_proposal');
          if (!found.mayAnswer) return refuse('mentorships.asked_guardian');
          if ((found.given?.version ?? 0) !== input.version) return refuse('mentorships.answer_stale');
          const given: NewAnswer = {
            organizationId: found.organizationId,
            mentorshipId: found.mentorshipId,
            personId: found.personId,
            answer: input.answer,
            answeredBy: found.forName === '' ? 'self' : 'guardian',
            channel: 'screen',
            answeredOn: today(),
          };
          await saveAnswers(tx, [given]);
          await setReason(tx, given, input.reason);
          return accept({ isAgreed: await conclude(tx, given, false) });
        }),
      ),

    answerFor: (actor, mentorshipId, input) =>
      db.withActor(actor, 'mentorships.answer_for', async (tx) => {
        const found = await admitted(tx, mentorshipId);
        if (!found.ok) return found;
        return submitOnce(tx, input.submission, async () => {
          if (!isForming(found.value.state)) return refuse('mentorships.not_forming');
          if (found.value.version !== input.version) return refuse('mentorships.stale');
          const member = found.value.members.find(
            ({ personId, endedOn }) => personId === input.personId && endedOn === null,
          );
          if (member === undefined) return refuse('mentorships.member_unknown', {}, 'personId');
          if (input.answeredOn > today()) return refuse('mentorships.future', {}, 'answeredOn');
          const blocked = await refuseWithoutConsent(tx, [member.personId]);
          if (blocked !== null) return blocked;
          const given: NewAnswer = {
            organizationId: found.value.organizationId,
            mentorshipId: found.value.id,
            personId: member.personId,
            answer: input.answer,
            answeredBy: 'curator',
            channel: input.channel,
            answeredOn: input.answeredOn,
          };
          await saveAnswers(tx, [given]);
          await setReason(tx, given, input.reason);
          return accept({ isAgreed: await conclude(tx, given, true) });
        });
      }),

    askAgain: (actor, mentorshipId, { version, personId }) =>
      db.withActor(actor, 'mentorships.ask_again', async (tx) => {
        const found = await admitted(tx, mentorshipId);
        if (!found.ok) return found;
        if (found.value.version !== version) return refuse('mentorships.stale');
        if (!isForming(found.value.state)) return refuse('mentorships.not_forming');
        await deleteAnswers(tx, [found.value.id], [personId]);
        await bumpVersion(tx, found.value.id);
        return accept();
      }),
  };
}

/** A mentorship, locked, for whoever settles what was answered. */
async function admitted(tx: ScopedTx, mentorshipId: string) {
  if (!isId(mentorshipId)) return refuse('mentorships.not_found');
  await lockMentorships(tx, [mentorshipId]);
  const found = await loadMentorship(tx, mentorshipId);
  if (found === null) return refuse('mentorships.not_found');
  const standing = await standingOf(tx, found.organizationId);
  const answer = may(mentorshipsAccess, standing, 'mentorships.settle');
  return answer === true ? accept(found) : ({ ok: false, refusal: answer } as const);
}

async function findOwn(
  tx: ScopedTx,
  at: { readonly organizationId: string; readonly mentorshipId: string; readonly personId: string | null },
): Promise<AskedProposal | null> {
  const people = await findOwnPeople(tx, at.organizationId);
  const person = people.find(({ id, isSelf }) => (at.personId === null ? isSelf : id === at.personId));
  if (person === undefined) return null;
  // A mentor answers for their record at another school too.
  const guests = person.isSelf ? await listGuestRecords(tx, [person.id]) : [];
  const ids = [person.id, ...guests.map(({ personId }) => personId)];
  const found = (await listOwnProposals(tx, ids)).find(
    ({ mentorshipId }) => mentorshipId === at.mentorshipId,
  );
  if (found === undefined) return null;
  const answers = (await listAnswers(tx, [found.mentorshipId])).get(found.mentorshipId) ?? [];
  return {
    ...found,
    forName: person.isSelf ? '' : person.name,
    given: answers.find(({ personId }) => personId === found.personId) ?? null,
  };
}

/** What waits for people on their own page: a mentor or mentees who are proposed to them. */
export const ownProposals: OwnTaskSource = async (tx, people) => {
  const guests = await listGuestRecords(
    tx,
    people.filter(({ isSelf }) => isSelf).map(({ id }) => id),
  );
  const homeOf = new Map(guests.map(({ personId, homeId }) => [personId, homeId]));
  const found = await listOwnProposals(tx, [...people.map(({ id }) => id), ...homeOf.keys()]);
  const answers = await listAnswers(
    tx,
    found.map(({ mentorshipId }) => mentorshipId),
  );
  return found.flatMap((proposal) => {
    const ownId = homeOf.get(proposal.personId) ?? proposal.personId;
    const person = people.find(({ id }) => id === ownId);
    if (person === undefined) return [];
    const isAnswered =
      answers.get(proposal.mentorshipId)?.some(({ personId }) => personId === proposal.personId) === true;
    return [
      {
        title: proposalTitle(proposal, !person.isSelf),
        forName: person.isSelf ? '' : person.name,
        path: `/my/proposals/${proposal.mentorshipId}${person.isSelf ? '' : `?person=${person.id}`}`,
        dueOn: null,
        state: isAnswered ? ('done' as const) : ('waiting' as const),
      },
    ];
  });
};
