import type { Matchable } from '#src/features/banks/rules/matchable.ts';

/** What matching knows of somebody on either side. Ages are full years, days ISO. */
export interface PersonFacts extends Matchable {
  readonly hasConsent: boolean;
}

export interface MenteeFacts extends PersonFacts {
  readonly mainRequest: string;
  /** Words of the request, each as the word that stands for it. */
  readonly tags: readonly string[];
  /** 1 can wait, 2 usual, 3 soon. */
  readonly urgency: number;
  readonly waitsSince: string;
}

export interface MentorFacts extends PersonFacts {
  readonly competences: readonly string[];
  readonly ageFrom: number | null;
  readonly ageTo: number | null;
  /** How many mentees the mentor takes, and how many there are already. */
  readonly limit: number;
  readonly taken: number;
  readonly isAdmitted: boolean;
  /** Titles of checks of admission that are not passed. */
  readonly lacking: readonly string[];
  /** Of age and from outside the school: ТК РФ art. 351.1 asks for a certificate. */
  readonly needsCertificate: boolean;
  readonly hasCertificate: boolean;
  /** Mentorships that came to their aim. */
  readonly finished: number;
  /** The school of a mentor of another school; none: of this one or a partner of it. */
  readonly elsewhere?: string;
}

export const RELATION_KINDS = [
  'mentee_wish',
  'mentor_wish',
  'mentee_veto',
  'mentor_veto',
  'declined',
  'relative',
  'class_teacher',
  'subordinate',
  'earlier_good',
  'earlier_bad',
] as const;
export type RelationKind = (typeof RELATION_KINDS)[number];
/** Told only to whoever forms pairs: what people said of each other in confidence. */
export const CONFIDENTIAL_RELATIONS: readonly RelationKind[] = [
  'mentee_wish',
  'mentor_wish',
  'mentee_veto',
  'mentor_veto',
  'declined',
];

/** Something between two people that matching minds. */
export interface Relation {
  readonly menteeId: string;
  readonly mentorId: string;
  readonly kind: RelationKind;
  /** Of a wish: 1 is the first. */
  readonly rank: number | null;
}

/** Everything that a draft is made from: what the banks and questionnaires said on a day. */
export interface MatchInput {
  readonly mentees: readonly MenteeFacts[];
  readonly mentors: readonly MentorFacts[];
  readonly relations: readonly Relation[];
  /** Ages that the programme takes, full years. */
  readonly ageFrom: number | null;
  readonly ageTo: number | null;
  /** The day of the facts. */
  readonly takenOn: string;
}
