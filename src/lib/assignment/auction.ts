import { UNMATCHED } from './model.ts';
import type { Network } from './network.ts';
import { UNDECIDED } from './state.ts';

/** Prices of the mentors, each the lowest at which one of its places can be had, and who has them. Not yet whole or optimal. */
export interface Auction {
  readonly network: Network;
  readonly prices: Float64Array;
  readonly mentorOf: Int32Array;
  /** By place: what was bid for it, or what it is free for; the lowest of a mentor's is first, the others a heap below it. */
  readonly levels: Float64Array;
  readonly holders: Int32Array;
  /** The mentees still to bid, the next one last. */
  readonly waiting: Int32Array;
  waitingCount: number;
}

/** Bids are made in these steps at last. A power of two, so that prices stay exact; small, so that whole prices agree with most pairs. */
const FINEST_STEP = 1 / 8;
/** Each later round's step is so much finer than the one before. */
const REFINEMENT = 8;
/** While mentees go on outbidding each other in the first round, its step is made so much coarser. */
const COARSENING = 64;
/** Bids a mentee before that is done the first time, the second, and every later one. */
const PATIENCE = [3, 2, 16];
/** The same in the later rounds, where prices have been lowered and must rise again. */
const FIGHT = 50;
/** A later round of more bids a mentee than this is the last: finer ones would be longer still, and the repair is the quicker end. */
const LONG_FIGHT = 25;
/** By how many steps prices are lowered before a later round, and before the last two, which are short and decide what is left. */
const DISCOUNT = 2;
const LAST_DISCOUNT = 4;
/** Pairs looked at between two reports. */
const REPORT_EVERY = 2 ** 22;
const NOBODY = -1;

/**
 * Finds prices at which nearly everybody has the best that they can: the mentees bid for places until nobody is outbid (the
 * ε-scaled auction of Bertsekas 1988, with places of a mentor as similar objects after Bertsekas & Castañón 1989, and staying unmatched as one more
 * offer that is never sold out).
 *
 * A first round begins at the lowest prices with the finest step, which is all that is needed when few are after the same places;
 * when mentees go on outbidding each other, the step is made coarser until they stop. Then rounds with finer and finer steps follow, each
 * from prices lowered by a few steps of the last, so that hardly a place is left with a price and without a taker.
 */
export function bidForPlaces(network: Network, report: (share: number) => void = () => {}): Auction {
  const auction = open(network);
  const { menteeCount } = network;
  let step = FINEST_STEP;
  for (let fights = 0; ; fights += 1) {
    const allowed = PATIENCE[Math.min(fights, PATIENCE.length - 1)]! * menteeCount;
    if (runRound(auction, step, allowed, () => report(0)) !== null) break;
    step *= COARSENING;
  }
  for (let round = 2; step > FINEST_STEP; round += 1) {
    const isNearEnd = step <= REFINEMENT ** 2 * FINEST_STEP;
    reopen(auction, (isNearEnd ? LAST_DISCOUNT : DISCOUNT) * step);
    step /= REFINEMENT;
    const tell = (): void => report(1 - 1 / round);
    // A fight here, too, is ended by coarser steps; what they leave undone is for the repair.
    let coarser = step;
    let bids = runRound(auction, coarser, FIGHT * menteeCount, tell);
    while (bids === null) bids = runRound(auction, (coarser *= COARSENING), FIGHT * menteeCount, tell);
    if (coarser > step || bids > LONG_FIGHT * menteeCount) break;
  }
  return auction;
}

function open(network: Network): Auction {
  const { menteeCount, mentorCount, placeOffsets, placeCosts } = network;
  const auction: Auction = {
    network,
    prices: new Float64Array(mentorCount),
    mentorOf: new Int32Array(menteeCount),
    levels: placeCosts.slice(),
    holders: new Int32Array(placeCosts.length),
    waiting: new Int32Array(menteeCount),
    waitingCount: 0,
  };
  const beyondReach = findBeyondReach(network);
  for (let mentor = 0; mentor < mentorCount; mentor += 1) {
    const start = placeOffsets[mentor]!;
    auction.prices[mentor] = start < placeOffsets[mentor + 1]! ? placeCosts[start]! : beyondReach;
  }
  sendAll(auction);
  return auction;
}

/** A price that no mentee would pay, for mentors without a place. */
function findBeyondReach({ costs, unmatchedCosts }: Network): number {
  let [dearest, cheapest] = [0, 0];
  for (let k = 0; k < unmatchedCosts.length; k += 1) dearest = Math.max(dearest, unmatchedCosts[k]!);
  for (let k = 0; k < costs.length; k += 1) cheapest = Math.min(cheapest, costs[k]!);
  return dearest - cheapest + 1;
}

function sendAll(auction: Auction): void {
  const { menteeCount } = auction.network;
  auction.mentorOf.fill(UNDECIDED);
  auction.holders.fill(NOBODY);
  for (let mentee = 0; mentee < menteeCount; mentee += 1) auction.waiting[mentee] = menteeCount - 1 - mentee;
  auction.waitingCount = menteeCount;
}

/** Takes everybody from their places and lowers the prices, never below what the places cost. */
function reopen(auction: Auction, discount: number): void {
  const { prices, levels } = auction;
  const { mentorCount, placeOffsets, placeCosts } = auction.network;
  for (let mentor = 0; mentor < mentorCount; mentor += 1) {
    const start = placeOffsets[mentor]!;
    const end = placeOffsets[mentor + 1]!;
    if (start === end) continue;
    const price = prices[mentor]! - discount;
    for (let place = start; place < end; place += 1) levels[place] = Math.max(price, placeCosts[place]!);
    prices[mentor] = levels[start]!;
  }
  sendAll(auction);
}

/** Lets the waiting bid until nobody waits; answers how many bids that took, null when as many as allowed were not enough. */
function runRound(auction: Auction, step: number, allowed: number, report: () => void): number | null {
  const { menteeCount, mentors } = auction.network;
  const slice = Math.ceil((REPORT_EVERY * menteeCount) / (mentors.length + menteeCount));
  let left = allowed;
  while (left > 0 && auction.waitingCount > 0) {
    report();
    left -= bid(auction, step, Math.min(left, slice));
  }
  return auction.waitingCount === 0 ? allowed - left : null;
}

/** So many bids at most, whoever was outbid at once again; answers how many were made. */
function bid(auction: Auction, step: number, allowed: number): number {
  const { prices, mentorOf, waiting } = auction;
  const { offsets, mentors, costs, unmatchedCosts } = auction.network;
  let left = allowed;
  while (auction.waitingCount > 0) {
    auction.waitingCount -= 1;
    let mentee = waiting[auction.waitingCount]!;
    while (mentee !== NOBODY) {
      if (left === 0) {
        waiting[auction.waitingCount] = mentee;
        auction.waitingCount += 1;
        return allowed;
      }
      left -= 1;
      const out = unmatchedCosts[mentee]!;
      let best = out;
      let second = out;
      let mentor = UNMATCHED;
      const end = offsets[mentee + 1]!;
      for (let k = offsets[mentee]!; k < end; k += 1) {
        const cost = costs[k]! + prices[mentors[k]!]!;
        if (cost >= second) continue;
        if (cost < best) {
          second = best;
          best = cost;
          mentor = mentors[k]!;
        } else second = cost;
      }
      mentorOf[mentee] = mentor;
      if (mentor === UNMATCHED) break;
      mentee = takePlace(auction, mentor, mentee, prices[mentor]! + second - best + step);
    }
  }
  return allowed - left;
}

/** Gives the mentor's cheapest place to the mentee at the level bid; answers who is put out of it, or NOBODY. */
function takePlace(auction: Auction, mentor: number, mentee: number, level: number): number {
  const { levels, holders } = auction;
  const start = auction.network.placeOffsets[mentor]!;
  const end = auction.network.placeOffsets[mentor + 1]!;
  const outbid = holders[start]!;
  let place = start;
  for (;;) {
    let child = 2 * place - start + 1;
    if (child >= end) break;
    if (child + 1 < end && levels[child + 1]! < levels[child]!) child += 1;
    if (levels[child]! >= level) break;
    levels[place] = levels[child]!;
    holders[place] = holders[child]!;
    place = child;
  }
  levels[place] = level;
  holders[place] = mentee;
  auction.prices[mentor] = levels[start]!;
  if (outbid !== NOBODY) auction.mentorOf[outbid] = UNDECIDED;
  return outbid;
}
