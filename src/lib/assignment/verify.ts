import { findPair, UNMATCHED, type Problem, type Solution } from './model.ts';

export interface Verdict {
  /** Every pair is a candidate, no mentor is over the capacity, minimums hold, the total is what the pairs cost. */
  readonly feasible: boolean;
  /** What is wrong, in English, for a log. At most twenty. */
  readonly problems: string[];
  /** How much better another answer could be at most: 0 proves this one the best (of those without minimums). */
  readonly gap: number;
}

const MOST_PROBLEMS = 20;

/**
 * Proves or disproves a solution without trusting whoever made it: linear duality of the assignment problem (Kuhn 1955). Shares
 * nothing with the solvers but the model.
 *
 * The gap is summed as complementary slackness, one difference that cannot be negative at a time, so that it is exact
 * whatever the size of the totals. A certificate that breaks a bound of its own proves nothing: the gap is Infinity.
 * `unmatchedCosts` stands in for those of the problem when an aim was solved with dearer ones.
 */
export function verify(
  problem: Problem,
  solution: Solution,
  unmatchedCosts: ArrayLike<number> = problem.unmatchedCosts,
): Verdict {
  const problems: string[] = [];
  const tell = (text: string): void => {
    if (problems.length < MOST_PROBLEMS) problems.push(text);
  };
  const loads = new Uint32Array(problem.mentorCount);
  const shapesFit =
    solution.mentorOf.length === problem.menteeCount &&
    solution.certificate.menteeDuals.length === problem.menteeCount &&
    solution.certificate.mentorPrices.length === problem.mentorCount;
  if (!shapesFit) return { feasible: false, problems: ['lengths differ from the problem'], gap: Infinity };
  const total = checkPairs(problem, solution, loads, tell);
  checkLoads(problem, loads, tell);
  if (total !== solution.totalCost) tell(`totalCost is ${solution.totalCost}, the pairs cost ${total}`);
  const feasible = problems.length === 0;
  const gap =
    sumMenteeSlack(problem, solution, unmatchedCosts, tell) + sumPlaceSlack(problem, solution, loads);
  return { feasible, problems, gap: feasible ? gap : Infinity };
}

function checkPairs(
  problem: Problem,
  { mentorOf }: Solution,
  loads: Uint32Array,
  tell: (text: string) => void,
): number {
  let total = 0;
  for (let mentee = 0; mentee < problem.menteeCount; mentee += 1) {
    const mentor = mentorOf[mentee]!;
    if (mentor === UNMATCHED) {
      total += problem.unmatchedCosts[mentee]!;
      continue;
    }
    const pair = findPair(problem, mentee, mentor);
    if (pair === -1) {
      tell(`mentee ${mentee}: mentor ${mentor} is no candidate`);
      continue;
    }
    const place = problem.placeCosts?.costs[problem.placeCosts.offsets[mentor]! + loads[mentor]!] ?? 0;
    total += problem.costs[pair]! + place;
    loads[mentor]! += 1;
  }
  return total;
}

function checkLoads(
  { capacities, minimums }: Problem,
  loads: Uint32Array,
  tell: (text: string) => void,
): void {
  for (let mentor = 0; mentor < loads.length; mentor += 1) {
    const load = loads[mentor]!;
    if (load > capacities[mentor]!)
      tell(`mentor ${mentor}: ${load} mentees for ${capacities[mentor]} places`);
    if (load > 0 && minimums && load < minimums[mentor]!)
      tell(`mentor ${mentor}: ${load} mentees, at least ${minimums[mentor]} are asked for`);
  }
}

/** By how much each mentee pays more than its dual; Infinity when a dual is above what the mentee could have. */
function sumMenteeSlack(
  { menteeCount, offsets, mentors, costs, capacities }: Problem,
  { mentorOf, certificate: { menteeDuals, mentorPrices } }: Solution,
  unmatchedCosts: ArrayLike<number>,
  tell: (text: string) => void,
): number {
  let gap = 0;
  for (let mentee = 0; mentee < menteeCount; mentee += 1) {
    const dual = menteeDuals[mentee]!;
    let paid = unmatchedCosts[mentee]!;
    let isSound = dual <= paid;
    for (let k = offsets[mentee]!; k < offsets[mentee + 1]!; k += 1) {
      const mentor = mentors[k]!;
      const reached = costs[k]! + mentorPrices[mentor]!;
      if (!(dual <= reached) && capacities[mentor]! > 0) isSound = false;
      if (mentor === mentorOf[mentee]) paid = reached;
    }
    if (!isSound) {
      tell(`mentee ${mentee}: the dual ${dual} is above what a candidate costs`);
      gap = Infinity;
    }
    gap += paid - dual;
  }
  return Number.isNaN(gap) ? Infinity : gap;
}

/** Places taken though dearer than the price, places left though cheaper. */
function sumPlaceSlack(
  { mentorCount, mentors, capacities, placeCosts }: Problem,
  { certificate: { mentorPrices } }: Solution,
  loads: Uint32Array,
): number {
  // More places than candidates for them are no use to anybody: no answer fills them, no proof need speak of them.
  const candidates = new Uint32Array(mentorCount);
  for (let k = 0; k < mentors.length; k += 1) candidates[mentors[k]!]! += 1;
  let gap = 0;
  for (let mentor = 0; mentor < mentorCount; mentor += 1) {
    const price = mentorPrices[mentor]!;
    const places = Math.min(capacities[mentor]!, candidates[mentor]!);
    const load = loads[mentor]!;
    if (!placeCosts) {
      gap += load * Math.max(0, -price) + (places - load) * Math.max(0, price);
      continue;
    }
    const start = placeCosts.offsets[mentor]!;
    for (let place = 0; place < places; place += 1) {
      const worth = price - placeCosts.costs[start + place]!;
      gap += place < load ? Math.max(0, -worth) : Math.max(0, worth);
    }
  }
  return Number.isNaN(gap) ? Infinity : gap;
}
