import { alternativesOf } from '#src/lib/assignment/changes.ts';
import { UNMATCHED } from '#src/lib/assignment/model.ts';
import { COST_SCALE, costOfScore } from '#src/features/matching/rules/costs.ts';
import { scoreOf, tellPair, type Told } from '#src/features/matching/rules/criteria.ts';
import { explainPair } from '#src/features/matching/rules/explain.ts';
import type { MatchInput } from '#src/features/matching/rules/facts.ts';
import { bitsOfRules, brokenBits, rulesOfBits } from '#src/features/matching/rules/hard.ts';
import type { JudgeAll, Marks, PairKey } from '#src/features/matching/rules/pool.ts';
import { solvePool, type SolvedPool } from '#src/features/matching/rules/propose.ts';
import type { MatchSettings, RuleId } from '#src/features/matching/rules/settings.ts';
import { showPerson, type ShownPerson } from '#src/features/matching/rules/shown.ts';
import { explainUnmatched, type Unmatched } from '#src/features/matching/rules/unmatched.ts';

/**
 * What a pin of two people meets with: a rule that is on, the curator's own ban, a mentor without a place; the worst pair would be
 * weaker still, by the aim that minds it; somebody else would be left without a pair; the cost is not known (groups of a least size,
 * a mentor beyond the short list of a large pool).
 */
export type Barrier = 'rule' | 'ban' | 'no_place' | 'weaker' | 'leaves_out' | 'unknown';
/** Those in whose way it stands that they come together at all. */
const CLOSED: readonly (Barrier | null)[] = ['rule', 'ban', 'no_place'];

/** Another mentor for a mentee. */
export interface ShownAlternative {
  readonly mentor: ShownPerson;
  readonly score: number;
  /** How much the best total rises when the two are pinned, in shares of a whole pair; null: see `barrier`. */
  readonly costs: number | null;
  /** Why there is no cost to tell; null: there is one. */
  readonly barrier: Barrier | null;
  readonly isNow: boolean;
  readonly mark: 'pin' | 'ban' | null;
  readonly blockedBy: readonly RuleId[];
  readonly words: string;
}

/** Whom to look at, in which draft. */
export interface Look {
  readonly input: MatchInput;
  readonly settings: MatchSettings;
  readonly marks: Marks;
  readonly menteeId: string;
  readonly mentorIdNow: string | null;
  /** Whether the draft leaves them without a pair. */
  readonly isAlone: boolean;
  /** Whether wishes and vetoes may be told. */
  readonly withWishes: boolean;
}

/** Somebody whom the pin of a mentee gives another mentor than they would have without it; a score is null without a pair. */
export interface MovedByPin {
  readonly menteeId: string;
  readonly name: string;
  readonly without: { readonly name: string; readonly score: number } | null;
  readonly now: { readonly name: string; readonly score: number } | null;
}

/** What there is to say of one mentee of a draft. */
export interface Looked {
  readonly told: readonly Told[];
  readonly alternatives: readonly ShownAlternative[];
  /** Of a pinned pair: who else has another mentor because of it, those who lose most first. */
  readonly moved: readonly MovedByPin[];
  /** Those whom a rule keeps away (they may still be pinned, unless it is law), the curator, or the lack of a place. */
  readonly blocked: readonly ShownAlternative[];
  readonly unmatched: Unmatched | null;
}

/** A pin that leaves somebody else out costs a penalty of the aim, not a number that says anything. */
const MOST_TOLD = 10 * COST_SCALE;

/**
 * Every mentor for one mentee of a draft with what a pin would cost everybody, the reasons of the pair there is, and why there is none.
 * Of a mentee who is pinned the costs are against the draft without the pin. Solves the draft again, so it takes as long; answers
 * what can be cloned. Somebody who is not in the input has nothing.
 */
export function lookAtMentee(look: Look, judgeAll?: JudgeAll): Looked {
  const { input, settings, marks, menteeId, mentorIdNow, isAlone, withWishes } = look;
  const solved = solvePool(input, settings, marks, judgeAll);
  const mentee = input.mentees.findIndex(({ personId }) => personId === menteeId);
  const mentor = input.mentors.findIndex(({ personId }) => personId === mentorIdNow);
  if (mentee < 0) return { told: [], alternatives: [], moved: [], blocked: [], unmatched: null };
  const [unmatched = null] = isAlone ? explainUnmatched(input, settings, solved, [menteeId], marks.bans) : [];
  const pins = marks.pins.filter((pin) => pin.menteeId !== menteeId);
  const isPinned = pins.length < marks.pins.length;
  const free = isPinned ? solvePool(input, settings, { ...marks, pins }) : solved;
  return {
    told:
      mentor < 0
        ? []
        : tellPair(solved.pool.pairAt(mentee, mentor), settings.weights).filter(
            ({ id }) => withWishes || id !== 'wishes',
          ),
    ...rankAlternatives(look, free, mentee),
    moved: isPinned ? listMoved(look, free, solved).filter((one) => one.menteeId !== menteeId) : [],
    unmatched,
  };
}

function markOf({ pins, bans }: Marks, { menteeId, mentorId }: PairKey): 'pin' | 'ban' | null {
  const isIt = (one: PairKey) => one.menteeId === menteeId && one.mentorId === mentorId;
  return pins.some(isIt) ? 'pin' : bans.some(isIt) ? 'ban' : null;
}

/** The mentor of each mentee of the input, by their places in it; −1: nobody. */
function mentorsOf({ pool, aimed }: SolvedPool, count: number): Int32Array {
  const mentors = new Int32Array(count).fill(UNMATCHED);
  for (const [row, mentee] of pool.menteeOfRow.entries()) {
    mentors[mentee] = aimed.solution.mentorOf[row] ?? UNMATCHED;
  }
  for (const { mentee, mentor } of pool.pinned) mentors[mentee] = mentor;
  return mentors;
}

const gain = ({ without, now }: MovedByPin) => (now?.score ?? -1) - (without?.score ?? -1);

function listMoved({ input, settings }: Look, free: SolvedPool, solved: SolvedPool): MovedByPin[] {
  const [before, after] = [free, solved].map((one) => mentorsOf(one, input.mentees.length));
  const at = (mentee: number, mentor = UNMATCHED) => {
    const facts = input.mentors[mentor];
    if (facts === undefined) return null;
    return { name: facts.name, score: scoreOf(solved.pool.pairAt(mentee, mentor), settings.weights) };
  };
  return input.mentees
    .flatMap(({ personId, name }, mentee): MovedByPin[] =>
      before?.[mentee] === after?.[mentee]
        ? []
        : [
            {
              menteeId: personId,
              name,
              without: at(mentee, before?.[mentee]),
              now: at(mentee, after?.[mentee]),
            },
          ],
    )
    .toSorted((a, b) => gain(a) - gain(b));
}

/** What each mentor of the mentee's list would cost, as the prices of the draft say. */
function costsOfPins({ pool, priced, aimed }: SolvedPool, row: number): Map<number, number> {
  const costs = new Map<number, number>();
  // Groups of a least size have no prices from which a change could be read.
  if (row < 0 || pool.problem.minimums !== undefined) return costs;
  for (const { mentor, cost } of alternativesOf(priced, aimed.solution, row)) {
    if (mentor !== UNMATCHED) costs.set(mentor, cost);
  }
  return costs;
}

function rankAlternatives(
  { input, settings, marks, menteeId, mentorIdNow, withWishes }: Look,
  { pool, priced, aimed }: SolvedPool,
  mentee: number,
): { alternatives: ShownAlternative[]; blocked: ShownAlternative[] } {
  const costs = costsOfPins({ pool, priced, aimed }, pool.menteeOfRow.indexOf(mentee));
  const { limit } = aimed.proof;
  const on = bitsOfRules(settings.rules);
  const shown = input.mentors.map((facts, mentor): ShownAlternative => {
    const pair = pool.pairAt(mentee, mentor);
    const broken = brokenBits(pair, settings, input);
    const cost = costs.get(mentor);
    const score = scoreOf(pair, settings.weights);
    const mark = markOf(marks, { menteeId, mentorId: facts.personId });
    const barrier = (): Barrier | null => {
      if ((broken & on) !== 0) return 'rule';
      if (mark === 'ban') return 'ban';
      if ((pool.problem.capacities[mentor] ?? 0) === 0) return 'no_place';
      if (cost !== undefined) return cost > MOST_TOLD ? 'leaves_out' : null;
      return limit !== null && costOfScore(score) > limit ? 'weaker' : 'unknown';
    };
    const met = barrier();
    return {
      mentor: showPerson(facts),
      score,
      costs: met !== null || cost === undefined ? null : cost / COST_SCALE,
      barrier: met,
      isNow: facts.personId === mentorIdNow,
      mark,
      blockedBy: rulesOfBits(broken & on).filter((id) => withWishes || (id !== 'veto' && id !== 'declined')),
      words: explainPair(pair, settings, rulesOfBits(broken & ~on), withWishes),
    };
  });
  const isOpen = (one: ShownAlternative) => one.isNow || !CLOSED.includes(one.barrier);
  return {
    alternatives: shown
      .filter(isOpen)
      .toSorted(
        (a, b) =>
          (a.costs ?? Number.POSITIVE_INFINITY) - (b.costs ?? Number.POSITIVE_INFINITY) || b.score - a.score,
      ),
    blocked: shown.filter((one) => !isOpen(one)).toSorted((a, b) => b.score - a.score),
  };
}
