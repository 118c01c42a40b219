import { WEIGHT_IDS, type MatchSettings } from '#src/features/matching/rules/settings.ts';

/** A score of 0 costs so much, a score of 1 nothing. */
export const COST_SCALE = 10_000;
/** By how much more somebody who needs a mentor soon is worth serving, a step of urgency, in shares of the scale. */
const URGENCY_STEP = 0.2;
/** The mentee of a mentor at which a place is as dear as it gets. */
const DEAREST_PLACE = 4;

/** Cost of a pair with a score from 0 to 1. */
export function costOfScore(score: number): number {
  return Math.round((1 - score) * COST_SCALE);
}
export function scoreOfCost(cost: number): number {
  return 1 - cost / COST_SCALE;
}

/** What leaving a mentee without a mentor costs: more than the worst pair, and more the sooner help is needed. */
export function unmatchedCostOf(urgency: number): number {
  return Math.round(COST_SCALE * (1 + URGENCY_STEP * (urgency - 1)));
}

/** What the place after `load` mentees costs: nothing for the first, then more by the weight of balance. */
export function placeCost(load: number, weights: MatchSettings['weights']): number {
  const all = WEIGHT_IDS.reduce((sum, id) => sum + weights[id], 0);
  if (all === 0) return 0;
  return Math.round((COST_SCALE * weights.balance * Math.min(load, DEAREST_PLACE)) / (DEAREST_PLACE * all));
}
