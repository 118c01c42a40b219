import type { MatchInput, MenteeFacts, MentorFacts, Relation } from '#src/features/matching/rules/facts.ts';
import { createNearness } from '#src/features/matching/rules/nearness.ts';

/** What is between two people, gathered for quick asking. */
export interface Links {
  readonly menteeRank: number | null;
  readonly mentorRank: number | null;
  readonly isVetoed: boolean;
  readonly isDeclined: boolean;
  readonly isRelative: boolean;
  readonly isClassTeacher: boolean;
  readonly isSubordinate: boolean;
  readonly wasGood: boolean;
  readonly wasBad: boolean;
}

/** Two people who may come together, as the rules and criteria look at them. */
export interface PairFacts {
  readonly mentee: MenteeFacts;
  readonly mentor: MentorFacts;
  readonly links: Links;
  /** Slots of a week that suit both; null: one of them did not say. */
  readonly overlap: number | null;
  readonly nearness: (one: string, other: string) => number;
  /** Whether anybody at all said whom they wish for: else wishes tell nobody from anybody. */
  readonly areWishesAsked: boolean;
}

const NOTHING: Links = {
  menteeRank: null,
  mentorRank: null,
  isVetoed: false,
  isDeclined: false,
  isRelative: false,
  isClassTeacher: false,
  isSubordinate: false,
  wasGood: false,
  wasBad: false,
};

function withRelation(links: Links, { kind, rank }: Relation): Links {
  switch (kind) {
    case 'mentee_wish':
      return { ...links, menteeRank: rank };
    case 'mentor_wish':
      return { ...links, mentorRank: rank };
    case 'mentee_veto':
    case 'mentor_veto':
      return { ...links, isVetoed: true };
    case 'declined':
      return { ...links, isDeclined: true };
    case 'relative':
      return { ...links, isRelative: true };
    case 'class_teacher':
      return { ...links, isClassTeacher: true };
    case 'subordinate':
      return { ...links, isSubordinate: true };
    case 'earlier_good':
      return { ...links, wasGood: true };
    case 'earlier_bad':
      return { ...links, wasBad: true };
  }
}

/** Slots that both lists have. */
export function commonSlots(one: readonly string[], other: readonly string[]): string[] {
  return one.filter((slot) => other.includes(slot));
}

/** Slots of a week as bits, so that a hundred thousand pairs are compared without a list. */
function bitsOf(slots: readonly string[]): number {
  let bits = 0;
  for (const slot of slots) {
    const [day = '1', part] = slot.split('-');
    bits |= 1 << ((Number(day) - 1) * 3 + (part === 'morning' ? 0 : part === 'after' ? 1 : 2));
  }
  return bits;
}

function countBits(bits: number): number {
  let rest = bits;
  let count = 0;
  while (rest !== 0) {
    rest &= rest - 1;
    count += 1;
  }
  return count;
}

/** Answers the facts of any pair of the input by the places of both in its lists. */
export function createPairs(input: MatchInput): (mentee: number, mentor: number) => PairFacts {
  const { mentees, mentors, relations } = input;
  const linksOf = new Map<string, Map<string, Links>>();
  for (const relation of relations) {
    const { menteeId, mentorId } = relation;
    const links = linksOf.get(menteeId) ?? new Map<string, Links>();
    linksOf.set(menteeId, links.set(mentorId, withRelation(links.get(mentorId) ?? NOTHING, relation)));
  }
  const areWishesAsked = relations.some(({ kind }) => kind === 'mentee_wish' || kind === 'mentor_wish');
  const menteeBits = mentees.map(({ times }) => bitsOf(times));
  const mentorBits = mentors.map(({ times }) => bitsOf(times));
  const nearness = createNearness();
  return (menteeAt, mentorAt) => {
    const mentee = mentees[menteeAt];
    const mentor = mentors[mentorAt];
    if (mentee === undefined || mentor === undefined) throw new RangeError('no such pair');
    const [a = 0, b = 0] = [menteeBits[menteeAt], mentorBits[mentorAt]];
    return {
      mentee,
      mentor,
      links: linksOf.get(mentee.personId)?.get(mentor.personId) ?? NOTHING,
      overlap: a === 0 || b === 0 ? null : countBits(a & b),
      nearness,
      areWishesAsked,
    };
  };
}
