import type { Side } from '#src/features/programmes/rules/sides.ts';
import type { MentorshipState } from '#src/features/mentorships/rules.ts';

/** States in which a mentorship takes shape and its members are asked. */
export const FORMING_STATES = ['proposed', 'met', 'trial'] as const satisfies readonly MentorshipState[];
export type FormingState = (typeof FORMING_STATES)[number];
/** Steps of a mentorship until the order: acquaintance and trial work may be left out, and gone back to. */
export const STEPS = ['proposed', 'met', 'trial', 'agreed'] as const satisfies readonly MentorshipState[];
export type Step = (typeof STEPS)[number];

export const ANSWERS = ['agreed', 'declined'] as const;
export type Answer = (typeof ANSWERS)[number];
/** How an answer came; the curator writes down what was said or signed. */
export const ANSWER_CHANNELS = ['screen', 'paper', 'talk'] as const;
export type AnswerChannel = (typeof ANSWER_CHANNELS)[number];
export const TOLD_CHANNELS = ['talk', 'paper'] as const satisfies readonly AnswerChannel[];
export type ToldChannel = (typeof TOLD_CHANNELS)[number];
export type AnsweredBy = 'self' | 'guardian' | 'curator';

export function isForming(state: MentorshipState): state is FormingState {
  return (FORMING_STATES as readonly string[]).includes(state);
}

/** Where a mentorship may go from a state by hand: any other step until the order; nowhere once it is ordered. */
export function stepsFrom(state: MentorshipState): readonly Step[] {
  return (STEPS as readonly string[]).includes(state) ? STEPS.filter((step) => step !== state) : [];
}

/** What a member of a mentorship answered; days are ISO. */
export interface GivenAnswer {
  readonly personId: string;
  readonly answer: Answer;
  readonly answeredBy: AnsweredBy;
  readonly channel: AnswerChannel;
  readonly answeredOn: string;
  /** Empty: none, or whoever asks may not read it. */
  readonly reason: string;
  readonly version: number;
}

/** Somebody who is in a proposal now. */
export interface Asked {
  readonly id: string;
  readonly personId: string;
  readonly side: Side;
}

export interface DeclinedPair {
  readonly mentorId: string;
  readonly menteeId: string;
  readonly declinedBy: Side | 'both';
}

/**
 * What becomes of a proposal that is dissolved: whoever declined leaves, and the rest stay when both sides still have somebody;
 * else, or when nobody declined, or when the whole is asked for, all of it goes. Pairs are remembered when one of the two
 * declined.
 */
export function partingOf(
  members: readonly Asked[],
  declinedIds: ReadonlySet<string>,
  whole = false,
): {
  readonly isWhole: boolean;
  readonly leaving: readonly Asked[];
  readonly pairs: readonly DeclinedPair[];
} {
  const of = (side: Side) => members.filter((one) => one.side === side);
  const leaving = members.filter(({ personId }) => declinedIds.has(personId));
  const isLeft = (side: Side) => of(side).some(({ personId }) => !declinedIds.has(personId));
  const isWhole = whole || leaving.length === 0 || !isLeft('mentor') || !isLeft('mentee');
  const pairs = of('mentor').flatMap((mentor) =>
    of('mentee').flatMap((mentee): DeclinedPair[] => {
      const byMentor = declinedIds.has(mentor.personId);
      const byMentee = declinedIds.has(mentee.personId);
      if (!byMentor && !byMentee) return [];
      const declinedBy = byMentor && byMentee ? 'both' : byMentor ? 'mentor' : 'mentee';
      return [{ mentorId: mentor.personId, menteeId: mentee.personId, declinedBy }];
    }),
  );
  return { isWhole, leaving: isWhole ? members : leaving, pairs };
}

/** How many of a mentorship have answered what. */
export function countAnswers(
  members: readonly Pick<Asked, 'personId'>[],
  answers: readonly Pick<GivenAnswer, 'personId' | 'answer'>[],
): { readonly asked: number; readonly agreed: number; readonly declined: number } {
  const of = (answer: Answer) =>
    answers.filter(
      (one) => one.answer === answer && members.some(({ personId }) => personId === one.personId),
    ).length;
  return { asked: members.length, agreed: of('agreed'), declined: of('declined') };
}
