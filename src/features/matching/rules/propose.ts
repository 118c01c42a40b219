import { refuse, accept, type Result } from '#src/lib/result.ts';
import { limitCosts, solveFor, type AimedSolution } from '#src/lib/assignment/aims.ts';
import { checkProblem, LARGEST_COST, type Problem, type Solution } from '#src/lib/assignment/model.ts';
import { findForm } from '#src/features/programmes/rules/forms.ts';
import type { MatchInput } from '#src/features/matching/rules/facts.ts';
import { scoreOf } from '#src/features/matching/rules/criteria.ts';
import { costOfScore, placeCost } from '#src/features/matching/rules/costs.ts';
import { brokenRules, formOf } from '#src/features/matching/rules/hard.ts';
import { createPairs, type PairFacts } from '#src/features/matching/rules/pair.ts';
import {
  buildPool,
  placesOf,
  SHORT_LIST,
  type JudgeAll,
  type Marks,
  type PairKey,
  type Pool,
  type RuleBlock,
} from '#src/features/matching/rules/pool.ts';
import {
  hasWeights,
  ruleText,
  soundSettings,
  type MatchSettings,
  type RuleId,
} from '#src/features/matching/rules/settings.ts';

/** A pair of a draft. */
export interface ProposedPair extends PairKey {
  /** Key of data/forms.json. */
  readonly form: string;
  readonly isGroup: boolean;
  readonly isPinned: boolean;
  /** From 0 to 1. */
  readonly score: number;
  /** What the pair and its place cost. */
  readonly cost: number;
  /** Rules that it breaks: switched off, or passed over by a pin. */
  readonly warnings: readonly RuleId[];
  /** Both would rather have each other than whom they did not name: each named the other. */
  readonly isMutual: boolean;
}

/** How sure it is that nothing better is possible under these rules. */
export interface Proof {
  /** `optimal`: proven; `bounded`: at most `gap` better. */
  readonly kind: 'optimal' | 'bounded';
  /** In units of cost, 10,000 for a whole pair. */
  readonly gap: number;
  /** In a large pool: mentees for whom a candidate left out of their list might still be better. */
  readonly uncertain: number;
  /** Candidates left out of lists at all. */
  readonly isCut: boolean;
}

/** What `propose` answers: plain values that can be kept, and sent between threads. */
export interface Proposal {
  readonly pairs: readonly ProposedPair[];
  readonly unmatchedIds: readonly string[];
  readonly totalCost: number;
  /** The least score among the pairs; null without any. */
  readonly worstScore: number | null;
  /** The mean score of the pairs; null without any. */
  readonly meanScore: number | null;
  readonly mutual: number;
  /** Pairs that the rules let through. */
  readonly allowed: number;
  readonly blocks: readonly RuleBlock[];
  readonly proof: Proof;
  /** Prices that prove it, by person: what each mentee costs at them, what a place with each mentor is worth. */
  readonly duals: readonly { readonly personId: string; readonly dual: number }[];
  readonly prices: readonly { readonly personId: string; readonly price: number }[];
}

export interface ProposeOptions {
  readonly progress?: (share: number) => boolean;
  readonly judgeAll?: JudgeAll;
}

/** Pairs as they are marked, with the names of those to blame as facts. */
function checkMarks(input: MatchInput, settings: MatchSettings, marks: Marks): Result {
  const pairAt = createPairs(input);
  const menteeAt = new Map(input.mentees.map(({ personId }, at) => [personId, at]));
  const mentorAt = new Map(input.mentors.map(({ personId }, at) => [personId, at]));
  const pinnedTo = new Map<string, string>();
  const pinsOf = new Map<string, number>();
  for (const { menteeId, mentorId } of marks.pins) {
    const earlier = pinnedTo.get(menteeId);
    const name = input.mentees.find(({ personId }) => personId === menteeId)?.name ?? '';
    if (earlier !== undefined && earlier !== mentorId) return refuse('matching.pinned_twice', { name });
    if (marks.bans.some((ban) => ban.menteeId === menteeId && ban.mentorId === mentorId)) {
      return refuse('matching.pinned_and_banned', { name });
    }
    pinnedTo.set(menteeId, mentorId);
    pinsOf.set(mentorId, (pinsOf.get(mentorId) ?? 0) + 1);
  }
  for (const { menteeId, mentorId } of marks.pins) {
    const [mentee, mentor] = [menteeAt.get(menteeId), mentorAt.get(mentorId)];
    // Of somebody who is no longer in the pool.
    if (mentee === undefined || mentor === undefined) continue;
    const pair = pairAt(mentee, mentor);
    const law = brokenRules(pair, settings, input).find((id) => ruleText(id).isLaw);
    if (law !== undefined) {
      return refuse('matching.pin_against_law', { name: pair.mentee.name, rule: ruleText(law).blocked });
    }
    const places = placesOf(pair.mentor, settings);
    const pins = pinsOf.get(pair.mentor.personId) ?? 0;
    if (pins > places) return refuse('matching.pins_over_capacity', { name: pair.mentor.name, places, pins });
  }
  return accept();
}

/** The form of a pair that was pinned although none suits both: the first that fits what they are, or the draft's first. */
function formOfPin(pair: PairFacts, settings: MatchSettings): string {
  const fitting = settings.forms.find(({ form }) => {
    const known = findForm(form);
    return (
      known?.menteeKinds.some((kind) => pair.mentee.kinds.includes(kind)) === true &&
      known.mentorKinds.some((kind) => pair.mentor.kinds.includes(kind))
    );
  });
  return formOf(pair, settings) ?? fitting?.form ?? settings.forms[0]?.form ?? '';
}

/**
 * The best pairs and groups for a pool under the rules, weights, aim and marks of a draft. Refuses with `matching.no_weights`,
 * `matching.no_forms`, `matching.no_mentees`, `matching.no_mentors`, `matching.pinned_twice` (fact `name`),
 * `matching.pinned_and_banned`, `matching.pin_against_law`, `matching.pins_over_capacity`, and with what `checkProblem`
 * refuses.
 */
export function propose(
  input: MatchInput,
  settings: MatchSettings,
  marks: Marks,
  options: ProposeOptions = {},
): Result<Proposal> {
  const sound = soundSettings(settings);
  if (sound.forms.length === 0) return refuse('matching.no_forms');
  if (!hasWeights(sound)) return refuse('matching.no_weights');
  if (input.mentees.length === 0) return refuse('matching.no_mentees');
  if (input.mentors.length === 0) return refuse('matching.no_mentors');
  const ready = checkMarks(input, sound, marks);
  if (!ready.ok) return ready;
  const found = findPairs(input, sound, marks, options);
  return found.ok ? accept(toProposal(input, sound, found.value)) : found;
}

/** The pool and its best pairs, as far as the lists of a large pool let know. */
interface Found {
  readonly pool: Pool;
  readonly aimed: AimedSolution;
  /** Rows for whom somebody left out of their list might still be better. */
  readonly uncertain: readonly number[];
}

/** Takes sound settings and marks; refuses with what `checkProblem` refuses. */
function findPairs(
  input: MatchInput,
  sound: MatchSettings,
  marks: Marks,
  { progress }: ProposeOptions = {},
): Result<Found> {
  // Looking at the pairs takes longer than finding the best of them.
  const looking = progress && ((share: number) => progress(share * LOOKING_SHARE));
  const solving = progress && ((share: number) => progress(LOOKING_SHARE + share * (1 - LOOKING_SHARE)));
  const how = solving === undefined ? {} : { progress: solving };
  let pool = buildPool(input, sound, marks, { progress: looking });
  const problem = checkProblem(pool.problem);
  if (!problem.ok) return problem;
  let aimed = solveFor(pool.problem, sound.aim, how);
  let uncertain = findUncertain(pool, aimed.solution);
  // A large pool: whoever might have done better beyond their list gets all mentors where that can be, else a longer one.
  const widened = new Map<number, number>();
  for (let round = 0; uncertain.length > 0 && round < MOST_ROUNDS; round += 1) {
    const times = widthOf(new Set([...uncertain, ...widened.keys()]).size, input.mentors.length, round);
    if (times === null) break;
    for (const row of uncertain) widened.set(row, times);
    pool = buildPool(input, sound, marks, { widen: widened, progress: looking });
    aimed = solveFor(pool.problem, sound.aim, how);
    uncertain = findUncertain(pool, aimed.solution);
  }
  return accept({ pool, aimed, uncertain });
}
const MOST_ROUNDS = 3;
/** Pairs that are looked at once more at most, for the sake of proof: some seconds. */
const LOOKED_AT_AGAIN = 6_000_000;
const LOOKING_SHARE = 0.8;

/** Times the usual list for so many mentees of a large pool; null: even that is too long, and the draft stays as it is, said to be unproven. */
function widthOf(rows: number, mentors: number, round: number): number | null {
  if (rows * mentors <= LOOKED_AT_AGAIN) return mentors;
  const times = 4 ** (round + 1);
  return rows * times * SHORT_LIST * 2 <= LOOKED_AT_AGAIN ? times : null;
}

/** Rows whose left-out candidates might cost less than what they have at the prices of the solution. */
function findUncertain(pool: Pool, solution: Solution): number[] {
  if (pool.cutCosts === null) return [];
  const { menteeDuals, mentorPrices } = solution.certificate;
  // Whoever was left out of a list asks at least the lowest price of all.
  let least = Number.POSITIVE_INFINITY;
  for (const [mentor, price] of mentorPrices.entries()) {
    if ((pool.problem.capacities[mentor] ?? 0) > 0) least = Math.min(least, price);
  }
  const rows: number[] = [];
  for (let row = 0; row < pool.problem.menteeCount; row += 1) {
    if ((pool.cutCosts[row] ?? Number.POSITIVE_INFINITY) + least < (menteeDuals[row] ?? 0)) rows.push(row);
  }
  return rows;
}

function toProposal(input: MatchInput, settings: MatchSettings, { pool, aimed, uncertain }: Found): Proposal {
  const {
    solution,
    proof: { gap },
  } = aimed;
  const { mentees, mentors } = input;
  const loads = mentors.map(({ taken }) => taken);
  const pairs: ProposedPair[] = [];
  const unmatchedIds: string[] = [];
  const take = (mentee: number, mentor: number, isPinned: boolean) => {
    const pair = pool.pairAt(mentee, mentor);
    const score = scoreOf(pair, settings.weights);
    const form = formOfPin(pair, settings);
    const load = loads[mentor] ?? 0;
    loads[mentor] = load + 1;
    pairs.push({
      menteeId: pair.mentee.personId,
      mentorId: pair.mentor.personId,
      form,
      isGroup: settings.forms.find((one) => one.form === form)?.isGroup ?? false,
      isPinned,
      score,
      cost: costOfScore(score) + placeCost(load, settings.weights),
      warnings: brokenRules(pair, settings, input),
      isMutual: pair.links.menteeRank !== null && pair.links.mentorRank !== null,
    });
  };
  for (const { mentee, mentor } of pool.pinned) take(mentee, mentor, true);
  let unmatchedCost = 0;
  for (const [row, mentee] of pool.menteeOfRow.entries()) {
    const mentor = solution.mentorOf[row] ?? -1;
    if (mentor >= 0) take(mentee, mentor, false);
    else {
      unmatchedIds.push(mentees[mentee]?.personId ?? '');
      unmatchedCost += pool.problem.unmatchedCosts[row] ?? 0;
    }
  }
  const scores = pairs.map(({ score }) => score);
  return {
    pairs,
    unmatchedIds,
    totalCost: pairs.reduce((sum, { cost }) => sum + cost, unmatchedCost),
    worstScore: scores.length === 0 ? null : Math.min(...scores),
    meanScore: scores.length === 0 ? null : scores.reduce((sum, score) => sum + score, 0) / scores.length,
    mutual: pairs.filter(({ isMutual }) => isMutual).length,
    allowed: pool.allowed,
    blocks: pool.blocks,
    proof: {
      kind: gap === 0 && uncertain.length === 0 ? 'optimal' : 'bounded',
      gap,
      uncertain: uncertain.length,
      isCut: pool.cutCosts?.some((cost) => Number.isFinite(cost)) ?? false,
    },
    duals: pool.menteeOfRow.map((mentee, row) => ({
      personId: mentees[mentee]?.personId ?? '',
      dual: solution.certificate.menteeDuals[row] ?? 0,
    })),
    prices: mentors.map(({ personId }, at) => ({
      personId,
      price: solution.certificate.mentorPrices[at] ?? 0,
    })),
  };
}

/** A draft solved again with everything needed to ask what a change would cost. */
export interface SolvedPool {
  readonly pool: Pool;
  readonly aimed: AimedSolution;
  /** The problem to which the certificate belongs: mentees dearer to leave out, pairs beyond the limit left out. */
  readonly priced: Problem;
}

/** Solves a draft as `propose` did. Takes what `propose` accepted. */
export function solvePool(
  input: MatchInput,
  settings: MatchSettings,
  marks: Marks,
  judgeAll?: JudgeAll,
): SolvedPool {
  const sound = soundSettings(settings);
  const pool = buildPool(input, sound, marks, { judgeAll });
  const aimed = solveFor(pool.problem, sound.aim);
  return { pool, aimed, priced: priceOf(pool, aimed) };
}

/** The problem to which the certificate of a solution belongs. */
export function priceOf({ problem }: Pool, { proof: { penalty, limit } }: AimedSolution): Problem {
  const limited = limit === null ? problem : limitCosts(problem, limit);
  const unmatchedCosts = limited.unmatchedCosts.map((cost) => Math.min(cost + penalty, LARGEST_COST));
  return { ...limited, unmatchedCosts };
}
