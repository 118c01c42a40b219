import { SolveCancelled } from '#src/lib/assignment/model.ts';
import { costOfScore } from '#src/features/matching/rules/costs.ts';
import { scoreOf } from '#src/features/matching/rules/criteria.ts';
import type { MatchInput } from '#src/features/matching/rules/facts.ts';
import { bitsOfRules, brokenBits } from '#src/features/matching/rules/hard.ts';
import { createPairs, type PairFacts } from '#src/features/matching/rules/pair.ts';
import type { MatchSettings } from '#src/features/matching/rules/settings.ts';

/**
 * What rules and criteria say of a pair, in one number: its cost, or below zero (`~bits`) the rules in force that keep the two
 * apart, as bits in the order of `RULE_IDS`.
 */
export type Judgement = number;

/** What is said of every pair of a pool, `mentee * mentors + mentor`. Marks are not in it: the same before and after a pin. */
export type Judgements = Int32Array;

/** Judges single pairs of a pool. Takes settings that are sound. */
export function createJudge(
  input: MatchInput,
  settings: MatchSettings,
  pairAt: (mentee: number, mentor: number) => PairFacts,
): (mentee: number, mentor: number) => Judgement {
  const rulesOn = bitsOfRules(settings.rules);
  return (mentee, mentor) => {
    const pair = pairAt(mentee, mentor);
    const broken = brokenBits(pair, settings, input) & rulesOn;
    return broken === 0 ? costOfScore(scoreOf(pair, settings.weights)) : ~broken;
  };
}

/** Judges every pair of a pool: the longest part of a draft. Throws `SolveCancelled` when `progress` answers false. */
export function judgePairs(
  input: MatchInput,
  settings: MatchSettings,
  progress?: (share: number) => boolean,
): Judgements {
  const [mentees, mentors] = [input.mentees.length, input.mentors.length];
  const judge = createJudge(input, settings, createPairs(input));
  const judgements = new Int32Array(mentees * mentors);
  for (let mentee = 0, at = 0; mentee < mentees; mentee += 1) {
    if (mentee % 256 === 0 && progress?.(mentee / mentees) === false) throw new SolveCancelled();
    for (let mentor = 0; mentor < mentors; mentor += 1, at += 1) judgements[at] = judge(mentee, mentor);
  }
  return judgements;
}
