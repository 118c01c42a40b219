import type { MatchInput } from '#src/features/matching/rules/facts.ts';
import { COST_SCALE } from '#src/features/matching/rules/costs.ts';
import { NAMELESS } from '#src/features/matching/rules/criteria.ts';
import { createNearness } from '#src/features/matching/rules/nearness.ts';
import { CRITERION_IDS, type MatchSettings } from '#src/features/matching/rules/settings.ts';

export interface ShortCandidate {
  readonly mentor: number;
  readonly cost: number;
}
export interface ShortListOf {
  readonly candidates: readonly ShortCandidate[];
  /** Nobody who was left out costs less; Infinity when nobody was. */
  readonly cutCost: number;
}
/** The best candidates of a mentee out of a large pool. */
export type Shortlist = (
  mentee: number,
  length: number,
  judge: (mentee: number, mentor: number) => number | null,
) => ShortListOf;

/** Candidates that are judged at least, and for each that is kept. */
const LOOKED_AT = 200;
const LOOKED_AT_FOR_EACH = 2;

/**
 * Finds candidates by words: mentors of each word that somebody asks for, nearest first, before all others. What is said of
 * those never looked at is a bound: they meet no more of the request than the last group that was looked at, and could be
 * perfect in everything else.
 */
export function createShortlist(input: MatchInput, settings: MatchSettings): Shortlist {
  const { mentees, mentors, relations } = input;
  const nearness = createNearness();
  const mentorsByWord = new Map<string, number[]>();
  for (const [at, { competences, posts }] of mentors.entries()) {
    for (const word of [...competences, ...posts]) {
      const list = mentorsByWord.get(word);
      if (list === undefined) mentorsByWord.set(word, [at]);
      else list.push(at);
    }
  }
  const words = [...mentorsByWord.keys()];
  const nearWords = new Map<string, readonly { readonly word: string; readonly near: number }[]>();
  const nearTo = (want: string) => {
    let list = nearWords.get(want);
    if (list === undefined) {
      list = words.map((word) => ({ word, near: nearness(want, word) })).filter(({ near }) => near > 0);
      nearWords.set(want, list);
    }
    return list;
  };
  const mentorAt = new Map(mentors.map(({ personId }, at) => [personId, at]));
  const knownTo = new Map<string, number[]>();
  for (const { menteeId, mentorId } of relations) {
    const at = mentorAt.get(mentorId);
    if (at !== undefined) knownTo.set(menteeId, [...(knownTo.get(menteeId) ?? []), at]);
  }
  const weighed = CRITERION_IDS.reduce((sum, id) => sum + settings.weights[id], 0);
  const requestShare = settings.weights.request / weighed;

  return (mentee, length, judge) => {
    const facts = mentees[mentee];
    if (facts === undefined) return { candidates: [], cutCost: Number.POSITIVE_INFINITY };
    // How much of the request each mentor meets at most: the request's own formula over the words' lists.
    const met = new Map<number, number>();
    const all = facts.tags.length + 1;
    for (const [index, want] of facts.tags.entries()) {
      const best = new Map<number, number>();
      for (const { word, near } of nearTo(want)) {
        for (const mentor of mentorsByWord.get(word) ?? []) {
          if (near > (best.get(mentor) ?? 0)) best.set(mentor, near);
        }
      }
      for (const [mentor, near] of best) {
        met.set(mentor, (met.get(mentor) ?? 0) + ((index === 0 ? 2 : 1) * near) / all);
      }
    }
    for (const mentor of knownTo.get(facts.personId) ?? []) met.set(mentor, 2);
    const looking = Math.max(LOOKED_AT, length * LOOKED_AT_FOR_EACH);
    // Equals begin at another place for each mentee, so that not everybody is sent to the same few.
    const turn = (mentor: number) =>
      (mentor + mentors.length - ((mentee * 7919) % mentors.length)) % mentors.length;
    const found = [...met].sort((a, b) => b[1] - a[1] || turn(a[0]) - turn(b[0]));
    let leftOut = Math.max(NAMELESS, found[looking]?.[1] ?? 0);
    const lookedAt = found.slice(0, looking).map(([mentor]) => mentor);
    if (lookedAt.length < looking) {
      const seen = new Set(lookedAt);
      for (let step = 0; step < mentors.length && lookedAt.length < looking; step += 1) {
        const mentor = (mentee * 7919 + step) % mentors.length;
        if (!seen.has(mentor)) lookedAt.push(mentor);
      }
      // Without words nobody meets the request by a list, and the text may say anything.
      leftOut = facts.tags.length === 0 ? 1 : NAMELESS;
    }
    const judged: ShortCandidate[] = [];
    for (const mentor of lookedAt) {
      const cost = judge(mentee, mentor);
      if (cost !== null) judged.push({ mentor, cost });
    }
    judged.sort((a, b) => a.cost - b.cost || a.mentor - b.mentor);
    const candidates = judged.slice(0, length);
    const unseen =
      lookedAt.length >= mentors.length
        ? Number.POSITIVE_INFINITY
        : Math.floor(COST_SCALE * requestShare * (1 - Math.min(1, leftOut)));
    return { candidates, cutCost: Math.min(unseen, judged[length]?.cost ?? Number.POSITIVE_INFINITY) };
  };
}
