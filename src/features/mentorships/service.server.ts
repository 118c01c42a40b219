import { accept, refuse, type Refusal, type Result } from '#src/lib/result.ts';
import type { PersonActor, ScopedTx } from '#src/platform/db/scope.ts';
import { abilities, may, type CommandOf } from '#src/features/accounts/access.ts';
import { standingOf } from '#src/features/accounts/service.server.ts';
import { schoolYearOf } from '#src/features/orgs/rules/school-year.ts';
import { mentorshipsAccess } from '#src/features/mentorships/access.ts';
import { countAnswers, isForming, type GivenAnswer } from '#src/features/mentorships/rules/answers.ts';
import type { MentorshipFilter } from '#src/features/mentorships/schema.ts';
import { createAnswering, type Answering } from '#src/features/mentorships/service.server/answering.ts';
import type { MentorshipBank } from '#src/features/mentorships/service.server/bank.ts';
import {
  createCommands,
  type MentorshipCommands,
} from '#src/features/mentorships/service.server/commands.ts';
import type { MentorshipsDeps } from '#src/features/mentorships/service.server/deps.ts';
import {
  loadMentorship,
  presentMembers,
  type ListedMentorship,
} from '#src/features/mentorships/service.server/load.ts';
import { createOrderLists, type OrderLists } from '#src/features/mentorships/service.server/order-list.ts';
import { createSteps, type Steps } from '#src/features/mentorships/service.server/steps.ts';
import { listAnswers } from '#src/features/mentorships/store.server/answers.ts';
import { listDeclined, type KeptDeclinedPair } from '#src/features/mentorships/store.server/declined.ts';
import { listConsenting, listMembers } from '#src/features/mentorships/store.server/members.ts';
import { listMentorships, pauseAllOf } from '#src/features/mentorships/store.server/mentorships.ts';
import { listSteps, type TakenStep } from '#src/features/mentorships/store.server/steps.ts';

export { lastMembers, loadMentorships } from '#src/features/mentorships/service.server/load.ts';
export { insertMentorships } from '#src/features/mentorships/service.server/bring-in.ts';
export type { GivenMentorship } from '#src/features/mentorships/service.server/bring-in.ts';
export { ownProposals } from '#src/features/mentorships/service.server/answering.ts';
export type { AskedProposal } from '#src/features/mentorships/service.server/answering.ts';
export type { ManyDone } from '#src/features/mentorships/service.server/steps.ts';
export { tellHomes } from '#src/features/mentorships/service.server/guests.ts';
export { proposeMentorships } from '#src/features/mentorships/service.server/propose.ts';
export type {
  MentorshipProposal,
  ProposalOutcome,
} from '#src/features/mentorships/service.server/propose.ts';
export type { KeptDeclinedPair, ListedMentorship, MentorshipBank, MentorshipsDeps };

export type MentorshipsAbilities = Record<CommandOf<typeof mentorshipsAccess>, true | Refusal>;
export type AnswerCounts = ReturnType<typeof countAnswers>;
export const MENTORSHIPS_PAGE_SIZE = 50;
/** People offered in a choice without scripts; a school with more finds them by search. */
const CHOICE_LIMIT = 3_000;

export interface PersonChoice {
  readonly id: string;
  readonly name: string;
  readonly kinds: readonly string[];
}

export interface Mentorships extends MentorshipCommands {
  /** What members say to a proposal, by themselves and through the curator. */
  readonly answering: Answering;
  /** From proposal to order, by hand, one and many. */
  readonly steps: Steps;
  /** The list that an order is written from. */
  readonly orderLists: OrderLists;
  /** A year's mentorships as far as the actor sees them: a class teacher those of the own pupils. */
  list(
    actor: PersonActor,
    organizationId: string,
    filter: MentorshipFilter,
  ): Promise<
    Result<{
      rows: readonly (ListedMentorship & { readonly answers: AnswerCounts | null })[];
      total: number;
      page: number;
      pageSize: number;
      schoolYear: number;
      /** ISO day. */
      today: string;
      can: MentorshipsAbilities;
    }>
  >;
  view(
    actor: PersonActor,
    mentorshipId: string,
  ): Promise<
    Result<{
      mentorship: ListedMentorship;
      /** Of those who are asked; with reasons for those who form the pairs. */
      answers: readonly GivenAnswer[];
      steps: readonly TakenStep[];
      today: string;
      can: MentorshipsAbilities;
    }>
  >;
  /** Everybody with a consent to processing in force: who may be a mentor or a mentee. */
  listChoices(actor: PersonActor, organizationId: string): Promise<Result<readonly PersonChoice[]>>;
}

export function createMentorships(deps: MentorshipsDeps): Mentorships {
  const { db, clock, timeZone } = deps;
  const today = () => clock.today(timeZone);

  return {
    list: (actor, organizationId, filter) =>
      db.withActor(actor, 'mentorships.list', async (tx) => {
        const standing = await standingOf(tx, organizationId);
        const answer = may(mentorshipsAccess, standing, 'mentorships.list');
        if (answer !== true) return { ok: false, refusal: answer } as const;
        const schoolYear = filter.year ?? schoolYearOf(today());
        const { mentorships, total } = await listMentorships(
          tx,
          {
            organizationId,
            schoolYear,
            state: filter.state ?? null,
            form: filter.form ?? null,
            words: filter.q,
          },
          { offset: (filter.page - 1) * MENTORSHIPS_PAGE_SIZE, limit: MENTORSHIPS_PAGE_SIZE },
        );
        const members = await listMembers(
          tx,
          mentorships.map(({ id }) => id),
        );
        const answers = await listAnswers(
          tx,
          mentorships.filter(({ state }) => isForming(state)).map(({ id }) => id),
        );
        return accept({
          rows: mentorships.map((one) => {
            const listed = { ...one, members: members.get(one.id) ?? [] };
            const given = answers.get(one.id) ?? [];
            return {
              ...listed,
              answers: isForming(one.state) ? countAnswers(presentMembers(listed), given) : null,
            };
          }),
          total,
          page: filter.page,
          pageSize: MENTORSHIPS_PAGE_SIZE,
          schoolYear,
          today: today().toString(),
          can: abilities(mentorshipsAccess, standing),
        });
      }),

    view: (actor, mentorshipId) =>
      db.withActor(actor, 'mentorships.view', async (tx) => {
        const mentorship = await loadMentorship(tx, mentorshipId);
        if (mentorship === null) return refuse('mentorships.not_found');
        const standing = await standingOf(tx, mentorship.organizationId);
        const answer = may(mentorshipsAccess, standing, 'mentorships.list');
        if (answer !== true) return { ok: false, refusal: answer } as const;
        return accept({
          mentorship,
          answers: (await listAnswers(tx, [mentorship.id])).get(mentorship.id) ?? [],
          steps: await listSteps(tx, mentorship.id),
          today: today().toString(),
          can: abilities(mentorshipsAccess, standing),
        });
      }),

    listChoices: (actor, organizationId) =>
      db.withActor(actor, 'mentorships.list_choices', async (tx) => {
        const answer = may(mentorshipsAccess, await standingOf(tx, organizationId), 'mentorships.edit');
        if (answer !== true) return { ok: false, refusal: answer } as const;
        return accept(await listConsenting(tx, organizationId, CHOICE_LIMIT));
      }),

    ...createCommands(deps),
    answering: createAnswering(deps),
    steps: createSteps(deps),
    orderLists: createOrderLists(deps),
  };
}

/**
 * Pauses everything in which the person is now: a consent was withdrawn. Rights are the caller's affair, as far as they lead
 * the programme or act for themselves or their child. @returns how many were paused
 */
export async function pauseMentorshipsOf(tx: ScopedTx, personId: string, reason: string): Promise<number> {
  return pauseAllOf(tx, personId, reason);
}

/**
 * Pairs whose proposal was dissolved because one of the two declined, whatever the year, the newest first: for those who would
 * propose again. As far as the actor sees people, both with a consent in force. Reasons are told on the cards alone.
 */
export async function listDeclinedPairs(
  tx: ScopedTx,
  organizationId: string,
): Promise<readonly KeptDeclinedPair[]> {
  return listDeclined(tx, organizationId);
}
